"""The rule `personal_data`: numbers, addresses and keys that strangers should not read.

Owns which sorts there are and what suits each: one's own is a kind warning, somebody else's is hidden, and a key always
is. What was found is never repeated: a finding names its sort, and its spots have no term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from bot.domain.moderation.messages import Field
from bot.domain.moderation.rules import Rule
from bot.domain.moderation.rules.accounts import cards, ibans
from bot.domain.moderation.rules.keys import SHORTEST, keys
from bot.domain.moderation.rules.owners import Owner, Owners
from bot.domain.moderation.rules.phones import dialled, phones
from bot.domain.moderation.rules.suffixes import registrable
from bot.domain.moderation.rules.visible import visible
from bot.domain.moderation.verdicts import Fate, Finding, Spot, Wants

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.recent import Seen


class Sort(StrEnum):
    """What personal data is, the most dangerous first: where two are found in one place, the first counts."""

    KEY = "key"
    CARD = "card"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"


ORDER: Final = tuple(Sort)
OWN: Final = Wants(Fate.OFFER)
LOST: Final = Wants(Fate.HIDE)
"""For what can be misused within minutes, keys and cards: hardly a fault, but it has to go and its author must know."""
OTHERS: Final = Wants(Fate.HIDE, weight=2)
EXPOSED: Final = Wants(Fate.HIDE, card=True, weight=2)
"""Where the words say that it is somebody else's, a person should look."""

_EMAIL: Final = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SPELLED: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]{2,64}\s{0,2}(?:[(\[]\s?(?:at|arobase|@)\s?[)\]]|\s(?:at|arobase)\s)\s{0,2}"
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|gmx|wanadoo|laposte)"
    r"\s{0,2}(?:\.|[(\[]\s?(?:dot|point|\.)\s?[)\]]|\s(?:dot|point)\s)\s{0,2}[a-z]{2,3}(?!\w)",
    re.IGNORECASE,
)
_PROVIDERS: Final = ("mail", "outlook", "yahoo", "icloud", "proton", "gmx", "wanadoo", "laposte")
_OFFICE: Final = (
    "contact info support press presse help hello hi admin noreply no-reply jobs sales privacy legal security"
)
_OFFICES: Final = frozenset(_OFFICE.split()) | {
    "abuse",
    "webmaster",
    "postmaster",
    "office",
    "team",
    "git",
    "user",
    "name",
}
_EXAMPLES: Final = ("example.com", "example.org", "example.net", "email.com", "domain.com")
_APART: Final = re.compile(r"https?://\S+|<(?:[@#]|a?:|t:|id:|/)[^<>\s]{0,100}>")
_DIGITS: Final = b"0123456789"
_FEWEST_DIGITS: Final = 7
_KEY_BLOCK: Final = "-----BEGIN"


class Find(NamedTuple):
    """Something personal: its place in a text, its sort, and whose it is as far as the text says."""

    start: int
    end: int
    sort: Sort
    owner: Owner | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataRule(Rule):
    """Finds personal data of the chosen sorts."""

    kind: ClassVar[str] = "personal_data"
    sorts: frozenset[Sort] = frozenset(Sort)

    def match(self, found: Sequence[tuple[int, Field, Find]], *, to_somebody: bool) -> Finding | None:
        """Return what counts of all that was found, or None. `to_somebody`: a member is addressed."""
        counting = [each for each in found if each[2].sort in self.sorts]
        if not counting:
            return None
        spots = tuple(Spot(find.start, find.end, "", where, passage) for passage, where, find in counting)
        finds = [find for _, _, find in counting]
        key = [find for find in finds if find.sort is Sort.KEY]
        others = [find for find in finds if find.owner is Owner.OTHERS or (to_somebody and find.owner is None)]
        if key:
            return _finding("key", key, spots, LOST)
        if others:
            exposed = any(find.owner is Owner.OTHERS for find in others)
            return _finding("others", others, spots, EXPOSED if exposed else OTHERS)
        return _finding("own", finds, spots, LOST if any(find.sort is Sort.CARD for find in finds) else OWN)


