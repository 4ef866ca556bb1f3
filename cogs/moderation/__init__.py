"""Moderation's doorway: every message is read, decisions are explained, and rules are looked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import UsherClient


async def setup(client: UsherClient) -> None:
    """Add the doorway to the client."""
    from cogs.moderation.commands import Moderation  # noqa: PLC0415 -- discord.py's own way in
    from cogs.moderation.reading import Reading  # noqa: PLC0415 -- the same

    await client.add_cog(Reading(client))
    await client.add_cog(Moderation(client))
