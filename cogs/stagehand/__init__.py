"""The stagehand: the one loop that carries plans out on Discord.

It sleeps to the next row of the ledger, claims it, carries the steps out in order and stores progress after each. It
stops at a step that cannot succeed, tries again later what may succeed later, and asks staff about a dead end once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import UsherClient


async def setup(client: UsherClient) -> None:
    """Add the stagehand to the client."""
    from cogs.stagehand.loop import Stagehand  # noqa: PLC0415 -- discord.py's own way in

    await client.add_cog(Stagehand(client))
