"""A page of a terminal or a pipe: text wrapped within a margin, with a sign before its first line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

WIDEST: Final = 92
MARGIN: Final = 7
"""Room for the time at the left: `18:05  `."""
NARROWEST: Final = 20

DIM: Final = "dim"


class Page:
    """Prints on a console, never wider than is pleasant to read."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.width = min(console.width, WIDEST)
        self.plain = not console.is_terminal or console.no_color

    def write(self, text: Text, first: Text, rest: Text | None = None) -> None:
        """Print a text after `first`; further lines of it begin with `rest`, or with as much room."""
        begin, follow = first, rest if rest is not None else Text(" " * first.cell_len)
        for line in text.wrap(self._console, max(NARROWEST, self.width - first.cell_len)) or [Text()]:
            line.rstrip()
            whole = Text.assemble(begin, line)
            whole.rstrip()
            self._console.print(whole, soft_wrap=True)
            begin = follow

    def cue(self, clock: str, text: Text) -> None:
        """Print what somebody does, with the time at the left."""
        self.write(text, Text(clock.ljust(MARGIN), DIM))

    def signed(self, sign: str, text: Text, style: str = DIM) -> None:
        """Print something that follows from it, after a sign."""
        self.write(text, Text.assemble(" " * MARGIN, (f"{sign} ", style)))

    def body(self, lines: Iterable[Text], bar: str = "") -> None:
        """Print lines below what they belong to; `bar` stands at the left of each."""
        lead = Text.assemble(" " * (MARGIN + 2), (bar, DIM))
        for line in lines:
            self.write(line, lead, lead)

    def heading(self, title: str, below: str = "") -> None:
        """Print a title across the page, and a sentence or two below it."""
        rule = "─" * max(2, self.width - len(title) - 4)
        self.blank()
        self._console.print(Text.assemble(("── ", DIM), (title, "bold"), (f" {rule[1:]}", DIM)), soft_wrap=True)
        if below:
            self.write(Text(below, "italic"), Text("   "))

    def blank(self) -> None:
        """Print an empty line."""
        self._console.print()
