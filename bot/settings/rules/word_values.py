"""Words and phrases as admins write them in rules: what can be looked for, and what to write instead.

Owns the reading of one. How it is found, in which disguises, is the domain's.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator

from bot.domain.moderation.reading.entries import flat, is_foreign
from bot.domain.moderation.reading.signs import is_sign
from bot.settings.explaining import refusal
from bot.settings.problems import quoted
from bot.settings.rules import Phrase

_LEAST: Final = 2
"""Letters or digits that a word needs; one alone stands everywhere."""
_DISGUISED: Final = re.compile(r"\w[$@!|+#*]+(?=\w)")
_EDGE: Final = re.compile(r"[$@|+#]+$|^[$@|+!]+(?=\w)")


def read_phrase(text: str) -> str:
    """Check one word or several; stars at the ends say where a word may go on."""
    if is_sign(text):
        if not text.strip("*? "):
            raise refusal(f"{quoted(text)} is found in every message", "Write letters beside the stars")
        return text
    bare = text.strip("*")
    if (sign := _DISGUISED.search(bare) or _EDGE.search(bare)) is not None:
        what = f"signs among letters, as in {quoted(text)}, are found by themselves"
        raise refusal(what, "Write the word in plain letters", offset=text.index(bare) + sign.start())
    if not is_foreign(text) and len(flat(bare).replace(b" ", b"")) < _LEAST:
        raise refusal(f"{quoted(text)} is too short to be looked for", "Write a word of two letters or more")
    return text


def read_word(text: str) -> str:
    """As `read_phrase`, for one word."""
    if len(text.split()) > 1:
        raise refusal(f"{quoted(text)} is several words", "Write it in a rule of the kind phrases")
    return read_phrase(text)


ListedWord = Annotated[Phrase, AfterValidator(read_word)]
"""One word; stars at its ends say where it may go on."""

ListedPhrase = Annotated[Phrase, AfterValidator(read_phrase)]
"""One word or several."""
