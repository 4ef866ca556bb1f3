"""Who may do what: every command and every press is checked here against `community.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import discord

from bot.domain.people import Rank
from cogs.door import Refusal

if TYPE_CHECKING:
    from bot.client import UsherClient

F = TypeVar("F", bound=Callable[..., Coroutine[Any, Any, None]])


RUNS_THE_SERVER = discord.Permissions(administrator=True, manage_guild=True).value
"""Whoever has one of these manages the server, as far as Discord is concerned."""


def standing(client: UsherClient, member: discord.Member) -> tuple[frozenset[int], Rank]:
    """Return the ids of a member's roles, and the rank in their community that follows.

    Every message asks for both, so the roles, which discord.py gathers and sorts anew each time, are fetched once.
    """
    guild, roles, powers = member.guild, [], 0
    for role in member.roles:
        roles.append(role.id)
        powers |= role.permissions.value
    held = frozenset(roles)
    runs_the_server = guild.owner_id == member.id or bool(powers & RUNS_THE_SERVER)
    return held, client.house.communities.rank(guild.id, held, runs_the_server=runs_the_server)


def rank_of(client: UsherClient, member: discord.Member) -> Rank:
    """Return the member's rank in their community."""
    return standing(client, member)[1]


def require(interaction: discord.Interaction, least: Rank) -> None:
    """Raise Refusal unless the person has at least this rank here. Everybody is a fan, everywhere."""
    if least is Rank.FAN:
        return
    client: UsherClient = interaction.client  # type: ignore[assignment]
    member = interaction.user
    if not isinstance(member, discord.Member) or rank_of(client, member) < least:
        raise Refusal(f"refusals.rank_{least.name.lower()}")


def doorway(least: Rank) -> Callable[[F], F]:
    """Let only people of this rank and above use a command, and answer every refusal kindly.

    It stands below `app_commands.command`. A refusal ends here: it is an answer, not an error.
    """

    def around(command: F) -> F:
        @wraps(command)
        async def guarded(self: object, interaction: discord.Interaction, *args: object, **options: object) -> None:
            client: UsherClient = interaction.client  # type: ignore[assignment]
            try:
                require(interaction, least)
                await command(self, interaction, *args, **options)
            except Refusal as refusal:
                await client.door.interaction(interaction, refusal)

        return guarded  # type: ignore[return-value]  # the same parameters, as `wraps` tells discord.py

    return around
