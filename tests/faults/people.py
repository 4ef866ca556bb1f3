"""What people do in the scenarios. Each doing may be begun again, as by a person who got no answer the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simcord.actors import MemberActor
from simcord.builders import UserHandle
from simcord.results import ResponseMessage

from tests.faults.history import buttons_of, written

if TYPE_CHECKING:
    import simcord
    from simcord.backend.models import Message
    from simcord.results import InteractionResult

    from tests.simulation import World

STRONG = "well, that was a shitty ending"
CLOSED = 50007
"""Discord's code for a member who takes no private messages."""
AN_HOUR = 3600.0


async def time_passes(world: World, seconds: float) -> None:
    """Move the clock, an hour at a time: what happens on the way takes time in earnest."""
    while seconds > 0:
        await world.env.advance_time(min(seconds, AN_HOUR))
        seconds -= AN_HOUR


def person(world: World, name: str) -> simcord.MemberActor:
    """Return somebody by name."""
    user = next(user for user in world.env.backend.users.values() if user.name == name)
    return MemberActor(world.env, world.guild, UserHandle(world.env, user))


def is_here(world: World, who: simcord.MemberActor) -> bool:
    """Whether somebody is a member at present."""
    return who.id in world.guild.member_ids()


def found(world: World, who: simcord.MemberActor, text: str) -> Message | None:
    """Return what somebody said in these words, or None."""
    for channel in world.env.backend.messages.values():
        for message in channel.values():
            if message.author_id == who.id and message.content == text:
                return message
    return None


async def says(world: World, who: simcord.MemberActor, text: str) -> None:
    """Say something in the general channel, once."""
    await all_say(world, {who: text})


def forward(world: World, who: simcord.MemberActor, message: Message) -> None:
    """Forward what somebody else said to the general channel; nobody waits for Usher."""
    source = {"type": 1, "channel_id": str(message.channel_id), "message_id": str(message.id)}
    world.env.backend.create_message(world.general.id, who.id, reference=source)


async def rewords(world: World, who: simcord.MemberActor, before: str, after: str) -> None:
    """Change what was said, as long as it stands; where nobody took notice of that, back and again."""
    backend = world.env.backend
    for id_ in [id_ for id_, text in written(world, who.id).items() if text == before]:
        for content in (before, after):
            if id_ in backend.messages[world.general.id] and found(world, who, content) is None:
                backend.edit_message(world.general.id, id_, {"content": content})
                await world.env.settle()


async def all_say(world: World, words: dict[simcord.MemberActor, str]) -> None:
    """Let several people speak before Usher comes to read any of them, and let it read them."""
    say(world, words)
    await world.env.settle()


def say(world: World, words: dict[simcord.MemberActor, str]) -> None:
    """Let people speak in the general channel, each text once, though it may be gone by now; nobody waits for Usher."""
    for who, text in words.items():
        if text not in written(world, who.id).values():
            world.env.backend.create_message(world.general.id, who.id, text)


def close_messages(world: World, who: simcord.MemberActor, *, code: int = CLOSED, status: int = 403) -> None:
    """Let Discord refuse every private message to somebody, until `open_messages`."""
    open_messages(world, who)
    world.env.inject_error("POST", _direct(world, who), status=status, code=code, times=None)


def open_messages(world: World, who: simcord.MemberActor) -> None:
    """Let private messages to somebody through again."""
    faults, path = world.env.backend.faults, _direct(world, who)
    faults[:] = [fault for fault in faults if fault["path"] != path]


async def leaves(world: World, who: simcord.MemberActor) -> None:
    """Leave the server."""
    if is_here(world, who):
        world.guild.remove_member(who)
    await world.env.settle()


async def press(world: World, who: simcord.MemberActor, prefix: str) -> InteractionResult | None:
    """Press the newest button there is whose custom id begins so; None where there is none (any more)."""
    stored = sorted(
        (message for channel in world.env.backend.messages.values() for message in channel.values()),
        key=lambda message: -message.id,
    )
    for message in stored:
        for custom_id in buttons_of(message.components):
            if custom_id.startswith(prefix):
                return await who.click(ResponseMessage(world.env, message), custom_id=custom_id)
    return None


def _direct(world: World, who: simcord.MemberActor) -> str:
    channel: Any = world.env.backend.get_dm_channel(who.id)
    return f"/channels/{channel.id}/messages"
