"""Somebody's telephone number is found, and repeated to nobody: not in examples, not in a replay, not in a purge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.simulation import button

if TYPE_CHECKING:
    import simcord

    from tests.simulation import World

NUMBER = "+44 20 7946 0958"
TOLD = f"his number is {NUMBER}, ring him, that shitty keeper"
RULES = "rules: {personal-data: {kind: personal_data, mode: shadow}, language: {kind: language, mode: shadow}}\n"


@pytest.fixture
async def house(world: World) -> World:
    """A server in which both rules only watch, so that the message stays where it is."""
    (world.config / "communities" / "main" / "moderation.yaml").write_text(RULES, encoding="utf-8")
    world.usher.use(world.usher.house.reloading.peek())
    return world


@pytest.fixture
async def moderator(house: World) -> simcord.MemberActor:
    """Someone who moderates."""
    return await house.staff("zz-mod")


def said(result: Any) -> str:
    """Return what an interaction showed last."""
    return str((result.followups or [result.response])[-1].embeds[0].description)


@pytest.mark.parametrize("rule", ["personal-data", "language"])
@pytest.mark.parametrize("changed", [False, True])
async def test_finds_to_judge(house: World, moderator: simcord.MemberActor, rule: str, changed: bool) -> None:
    """Whichever rule the find is of, and whether it still stands there or not, the rest is shown."""
    message = await house.fan.send(house.general, TOLD)
    if changed:
        await house.fan.edit(message, f"his number is {NUMBER}, ring him" if rule == "language" else "ring him, please")
    opened = await moderator.slash(house.general, "moderation rules", rule=rule)
    shown = await moderator.click(opened.response, custom_id=button(opened.response, "moderation:examples:"))
    assert "ring him" in said(shown)
    assert "7946" not in said(shown)


@pytest.mark.parametrize("rule", ["personal-data", "language"])
async def test_a_replay(house: World, moderator: simcord.MemberActor, rule: str) -> None:
    """A rule is tried out on it, and the example has dots where the number stood."""
    await house.fan.send(house.general, TOLD)
    opened = await moderator.slash(house.general, "moderation rules", rule=rule)
    form = await moderator.click(opened.response, custom_id=button(opened.response, "moderation:replay:"))
    result = await moderator.submit_modal(form, {"channels": [house.general], "number": ["100"]})
    assert "ring him" in said(result)
    assert "7946" not in said(result)


async def test_the_examples_of_a_purge(house: World, moderator: simcord.MemberActor) -> None:
    """What is to be taken away is shown without it."""
    await house.fan.send(house.general, TOLD)
    asked = await moderator.slash(house.general, "moderation purge", channel=house.general)
    assert "ring him" in said(asked)
    assert "7946" not in said(asked)
