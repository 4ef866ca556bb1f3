"""What the simulated Discord is told or taught beyond SimCord's own surface.

Owns every touch of SimCord's backend: members' languages, closed direct messages, a history that began before Usher
came, roles and channels with the ids that an admin's settings name. Usher itself never knows that it is simulated.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import discord
from simcord import Env, GuildHandle, InteractionResult, ResponseMessage, UserHandle
from simcord.backend.access import channel_accessible

from bot.domain.communities.needs import invite_permissions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORBIDDEN = 403
CANNOT_WRITE_TO_THEM = 50007
IN_A_MESSAGE: Final = 3
EPHEMERAL = 1 << 6
LOADING = 1 << 7


def speak_languages(env: Env, locales: Mapping[int, str]) -> None:
    """Let each interaction carry the language of whoever made it, by user id. Call before the bot starts."""

    def translate(event: str, payload: Mapping[str, Any]) -> None:
        if event != "INTERACTION_CREATE" or not isinstance(payload, dict):
            return
        user = payload.get("member", payload)["user"]
        payload["locale"] = locales.get(int(user["id"]), payload["locale"])
        guild = env.backend.guilds.get(int(payload.get("guild_id", 0)))
        if guild is not None:
            payload["guild_locale"] = guild.preferred_locale

    env.backend.subscribers.insert(0, translate)


def close_direct_messages(env: Env, user: UserHandle) -> None:
    """Let Discord refuse every private message to this user, as it does for someone who takes none."""
    env.inject_error(
        "POST",
        f"/channels/{user.dm_channel.id}/messages",
        status=FORBIDDEN,
        code=CANNOT_WRITE_TO_THEM,
        message="Cannot send messages to this user",
        times=None,
    )


def open_direct_messages(env: Env, user: UserHandle) -> None:
    """Let private messages through to this user again."""
    path = f"/channels/{user.dm_channel.id}/messages"
    env.backend.faults[:] = [fault for fault in env.backend.faults if fault["path"] != path]


@contextmanager
def earlier(env: Env, by: timedelta) -> Iterator[None]:
    """Arrange something as it was some time ago. Await nothing within: for Usher, time never runs backwards."""
    env.backend.advance_clock(-by.total_seconds())
    try:
        yield
    finally:
        env.backend.advance_clock(by.total_seconds())


def make_role(guild: GuildHandle, name: str, role_id: int) -> None:
    """Make a role with an id that settings name, as the real server has it."""
    made = guild.create_role(name)._role  # noqa: SLF001 -- SimCord chooses every id by itself
    roles = guild._env.backend.get_guild(guild.id).roles  # noqa: SLF001 -- the same
    roles[role_id] = roles.pop(made.id)
    made.id = role_id


def make_channel(guild: GuildHandle, name: str, channel_id: int) -> None:
    """Make a text channel with an id that settings name, as the real server has it."""
    made = guild.create_text_channel(name)._channel  # noqa: SLF001 -- SimCord chooses every id by itself
    backend = guild._env.backend  # noqa: SLF001 -- the same
    ids = backend.get_guild(guild.id).channel_ids
    ids[ids.index(made.id)] = channel_id
    backend.channels[channel_id] = backend.channels.pop(made.id)
    backend.messages[channel_id] = backend.messages.pop(made.id)
    made.id = channel_id


def invite(env: Env, guild: GuildHandle) -> None:
    """Give Usher's own role exactly the permissions that its invite link asks for."""
    backend = env.backend
    asked = discord.Permissions(**dict.fromkeys(invite_permissions(), True))
    for role in backend.get_guild(guild.id).roles.values():
        if role.managed:
            role.permissions = asked.value


def stored(env: Env, channel_id: int, message_id: int) -> ResponseMessage | None:
    """Return a message as it is now, whoever may see it; None once it is gone."""
    message = env.backend.messages.get(channel_id, {}).get(message_id)
    return None if message is None else ResponseMessage(env, message)


def find_stored(env: Env, message_id: int) -> ResponseMessage | None:
    """Return a message wherever it stands; None once it is gone."""
    places = (channel_id for channel_id, messages in env.backend.messages.items() if message_id in messages)
    return next((stored(env, channel_id, message_id) for channel_id in places), None)


def answers(env: Env) -> Iterator[tuple[int, ResponseMessage]]:
    """Yield every answer that only one person sees, with that person's id, oldest first.

    SimCord announces such an answer when it is made, but not when it is edited: they have to be looked at.
    """
    for messages in list(env.backend.messages.values()):
        for message in list(messages.values()):
            if message.flags & EPHEMERAL and not message.flags & LOADING:
                user = (message.interaction_metadata or {}).get("user") or {}
                yield int(user.get("id", 0)), ResponseMessage(env, message)


def forms(env: Env) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Yield every form that was opened: the interaction's id, whose it is, and the form as Discord got it."""
    for interaction in list(env.backend.interactions.values()):
        if interaction.modal is not None:
            yield interaction.id, interaction.user_id, interaction.modal


def give_role(guild: GuildHandle, user_id: int, role_id: int) -> None:
    """Give a member a role, as an admin does in the member's menu."""
    backend = guild._env.backend  # noqa: SLF001 -- SimCord has no verb for this
    member = backend.get_member(guild.id, user_id)
    backend.edit_member(guild.id, user_id, {"role_ids": [*member.role_ids, role_id]})


def staff_commands(env: Env) -> dict[int, str]:
    """Return the ids and names of the commands that Discord shows to some members only."""
    commands = env.backend.commands.get(None, {}).values()
    return {int(each["id"]): str(each["name"]) for each in commands if each["default_member_permissions"] is not None}


def option_kinds(env: Env, guild_id: int, command: str) -> dict[str, int]:
    """Return Discord's kind of each option of a command; nothing for a command that does not exist."""
    name, *path = command.split()
    node = env.backend.find_command(name, guild_id) or {}
    for step in path:
        node = next((each for each in node.get("options", ()) if each["name"] == step), {})
    return {str(each["name"]): int(each["type"]) for each in node.get("options", ())}


def menu_entries(env: Env, channel_id: int, user_id: int) -> list[str]:
    """Return what stands in the menu of a message for this member, by name."""
    visible = env.backend.visible_commands(user_id=user_id, channel_id=channel_id, type=IN_A_MESSAGE)
    return [str(each["name"]) for each in visible]


def open_form(env: Env, user_id: int) -> tuple[InteractionResult, dict[str, Any]] | None:
    """Return the form that was opened last for a member and not sent yet, with the interaction that opened it."""
    for interaction in reversed(list(env.backend.interactions.values())):
        if interaction.user_id == user_id and interaction.modal is not None and not interaction.modal_consumed:
            return InteractionResult(env, interaction), interaction.modal
    return None


def sees(env: Env, channel_id: int, user_id: int) -> bool:
    """Whether a member can read a channel."""
    return channel_accessible(env.backend, channel_id, user_id, history=True)
