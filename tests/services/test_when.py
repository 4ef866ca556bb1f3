"""Times as people write them are read as they meant them, in the community's zone and languages."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services.when import LONGEST, read_when, stamp

SATURDAY = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def read(text: str, zone: str = "UTC", languages: tuple[str, ...] = ("en",), now: datetime = SATURDAY) -> str | None:
    """Return the instant meant, as it stands on the wall in its zone."""
    found = read_when(text, now=now, zone=zone, languages=languages)
    if found is None:
        return None
    assert found.utcoffset() == timedelta(0)
    return found.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("in 3 days", "2026-03-17 12:00"),
        ("in 2 hours", "2026-03-14 14:00"),
        ("30 minutes", "2026-03-14 12:30"),
        ("1h30m", "2026-03-14 13:30"),
        ("2h", "2026-03-14 14:00"),
        ("in 2h30", "2026-03-14 14:30"),
        ("in 2 weeks", "2026-03-28 12:00"),
        ("Friday 20:00", "2026-03-20 20:00"),
        ("friday 8pm", "2026-03-20 20:00"),
        ("tomorrow at noon", "2026-03-15 12:00"),
        ("20:00", "2026-03-14 20:00"),
        ("10:00", "2026-03-15 10:00"),
        ("2026-12-18 20:00", "2026-12-18 20:00"),
        ("2026-12-18", "2026-12-18 00:00"),
        ("18/12/2026 20:00", "2026-12-18 20:00"),
        ("03/04/2026", "2026-04-03 00:00"),
        ("December 18 8pm", "2026-12-18 20:00"),
        ("  2026-12-18   20:00  ", "2026-12-18 20:00"),
    ],
)
def test_english_times(text: str, wall: str) -> None:
    """Lengths count from now, days and hours are the next to come, and dates are day first unless they are ISO."""
    assert read(text) == wall


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("dans 3 jours", "2026-03-17 13:00"),
        ("dans 2h", "2026-03-14 15:00"),
        ("dans 2h30", "2026-03-14 15:30"),
        ("dans une heure", "2026-03-14 14:00"),
        ("vendredi 20h", "2026-03-20 20:00"),
        ("vendredi 20 h 30", "2026-03-20 20:30"),
        ("vendredi à 20h30", "2026-03-20 20:30"),
        ("demain à 9h", "2026-03-15 09:00"),
        ("demain midi", "2026-03-15 12:00"),
        ("à 20h", "2026-03-14 20:00"),
        ("20h", "2026-03-14 20:00"),
        ("20h30", "2026-03-14 20:30"),
        ("18 décembre 20h", "2026-12-18 20:00"),
        ("le 18 décembre 2026 à 20h", "2026-12-18 20:00"),
        ("lundi", "2026-03-16 00:00"),
        ("Friday 20:00", "2026-03-20 20:00"),
    ],
)
def test_french_times(text: str, wall: str) -> None:
    """French is read with its hours, and English beside it."""
    assert read(text, "Europe/Paris", ("fr",)) == wall


@pytest.mark.parametrize(
    ("text", "zone", "instant"),
    [
        ("2026-12-18 20:00", "America/New_York", "2026-12-19T01:00"),
        ("2026-12-18 20:00 Europe/London", "America/New_York", "2026-12-18T20:00"),
        ("2026-07-18 20:00 Europe/London", "America/New_York", "2026-07-18T19:00"),
        ("tomorrow 10:00 UTC", "Asia/Tokyo", "2026-03-15T10:00"),
        ("tomorrow 9am", "Asia/Tokyo", "2026-03-15T00:00"),
        ("2026-12-18T20:00:00Z", "Asia/Tokyo", "2026-12-18T20:00"),
        ("2026-12-18 20:00 +05:30", "Asia/Tokyo", "2026-12-18T14:30"),
        ("Friday 20:00 America/Argentina/Buenos_Aires", "UTC", "2026-03-20T23:00"),
        ("in 3 days", "Pacific/Kiritimati", "2026-03-17T12:00"),
        ("20:00", "Asia/Kathmandu", "2026-03-14T14:15"),
        ("13:30", "Europe/Paris", "2026-03-14T12:30"),
        ("12:30", "Europe/Paris", "2026-03-15T11:30"),
        ("08:30", "America/New_York", "2026-03-14T12:30"),
        ("07:30", "America/New_York", "2026-03-15T11:30"),
        ("2026-12-18 10:00 EST", "Asia/Tokyo", "2026-12-18T15:00"),
    ],
)
def test_zones(text: str, zone: str, instant: str) -> None:
    """A time is meant in the community's zone, unless a zone is written behind it."""
    found = read_when(text, now=SATURDAY, zone=zone)
    assert found == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "instants"),
    [
        ("2026-03-28 20:00", "Europe/Paris", {"2026-03-28T19:00"}),
        ("2026-03-29 20:00", "Europe/Paris", {"2026-03-29T18:00"}),
        ("2026-10-25 20:00", "Europe/Paris", {"2026-10-25T19:00"}),
        ("2026-03-29 02:30", "Europe/Paris", {"2026-03-29T01:30", "2026-03-29T00:30"}),
        ("2026-10-25 02:30", "Europe/Paris", {"2026-10-25T00:30", "2026-10-25T01:30"}),
        ("2026-03-08 02:30", "America/New_York", {"2026-03-08T07:30", "2026-03-08T06:30"}),
    ],
    ids=[
        "before",
        "after",
        "in winter again",
        "an hour that does not exist",
        "an hour that is there twice",
        "elsewhere",
    ],
)
def test_when_clocks_change(text: str, zone: str, instants: set[str]) -> None:
    """Walls are read by their own season; an hour that is missing or doubled becomes one of the two that are near."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    found = read_when(text, now=now, zone=zone)
    assert found in {datetime.fromisoformat(each).replace(tzinfo=UTC) for each in instants}


@pytest.mark.parametrize("start", ["2026-03-29T00:30", "2026-10-25T00:30", "2026-10-24T23:30"])
@pytest.mark.parametrize("hours", [1, 2, 24])
def test_lengths_are_lengths_whatever_the_clocks_do(start: str, hours: int) -> None:
    """Across a change of clocks, "in 2 hours" is two hours later."""
    now = datetime.fromisoformat(start).replace(tzinfo=UTC)
    found = read_when(f"in {hours} hours", now=now, zone="Europe/Paris")
    assert found == now + timedelta(hours=hours)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "never",
        "banana",
        "until the cows come home",
        "2026-02-30",
        "25:00",
        "tomorrow Mars/Phobos",
        "<t:1:f>",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    """What cannot be read is refused, and not guessed."""
    assert read(text) is None


@pytest.mark.parametrize("languages", [("no",), ("xx",), ("pt-BR", "zh-TW"), ("en-GB",), ("es-419",), ("eo", "fr")])
def test_any_language_of_a_community_is_fine(languages: tuple[str, ...]) -> None:
    """A language that times cannot be read in leaves English, and the others, as they are."""
    assert read("in 3 days", languages=languages) == "2026-03-17 12:00"


@pytest.mark.parametrize(("language", "text"), [("no", "om 3 dager"), ("de", "in 3 Tagen"), ("es-419", "en 3 días")])
def test_languages_of_discord(language: str, text: str) -> None:
    """A community's own language is read by the name that Discord gives it."""
    assert read(text, languages=(language,)) == "2026-03-17 12:00"


@given(st.text(max_size=300) | st.text(string.digits + ":/-. hm", max_size=300))
@settings(max_examples=150, deadline=timedelta(seconds=2), suppress_health_check=[HealthCheck.too_slow])
def test_anything_can_be_typed(text: str) -> None:
    """Whatever is typed is a time or none, soon."""
    found = read_when(text, now=SATURDAY, zone="Europe/Paris", languages=("fr", "en"))
    assert found is None or found.tzinfo is UTC


def test_an_endless_text_is_cut() -> None:
    """Only the beginning of a text is read, so that it costs nothing."""
    assert read("20:00" + " " * LONGEST + "tomorrow") == "2026-03-14 20:00"


@given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 -- bounds
def test_a_stamp_is_the_same_instant_for_everybody(instant: datetime) -> None:
    """Discord's timestamp holds the instant to the second, whatever zone it came from."""
    stamped = stamp(instant, "R")
    assert stamped.startswith("<t:")
    assert stamped.endswith(":R>")
    seconds = int(stamped.split(":")[1])
    assert timedelta(0) <= instant - datetime.fromtimestamp(seconds, UTC) < timedelta(seconds=1)
