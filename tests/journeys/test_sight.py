"""Staff see words of a channel only where they could read them themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import ChannelType

from tests.simulation import button

if TYPE_CHECKING:
    import simcord

    from tests.simulation import World

STRONG = "well, that was a shitty ending"


@pytest.fixture
async def moderator(world: World) -> simcord.MemberActor:
    """Someone who moderates."""
    return await world.staff("zz-mod")


def shut(world: World, channel: Any, who: simcord.MemberActor) -> None:
    """Hide a channel from somebody."""
    hidden = discord.Permissions(view_channel=True).value
    world.env.backend.set_overwrite(channel.id, Overwrite(who.id, 1, 0, hidden))


def said(result: Any) -> str:
    """Return what an interaction showed last."""
    screen = (result.followups or [result.response])[-1]
    return str(screen.embeds[0].description if screen.embeds else screen.content)


def refusal(world: World, channel: Any, locale: str = "en") -> str:
    """Return the sentence with which words of a channel are refused."""
    return world.usher.house.voice.say("refusals.unread", locale, channel=f"<#{channel.id}>")


@pytest.mark.parametrize("locale", ["en", "fr"])
@pytest.mark.parametrize("kept", [True, False])
async def test_why_is_answered_to_those_who_can_read_the_message(
    world: World, moderator: simcord.MemberActor, kept: bool, locale: str
) -> None:
    """In a channel that is hidden from them, a moderator learns neither the words nor that there were none."""
    lounge = world.guild.create_text_channel("lounge")
    message = await world.fan.send(lounge, STRONG if kept else "a quiet evening")
    shut(world, lounge, moderator)
    world.speaks(moderator, locale)
    await world.env.settle()

    by_link = await moderator.slash(world.general, "moderation why", message=message.jump_url)
    assert said(by_link) == refusal(world, lounge, locale)
    by_number = await moderator.slash(world.general, "moderation why", message=str(message.id))
    if kept:
        (line,) = world.log_lines()
        pressed = await moderator.click(line, custom_id=button(line, "moderation:why:"))
        assert said(by_number) == said(pressed) == refusal(world, lounge, locale)
    else:
        assert said(by_number) == world.usher.house.voice.say("refusals.no_such_message", locale)


@pytest.mark.parametrize("inside", [True, False])
async def test_a_private_thread_is_for_those_who_are_in_it(
    world: World, moderator: simcord.MemberActor, inside: bool
) -> None:
    """A moderator who is in a private thread learns why, and one who is not is refused."""
    thread = world.env.backend.create_thread(world.general.id, "hush", world.fan.id, type=ChannelType.PRIVATE_THREAD)
    world.env.backend.add_thread_member(thread.id, world.usher.user.id)  # type: ignore[union-attr]
    if inside:
        world.env.backend.add_thread_member(thread.id, moderator.id)
    await world.env.settle()
    message = world.env.backend.create_message(thread.id, world.fan.id, "a quiet evening")
    await world.env.settle()
    link = f"https://discord.com/channels/{world.guild.id}/{thread.id}/{message.id}"
    answer = await moderator.slash(world.general, "moderation why", message=link)
    assert (said(answer) == refusal(world, thread)) is not inside


async def test_a_channel_that_is_gone_hides_nothing(world: World, moderator: simcord.MemberActor) -> None:
    """What is kept of a decision is explained after its channel was deleted."""
    lounge = world.guild.create_text_channel("lounge")
    message = await world.fan.send(lounge, STRONG)
    world.env.backend.delete_channel(lounge.id)
    await world.env.settle()
    answer = await moderator.slash(world.general, "moderation why", message=str(message.id))
    assert "shitty" in said(answer) or "shit" in said(answer)


async def test_finds_in_a_hidden_channel_are_passed_by(world: World, moderator: simcord.MemberActor) -> None:
    """A find that a moderator cannot read is neither shown nor judged by them; the next one is."""
    lounge = world.guild.create_text_channel("lounge")
    await world.fan.send(world.general, f"{STRONG}, the first")
    await world.fan.send(lounge, f"{STRONG}, the second")
    opened = await moderator.slash(world.general, "moderation rules", rule="language")
    examples = button(opened.response, "moderation:examples:")
    stale = (await moderator.click(opened.response, custom_id=examples)).response
    pressed = button(stale, "moderation:example_fine:")
    shut(world, lounge, moderator)
    await world.env.settle()

    judged = await moderator.click(stale, custom_id=pressed)
    assert said(judged) == refusal(world, lounge)
    again = await moderator.slash(world.general, "moderation rules", rule="language")
    closed = (await moderator.click(again.response, custom_id=examples)).response
    assert closed.embeds[0].description == refusal(world, lounge)
    after = await moderator.click(closed, custom_id=button(closed, "moderation:example_next:"))
    assert "the first" in said(after)
    assert (await world.usher.house.teaching.statistics(world.guild.id)).of("language").precision.judged == 0


async def test_what_was_taken_away_in_a_hidden_channel_is_not_shown(
    world: World, moderator: simcord.MemberActor
) -> None:
    """The text that the log keeps a button for stays closed to a moderator who could not have read it."""
    lounge = world.guild.create_text_channel("lounge")
    await world.fan.send(lounge, "get it at [imdb.com](https://evil.example/login) before it is gone")
    (line,) = world.log_lines()
    shut(world, lounge, moderator)
    await world.env.settle()
    shown = await moderator.click(line, custom_id=button(line, "moderation:evidence:"))
    assert said(shown) == refusal(world, lounge)
