"""Judging one message by one policy.

Pure and cheap: the same function decides live, in replay, in shadow and when somebody asks why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.domain.moderation.verdicts import Considered, Exemption, Mode, Outcome, Verdict

if TYPE_CHECKING:
    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.reading import Hit


class Rule(Protocol):
    """One way to find something in a message."""

    @property
    def name(self) -> str:
        """The name that settings, log and `why` use."""

    @property
    def mode(self) -> Mode:
        """How much the rule may do."""

    def match(self, message: Message) -> tuple[Hit, ...]:
        """Return what it finds, in reading order; nothing where all is well."""


@dataclass(frozen=True, slots=True)
class Exemptions:
    """Who and where is not read. Ids are Discord's."""

    staff: bool = True
    roles: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()

    def of(self, message: Message) -> Exemption | None:
        """Return why this message is not read, or None."""
        if message.bot:
            return Exemption.BOT
        if self.staff and message.staff:
            return Exemption.STAFF
        if not self.roles.isdisjoint(message.roles):
            return Exemption.ROLE
        if message.channel_id in self.channels or message.parent_id in self.channels:
            return Exemption.CHANNEL
        return None if message.text.strip() else Exemption.EMPTY


@dataclass(frozen=True, slots=True)
class Policy:
    """All rules of one community, ready to use. `version` names the settings it was made from."""

    rules: tuple[Rule, ...] = ()
    exemptions: Exemptions = Exemptions()
    version: str = ""


def judge(policy: Policy, message: Message) -> Verdict:
    """Return what the policy makes of the message. The work grows with the length of its text."""
    exemption = policy.exemptions.of(message)
    if exemption is not None:
        return Verdict(exemption=exemption)
    return Verdict(tuple(_consider(rule, message) for rule in policy.rules))


def _consider(rule: Rule, message: Message) -> Considered:
    if rule.mode is Mode.OFF:
        return Considered(rule.name, Outcome.OFF)
    hits = rule.match(message)
    if not hits:
        return Considered(rule.name, Outcome.CLEAN)
    return Considered(rule.name, Outcome.MATCHED if rule.mode is Mode.LIVE else Outcome.SHADOWED, hits)
