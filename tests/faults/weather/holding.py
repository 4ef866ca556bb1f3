"""What holds after any weather."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.faults import checks
from tests.faults.history import made_by_usher, marks, rows
from tests.faults.people import found, is_here, person
from tests.faults.weather import staff
from tests.faults.weather.clearing import CALM
from tests.faults.weather.fans import FANS, follow

if TYPE_CHECKING:
    from tests.faults.weather.sky import Sky

DISCORDS = frozenset({"HTTPException", "Forbidden", "NotFound", "DiscordServerError"})
"""The kinds of errors that the weather brings. Whatever else passes the door is a mistake."""

DISKS = frozenset({"DatabaseError"})

ASKED = 10
"""About how many messages `why` is asked, besides those on which a decision is kept."""


async def holds(sky: Sky) -> None:
    """Raise AssertionError unless everybody got what they are owed, once."""
    world = sky.world
    made_no_more_than_was_lost(sky)
    checks.no_mark_twice(world)
    checks.every_case_is_told(world)
    checks.ledger_at_rest(world)
    checks.nothing_stopped(world)
    only_people_let_go(sky)
    checks.no_line_left(world)
    no_mistakes(sky)
    pauses_as_kept(sky)
    calm_offences_are_told(sky)
    await why_answers(sky)
    await forgetting_forgets(sky)


def made_no_more_than_was_lost(sky: Sky) -> None:
    """What the settings name was made once, and again only after somebody had deleted it; today it is there once."""
    for (kind, name), count in made_by_usher(sky.world).items():
        allowed = 1 if kind == "thread" else 1 + sky.deleted[name.rpartition("/")[2]]
        assert count <= allowed, f"{kind} {name} was made {count} times"
    guild = sky.world.env.backend.get_guild(sky.world.guild.id)
    names = Counter(sky.world.env.backend.channels[id_].name for id_ in guild.channel_ids)
    names += Counter(role.name for role in guild.roles.values())
    assert not names - Counter(set(names)), f"there twice: {names - Counter(set(names))}"


def no_mistakes(sky: Sky) -> None:
    """No plan met a mistake in Usher, and every error at the door was Discord's or the disk's."""
    mistaken = rows(sky.world, "SELECT dedupe_key, trouble FROM plans WHERE trouble LIKE 'a mistake%'")
    assert not mistaken, f"mistakes: {mistaken}"
    brought = DISCORDS | (DISKS if sky.disk_was_full else frozenset())
    own = [error for error in checks.at_the_door(sky.log) if error["kind"] not in brought]
    assert not own, f"errors that are Usher's own: {own}"


def only_people_let_go(sky: Sky) -> None:
    """No plan was dropped but those that a moderator let go."""
    dropped = rows(sky.world, "SELECT * FROM plans WHERE state = 'dropped'")
    assert {plan["id"] for plan in dropped} <= sky.let_go, f"dropped: {dropped}"


def pauses_as_kept(sky: Sky) -> None:
    """What stands still in memory is what the database says."""
    kept = {(row["guild_id"], row["feature"]) for row in rows(sky.world, "SELECT * FROM communities_pauses")}
    assert {(pause.guild_id, pause.feature) for pause in sky.world.usher.house.pauses.of(sky.world.guild.id)} == kept
    assert not sky.world.usher.house.pauses.all(), f"still standing: {sky.world.usher.house.pauses.all()}"


def calm_offences_are_told(sky: Sky) -> None:
    """Once the sky is clear, Usher does its work for everybody who is here: one notice and one line each."""
    told = {case["message_id"]: case["delivery"] for case in rows(sky.world, "SELECT * FROM cases")}
    lines = marks(sky.world)
    for fan in (person(sky.world, name) for name in FANS):
        if is_here(sky.world, fan):
            offence = found(sky.world, fan, CALM)
            assert offence is not None
            assert told.get(offence.id) in checks.TOLD, f"{fan.name}: {told.get(offence.id)}"
            assert lines[f"{checks.WHY}{offence.id}"] == 1


async def why_answers(sky: Sky) -> None:
    """A moderator who asks about any message gets an explanation, or hears that there is nothing left of it."""
    backend, moderator = sky.world.env.backend, person(sky.world, staff.MODERATOR)
    standing = {
        message.id: message.channel_id
        for channel in backend.messages.values()
        for message in channel.values()
        if message.author_id != backend.bot_user.id and backend.channels[message.channel_id].guild_id is not None
    }
    judged = {row["message_id"]: row["channel_id"] for row in rows(sky.world, "SELECT * FROM moderation_decisions")}
    asked = standing | judged
    for message_id in sky.chance.sample(sorted(asked), min(ASKED, len(asked))):
        link = f"https://discord.com/channels/{sky.world.guild.id}/{asked[message_id]}/{message_id}"
        answer = await moderator.slash(sky.world.general, "moderation why", message=link)
        shown = (*answer.followups, answer.response)
        assert any(each is not None and each.embeds for each in shown), f"no answer about {message_id}: {shown}"


async def forgetting_forgets(sky: Sky) -> None:
    """Somebody who has been through all this can have it forgotten."""
    world = sky.world
    fan = next((fan for fan in (person(world, name) for name in FANS) if is_here(world, fan)), None)
    if fan is None:
        return
    shown = await fan.slash(world.general, "me")
    await follow(sky, fan, shown.response, "privacy:ask_forget", "privacy:forget:")
    for table, column in (("cases", "member_id"), ("moderation_decisions", "author_id"), ("plans", "subject_id")):
        kept = rows(world, f"SELECT * FROM {table} WHERE {column} = {fan.id}")  # noqa: S608 -- names from this file
        assert not kept, f"still in {table}: {kept}"
