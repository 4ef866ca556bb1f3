"""What is wrong with a settings file, where, and how to mend it.

Owns the one shape in which every part of the settings complains. Finding problems is left to the readers and models;
printing them is left to whoever asked.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60
_LISTED = 12
_NEAR = 0.65  # of 1; a letter or two off


class Place(NamedTuple):
    """A position in a file as editors count it: lines and columns begin with 1."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a person has to mend; `key` is empty when it is about the file as a whole."""

    file: Path
    line: int
    column: int
    key: str
    what: str
    cure: str

    def __str__(self) -> str:
        """One line: `file:line:column: key: what. Cure`."""
        where = f"{shown_path(self.file)}:{self.line}:{self.column}: "
        named = f"{self.key}: " if self.key else ""
        return one_line(f"{where}{named}{self.what}. {self.cure}")


class SettingsError(Exception):
    """The settings cannot be used as they are; `problems` holds everything that was found, by file and position."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(
            sorted(dict.fromkeys(problems), key=lambda it: (str(it.file), it.line, it.column, it.key, it.what))
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SettingsUnreadableError(SettingsError):
    """The configuration folder itself is missing or cannot be read, so nothing in it could be checked."""


def shown_path(path: Path) -> str:
    """The path as a person would type it: relative to the working folder when it lies inside."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def one_line(text: str) -> str:
    """The text with everything that would break or disturb one line of a terminal made visible."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def quoted(value: object) -> str:
    """What a person wrote, in double quotes, short enough for a sentence."""
    text = str(value)
    return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}"'


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that the person most likely meant, or None when nothing is near."""
    folded = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(word[:_LONGEST].casefold(), folded, n=1, cutoff=_NEAR)
    return folded[found[0]] if found else None


def cure_by_choice(word: str, choices: Iterable[str]) -> str:
    """`Did you mean …?` when one choice is near, else the choices that there are."""
    known = list(choices)
    near = nearest(word, known)
    if near is not None:
        return f"Did you mean {quoted(near)}?"
    if not known:
        return "Take it out"
    more = ", …" if len(known) > _LISTED else ""
    return f"Choose from: {', '.join(known[:_LISTED])}{more}"
