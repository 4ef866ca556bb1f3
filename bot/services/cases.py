"""Cases: what is said to a member, and what is remembered of it.

Owns the step that follows a verdict (so far a private word, with the text given back where it was hidden) and its
record. The verdict itself is `moderation`'s; carrying the word to its addressee is the stagehand's.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.domain.cases import Measure, choose, leading, notice_words, plan
from bot.domain.moderation.excerpts import excerpt
from bot.domain.moderation.rewriting import rewritten
from bot.domain.moderation.verdicts import Fate
from bot.domain.plans import Notice, Words
from bot.storage import cases as rows
from bot.storage import plans as held
from bot.storage.cases import Case
from bot.storage.moderation import evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bot.domain.cases import Response
    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Verdict
    from bot.services.clocks import Clock
    from bot.services.communities import Communities, Community
    from bot.services.moderation import Moderation
    from bot.services.people import People
    from bot.services.standing import Standing
    from bot.storage.database import Database, Transaction
    from bot.storage.ledger import Ledger


MOST_REVISIONS = 5
"""How often an edit of one message is answered; whoever goes on changing it hears nothing new. What must go, goes."""


class Cases:
    """The records of members, and the words that make them."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        communities: Communities,
        moderation: Moderation,
        people: People,
        standing: Standing,
        clock: Clock,
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._communities = communities
        self._moderation = moderation
        self._people = people
        self._standing = standing
        self._clock = clock

    async def respond(self, message: Message, verdict: Verdict, tx: Transaction | None = None) -> bool:
        """Do what a verdict asks for, in the caller's transaction or one of its own; return whether that was anything.

        Each message is answered once. An edit is answered again only for what is new in it: what was found before is
        not found twice, and what was taken out is no fresh offence.
        """
        community = self._communities.of(message.guild_id)
        if community is None or not verdict.worth_keeping:
            return False
        if tx is not None:
            return await self._respond(tx, community, message, verdict)
        return await self._database.together(lambda own: self._respond(own, community, message, verdict))

    async def _respond(self, tx: Transaction, community: Community, message: Message, verdict: Verdict) -> bool:
        settings = community.settings
        response, revision = choose(verdict, message, speaks=settings.cases.enabled), 0
        if not await self._moderation.keep(tx, message, verdict, response):
            fresh = await self._moderation.news(tx, message, verdict)
            if fresh is None:
                return False
            verdict, revision = fresh
            if revision > MOST_REVISIONS and verdict.text is not Fate.HIDE:
                return False
            # What was noted about this very message is no repeat.
            own = len(await rows.of_message(tx, message.guild_id, message.id))
            message = replace(message, remembered=max(0, message.remembered - own))
            response = choose(verdict, message, speaks=settings.cases.enabled)
            if not await self._moderation.amend(tx, message, verdict, response, revision):
                return False
        if response.text is Fate.HIDE:
            await self._moderation.keep_evidence(tx, message, settings.moderation.evidence)
        notice = await self._open(tx, community, message, verdict, response)
        await self._ledger.put(tx, plan(message, verdict, response, notice, revision))
        return True

    async def withdraw(self, tx: Transaction, guild_id: int, message_id: int) -> None:
        """Take back what was noted about a message, in the caller's transaction: a person found nothing wrong.

        What would have taken the text away, and has not begun, is let go: then the text stays. One that is gone already
        is still given back.
        """
        now = self._clock()
        if await held.spare(tx, guild_id, message_id, now):
            await evidence.spare(tx, guild_id, message_id)
            gone = await rows.withdraw(tx, guild_id, message_id, now)
        else:
            gone = await rows.withdraw(tx, guild_id, message_id, now, owing=True)
        for case in gone:
            tx.after_commit.append(partial(self._standing.take_back, guild_id, case.member_id, [case.expires_at]))

    async def given_back(self, case: Case) -> str | None:
        """Return the text that a note gives back to its author, or None where it took none away, or kept none."""
        if case.kind == Measure.NUDGE:
            return None
        async with self._database.read() as tx:
            kept = await evidence.find(tx, case.guild_id, case.message_id)
        return "\n".join(each.text for each in kept.passages) if kept else None

    async def notice(self, guild_id: int, case_id: int) -> Case | None:
        """Return the case that a notice is about, or None once it is forgotten."""
        async with self._database.read() as tx:
            return await rows.get(tx, guild_id, case_id)

    async def of_message(self, guild_id: int, message_id: int) -> list[Case]:
        """Return what was said about one message."""
        async with self._database.read() as tx:
            return await rows.of_message(tx, guild_id, message_id)

    async def record(self, guild_id: int, member_id: int) -> list[Case]:
        """Return what is remembered of a member, newest first."""
        async with self._database.read() as tx:
            return await rows.of_member(tx, guild_id, member_id, self._clock())

    def delivered(self, case_id: int, how: str) -> Callable[[Transaction], Any]:
        """Return what notes, in the stagehand's own commit, how a notice arrived."""

        async def note(tx: Transaction) -> None:
            await rows.delivered(tx, case_id, how)

        return note

    async def export(self, tx: Transaction, guild_id: int, member_id: int) -> dict[str, object]:
        """Return everything kept about a member here."""
        cases = await rows.of_member(tx, guild_id, member_id, self._clock())
        return {
            "cases": [
                {
                    "number": case.id,
                    "kind": case.kind,
                    "rule": case.rule,
                    "because": case.because,
                    "message": str(case.message_id),
                    "channel": str(case.channel_id),
                    "excerpt": case.excerpt,
                    "offered": case.rewrite,
                    "arrived": case.delivery,
                    "at": case.created_at.isoformat(),
                    "remembered_until": case.expires_at.isoformat(),
                }
                for case in cases
            ],
            "plans": {each.plan.dedupe_key: each.state for each in await held.of_subject(tx, guild_id, member_id)},
        }

    async def forget(self, tx: Transaction, guild_id: int, member_id: int) -> None:
        """Forget a member."""
        await rows.forget(tx, guild_id, member_id)
        await held.forget(tx, guild_id, member_id)
        tx.after_commit.append(partial(self._standing.forget, guild_id, member_id))

    async def expire(self, tx: Transaction) -> None:
        """Remove what is no longer remembered."""
        await rows.expire(tx, self._clock())
        tx.after_commit.append(self._standing.prune)

    async def _open(
        self, tx: Transaction, community: Community, message: Message, verdict: Verdict, response: Response
    ) -> Notice | None:
        """Write the case that a response makes; return the notice of it, or None where there is nobody to tell.

        A message has one note of each kind: one that was answered with a quiet word before gets no second one.
        """
        if response.measure is None:
            return None
        now = self._clock()
        settings = community.settings.cases.nudge
        finding = leading(verdict)
        case = Case(
            guild_id=message.guild_id,
            member_id=message.author_id,
            kind=response.measure,
            rule=finding.rule,
            because=finding.because,
            channel_id=message.channel_id,
            message_id=message.id,
            excerpt=excerpt(message, finding),
            rewrite=rewritten(message, verdict.findings) if response.text is not Fate.KEEP else None,
            created_at=now,
            expires_at=now + settings.remember,
        )
        case_id = await rows.open_case(tx, case)
        if case_id is None:
            return None
        tx.after_commit.append(partial(self._standing.add, case.guild_id, case.member_id, case.expires_at))
        return Notice(
            member_id=message.author_id,
            reference=case_id,
            channel_id=message.channel_id,
            words=words_of(case),
            line_until=now + settings.note_line,
            locale=self._people.locale(message.guild_id, message.author_id) or community.locale,
        )


def words_of(case: Case) -> Words:
    """Return what the notice of a case says."""
    return notice_words(
        case.kind,
        case.because,
        guild_id=case.guild_id,
        channel_id=case.channel_id,
        message_id=case.message_id,
        excerpt=case.excerpt,
        until=case.expires_at,
    )
