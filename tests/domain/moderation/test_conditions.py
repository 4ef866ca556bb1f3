"""When a rule counts."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.moderation.conditions import (
    All,
    AnyOf,
    Clock,
    HasRole,
    Hours,
    InCategories,
    InChannels,
    InPlace,
    Speaks,
    Standing,
    Tenure,
    Unless,
)
from bot.domain.moderation.messages import Place
from bot.domain.moderation.rules import Always, Condition
from tests.domain.moderation.talk import START, said

YES, NO = Always(), AnyOf(())
PARIS = ZoneInfo("Europe/Paris")
NIGHT = Hours(time(22), time(7), PARIS)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (All(()), True),
        (All((YES, YES)), True),
        (All((YES, NO)), False),
        (AnyOf(()), False),
        (AnyOf((NO, YES)), True),
        (AnyOf((NO, NO)), False),
        (Unless(()), True),
        (Unless((NO, NO)), True),
        (Unless((NO, YES)), False),
        (All((Unless((NO,)), AnyOf((NO, YES)))), True),
    ],
)
def test_conditions_join(condition: Condition, *, holds: bool) -> None:
    """All, any and unless mean what they say, the empty ones included."""
    assert condition.holds(said()) is holds


@pytest.mark.parametrize(
    ("condition", "message", "holds"),
    [
        (InChannels(frozenset({10})), {"channel_id": 10}, True),
        (InChannels(frozenset({10})), {"channel_id": 11, "parent_id": 10, "place": Place.THREAD}, True),
        (InChannels(frozenset({10})), {"channel_id": 11, "category_id": 10}, False),
        (InChannels(frozenset({10})), {"channel_id": 11}, False),
        (InChannels(frozenset()), {"channel_id": 11}, False),
        (InCategories(frozenset({3})), {"category_id": 3}, True),
        (InCategories(frozenset({3})), {"category_id": None}, False),
        (InPlace(Place.THREAD), {"place": Place.THREAD}, True),
        (InPlace(Place.THREAD), {"place": Place.FORUM}, False),
        (InPlace(Place.THREAD, yes=False), {"place": Place.CHANNEL}, True),
        (InPlace(Place.FORUM, yes=False), {"place": Place.FORUM}, False),
        (HasRole(frozenset({1, 2})), {"roles": frozenset({2, 9})}, True),
        (HasRole(frozenset({1, 2})), {"roles": frozenset()}, False),
        (Tenure(under=7 * DAY), {"joined_at": START - 7 * DAY}, False),
        (Tenure(under=7 * DAY), {"joined_at": START - 6 * DAY}, True),
        (Tenure(over=7 * DAY), {"joined_at": START - 7 * DAY}, True),
        (Tenure(over=7 * DAY), {"joined_at": START - 6 * DAY}, False),
        (Tenure(over=DAY, under=7 * DAY), {"joined_at": START - 3 * DAY}, True),
        (Tenure(under=7 * DAY), {"joined_at": None}, False),
        (Tenure(over=7 * DAY), {"joined_at": None}, False),
        (Standing(1), {"remembered": 0}, False),
        (Standing(1), {"remembered": 1}, True),
        (Standing(0, 0), {"remembered": 0}, True),
        (Standing(0, 0), {"remembered": 1}, False),
        (Speaks(frozenset({"fr"})), {"locale": "fr"}, True),
        (Speaks(frozenset({"fr"})), {"locale": "fr-CA"}, True),
        (Speaks(frozenset({"fr"})), {"locale": "fry"}, False),
        (Speaks(frozenset({"pt-BR"})), {"locale": "pt-BR"}, True),
        (Speaks(frozenset({"pt-BR"})), {"locale": "pt"}, False),
        (Speaks(frozenset({"fr"})), {"locale": None}, False),
        (Clock(after=START), {}, True),
        (Clock(before=START), {}, False),
        (Clock(START - DAY, START + DAY), {}, True),
        (Clock(START + DAY), {}, False),
    ],
)
def test_what_is_looked_at(condition: Condition, message: dict[str, Any], *, holds: bool) -> None:
    """Each condition looks at its own part of a message; what is not known does not hold."""
    assert condition.holds(said(**message)) is holds


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        ("2026-01-15T20:59:59", False),
        ("2026-01-15T21:00:00", True),
        ("2026-01-15T23:30:00", True),
        ("2026-01-16T05:59:59", True),
        ("2026-01-16T06:00:00", False),
        ("2026-07-15T19:59:59", False),
        ("2026-07-15T20:00:00", True),
        ("2026-07-16T05:00:00", False),
    ],
)
def test_hours_are_the_walls_own(at: str, *, holds: bool) -> None:
    """Ten at night in Paris is nine in winter and eight in summer, past midnight until seven."""
    assert NIGHT.holds(said(at=datetime.fromisoformat(at).replace(tzinfo=UTC))) is holds


def test_hours_by_day() -> None:
    """Where the first time is the earlier one, the hours are of one day."""
    noon = Hours(time(9), time(17, 30), PARIS)
    held = [noon.holds(said(at=datetime(2026, 1, 15, hour, 29, tzinfo=UTC))) for hour in (7, 8, 12, 16, 17)]
    assert held == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("night", "minutes"),
    # The hour from two to three is there twice in October and not at all in March.
    [("2026-10-25", 120), ("2026-03-29", 0), ("2026-01-15", 60)],
)
def test_hours_on_nights_when_the_clocks_change(night: str, minutes: int) -> None:
    """An hour that comes twice counts twice, and one that is left out never."""
    two_to_three = Hours(time(2), time(3), PARIS)
    begin = datetime.fromisoformat(f"{night}T00:00:00+00:00") - timedelta(hours=2)
    each_minute = (begin + timedelta(minutes=minute) for minute in range(8 * 60))
    assert sum(two_to_three.holds(said(at=at)) for at in each_minute) == minutes
