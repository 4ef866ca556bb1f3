"""Every kind of interaction passes the same door when it fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import discord
import pytest

from bot.domain.plans import DeskCard, Plan, Words
from cogs.door import UsherModal
from tests.simulation import button

if TYPE_CHECKING:
    import io

    from tests.simulation import World


class BrokenForm(UsherModal, title="A form"):
    """A form that cannot be sent."""

    words: discord.ui.TextInput[BrokenForm] = discord.ui.TextInput(label="Words", custom_id="words")

    async def on_submit(self, interaction: discord.Interaction) -> None:  # noqa: ARG002 -- as discord.py calls it
        """Fail."""
        raise ValueError("someone's secret words")


async def fail(interaction: discord.Interaction, _id: str) -> None:
    """Fail as a press."""
    raise ValueError("someone's secret words")


async def show_form(interaction: discord.Interaction, _id: str) -> None:
    """Show the form."""
    await interaction.response.send_modal(BrokenForm())


async def card(world: World) -> discord.Message:
    """Return a card on the desk with a button that tests may answer."""
    house = world.usher.house
    step = DeskCard(Words("desk.dead_end", {"number": "1", "what": "x", "why": "y"}), ("communities:again:1",))
    async with house.database.write() as tx:
        await house.ledger.put(tx, Plan(world.guild.id, "communities", "card", (step,)))
    await world.env.settle()
    return world.cards()[-1]


def references(log: io.StringIO) -> list[str]:
    """The references of the errors in the log."""
    records = [json.loads(line) for line in log.getvalue().splitlines()]
    return [record["reference"] for record in records if record["event"] == "error"]


@pytest.mark.parametrize("kind", ["press", "form"])
async def test_a_failing_press_or_form_is_answered_with_a_reference(world: World, log: io.StringIO, kind: str) -> None:
    """The person reads a reference that stands in the log; their words stand nowhere; staff hear once."""
    moderator = await world.staff("zz-mod")
    message = await card(world)
    world.usher.presses.on("communities", "again", fail if kind == "press" else show_form)
    answer = await moderator.click(message, custom_id=button(message, "communities:again"))
    if kind == "form":
        answer = await moderator.submit_modal(answer, {"words": "anything"})

    (reference,) = references(log)
    assert answer.ephemeral
    assert reference in answer.response.content
    assert "secret" not in log.getvalue()
    assert len(world.log_lines()) == 1
    assert all(isinstance(error, ValueError) for error in world.env.errors)


async def test_an_error_of_a_listener_passes_the_door(world: World, log: io.StringIO) -> None:
    """A failing reader of messages is reported with a reference, and the others read the same message."""

    async def broken(_message: discord.Message) -> None:
        raise ValueError("someone's secret words")

    world.usher.message_readers.insert(0, broken)
    await world.fan.send(world.general, "that was a shitty ending")

    assert len(references(log)) == 1
    assert "secret" not in log.getvalue()
    assert len(world.notices()) == 1
    assert all(isinstance(error, ValueError) for error in world.env.errors)
