"""Reports: a member tells the team of a message.

Owns keeping them and the line that staff read of each. When enough members report one message is a rule's question
(`reports`), and what follows is answered like any other finding.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.moderation.excerpts import STAFF_CONTEXT, beginning
from bot.domain.moderation.rules.reports import ReportsRule
from bot.domain.moderation.verdicts import Verdict
from bot.domain.plans import LogLine, Plan, Words
from bot.domain.wording import escape, trim
from bot.storage.moderation import reports

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Considered
    from bot.services.cases import Cases
    from bot.services.clocks import Clock
    from bot.services.moderation import Moderation
    from bot.storage.database import Database
    from bot.storage.ledger import Ledger

KEPT = timedelta(days=30)
MOST, WITHIN = 5, timedelta(minutes=10)
"""How many messages a member may report within how long."""


class Reporting:
    """What members report to the team."""

    def __init__(self, database: Database, ledger: Ledger, moderation: Moderation, cases: Cases, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._moderation = moderation
        self._cases = cases
        self._clock = clock

    async def had_enough(self, guild_id: int, reporter_id: int) -> bool:
        """Whether a member has told of so many messages just now that the next had better wait."""
        async with self._database.read() as tx:
            return await reports.made_since(tx, guild_id, reporter_id, self._clock() - WITHIN) >= MOST

    async def report(self, message: Message, reporter_id: int) -> bool:
        """Keep a report and tell staff; return False where this member reported this message before.

        In the same commit the message is judged again, now that it has one report more.
        """
        now = self._clock()
        async with self._database.write() as tx:
            if not await reports.keep(tx, message.guild_id, message.id, reporter_id, now=now, expires_at=now + KEPT):
                return False
            count = await reports.count(tx, message.guild_id, message.id)
            reported = replace(message, reports=count)
            verdict = self._moderation.judge(reported)
            await self._ledger.put(tx, _line(message, verdict.considered, reporter_id, count))
            if self._moderation.watches(message.guild_id):
                await self._cases.respond(reported, _as_reported(verdict), tx)
        return True


def _as_reported(verdict: Verdict) -> Verdict:
    """Return what the reports alone give reason to: what else is in the message was judged when it was written."""
    return Verdict(tuple(each for each in verdict.considered if each.kind == ReportsRule.kind), verdict.exemption)


def _line(message: Message, found: Iterable[Considered], reporter_id: int, count: int) -> Plan:
    values = {
        "by": f"<@{reporter_id}>",
        "member": f"<@{message.author_id}>",
        "channel": f"<#{message.channel_id}>",
        "excerpt": escape(trim(beginning(message, found), STAFF_CONTEXT)),
        "count": str(count),
    }
    why = f"moderation:why:{message.id}.{reporter_id}"
    line = LogLine(Words("log.report", values), None, message.channel_id, message.id, (why,))
    # Who reported stays with staff: what the author is shown of themselves holds no plan of this kind.
    return Plan(message.guild_id, "moderation", f"report:{message.id}:{reporter_id}", (line,), subject_id=reporter_id)
