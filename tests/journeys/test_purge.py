"""A raid of advertisements, and a moderator who takes it away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import MessageType
from sqlalchemy import select

from bot.storage.tables import moderation_evidence, moderation_purges
from cogs.stagehand.outcomes import WITHOUT_PERMISSION
from tests.simulation import USHER_MAY, button, limit

if TYPE_CHECKING:
    import simcord

    from tests.simulation import World

AD = "Cheap Tickets tonight, at the back door"
TALK = "what a lovely score"
LONG_AGO = timedelta(days=14, minutes=1)
BULK, SINGLE = ("POST", "bulk-delete"), ("DELETE", "messages")


def post(world: World, who: Any, *texts: str, channel: Any = None) -> list[int]:
    """Let somebody write while Usher does not read along, so that no rule has a say; return the ids."""
    place, say = channel or world.general, world.env.backend.create_message
    return [say(place.id, who.id, text, broadcast=False).id for text in texts]


def aged(world: World, ids: list[int]) -> list[int]:
    """Let messages be from two weeks ago; return their ids, which tell when they were written."""
    held, first = world.env.backend.messages[world.general.id], discord.utils.time_snowflake(world.env.now() - LONG_AGO)
    for number, old_id in enumerate(ids):
        message = held.pop(old_id)
        message.id = first + number
        held[message.id] = message
    return [first + number for number in range(len(ids))]


def standing(world: World, channel: Any = None) -> set[int]:
    """Return what stands in a channel, apart from answers that one person sees."""
    held = world.env.backend.messages[(channel or world.general).id]
    return {message.id for message in held.values() if not message.is_ephemeral}


def requests(world: World, method: str, part: str) -> list[Any]:
    """Return the requests of one kind that Usher made."""
    return [each for each in world.env.backend.http_requests if each.method == method and part in each.path]


def lessen(world: World) -> None:
    """Take from Usher the right to remove messages."""
    lessened = discord.Permissions(USHER_MAY.value)
    lessened.update(manage_messages=False)
    limit(world, lessened)


async def asks(world: World, who: simcord.MemberActor, channel: Any = None, **options: Any) -> Any:
    """Ask for a purge; return what is shown."""
    shown = await who.slash(world.general, "moderation purge", channel=channel or world.general, **options)
    return (shown.followups or [shown.response])[0]


async def takes(world: World, who: simcord.MemberActor, screen: Any) -> Any:
    """Press the button below the question."""
    return await who.click(screen, custom_id=button(screen, "moderation:purge:"))


async def rows(world: World, table: Any) -> list[Any]:
    """Return what a table holds."""
    async with world.usher.house.database.read() as tx:
        return list((await tx.run(select(table))).mappings())


def said(screen: Any) -> str:
    """Return the text of a screen."""
    return str(screen.embeds[0].description)


@pytest.fixture
async def moderator(world: World) -> simcord.MemberActor:
    """Somebody who may."""
    return await world.staff("zz-mod")


async def test_a_raid_is_shown_then_taken_away_and_kept_as_evidence(
    world: World, moderator: simcord.MemberActor
) -> None:
    """The moderator sees how many and some of them, presses, and exactly these are gone, kept, and told in one line."""
    talk = post(world, world.fan, TALK, TALK)
    ads = post(world, world.other, *(f"{AD} no. {number}" for number in range(120)))

    screen = await asks(world, moderator, contains="cheap tickets", last=500)

    assert standing(world) == {*talk, *ads}
    assert said(screen).count(f"<@{world.other.id}>") == 5
    assert "120" in said(screen)
    assert "no. 0" in said(screen)
    assert "no. 119" in said(screen)

    await takes(world, moderator, screen)

    assert standing(world) == set(talk)
    assert len(requests(world, *BULK)) == 2
    evidence = await rows(world, moderation_evidence)
    assert {row["message_id"] for row in evidence} == set(ads)
    assert {row["reason"] for row in evidence} == {"purged"}
    assert {row["author_id"] for row in evidence} == {world.other.id}
    assert {row["expires_at"] - row["kept_at"] for row in evidence} == {timedelta(days=30)}
    assert sorted(row["passages"][0]["text"] for row in evidence) == sorted(f"{AD} no. {n}" for n in range(120))
    (line,) = world.log_lines()
    for told in (f"<@{moderator.id}>", "120", world.general.mention, "cheap tickets", "500"):
        assert told in line.content
    assert screen.components == []
    assert said(screen) == world.usher.house.voice.say("moderation.purge.done", "en", gone=120, count=120)


async def test_old_messages_go_one_by_one(world: World, moderator: simcord.MemberActor) -> None:
    """Discord takes nothing older than two weeks away in bulk, so those are taken away singly, and the rest at once."""
    old = aged(world, post(world, world.other, *[AD] * 13))
    young = post(world, world.other, *[AD] * 3)

    screen = await asks(world, moderator)
    await takes(world, moderator, screen)

    assert standing(world).isdisjoint({*old, *young})
    (bulk,) = requests(world, *BULK)
    assert {int(each) for each in bulk.json["messages"]} == set(young)
    assert {int(each.path.rpartition("/")[2]) for each in requests(world, *SINGLE)} == set(old)
    assert len(world.log_lines()) == 1


async def test_what_is_gone_is_not_asked_for_again(world: World, moderator: simcord.MemberActor) -> None:
    """When Discord slows Usher down among the old ones, the next attempt begins where the last one ended."""
    old = aged(world, post(world, world.other, *[AD] * 6))
    screen = await asks(world, moderator)
    world.env.inject_error("DELETE", f"/channels/{world.general.id}/messages/{old[4]}", status=429, code=0, times=1)

    await takes(world, moderator, screen)
    await world.env.advance_time(300)

    assert standing(world).isdisjoint(old)
    asked = [int(each.path.rpartition("/")[2]) for each in requests(world, *SINGLE)]
    assert [asked.count(each) for each in old] == [1, 1, 1, 1, 2, 1]
    assert len(world.log_lines()) == 1


async def test_messages_that_grew_old_while_the_purge_waited(world: World, moderator: simcord.MemberActor) -> None:
    """What was young when it was asked for may be old when Usher may go on: it is taken away one by one then."""
    ads = post(world, world.other, *[AD] * 12)
    screen = await asks(world, moderator)
    held = world.env.backend.messages[world.general.id]
    world.env.inject_error("POST", "/channels/*/messages/bulk-delete", status=500, code=0, times=1)
    await takes(world, moderator, screen)
    assert set(ads) <= set(held)
    world.env.backend.clock.advance(LONG_AGO.total_seconds())
    world.usher.house.ledger.wake()
    await world.env.advance_time(300)

    assert standing(world).isdisjoint(ads)
    assert len(requests(world, *BULK)) == 1


async def test_a_single_message_is_no_bulk(world: World, moderator: simcord.MemberActor) -> None:
    """Discord takes two messages in bulk at least; one goes by itself."""
    (ad,) = post(world, world.other, AD)

    await takes(world, moderator, await asks(world, moderator, member=world.other))

    assert ad not in standing(world)
    assert requests(world, *BULK) == []


async def test_a_second_press_is_told_so(world: World, moderator: simcord.MemberActor) -> None:
    """Pressing again takes nothing away and keeps nothing again, whoever presses."""
    post(world, world.other, AD, AD)
    screen = await asks(world, moderator)
    pressed = button(screen, "moderation:purge:")
    stored = world.env.backend.messages[world.general.id][screen.id]
    question = stored.components
    await takes(world, moderator, screen)
    later = post(world, world.other, AD)

    stored.components = question
    again = await moderator.click(screen, custom_id=pressed)

    assert again.response.content == world.usher.house.voice.say("refusals.purge_begun", "en")
    assert set(later) <= standing(world)
    assert len(world.log_lines()) == 1


async def test_a_restart_between_asking_and_pressing(world: World, moderator: simcord.MemberActor) -> None:
    """The button works after a restart, and for exactly what was shown: what came later stays."""
    ads = post(world, world.other, AD, AD, AD)
    screen = await asks(world, moderator, member=world.other, contains="CHEAP")
    await world.restart()
    later = post(world, world.other, AD)

    await takes(world, moderator, screen)

    assert standing(world) == set(later)
    assert {row["message_id"] for row in await rows(world, moderation_evidence)} == set(ads)
    (line,) = world.log_lines()
    assert f"<@{world.other.id}>" in line.content


async def test_nothing_found_offers_nothing(world: World, moderator: simcord.MemberActor) -> None:
    """Where nothing fits it is said, and there is nothing to press and nothing kept."""
    post(world, world.fan, TALK)

    screen = await asks(world, moderator, contains="tickets")

    assert screen.components == []
    assert await rows(world, moderation_purges) == []


async def test_pinned_messages_and_those_of_staff_stay(world: World, moderator: simcord.MemberActor) -> None:
    """Pinned messages go only when asked for, those of staff only when their author is named; it says how many stay."""
    (pinned,) = post(world, world.fan, "the rules of this house")
    world.env.backend.set_pinned(world.general.id, pinned, True)
    (theirs,) = post(world, moderator, "please be kind")
    ads = post(world, world.other, AD, AD)

    screen = await asks(world, moderator)
    say = world.usher.house.voice.say
    assert say("moderation.purge.pinned_left", "en", count=1) in said(screen)
    assert say("moderation.purge.staff_left", "en", count=1) in said(screen)
    await takes(world, moderator, screen)
    assert standing(world).isdisjoint(ads)
    assert {pinned, theirs} <= standing(world)

    await takes(world, moderator, await asks(world, moderator, member=moderator))
    await takes(world, moderator, await asks(world, moderator, member=world.fan, pinned=True))

    assert standing(world).isdisjoint({pinned, theirs})


async def test_messages_of_a_member_who_left(world: World, moderator: simcord.MemberActor) -> None:
    """Whoever left can be named by their id."""
    ads = post(world, world.other, AD, AD)
    talk = post(world, world.fan, TALK)
    world.guild.remove_member(world.other)
    await world.env.settle()

    await takes(world, moderator, await asks(world, moderator, member=world.other.user))

    assert standing(world) & {*ads, *talk} == set(talk)


async def test_discords_own_messages_are_left_alone(world: World, moderator: simcord.MemberActor) -> None:
    """What Discord says in a channel, such as that a message was pinned, is not counted and stays."""
    own = world.guild.create_system_message(world.general, MessageType.NEW_MEMBER, author=world.other)
    ads = post(world, world.other, AD, AD)

    await takes(world, moderator, await asks(world, moderator, member=world.other))

    assert own.id in standing(world)
    assert standing(world).isdisjoint(ads)


async def test_threads_and_the_chats_of_voice_channels(world: World, moderator: simcord.MemberActor) -> None:
    """A thread, archived or not, and a voice channel are purged like any channel."""
    backend = world.env.backend
    for name in ("talk", "old talk"):
        backend.create_thread(world.general.id, name, owner_id=world.fan.id)
    places = [world.guild.create_voice_channel("lounge"), *world.general.threads]
    ads = {place.id: post(world, world.other, AD, AD, channel=place) for place in places}
    backend.edit_channel(places[-1].id, {}, thread_metadata={"archived": True})
    await world.env.settle()
    assert world.usher.get_guild(world.guild.id).get_thread(places[-1].id) is None

    for place in places:
        await takes(world, moderator, await asks(world, moderator, channel=place))
        assert standing(world, place).isdisjoint(ads[place.id])

    assert len(await rows(world, moderation_evidence)) == 6
    assert len(world.log_lines()) == 3


async def test_without_the_permission_nothing_is_asked(world: World, moderator: simcord.MemberActor) -> None:
    """The refusal names the permission that is missing, and nothing is kept."""
    post(world, world.other, AD, AD)
    lessen(world)
    await world.env.settle()

    refused = await asks(world, moderator)

    assert world.usher.house.voice.say("permissions.manage_messages", "en") in refused.content
    assert await rows(world, moderation_purges) == []
    assert not world.usher.house.pauses.stands_still(world.guild.id, "moderation")
    doctor = await moderator.slash(world.general, "usher doctor")
    assert world.usher.house.voice.say("permissions.manage_messages", "en") in said(doctor.response)


async def test_a_permission_lost_in_the_middle_holds_it_up(world: World, moderator: simcord.MemberActor) -> None:
    """The purge waits, says that it does, and goes on by itself once the permission is back; the doctor names it."""
    ads = post(world, world.other, *[AD] * 150)
    screen = await asks(world, moderator, last=1000)
    backend = world.env.backend
    backend.subscribers.append(lambda event, *_: event == "MESSAGE_DELETE_BULK" and lessen(world))
    await takes(world, moderator, screen)
    assert standing(world) & set(ads) == set(ads[100:])
    assert world.log_lines() == []
    await world.env.advance_time(10)
    say = world.usher.house.voice.say
    assert say("moderation.purge.going", "en", gone=100, count=150) in said(screen)
    assert say("moderation.purge.held_up", "en") in said(screen)
    doctor = await moderator.slash(world.general, "usher doctor")
    assert say("permissions.manage_messages", "en") in said(doctor.response)

    backend.subscribers.pop()
    limit(world, USHER_MAY)
    await world.env.advance_time(WITHOUT_PERMISSION.total_seconds() + 60)

    assert standing(world).isdisjoint(ads)
    assert len(world.log_lines()) == 1
    assert said(screen) == say("moderation.purge.done", "en", gone=150, count=150)


async def test_what_takes_too_long_to_tell_goes_on_by_itself(world: World, moderator: simcord.MemberActor) -> None:
    """When the answer cannot be edited much longer, it says so once, and the log tells of the end."""
    ads = post(world, world.other, *[AD] * 3)
    screen = await asks(world, moderator)
    world.env.inject_error("POST", "/channels/*/messages/bulk-delete", status=500, code=0, times=8)
    await takes(world, moderator, screen)
    assert set(ads) <= standing(world)

    await world.env.advance_time(3600)
    last_words = said(screen)
    await world.env.advance_time(3 * 3600)

    assert world.usher.house.voice.say("moderation.purge.by_itself", "en") in last_words
    assert said(screen) == last_words
    assert standing(world).isdisjoint(ads)
    assert len(world.log_lines()) == 1
    edits = requests(world, "PATCH", "@original")
    assert len(edits) < 10


async def test_the_record_of_staff_stays(world: World, moderator: simcord.MemberActor) -> None:
    """The log and the desk, and the threads of the log, cannot be purged."""
    post(world, world.other, AD, AD)
    await takes(world, moderator, await asks(world, moderator))
    log = world.guild.channels["usher-log"]

    for place in (log, log.threads[0], world.guild.channels["usher-desk"]):
        refused = await asks(world, moderator, channel=place)
        assert refused.content == world.usher.house.voice.say("refusals.purge_record", "en")


async def test_only_what_the_moderator_can_read(world: World, moderator: simcord.MemberActor) -> None:
    """In a channel that is hidden from whoever presses, nothing is taken away."""
    lounge = world.guild.create_text_channel("lounge")
    ads = post(world, world.other, AD, AD, channel=lounge)
    screen = await asks(world, moderator, channel=lounge)
    view = discord.Permissions(view_channel=True).value
    world.env.backend.set_overwrite(lounge.id, Overwrite(moderator.id, 1, 0, view))
    await world.env.settle()

    refused = await takes(world, moderator, screen)

    assert lounge.mention in refused.response.content
    assert standing(world, lounge) == set(ads)


async def test_whoever_is_no_moderator_any_more_may_not(world: World, moderator: simcord.MemberActor) -> None:
    """The button asks again who presses it."""
    ads = post(world, world.other, AD, AD)
    screen = await asks(world, moderator)
    world.env.backend.remove_member_role(world.guild.id, moderator.id, world.guild.roles["Moderator"].id)

    refused = await takes(world, moderator, screen)

    assert refused.response.content == world.usher.house.voice.say("refusals.rank_moderator", "en")
    assert set(ads) <= standing(world)


async def test_what_is_shown_of_a_message_is_only_text(world: World, moderator: simcord.MemberActor) -> None:
    """Examples are trimmed, and nothing in them is a heading, a link or a ping any more."""
    post(world, world.other, "# @everyone **[here](https://example.org)**", "x" * 900)

    screen = await asks(world, moderator)

    assert "\\# \\@everyone \\*\\*\\[here\\]\\(https\\://example.org\\)\\*\\*" in said(screen)
    assert "x" * 119 + "…" in said(screen)
    assert "x" * 120 not in said(screen)
