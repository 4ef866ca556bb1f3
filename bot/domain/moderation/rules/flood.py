"""The rule `flood`: one member writing more than a conversation can hold.

Owns what counts as too much, and that one flood is one finding: messages up to the one in which a rule found something
are not counted again, so that it takes as many again until it finds anything more. Of a text that is taken away, each
further copy goes too, and says nothing more about the person. What was written before comes from `recent`; what is too
short to be a repetition is for `sameness`.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.moderation.recent import as_seen
from bot.domain.moderation.rules import Always, Rule
from bot.domain.moderation.sameness import plain
from bot.domain.moderation.verdicts import Fate, Finding, Wants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.recent import Seen

MESSAGES: Final = "flood.messages"
REPEATS: Final = "flood.repeats"
NEAR_REPEATS: Final = "flood.near_repeats"
CHANNELS: Final = "flood.channels"
LINES: Final = "flood.lines"
EMOJI: Final = "flood.emoji"
COPY: Final = "flood.copy"
_COUNTED: Final = frozenset({MESSAGES, REPEATS, NEAR_REPEATS, CHANNELS})
_COPIED: Final = frozenset({REPEATS, NEAR_REPEATS, CHANNELS, COPY})

KEPT: Final = Wants()
CROSS_POSTED: Final = Wants(Fate.HIDE, weight=2)

_NEVER: Final = sys.maxsize
_PICTURE: Final = "[\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001f3fa\U0001f400-\U0001faff]"
_EMOJI: Final = re.compile(rf"<a?:\w{{2,32}}:[0-9]{{15,20}}>|[\U0001f1e6-\U0001f1ff]{{2}}|(?<!\u200d){_PICTURE}|\u20e3")
"""One emoji, custom or not: a flag is two signs, and what is joined to the picture before it is no other."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many within so long."""

    count: int
    within: timedelta

    def near(self, now: Seen, past: Sequence[Seen]) -> list[Seen]:
        """Return the last messages that are near enough to this one in time, the latest first."""
        since, until = now.at - self.within, now.at + self.within
        near = []
        for each in reversed(past):
            if not since <= each.at <= until:
                break
            near.append(each)
        return near

    def may_be_reached(self, message: Message, past: Sequence[Seen]) -> bool:
        """Whether so much was written at all so near to this message; what was written may not count."""
        others = self.count - 1
        return len(past) >= others and (not others or abs(message.at - past[-others].at) <= self.within)

    def values(self) -> dict[str, str]:
        """Return it for the voice."""
        return {"count": str(self.count), "seconds": str(int(self.within.total_seconds()))}


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodRule(Rule):
    """Finds too much of one member. What is None is not looked at."""

    kind: ClassVar[str] = "flood"
    messages: Rate | None = None
    repeats: Rate | None = None
    near_repeats: Rate | None = None
    likeness: float = 0.9
    """How much of two texts has to be the same for them to be nearly the same, from 0 to 1."""
    channels: Rate | None = None
    """So many channels with the same, or nearly the same, in them."""
    lines: int | None = None
    emoji: int | None = None

    @property
    def longest(self) -> timedelta:
        """For how long a text is remembered as one that was repeated."""
        rates = (self.repeats, self.near_repeats, self.channels)
        return max((rate.within for rate in rates if rate is not None), default=timedelta(0))

    def wants(self, suited: Wants) -> Wants:
        """Whatever its admin wants, a further copy says nothing more about the person."""
        wanted = Rule.wants(self, suited)
        return wanted if suited.weight else replace(wanted, card=False, weight=0)


class Flood:
    """All rules about floods."""

    def __init__(self, rules: Sequence[FloodRule]) -> None:
        self._rules = [(rule, frozenset(plain(phrase) for phrase in rule.allow)) for rule in rules]
        self._messages = _strictest(rule.messages for rule in rules)
        self._texts = _strictest(rate for rule in rules for rate in (rule.repeats, rule.near_repeats, rule.channels))
        self._likeness = min((rule.likeness for rule in rules), default=1.0)
        self._lines = min((rule.lines or _NEVER for rule in rules), default=_NEVER)
        self._emoji = min((rule.emoji or _NEVER for rule in rules), default=_NEVER)

    def look(self, message: Message, past: Sequence[Seen]) -> Iterator[tuple[Rule, Finding]]:
        """Return what the rules find: in this message and what its author wrote before, or in this message alone."""
        long = len(message.text) >= min(self._lines, self._emoji)
        lines = message.text.count("\n") + 1 if long else 0
        emoji = emoji_in(message.text) if long else 0
        crowded = self._crowded(message, past)
        if not crowded and lines < self._lines and emoji < self._emoji:
            return
        now = as_seen(message)
        for rule, allow in self._rules:
            finding = _crowding(rule, message, now, past, allow) if crowded else None
            finding = finding or _sprawling(rule, lines, emoji)
            if finding is not None:
                yield rule, finding

    def _crowded(self, message: Message, past: Sequence[Seen]) -> bool:
        """Whether any rule can have reached a limit, or seen what was taken away copied: asked once for all of them."""
        for each in past:
            if each.found and not _COPIED.isdisjoint(because for _, because in each.found):
                return True
        if self._messages is not None and self._messages.may_be_reached(message, past):
            return True
        texts = self._texts
        if texts is None or not texts.may_be_reached(message, past):
            return False
        now = as_seen(message)
        wanted = texts.count - 1
        if now.gist:
            for each in texts.near(now, past) if wanted else ():
                wanted -= now.gist.like(each.gist, self._likeness)
                if not wanted:
                    break
        return not wanted


