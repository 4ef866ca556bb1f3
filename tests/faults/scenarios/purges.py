"""A moderator takes a raid away: some of it in bulk, the oldest of it one by one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from tests.faults import checks
from tests.faults.history import rows, said_by_usher
from tests.faults.people import found, person, press, says

if TYPE_CHECKING:
    from tests.simulation import World

AD = "cheap tickets tonight"
TALK, MORE_TALK = "what a lovely score", "and the lighthouse"
YOUNG, OLD = 102, 3
"""Two requests in bulk, since one takes a hundred at most, and three single ones."""

LONG_AGO = timedelta(days=20)
TRIES = 3


async def a_moderator_takes_the_raid_away(world: World) -> None:
    """They ask, read and press; after an apology they look whether it was begun, and else ask again."""
    moderator = person(world, "zz-mod")
    for _ in range(TRIES):
        if rows(world, "SELECT id FROM plans WHERE dedupe_key LIKE 'purge:%'"):
            return
        await moderator.slash(world.general, "moderation purge", channel=world.general, contains=AD, last=1000)
        await press(world, moderator, "moderation:purge:")


async def somebody_talks_on(world: World) -> None:
    """The conversation goes on."""
    await says(world, world.fan, MORE_TALK)


class Purges:
    """The whole raid is gone and nothing else; each of its messages is kept once; staff read one line."""

    name = "purges"
    acts = (a_moderator_takes_the_raid_away, somebody_talks_on)

    async def begin(self, world: World) -> None:
        """A server that is set up, with a moderator, in which the raid has been going on since long ago."""
        await world.set_up()
        await world.staff("zz-mod")
        await says(world, world.fan, TALK)
        backend = world.env.backend
        for number in range(YOUNG + OLD):
            # No rule has a say in it: Usher did not read along.
            backend.create_message(world.general.id, world.other.id, f"{AD} {number}", broadcast=False)
        # The first ones are from long ago: a message's id tells when it was written.
        held, since = backend.messages[world.general.id], discord.utils.time_snowflake(world.env.now() - LONG_AGO)
        for number in range(OLD):
            message = held.pop(found(world, world.other, f"{AD} {number}").id)
            message.id = since + number
            held[message.id] = message

    async def check(self, world: World, unheard: frozenset[int]) -> None:
        """Nothing of it is left, and all is kept and told once."""
        del unheard  # nothing here depends on a message that was read
        ads = {f"{AD} {number}" for number in range(YOUNG + OLD)}
        left = {message.content for message in world.env.backend.messages[world.general.id].values()}
        assert left.isdisjoint(ads)
        assert {TALK, MORE_TALK} <= left
        kept = rows(world, "SELECT passages, reason FROM moderation_evidence")
        assert {row["reason"] for row in kept} == {"purged"}
        assert sorted(row["passages"].split('"text": "')[1].rstrip('"}]') for row in kept) == sorted(ads)
        who = person(world, "zz-mod").mention
        lines = [said.content for said in said_by_usher(world) if said.content.startswith(who)]
        assert len(lines) == 1
        assert str(YOUNG + OLD) in lines[0]
        checks.nothing_stopped(world)
        checks.nothing_dropped(world)
