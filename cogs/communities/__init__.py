"""Communities' doorway: `/usher`, and the server's own events."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import UsherClient


async def setup(client: UsherClient) -> None:
    """Add the doorway to the client."""
    from cogs.communities.commands import Usher  # noqa: PLC0415 -- discord.py's own way in
    from cogs.communities.watch import Watch  # noqa: PLC0415 -- the same

    await client.add_cog(Watch(client))
    await client.add_cog(Usher(client))
