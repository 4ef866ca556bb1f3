"""Patterns that admins write, as programs of RE2, which never takes more than linear time.

Owns the only use of that library: its bounds, one automaton over many patterns, and the way from its bytes back to the
characters of a text. What a pattern may say, and how a mistake is told, is for the settings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from bot.domain.moderation.reading.fold import fold, origins
from bot.domain.moderation.reading.letters import FOREIGN, MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LARGEST: Final = 2_500
"""Steps that the program of one pattern may have: `\\w{1,100}` has 400, a letter of any script 1,200."""
MEMORY: Final = 1 << 20
SET_MEMORY: Final = 8 << 20
TOGETHER: Final = 100
"""Patterns in one automaton."""
MOST_SPOTS: Final = 10
"""Finds of one pattern in one text that count; what is found so often needs no more proof."""
_LONE: Final = re.compile("[\ud800-\udfff]")
_PLAIN: Final = bytes.maketrans(bytes((FOREIGN,)), bytes((MARK,)))


class ExpressionError(ValueError):
    """A pattern that cannot be used; the message is RE2's."""


class TooLargeError(ExpressionError):
    """A pattern whose program is larger than `LARGEST`."""


class Expression:
    """One pattern. `normalise`: it is matched on plain small letters, with accents, styles and look-alikes undone."""

    __slots__ = ("normalise", "program", "source")

    def __init__(self, source: str, *, normalise: bool = False) -> None:
        """Compile it; raises ExpressionError."""
        self.source = source
        self.normalise = normalise
        self.program = _compiled(source, normalise=normalise)

    def spans(self, prepared: Prepared) -> Iterator[tuple[int, int]]:
        """Yield where it stands in a text, in characters; finds of no width are nothing."""
        count = 0
        for found in self.program.finditer(prepared.data(normalise=self.normalise)):
            start, end = found.span()
            if start < end:
                yield prepared.slice(start, end, normalise=self.normalise)
                count += 1
            if count == MOST_SPOTS:
                return


class Prepared:
    """A text in the two forms that patterns are matched on, each made when it is asked for."""

    __slots__ = ("_folded", "_origins", "_raw", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._raw: bytes | None = None
        self._folded: bytes | None = None
        self._origins: list[int] | None = None

    def data(self, *, normalise: bool) -> bytes:
        """Return the bytes to match on."""
        if normalise:
            if self._folded is None:
                self._folded = fold(self.text).translate(_PLAIN).lower()
            return self._folded
        if self._raw is None:
            self._raw = _encoded(self.text)
        return self._raw

    def slice(self, start: int, end: int, *, normalise: bool) -> tuple[int, int]:
        """Return the slice of the text that a slice of the bytes stands for."""
        if self.text.isascii():
            return start, end
        if normalise:
            if self._origins is None:
                self._origins = origins(self.text)
            return self._origins[start], self._origins[end - 1] + 1
        data = self.data(normalise=False)
        first = len(data[:start].decode())
        return first, first + len(data[start:end].decode())


class ExpressionSet:
    """Which of many patterns stand in a text, found in one pass."""

    __slots__ = ("_alone", "_sets", "normalise")

    def __init__(self, expressions: Sequence[Expression], *, normalise: bool) -> None:
        self.normalise = normalise
        self._sets: list[tuple[Callable[[bytes], list[int] | None], Sequence[Expression]]] = []
        self._alone: list[Expression] = []
        for first in range(0, len(expressions), TOGETHER):
            self._add(expressions[first : first + TOGETHER])

    def _add(self, expressions: Sequence[Expression]) -> None:
        """Put the patterns into one automaton, or into two halves where that would grow too large."""
        if (match := _match(expressions, normalise=self.normalise)) is not None:
            self._sets.append((match, expressions))
        elif len(expressions) == 1:
            self._alone += expressions
        else:
            half = len(expressions) // 2
            self._add(expressions[:half])
            self._add(expressions[half:])

    def found(self, prepared: Prepared) -> list[Expression]:
        """Return the patterns that stand in a text."""
        data = prepared.data(normalise=self.normalise)
        found: list[Expression] = []
        for match, expressions in self._sets:
            if places := match(data):
                found += [expressions[place] for place in places]
        return found if not self._alone else found + self._alone


def _compiled(source: str, *, normalise: bool) -> Any:  # noqa: ANN401 -- re2 comes without types
    import re2  # type: ignore[import-untyped]  # noqa: PLC0415 -- needed by those who write patterns only

    try:
        program = re2._Regexp(_encoded(source), _options(MEMORY, normalise=normalise))  # noqa: SLF001 -- `compile` keeps 128 of them for ever
    except re2.error as error:
        said = error.args[0]
        told = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise (TooLargeError if "too large" in told else ExpressionError)(told) from error
    if program.programsize > LARGEST:
        raise TooLargeError(f"pattern too large: {program.programsize}")
    return program


def _match(expressions: Sequence[Expression], *, normalise: bool) -> Callable[[bytes], list[int] | None] | None:
    """Return what names the patterns that match some bytes, None for none; or None where they grow too large."""
    import re2  # noqa: PLC0415 -- as above

    made = re2.Set.SearchSet(_options(SET_MEMORY, normalise=normalise))
    try:
        for expression in expressions:
            made.Add(_encoded(expression.source))
        made.Compile()
    except re2.error:
        return None
    match: Callable[[bytes], list[int] | None] = made.Match
    return match


def _options(memory: int, *, normalise: bool) -> Any:  # noqa: ANN401 -- as above
    import re2  # noqa: PLC0415 -- as above

    options = re2.Options()
    options.max_mem = memory
    options.log_errors = False
    options.never_capture = True
    options.case_sensitive = not normalise
    return options


def _encoded(text: str) -> bytes:
    """Return a text as UTF-8; half a character, which Discord never sends but a file may hold, is some other sign."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE.sub("\ufffd", text).encode()
