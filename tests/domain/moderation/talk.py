"""Messages of a few people in a few channels, and what a policy of one kind of rule makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.moderation.judging import Policy, judge
from bot.domain.moderation.messages import Message
from bot.domain.moderation.recent import Recent
from bot.domain.moderation.rules.first_messages import FirstMessages, FirstMessagesRule
from bot.domain.moderation.rules.flood import Flood, FloodRule
from bot.domain.moderation.rules.reports import Reports, ReportsRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.moderation.judging import Kind
    from bot.domain.moderation.rules import Rule
    from bot.domain.moderation.verdicts import Verdict

START = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


def said(text: str = "good evening", second: float = 0, author: int = 1, channel: int = 10, **more: Any) -> Message:
    """One message; its id comes from its time and author, unless one is given."""
    number = int(second * 1000) * 100 + author
    return replace(Message(number, 5, channel, author, START + timedelta(seconds=second), text), **more)


def policy(*rules: Rule) -> Policy:
    """A policy of these rules."""
    kinds: list[Kind] = []
    if floods := [rule for rule in rules if isinstance(rule, FloodRule)]:
        kinds.append(Flood(floods))
    if newcomers := [rule for rule in rules if isinstance(rule, FirstMessagesRule)]:
        kinds.append(FirstMessages(newcomers))
    if reports := [rule for rule in rules if isinstance(rule, ReportsRule)]:
        kinds.append(Reports(reports))
    return Policy(rules, tuple(kinds))


def verdicts(by: Policy, messages: Iterable[Message]) -> list[Verdict]:
    """What the policy makes of each message, one after the other."""
    recent, made = Recent(), []
    for message in messages:
        made.append(judge(by, message, recent.before(message)))
        recent.add(message, made[-1])
    return made


def found(by: Policy, messages: Iterable[Message]) -> list[str]:
    """Why each message was found, or an empty text."""
    return [each.findings[0].because if each.findings else "" for each in verdicts(by, messages)]


def places(found: Sequence[str]) -> dict[int, str]:
    """Which messages were found, counted from 1, and why."""
    return {place: because for place, because in enumerate(found, 1) if because}
