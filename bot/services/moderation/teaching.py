"""Teaching: what staff think of a rule's finds, what they allow, and what is known of each rule from that.

Owns judgements and the numbers about rules; the lists of what is allowed are kept by `allowing`, and trying a rule out
is `trying`. Who may do this is checked at the doorway; taking back what was noted about a member is `cases`'.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.allowable import allowable
from bot.domain.moderation.messages import Field, Message
from bot.domain.moderation.precision import Precision
from bot.domain.moderation.verdicts import Verdict
from bot.services.moderation import trying
from bot.services.moderation.allowing import EVERYWHERE, Allowing
from bot.storage import moderation as decisions
from bot.storage.moderation import evidence, hits, judgements
from bot.storage.moderation.judgements import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.domain.moderation.allowable import Allowable
    from bot.services.cases import Cases
    from bot.services.clocks import Clock
    from bot.services.communities import Communities
    from bot.services.moderation import Moderation
    from bot.services.moderation.trying import Tried
    from bot.settings.store import SettingsStore
    from bot.storage.communities import Change
    from bot.storage.database import Database, Transaction
    from bot.storage.moderation import Decision
    from bot.storage.moderation.evidence import Evidence

A_YEAR: Final = timedelta(days=365)
"""How long a judgement is kept."""
COUNTED: Final = timedelta(days=30)
MOST_COUNTED: Final = 2_000
"""How many decisions the numbers are made of, at most: reading more would keep messages waiting."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is held of the finds in a message. Not `fresh`: somebody else had judged before."""

    right: bool
    by: int
    at: datetime
    fresh: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is known of one rule: messages it found something in, the people who wrote them, and how often rightly."""

    hits: int = 0
    people: int = 0
    precision: Precision = field(default_factory=Precision)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The numbers of every rule. Not `complete`: only the latest finds were counted, since there are so many."""

    rules: Mapping[str, Numbers] = field(default_factory=dict)
    complete: bool = True

    def of(self, rule: str) -> Numbers:
        """Return the numbers of a rule."""
        return self.rules.get(rule, Numbers())


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A find that nobody has judged; `kept` is the message where it was taken away, and `left` counts it too."""

    decision: Decision
    kept: Message | None
    left: int


class Teaching:
    """What rules learn from staff."""

    def __init__(
        self,
        database: Database,
        settings: SettingsStore,
        communities: Communities,
        moderation: Moderation,
        cases: Cases,
        clock: Clock,
    ) -> None:
        self._database = database
        self._communities = communities
        self._moderation = moderation
        self._cases = cases
        self._clock = clock
        self.allowing = Allowing(settings, communities)

    async def judge_hits(
        self, guild_id: int, message_id: int, *, right: bool, by: int, rule: str | None = None
    ) -> Judged | None:
        """Keep whether the rules that found something in a message were right; None where no decision is left.

        Each rule is judged once about a message. With `rule`, only that one is. Where all live finds turn out to be no
        problem, what was noted about the member is withdrawn in the same transaction.
        """
        async with self._database.write() as tx:
            decision = await decisions.find(tx, guild_id, message_id)
            verdict = Verdict(decision.considered) if decision else Verdict()
            found = {each.rule for each in (*verdict.findings, *verdict.shadows)}
            asked = sorted(found if rule is None else found & {rule})
            if not asked:
                return None
            revision = decision.revision if decision else 0
            now, fresh = self._clock(), False
            for name in asked:
                judgement = Judgement(guild_id, message_id, name, right, by, now, now + A_YEAR, revision)
                fresh = await judgements.keep(tx, judgement) or fresh
            held = await judgements.of_message(tx, guild_id, message_id, revision)
            if fresh and not right and all(_fine(held.get(each.rule)) for each in verdict.findings):
                await self._cases.withdraw(tx, guild_id, message_id)
            first = held[asked[0]]
        return (
            Judged(right, by, now, fresh=True)
            if fresh
            else Judged(first.right, first.judged_by, first.judged_at, False)
        )

    async def words(self, guild_id: int, message_id: int, message: Message | None) -> tuple[Allowable, ...] | None:
        """Return what could be allowed of what was found in a message; None where no decision is left.

        `message` is the message as it is now, where it still is.
        """
        async with self._database.read() as tx:
            decision = await decisions.find(tx, guild_id, message_id)
            kept = await evidence.find(tx, guild_id, message_id) if message is None else None
        if decision is None:
            return None
        verdict = Verdict(decision.considered)
        seen = message or (_restored(kept) if kept else None)
        again = self._moderation.judge(seen).considered if seen else ()
        return allowable((*verdict.findings, *verdict.shadows), seen, again)

    async def statistics(self, guild_id: int) -> Statistics:
        """Return what is known of each rule: finds of the last 30 days, and judgements of a year."""
        async with self._database.read() as tx:
            found = await self._hits(tx, guild_id)
            judged = await judgements.tallies(tx, guild_id)
        counts: dict[str, int] = {}
        people: dict[str, set[int]] = {}
        for hit in found:
            for rule in hit.rules:
                counts[rule] = counts.get(rule, 0) + 1
                people.setdefault(rule, set()).add(hit.author_id)
        return Statistics(
            {
                rule: Numbers(counts.get(rule, 0), len(people.get(rule, ())), Precision(*judged.get(rule, (0, 0))))
                for rule in counts.keys() | judged.keys()
            },
            complete=len(found) < MOST_COUNTED,
        )

    async def history(self, guild_id: int, rule: str, limit: int = 15) -> list[Change]:
        """Return the latest changes from Discord that concern a rule, also those for all rules, newest first."""
        own = await self._communities.changes(guild_id, f"moderation.rules.{rule}.", limit)
        shared = await self._communities.changes(guild_id, EVERYWHERE, limit)
        return sorted((*own, *shared), key=lambda each: each.changed_at, reverse=True)[:limit]

    async def unjudged(self, guild_id: int, rule: str, before: int | None = None) -> Unjudged | None:
        """Return a rule's latest find that nobody has judged, in a message older than `before`; None: there is none."""
        async with self._database.read() as tx:
            done = await judgements.judged_messages(tx, guild_id, rule)
            found = [each.message_id for each in await self._hits(tx, guild_id) if rule in each.rules]
            left = [each for each in found if each not in done and (before is None or each < before)]
            decision = await decisions.find(tx, guild_id, left[0]) if left else None
            kept = await evidence.find(tx, guild_id, left[0]) if left else None
        return Unjudged(decision, _restored(kept) if kept else None, len(left)) if decision else None

    async def try_out(self, guild_id: int, rule: str, messages: Iterable[Message]) -> Tried | None:
        """Return what a rule would find in messages if it acted; None where there is no such rule."""
        policy = self._moderation.alone(guild_id, rule)
        return None if policy is None else await trying.try_out(policy, rule, messages)

    def cost(self, guild_id: int, rule: str, messages: Iterable[Message]) -> float | None:
        """Return what a rule costs, in microseconds a message: the median over these messages, measured now."""
        policy = self._moderation.alone(guild_id, rule)
        return None if policy is None else trying.cost(policy, messages)

    async def _hits(self, tx: Transaction, guild_id: int) -> list[hits.Hit]:
        return await hits.latest(tx, guild_id, self._clock() - COUNTED, MOST_COUNTED)


def _fine(judgement: Judgement | None) -> bool:
    return judgement is not None and not judgement.right


def _restored(kept: Evidence) -> Message:
    """Return a message that was taken away, as far as it is kept."""
    said = next((each.text for each in kept.passages if each.field is Field.CONTENT), "")
    more = tuple(each for each in kept.passages if each.field is not Field.CONTENT)
    return Message(kept.message_id, kept.guild_id, kept.channel_id, kept.author_id, kept.kept_at, said, more)
