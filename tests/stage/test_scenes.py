"""The shipped scenes on the stage, where anybody may play them in any order, and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rehearsal.player import Played
from bot.rehearsal.show import read_programme
from bot.rehearsal.stage.opening import stage
from bot.settings.shipped import shipped_dir

if TYPE_CHECKING:
    from bot.rehearsal.playhouse import Playhouse


async def test_every_shipped_scene_leaves_the_house_as_it_was(house: Playhouse) -> None:
    """Played twice in a row, with all others in between, each holds both times."""
    scenes = read_programme(shipped_dir()).scenes
    async with stage(house, [Played(scene) for scene in scenes], port=0) as opened:
        for _ in range(2):
            misses = {each.name: (await opened.director.play(each.name)).misses for each in reversed(scenes)}
            assert not any(misses.values()), misses
