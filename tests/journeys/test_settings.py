"""An admin edits the settings while Usher runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulation import button

if TYPE_CHECKING:
    from tests.simulation import World

STRONG = "well, that was a shitty ending"


def edit(world: World, text: str) -> None:
    """Write moderation.yaml anew."""
    (world.config / "communities" / "main" / "moderation.yaml").write_text(text, encoding="utf-8")


async def test_a_good_edit_takes_effect_after_it_was_shown(world: World) -> None:
    """The difference is shown first; only the press puts it to use."""
    edit(world, "rules:\n  language:\n    kind: language\n    mode: shadow\n")
    shown = await world.admin.slash(world.general, "usher reload")
    assert "rules.language.mode" in (shown.followups or [shown.response])[0].embeds[0].description
    await world.fan.send(world.general, STRONG)
    assert len(world.notices()) == 1

    screen = (shown.followups or [shown.response])[0]
    await world.admin.click(screen, custom_id=button(screen, "communities:accept"))
    await world.fan.send(world.general, STRONG)

    assert len(world.notices()) == 1
    assert len(world.log_lines()) == 2


async def test_a_broken_edit_is_explained_and_the_last_good_settings_stay(world: World) -> None:
    """The screen names file, line and column and the nearest word; messages are judged as before."""
    edit(world, "rules:\n  language:\n    kind: language\n    mode: shadwo\n")

    shown = await world.admin.slash(world.general, "usher reload")

    screen = (shown.followups or [shown.response])[0]
    assert "moderation.yaml:4:11" in screen.embeds[0].description
    assert "shadow" in screen.embeds[0].description
    assert screen.components == []
    await world.fan.send(world.general, STRONG)
    assert len(world.notices()) == 1


async def test_files_that_changed_again_are_shown_again(world: World) -> None:
    """What is accepted is what was shown: an edit in between is shown before it takes effect."""
    edit(world, "rules:\n  language:\n    kind: language\n    mode: shadow\n")
    shown = await world.admin.slash(world.general, "usher reload")
    screen = (shown.followups or [shown.response])[0]
    edit(world, "enabled: false\n")

    await world.admin.click(screen, custom_id=button(screen, "communities:accept"))

    await world.fan.send(world.general, STRONG)
    assert len(world.notices()) == 1


async def test_an_admin_sets_a_rule_to_watch_from_discord(world: World) -> None:
    """The change takes effect at once, outlives a restart, and is printed as YAML to keep."""
    shown = await world.admin.slash(world.general, "moderation rules", rule="language")
    await world.admin.click(shown.response, custom_id=button(shown.response, "moderation:mode:shadow"))
    await world.fan.send(world.general, STRONG)
    assert world.notices() == []
    assert len(world.log_lines()) == 1

    await world.restart()
    await world.fan.send(world.general, STRONG)

    assert world.notices() == []
    listed = await world.admin.slash(world.general, "moderation rules")
    assert "mode: shadow" in listed.response.embeds[0].fields[0].value


async def test_a_moderator_sees_the_rules_and_changes_none(world: World) -> None:
    """The buttons are for admins; a moderator's press is refused and changes nothing."""
    moderator = await world.staff("zz-mod")
    shown = await moderator.slash(world.general, "moderation rules", rule="language")

    pressed = await moderator.click(shown.response, custom_id=button(shown.response, "moderation:mode:off"))

    assert pressed.response.content == world.usher.house.voice.say("refusals.rank_admin", "en")
    await world.fan.send(world.general, STRONG)
    assert len(world.notices()) == 1
