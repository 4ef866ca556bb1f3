"""The result of a replay for people: tables and examples that read well at 80 columns and in a pipe.

Owns the layout. Words that mattered stand between »these«, since a pipe has no colours.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.replay.document import ranked
from bot.settings.problems import one_line

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from bot.cli.replay.document import Reading
    from bot.domain.moderation.replaying import Change, Difference, Example, Found, History, Share, Tally
    from bot.services.replay import Result

_AROUND = 100
"""Characters of a message that are shown before and after the first word that mattered."""
_MOST_TERMS = 8
_NARROWEST = 20


def show(result: Result, readings: Sequence[Reading], console: Console | None = None) -> None:
    """Print the result."""
    _Page(console or Console(highlight=False), result.history).show(result, readings)


class _Page:
    def __init__(self, console: Console, history: History) -> None:
        self._console = console
        self._history = history
        self._whole = history.written

    def show(self, result: Result, readings: Sequence[Reading]) -> None:
        self._say(_heading(result))
        self._policy(result.tallies[0], readings[0])
        if result.difference is not None:
            self._say("\nThe other settings")
            self._policy(result.tallies[1], readings[1], examples=False)
            self._difference(result.difference)

    def _say(self, text: str | Text, indent: int = 0) -> None:
        whole = text if isinstance(text, Text) else Text(text)
        for line in whole.wrap(self._console, max(self._console.width - indent, _NARROWEST)):
            line.rstrip()
            self._console.print(Text(" " * indent).append_text(line), soft_wrap=True)

    def _policy(self, tally: Tally, reading: Reading, *, examples: bool = True) -> None:
        if not reading.enabled:
            self._say(f"{reading.community}: moderation is switched off, so no message is read.")
            return
        reasons = ", ".join(f"{reason.value} {count:,}" for reason, count in sorted(tally.exempt.items()))
        self._say(
            f"{reading.community}: {_number(tally.read, 'message', 'messages')} read. Left out: {reasons or 'none'}."
        )
        if not self._history.knows_roles:
            self._say("The files name nobody's roles, so staff were read like everyone.")
        if reading.speaks:
            self._say(f"A private word would have gone out about {self._part(tally.told)}.")
        else:
            self._say(f"Something to say about {self._part(tally.told)}, but cases are switched off.")
        if tally.hidden.messages:
            self._say(f"Taken away, with the text given back: {self._part(tally.hidden)}.")
        table = self._table("Rule", "Mode", "Messages", "Share", "People", "Share")
        for found in tally.rules:
            table.add_row(found.rule, found.mode.value, *self._shares(found.share))
        self._console.print(table)
        for found in tally.rules:
            if found.share.messages:
                self._found(found, reading, examples=examples)

    def _found(self, found: Found, reading: Reading, *, examples: bool) -> None:
        self._say(Text(found.rule, style="bold"))
        for name, counted in (("tiers", found.tiers), ("views", found.views), ("words", found.terms)):
            if counted:
                self._say(f"{name}: {_listed(counted)}", 2)
        if examples:
            self._examples("for example", found.examples.chosen)
            said = next((words for each in found.examples.chosen if (words := reading.say(each))), None)
            if said:
                self._say("what the author of one would have read:", 2)
                for line in said.splitlines():
                    self._say(f"| {_clean(line)}", 4)

    def _difference(self, difference: Difference) -> None:
        self._say("\nWhat the other settings would change")
        table = self._table("Rule", "Mode", "Newly found", "People", "No longer", "People")
        for rule, change in difference.rules.items():
            before, after = (mode.value if mode else "none" for mode in difference.modes[rule])
            table.add_row(rule, before if before == after else f"{before} → {after}", *_counts(change))
        table.add_row("any live rule", "", *_counts(difference.acted))
        self._console.print(table)
        for rule, change in difference.rules.items():
            self._examples(f"{rule}: newly found", change.newly_examples.chosen)
            self._examples(f"{rule}: no longer found", change.gone_examples.chosen)

    def _examples(self, heading: str, chosen: Sequence[Example]) -> None:
        if not chosen:
            return
        self._say(f"{heading}:", 2)
        for example in chosen:
            self._say(f"#{_clean(example.channel)}, {example.message.at:%Y-%m-%d %H:%M} UTC", 4)
            self._say(_marked(example), 6)

    def _table(self, *headings: str) -> Table:
        table = Table(box=box.SIMPLE, pad_edge=False)
        for place, heading in enumerate(headings):
            left = place < 2  # noqa: PLR2004 -- name and mode, then numbers
            table.add_column(heading, justify="left" if left else "right", overflow="fold")
        return table

    def _shares(self, part: Share) -> tuple[str, str, str, str]:
        people, everyone = len(part.people), len(self._whole.people)
        return (
            f"{part.messages:,}",
            _percent(part.messages, self._whole.messages),
            f"{people:,}",
            _percent(people, everyone),
        )

    def _part(self, part: Share) -> str:
        _, share, _, people_share = self._shares(part)
        messages = _number(part.messages, "message", "messages")
        return f"{messages} ({share}) by {_number(len(part.people), 'person', 'people')} ({people_share})"


def _heading(result: Result) -> str:
    history = result.history
    span = f", {history.since:%Y-%m-%d} to {history.until:%Y-%m-%d}" if history.since and history.until else ""
    return (
        f"{_number(history.written.messages, 'message', 'messages')} "
        f"by {_number(len(history.written.people), 'person', 'people')} "
        f"in {_number(len(history.channels), 'channel', 'channels')}{span}.\n"
        f"Not counted: {history.bots:,} by bots, {history.system:,} by Discord itself."
    )


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _counts(change: Change) -> tuple[str, ...]:
    return tuple(f"{number:,}" for part in (change.newly, change.gone) for number in (part.messages, len(part.people)))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _listed(counted: Counter[str]) -> str:
    best = ranked(counted)
    more = len(best) - _MOST_TERMS
    shown = " · ".join(f"{_clean(name)} {count:,}" for name, count in islice(best.items(), _MOST_TERMS))
    return f"{shown} · and {more:,} more" if more > 0 else shown


def _clean(text: str) -> str:
    return one_line(" ".join(text.split()))


def _marked(example: Example) -> Text:
    """The message around its first hit, the words that mattered marked."""
    text = example.message.text
    spots = [spot for spot in example.considered.spots if spot.passage == 0]
    start = max(0, spots[0].start - _AROUND) if spots else 0
    end = min(len(text), (spots[0].end if spots else 0) + _AROUND)
    shown, position = Text("…" if start else ""), start
    for spot in spots:
        if spot.start >= position and spot.end <= end:
            shown.append(_spaced(text[position : spot.start]))
            shown.append(f"»{_spaced(text[spot.start : spot.end])}«", style="bold")
            position = spot.end
    shown.append(_spaced(text[position:end]))
    return shown.append("…" if end < len(text) else "")


def _spaced(text: str) -> str:
    """Keep the spaces at both ends, which belong to the words around."""
    return one_line("".join(" " if letter.isspace() else letter for letter in text))
