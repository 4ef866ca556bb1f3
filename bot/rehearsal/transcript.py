"""The transcript: a rehearsal as it goes, for people to read in a terminal or a pipe.

Owns the words between Usher's own, which come from the voice. Nothing rests on colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta
from rich.text import Text

from bot.rehearsal.judgements import reasons
from bot.rehearsal.markup import Markup
from bot.rehearsal.page import DIM, Page
from bot.rehearsal.record import (
    Asked,
    Began,
    Changed,
    Checked,
    Chose,
    Filled,
    Judged,
    Made,
    Noted,
    Pressed,
    Ran,
    Reach,
    Removed,
    Said,
    Sent,
    Taken,
    Waited,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from rich.console import Console

    from bot.rehearsal.playhouse import Playhouse
    from bot.rehearsal.record import Button, Happening, Shown

WHO: Final = "bold cyan"
WHAT: Final = "bold"
HELD: Final = "blue"
MISSED: Final = "bold yellow"
BAR: Final = "│ "
LONG: Final = 75
"""So many letters make a line that nobody wants to read twice."""


class Transcript:
    """Prints what happens in one playhouse, as it happens."""

    def __init__(self, console: Console, house: Playhouse) -> None:
        self._page = Page(console)
        self._house = house
        self._names = house.names
        self._markup = Markup(house.names, house.env.now, plain=self._page.plain)
        self._clock = ""
        self._scenes = 0
        self._read: set[str] = set()
        self._tells: dict[type, Callable[..., None]] = {
            Began: self._began,
            Said: self._said,
            Changed: self._changed,
            Taken: self._taken,
            Ran: self._ran,
            Pressed: self._pressed,
            Chose: self._chose,
            Filled: self._filled,
            Judged: self._judged,
            Sent: self._sent,
            Asked: self._asked,
            Removed: self._removed,
            Made: self._made,
            Noted: self._noted,
            Waited: self._waited,
            Checked: self._checked,
        }

    def tell(self, happening: Happening) -> None:
        """Print one happening."""
        self._tells[type(happening)](happening)

    def heading(self, title: str, shows: str = "") -> None:
        """Print the title of what comes next."""
        self._page.heading(title, shows)
        self._clock = ""

    def _began(self, each: Began) -> None:
        self._scenes += 1
        self.heading(f"{self._scenes} · {each.title}", each.shows)

    def _said(self, each: Said) -> None:
        self._cue(each.at, each.who, f" in {self._names.channel(each.channel_id)}")
        self._page.body(self._markup.render(each.text))

    def _changed(self, each: Changed) -> None:
        self._cue(each.at, each.who, f" in {self._names.channel(each.channel_id)} changes a message to")
        self._page.body(self._markup.render(each.text))

    def _ran(self, each: Ran) -> None:
        command = self._markup.flat(each.command)
        self._cue(each.at, each.who, f" in {self._names.channel(each.channel_id)} runs ", (command, WHAT))

    def _pressed(self, each: Pressed) -> None:
        self._cue(each.at, each.who, " presses ", (f"[{each.label}]", WHAT))

    def _chose(self, each: Chose) -> None:
        where = f" in the menu of {self._names.person(each.author)}'s message" if each.author else " from the menu"
        self._cue(each.at, each.who, " chooses ", (f"[{each.entry}]", WHAT), where)

    def _filled(self, each: Filled) -> None:
        self._cue(each.at, each.who, " fills in the form and sends it")
        self._page.body(Text.assemble((f"{name}: ", DIM), value) for name, value in each.fields)

    def _judged(self, each: Judged) -> None:
        for reason in reasons(each, self._house.house.voice):
            self._page.signed("·", Text(self._markup.flat(reason), DIM))

    def _sent(self, each: Sent) -> None:
        again = [" (changed)"] if each.edited else []
        if each.reach is Reach.CHANNEL:
            self._arrow("Usher in ", (self._names.channel(each.channel_id), WHAT), *again)
        else:
            how = " by direct message" if each.reach is Reach.DIRECT else " only"
            self._arrow("Usher to ", (self._names.person(each.to or 0), WHO), how, *again)
        self._page.body(self._lines(each.shown, self._house.locales.get(each.to or 0, "en-GB")), BAR)

    def _asked(self, each: Asked) -> None:
        self._arrow("Usher opens a form for ", (self._names.person(each.to), WHO), ": ", (each.title, WHAT))
        self._page.body((Text(f"{name}: …") for name in each.fields), BAR)

    def _removed(self, each: Removed) -> None:
        self._arrow("Usher takes its message away in ", (self._names.channel(each.channel_id), WHAT))

    def _taken(self, each: Taken) -> None:
        people = " and ".join(dict.fromkeys(self._names.person(said.who) for said in each.said))
        what = f"{people}'s message" if len(each.said) == 1 else f"{len(each.said)} messages by {people}"
        goes = "is" if len(each.said) == 1 else "are"
        self._arrow(f"{what} in ", (self._names.channel(each.channel_id), WHAT), f" {goes} taken away")

    def _made(self, each: Made) -> None:
        sign = "#" if each.kind == "channel" else ""
        self._arrow(f"Usher makes the {each.kind} ", (f"{sign}{each.name}", WHAT))

    def _noted(self, each: Noted) -> None:
        self._page.signed("·", Text(each.what))

    def _waited(self, each: Waited) -> None:
        length = format_timedelta(each.duration, threshold=1, locale="en_GB")
        self._page.blank()
        self._page.body([Text(f"… {length} later …", DIM)])

    def _checked(self, each: Checked) -> None:
        if each.why_not is None:
            self._page.signed("✓", Text(each.what), HELD)
        else:
            self._page.signed("✗", Text.assemble(each.what, (f". No: {each.why_not}.", MISSED)), MISSED)

    def _lines(self, shown: Shown, locale: str) -> list[Text]:
        """Return the lines of a message, as far as a terminal can show it."""
        render = self._markup.render
        lines = render(shown.text, locale) if shown.text else []
        for card in shown.cards:
            lines += _styled(render(card.title, locale) if card.title else [], WHAT)
            lines += render(card.body, locale) if card.body else []
            for name, value in card.fields:
                lines += [Text(), *_styled(render(name, locale), WHAT), *render(value, locale)]
            lines += _styled(render(card.footer, locale) if card.footer else [], DIM)
        lines += [Text(f"file: {name}", DIM) for name in shown.files]
        if shown.buttons:
            lines.append(Text(" ".join(map(_control, shown.buttons)), WHAT))
        return list(self._without_repeats(lines))

    def _without_repeats(self, lines: list[Text]) -> Iterator[Text]:
        """Yield the lines with an ellipsis for long ones that the reader has met before."""
        folded = False
        for line in lines:
            known = line.plain in self._read
            if known and not folded:
                yield Text("…", DIM)
            if not known and not (folded and not line.plain):
                yield line
            folded = known or (folded and not line.plain)
            if len(line.plain) >= LONG:
                self._read.add(line.plain)

    def _cue(self, at: datetime, who: int, *rest: str | tuple[str, str]) -> None:
        """Begin what somebody does, with the time where it has changed."""
        community = self._house.community
        zone = ZoneInfo(community.settings.community.zone if community else "UTC")
        clock = f"{at.astimezone(zone):%H:%M}"
        if self._clock:
            self._page.blank()
        shown, self._clock = (clock if clock != self._clock else ""), clock
        self._page.cue(shown, Text.assemble((self._names.person(who), WHO), *rest))

    def _arrow(self, *parts: str | tuple[str, str]) -> None:
        self._page.signed("→", Text.assemble(*parts))


def _control(button: Button) -> str:
    return f"[{button.label}]" if button.choices is None else f"[{button.label} ▾]"


def _styled(lines: list[Text], style: str) -> list[Text]:
    for line in lines:
        line.stylize(style)
    return lines
