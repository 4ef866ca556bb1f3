"""How sure a few judgements make anyone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moderation.precision import Precision

# The bounds of Wilson's score interval with 95 % confidence, to four places, worked out by hand from his formula.
TABLE = [
    (0, 1, 0.0, 0.7935),
    (1, 1, 0.2065, 1.0),
    (1, 2, 0.0945, 0.9055),
    (0, 10, 0.0, 0.2775),
    (10, 10, 0.7225, 1.0),
    (5, 10, 0.2366, 0.7634),
    (8, 10, 0.4902, 0.9433),
    (20, 24, 0.6415, 0.9332),
    (50, 100, 0.4038, 0.5962),
    (95, 100, 0.8882, 0.9785),
    (990, 1000, 0.9817, 0.9946),
]


@pytest.mark.parametrize(("right", "judged", "low", "high"), TABLE)
def test_the_interval_is_wilsons(right: int, judged: int, low: float, high: float) -> None:
    """Each row of the table comes out to four places."""
    assert Precision(right, judged).interval == pytest.approx((low, high), abs=5e-5)


def test_nobody_judged_means_nothing_is_known() -> None:
    """Without judgements there is no share, and the interval excludes nothing."""
    assert Precision().share is None
    assert Precision().interval == (0.0, 1.0)


@given(st.integers(1, 10_000).flatmap(lambda judged: st.tuples(st.integers(0, judged), st.just(judged))))
def test_the_interval_holds_the_share_and_mirrors(counts: tuple[int, int]) -> None:
    """The share lies within, the bounds are shares, and right and wrong are treated alike."""
    right, judged = counts
    here, there = Precision(right, judged), Precision(judged - right, judged)
    low, high = here.interval
    assert here.share is not None
    assert 0 <= low <= here.share <= high <= 1
    assert (low, high) == pytest.approx((1 - there.interval[1], 1 - there.interval[0]))


@given(st.integers(1, 100), st.integers(2, 20))
def test_more_judgements_make_surer(judged: int, times: int) -> None:
    """The same share with more judgements has a narrower interval."""
    right = judged // 2
    few, many = Precision(right, judged).interval, Precision(right * times, judged * times).interval
    assert many[1] - many[0] < few[1] - few[0]


@pytest.mark.parametrize(("right", "judged"), [(2, 1), (-1, 4), (0, -1)])
def test_impossible_counts_are_refused(right: int, judged: int) -> None:
    """More right than judged, or fewer than none, is a mistake in the caller."""
    with pytest.raises(ValueError, match="at most"):
        Precision(right, judged)
