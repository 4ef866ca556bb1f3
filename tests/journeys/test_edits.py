"""Edits: only what their author changed is read, and only what is new in it is answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord
import pytest

from bot.services.moderation import KEPT

if TYPE_CHECKING:
    from typing import Any

    from tests.simulation import World

SLUR = "zorkface"
RULES = f"rules: {{language: {{kind: language, mode: live, add: {{slur: [{SLUR}]}}}}}}\n"
OFF = "rules: {language: {kind: language, mode: 'off'}}\n"
STRONG = "a shitty ending"
A_WHILE_AGO = KEPT + timedelta(days=1)


@pytest.fixture
async def house(world: World) -> World:
    """A server in which an invented word demeans people."""
    rule(world, RULES)
    return world


@pytest.fixture
async def previewing(house: World) -> World:
    """The same, where previews are read as well."""
    rule(house, f"embeds: true\n{RULES}")
    return house


def rule(world: World, rules: str) -> None:
    """Let other rules come into force."""
    (world.config / "communities" / "main" / "moderation.yaml").write_text(rules, encoding="utf-8")
    world.usher.use(world.usher.house.reloading.peek())


async def told_again(world: World, message: Any, **changes: Any) -> None:
    """Let Discord tell of a message again, as it does when it is pinned or a preview is added."""
    from simcord.backend.serializers import message_payload  # noqa: PLC0415 -- as Discord itself would tell it

    backend = world.env.backend
    payload = message_payload(backend, backend.get_message(world.general.id, message.id))
    backend.emit("MESSAGE_UPDATE", {**payload, "guild_id": str(world.guild.id), **changes})
    await world.env.settle()


def aged(world: World, message: Any) -> discord.Object:
    """Let a message be from more than a month ago."""
    held = world.env.backend.messages[world.general.id]
    old = held.pop(message.id)
    old.id = discord.utils.time_snowflake(world.env.now() - A_WHILE_AGO)
    held[old.id] = old
    return discord.Object(old.id)


@pytest.mark.parametrize("forgotten", [False, True])
async def test_what_discord_adds_to_a_message_is_no_edit(house: World, forgotten: bool) -> None:
    """A message that was edited once, and pinned when its decision is forgotten, is not answered again."""
    said = await house.fan.send(house.general, "an ending")
    await house.fan.edit(said, STRONG)
    assert len(house.notices()) == 1
    if forgotten:
        await house.usher.house.privacy.forget(house.guild.id, house.fan.id)
    await told_again(house, said, pinned=True)
    await told_again(house, said, flags=4, embeds=[{"type": "rich", "title": "a preview"}])
    assert len(house.notices()) == 1
    assert len(house.log_lines()) == 1


async def test_what_was_said_while_a_rule_was_off_is_not_found_in_an_edit(house: World) -> None:
    """A comma brings nothing up; a slur that is added is taken away."""
    rule(house, OFF)
    said = await house.fan.send(house.general, STRONG)
    rule(house, RULES)
    await house.fan.edit(said, f"{STRONG}, I mean")
    assert house.notices() == []
    assert house.log_lines() == []

    await house.fan.edit(said, f"{STRONG}, I mean, you {SLUR}")
    assert house.general.history() == []
    (notice,) = house.notices()
    assert f"__**{SLUR}**__" in str(notice.embeds[0].description)


@pytest.mark.parametrize(("added", "answered"), [("!", 0), (f", you {SLUR}", 1)])
async def test_an_old_message_is_answered_for_what_cannot_stay(house: World, added: str, answered: int) -> None:
    """An old message that no memory holds gets no word for its old text; a slur in it is taken away."""
    rule(house, OFF)
    said = await house.fan.send(house.general, STRONG)
    rule(house, RULES)
    await house.restart()
    old = aged(house, said)
    house.env.backend.edit_message(house.general.id, old.id, {"content": STRONG + added})
    await house.env.settle()
    assert len(house.notices()) == answered
    assert len(house.general.history()) == 1 - answered


async def test_a_young_message_that_no_memory_holds_is_answered(house: World) -> None:
    """After a restart an edit that adds a strong word gets its quiet word."""
    said = await house.fan.send(house.general, "an ending")
    await house.restart()
    await house.fan.edit(said, STRONG)
    assert len(house.notices()) == 1


async def test_a_preview_is_read_where_previews_are_read(previewing: World) -> None:
    """Discord adds a preview to a message that nobody edited: it is read if the settings say so."""
    said = await previewing.fan.send(previewing.general, "look at https://films.example.co.uk")
    await told_again(previewing, said, embeds=[{"type": "link", "title": f"the {SLUR}"}])
    assert previewing.general.history() == []
