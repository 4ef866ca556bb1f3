"""Times as people write them: "in 3 days", "Friday 20:00", "2026-12-18 20:00 Europe/London".

Owns reading them in the community's zone. What is read is always shown back as a Discord timestamp before it binds.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

_ZONE = re.compile(r"\s+([A-Za-z]+(?:/[A-Za-z_+\-0-9]+)+|UTC)\s*$")
LONGEST = 100


def read_when(text: str, *, now: datetime, zone: str, languages: tuple[str, ...] = ("en",)) -> datetime | None:
    """Return the instant meant, in UTC, or None where the text is no time. A zone written behind it goes first."""
    import dateparser  # noqa: PLC0415 -- heavy, and rarely needed

    text = text.strip()[:LONGEST]
    named = _ZONE.search(text)
    if named is not None and named[1] in available_timezones():
        zone, text = named[1], text[: named.start()]
    local_now = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    spoken = list(dict.fromkeys([*(language.split("-")[0] for language in languages), "en"]))
    found = dateparser.parse(
        text,
        languages=spoken,
        settings={
            "RELATIVE_BASE": local_now,
            "TIMEZONE": zone,
            "TO_TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": True,
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "YMD" if re.match(r"\d{4}-", text) else "DMY",
        },
    )
    return None if found is None else found.astimezone(UTC)


def stamp(instant: datetime, style: str = "f") -> str:
    """Return Discord's own timestamp, which every reader sees in their zone."""
    return f"<t:{int(instant.timestamp())}:{style}>"
