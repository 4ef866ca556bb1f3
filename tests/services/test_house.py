"""The house: opened once, closed clean, and with one plain line where it cannot be."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.pool import Pool

from bot.domain.plans import Housekeeping
from bot.services.privacy import NOBODY
from bot.storage.backups import back_up
from bot.storage.database import DatabaseError
from tests.services.houses import FAN, GUILD, NOON, STAFF, a_message, build_house, everything, plans_of, speak

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.house import House
    from tests.services.houses import HandClock


@contextmanager
def on_every_connection(pragma: str) -> Iterator[None]:
    """Give every SQLite connection that is made meanwhile a pragma of its own."""

    def apply(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    event.listen(Pool, "connect", apply)
    try:
        yield
    finally:
        event.remove(Pool, "connect", apply)


async def refused(house: House) -> str:
    """Try to open a house that cannot be; return the line, having seen that it is one."""
    with pytest.raises(DatabaseError) as error:
        await house.open()
    assert len(str(error.value).splitlines()) == 1
    return str(error.value)


async def test_a_second_usher_on_the_same_file_is_refused(tmp_path: Path, clock: HandClock, house: House) -> None:
    """The second one says so and leaves the first alone; when the first has gone, the second opens."""
    second = build_house(tmp_path, clock)
    assert str(house.database.path) in await refused(second)
    assert await speak(house, a_message())
    await house.close()
    await second.open()
    assert [case.message_id for case in await second.cases.record(GUILD, FAN)] == [900]
    await second.close()


async def test_a_full_disk_at_the_first_start_is_one_line(tmp_path: Path, clock: HandClock) -> None:
    """Without room for its tables Usher says so and lets go of the file; once there is room, it starts."""
    with on_every_connection("max_page_count=1"):
        await refused(build_house(tmp_path, clock))
    roomy = build_house(tmp_path, clock)
    await roomy.open()
    await roomy.close()


async def test_a_disk_that_takes_nothing_at_a_later_start_loses_nothing(
    tmp_path: Path, clock: HandClock, house: House
) -> None:
    """Where nothing can be written Usher does not start; what it knew is there when it can."""
    await speak(house, a_message())
    before = await everything(house)
    await house.close()
    with on_every_connection("query_only=ON"):
        assert str(house.database.path) in await refused(build_house(tmp_path, clock))
    await house.open()
    assert await everything(house) == before


async def test_a_database_of_a_newer_usher_is_refused(tmp_path: Path, clock: HandClock, house: House) -> None:
    """A newer version is named, the file is let go, and stays as it is."""
    async with house.database.write() as tx:
        await tx.run(text("UPDATE alembic_version SET version_num = '9999'"))
    await house.close()
    assert "9999" in await refused(build_house(tmp_path, clock))
    assert "9999" in await refused(build_house(tmp_path, clock))


async def test_a_restored_copy_is_a_whole_house(tmp_path: Path, clock: HandClock, house: House) -> None:
    """A backup made while Usher runs opens as a house that remembers everything, and goes on with what was in hand."""
    await speak(house, a_message())
    await house.people.saw_locale(GUILD, FAN, "fr")
    await house.pauses.pause(GUILD, "moderation", None, STAFF)
    await house.ledger.claim(1, guilds=(GUILD,), paused=())
    restored = tmp_path / "restored"
    restored.mkdir()
    await asyncio.to_thread(back_up, house.database.url.render_as_string(), restored / "usher.db")
    copy = build_house(restored, clock)
    await copy.open()
    assert copy.communities.of(GUILD) is not None
    assert copy.people.locale(GUILD, FAN) == "fr"
    assert copy.pauses.stands_still(GUILD, "moderation")
    (entry,) = await copy.ledger.claim(1, guilds=(GUILD,), paused=())
    assert entry.in_doubt
    await copy.close()


async def test_housekeeping_is_planned_once_a_day(house: House, clock: HandClock) -> None:
    """Each day there is one plan for the next night, also when Usher starts several times."""
    assert [plan.steps for plan in (await plans_of(house, NOBODY)).values()] == [(Housekeeping(),)]
    await house.privacy.keep_house()
    (plan,) = (await plans_of(house, NOBODY)).values()
    assert plan.not_before is not None
    assert NOON < plan.not_before <= NOON + timedelta(days=1)
    clock.move(timedelta(days=1))
    await house.privacy.keep_house()
    assert len(await plans_of(house, NOBODY)) == 2


async def test_closing_twice_is_harmless(house: House) -> None:
    """A house can be closed twice, and opened again after."""
    await house.close()
    await house.close()
    await house.open()
    assert house.communities.of(GUILD) is not None


@pytest.mark.parametrize(("member", "locale"), [(FAN, "fr"), (STAFF, "en")])
async def test_a_member_is_spoken_to_in_their_language(house: House, member: int, locale: str) -> None:
    """In theirs where it is known, else in the community's."""
    await house.people.saw_locale(GUILD, FAN, "fr")
    assert house.locale_for(GUILD, member) == locale
    assert house.locale_for(1, member) is None
