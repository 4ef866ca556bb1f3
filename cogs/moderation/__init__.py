"""Moderation's doorway: every message is read, decisions are explained, and rules are looked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import UsherClient


async def setup(client: UsherClient) -> None:
    """Add the doorway to the client."""
    from cogs.moderation.commands import Moderation  # noqa: PLC0415 -- discord.py's own way in
    from cogs.moderation.evidence import EvidenceDoorway  # noqa: PLC0415 -- the same
    from cogs.moderation.purge import Purge  # noqa: PLC0415 -- the same
    from cogs.moderation.reading import Reading  # noqa: PLC0415 -- the same
    from cogs.moderation.reporting import Reporting  # noqa: PLC0415 -- the same
    from cogs.moderation.rulebook import Rulebook  # noqa: PLC0415 -- the same
    from cogs.moderation.teaching import Teaching  # noqa: PLC0415 -- the same

    moderation, purge = Moderation(client), Purge(client)
    if moderation.app_command is not None:
        moderation.app_command.add_command(purge.command)
    others = (Reading, Reporting, Rulebook, Teaching, EvidenceDoorway)
    for cog in (moderation, purge, *(each(client) for each in others)):
        await client.add_cog(cog)
