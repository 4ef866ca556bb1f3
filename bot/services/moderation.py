"""Moderation: one policy for each community, verdicts from it, and the memory of decisions.

Owns which policy is in force. Judging is `bot.domain.moderation`; what a verdict leads to for the person is `cases`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain.moderation.judging import Policy, judge
from bot.domain.moderation.messages import Message
from bot.domain.moderation.verdicts import Verdict
from bot.services.policies import compile_policy
from bot.storage import moderation as rows
from bot.storage.moderation import Decision

if TYPE_CHECKING:
    from bot.domain.moderation.reading import Reader, Vocabulary
    from bot.services.clocks import Clock
    from bot.services.communities import Communities
    from bot.services.pauses import Pauses
    from bot.storage.database import Database, Transaction

KEPT = timedelta(days=30)
"""How long a decision with hits can be explained as it was taken."""

FEATURE = "moderation"


@dataclass(frozen=True, slots=True)
class Why:
    """The answer to "why?": the decision as it was kept, or what would be decided now."""

    verdict: Verdict
    decided_at: datetime | None
    """None: no decision was kept, and this is as of now."""
    paused: bool = False


class Moderation:
    """The judgement of messages, community by community."""

    def __init__(
        self, database: Database, communities: Communities, pauses: Pauses, vocabulary: Vocabulary, clock: Clock
    ) -> None:
        self._database = database
        self._communities = communities
        self._pauses = pauses
        self._vocabulary = vocabulary
        self._clock = clock
        self._policies: dict[int, Policy | None] = {}
        self._readers: dict[str, Reader] = {}
        communities.listen(self._renew)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words in use."""
        return self._vocabulary

    def take(self, vocabulary: Vocabulary) -> None:
        """Use other words from now on."""
        self._vocabulary = vocabulary
        self._readers.clear()
        self._policies.clear()

    def watches(self, guild_id: int) -> bool:
        """Whether messages of this community are read at present."""
        return self.policy(guild_id) is not None and not self._pauses.stands_still(guild_id, FEATURE)

    def policy(self, guild_id: int) -> Policy | None:
        """Return the policy in force, or None where the community has none."""
        if guild_id not in self._policies:
            self._policies[guild_id] = self._compile(guild_id)
        return self._policies[guild_id]

    def judge(self, message: Message) -> Verdict:
        """Return what the community's policy makes of a message: no database, no network, no waiting."""
        policy = self.policy(message.guild_id)
        return judge(policy, message) if policy is not None else Verdict()

    async def keep(self, tx: Transaction, message: Message, verdict: Verdict) -> bool:
        """Keep a decision in the caller's transaction; False where this message was decided already."""
        now = self._clock()
        policy = self.policy(message.guild_id)
        decision = Decision(
            guild_id=message.guild_id,
            message_id=message.id,
            channel_id=message.channel_id,
            author_id=message.author_id,
            considered=verdict.considered,
            settings_version=policy.version if policy else "",
            decided_at=now,
            expires_at=now + KEPT,
        )
        return await rows.keep(tx, decision)

    async def decision(self, guild_id: int, message_id: int) -> Decision | None:
        """Return the decision kept about a message, or None."""
        async with self._database.read() as tx:
            return await rows.find(tx, guild_id, message_id)

    async def why(self, message: Message) -> Why:
        """Explain what was decided about a message, or what would be decided now, including why nothing was done."""
        kept = await self.decision(message.guild_id, message.id)
        if kept is not None:
            return Why(Verdict(kept.considered), kept.decided_at)
        return Why(self.judge(message), None, paused=self._pauses.stands_still(message.guild_id, FEATURE))

    async def export(self, tx: Transaction, guild_id: int, member_id: int) -> dict[str, object]:
        """Return everything kept about a member here."""
        decisions = await rows.of_author(tx, guild_id, member_id)
        return {
            "decisions": [
                {
                    "message": str(each.message_id),
                    "channel": str(each.channel_id),
                    "rules": {one.rule: one.outcome.value for one in each.considered},
                    "words": [hit.term for one in each.considered for hit in one.hits],
                    "decided_at": each.decided_at.isoformat(),
                    "kept_until": each.expires_at.isoformat(),
                }
                for each in decisions
            ]
        }

    async def forget(self, tx: Transaction, guild_id: int, member_id: int) -> None:
        """Forget a member."""
        await rows.forget(tx, guild_id, member_id)

    async def expire(self, tx: Transaction) -> None:
        """Remove what has been kept long enough."""
        await rows.expire(tx, self._clock())

    def _renew(self, guild_id: int) -> None:
        """Make a community's policy as soon as its settings are known, so that no message waits for it."""
        self._policies[guild_id] = self._compile(guild_id)

    def _compile(self, guild_id: int) -> Policy | None:
        community = self._communities.of(guild_id)
        if community is None or not community.settings.moderation.enabled:
            return None
        return compile_policy(
            community.settings,
            self._vocabulary,
            roles=community.role_names(),
            channels=community.channel_names(),
            readers=self._readers,
        )
