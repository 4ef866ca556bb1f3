"""When two messages say the same.

Owns what is left of a message for comparing, and what is too short or too playful to be called repeated: laughter,
cheers of one word, numbers of a counting game, commands to other bots.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.moderation.messages import Attachment

LENGTH: Final = 200
"""How much of a text is compared, in characters; of longer ones the length has to be the same as well."""
SHORTEST_ALIKE: Final = 20
"""Below this, in characters, nearly the same means nothing: one letter is a large part of the text."""

_LETTERS: Final = 6
_DISTINCT: Final = 4
_CUSTOM_EMOJI: Final = re.compile(r"<a?:\w{1,40}:[0-9]{1,20}>")
_BETWEEN: Final = re.compile(r"[\W_]+")
_COMMAND: Final = re.compile(r"[!?.$%&+;~\-/]\w{1,20}(?: \S{1,20})?")


@dataclass(frozen=True, slots=True)
class Gist:
    """What a message says, without case, punctuation and emoji, and which files hang on it.

    `text` is empty where there is too little of it for a repetition to mean anything.
    """

    text: str = ""
    files: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.files)

    def like(self, other: Gist, likeness: float) -> bool:
        """Whether the two say the same, or at least this share of the letters, from 0 to 1, in the same order."""
        if self.files != other.files:
            return False
        mine, theirs = self.text, other.text
        if mine == theirs:
            return True
        return len(mine) >= SHORTEST_ALIKE <= len(theirs) and _ratio()(mine, theirs, score_cutoff=100 * likeness) > 0


def gist(start: str, length: int, files: Sequence[Attachment] = ()) -> Gist:
    """Return what is left for comparing of a text that begins like this and is so long, and of its files."""
    words = plain(start)
    if words and length > LENGTH:
        words = f"{words} {length}"
    return Gist(words, tuple((each.name, each.size) for each in files) if files else ())


def plain(text: str) -> str:
    """Return a text without case, punctuation and emoji; nothing if it is a command or has but a few letters."""
    if _COMMAND.fullmatch(text):
        return ""
    spoken = _CUSTOM_EMOJI.sub(" ", text) if "<" in text else text
    words = _BETWEEN.sub(" ", spoken.casefold()).strip()
    return words if _tells(words) else ""


def _tells(words: str) -> bool:
    """Whether there are enough letters, drawn-out ones counted once: `lmaooo` has four, `hahaha` only two of them."""
    count, distinct, before = 0, set[str](), ""
    for letter in words:
        if letter != before and letter.isalpha():
            count += 1
            distinct.add(letter)
            if count >= _LETTERS and len(distinct) >= _DISTINCT:
                return True
        before = letter
    return False


@cache
def _ratio() -> Callable[..., float]:
    """Load what compares when it is first needed; most servers never compare anything."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415

    return ratio
