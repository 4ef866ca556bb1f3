"""After a crash, a line that may have been sent is known again, and no other line is taken for it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.plans import LogLine, Plan, Words
from bot.storage.ledger import Entry
from cogs.stagehand.lines import find_log_line
from cogs.stagehand.stage import Stage
from tests.simulation import button

if TYPE_CHECKING:
    from tests.simulation import World

STRONG = "well, that was a shitty ending"
VALUES = {"by": "<@1>", "member": "<@2>", "channel": "<#3>", "count": "1", "excerpt": "the lighthouse is empty"}


def a_line(world: World, message_id: int, **values: str) -> LogLine:
    """Return the line of a report of a message."""
    words = Words("log.report", VALUES | values)
    return LogLine(words, None, world.general.id, message_id, (f"moderation:why:{message_id}",))


async def put(world: World, line: LogLine, key: str) -> None:
    """Let the stagehand put a line into the log."""
    async with world.usher.house.database.write() as tx:
        await world.usher.house.ledger.put(tx, Plan(world.guild.id, "moderation", key, (line,)))
    await world.env.settle()


async def found(world: World, line: LogLine) -> bool:
    """Return whether the stagehand takes a line for one that stands in the log already."""
    now = world.env.now()
    plan = Plan(world.guild.id, "moderation", "again", (line,))
    entry = Entry(99, plan, 0, 0, 1, now, now - timedelta(minutes=1), now)
    return await find_log_line(Stage(world.usher, entry), line) is not None


async def test_another_line_about_the_same_message_is_not_taken_for_this_one(world: World) -> None:
    """A report by somebody else carries the same button; the line that is missing is known to be missing."""
    said = await world.fan.send(world.general, "a quiet evening")
    await put(world, a_line(world, said.id), "one")
    assert await found(world, a_line(world, said.id))
    assert not await found(world, a_line(world, said.id, by="<@9>"))
    assert not await found(world, a_line(world, said.id + 1))


async def test_a_line_that_was_judged_meanwhile_is_known(world: World) -> None:
    """What a moderator pressed is added to a line, which is the same line still."""
    moderator = await world.staff("zz-mod")
    said = await world.fan.send(world.general, STRONG)
    line = a_line(world, said.id)
    await put(
        world,
        LogLine(line.words, None, line.link_channel_id, said.id, (f"moderation:right:{said.id}", *line.actions)),
        "x",
    )
    (_, sent) = world.log_lines()
    why = LogLine(line.words, None, line.link_channel_id, said.id, line.actions)
    await moderator.click(sent, custom_id=button(sent, "moderation:right:"))
    assert world.log_lines()[-1].content != sent.content
    assert await found(world, why)
