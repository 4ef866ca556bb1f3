"""The rule `mentions`: many people called at once.

Owns how many is too many. Whom a message addresses is the message's: bots, its author and the person replied to are
left out there, and words in code address nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.moderation.rules import Rule
from bot.domain.moderation.verdicts import Fate, Finding, Spot, Wants

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.recent import Seen

_PERSON: Final = re.compile(r"<@!?(\d{1,20})>")
_CROWD: Final = re.compile(r"@everyone|@here|<@&\d{1,20}>")
_BURST: Final = 3
"""How many times as many people as are fine make it a burst rather than a slip."""
SLIP: Final = Wants()
BURST: Final = Wants(Fate.HIDE, weight=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionsRule(Rule):
    """Finds messages that address more than `most` people; with `everyone`, also those that address a crowd."""

    kind: ClassVar[str] = "mentions"
    most: int = 6
    everyone: bool = False

    def match(self, message: Message) -> Finding | None:
        """Return what is found in a message that addresses somebody, or None."""
        count = len(set(message.mentions))
        values = {"count": str(count), "most": str(self.most)}
        if count > self.most:
            wants = BURST if count > _BURST * self.most else SLIP
            return Finding("mentions.many", _spots(message, _PERSON), values, wants)
        if self.everyone and message.mentions_everyone:
            return Finding("mentions.everyone", _spots(message, _CROWD), values, SLIP)
        return None


class Mentions:
    """All rules about mentions: a message that addresses nobody costs a glance."""

    def __init__(self, rules: Sequence[MentionsRule]) -> None:
        self._rules = rules
        self._fewest = min((rule.most for rule in rules), default=0)

    def look(self, message: Message, past: Sequence[Seen]) -> Iterator[tuple[Rule, Finding]]:
        """Return what the rules find."""
        del past
        if len(message.mentions) <= self._fewest and not message.mentions_everyone:
            return
        for rule in self._rules:
            finding = rule.match(message)
            if finding is not None:
                yield rule, finding


def _spots(message: Message, mention: re.Pattern[str]) -> tuple[Spot, ...]:
    """Return where the mentions that count stand in what the author typed."""
    counting = set(message.mentions)
    return tuple(
        Spot(found.start(), found.end())
        for found in mention.finditer(message.text)
        if mention is _CROWD or int(found[1]) in counting
    )
