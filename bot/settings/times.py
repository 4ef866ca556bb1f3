"""How durations, times of day and zones are written in settings, and what is said when they are written differently.

Owns reading and printing them. Times that members type in Discord are looser, and belong elsewhere.
"""

from __future__ import annotations

import re
from datetime import time, timedelta
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from bot.settings.explaining import refusal
from bot.settings.mistakes import kind_of
from bot.settings.problems import nearest, quoted

_UNITS: Final = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_DURATION: Final = re.compile(r"([0-9]{1,6}[wdhms])+", re.ASCII)
_PART: Final = re.compile(r"([0-9]{1,6})\s*([wdhms])[a-z]*[\s,]*(?:and\s+)?", re.ASCII | re.IGNORECASE)
_TIME: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})", re.ASCII)
_LOOSE_TIME: Final = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*([ap])?\.?(?:m\.?)?h?", re.ASCII | re.IGNORECASE)


def read_duration(value: object) -> timedelta:
    """`30d`, `2h`, `1h30m`: weeks, days, hours, minutes and seconds without spaces."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        raise refusal(f"{value} has no unit", f"Write {value}d for days, {value}h for hours or {value}m for minutes")
    if not isinstance(value, str):
        raise refusal(f"a duration is wanted, not {kind_of(value)}", "Write it like 30d, 2h or 1h30m")
    if _DURATION.fullmatch(value):
        return _sum(value)
    meant = value.strip().casefold()
    if meant and "".join(part[0] for part in _PART.finditer(meant)) == meant:
        raise refusal(f"{quoted(value)} is not how durations are written", f"Write {show_duration(_sum(meant))}")
    raise refusal(f"{quoted(value)} is not a duration", "Write it like 30d, 2h or 1h30m")


def show_duration(value: timedelta) -> str:
    """The duration as settings write it; fractions of a second are left out."""
    left = int(value.total_seconds())
    parts: list[str] = []
    for unit, seconds in _UNITS.items():
        if unit == "w":
            continue  # 28d says more than 4w to whoever compares it with 30d
        count, left = divmod(left, seconds)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"


def read_time(value: object) -> time:
    """`20:30`, with or without quotes."""
    if isinstance(value, time):
        return value
    if isinstance(value, bool | float) or not isinstance(value, str | int):
        raise refusal(f"a time is wanted, not {kind_of(value)}", 'Write it with a colon, like "20:30"')
    if isinstance(value, int):
        raise refusal(f"{value} is a number, and a time is wanted", _cure_for_number(value))
    found = _TIME.fullmatch(value.strip())
    if found and (read := _clock(int(found[1]), int(found[2]))):
        return read
    raise refusal(f"{quoted(value)} is not a time of day", _cure_for_time(value.strip()))


def show_time(value: time) -> str:
    """The time as settings write it."""
    return f"{value:%H:%M}"


def read_zone(value: object) -> str:
    """The name of a time zone in the IANA database."""
    if not isinstance(value, str):
        raise refusal(f"the name of a time zone is wanted, not {kind_of(value)}", "Write it like Europe/Paris")
    if value in _zones():
        return value
    near = _zone_near(value)
    cure = f"Did you mean {quoted(near)}?" if near else "Write a place such as Europe/Paris or America/New_York"
    raise refusal(f"{quoted(value)} is not a time zone", cure)


def _sum(text: str) -> timedelta:
    return timedelta(seconds=sum(int(number) * _UNITS[unit.lower()] for number, unit in _PART.findall(text)))


def _clock(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - a day and an hour


def _cure_for_number(value: int) -> str:
    """A time without quotes that another tool rewrote as a number of minutes, or that lost its colon."""
    likely = [_clock(*divmod(value, 100)), _clock(*divmod(value, 60))] if value >= 0 else []
    shown = [quoted(show_time(read)) for read in likely if read is not None]
    if not shown:
        return 'Write it with a colon, like "20:30"'
    return f"Write {' or '.join(dict.fromkeys(shown))}, with the quotes"


def _cure_for_time(value: str) -> str:
    found = _LOOSE_TIME.fullmatch(value)
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
        if half and hour <= 12:  # noqa: PLR2004 - the hours of a half day
            hour = hour % 12 + (12 if half == "p" else 0)
        if (read := _clock(hour % 24 if hour == 24 else hour, minute)) is not None:  # noqa: PLR2004 - a day
            return f"Write {show_time(read)}"
    return "Write hours and minutes, like 20:30"


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone_near(word: str) -> str | None:
    """The zone of that name in another spelling, of that city, or the nearest."""
    wanted = word.strip().replace(" ", "_").casefold()
    names = {name.casefold(): name for name in sorted(_zones())}
    cities = {name.rsplit("/", 1)[-1]: full for name, full in names.items() if "/" in name}
    near = nearest(wanted, names) or nearest(wanted, cities)
    known = {**cities, **names}
    return known.get(wanted) or (known[near] if near else None)
