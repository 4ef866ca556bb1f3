"""The premises: comparing a server with its settings, making what is missing, and examining what works.

Owns the use cases behind `/usher setup` and `/usher doctor`. The rules are `bot.domain.communities`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.communities.doctor import Finding, examine
from bot.domain.communities.needs import DESK, HOUSE, LOG
from bot.domain.communities.setup import Setup, compare
from bot.domain.plans import LogLine, Plan, Words

if TYPE_CHECKING:
    from bot.domain.communities.servers import Server
    from bot.services.communities import Communities, Community
    from bot.services.pauses import Pauses
    from bot.storage.database import Database
    from bot.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the set-up would do. `digest` names exactly this list of steps."""

    setup: Setup
    digest: str


class Premises:
    """What is in place in a server, and what is not."""

    def __init__(self, database: Database, ledger: Ledger, communities: Communities, pauses: Pauses) -> None:
        self._database = database
        self._ledger = ledger
        self._communities = communities
        self._pauses = pauses

    async def propose(self, community: Community, server: Server) -> Proposal:
        """Compare a server with its settings."""
        found = await self._communities.adopt(server)
        setup = compare(server, found, community.desk_role_keys())
        return Proposal(setup, hashlib.sha256(repr(setup.steps).encode()).hexdigest()[:12])

    async def apply(self, community: Community, proposal: Proposal, *, press_id: int) -> int | None:
        """Put the steps of a proposal into the ledger; return the plan's number, or None for a second press.

        One screen may show what is left after a step failed: pressing that is another proposal, and no second press.
        """
        plan = Plan(community.guild_id, HOUSE, f"setup:{press_id}:{proposal.digest}", proposal.setup.steps)
        async with self._database.write() as tx:
            return await self._ledger.put(tx, plan)

    async def examine(self, server: Server, *, tell: bool) -> tuple[Finding, ...]:
        """Examine a server and let what cannot work stand still. `tell`: say to staff what changed by that."""
        found = await self._communities.adopt(server)
        community = self._communities.of(server.guild_id)
        if community is None:
            return ()
        findings = examine(server, found, community.features)
        await self._pauses.examined(
            server.guild_id, findings, tell=_where_to_tell(server, community) if tell else False
        )
        return findings

    async def tell_at_start(self, community: Community, findings: tuple[Finding, ...]) -> None:
        """Put one line about what will not work into the log; the next start does not say the same again."""
        if not findings:
            return
        digest = hashlib.sha256(repr(findings).encode()).hexdigest()[:12]
        words = Words("doctor.at_start", {"count": str(len(findings))})
        async with self._database.write() as tx:
            await self._ledger.put(tx, Plan(community.guild_id, HOUSE, f"findings:{digest}", (LogLine(words),)))


def _where_to_tell(server: Server, community: Community) -> int | bool:
    """Return True for the log, a channel's id where the log is out of reach, or False where no staff channel works."""
    channels = {channel.id: channel for channel in server.channels}
    log = channels.get(community.channel("log") or 0)
    if log is not None and log.usher_may.issuperset(LOG):
        return True
    desk = channels.get(community.channel("desk") or 0)
    return desk.id if desk is not None and desk.usher_may.issuperset(DESK) else False
