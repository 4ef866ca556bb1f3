"""Titles of threads and forum posts: read when given and when changed, and replaced wherever the thread stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest
from simcord.enums import ChannelType

from tests.simulation import USHER_MAY, World, limit

if TYPE_CHECKING:
    from typing import Any

SLUR = "zorkface"
RULES = f"rules: {{language: {{kind: language, mode: live, add: {{slur: [{SLUR}], strong: [frak]}}}}}}\n"


@pytest.fixture
async def house(world: World) -> World:
    """A server in which an invented word demeans people."""
    (world.config / "communities" / "main" / "moderation.yaml").write_text(RULES, encoding="utf-8")
    world.usher.use(world.usher.house.reloading.peek())
    return world


async def opened(world: World, title: str) -> int:
    """Let a fan open a thread; return its id."""
    thread = world.env.backend.create_thread(world.general.id, title, world.fan.id, type=ChannelType.PUBLIC_THREAD)
    await world.env.settle()
    return int(thread.id)


async def renamed(world: World, thread_id: int, title: str, **metadata: Any) -> None:
    """Change a title, as whoever opened the thread may, or a moderator."""
    world.env.backend.edit_channel(thread_id, {"name": title}, thread_metadata=metadata or None)
    await world.env.settle()


def title_of(world: World, thread_id: int) -> str:
    """Return the title that stands there now."""
    return str(world.env.backend.get_channel(thread_id).name)


def neutral(world: World) -> str:
    """Return the title that Usher gives."""
    return world.usher.house.voice.say("moderation.neutral_title", "en")


def known(world: World, thread_id: int) -> bool:
    """Return whether Usher has the thread in mind; nobody has those in the archive."""
    guild = world.usher.get_guild(world.guild.id)
    return guild is not None and guild.get_thread(thread_id) is not None


def edits(world: World, thread_id: int) -> list[Any]:
    """Return what Usher asked Discord to change about a thread."""
    return [
        each.json
        for each in world.env.backend.http_requests
        if each.method == "PATCH" and each.path == f"/channels/{thread_id}"
    ]


async def test_a_title_that_is_given_is_told_to_whoever_gave_it(house: World) -> None:
    """The thread gets a neutral title, and whoever opened it has theirs back."""
    thread = await opened(house, f"the {SLUR}")
    assert title_of(house, thread) == neutral(house)
    (notice,) = house.notices()
    assert notice.embeds[1].description == f"the {SLUR}"


async def test_a_title_that_somebody_changed_is_held_against_nobody(house: World) -> None:
    """Discord does not say who changed it: it gives way, staff read of it, and its opener hears nothing."""
    thread = await opened(house, "the score")
    await renamed(house, thread, f"the {SLUR}")
    assert title_of(house, thread) == neutral(house)
    assert house.notices() == []
    assert await house.usher.house.cases.record(house.guild.id, house.fan.id) == []
    assert len(house.log_lines()) == 1
    assert len(house.cards()) == 1


async def test_what_stood_in_a_title_before_is_not_found_in_its_change(house: World) -> None:
    """A comma in a title that was given while nobody minded its words is no news."""
    await house.usher.house.pauses.pause(house.guild.id, "moderation", None, house.admin.id)
    thread = await opened(house, "frak that ending")
    await house.usher.house.pauses.resume(house.guild.id, "moderation", house.admin.id)
    await house.env.settle()
    lines = len(house.log_lines())
    await renamed(house, thread, "frak, that ending")
    assert len(house.log_lines()) == lines


async def test_the_same_title_given_again_gives_way_again(house: World) -> None:
    """Whoever puts the title back has changed nothing but the number of tries."""
    thread = await opened(house, f"the {SLUR}")
    for _ in range(2):
        await renamed(house, thread, f"the {SLUR}")
        assert title_of(house, thread) == neutral(house)


async def test_a_title_that_usher_gave_is_not_read(house: World) -> None:
    """A neutral title with a word that is not welcome here, which an admin chose, makes Usher do nothing."""
    voice = house.config / "voice"
    voice.mkdir(exist_ok=True)
    file = voice / "en.yaml"
    text = file.read_text("utf-8") if file.exists() else ""
    say = neutral(house)
    file.write_text(
        text.replace(say, f"No {SLUR} here") if text else f"moderation: {{neutral_title: No {SLUR} here}}\n"
    )
    house.usher.use(house.usher.house.reloading.peek())
    thread = await opened(house, f"the {SLUR}")
    assert title_of(house, thread) == f"No {SLUR} here"
    assert len(edits(house, thread)) == 1


async def test_the_title_of_a_thread_that_usher_did_not_know_is_read(house: World) -> None:
    """A thread comes out of the archive with a new title: it is read, though Usher had forgotten the thread."""
    thread = await opened(house, "the score")
    house.env.backend.edit_channel(thread, {}, thread_metadata={"archived": True})
    await house.env.settle()
    assert not known(house, thread)
    await renamed(house, thread, f"the {SLUR}", archived=False)
    assert title_of(house, thread) == neutral(house)
    assert house.notices() == []


@pytest.mark.parametrize("locked", [False, True])
async def test_a_title_in_the_archive_gives_way(house: World, locked: bool) -> None:
    """The thread was archived while Usher lacked a permission: its title is changed, and told, as soon as Usher may."""
    lessened = discord.Permissions(USHER_MAY.value)
    lessened.update(manage_threads=False)
    limit(house, lessened)
    thread = await opened(house, f"the {SLUR}")
    house.env.backend.edit_channel(thread, {}, thread_metadata={"archived": True, "locked": locked})
    await house.env.settle()
    assert not known(house, thread)
    limit(house, USHER_MAY)
    await house.env.advance_time(1300)

    assert title_of(house, thread) == neutral(house)
    assert edits(house, thread) == [{"name": neutral(house), "archived": False}]
    assert len(house.notices()) == 1


async def test_a_thread_that_is_gone_needs_no_title(house: World) -> None:
    """Deleted before Usher came to it, it is as good as renamed."""
    lessened = discord.Permissions(USHER_MAY.value)
    lessened.update(manage_threads=False)
    limit(house, lessened)
    thread = await opened(house, f"the {SLUR}")
    house.env.backend.delete_channel(thread)
    limit(house, USHER_MAY)
    await house.env.advance_time(1300)
    assert len(house.log_lines()) == 1
    assert edits(house, thread) == []
