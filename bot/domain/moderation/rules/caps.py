"""The rule `caps`: whole messages in capital letters.

Owns what counts as shouting. Code, quotes, addresses and emoji are no words here; a line of nothing but
abbreviations is none either, and scripts that have no capitals cannot shout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.moderation.messages import Field
from bot.domain.moderation.rules import Rule
from bot.domain.moderation.rules.prose import prose
from bot.domain.moderation.verdicts import Finding, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.recent import Seen

_TYPED: Final = frozenset({Field.POLL, Field.TITLE})
"""What an author types besides the message itself."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST_ABBREVIATION: Final = 5
_UPPER: Final = bytes(range(65, 91))
_EVERYDAY: Final = """
A ABOUT ALL AM AN AND ARE AS AT BAD BE BEST BIG BUT BY CAN COME DAY DID DO DONT EVEN EVER FILM FOR FROM FUN
GET GO GOD GOOD GOT GREAT GUYS HAD HAS HATE HAVE HE HER HERE HIM HIS HOW I IF IN IS IT ITS JUST KNOW LET LETS
LIKE LOOK LOVE LOVED MADE MAKE MAN ME MORE MOVIE MUST MY NEED NEW NICE NO NOT NOW OF OH OK OMG ON ONE OR OUR
OUT OVER PLS REAL SAW SAY SCENE SEE SEEN SHE SO SOME STOP TAKE THAT THE THEM THEN THERE THEY THIS TIME TO TOO
UP US VERY WANT WAS WATCH WAY WE WELL WHAT WHEN WHERE WHO WHY WILL WITH WON WOW YEAH YES YOU YOUR AI AU AUX
AVEC BIEN BON C CA CE CES CEST CETTE DANS DE DES DU ELLE EN ES EST ET FAIT IL ILS J JE L LA LE LES LEUR LUI MA
MAIS MES MOI MON NE NON NOUS ON OU OUI PAS PLUS POUR QUE QUI QUOI SA SANS SE SES SI SON SONT SUR TA TE TES TOI
TON TOUT TRES TROP TU UN UNE VA VOUS
"""
_PLAIN_WORDS: Final = frozenset(_EVERYDAY.split())
"""Short words that make a line of short words a sentence, and no list of abbreviations."""


@dataclass(frozen=True, slots=True)
class Case:
    """How much of a text is in capitals: letters that have a case, capitals among them, and where they stand."""

    letters: int
    capitals: int
    start: int
    end: int

    @property
    def share(self) -> float:
        """The share of capitals, from 0 to 1."""
        return self.capitals / self.letters if self.letters else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CapsRule(Rule):
    """Finds texts of at least `least` letters of which `share` or more are capitals."""

    kind: ClassVar[str] = "caps"
    share: float = 0.8
    least: int = 20

    def match(self, cases: Sequence[tuple[int, Field, Case]]) -> Finding | None:
        """Return what is found in the texts of a message, or None."""
        loud = [each for each in cases if each[2].letters >= self.least and each[2].share >= self.share]
        if not loud:
            return None
        spots = tuple(Spot(case.start, case.end, "", where, passage) for passage, where, case in loud)
        share = max(case.share for _, _, case in loud)
        return Finding("caps.shouted", spots, {"share": str(int(share * 100))})


class Caps:
    """All rules about capitals: a text with fewer than any of them needs is counted and no more."""

    def __init__(self, rules: Sequence[CapsRule]) -> None:
        self._rules = rules
        self._fewest = min((max(1, int(rule.least * rule.share)) for rule in rules), default=1)

    def look(self, message: Message, past: Sequence[Seen]) -> Iterator[tuple[Rule, Finding]]:
        """Return what the rules find in what the author typed."""
        del past
        cases = []
        if _capitals(message.text) >= self._fewest:
            cases.append((0, Field.CONTENT, case_of(message.text)))
        for passage, more in enumerate(message.more, start=1):
            if more.field in _TYPED and _capitals(more.text) >= self._fewest:
                cases.append((passage, more.field, case_of(more.text)))
        if cases:
            for rule in self._rules:
                finding = rule.match(cases)
                if finding is not None:
                    yield rule, finding


def case_of(text: str) -> Case:
    """Return how much of a text is in capitals."""
    letters = capitals = 0
    start, end, place = len(text), 0, 0
    for line in prose(text).splitlines(keepends=True):
        words = list(_WORD.finditer(line))
        if not _abbreviations([word[0] for word in words]):
            for word in words:
                high = sum(map(str.isupper, word[0]))
                low = sum(map(str.islower, word[0]))
                letters, capitals = letters + high + low, capitals + high
                if high:
                    start, end = min(start, place + word.start()), max(end, place + word.end())
        place += len(line)
    return Case(letters, capitals, min(start, end), end)


def _abbreviations(words: Sequence[str]) -> bool:
    """Whether a line has nothing but abbreviations, as *MCU DCEU LOTR* and unlike *OMG THIS IS SO GOOD*."""
    return all(len(word) <= _LONGEST_ABBREVIATION and word not in _PLAIN_WORDS for word in words)


def _capitals(text: str) -> int:
    if text.isascii():
        return len(text) - len(text.encode().translate(None, _UPPER))
    return sum(map(str.isupper, text))
