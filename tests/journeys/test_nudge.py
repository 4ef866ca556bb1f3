"""A strong word is said, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from tests.simulation import button

if TYPE_CHECKING:
    import simcord

    from tests.simulation import World

STRONG = "well, that was a shitty ending"


def close_messages(world: World, member: simcord.MemberActor) -> None:
    """Let Discord refuse every private message to this member, as it does where they are closed."""
    channel = world.env.backend.get_dm_channel(member.id)
    world.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50007, times=None)


async def test_a_strong_word_gets_its_author_one_private_word_and_staff_one_line(world: World) -> None:
    """The author reads, in private, the words that mattered; staff get one line; the channel stays as it was."""
    said = await world.fan.send(world.general, STRONG)

    (notice,) = world.notices()
    (line,) = world.log_lines()
    assert "__**shitty**__" in notice.embeds[0].description
    assert f"<@{world.fan.id}>" in line.content
    assert button(line, "moderation:why") == f"moderation:why:{said.id}"
    assert world.general.history() == [said]


async def test_a_clean_message_causes_nothing(world: World) -> None:
    """Nobody is written to about an ordinary sentence, and nothing is kept about it."""
    await world.fan.send(world.general, "what a lovely score, I cried at the lighthouse")

    assert world.notices() == []
    assert world.log_lines() == []
    assert await world.usher.house.privacy.show(world.guild.id, world.fan.id) == {}


async def test_a_notice_speaks_the_language_its_author_uses_discord_in(world: World) -> None:
    """Someone whose Discord is French reads French, though the server speaks English."""
    world.speaks(world.fan, "fr")
    await world.fan.slash(world.general, "me")

    await world.fan.send(world.general, STRONG)
    await world.other.send(world.general, STRONG)

    say = world.usher.house.voice.say
    assert [notice.embeds[0].title for notice in world.notices(world.fan)] == [say("cases.nudge.title", "fr")]
    assert [notice.embeds[0].title for notice in world.notices(world.other)] == [say("cases.nudge.title", "en")]
    assert say("cases.nudge.title", "fr") != say("cases.nudge.title", "en")


async def test_with_closed_messages_only_the_addressee_opens_the_note(world: World) -> None:
    """A neutral line stands in the channel, pings its addressee alone, opens for them alone, and goes by itself."""
    close_messages(world, world.fan)
    await world.fan.send(world.general, STRONG)
    line = world.general.last_message
    assert line.mentions == [world.fan.member]
    assert "shitty" not in line.content

    mine = await world.fan.click(line, custom_id=button(line, "cases:open"))
    theirs = await world.other.click(line, custom_id=button(line, "cases:open"))

    assert mine.ephemeral
    assert "shitty" in mine.response.embeds[0].description
    assert theirs.ephemeral
    assert theirs.response.embeds == []
    (told,) = world.log_lines()
    assert world.usher.house.voice.say("deliveries.line", "en") in told.content

    await world.env.advance_time(3700)
    assert line.id not in [message.id for message in world.general.history()]


async def test_a_member_who_left_is_not_written_to(world: World) -> None:
    """The log says that they have left, and no private message is tried."""
    world.guild.remove_member(world.other)
    await world.env.settle()
    await world.fan.send(world.general, "fine")
    await world.usher.house.pauses.pause(world.guild.id, "cases", None, world.admin.id)
    await world.fan.send(world.general, STRONG)
    world.guild.remove_member(world.fan)
    await world.usher.house.pauses.resume(world.guild.id, "cases", world.admin.id)
    await world.env.settle()

    assert world.notices(world.fan) == []
    assert (
        world.usher.house.voice.say("deliveries.left", "en")
        in world.log_lines()[-2].content + world.log_lines()[-1].content
    )


async def test_staff_and_bots_are_not_read(world: World) -> None:
    """A moderator's own strong word gets no nudge, and `why` says that staff are not read."""
    moderator = await world.staff("zz-mod")
    said = await moderator.send(world.general, STRONG)

    assert world.notices(moderator) == []
    why = await moderator.slash(world.general, "moderation why", message=str(said.id))
    text = why.followups[0].embeds[0].description if why.followups else why.response.embeds[0].description
    assert world.usher.house.voice.say("moderation.why.exempt.staff", "en") in text


@pytest.mark.parametrize("strong", [True, False])
async def test_why_explains_an_action_and_a_silence(world: World, strong: bool) -> None:
    """A moderator reads what was found and done, or, as of now, that nothing was found."""
    moderator = await world.staff("zz-mod")
    said = await world.fan.send(world.general, STRONG if strong else "a quiet evening")

    why = await moderator.slash(world.general, "moderation why", message=said.jump_url)

    text = (why.followups or [why.response])[0].embeds[0].description
    say = world.usher.house.voice.say
    if strong:
        assert "shit" in text
        assert say("moderation.why.as_of_now", "en") not in text
    else:
        assert say("moderation.why.as_of_now", "en") in text
        assert say("moderation.why.outcome.clean", "en", rule="language").rstrip(".") in text


async def test_a_fan_may_not_ask_why(world: World) -> None:
    """The command is for moderators, and says so, even where Discord shows it."""
    said = await world.fan.send(world.general, STRONG)
    line = world.log_lines()[0]
    sneaky = world.guild.add_member(
        world.env.create_user("zz-sneaky"),
        roles=[world.guild.create_role("Helper", permissions=discord.Permissions(moderate_members=True))],
    )

    answer = await sneaky.slash(world.general, "moderation why", message=str(said.id))

    assert line is not None
    assert answer.ephemeral
    assert answer.response.content == world.usher.house.voice.say("refusals.rank_moderator", "en")


async def test_the_same_event_twice_is_one_nudge(world: World) -> None:
    """Discord may deliver a message twice after a reconnect; its author hears once."""
    said = await world.fan.send(world.general, STRONG)
    await world.usher.on_message(said)
    await world.env.settle()

    assert len(world.notices()) == 1
    assert len(world.log_lines()) == 1


async def test_a_restart_keeps_buttons_and_memory(world: World) -> None:
    """After a restart the button below a notice still opens the member's record."""
    await world.fan.send(world.general, STRONG)
    await world.restart()
    (notice,) = world.notices()

    opened = await world.fan.user.click(notice, custom_id=button(notice, "cases:mine"))

    assert "shitty" in opened.response.embeds[0].description