def _strictest(rates: Iterable[Rate | None]) -> Rate | None:
    """Return a limit that is reached wherever any of these is."""
    known = [rate for rate in rates if rate is not None]
    return Rate(min(rate.count for rate in known), max(rate.within for rate in known)) if known else None


def emoji_in(text: str) -> int:
    """Return how many emoji there are, custom or not."""
    return 0 if text.isascii() and "<" not in text else len(_EMOJI.findall(text))


def _sprawling(rule: FloodRule, lines: int, emoji: int) -> Finding | None:
    if rule.lines is not None and lines >= rule.lines:
        return Finding(LINES, values={"count": str(lines)}, wants=KEPT)
    if rule.emoji is not None and emoji >= rule.emoji:
        return Finding(EMOJI, values={"count": str(emoji)}, wants=KEPT)
    return None


def _crowding(
    rule: FloodRule, message: Message, now: Seen, past: Sequence[Seen], allow: frozenset[str]
) -> Finding | None:
    finding = _counted(rule, now, past, allow)
    if finding is not None and not isinstance(rule.when, Always) and rule.when.holds(message):
        # What was written where the rule does not count adds nothing to what is written where it does.
        finding = _counted(rule, now, [each for each in past if rule.when.holds(each.like(message))], allow)
    return finding or _copy(rule, now, past, allow)


def _counted(rule: FloodRule, now: Seen, past: Sequence[Seen], allow: frozenset[str]) -> Finding | None:
    """Return the first limit that is reached, the one that says most of it first."""
    fresh = past[_begin(rule, past) :]
    for because, rate in (
        (CHANNELS, rule.channels),
        (REPEATS, rule.repeats),
        (NEAR_REPEATS, rule.near_repeats),
        (MESSAGES, rule.messages),
    ):
        if rate is None or len(fresh) + 1 < rate.count:
            continue
        near = rate.near(now, fresh)
        if because == CHANNELS and len({now.channel_id, *(each.channel_id for each in near)}) < rate.count:
            continue
        if len(near) + 1 >= rate.count and _count(because, rule, now, near, allow) >= rate.count:
            return Finding(because, values=rate.values(), wants=CROSS_POSTED if because == CHANNELS else KEPT)
    return None


def _count(because: str, rule: FloodRule, now: Seen, near: Sequence[Seen], allow: frozenset[str]) -> int:
    """Return how far towards a limit this message and those near it in time go."""
    if because == MESSAGES:
        return len(near) + 1
    if not now.gist or now.gist.text in allow:
        return 0
    if because == REPEATS:
        return sum(each.gist == now.gist for each in near) + 1
    alike = [each for each in near if _alike(rule, each, now)]
    return len({now.channel_id, *(each.channel_id for each in alike)}) if because == CHANNELS else len(alike) + 1


def _copy(rule: FloodRule, now: Seen, past: Sequence[Seen], allow: frozenset[str]) -> Finding | None:
    """Return that this is one more copy of a text that was taken away."""
    for each in reversed(past):
        if not each.found:
            continue
        why = next((because for name, because in each.found if name == rule.name and because in _COPIED), None)
        if why is None or abs(now.at - each.at) > rule.longest:
            continue
        wants = Wants(CROSS_POSTED.text if why in {CHANNELS, COPY} else KEPT.text, weight=0, given_back=False)
        if rule.wants(wants).text > Fate.KEEP and now.gist.text not in allow and _alike(rule, each, now):
            return Finding(COPY, wants=wants)
    return None


def _alike(rule: FloodRule, one: Seen, other: Seen) -> bool:
    """Whether two messages say the same or nearly the same; two that say nothing never do."""
    mine = one.gist
    return bool(mine) and mine.like(other.gist, rule.likeness)


def _begin(rule: FloodRule, past: Sequence[Seen]) -> int:
    """Return where counting begins: after the last message in which this rule counted up to something."""
    for place in range(len(past) - 1, -1, -1):
        found = past[place].found
        if found and any(name == rule.name and because in _COUNTED for name, because in found):
            return place + 1
    return 0
