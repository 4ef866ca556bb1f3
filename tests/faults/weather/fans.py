"""What fans do in any weather."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.history import buttons_of
from tests.faults.people import STRONG, close_messages, is_here, open_messages, person, press

if TYPE_CHECKING:
    import simcord
    from simcord.backend.models import Channel, Message
    from simcord.results import ResponseMessage

    from tests.faults.weather.sky import Sky

FANS = ("zz-mira", "zz-tom", "zz-ada", "zz-bo", "zz-leo")
CLEAN = "what a lovely score, I cried at the lighthouse"
TALK = ("general", "lounge", "foyer")


async def one_speaks(sky: Sky) -> None:
    """Somebody says something, more often than not what they should not."""
    speak(sky, 1)


async def many_speak(sky: Sky) -> None:
    """Several speak before Usher reads the first of it."""
    speak(sky, sky.chance.randint(2, 9))


async def one_edits(sky: Sky) -> None:
    """Somebody changes what they said."""
    message = _own_message(sky)
    if message is not None:
        sky.note(f"edits {message.id}")
        sky.world.env.backend.edit_message(message.channel_id, message.id, {"content": f"{CLEAN}, edited"})


async def one_takes_back(sky: Sky) -> None:
    """Somebody deletes what they said."""
    message = _own_message(sky)
    if message is not None:
        sky.note(f"deletes {message.id}")
        sky.world.env.backend.delete_message(message.channel_id, message.id)


async def one_leaves(sky: Sky) -> None:
    """Somebody goes."""
    fan = _fan(sky)
    if is_here(sky.world, fan):
        sky.note(f"{fan.name} leaves")
        sky.world.guild.remove_member(fan)


async def one_returns(sky: Sky) -> None:
    """Somebody who left is back."""
    fan = _fan(sky)
    if not is_here(sky.world, fan):
        sky.note(f"{fan.name} returns")
        sky.world.guild.add_member(fan.user)


async def one_closes_messages(sky: Sky) -> None:
    """Somebody takes no private messages any more."""
    fan = _fan(sky)
    sky.note(f"{fan.name} closes messages")
    close_messages(sky.world, fan)


async def one_opens_messages(sky: Sky) -> None:
    """Somebody takes them again."""
    fan = _fan(sky)
    sky.note(f"{fan.name} opens messages")
    open_messages(sky.world, fan)


async def one_opens_a_line(sky: Sky) -> None:
    """Somebody presses the newest neutral line, their own or not."""
    fan = _fan(sky)
    if is_here(sky.world, fan):
        sky.note(f"{fan.name} presses a line")
        await press(sky.world, fan, "cases:open:")


async def one_looks_at_themselves(sky: Sky) -> None:
    """Somebody asks what is kept about them, and now and then has it forgotten."""
    fan = _fan(sky)
    if not is_here(sky.world, fan):
        return
    shown = await fan.slash(sky.world.general, "me")
    forgets = sky.chance.random() < 0.5
    sky.note(f"{fan.name} asks for their record{' and has it forgotten' if forgets else ''}")
    await follow(sky, fan, shown.response, "privacy:ask_forget" if forgets else "privacy:show", "privacy:forget:")


async def one_writes_to_usher(sky: Sky) -> None:
    """Somebody answers a notice, though nobody reads it."""
    fan = _fan(sky)
    sky.note(f"{fan.name} writes to Usher")
    channel = sky.world.env.backend.get_dm_channel(fan.id)
    sky.world.env.backend.create_message(channel.id, fan.id, f"{STRONG}, in private")


def speak(sky: Sky, times: int) -> None:
    """Let fans who are here say something; nobody waits for Usher."""
    world = sky.world
    for _ in range(times):
        fan = _fan(sky)
        channel = _talk(sky)
        if not is_here(world, fan):
            continue
        sky.words += 1
        text = f"{STRONG if sky.chance.random() < 0.7 else CLEAN} ({sky.words})"
        message = world.env.backend.create_message(channel.id, fan.id, text)
        sky.note(f"{fan.name} says {message.id} in {channel.name}: {text}")


async def follow(sky: Sky, who: simcord.MemberActor, shown: ResponseMessage | None, *prefixes: str) -> None:
    """Press one button after the other, each on what the last one brought, as far as there is one."""
    for prefix in prefixes:
        ids = [custom_id for custom_id in buttons_of(shown.components) if custom_id.startswith(prefix)] if shown else []
        if not ids:
            return
        answer = await who.click(shown, custom_id=ids[0])
        shown = answer.response


def _fan(sky: Sky) -> simcord.MemberActor:
    return person(sky.world, sky.chance.choice(FANS))


def _talk(sky: Sky) -> Channel:
    backend = sky.world.env.backend
    open_ones = [channel for channel in backend.channels.values() if channel.name in TALK]
    return sky.chance.choice(sorted(open_ones, key=lambda channel: channel.id))


def _own_message(sky: Sky) -> Message | None:
    backend = sky.world.env.backend
    fans = {person(sky.world, name).id for name in FANS}
    theirs = [
        message
        for channel in backend.messages.values()
        for message in channel.values()
        if message.author_id in fans and backend.channels[message.channel_id].guild_id is not None
    ]
    return sky.chance.choice(sorted(theirs, key=lambda message: message.id)) if theirs else None
