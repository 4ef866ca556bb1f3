"""What was taken away can be looked at by whoever decides, and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulation import button

if TYPE_CHECKING:
    from tests.simulation import World

DISGUISED = "get it at [imdb.com](https://evil.example/login) before it is gone"


async def test_a_moderator_reads_the_whole_text_that_was_hidden(world: World) -> None:
    """The line in the log opens the text for a moderator in private; a fan who finds the button learns nothing."""
    moderator = await world.staff("zz-mod")
    await world.fan.send(world.general, DISGUISED)
    (line,) = world.log_lines()
    pressed = button(line, "moderation:evidence")

    shown = await moderator.click(line, custom_id=pressed)

    assert shown.ephemeral
    assert "evil.example" in shown.response.embeds[0].description
    assert str(world.fan.id) in shown.response.embeds[0].description


async def test_a_text_that_is_kept_no_longer_is_said_to_be_gone(world: World) -> None:
    """After its time nothing is shown, and the button says so."""
    (world.config / "communities" / "main" / "moderation.yaml").write_text("evidence: 1d\n", encoding="utf-8")
    world.usher.use(world.usher.house.reloading.peek())
    moderator = await world.staff("zz-mod")
    await world.fan.send(world.general, DISGUISED)
    (line,) = world.log_lines()
    await world.env.advance_time(2 * 24 * 3600)

    shown = await moderator.click(line, custom_id=button(line, "moderation:evidence"))

    assert shown.ephemeral
    assert shown.response.embeds == []
