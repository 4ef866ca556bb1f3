"""Members tell the team of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import discord
    import simcord

    from tests.simulation import World

REPORT = "Report to the team"


async def report(world: World, who: simcord.MemberActor, message: discord.Message) -> simcord.InteractionResult:
    """Choose *Report to the team* in the menu of a message."""
    return await who.context_menu(world.general, REPORT, message)


async def test_a_report_reaches_the_team_and_nobody_else(world: World) -> None:
    """Staff read one line with who reported; the reporter is thanked in private; the author hears nothing."""
    said = await world.fan.send(world.general, "the lighthouse is empty, you know")
    thanked = await report(world, world.other, said)

    assert thanked.ephemeral
    (line,) = world.log_lines()
    assert f"<@{world.other.id}>" in line.content
    assert world.notices() == []
    assert world.general.history() == [said]


async def test_a_second_report_of_the_same_member_changes_nothing(world: World) -> None:
    """Pressing twice is one report, and says so kindly."""
    said = await world.fan.send(world.general, "the lighthouse is empty, you know")
    first, second = await report(world, world.other, said), await report(world, world.other, said)
    assert first.response.content != second.response.content
    assert len(world.log_lines()) == 1


async def test_ones_own_message_cannot_be_reported(world: World) -> None:
    """Whoever reports themselves is told what they can do instead."""
    said = await world.fan.send(world.general, "the lighthouse is empty, you know")
    answered = await report(world, world.fan, said)
    assert answered.ephemeral
    assert world.log_lines() == []


@pytest.mark.parametrize("restarted", [False, True])
async def test_when_enough_members_report_a_message_a_person_decides(world: World, restarted: bool) -> None:
    """The third report, also after a restart, puts one card on the desk; a fourth adds none."""
    said = await world.fan.send(world.general, "the lighthouse is empty, you know")
    others = [
        world.other,
        *(world.guild.add_member(world.env.create_user(f"zz-{name}")) for name in ("io", "ea", "ko")),
    ]
    for number, who in enumerate(others, start=1):
        if number == 3 and restarted:
            await world.restart()
        await report(world, who, said)
        assert len(world.cards()) == (1 if number >= 3 else 0)
    assert world.general.history() == [said]
    assert len(world.log_lines()) == len(others) + 1


async def test_a_member_reports_a_few_messages_at_a_time(world: World) -> None:
    """After five within ten minutes the sixth is kindly put off; others may go on, and so may they a little later."""
    words = ("a quiet sea", "who lit the lamp", "an old film", "rain again", "my favourite score", "good night")
    said = [await world.fan.send(world.general, text) for text in words]
    for message in said[:5]:
        await report(world, world.other, message)
    refused = await report(world, world.other, said[5])
    assert refused.ephemeral
    assert refused.response.content == world.usher.house.voice.say("refusals.reports_enough", "en")
    assert len(world.log_lines()) == 5

    await report(world, world.guild.add_member(world.env.create_user("zz-io")), said[5])
    await world.env.advance_time(601)
    await report(world, world.other, said[5])
    assert len(world.log_lines()) == 7
