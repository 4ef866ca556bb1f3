"""Cases: what is said to a member, and what is remembered of it.

Owns the step that follows a verdict (so far one: the nudge, a private word) and its record. The verdict itself is
`moderation`'s; carrying the word to its addressee is the stagehand's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.cases import Measure, choose, nudge_plan, nudge_words, unspoken_plan
from bot.domain.plans import Notice, Words
from bot.domain.wording import mark
from bot.storage import cases as rows
from bot.storage import plans as held
from bot.storage.cases import Case

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Considered, Verdict
    from bot.services.clocks import Clock
    from bot.services.communities import Communities, Community
    from bot.services.moderation import Moderation
    from bot.services.people import People
    from bot.storage.database import Database, Transaction
    from bot.storage.ledger import Ledger


class Cases:
    """The records of members, and the words that make them."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        communities: Communities,
        moderation: Moderation,
        people: People,
        clock: Clock,
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._communities = communities
        self._moderation = moderation
        self._people = people
        self._clock = clock

    async def respond(self, message: Message, verdict: Verdict) -> bool:
        """Do what a verdict asks for, once a message; return whether it was news.

        Live findings get their author one nudge and staff one line; findings of shadow rules get staff one line.
        """
        community = self._communities.of(message.guild_id)
        if community is None or not verdict.worth_keeping:
            return False
        async with self._database.write() as tx:
            if not await self._moderation.keep(tx, message, verdict):
                return False
            if choose(verdict) is Measure.NUDGE and community.settings.cases.enabled:
                await self._nudge(tx, community, message, verdict.findings[0])
            else:
                seen = (*verdict.findings, *verdict.shadows)
                await self._ledger.put(tx, unspoken_plan(message, seen[0]))
        return True

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
                    "message": str(case.message_id),
                    "channel": str(case.channel_id),
                    "excerpt": case.excerpt,
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

    async def expire(self, tx: Transaction) -> None:
        """Remove what is no longer remembered."""
        await rows.expire(tx, self._clock())

    async def _nudge(self, tx: Transaction, community: Community, message: Message, finding: Considered) -> None:
        now = self._clock()
        settings = community.settings.cases.nudge
        case = Case(
            guild_id=message.guild_id,
            member_id=message.author_id,
            kind=Measure.NUDGE,
            rule=finding.rule,
            channel_id=message.channel_id,
            message_id=message.id,
            excerpt=mark(message.text, [(hit.start, hit.end) for hit in finding.hits]),
            created_at=now,
            expires_at=now + settings.remember,
        )
        case_id = await rows.open_case(tx, case)
        if case_id is None:
            return
        notice = Notice(
            member_id=message.author_id,
            reference=case_id,
            channel_id=message.channel_id,
            words=words_of(case),
            line_until=now + settings.note_line,
            locale=self._people.locale(message.guild_id, message.author_id) or community.locale,
        )
        await self._ledger.put(tx, nudge_plan(message, finding, notice))


def words_of(case: Case) -> Words:
    """Return what the notice of a case says."""
    return nudge_words(
        guild_id=case.guild_id,
        channel_id=case.channel_id,
        message_id=case.message_id,
        excerpt=case.excerpt,
        until=case.expires_at,
    )
