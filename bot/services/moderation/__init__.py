"""Moderation: one policy for each community, verdicts from it, and the memory of decisions.

Owns which policy is in force. Judging is `bot.domain.moderation`; what a verdict leads to for the person is `cases`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.domain.moderation.judging import Policy, explain, judge
from bot.domain.moderation.messages import Message
from bot.domain.moderation.recent import Recent
from bot.domain.moderation.rules.links import asks_about_invites, unknown_invites
from bot.domain.moderation.verdicts import Verdict
from bot.services.moderation import keeping
from bot.services.policies import compile_policy
from bot.storage import moderation as rows
from bot.storage.moderation import Decision, evidence
from bot.storage.moderation.evidence import HIDDEN, Evidence

if TYPE_CHECKING:
    from bot.domain.cases import Response
    from bot.domain.moderation.reading import Reader, Vocabulary
    from bot.services.clocks import Clock
    from bot.services.communities import Communities, Community
    from bot.services.pauses import Pauses
    from bot.settings.catalogue import CommunitySettings
    from bot.storage.database import Database, Transaction

KEPT = timedelta(days=30)
"""How long a decision with hits can be explained as it was taken."""

FEATURE = "moderation"
INVITES_KNOWN = 5_000
MOST_INVITES = 3
"""How many invitations of one message Discord is asked about."""


@dataclass(frozen=True, slots=True)
class Why:
    """The answer to "why?": the decision as it was kept, or what would be decided now."""

    verdict: Verdict
    decided_at: datetime | None
    """None: no decision was kept, and this is as of now."""
    paused: bool = False
    response: dict[str, Any] = field(default_factory=dict)
    """What followed, where a decision was kept."""
    settings_version: str = ""
    """By which settings it was decided; empty where that is as of now."""
    current_version: str = ""


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
        self._recent = Recent()
        self._invites: dict[str, int] = {}
        self._asking: set[int] = set()
        """The communities in which some rule has to know where invitations lead."""
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

    def judge(self, message: Message, *, passing: bool = False) -> Verdict:
        """Return what the community's policy makes of a message: no database, no network, no waiting.

        `passing`: this is the moment at which it is written, so that it counts as what its author wrote before the
        next one.
        """
        policy = self.policy(message.guild_id)
        if policy is None:
            return Verdict()
        verdict = judge(policy, message, self._recent.before(message))
        if passing:
            self._recent.add(message, verdict)
        return verdict

    def unknown_invites(self, message: Message) -> tuple[str, ...]:
        """Return the codes of invitations in a message that cannot be judged before Discord says where they lead."""
        policy = self.policy(message.guild_id)
        if policy is None or message.guild_id not in self._asking:
            return ()
        return unknown_invites(policy, message)[:MOST_INVITES]

    def learn_invite(self, code: str, guild_id: int) -> None:
        """Remember where an invitation leads; 0: nowhere. The oldest is forgotten when there are too many."""
        self._invites[code] = guild_id
        if len(self._invites) > INVITES_KNOWN:
            del self._invites[next(iter(self._invites))]

    def explain(self, message: Message) -> Verdict:
        """As `judge`, with a word about every rule."""
        policy = self.policy(message.guild_id)
        return explain(policy, message, self._recent.before(message)) if policy is not None else Verdict()

    async def keep(self, tx: Transaction, message: Message, verdict: Verdict, response: Response) -> bool:
        """Keep a decision in the caller's transaction; False where this message was decided already."""
        return await rows.keep(tx, self._decision(message, verdict, response))

    async def news(self, tx: Transaction, message: Message, verdict: Verdict) -> tuple[Verdict, int] | None:
        """Return what is new in a message that was decided before, and the number of this revision; None: nothing."""
        kept = await rows.find(tx, message.guild_id, message.id)
        if kept is None:
            return None
        fresh = verdict.beyond(kept.considered)
        return (fresh, kept.revision + 1) if fresh.worth_keeping else None

    async def amend(
        self, tx: Transaction, message: Message, verdict: Verdict, response: Response, revision: int
    ) -> bool:
        """Keep what an edit brought beside what was found before; False where somebody else was faster."""
        kept = await rows.find(tx, message.guild_id, message.id)
        earlier = kept.considered if kept else ()
        both = Verdict((*(each for each in earlier if each not in verdict.considered), *verdict.considered))
        return await rows.amend(tx, replace(self._decision(message, both, response), revision=revision))

    async def keep_evidence(self, tx: Transaction, message: Message, kept_for: timedelta) -> None:
        """Keep what a message says before it is taken away, in the caller's transaction."""
        now = self._clock()
        what = Evidence(
            guild_id=message.guild_id,
            message_id=message.id,
            channel_id=message.channel_id,
            author_id=message.author_id,
            passages=tuple(passage for passage in message.passages if passage.text),
            reason=HIDDEN,
            kept_at=now,
            expires_at=now + kept_for,
        )
        await evidence.keep(tx, what)

    def _decision(self, message: Message, verdict: Verdict, response: Response) -> Decision:
        now = self._clock()
        policy = self.policy(message.guild_id)
        return Decision(
            guild_id=message.guild_id,
            message_id=message.id,
            channel_id=message.channel_id,
            author_id=message.author_id,
            considered=verdict.considered,
            settings_version=policy.version if policy else "",
            decided_at=now,
            expires_at=now + KEPT,
            response=response.as_dict(),
        )

    async def evidence(self, guild_id: int, message_id: int) -> Evidence | None:
        """Return what a message said that was taken away, or None where nothing is kept of it."""
        async with self._database.read() as tx:
            return await evidence.find(tx, guild_id, message_id)

    async def decision(self, guild_id: int, message_id: int) -> Decision | None:
        """Return the decision kept about a message, or None."""
        async with self._database.read() as tx:
            return await rows.find(tx, guild_id, message_id)

    async def why(self, message: Message) -> Why:
        """Explain what was decided about a message, or what would be decided now, including why nothing was done."""
        kept = await self.decision(message.guild_id, message.id)
        if kept is not None:
            policy = self.policy(message.guild_id)
            return Why(
                Verdict(kept.considered),
                kept.decided_at,
                response=kept.response,
                settings_version=kept.settings_version,
                current_version=policy.version if policy else "",
            )
        return Why(self.explain(message), None, paused=self._pauses.stands_still(message.guild_id, FEATURE))

    async def export(self, tx: Transaction, guild_id: int, member_id: int) -> dict[str, object]:
        """Return everything kept about a member here."""
        return await keeping.export(tx, guild_id, member_id)

    async def forget(self, tx: Transaction, guild_id: int, member_id: int) -> None:
        """Forget a member."""
        await keeping.forget(tx, guild_id, member_id)
        tx.after_commit.append(partial(self._recent.forget, guild_id, member_id))

    async def expire(self, tx: Transaction) -> None:
        """Remove what has been kept long enough."""
        await keeping.expire(tx, self._clock())

    def alone(self, guild_id: int, rule: str) -> Policy | None:
        """Return the policy in which only this rule is awake, and acts; None where there is no such rule.

        Nothing of it comes into force: it is for trying a rule out.
        """
        community = self._communities.of(guild_id)
        if community is None or rule not in community.settings.moderation.rules:
            return None
        moderation = community.settings.moderation
        modes = {name: "live" if name == rule else "off" for name in moderation.rules}
        rules = {name: each.model_copy(update={"mode": modes[name]}) for name, each in moderation.rules.items()}
        settings = replace(community.settings, moderation=moderation.model_copy(update={"rules": rules}))
        return self._policy(community, settings, dict(self._readers))

    def _renew(self, guild_id: int) -> None:
        """Make a community's policy as soon as its settings are known, so that no message waits for it."""
        self._policies[guild_id] = self._compile(guild_id)

    def _compile(self, guild_id: int) -> Policy | None:
        community = self._communities.of(guild_id)
        if community is None or not community.settings.moderation.enabled:
            return None
        policy = self._policy(community, community.settings, self._readers)
        if asks_about_invites(policy):
            self._asking.add(guild_id)
        else:
            self._asking.discard(guild_id)
        return policy

    def _policy(self, community: Community, settings: CommunitySettings, readers: dict[str, Reader]) -> Policy:
        return compile_policy(
            settings,
            self._vocabulary,
            roles=community.role_names(),
            channels=community.channel_names(),
            guild_id=community.guild_id,
            known_invites=self._invites,
            readers=readers,
        )
