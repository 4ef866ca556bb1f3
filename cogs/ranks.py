"""Who may do what: every command and every press is checked here against `community.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import discord
from discord import app_commands

from cogs.door import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.client import UsherClient
    from bot.domain.people import Rank

T = TypeVar("T")


def runs_the_server(member: discord.Member) -> bool:
    """Whether Discord itself lets this member manage the server."""
    if member.guild.owner_id == member.id:
        return True
    return any(role.permissions.administrator or role.permissions.manage_guild for role in member.roles)


def rank_of(client: UsherClient, member: discord.Member) -> Rank:
    """Return the member's rank in their community."""
    roles = frozenset(role.id for role in member.roles)
    return client.house.communities.rank(member.guild.id, roles, runs_the_server=runs_the_server(member))


def require(interaction: discord.Interaction, least: Rank) -> None:
    """Raise Refusal unless the person has at least this rank here."""
    client: UsherClient = interaction.client  # type: ignore[assignment]
    member = interaction.user
    if not isinstance(member, discord.Member) or rank_of(client, member) < least:
        raise Refusal(f"refusals.rank_{least.name.lower()}")


def for_rank(least: Rank) -> Callable[[T], T]:
    """Let only people of this rank and above use a command."""

    def allowed(interaction: discord.Interaction) -> bool:
        require(interaction, least)
        return True

    return app_commands.check(allowed)
