"""Times as people write them: "in 3 days", "Friday 20:00", "2026-12-18 20:00 Europe/London".

Owns reading them in the community's zone. What is read is always shown back as a Discord timestamp before it binds.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

_ZONE = re.compile(r"\s+([A-Za-z]+(?:/[A-Za-z_+\-0-9]+)+|UTC)\s*$")
_HOURS = re.compile(r"(?<![\w:])(\d{1,2})\s?h(?:\s?([0-5]\d))?(?!\w)", re.IGNORECASE)
_LENGTH = frozenset({"in", "dans", "après", "after", "d'ici", "d’ici"})
"""Words after which hours are a length of time, and not the time of a day."""

_MARK = 271_828
"""Microseconds that nobody writes: a time that has them was counted from now."""

LONGEST = 100


def read_when(text: str, *, now: datetime, zone: str, languages: tuple[str, ...] = ("en",)) -> datetime | None:
    """Return the instant meant, in UTC, or None where the text is no time. A zone written behind it goes first."""
    import dateparser  # noqa: PLC0415 -- heavy, and rarely needed

    text = text.strip()[:LONGEST]
    named = _ZONE.search(text)
    if named is not None and named[1] in available_timezones():
        zone, text = named[1], text[: named.start()]
    # Read on the wall of the zone: given a zone, the parser would compare hours here with hours in UTC.
    wall = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=_MARK)
    found = dateparser.parse(
        _plain_hours(text, languages),
        languages=_spoken(languages),
        settings={
            "RELATIVE_BASE": wall,
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "YMD" if re.match(r"\d{4}-", text) else "DMY",
        },
    )
    if found is None:
        return None
    if found.tzinfo is None and found.microsecond == _MARK:
        return (now + (found - wall)).astimezone(UTC)
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _spoken(languages: tuple[str, ...]) -> list[str]:
    """Return the languages that can be read, English last."""
    from dateparser.data.languages_info import language_order  # noqa: PLC0415 -- as heavy as the rest of it

    bases = [{"no": "nb"}.get(base, base) for base in (language.split("-")[0] for language in languages)]
    return [*dict.fromkeys(base for base in bases if base in language_order and base != "en"), "en"]


def _plain_hours(text: str, languages: tuple[str, ...]) -> str:
    """Write "20h" and "20 h 30" as 20:00 and 20:30, which the parser would leave out or take for a year."""

    def write(found: re.Match[str]) -> str:
        before = text[: found.start()].split()
        hours, minutes = found[1], found[2] or "00"
        if before and before[-1].lower() in _LENGTH:
            return f"{hours}h{minutes}min"
        alone = found[0] == text and found[2] is None
        return found[0] if alone and not languages[0].startswith("fr") else f"{hours}:{minutes}"

    return _HOURS.sub(write, text).removeprefix("à ")  # alone before a time, it makes the day the first of the month


def stamp(instant: datetime, style: str = "f") -> str:
    """Return Discord's own timestamp, which every reader sees in their zone."""
    return f"<t:{int(instant.timestamp())}:{style}>"
