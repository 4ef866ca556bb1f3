"""Recognising the voice: which sentences a message is made of, and in which language, whatever an admin made of them.

That is how scenes speak of Usher's words without repeating them: by key.
"""

from __future__ import annotations

import re
import string
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.voice import Sentence, Voice

_TELLING: Final = 8
"""So many letters of its own a sentence needs to say which language it is."""


class Speech:
    """One voice, as patterns."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def says(self, key: str, texts: Iterable[str]) -> bool:
        """Whether any of the texts holds the sentence of this key, or one below it, in any language."""
        patterns = [
            pattern
            for known, _, found in self._sentences
            for pattern in found
            if known == key or known.startswith(f"{key}.")
        ]
        return any(pattern.search(text) for text in texts for pattern in patterns)

    def languages(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the languages of the sentences in these texts; those that are the same in two tell nothing."""
        heard: dict[str, set[str]] = {}
        everything = "\n".join(texts)
        for key, language, patterns in self._sentences:
            telling = (pattern for pattern in patterns if _letters(pattern.pattern) >= _TELLING)
            if any(pattern.search(everything) for pattern in telling):
                heard.setdefault(key, set()).add(language)
        return frozenset(language for spoken in heard.values() if len(spoken) == 1 for language in spoken)

    @cached_property
    def _sentences(self) -> list[tuple[str, str, list[re.Pattern[str]]]]:
        return [
            (key, language, list(_patterns(sentence)))
            for language, spoken in self._voice.languages.items()
            for key, sentence in spoken.items()
            if not key.startswith("commands.")
        ]


def _patterns(sentence: Sentence) -> Iterator[re.Pattern[str]]:
    for form in sentence.forms.values():
        parts = []
        for literal, place, _, _ in string.Formatter().parse(form):
            parts.append(re.escape(literal))
            if place is not None:
                parts.append(r"[^\n]*?")
        pattern = "".join(parts)
        if _letters(pattern):
            yield re.compile(rf"(?<!\w){pattern}(?!\w)")


def _letters(pattern: str) -> int:
    return sum(letter.isalpha() for letter in pattern.replace(r"[^\n]*?", ""))
