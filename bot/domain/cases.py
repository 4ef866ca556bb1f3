"""Cases: which step follows a verdict, and what it says.

Owns the choice and the plan that carries it out. So far there is one step, the nudge: a private word that costs no
points. What was found, and why, is the verdict's; what is remembered is the service's.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.plans import LogLine, Notice, Plan, Words
from bot.domain.wording import code_words

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Considered, Verdict

FEATURE = "cases"


class Measure(StrEnum):
    """What is done about a member, the gentlest first."""

    NUDGE = "nudge"


def choose(verdict: Verdict) -> Measure | None:
    """Return the step that a verdict asks for: however many rules found something, one nudge."""
    return Measure.NUDGE if verdict.findings else None


def nudge_words(*, guild_id: int, channel_id: int, message_id: int, excerpt: str, until: datetime) -> Words:
    """Return what a nudge says: where, which words, remembered until when, and how to disagree."""
    values = {
        "channel": f"<#{channel_id}>",
        "excerpt": excerpt,
        "until": f"<t:{int(until.timestamp())}:D>",
        "link": f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}",
    }
    return Words("cases.nudge", values)


def nudge_plan(message: Message, finding: Considered, notice: Notice) -> Plan:
    """Return the plan of a nudge: tell the author, then staff, with how the word arrived."""
    line = LogLine(log_words("log.nudge", message, finding), 0, message.channel_id, message.id)
    return Plan(message.guild_id, FEATURE, f"nudge:{message.id}", (notice, line), subject_id=message.author_id)


def unspoken_plan(message: Message, finding: Considered) -> Plan:
    """Return the plan of a finding that nobody but staff hears of: a rule that only watches, or cases switched off."""
    line = LogLine(log_words("log.shadow", message, finding), None, message.channel_id, message.id)
    return Plan(message.guild_id, "moderation", f"shadow:{message.id}", (line,), subject_id=message.author_id)


def log_words(key: str, message: Message, finding: Considered) -> Words:
    """Return what the log says about a finding."""
    values = {
        "member": f"<@{message.author_id}>",
        "channel": f"<#{message.channel_id}>",
        "rule": finding.rule,
        "words": code_words(message.text[hit.start : hit.end] for hit in finding.hits),
    }
    return Words(key, values)
