from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.reading.evasions import KINDS, STRONG, disguised
from tests.domain.reading.hostile import LONGEST, hostile

if TYPE_CHECKING:
    from bot.domain.moderation.reading import Reader

any_text = st.text(st.characters(), max_size=LONGEST)
pieces = st.one_of(
    st.sampled_from([disguised(word, kind, 0) for word in STRONG[:6] for kind in KINDS]),
    st.text(st.sampled_from("fuckshitas*. !1$@-_|`~<>%#\n\u200b🔥с"), max_size=30),
    st.text(max_size=20),
)
crafted = st.lists(pieces, max_size=60).map(lambda parts: " ".join(parts)[:LONGEST])
fuzzing = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check(reader: Reader, text: str) -> None:
    hits = reader.read(text)
    assert hits == reader.read(text)
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.term
    assert all(before.end <= after.start for before, after in pairwise(hits))


@fuzzing
@given(text=any_text)
def test_any_text_can_be_read(reader: Reader, text: str) -> None:
    """No text of any plane raises; spans are inside of it, in order, and the same each time."""
    check(reader, text)


@fuzzing
@given(text=crafted)
def test_any_crafted_text_can_be_read(reader: Reader, text: str) -> None:
    """The same holds for text made of disguises and markup."""
    check(reader, text)


@pytest.mark.parametrize("made_of", hostile())
def test_hostile_text_can_be_read(reader: Reader, made_of: str) -> None:
    """The same holds for the longest messages made of one hostile piece."""
    check(reader, hostile()[made_of])


def test_every_character_can_be_read(reader: Reader) -> None:
    """Each character of Unicode can stand in a message, and hides no word behind it."""
    for first in range(0, 0x110000, LONGEST):
        text = "".join(map(chr, range(first, min(first + LONGEST, 0x110000))))
        check(reader, text)
        assert reader.read(text + " fuck")[-1].term == "fuck"
