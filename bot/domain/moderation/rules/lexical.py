"""The one look that all rules about listed words share: every text of a message is read once.

Owns that pass, and which rule gets which of the words. What they mean is each rule's own question.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.moderation.rules import Rule
from bot.domain.moderation.verdicts import Spot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.reading import Listing, Reader, Tier
    from bot.domain.moderation.recent import Seen
    from bot.domain.moderation.verdicts import Finding

    Lists = frozenset[Listing]
    Spots = tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalRule(Rule):
    """A rule about words: which of the shipped tiers it is about, and which words of its own it has."""

    tiers: frozenset[Tier] = frozenset()

    def own(self) -> Iterable[tuple[str, Tier | None]]:
        """Return further words in star notation, with the tier that each has for this rule."""
        return ()

    def match(self, spots: Spots) -> Finding | None:
        """Return what this rule makes of the words that are its matter, or None."""
        raise NotImplementedError

    def narrowed(self, finding: Finding, spots: Spots) -> Finding:
        """Judge what is left anew: with the slur gone, a coarse word is one."""
        return self.match(spots) or finding


def own_words(rules: Iterable[LexicalRule]) -> dict[str, Lists]:
    """Return all words that rules bring along, each with the rules that list it."""
    words: dict[str, set[Listing]] = {}
    for rule in rules:
        for word, tier in rule.own():
            words.setdefault(word.casefold(), set()).add((rule.name, tier))
    interned: dict[Lists, Lists] = {}
    return {word: interned.setdefault(found, found) for word, each in words.items() if (found := frozenset(each))}


class Lexical:
    """Rules about words, over one reader that knows the words of each."""

    def __init__(self, rules: Sequence[LexicalRule], reader: Reader) -> None:
        self._rules = {rule.name: rule for rule in rules}
        self._by_tiers: dict[frozenset[Tier], list[str]] = {}
        for rule in rules:
            if rule.tiers:
                self._by_tiers.setdefault(rule.tiers, []).append(rule.name)
        self._read = reader.read_all

    def look(self, message: Message, past: Sequence[Seen]) -> Iterator[tuple[Rule, Finding]]:
        """Return what the rules find in any text of the message."""
        del past
        hits, own = self._read(message.text)
        if not (hits or own or message.more):
            return iter(())
        spots = [Spot(hit.start, hit.end, hit.term, tier=hit.tier, view=hit.view) for hit in hits]
        owned = [(hit.lists, Spot(hit.start, hit.end, hit.term, view=hit.view)) for hit in own]
        for place, passage in enumerate(message.more, start=1):
            hits, own = self._read(passage.text)
            field = passage.field
            spots += [Spot(hit.start, hit.end, hit.term, field, place, hit.tier, hit.view) for hit in hits]
            owned += [(hit.lists, Spot(hit.start, hit.end, hit.term, field, place, view=hit.view)) for hit in own]
        return self._findings(spots, owned) if spots or owned else iter(())

    def _findings(self, spots: list[Spot], owned: list[tuple[Lists, Spot]]) -> Iterator[tuple[Rule, Finding]]:
        """Give each rule its words. Rules with the same ones share the work, and so the finding."""
        parts = self._parts(spots, owned)
        made: dict[tuple[object, ...], Finding | None] = {}
        for name, groups in parts.items():
            rule = self._rules[name]
            key = (rule.kind, rule.tiers, *map(id, groups))
            if key not in made:
                made[key] = rule.match(groups[0] if len(groups) == 1 else _merged(groups))
            if (finding := made[key]) is not None:
                yield rule, finding

    def _parts(self, spots: list[Spot], owned: list[tuple[Lists, Spot]]) -> dict[str, list[Spots]]:
        """Return the groups of words that concern each rule; rules with the same words get the same groups."""
        parts: dict[str, list[Spots]] = {}
        for tiers, names in self._by_tiers.items() if spots else ():
            if counting := tuple(spot for spot in spots if spot.tier in tiers):
                for name in names:
                    parts.setdefault(name, []).append(counting)
        groups: dict[Lists, list[Spot]] = {}
        for lists, spot in owned:
            groups.setdefault(lists, []).append(spot)
        for lists, group in groups.items():
            by_tier: dict[Tier | None, Spots] = {}
            for name, tier in lists:
                if name in self._rules:
                    if tier not in by_tier:
                        by_tier[tier] = tuple(group if tier is None else [replace(each, tier=tier) for each in group])
                    parts.setdefault(name, []).append(by_tier[tier])
        return parts


def _merged(groups: Collection[Spots]) -> Spots:
    """Return several groups as one in the order of the texts; of words over one another the first and longest stays."""
    spots = sorted((each for group in groups for each in group), key=lambda it: (it.passage, it.start, -it.end))
    kept: list[Spot] = []
    for spot in spots:
        if not kept or spot.passage != kept[-1].passage or spot.start >= kept[-1].end:
            kept.append(spot)
    return tuple(kept)
