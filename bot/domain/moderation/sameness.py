"""When two messages say the same.

Owns what is left of a message for comparing, and what is too short or too playful to be called repeated: laughter,
cheers of one word, numbers of a counting game, commands to other bots.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.messages import Field

if TYPE_CHECKING:
    from bot.domain.moderation.messages import Message

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
        """Whether the two say nearly the same: at least this share of the letters, from 0 to 1, in the same order."""
        if self.files != other.files or min(len(self.text), len(other.text)) < SHORTEST_ALIKE:
            return False
        from rapidfuzz.fuzz import ratio  # noqa: PLC0415 -- most servers never compare anything

        return ratio(self.text, other.text, score_cutoff=100 * likeness) > 0


def gist(message: Message) -> Gist:
    """Return what is left of a message for comparing; what is forwarded counts where nothing else is said."""
    said = message.text or next((each.text for each in message.more if each.field is Field.FORWARD), "")
    files = tuple((each.name, each.size) for each in message.attachments)
    return Gist(plain(said), files)


def plain(text: str) -> str:
    """Return a text without case, punctuation and emoji; nothing if it is a command or has no few letters."""
    start = text[:LENGTH]
    if _COMMAND.fullmatch(start):
        return ""
    words = _BETWEEN.sub(" ", _CUSTOM_EMOJI.sub(" ", start).casefold()).strip()
    if not _tells(words):
        return ""
    return words if len(text) <= LENGTH else f"{words} {len(text)}"


def _tells(words: str) -> bool:
    """Whether there are enough letters, drawn-out ones counted once: `lmaooo` has four, `hahaha` only two of them."""
    letters = [letter for letter, _ in groupby(words) if letter.isalpha()]
    return len(letters) >= _LETTERS and len(set(letters)) >= _DISTINCT
