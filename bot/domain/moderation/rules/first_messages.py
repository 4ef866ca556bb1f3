"""The rule `first_messages`: what newcomers bring along with their first words.

Owns who is a newcomer, and what is worth a look. Two things it cannot know: where nobody can say when somebody joined,
as in most exports, nobody is a newcomer; and messages from before Usher began to listen are not counted, so that after
a start a few more than the first ones may pass for them. Being new is nothing to be blamed for, so that the find says
nothing about the person unless an admin gives it a weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.moderation.rules import Rule
from bot.domain.moderation.rules.addresses import addresses
from bot.domain.moderation.verdicts import Finding, Spot, Wants

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import timedelta

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.recent import Seen
    from bot.domain.moderation.rules.addresses import Address

NOTED: Final = Wants(weight=0)
INVITED: Final = Wants(card=True, weight=0)

PICTURES: Final = frozenset({"tenor.com", "giphy.com", "klipy.com"})
"""Where Discord's own menu of moving pictures takes them from: choosing one there is not bringing a link."""
_DISCORD: Final = frozenset({"discord.com", "discordapp.com"})
_SHORT: Final = frozenset({"discord.gg", "dsc.gg", "discord.me"})


class Brought(StrEnum):
    """What a message may bring along, what deserves a look most first."""

    INVITE = "invite"
    """The way to another server."""
    LINK = "link"
    MENTION = "mention"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMessagesRule(Rule):
    """Finds what is brought along in the first `count` messages within so long after joining."""

    kind: ClassVar[str] = "first_messages"
    count: int
    within: timedelta
    contains: frozenset[Brought]

    def meets(self, message: Message, earlier: int) -> bool:
        """Whether this is one of the first messages of a newcomer; `earlier` is how many are known before it."""
        joined = message.joined_at
        return joined is not None and earlier < self.count and message.at - joined <= self.within


class FirstMessages:
    """All rules about first messages."""

    def __init__(self, rules: Sequence[FirstMessagesRule]) -> None:
        self._rules = rules

    def look(self, message: Message, past: Sequence[Seen]) -> Iterator[tuple[Rule, Finding]]:
        """Return what the rules find that meet this message."""
        if message.joined_at is None:
            return
        earlier = past[-1].number if past else 0
        meeting = [rule for rule in self._rules if rule.meets(message, earlier)]
        if not meeting:
            return
        brought = _brought(message)
        for rule in meeting:
            what = next((each for each in Brought if each in brought and each in rule.contains), None)
            if what is not None:
                wants = INVITED if what is Brought.INVITE else NOTED
                values = {"number": str(earlier + 1)}
                yield rule, Finding(f"first_messages.{what}", brought[what], values, wants)


def _brought(message: Message) -> Mapping[Brought, tuple[Spot, ...]]:
    found: dict[Brought, tuple[Spot, ...]] = {}
    for place, passage in enumerate(message.passages):
        for each in addresses(passage.text):
            if each.sure and each.domain not in PICTURES:
                kind = Brought.INVITE if _invites(each) else Brought.LINK
                spot = Spot(each.start, each.end, each.domain, passage.field, place)
                found[kind] = (*found.get(kind, ()), spot)
    if message.attachments:
        found[Brought.ATTACHMENT] = ()
    if message.mentions or message.mentions_everyone:
        found[Brought.MENTION] = ()
    return found


def _invites(address: Address) -> bool:
    return address.domain in _SHORT or (address.domain in _DISCORD and address.path.lower().startswith("/invite/"))
