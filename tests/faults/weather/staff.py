"""What staff do in any weather."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from simcord.backend.models import Overwrite

from tests.faults.history import rows
from tests.faults.people import is_here, person, press
from tests.faults.weather.fans import follow
from tests.simulation import USHER_MAY, limit

if TYPE_CHECKING:
    from tests.faults.weather.sky import Sky

MODERATOR = "zz-mod"
STAFF_CHANNELS = ("usher-log", "usher-desk")
MAY_BE_TAKEN = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "create_public_threads",
    "read_message_history",
    "embed_links",
    "manage_roles",
    "manage_channels",
)


async def an_admin_pauses(sky: Sky) -> None:
    """Something stands still, for a while or until further notice."""
    feature = sky.chance.choice(("moderation", "cases", "everything"))
    until = sky.chance.choice((None, "in 30 minutes", "in 5 hours"))
    sky.note(f"the admin pauses {feature} until {until}")
    options = {"feature": feature} | ({"until": until} if until else {})
    await sky.world.admin.slash(sky.world.general, "usher pause", **options)


async def an_admin_resumes(sky: Sky) -> None:
    """The newest pause is ended by its button."""
    sky.note("the admin resumes")
    await press(sky.world, sky.world.admin, "communities:resume:")


async def an_admin_sets_up(sky: Sky) -> None:
    """What is missing is made."""
    sky.note("the admin sets up")
    shown = await sky.world.admin.slash(sky.world.general, "usher setup")
    await follow(sky, sky.world.admin, shown.response, "communities:apply:")


async def an_admin_asks_the_doctor(sky: Sky) -> None:
    """What will not work is said."""
    sky.note("the admin asks the doctor")
    await sky.world.admin.slash(sky.world.general, "usher doctor")


async def an_admin_reloads(sky: Sky) -> None:
    """Nothing changed in the files."""
    sky.note("the admin reloads")
    await sky.world.admin.slash(sky.world.general, "usher reload")


async def a_channel_is_deleted(sky: Sky) -> None:
    """A staff channel or one where people talk is gone, with its threads."""
    backend = sky.world.env.backend
    name = sky.chance.choice((*STAFF_CHANNELS, "lounge", "foyer"))
    channel = next((each for each in backend.channels.values() if each.name == name), None)
    if channel is None:
        return
    sky.note(f"{name} is deleted")
    sky.deleted[name] += 1
    for thread in [each for each in backend.channels.values() if each.parent_id == channel.id]:
        # Discord does not tell of the threads one by one.
        backend.guilds[sky.world.guild.id].thread_ids.remove(thread.id)
        del backend.channels[thread.id], backend.messages[thread.id]
    backend.delete_channel(channel.id)


async def a_channel_is_made(sky: Sky) -> None:
    """A channel where people talk is there again."""
    for name in ("lounge", "foyer"):
        if name not in sky.world.guild.channels:
            sky.note(f"{name} is made")
            sky.world.guild.create_text_channel(name)


async def a_role_is_deleted(sky: Sky) -> None:
    """The moderators' role is gone, and with it their rank."""
    role = sky.world.guild.roles.get("Moderator")
    if role is not None:
        sky.note("Moderator is deleted")
        sky.deleted["Moderator"] += 1
        sky.world.env.backend.delete_role(sky.world.guild.id, role.id)


async def the_role_is_given(sky: Sky) -> None:
    """The moderator has the moderators' role, if there is one."""
    role = sky.world.guild.roles.get("Moderator")
    moderator = person(sky.world, MODERATOR)
    if role is not None and is_here(sky.world, moderator):
        sky.note("the moderator gets their role")
        sky.world.env.backend.add_member_role(sky.world.guild.id, moderator.id, role.id)


async def permissions_are_taken(sky: Sky) -> None:
    """Usher may do less than it needs."""
    left = discord.Permissions(USHER_MAY.value)
    taken = sky.chance.sample(MAY_BE_TAKEN, sky.chance.randint(1, 3))
    left.update(**dict.fromkeys(taken, False))
    sky.note(f"taken away: {taken}")
    limit(sky.world, left)


async def permissions_are_given(sky: Sky) -> None:
    """Usher may do all that it needs."""
    sky.note("permissions are given back")
    limit(sky.world, USHER_MAY)


async def a_staff_channel_is_shut(sky: Sky) -> None:
    """Usher may not write in one of its own channels."""
    name = sky.chance.choice(STAFF_CHANNELS)
    channel = sky.world.guild.channels.get(name)
    if channel is not None:
        sky.note(f"{name} is shut")
        denied = discord.Permissions(send_messages=True, send_messages_in_threads=True, create_public_threads=True)
        backend = sky.world.env.backend
        backend.set_overwrite(channel.id, Overwrite(backend.bot_user.id, 1, 0, denied.value))


async def the_staff_channels_are_opened(sky: Sky) -> None:
    """Usher may write there again."""
    backend = sky.world.env.backend
    allowed = discord.Permissions(
        view_channel=True,
        send_messages=True,
        read_message_history=True,
        embed_links=True,
        create_public_threads=True,
        send_messages_in_threads=True,
    )
    for name in STAFF_CHANNELS:
        if name in sky.world.guild.channels:
            sky.note(f"{name} is opened")
            backend.set_overwrite(
                sky.world.guild.channels[name].id, Overwrite(backend.bot_user.id, 1, allowed.value, 0)
            )


async def a_moderator_decides(sky: Sky) -> None:
    """The newest card on the desk is answered."""
    prefix = sky.chance.choice(("communities:again:", "communities:again:", "communities:let_go:"))
    moderator = person(sky.world, MODERATOR)
    if "usher-desk" in sky.world.guild.channels and _sees_the_desk(sky):
        sky.note(f"the moderator presses {prefix}")
        if prefix.endswith("let_go:"):
            sky.let_go |= {plan["id"] for plan in rows(sky.world, "SELECT id FROM plans WHERE state = 'stopped'")}
        await press(sky.world, moderator, prefix)


async def a_moderator_asks_why(sky: Sky) -> None:
    """The newest line of the log is asked about."""
    if _sees_the_desk(sky):
        sky.note("the moderator asks why")
        await press(sky.world, person(sky.world, MODERATOR), "moderation:why:")


def _sees_the_desk(sky: Sky) -> bool:
    moderator = person(sky.world, MODERATOR)
    backend = sky.world.env.backend
    role = sky.world.guild.roles.get("Moderator")
    return role is not None and role.id in backend.get_member(sky.world.guild.id, moderator.id).role_ids
