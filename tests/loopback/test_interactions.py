from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import pytest

if TYPE_CHECKING:
    from tests.loopback.conftest import Start
    from tests.loopback.discord import Loopback
    from tests.loopback.discord.shapes import Json


async def home(loopback: Loopback) -> tuple[Json, int, int]:
    """A server with one fan, as `(fan, channel)` ids."""
    there = await loopback.guild(members=["owner", "ana"], roles=["Regular"])
    return there, there["members"]["ana"], there["channels"]["general"]


async def test_a_command_brings_a_button_that_only_one_person_sees(loopback: Loopback, bare: Start) -> None:
    """Slash command, whisper with a button, press, changed whisper: each is answered and none is in the channel."""
    _, ana, general = await home(loopback)
    async with bare() as client:

        @client.tree.command()
        async def seat(interaction: discord.Interaction, row: int, friend: discord.Member) -> None:
            """Find a seat."""
            view, button = discord.ui.View(), discord.ui.Button(label="Sit", custom_id="sit")

            async def sit(pressed: discord.Interaction) -> None:
                await pressed.response.edit_message(content=f"{pressed.user.name} sits", view=None)

            button.callback = sit
            view.add_item(button)
            await interaction.response.send_message(f"row {row}, {friend.name}", view=view, ephemeral=True)

        await client.tree.sync()
        there = client.guilds[0]
        shown = await loopback.slash(ana, general, "seat", {"row": 7, "friend": there.owner_id})
        whisper = shown["messages"][0]
        assert (whisper["content"], whisper["flags"]) == ("row 7, owner", 64)
        pressed = await loopback.press(ana, int(whisper["id"]), "sit")
        assert (pressed["callback"], pressed["messages"][0]["content"]) == (7, "ana sits")
        assert await loopback.messages(general) == []


async def test_a_deferred_answer_takes_its_place(loopback: Loopback, bare: Start) -> None:
    """The first follow-up of a deferred answer edits it and stays a whisper; the second is a message of its own."""
    _, ana, general = await home(loopback)
    async with bare() as client:

        @client.tree.command()
        async def think(interaction: discord.Interaction) -> None:
            """Think."""
            await interaction.response.defer(ephemeral=True)
            await interaction.followup.send("thought")
            await interaction.followup.send("said", ephemeral=False)
            await interaction.edit_original_response(content="rethought")

        await client.tree.sync()
        held = await loopback.slash(ana, general, "think")
        await loopback.wait_for(lambda: loopback.requests("PATCH /webhooks/*"))
        held = next(one for one in await loopback.interactions() if one["id"] == held["id"])
        assert [(one["content"], one["flags"]) for one in held["messages"]] == [("rethought", 64), ("said", 0)]
        assert [one["content"] for one in await loopback.messages(general)] == ["said"]


async def test_a_late_or_second_answer_is_refused(loopback: Loopback, bare: Start) -> None:
    """An answer after the window meets 10062, a second one 40060, and a follow-up of an old token 50027."""
    _, ana, general = await home(loopback)
    codes = []
    async with bare() as client:

        @client.tree.command()
        async def slow(interaction: discord.Interaction) -> None:
            """Answer at odd times."""
            adapter, wait = interaction.response, 0.2 if not codes else 0
            await asyncio.sleep(wait)
            for attempt in range(3):
                try:
                    if attempt == 2:
                        await asyncio.sleep(0.4)
                        await interaction.followup.send("too late")
                    else:
                        adapter._response_type = None
                        await adapter.send_message("here")
                except discord.HTTPException as refused:
                    codes.append(refused.code)

        await client.tree.sync()
        await loopback.configure(ack_window=0.1, token_life=0.3)
        await loopback.slash(ana, general, "slow", wait=0)
        await loopback.wait_for(lambda: len(codes) == 3)
        await loopback.slash(ana, general, "slow", wait=0)
        await loopback.wait_for(lambda: len(codes) == 5)
    assert codes == [10062, 10062, 10015, 40060, 50027]


async def test_presses_come_in_storms(loopback: Loopback, bare: Start) -> None:
    """Many people press one button at once, and each is answered, with the times of it."""
    there = await loopback.guild(crowd=100)
    start, stop, step = there["crowd"]
    async with bare() as client:
        view = discord.ui.View(timeout=None)
        button = discord.ui.Button(label="Enter", custom_id="enter")
        button.callback = lambda pressed: pressed.response.send_message("entered", ephemeral=True)
        view.add_item(button)
        card = await client.get_channel(there["channels"]["general"]).send("a draw", view=view)
        rows = [{"user": who, "message": card.id, "custom_id": "enter"} for who in range(start, stop, step)]
        made = await loopback.storm("press", rows)
        assert len({*made["ids"]}) == 100

        async def all_answered() -> bool:
            return all(one["answered"] for one in await loopback.interactions())

        await loopback.wait_for(all_answered)
        for held in await loopback.interactions():
            assert held["answered"] >= held["at"]


@pytest.mark.parametrize("status", [429, 500])
async def test_an_acknowledgement_that_fails_is_tried_again(loopback: Loopback, bare: Start, status: int) -> None:
    """A refused acknowledgement is repeated by the client, and the person is answered once."""
    _, ana, general = await home(loopback)
    async with bare() as client:

        @client.tree.command()
        async def hello(interaction: discord.Interaction) -> None:
            """Greet."""
            await interaction.response.send_message("hello")

        await client.tree.sync()
        await loopback.fault("POST /interactions/*", status=status, retry_after=0.05)
        shown = await loopback.slash(ana, general, "hello")
        assert len(shown["messages"]) == len(await loopback.messages(general)) == 1
