"""The rule `links`: where links may lead, and links that hide where they lead.

Owns what is wrong with an address, worst first: it hides its site, it is listed as unwanted, it invites to another
server, it is on no list of wanted ones. Finding addresses is for `addresses` and `invites`. Nothing is looked up: to
which server an invitation leads is in `known_invites`, or an open question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from bot.domain.moderation.messages import Field
from bot.domain.moderation.rules import Rule
from bot.domain.moderation.rules.addresses import addresses_in
from bot.domain.moderation.rules.hosts import parents, pretends, same_owner
from bot.domain.moderation.rules.invites import invite_of, spelled_invites
from bot.domain.moderation.rules.suffixes import registrable
from bot.domain.moderation.rules.visible import visible
from bot.domain.moderation.verdicts import Fate, Finding, Mode, Spot, Wants
from bot.domain.wording import code_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.moderation.judging import Policy
    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.recent import Seen
    from bot.domain.moderation.rules.addresses import Address
    from bot.domain.moderation.rules.invites import Invite

HARMFUL: Final = Wants(Fate.HIDE, weight=2)
UNLISTED: Final = Wants(Fate.HIDE, weight=1)
"""Whoever keeps a list of sites expects that no other link stays; but it is a slip, not a trick."""


class Invites(StrEnum):
    """Which invitations to servers are fine. Those to the own server always are."""

    ANY = "any"
    NONE = "none"
    LISTED = "listed"


class Fault(StrEnum):
    """What is wrong with a link, the worst first."""

    DISGUISED = "disguised"
    DENIED = "denied"
    INVITE = "invite"
    UNLISTED = "unlisted"


_GLANCE: Final = re.compile(r"[.%\u2024\u3002\ufe12\ufe52\uff0e\uff61](?![\s.])(?!\Z)")
"""A point, or what passes for one, with something behind it."""
_ORDER: Final = tuple(Fault)
_READ: Final = frozenset(Field) - {Field.ATTACHMENT, Field.STICKER}
"""Names of files and stickers lead nowhere."""


class Link(NamedTuple):
    """An address or a spelled-out invitation in one of a message's texts."""

    passage: int
    field: Field
    start: int
    end: int
    address: Address | None
    invite: Invite | None

    def spot(self, term: str) -> Spot:
        """Return where it stands; `term` is what *Always allow* would allow."""
        return Spot(self.start, self.end, term, self.field, self.passage)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksRule(Rule):
    """Finds links that lead where they should not. Hosts are in lower case and ASCII; a host means all below it too."""

    kind: ClassVar[str] = "links"
    deny: frozenset[str] = frozenset()
    only_allowed: bool = False
    invites: Invites = Invites.ANY
    servers: frozenset[int] = frozenset()
    """Ids of the servers that `Invites.LISTED` welcomes."""
    disguised: bool = True
    guild_id: int = 0
    known_invites: Mapping[str, int] = field(default_factory=dict)
    """Ids of servers by the code of an invitation, 0 where it leads nowhere; it may grow while the rule is in use."""
    _welcome: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_welcome", frozenset(each.casefold() for each in self.allow))

    def match(self, links: Sequence[Link]) -> Finding | None:
        """Return what is wrong with some of these links, or None."""
        faults = [(fault, link) for link in links if (fault := self._fault(link)) is not None]
        if not faults:
            return None
        worst = min((fault for (fault, _), _ in faults), key=_ORDER.index)
        spots = tuple(link.spot(term) for (_, term), link in faults)
        values = {"links": code_words(term for (_, term), _ in faults)}
        return Finding(f"links.{worst.value}", spots, values, UNLISTED if worst is Fault.UNLISTED else HARMFUL)

    def _fault(self, link: Link) -> tuple[Fault, str] | None:
        """Return what is wrong with one link, and the term that would allow it."""
        address = link.address
        if address is not None:
            if self.disguised and self._hides(address):
                return Fault.DISGUISED, address.domain
            entry = self._entry(address)
            if entry in self.deny and entry not in self._welcome:
                return Fault.DENIED, entry
        if link.invite is not None:
            return (Fault.INVITE, link.invite.name) if self._is_foreign(link.invite) else None
        if not self.only_allowed or address is None or address.inner or not address.sure:
            return None
        return None if entry in self._welcome else (Fault.UNLISTED, address.domain)

    def _entry(self, address: Address) -> str:
        """Return the closest entry of either list that an address belongs to, or an empty text."""
        if not (self.deny or self._welcome):
            return ""
        return next((host for host in parents(address.host) if host in self._welcome or host in self.deny), "")

    def _hides(self, address: Address) -> bool:
        """Whether an address leads elsewhere than it seems to; one that is allowed by name may."""
        if not address.sure or not self._welcome.isdisjoint(parents(address.host)):
            return False
        masked = any(not same_owner(shown, address.domain) for shown in address.shown)
        before = "." in address.user.partition(":")[0]
        return masked or before or pretends(address.host, address.domain, self._welcome)

    def _is_foreign(self, invite: Invite) -> bool:
        if self.invites is Invites.ANY or invite.name.casefold() in self._welcome:
            return False
        if not invite.code:
            return True
        server = self.known_invites.get(invite.code)
        if server is None:
            return self.invites is Invites.NONE
        return server not in (0, self.guild_id) and not (self.invites is Invites.LISTED and server in self.servers)

    def asks_about(self, invite: Invite) -> bool:
        """Whether the verdict depends on where this invitation leads, and nobody knows yet."""
        return bool(self.invites is Invites.LISTED and invite.code) and not (
            invite.code in self.known_invites or invite.name.casefold() in self._welcome
        )


