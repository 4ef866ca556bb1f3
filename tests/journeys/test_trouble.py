"""Something goes wrong, and what people see of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.plans import LogLine, Notice, Plan, Post, Words
from tests.simulation import button

if TYPE_CHECKING:
    import io

    from tests.simulation import World

STRONG = "well, that was a shitty ending"


def plan_with_a_dead_end(world: World) -> Plan:
    """Return a plan whose first step cannot succeed."""
    notice = Notice(
        member_id=world.fan.id,
        reference=1,
        channel_id=world.general.id,
        words=Words("cases.nudge", {"channel": "", "excerpt": "", "until": "", "link": "https://discord.com"}),
        line_until=world.env.now() + timedelta(hours=1),
    )
    post = Post(channel_id=123456789012345678, words=Words("desk.empty"))
    return Plan(world.guild.id, "cases", "example", (post, notice), subject_id=world.fan.id)


async def put(world: World, plan: Plan) -> None:
    """Write a plan into the ledger and let the stagehand see it."""
    house = world.usher.house
    async with house.database.write() as tx:
        await house.ledger.put(tx, plan)
    await world.env.settle()


async def test_a_plan_stops_at_a_step_that_fails(world: World) -> None:
    """The notice after it is not sent, and staff get one card with the decision."""
    await put(world, plan_with_a_dead_end(world))

    assert world.notices() == []
    (card,) = world.cards()
    assert button(card, "communities:again")
    assert button(card, "communities:let_go")


async def test_a_dead_end_is_decided_once(world: World) -> None:
    """A moderator lets it go from the desk; a second press is told that it was decided."""
    moderator = await world.staff("zz-mod")
    await put(world, plan_with_a_dead_end(world))
    (card,) = world.cards()
    shown = await moderator.slash(world.guild.channels["usher-desk"], "usher desk")
    assert shown.response.components != []

    await moderator.click(card, custom_id=button(card, "communities:let_go"))
    second = await moderator.click(shown.response, custom_id=button(shown.response, "communities:let_go"))

    assert second.response.content == world.usher.house.voice.say("refusals.decided_already", "en")
    empty = await moderator.slash(world.guild.channels["usher-desk"], "usher desk")
    assert empty.response.components == []


async def test_trying_again_goes_on_where_it_stopped(world: World) -> None:
    """The step that failed is tried again; if it fails again, staff are asked again."""
    moderator = await world.staff("zz-mod")
    await put(world, plan_with_a_dead_end(world))
    (card,) = world.cards()
    await world.env.advance_time(60)

    await moderator.click(card, custom_id=button(card, "communities:again"))
    await world.env.settle()

    assert len(world.cards()) == 2
    assert world.notices() == []


@pytest.mark.parametrize("status", [500, 502])
async def test_a_hiccup_of_discord_delays_a_notice_and_loses_nothing(world: World, status: int) -> None:
    """A server error is tried again later, and the notice arrives once."""
    channel = world.env.backend.get_dm_channel(world.fan.id)
    world.env.inject_error("POST", f"/channels/{channel.id}/messages", status=status, times=1)
    await world.fan.send(world.general, STRONG)
    assert world.notices() == []

    await world.env.advance_time(60)

    assert len(world.notices()) == 1
    assert len(world.log_lines()) == 1


async def test_an_error_is_answered_with_a_reference_and_told_to_staff_once(world: World, log: io.StringIO) -> None:
    """The person gets a reference, the log the same one with the place, staff one line in the hour."""
    await world.usher.house.database.close()
    first = await world.fan.slash(world.general, "me")
    await world.usher.house.database.open(exclusive=True)
    assert first.ephemeral

    records = [json.loads(line) for line in log.getvalue().splitlines()]
    errors = [record for record in records if record["event"] == "error" and record["where"] == "/me"]
    assert len(errors) == 1
    assert errors[0]["reference"] in first.response.content
    assert any("privacy.py" in place for place in errors[0]["trace"])
    assert world.env.errors != []


async def test_a_mistake_in_a_listener_reaches_staff_once_an_hour(world: World) -> None:
    """Three errors of one kind are one line, and an hour later one more."""
    for _ in range(3):
        await world.usher.door.report("on_example", ValueError("secret words of a member"))
    await world.env.settle()
    assert len(world.log_lines()) == 1
    assert "secret" not in world.log_lines()[0].content

    await world.env.advance_time(3600)
    await world.usher.door.report("on_example", ValueError("secret words of a member"))
    await world.env.settle()

    assert len(world.log_lines()) == 2


async def test_an_old_button_gets_a_civil_answer(world: World) -> None:
    """A button that this Usher does not know any more is answered, not ignored."""
    await put(world, Plan(world.guild.id, "communities", "line", (LogLine(Words("desk.empty")),)))
    card = plan_with_a_dead_end(world)
    await put(world, card)
    (message,) = world.cards()
    world.usher.presses._handlers.pop(("communities", "again"))

    moderator = await world.staff("zz-mod")
    answer = await moderator.click(message, custom_id=button(message, "communities:again"))

    assert answer.response.content == world.usher.house.voice.say("errors.old_button", "en")


async def test_a_restart_with_plans_waiting_carries_each_out_once(world: World) -> None:
    """What was committed before the process died is done after it, and not twice."""
    await world.usher.house.pauses.pause(world.guild.id, "cases", None, world.admin.id)
    await world.fan.send(world.general, STRONG)
    assert world.notices() == []
    await world.restart(gently=False)
    await world.usher.house.pauses.resume(world.guild.id, "cases", world.admin.id)
    await world.env.settle()

    assert len(world.notices()) == 1
    await world.restart(gently=False)
    assert len(world.notices()) == 1
