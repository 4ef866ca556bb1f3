"""Purges: what a moderator asked to take away is kept exactly, begins once, and is forgotten."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.moderation.purging import Wanted
from bot.storage.communities import NOBODY
from bot.storage.moderation import purges
from bot.storage.moderation.purges import BEGUN, EVERYTHING, Purge
from tests.storage.conftest import NOON
from tests.storage.samples import ELSEWHERE, HERE

if TYPE_CHECKING:
    from bot.storage.database import Database

HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)

SNOWFLAKES = (2**63 - 1, 2**53 + 1, 1)
WANTED = Wanted(50, SNOWFLAKES[0], "é 🎬", pinned=True)
PURGE = Purge(HERE, 7, SNOWFLAKES, 6, NOON, NOON + HOUR, wanted=WANTED)


@pytest.mark.parametrize(("messages", "wanted"), [(SNOWFLAKES, WANTED), ((), EVERYTHING)])
async def test_what_is_to_be_purged_is_kept_exactly(
    database: Database, messages: tuple[int, ...], wanted: Wanted
) -> None:
    """The messages come back in their order, to the last digit, with their filter, in their own community."""
    asked = replace(PURGE, message_ids=messages, wanted=wanted)
    async with database.write() as tx:
        number = await purges.ask(tx, asked)
        assert await purges.get(tx, HERE, number) == replace(asked, id=number)
        assert await purges.get(tx, ELSEWHERE, number) is None
        assert await purges.get(tx, HERE, number + 1) is None


async def test_a_purge_begins_once(url: str, database: Database) -> None:
    """However many people press at once, in however many processes, one of them begins; not from elsewhere."""
    other = type(database)(url)
    await other.open()
    async with database.write() as tx:
        number, second = await purges.ask(tx, PURGE), await purges.ask(tx, PURGE)
        assert not await purges.begin(tx, ELSEWHERE, number)

    async def begin(where: Database) -> bool:
        async with where.write() as tx:
            return await purges.begin(tx, HERE, number)

    told = await asyncio.gather(*(begin(where) for where in (database, other) * 3))
    await other.close()
    assert sorted(told) == [False] * 5 + [True]
    async with database.read() as tx:
        assert await purges.get(tx, HERE, number) == replace(PURGE, id=number, state=BEGUN)
        assert await purges.get(tx, HERE, second) == replace(PURGE, id=second)


async def test_a_purge_is_forgotten_and_its_number_is_not_given_again(database: Database) -> None:
    """After its time it cannot be begun, and a button with its number never begins another one."""
    async with database.write() as tx:
        number = await purges.ask(tx, PURGE)
        await purges.expire(tx, NOON + HOUR - INSTANT)
        assert await purges.get(tx, HERE, number) is not None
        await purges.expire(tx, NOON + HOUR)
        assert await purges.get(tx, HERE, number) is None
        assert not await purges.begin(tx, HERE, number)
    async with database.write() as tx:
        assert await purges.ask(tx, PURGE) != number


async def test_whoever_asked_is_forgotten_and_the_purge_stays(database: Database) -> None:
    """Somebody on staff sees what they asked for; forgotten, nobody asked, and it can still be begun."""
    async with database.write() as tx:
        first, second = await purges.ask(tx, PURGE), await purges.ask(tx, replace(PURGE, asked_at=NOON + HOUR))
        others = await purges.ask(tx, replace(PURGE, asked_by=7))
        elsewhere = await purges.ask(tx, replace(PURGE, guild_id=ELSEWHERE))
        assert await purges.by_member(tx, HERE, 6) == [(first, NOON), (second, NOON + HOUR)]
        await purges.forget_asker(tx, HERE, 6)
        assert await purges.by_member(tx, HERE, 6) == []
        assert await purges.get(tx, HERE, first) == replace(PURGE, id=first, asked_by=NOBODY)
        assert await purges.begin(tx, HERE, first)
        assert await purges.by_member(tx, HERE, 7) == [(others, NOON)]
        assert await purges.by_member(tx, ELSEWHERE, 6) == [(elsewhere, NOON)]


async def test_whoevers_messages_were_asked_for_is_forgotten(database: Database) -> None:
    """A purge of a forgotten member's messages names them no more, and stays otherwise as it was; so do the others."""
    member = SNOWFLAKES[0]
    others = (replace(PURGE, wanted=EVERYTHING), replace(PURGE, wanted=Wanted(member_id=1)))
    async with database.write() as tx:
        number = await purges.ask(tx, PURGE)
        elsewhere = await purges.ask(tx, replace(PURGE, guild_id=ELSEWHERE))
        numbers = [await purges.ask(tx, each) for each in others]
        await purges.forget_asker(tx, HERE, member)
        assert await purges.get(tx, HERE, number) == replace(PURGE, id=number, wanted=replace(WANTED, member_id=NOBODY))
        found = await purges.get(tx, ELSEWHERE, elsewhere)
        assert found is not None
        assert found.wanted == WANTED
        assert [await purges.get(tx, HERE, each) for each in numbers] == [
            replace(other, id=each) for other, each in zip(others, numbers, strict=True)
        ]