class Links:
    """All rules about links: the addresses of a message are found once for all of them."""

    def __init__(self, rules: Sequence[LinksRule]) -> None:
        self._rules = rules
        registrable("example.com")  # the list of endings is read now, and not while a message waits

    def look(self, message: Message, past: Sequence[Seen]) -> Iterator[tuple[Rule, Finding]]:
        """Return what the rules find in any text of the message."""
        del past
        links = links_in(message)
        if links:
            for rule in self._rules:
                finding = rule.match(links)
                if finding is not None:
                    yield rule, finding


def asks_about_invites(policy: Policy) -> bool:
    """Whether any rule has to know where invitations lead."""
    return any(
        isinstance(rule, LinksRule) and rule.mode is not Mode.OFF and rule.invites is Invites.LISTED
        for rule in policy.rules
    )


def unknown_invites(policy: Policy, message: Message) -> tuple[str, ...]:
    """Return the codes of invitations whose server some rule would have to know to judge this message.

    Once Discord has said where they lead and `known_invites` holds it, the message can be judged again.
    """
    asking = [rule for rule in policy.rules if isinstance(rule, LinksRule) and rule.mode is not Mode.OFF]
    asking = [rule for rule in asking if rule.invites is Invites.LISTED and rule.when.holds(message)]
    if not asking or policy.exemptions.of(message) is not None:
        return ()
    invites = (link.invite for link in links_in(message) if link.invite is not None)
    return tuple(dict.fromkeys(each.code for each in invites if any(rule.asks_about(each) for rule in asking)))


def links_in(message: Message) -> list[Link]:
    """Return every link of a message; of a text that can hold none, nothing but a glance is taken."""
    links = _links(message.text, 0, Field.CONTENT)
    for passage, more in enumerate(message.more, start=1):
        if more.field in _READ:
            links += _links(more.text, passage, more.field)
    return links


def _links(text: str, passage: int, where: Field) -> list[Link]:
    if not may_hold_links(text):
        return []
    seen = visible(text)
    links = [Link(passage, where, each.start, each.end, each, invite_of(each)) for each in addresses_in(seen)]
    for start, end, invite in spelled_invites(seen):
        if not any(link.invite and link.start < end and start < link.end for link in links):
            links.append(Link(passage, where, start, end, None, invite))
    return links


def may_hold_links(text: str) -> bool:
    """Whether a text is worth a closer look."""
    if "." in text or "%" in text or not text.isascii():
        return _GLANCE.search(text) is not None or "disc" in text.lower()
    return "://" in text or "disc" in text.lower()
