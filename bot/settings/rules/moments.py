"""How a span of hours and a moment on the community's clock are written in conditions.

Owns reading and printing them, and what is said when they are written differently. Times of day are `times`'.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Annotated, Final, NamedTuple

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from bot.settings.explaining import refusal
from bot.settings.mistakes import kind_of
from bot.settings.problems import quoted
from bot.settings.times import read_time, show_time

_SPAN: Final = re.compile(r"\s*(\S+?)\s*(?:-|–|—|\bto\b)\s*(\S+)\s*")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", re.ASCII)
_HOW_HOURS: Final = 'Write two times of day, like "22:00-07:00"'
_HOW_MOMENT: Final = 'Write date and time, like "2026-12-18 20:00"'
_LAYOUT: Final = "%Y-%m-%d %H:%M"


class Span(NamedTuple):
    """From one time of day to another, past midnight where the second is the earlier one."""

    start: time
    end: time


def read_hours(value: object) -> Span:
    """`22:00-07:00`."""
    if isinstance(value, Span):
        return value
    if not isinstance(value, str):
        raise refusal(f"hours are wanted, not {kind_of(value)}", _HOW_HOURS)
    found = _SPAN.fullmatch(value)
    if found is None:
        raise refusal(f"{quoted(value)} is not from one time of day to another", _HOW_HOURS)
    span = Span(read_time(found[1]), read_time(found[2]))
    if span.start == span.end:
        raise refusal("the two times are the same", "Leave the line out where the whole day is meant")
    return span


def show_hours(value: Span) -> str:
    """The span as settings write it."""
    return f"{show_time(value.start)}-{show_time(value.end)}"


def read_moment(value: object) -> datetime:
    """`2026-12-18 20:00`, on the clocks of the community's zone, which is not known yet."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise refusal(f"date and time are wanted, not {kind_of(value)}", _HOW_MOMENT)
    try:
        meant = datetime.fromisoformat(value.strip())
    except ValueError:
        raise refusal(f"{quoted(value)} is not a date and a time", _HOW_MOMENT) from None
    if meant.tzinfo is not None:
        cure = f"Write {quoted(f'{meant:{_LAYOUT}}')} if that is the time there"
        raise refusal("times are meant in the zone of community.yaml, and this one names its own", cure)
    if _MOMENT.fullmatch(value.strip()) is None:
        raise refusal(f"{quoted(value)} is not how moments are written", f"Write {quoted(f'{meant:{_LAYOUT}}')}")
    return meant


def show_moment(value: datetime) -> str:
    """The moment as settings write it."""
    return f"{value:{_LAYOUT}}"


HourSpan = Annotated[
    Span,
    BeforeValidator(read_hours),
    PlainSerializer(show_hours, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2} ?- ?[0-9]{1,2}:[0-9]{2}$"}),
]
"""Hours of the day such as `22:00-07:00`."""

Moment = Annotated[
    datetime,
    BeforeValidator(read_moment),
    PlainSerializer(show_moment, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$"}),
]
"""A moment such as `2026-12-18 20:00`, in the community's zone."""
