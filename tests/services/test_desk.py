"""The desk: what stopped waits for one decision."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.services.houses import GUILD, OTHER_GUILD, a_message, speak

if TYPE_CHECKING:
    from bot.house import House


async def stop(house: House, number: int) -> int:
    """Let a nudge stop; return its plan's number."""
    await speak(house, a_message(number=number))
    (entry,) = await house.ledger.claim(1, guilds=(GUILD,), paused=())
    await house.ledger.stop(entry, "the channel is gone")
    return entry.id


async def test_what_stopped_waits_on_its_own_desk(house: House) -> None:
    """Stopped plans are listed oldest first, each in its own community."""
    numbers = [await stop(house, number) for number in (1, 2)]
    assert [held.id for held in await house.desk.waiting(GUILD)] == numbers
    assert await house.desk.waiting(OTHER_GUILD) == []
    assert not await house.desk.settle(OTHER_GUILD, numbers[0], again=False)


@pytest.mark.parametrize("again", [True, False])
async def test_a_decision_counts_once(house: House, *, again: bool) -> None:
    """Of several presses one decides; the plan is due again or over, and the stagehand looks."""
    number = await stop(house, 1)
    heard: list[None] = []
    house.ledger.listen(lambda: heard.append(None))
    told = await asyncio.gather(*(house.desk.settle(GUILD, number, again=again) for _ in range(4)))
    assert sorted(told) == [False, False, False, True]
    assert heard
    assert await house.desk.waiting(GUILD) == []
    due = await house.ledger.claim(5, guilds=(GUILD,), paused=())
    assert [entry.id for entry in due] == ([number] if again else [])
