"""Standing: how many notes about a member are remembered is known without asking the database."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.services.houses import (
    FAN,
    GUILD,
    NOON,
    OTHER_FAN,
    OTHER_GUILD,
    STAFF,
    HandClock,
    a_message,
    build_house,
    speak,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.house import House

REMEMBERED = timedelta(days=30)
INSTANT = timedelta(microseconds=1)
MODE = "moderation.rules.language.mode"


def counts(house: House) -> tuple[int, int]:
    """Return how many notes about each of two fans are remembered."""
    return house.standing.remembered(GUILD, FAN), house.standing.remembered(GUILD, OTHER_FAN)


async def test_a_note_counts_from_the_moment_it_is_written(house: House) -> None:
    """Each note adds one, for its member in its community; what was answered before adds nothing."""
    assert counts(house) == (0, 0)
    for number, author in ((1, FAN), (1, FAN), (2, FAN), (3, OTHER_FAN)):
        await speak(house, a_message(number=number, author=author))
    assert counts(house) == (2, 1)
    assert house.standing.remembered(OTHER_GUILD, FAN) == 0


async def test_what_has_no_note_does_not_count(house: House) -> None:
    """A clean message, and one that a rule only watched, are held against nobody."""
    await speak(house, a_message("a clean one", number=1))
    await house.communities.override(GUILD, MODE, "shadow", STAFF)
    await speak(house, a_message(number=2))
    assert counts(house) == (0, 0)


async def test_a_note_that_was_not_written_does_not_count(tmp_path: Path) -> None:
    """Where the process dies before the note is safe, memory does not know of it either."""

    def dies(name: str) -> None:
        if name == "commit:before" and armed:
            raise RuntimeError(name)

    armed: list[bool] = []
    house = build_house(tmp_path, HandClock(), dies)
    await house.open()
    await house.communities.arrive(GUILD)
    armed.append(True)
    with pytest.raises(RuntimeError):
        await speak(house, a_message())
    armed.clear()
    assert counts(house) == (0, 0)
    assert await speak(house, a_message())
    assert counts(house) == (1, 0)
    await house.close()


async def test_notes_are_known_after_a_restart(tmp_path: Path) -> None:
    """A new start knows every note that still counts, and none that ended while Usher was away."""
    clock = HandClock()
    for number, days in ((1, 0), (2, 10), (3, 45)):
        clock.now = NOON + timedelta(days=days)
        house = build_house(tmp_path, clock)
        await house.open()
        await house.communities.arrive(GUILD)
        assert counts(house)[0] == {1: 0, 2: 1, 3: 0}[number]
        await speak(house, a_message(number=number))
        await house.close()
    house = build_house(tmp_path, clock)
    await house.open()
    assert counts(house) == (1, 0)
    await house.standing.load()
    assert counts(house) == (1, 0)
    await house.close()


async def test_a_note_counts_until_its_end(house: House, clock: HandClock) -> None:
    """Each note ends by itself, at the moment that was said, and the later one counts on."""
    await speak(house, a_message(number=1))
    clock.move(timedelta(days=1))
    await speak(house, a_message(number=2))
    told = []
    for at in (REMEMBERED - INSTANT, REMEMBERED, REMEMBERED + timedelta(days=1)):
        clock.now = NOON + at
        told.append((counts(house)[0], len(await house.cases.record(GUILD, FAN))))
    assert told == [(2, 2), (1, 1), (0, 0)]


async def test_a_note_that_was_wrong_is_taken_back(house: House) -> None:
    """Taken back, a note counts no more, once and for good, also where another one ends at the same moment."""
    for number in (1, 2):
        await speak(house, a_message(number=number))
    for message, left in ((1, 1), (1, 1), (7, 1), (2, 0)):
        before = counts(house)
        async with house.database.write() as tx:
            await house.cases.withdraw(tx, GUILD, message)
            assert counts(house) == before
        assert counts(house)[0] == left == len(await house.cases.record(GUILD, FAN))
    await house.standing.load()
    assert counts(house) == (0, 0)


async def test_notes_that_come_at_once_are_all_counted(house: House) -> None:
    """However many messages are answered together, memory and record agree."""
    await asyncio.gather(*(speak(house, a_message(number=number // 2)) for number in range(12)))
    assert counts(house)[0] == len(await house.cases.record(GUILD, FAN)) == 6


async def test_a_forgotten_member_starts_anew(house: House) -> None:
    """Whoever asks to be forgotten has no notes here; others keep theirs."""
    for number, author in ((1, FAN), (2, OTHER_FAN)):
        await speak(house, a_message(number=number, author=author))
    house.standing.add(OTHER_GUILD, FAN, NOON + REMEMBERED)
    await house.privacy.forget(GUILD, FAN)
    assert counts(house) == (0, 1)
    assert house.standing.remembered(OTHER_GUILD, FAN) == 1
