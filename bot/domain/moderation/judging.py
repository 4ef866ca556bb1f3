"""Judging one message by one policy.

Pure and cheap: the same function decides live, in replay, in shadow and when somebody asks why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.domain.moderation.rules.allowed import not_allowed
from bot.domain.moderation.verdicts import Considered, Exemption, Mode, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.recent import Seen
    from bot.domain.moderation.rules import Rule
    from bot.domain.moderation.verdicts import Finding


class Kind(Protocol):
    """All rules of one kind that are not off. They share their first look, so that a clean message costs little."""

    def look(self, message: Message, past: Sequence[Seen]) -> Iterable[tuple[Rule, Finding]]:
        """Return what these rules find, whatever their conditions. `past` is what the author wrote just before."""


@dataclass(frozen=True, slots=True)
class Exemptions:
    """Who and where is not read. Ids are Discord's."""

    staff: bool = True
    bots: bool = True
    webhooks: bool = False
    roles: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()

    def of(self, message: Message) -> Exemption | None:
        """Return why this message is not read, or None."""
        if self.webhooks if message.webhook else (self.bots and message.bot):
            return Exemption.BOT
        if self.staff and message.staff:
            return Exemption.STAFF
        if not self.roles.isdisjoint(message.roles):
            return Exemption.ROLE
        if self.channels and not self.channels.isdisjoint((message.channel_id, message.parent_id, message.category_id)):
            return Exemption.CHANNEL
        return Exemption.EMPTY if message.is_empty else None


@dataclass(frozen=True, slots=True)
class Policy:
    """All rules of one community, ready to use. `version` names the settings it was made from."""

    rules: tuple[Rule, ...] = ()
    kinds: tuple[Kind, ...] = ()
    exemptions: Exemptions = Exemptions()
    version: str = ""
    order: dict[str, int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "order", {rule.name: place for place, rule in enumerate(self.rules)})


_NOTHING = Verdict()


def judge(policy: Policy, message: Message, past: Sequence[Seen] = ()) -> Verdict:
    """Return what the policy finds in the message. The work grows with the length of its text."""
    exemption = policy.exemptions.of(message)
    if exemption is not None:
        return Verdict(exemption=exemption)
    found = _found(policy, message, past)
    return Verdict(tuple(each for each in found if each.outcome is not Outcome.ALLOWED)) if found else _NOTHING


def explain(policy: Policy, message: Message, past: Sequence[Seen] = ()) -> Verdict:
    """As `judge`, with a word about every rule: what found nothing, what is allowed, what is off."""
    exemption = policy.exemptions.of(message)
    if exemption is not None:
        return Verdict(exemption=exemption)
    found = {each.rule: each for each in _found(policy, message, past)}
    return Verdict(tuple(found.get(rule.name) or _silent(rule) for rule in policy.rules))


def _found(policy: Policy, message: Message, past: Sequence[Seen]) -> list[Considered]:
    found = [pair for kind in policy.kinds for pair in kind.look(message, past)]
    found.sort(key=lambda pair: policy.order[pair[0].name])
    return [_considered(rule, finding, message) for rule, finding in found]


def _considered(rule: Rule, finding: Finding, message: Message) -> Considered:
    allowed = False
    if rule.allow and finding.spots:
        spots = not_allowed(finding.spots, message, rule.allow)
        allowed = not spots
        finding = finding if allowed or spots == finding.spots else rule.narrowed(finding, spots)
    if allowed:
        outcome = Outcome.ALLOWED
    elif not rule.when.holds(message):
        outcome = Outcome.ELSEWHERE
    else:
        outcome = Outcome.MATCHED if rule.mode is Mode.LIVE else Outcome.SHADOWED
    return Considered(
        rule.name, outcome, finding.spots, rule.kind, finding.because, finding.values, rule.wants(finding.wants)
    )


def _silent(rule: Rule) -> Considered:
    return Considered(rule.name, Outcome.OFF if rule.mode is Mode.OFF else Outcome.CLEAN, kind=rule.kind)
