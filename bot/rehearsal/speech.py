"""Recognising the voice: which sentences a message is made of, and in which language, whatever an admin made of them.

That is how scenes speak of Usher's words without repeating them: by key.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.voice import Voice

_TELLING: Final = 8
"""So many letters of its own a sentence needs to say which language it is."""


@dataclass(frozen=True, slots=True)
class _Known:
    """One form of one sentence. `letters`: how many of its own it has."""

    key: str
    language: str
    pattern: re.Pattern[str]
    letters: int


class Speech:
    """One voice, as patterns."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def says(self, key: str, texts: Iterable[str]) -> bool:
        """Whether any of the texts holds the sentence of this key, or one below it, in any language."""
        meant = [each for each in self._sentences if f"{each.key}.".startswith(f"{key}.")]
        return any(
            self._is(each, found[0]) for text in texts for each in meant for found in each.pattern.finditer(text)
        )

    def _is(self, sentence: _Known, said: str) -> bool:
        """Whether it is this sentence that was said, and not one that says all of this and more."""
        return not any(
            other.letters > sentence.letters and other.language == sentence.language and other.pattern.fullmatch(said)
            for other in self._sentences
        )

    def languages(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the languages of the sentences in these texts; those that are the same in two tell nothing."""
        heard: dict[str, set[str]] = {}
        everything = "\n".join(texts)
        for each in self._sentences:
            if each.letters >= _TELLING and each.pattern.search(everything):
                heard.setdefault(each.key, set()).add(each.language)
        return frozenset(language for spoken in heard.values() if len(spoken) == 1 for language in spoken)

    @cached_property
    def _sentences(self) -> list[_Known]:
        return [
            known
            for language, spoken in self._voice.languages.items()
            for key, sentence in spoken.items()
            if not key.startswith("commands.")
            for form in sentence.forms.values()
            if (known := _known(key, language, form)) is not None
        ]


def _known(key: str, language: str, form: str) -> _Known | None:
    """Return the pattern of a sentence; None for one that is made of places alone."""
    parts = list(string.Formatter().parse(form))
    own = "".join(literal for literal, *_ in parts)
    if not own.strip():
        return None
    anything = r"[^\n]*?"
    pattern = "".join(re.escape(literal) + (anything if place is not None else "") for literal, place, *_ in parts)
    return _Known(key, language, re.compile(rf"(?<!\w){pattern}(?!\w)"), sum(map(str.isalpha, own)))
