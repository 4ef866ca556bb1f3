"""Whether what a scene expects is so: compared by facts (who saw what, which words, which keys), never by sentences.

Owns finding the best match for an expectation and saying plainly what it lacks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from babel import Locale

from bot.rehearsal.bill import EVERYONE_ELSE
from bot.rehearsal.record import Reach, Removed, Sent, Shown, Taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.rehearsal.playhouse import Playhouse
    from bot.rehearsal.record import Happening
    from bot.rehearsal.speech import Speech
    from bot.rehearsal.steps import Expects

_MARKED: Final = re.compile(r"__\*\*(.+?)\*\*__")
_ESCAPE: Final = re.compile(r"\\(_|[^\w\s])")
_REACHES: Final = {"direct message": Reach.DIRECT, "private answer": Reach.ANSWER}
REMOVED: Final = "removed message"
_STAFF: Final = {"log line": ("log", "in the log", "line"), "card": ("desk", "on the desk", "card")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One expectation in words, and why it did not hold; None: it held."""

    what: str
    why_not: str | None = None


class Witness:
    """Looks at what happened since the last step in which somebody (`actor`, by the cast's key) did something."""

    def __init__(self, house: Playhouse, speech: Speech, seen: Sequence[Happening], actor: str | None) -> None:
        self._house = house
        self._speech = speech
        self._seen = seen
        self._actor = actor

    def check(self, step: Expects) -> Finding:
        """Return whether this is so."""
        kind = step.expects
        if kind in {"pause", "no pause"}:
            return self._pause(step)
        if kind == "nothing private":
            return self._nothing_private(step)
        if kind in _REACHES:
            return self._private(step)
        return self._in_channel(step)

    def _private(self, step: Expects) -> Finding:
        kind, who = step.expects, self._people(step)
        what = f"{self._called(step)} gets a {kind}{self._details(step)}"
        for key in who:
            mine = [each for each in self._private_to(key) if each.reach is _REACHES[kind]]
            why_not = self._best([each.shown for each in mine], step, f"{self._name(key)} got no {kind}")
            if why_not is not None:
                return Finding(what, why_not)
        return Finding(what)

    def _nothing_private(self, step: Expects) -> Finding:
        what = f"{self._called(step)} gets nothing in private"
        for key in self._people(step):
            found = next(self._private_to(key), None)
            if found is not None:
                reach = "direct message" if found.reach is Reach.DIRECT else "private answer"
                return Finding(what, f"{self._name(key)} got a {reach}")
        return Finding(what)

    def _in_channel(self, step: Expects) -> Finding:
        kind = step.expects.removeprefix("no ")
        key, place, thing = self._place_of(kind, step)
        removed = kind == REMOVED
        shown = list(self._removed_from(key) if removed else self._shown_in(key))
        happens, happened = ("is taken", "was taken") if removed else ("appears", "appeared")
        if kind != step.expects:
            what = f"no {thing} {happens} {place}{self._details(step)}"
            found = any(not self._lacks(each, step) for each in shown)
            return Finding(what, f"one {happened} {place}" if found else None)
        what = f"a {thing} {happens} {place}{self._details(step)}"
        return Finding(what, self._best(shown, step, f"nothing {happened} {place}"))

    def _place_of(self, kind: str, step: Expects) -> tuple[str, str, str]:
        """Return the key of the channel, the way to say where that is, and what is looked for there."""
        if kind in _STAFF:
            return _STAFF[kind]
        key = step.place or ""
        if kind == REMOVED:
            return key, f"from {self._place(key)}", "message"
        return key, f"in {self._place(key)}", "message from Usher"

    def _pause(self, step: Expects) -> Finding:
        feature = step.feature or ""
        with self._house.env.time_context():
            pauses = self._house.house.pauses
            paused = pauses.pause_of(self._house.guild.id, feature) is not None
        wanted = step.expects == "pause"
        states = {True: f"{feature} is paused", False: f"{feature} is not paused"}
        return Finding(states[wanted], None if paused is wanted else states[paused])

    def _people(self, step: Expects) -> list[str]:
        if step.who == EVERYONE_ELSE:
            return [key for key in self._house.people if key != self._actor]
        return [step.who or ""]

    def _private_to(self, key: str) -> Iterator[Sent]:
        person = self._house.people.get(key)
        for each in self._seen:
            if isinstance(each, Sent) and person is not None and each.to == person.id:
                yield each

    def _shown_in(self, key: str) -> Iterator[Shown]:
        for each in self._seen:
            if isinstance(each, Sent) and each.to is None and self._is_in(key, each.channel_id):
                yield each.shown

    def _removed_from(self, key: str) -> Iterator[Shown]:
        for each in self._seen:
            if isinstance(each, Removed) and self._is_in(key, each.channel_id):
                yield each.shown
            elif isinstance(each, Taken) and self._is_in(key, each.channel_id):
                # With its author before it, so that an expectation can be about them.
                yield from (Shown(said.message_id, f"<@{said.who}> {said.text}") for said in each.said)

    def _is_in(self, key: str, channel_id: int) -> bool:
        channel = self._house.channel(key)
        return channel is not None and channel_id in {channel.id, *(thread.id for thread in channel.threads)}

    def _best(self, shown: Sequence[Shown], step: Expects, nothing: str) -> str | None:
        """Return None where one of these is as expected; else what the nearest of them lacks."""
        if not shown:
            return nothing
        lacks = min((self._lacks(each, step) for each in shown), key=len)
        return f"it is there, but {'; '.join(lacks)}" if lacks else None

    def _lacks(self, shown: Shown, step: Expects) -> list[str]:
        texts, speech = shown.texts, self._speech
        plain = " ".join(_ESCAPE.sub(r"\1", text) for text in texts).casefold()
        marked = " ".join(_ESCAPE.sub(r"\1", found) for text in texts for found in _MARKED.findall(text)).casefold()
        actions = {button.action for button in shown.buttons}
        lacks = [f"without the word “{word}”" for word in step.words if word.casefold() not in plain]
        lacks += [f"“{word}” is not marked in it" for word in step.marked if word.casefold() not in marked]
        unsaid = [key for key in step.voice if not speech.says(key, texts)]
        lacks += [f"it does not say {_list(unsaid)}"] if unsaid else []
        lacks += [f"without the button {action}" for action in step.buttons if action not in actions]
        if step.about is not None and f"<@{self._house.people[step.about].id}>" not in " ".join(texts):
            lacks.append(f"it does not name {self._name(step.about)}")
        if step.language is not None and (spoken := speech.languages(texts)) != {step.language}:
            heard = " and ".join(sorted(map(_language, spoken))) or "no language that can be told"
            lacks.append(f"it is in {heard}, not in {_language(step.language)}")
        return lacks

    def _details(self, step: Expects) -> str:
        """Return the details of an expectation, in words."""
        parts = [f"with {_list(map(_quoted, step.marked))} marked"] if step.marked else []
        parts += [f"with the words {_list(map(_quoted, step.words))}"] if step.words else []
        parts += [f"saying {_list(step.voice)}"] if step.voice else []
        parts += [f"about {self._name(step.about)}"] if step.about else []
        parts += [f"in {_language(step.language)}"] if step.language else []
        parts += [f"with the button {_list(step.buttons)}"] if step.buttons else []
        return "".join(f", {part}" for part in parts)

    def _called(self, step: Expects) -> str:
        return "everyone else" if step.who == EVERYONE_ELSE else self._name(step.who or "")

    def _name(self, key: str) -> str:
        person = self._house.people.get(key)
        return key if person is None else self._house.names.person(person.id)

    def _place(self, key: str) -> str:
        channel = self._house.channel(key)
        return f"#{key}" if channel is None else self._house.names.channel(channel.id)


def _language(tag: str) -> str:
    return str(Locale.parse(tag, sep="-").english_name)


def _quoted(word: str) -> str:
    return f"“{word}”"


def _list(items: Iterable[str]) -> str:
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last
