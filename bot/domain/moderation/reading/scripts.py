"""Tells a foreign word from an English one in disguise.

Owns the question whether Cyrillic or Greek letters are meant as such. Words that are stay foreign, letter for letter,
so that no Russian or Greek word ever reads as an English one.
"""

from __future__ import annotations

import re
from typing import Final

KEPT: Final = "\ue000"
"""Stands for one letter of a foreign word; folds to a letter that never matches."""

_ANY: Final = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
# letters of everyday Russian, Ukrainian, Bulgarian, Serbian and Greek that no one takes for a Latin one
_NATIVE: Final = re.compile("[БбГгДдЖжЗзИиЙйЛлФфЦцЧчШшЩщЪъЫыьЭэЮюЯяЁёЄєЎўЂђЋћЏџЉљЊњΓΔδΘθΛλΞξΠΣσΦφΨψΩΆΈΉΊΌΎΏάέήίόύώ]")
_EVERYDAY: Final = re.compile(
    r"(?<![A-Za-z0-9\u0370-\u052f$@!])[А-яЁёІіЇїЄєҐґЎўЂђЈјЉљЊњЋћЏџ\u0370-\u03ff\u1f00-\u1fff\u0300-\u0301]+"
    r"(?![A-Za-z0-9\u0370-\u052f$@])"
)


def keep_foreign_words(text: str) -> str:
    """Return the text with every letter of a truly foreign word replaced by `KEPT`; the length stays the same."""
    if _ANY.search(text) is None or not any(_NATIVE.search(word) for word in _EVERYDAY.findall(text)):
        return text
    return _EVERYDAY.sub(lambda word: KEPT * len(word[0]), text)
