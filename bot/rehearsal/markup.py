"""Discord's markup, for a terminal: mentions as names, timestamps as times, bold as bold.

Marked words (bold and underlined at once, as a nudge marks what mattered) also get *asterisks* where there are no
styles, so that a plain pipe shows them too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from babel.dates import format_date, format_datetime, format_time, format_timedelta
from rich.style import Style
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.rehearsal.names import Names

_TOKEN: Final = re.compile(
    r"""
      \\(?P<escaped>_|[^\w\s])
    | <@!?(?P<person>\d+)> | <\#(?P<channel>\d+)> | <@&(?P<role>\d+)>
    | <t:(?P<instant>\d+)(?::(?P<look>[tTdDfFR]))?>
    | \[(?P<label>[^\]]+)\]\(https?://(?P<host>[^\s/)]+)[^\s)]*\)
    | https?://discord\.com/channels/\d+/(?P<at>\d+)/(?P<message>\d+)
    | `(?P<code>[^`]+)`
    | (?P<mark>\*\*|__|~~|\|\||\*)
    """,
    re.VERBOSE,
)
_STYLES: Final = {
    "**": Style(bold=True),
    "__": Style(underline=True),
    "~~": Style(strike=True),
    "||": Style(dim=True),
    "*": Style(italic=True),
}
_QUOTE: Final = "> "
_SMALL: Final = "-# "
_LINK: Final = Style(underline=True, dim=True)
_MOMENT: Final = timedelta(seconds=1)
_LEADS: Final = Style(dim=True)
_OWN: Final = "discord.com"
"""Where links to messages lead; of any other masked link, a reader sees where it leads."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Turns what Discord would show into rich text. `plain`: there are no styles where it goes."""

    names: Names
    now: Callable[[], datetime]
    zone: tzinfo = UTC
    plain: bool = False

    def render(self, source: str, locale: str = "en-GB") -> list[Text]:
        """Return the lines of a text, in the language of whoever reads its times."""
        return [self._line(line, locale) for line in source.split("\n")]

    def flat(self, source: str, locale: str = "en-GB") -> str:
        """Return a text in one line without styles."""
        return " ".join(line.plain for line in self.render(source, locale))

    def _line(self, line: str, locale: str) -> Text:
        quoted, small = line.startswith(_QUOTE), line.startswith(_SMALL)
        text = Text("┃ " if quoted else "", style="dim")
        body = self._inline(line.removeprefix(_QUOTE).removeprefix(_SMALL), locale)
        if small:
            body.stylize("dim")
        return Text.assemble(text, body)

    def _inline(self, source: str, locale: str) -> Text:
        text, position = Text(), 0
        here: list[str] = []
        for token in _TOKEN.finditer(source):
            text.append(source[position : token.start()], self._style(here))
            position = token.end()
            mark = token["mark"]
            if mark and (mark in here or mark in source[position:]):
                self._turn(mark, here, text)
            else:
                self._append(text, token, locale, self._style(here))
        text.append(source[position:], self._style(here))
        return text

    def _turn(self, mark: str, here: list[str], text: Text) -> None:
        """Begin or end a style, and set an asterisk where marked words begin and end without one."""
        before = {"**", "__"}.issubset(here)
        if mark in here:
            here.remove(mark)
        else:
            here.append(mark)
        if self.plain and before != {"**", "__"}.issubset(here):
            text.append("*")

    @staticmethod
    def _style(here: list[str]) -> Style:
        return Style.combine([Style(), *(_STYLES[mark] for mark in here)])

    def _append(self, text: Text, token: re.Match[str], locale: str, style: Style) -> None:
        bold, names = style + Style(bold=True), self.names
        if token["person"]:
            text.append(names.person(int(token["person"])), bold)
        elif token["channel"]:
            text.append(names.channel(int(token["channel"])), bold)
        elif token["role"]:
            text.append(names.role(int(token["role"])), bold)
        elif token["instant"]:
            text.append(self._time(int(token["instant"]), token["look"] or "f", locale), style)
        elif token["message"]:
            text.append(f"[{names.message(int(token['at']), int(token['message']))}]", _LINK)
        elif token["label"]:
            text.append(token["label"], style + _LINK)
            if token["host"] != _OWN:
                text.append(f" (leads to {token['host']})", _LEADS)
        else:
            text.append(token["escaped"] or token["code"] or token["mark"], style)

    def _time(self, instant: int, look: str, locale: str) -> str:
        tag = locale.replace("-", "_")
        at = datetime.fromtimestamp(instant, UTC).astimezone(self.zone)
        if look in "tT":
            return str(format_time(at, "short", locale=tag))
        if look in "dD":
            return str(format_date(at, "long", locale=tag))
        if look == "R":
            # What is now has just passed; babel would put it into the future.
            passed = min(at - self.now(), -_MOMENT) if abs(at - self.now()) < _MOMENT else at - self.now()
            return str(format_timedelta(passed, add_direction=True, locale=tag))
        return str(format_datetime(at, "d MMMM y, HH:mm", locale=tag))
