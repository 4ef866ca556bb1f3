"""Reports: how many a member has made of late."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.storage.moderation import reports
from tests.storage.conftest import NOON
from tests.storage.samples import ELSEWHERE, HERE

if TYPE_CHECKING:
    from bot.storage.database import Database

MINUTE = timedelta(minutes=1)


async def test_what_a_member_reported_of_late_is_counted(database: Database) -> None:
    """Only their own reports count, here, and after the instant that is asked for."""
    told = [(HERE, 1, 7, 0), (HERE, 2, 7, 5), (HERE, 3, 7, 6), (HERE, 3, 8, 6), (ELSEWHERE, 4, 7, 6)]
    async with database.write() as tx:
        for guild, message, member, minute in told:
            at = NOON + minute * MINUTE
            await reports.keep(tx, guild, message, member, now=at, expires_at=at + timedelta(days=1))
        since = [await reports.made_since(tx, HERE, 7, NOON + minute * MINUTE) for minute in (-1, 0, 5, 6)]
        assert since == [3, 2, 1, 0]
        assert await reports.made_since(tx, ELSEWHERE, 7, NOON) == 1
        assert await reports.made_since(tx, HERE, 9, NOON) == 0
