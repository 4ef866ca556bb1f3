"""The rule `pattern`: what a regular expression of an admin's finds.

Owns the shared look: all patterns of a community are one automaton, and only those that it names are searched for where
they stand. The programs themselves are `expressions`'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.moderation.messages import Field
from bot.domain.moderation.rules import Rule
from bot.domain.moderation.rules.expressions import Expression, ExpressionSet, Prepared
from bot.domain.moderation.verdicts import Finding, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.recent import Seen

_LONGEST_TERM: Final = 200
"""Characters that may stand in a list of what is allowed; a longer find cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRule(Rule):
    """Finds what fits any of its patterns."""

    kind: ClassVar[str] = "pattern"
    patterns: tuple[str, ...]
    normalise: bool = False


class Patterns:
    """All rules with patterns."""

    def __init__(self, rules: Sequence[PatternRule]) -> None:
        """Compile them; raises ExpressionError, which the settings have ruled out."""
        self._rules: dict[Expression, list[PatternRule]] = {}
        known: dict[tuple[str, bool], Expression] = {}
        for rule in rules:
            for source in rule.patterns:
                key = source, rule.normalise
                expression = known[key] if key in known else Expression(source, normalise=rule.normalise)
                known[key] = expression
                self._rules.setdefault(expression, []).append(rule)
        self._sets = [
            ExpressionSet(together, normalise=normalise)
            for normalise in (False, True)
            if (together := [each for each in self._rules if each.normalise is normalise])
        ]

    def look(self, message: Message, past: Sequence[Seen]) -> Iterable[tuple[Rule, Finding]]:
        """Return what the rules find in any text of the message."""
        del past
        named = self._named(message.text, Field.CONTENT, 0)
        for place, passage in enumerate(message.more, start=1):
            named += self._named(passage.text, passage.field, place)
        return self._findings(named) if named else ()

    def _named(self, text: str, field: Field, place: int) -> list[tuple[Expression, Prepared, Field, int]]:
        """Return the patterns that stand in a text, without asking where."""
        prepared = Prepared(text)
        return [(each, prepared, field, place) for one in self._sets for each in one.found(prepared)]

    def _findings(self, named: list[tuple[Expression, Prepared, Field, int]]) -> Iterator[tuple[Rule, Finding]]:
        found: dict[str, tuple[PatternRule, list[Spot]]] = {}
        for expression, prepared, field, place in named:
            spots = [
                Spot(start, end, _term(prepared.text[start:end]), field, place)
                for start, end in expression.spans(prepared)
            ]
            for rule in self._rules[expression] if spots else ():
                found.setdefault(rule.name, (rule, []))[1].extend(spots)
        for rule, spots in found.values():
            yield rule, Finding("pattern.found", _standing(spots))


def _term(seen: str) -> str:
    return " ".join(seen.split())[:_LONGEST_TERM]


def _standing(spots: list[Spot]) -> tuple[Spot, ...]:
    """Return the spots of several patterns in the order of the texts, none over another."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda it: (it.passage, it.start, -it.end)):
        if not kept or spot.passage != kept[-1].passage or spot.start >= kept[-1].end:
            kept.append(spot)
    return tuple(kept)
