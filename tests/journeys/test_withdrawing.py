"""A person finds nothing wrong: what was not taken away stays, and what was is given back all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from simcord.enums import ChannelType

from tests.simulation import button

if TYPE_CHECKING:
    import discord

    from tests.simulation import World

SLUR = "zorkface"
RULES = f"rules: {{language: {{add: {{slur: [{SLUR}]}}}}}}\n"
TEXT = f"what a {SLUR}, honestly"
CLOSED = {"status": 403, "code": 50007, "times": None}


@pytest.fixture
async def house(world: World) -> World:
    """A server in which an invented word demeans people."""
    (world.config / "communities" / "main" / "moderation.yaml").write_text(RULES, encoding="utf-8")
    world.usher.use(world.usher.house.reloading.peek())
    return world


async def judged_fine(world: World, message: discord.Message) -> None:
    """Let a moderator find nothing wrong, as on the screen with a rule's examples."""
    await world.usher.house.teaching.judge_hits(world.guild.id, message.id, right=False, by=world.admin.id)
    await world.env.settle()


async def test_a_message_that_is_still_there_stays(house: World) -> None:
    """Discord stumbles, and a moderator finds nothing wrong: the message stands, and nobody is told of anything."""
    house.env.inject_error("DELETE", "/channels/*", status=500, code=0, times=1)
    said = await house.fan.send(house.general, TEXT)
    await judged_fine(house, said)
    await house.env.advance_time(3600)

    assert house.general.history() == [said]
    assert house.notices() == []
    assert await house.usher.house.cases.record(house.guild.id, house.fan.id) == []


async def test_a_text_behind_a_line_can_still_be_read(house: World) -> None:
    """Whoever takes no messages opens the line after the note was withdrawn, and has the text."""
    house.env.inject_error("POST", f"/channels/{house.env.backend.get_dm_channel(house.fan.id).id}/messages", **CLOSED)
    said = await house.fan.send(house.general, TEXT)
    (line,) = house.general.history()
    await judged_fine(house, said)

    opened = await house.fan.click(line, custom_id=button(line, "cases:open:"))

    assert opened.response.embeds[1].description == TEXT
    assert await house.usher.house.cases.record(house.guild.id, house.fan.id) == []
    assert house.usher.house.standing.remembered(house.guild.id, house.fan.id) == 0


async def test_a_title_is_not_the_message_that_it_hangs_on(house: World) -> None:
    """A thread bears the number of the message it began with: both authors are told, each of their own words."""
    said = await house.fan.send(house.general, "a shitty ending")
    backend = house.env.backend
    thread = backend.create_thread(
        house.general.id, f"the {SLUR}", house.other.id, type=ChannelType.PUBLIC_THREAD, message_id=said.id
    )
    await house.env.settle()
    await house.fan.edit(said, TEXT)

    neutral = house.usher.house.voice.say("moderation.neutral_title", "en")
    assert backend.get_channel(thread.id).name == neutral
    assert said.id not in {message.id for message in house.general.history()}
    assert [notice.embeds[1].description for notice in house.notices()[1:]] == [TEXT]
    assert [notice.embeds[1].description for notice in house.notices(house.other)] == [f"the {SLUR}"]


async def test_a_title_that_is_given_again_is_taken_away_again(house: World) -> None:
    """Whoever renames a thread back does not keep the name."""
    backend = house.env.backend
    thread = backend.create_thread(house.general.id, f"the {SLUR}", house.fan.id, type=ChannelType.PUBLIC_THREAD)
    await house.env.settle()
    backend.edit_channel(thread.id, {"name": f"the {SLUR}"})
    await house.env.settle()

    assert SLUR not in backend.get_channel(thread.id).name
    assert len(house.notices()) == 1
    assert len(house.log_lines()) == len(house.cards()) == 2
