from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.services.evaluation import is_strong
from tests.domain.reading.evasions import HARMLESS, KINDS, STRONG, disguised

if TYPE_CHECKING:
    from bot.domain.moderation.reading import Reader

SEEDS = range(3)
AMBIGUOUS = {"starred middle", "starred tail"}
"""Too little of a harmless word is left to tell it from a strong one of the same length."""


def test_there_are_many_kinds() -> None:
    """The generator knows at least forty ways to hide a word."""
    assert len(KINDS) >= 40


@pytest.mark.parametrize("kind", KINDS)
def test_a_hidden_word_is_seen(reader: Reader, kind: str) -> None:
    """In each disguise, at least seventeen strong words of twenty are seen."""
    texts = [disguised(word, kind, seed) for word in STRONG for seed in SEEDS]
    missed = [text for text in texts if not is_strong(reader, text)]
    assert len(missed) <= 0.15 * len(texts), missed


def test_hardly_any_hidden_word_is_missed(reader: Reader) -> None:
    """Over all disguises, no more than one strong word in a hundred is missed."""
    texts = [disguised(word, kind, seed) for word in STRONG for kind in KINDS for seed in SEEDS]
    assert sum(not is_strong(reader, text) for text in texts) <= 0.01 * len(texts)


def test_a_disguise_makes_no_word_strong(reader: Reader) -> None:
    """Harmless words in the same disguises stay harmless, but for one in two hundred."""
    texts = [
        disguised(word, kind, seed) for word in HARMLESS for kind in KINDS if kind not in AMBIGUOUS for seed in SEEDS
    ]
    flagged = [text for text in texts if is_strong(reader, text)]
    assert len(flagged) <= 0.005 * len(texts), flagged