class PersonalData:
    """All rules about personal data: a text without digits or an at-sign costs a glance."""

    def __init__(self, rules: Sequence[PersonalDataRule]) -> None:
        self._rules = rules

    def look(self, message: Message, past: Sequence[Seen]) -> Iterator[tuple[Rule, Finding]]:
        """Return what the rules find in any text of the message."""
        del past
        found = [(0, Field.CONTENT, find) for find in personal(message.text, message.mentions)]
        for place, passage in enumerate(message.more, start=1):
            found += [(place, passage.field, find) for find in personal(passage.text, message.mentions)]
        if found:
            for rule in self._rules:
                finding = rule.match(found, to_somebody=bool(message.mentions))
                if finding is not None:
                    yield rule, finding


def personal(text: str, mentions: Sequence[int] = ()) -> list[Find]:
    """Return all personal data in a text, in order and apart from one another."""
    digits = _count_digits(text)
    if not _may_hold(text, digits):
        return []
    seen = visible(text)
    found = _apart(_found(seen.text, digits))
    if not found:
        return []
    owners = Owners(seen.text, mentions)
    return [Find(*seen.slice(start, end), sort, owners.of(start, end)) for start, end, sort in found]


def _may_hold(text: str, digits: int) -> bool:
    """Whether a text is worth a closer look."""
    if digits >= _FEWEST_DIGITS or "@" in text or "＠" in text or _KEY_BLOCK in text:
        return True
    return (digits > 0 and max(map(len, text.split())) >= SHORTEST) or _may_spell(text)


def _may_spell(text: str) -> bool:
    """Whether an e-mail address may be spelled out in a text."""
    if not (" at " in text or "at)" in text or "at]" in text or "arobase" in text or "@)" in text or "@]" in text):
        return False
    lower = text.lower()
    return any(provider in lower for provider in _PROVIDERS)


def _found(text: str, digits: int) -> Iterator[tuple[int, int, Sort]]:
    if digits or _KEY_BLOCK in text:
        yield from ((start, end, Sort.KEY) for start, end in keys(text))
    yield from ((start, end, Sort.EMAIL) for start, end in emails(text))
    if digits >= _FEWEST_DIGITS:
        plain = _APART.sub(lambda found: "\n" * len(found[0]), text)
        yield from ((start, end, Sort.CARD) for start, end in cards(plain))
        yield from ((start, end, Sort.IBAN) for start, end in ibans(plain))
        yield from ((start, end, Sort.PHONE) for start, end in phones(plain))
        yield from ((start, end, Sort.PHONE) for start, end in dialled(text))


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Yield where e-mail addresses of people stand in a text; those of offices and of examples are no secret."""
    if "@" in text:
        for found in _EMAIL.finditer(text):
            name, _, host = found[0].lower().rstrip(".-_").partition("@")
            if name.strip(".") not in _OFFICES and registrable(host) and not host.endswith(_EXAMPLES):
                yield found.start(), found.start() + len(name) + 1 + len(host)
    if _may_spell(text):
        for found in _SPELLED.finditer(text):
            yield found.span()


def _apart(found: Iterator[tuple[int, int, Sort]]) -> list[tuple[int, int, Sort]]:
    """Return the finds in order; of those that share a place, the most dangerous."""
    kept: list[tuple[int, int, Sort]] = []
    for start, end, sort in sorted(found, key=lambda each: (each[0], ORDER.index(each[2]))):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, sort))
        elif ORDER.index(sort) < ORDER.index(kept[-1][2]):
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]), sort)
        else:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]), kept[-1][2])
    return kept


def _count_digits(text: str) -> int:
    if text.isascii():
        return len(text) - len(text.encode().translate(None, _DIGITS))
    return sum(map(str.isdecimal, text))


def _finding(what: str, finds: Sequence[Find], spots: tuple[Spot, ...], wants: Wants) -> Finding:
    """Return a finding that names the most dangerous sort and nothing else."""
    sort = min((find.sort for find in finds), key=ORDER.index)
    return Finding(f"personal_data.{what}", spots, {"sort": sort.value}, wants)
