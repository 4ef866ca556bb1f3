"""What a policy would have done to history, gathered one message at a time.

Owns the counting, and which messages serve as examples. Memory grows with people, channels and words, never with
messages; no number and no example depends on the order of messages, as far as their verdicts do not. Reading history
and showing the result are left to others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from bot.domain.moderation.verdicts import Fate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.moderation.judging import Policy
    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Considered, Exemption, Mode, Verdict


@dataclass(frozen=True, slots=True)
class Example:
    """A message in which a rule found something."""

    message: Message
    channel: str
    considered: Considered
    first: bool = False
    """Whether this is the finding that its author would have heard about."""
    hidden: bool = False
    """Whether the message would have been taken away."""


@dataclass(slots=True)
class Examples:
    """At most `size` examples, no two of the same text, chosen by their texts alone."""

    size: int
    _kept: dict[bytes, Example] = field(default_factory=dict)

    def offer(self, example: Example) -> None:
        """Take the example if its turn has come."""
        if self.size <= 0:
            return
        key = blake2b(example.message.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        kept = self._kept.get(key)
        if kept is None or _place(example) < _place(kept):
            self._kept[key] = example
            if len(self._kept) > self.size:
                del self._kept[max(self._kept)]

    @property
    def chosen(self) -> tuple[Example, ...]:
        """The examples, oldest first."""
        return tuple(sorted(self._kept.values(), key=_place))


@dataclass(slots=True)
class Share:
    """Messages, and the people who wrote them."""

    messages: int = 0
    people: set[int] = field(default_factory=set)

    def add(self, message: Message) -> None:
        """Count one message."""
        self.messages += 1
        self.people.add(message.author_id)


@dataclass(slots=True)
class History:
    """All that was read, whatever a policy makes of it. Only what people wrote counts as messages."""

    written: Share = field(default_factory=Share)
    bots: int = 0
    system: int = 0
    channels: set[int] = field(default_factory=set)
    since: datetime | None = None
    until: datetime | None = None
    knows_roles: bool = False
    """Whether any author came with roles; without them, staff cannot be told from others."""

    def add(self, message: Message, *, system: bool) -> bool:
        """Count one message; return whether a person wrote it."""
        if system or message.bot:
            self.system += system
            self.bots += not system
            return False
        self.written.add(message)
        self.channels.add(message.channel_id)
        self.knows_roles = self.knows_roles or bool(message.roles)
        if self.since is None or message.at < self.since:
            self.since = message.at
        if self.until is None or message.at > self.until:
            self.until = message.at
        return True


@dataclass(slots=True)
class Found:
    """What one rule found. `tiers`, `views` and `terms` count messages that have such a hit."""

    rule: str
    mode: Mode
    examples: Examples
    share: Share = field(default_factory=Share)
    tiers: Counter[str] = field(default_factory=Counter)
    views: Counter[str] = field(default_factory=Counter)
    terms: Counter[str] = field(default_factory=Counter)

    def add(self, example: Example) -> None:
        """Count one message in which the rule found something."""
        self.share.add(example.message)
        spots = example.considered.spots
        self.tiers.update({spot.tier.value for spot in spots if spot.tier})
        self.views.update({spot.view.value for spot in spots if spot.view})
        self.terms.update({spot.term for spot in spots if spot.term})
        self.examples.offer(example)


class Tally:
    """What one policy would have done."""

    def __init__(self, policy: Policy, *, examples: int) -> None:
        self.version = policy.version
        self.read = 0
        self.exempt: Counter[Exemption] = Counter()
        self.acted = Share()
        """Messages in which a live rule found something."""
        self.told = Share()
        """Those of them that their authors would have heard about."""
        self.hidden = Share()
        """Those of them that would have been taken away."""
        self._found = {rule.name: Found(rule.name, rule.mode, Examples(examples)) for rule in policy.rules}

    @property
    def rules(self) -> tuple[Found, ...]:
        """What each rule found, in the order of the policy."""
        return tuple(self._found.values())

    def add(self, message: Message, channel: str, verdict: Verdict) -> None:
        """Count one message and what was made of it."""
        if verdict.exemption is not None:
            self.exempt[verdict.exemption] += 1
            return
        self.read += 1
        if not verdict.worth_keeping:
            return
        reasons, hidden = verdict.reasons, verdict.text is Fate.HIDE
        for share, counts in ((self.acted, verdict.findings), (self.told, reasons), (self.hidden, hidden)):
            if counts:
                share.add(message)
        for considered in _found(verdict):
            first = bool(reasons) and considered is reasons[0]
            self._found[considered.rule].add(Example(message, channel, considered, first, hidden))


@dataclass(slots=True)
class Change:
    """How the finds of one rule differ between two policies."""

    newly_examples: Examples
    gone_examples: Examples
    newly: Share = field(default_factory=Share)
    gone: Share = field(default_factory=Share)
    both: Share = field(default_factory=Share)


class Difference:
    """What a second policy finds and the first does not, and the other way round."""

    def __init__(self, before: Policy, after: Policy, *, examples: int) -> None:
        self.modes: dict[str, tuple[Mode | None, Mode | None]] = {}
        modes = [{rule.name: rule.mode for rule in policy.rules} for policy in (before, after)]
        for name in modes[0] | modes[1]:
            self.modes[name] = (modes[0].get(name), modes[1].get(name))
        self.rules = {name: Change(Examples(examples), Examples(examples)) for name in self.modes}
        self.acted = Change(Examples(0), Examples(0))

    def add(self, message: Message, channel: str, before: Verdict, after: Verdict) -> None:
        """Count one message and what each policy made of it."""
        if not before.worth_keeping and not after.worth_keeping:
            return
        old = {each.rule: each for each in _found(before)}
        new = {each.rule: each for each in _found(after)}
        for rule in old.keys() | new.keys():
            change = self.rules[rule]
            _side(change, rule in old, rule in new).add(message)
            if rule not in old:
                change.newly_examples.offer(Example(message, channel, new[rule]))
            elif rule not in new:
                change.gone_examples.offer(Example(message, channel, old[rule]))
        if before.findings or after.findings:
            _side(self.acted, bool(before.findings), bool(after.findings)).add(message)


def _side(change: Change, before: object, after: object) -> Share:
    if before and after:
        return change.both
    return change.newly if after else change.gone


def _found(verdict: Verdict) -> Iterable[Considered]:
    return (*verdict.findings, *verdict.shadows)


def _place(example: Example) -> tuple[datetime, int, int]:
    return example.message.at, example.message.channel_id, example.message.id
