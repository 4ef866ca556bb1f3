"""Names for Discord's ids: members, channels, threads, roles, and the messages that links lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simcord import Env


class Names:
    """Looks every id up in the simulated server; what it does not know is called so, and never by its number."""

    def __init__(self, env: Env) -> None:
        self._backend = env.backend

    def person(self, user_id: int) -> str:
        """Return what a person is called."""
        user = self._backend.users.get(user_id)
        return "somebody" if user is None else user.global_name or user.name

    def channel(self, channel_id: int) -> str:
        """Return a channel as people see it: `#lobby`, `#usher-log › 2026-01-02`, or whose direct messages."""
        channel = self._backend.channels.get(channel_id)
        if channel is None:
            return "a channel that is gone"
        if channel.recipient_ids:
            return f"direct messages of {self.person(channel.recipient_ids[0])}"
        if channel.is_thread and channel.parent_id is not None:
            return f"{self.channel(channel.parent_id)} › {channel.name}"
        return f"#{channel.name}"

    def role(self, role_id: int) -> str:
        """Return a role as people see it."""
        found = (guild.roles.get(role_id) for guild in self._backend.guilds.values())
        return next((f"@{role.name.lstrip('@')}" for role in found if role), "a role that is gone")

    def message(self, channel_id: int, message_id: int) -> str:
        """Return what a link to a message leads to."""
        message = self._backend.messages.get(channel_id, {}).get(message_id)
        if message is None:
            return "link to a message that is gone"
        return f"link to {self.person(message.author_id)}'s message in {self.channel(channel_id)}"
