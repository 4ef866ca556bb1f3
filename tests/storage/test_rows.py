"""What every table relies on: inserting once, replacing by key, instants with a zone, and room for what is written."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from bot.storage.rows import insert_once, insert_once_returning_id, put
from bot.storage.tables import cases, communities_pauses, house, people_locales
from tests.storage.conftest import NOON

if TYPE_CHECKING:
    from bot.storage.database import Database


def a_case(**changes: Any) -> dict[str, Any]:
    """A row of `cases`."""
    row = {"guild_id": 1, "member_id": 2, "kind": "nudge", "rule": "language", "channel_id": 3, "message_id": 4}
    return row | {"excerpt": "…", "created_at": NOON, "expires_at": NOON} | changes


async def test_a_row_is_inserted_once(database: Database) -> None:
    """The second insert of the same key changes nothing and says so."""
    async with database.write() as tx:
        assert await insert_once(tx, house, {"key": "commands", "value": "first"})
        assert not await insert_once(tx, house, {"key": "commands", "value": "second"})
    async with database.read() as tx:
        assert (await tx.run(select(house.c.value))).scalars().all() == ["first"]


async def test_an_inserted_row_tells_its_number_once(database: Database) -> None:
    """A new row has a number of its own; one that is there already has none to give."""
    async with database.write() as tx:
        first = await insert_once_returning_id(tx, cases, a_case())
        again = await insert_once_returning_id(tx, cases, a_case())
        other = await insert_once_returning_id(tx, cases, a_case(message_id=5))
    assert first is not None
    assert other is not None
    assert again is None
    assert first != other


async def test_two_who_insert_at_once_have_one_winner(url: str, database: Database) -> None:
    """Of two processes that insert the same row at the same moment, exactly one is told that it did."""
    other = type(database)(url)
    await other.open()

    async def insert(where: Database) -> bool:
        async with where.write() as tx:
            return await insert_once(tx, house, {"key": "k", "value": "v"})

    told = await asyncio.gather(*(insert(each) for each in (database, other) * 4))
    await other.close()
    assert sorted(told) == [False] * 7 + [True]


async def test_putting_replaces_by_key(database: Database) -> None:
    """A row with the same key is replaced; another key is another row."""
    row = {"guild_id": 1, "member_id": 2, "locale": "fr", "seen_at": NOON}
    async with database.write() as tx:
        for each in (row, row | {"locale": "de"}, row | {"guild_id": 9}):
            await put(tx, people_locales, each, key=("guild_id", "member_id"))
        found = (await tx.run(select(people_locales.c.guild_id, people_locales.c.locale).order_by("guild_id"))).all()
    assert [tuple(each) for each in found] == [(1, "de"), (9, "fr")]


BOUNDS = (datetime(1970, 1, 2), datetime(9000, 1, 1))  # noqa: DTZ001 -- the strategy gives the zone


@given(instant=st.datetimes(*BOUNDS, timezones=st.timezones(), allow_imaginary=False))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_an_instant_comes_back_as_it_went(database: Database, instant: datetime) -> None:
    """Every aware time comes back as the same instant, in UTC, to the microsecond."""
    async with database.write() as tx:
        row = {"guild_id": 1, "feature": "f", "since": instant, "until": None, "paused_by": 1}
        await put(tx, communities_pauses, row, key=("guild_id", "feature"))
        since, until = (await tx.run(select(communities_pauses.c.since, communities_pauses.c.until))).one()
    assert since == instant.astimezone(UTC)
    assert since.utcoffset() == timedelta(0)
    assert until is None


async def test_instants_are_compared_as_instants(database: Database) -> None:
    """Which of two times is earlier does not depend on the zones they were written in."""
    early = datetime(2026, 1, 1, 20, tzinfo=timezone(timedelta(hours=9)))
    late = datetime(2026, 1, 1, 12, tzinfo=UTC)
    async with database.write() as tx:
        for guild_id, at in ((1, early), (2, late)):
            row = {"guild_id": guild_id, "member_id": 1, "locale": "en", "seen_at": at}
            await insert_once(tx, people_locales, row)
        assert (await tx.run(select(func.min(people_locales.c.seen_at)))).scalar_one() == early
        before = select(people_locales.c.guild_id).where(people_locales.c.seen_at < late)
        assert (await tx.run(before)).scalars().all() == [1]


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    """A naive time is no instant: it is refused, and nothing is written."""
    naive = NOON.replace(tzinfo=None)

    async def write() -> None:
        async with database.write() as tx:
            await insert_once(tx, cases, a_case(message_id=1))
            await insert_once(tx, cases, a_case(message_id=2, created_at=naive))

    with pytest.raises(StatementError) as refused:
        await write()
    assert isinstance(refused.value.orig, ValueError)
    async with database.read() as tx:
        assert (await tx.run(select(func.count()).select_from(cases))).scalar_one() == 0


async def test_the_largest_of_discords_ids_fit(database: Database) -> None:
    """Ids up to 63 bits are kept as they are, in every place that holds one."""
    largest = 2**63 - 1
    ids = dict.fromkeys(("guild_id", "member_id", "channel_id", "message_id"), largest)
    async with database.write() as tx:
        await insert_once(tx, cases, a_case(**ids))
        row = (await tx.run(select(cases))).mappings().one()
    assert {name: row[name] for name in ids} == ids
