"""A member looks at what is kept about them, and has it forgotten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.simulation import button

if TYPE_CHECKING:
    from tests.simulation import World

STRONG = "well, that was a shitty ending"


async def test_me_shows_exactly_what_is_kept(world: World) -> None:
    """The record names the note; the file holds every section that a service keeps, and nobody else's."""
    await world.fan.send(world.general, STRONG)
    await world.other.send(world.general, STRONG)
    shown = await world.fan.slash(world.general, "me")
    assert shown.ephemeral
    assert shown.response.embeds[0].description.count("shitty") == 1

    file = await world.fan.click(shown.response, custom_id=button(shown.response, "privacy:show"))

    (attachment,) = file.response.attachments
    kept = json.loads(await attachment.read())
    assert set(kept) == {"people", "moderation", "cases"}
    assert [case["kind"] for case in kept["cases"]["cases"]] == ["nudge"]
    assert str(world.other.id) not in json.dumps(kept)


async def test_forget_me_forgets_me_and_nobody_else(world: World) -> None:
    """After asking and confirming, nothing is kept about the member; another's record stays."""
    await world.fan.send(world.general, STRONG)
    await world.other.send(world.general, STRONG)
    shown = await world.fan.slash(world.general, "me")
    asked = await world.fan.click(shown.response, custom_id=button(shown.response, "privacy:ask_forget"))
    await world.fan.click(asked.response, custom_id=button(asked.response, "privacy:forget"))
    await world.env.settle()

    privacy = world.usher.house.privacy
    assert "cases" not in await privacy.show(world.guild.id, world.fan.id)
    assert "cases" in await privacy.show(world.guild.id, world.other.id)


async def test_what_is_remembered_ends_by_itself(world: World) -> None:
    """A note that is remembered for a day is gone two nights later, without anybody asking."""
    (world.config / "communities" / "main" / "cases.yaml").write_text("nudge: {remember: 1d}\n", encoding="utf-8")
    world.usher.use(world.usher.house.reloading.peek())
    await world.fan.send(world.general, STRONG)
    for _ in range(4):
        await world.env.advance_time(12 * 3600)

    kept = await world.usher.house.privacy.show(world.guild.id, world.fan.id)
    assert kept["cases"]["cases"] == []
    assert set(kept["cases"]["plans"].values()) == {"done"}


async def test_what_ended_while_usher_was_away_is_forgotten_at_the_start(world: World) -> None:
    """After a month of silence neither the note nor the decision is there."""
    await world.fan.send(world.general, STRONG)
    await world.usher.close()
    world.env.backend.advance_clock(31 * 24 * 3600)
    await world.restart()

    kept = await world.usher.house.privacy.show(world.guild.id, world.fan.id)

    assert "cases" not in kept
    assert "moderation" not in kept


async def test_a_forgotten_note_is_nobody_elses(world: World) -> None:
    """The button below a note that was forgotten says so, also after another member got a note."""
    await world.fan.send(world.general, STRONG)
    (notice,) = world.notices()
    await world.usher.house.privacy.forget(world.guild.id, world.fan.id)
    await world.other.send(world.general, STRONG)

    opened = await world.fan.user.click(notice, custom_id=button(notice, "cases:mine"))

    assert opened.response.content == world.usher.house.voice.say("refusals.note_forgotten", "en")
