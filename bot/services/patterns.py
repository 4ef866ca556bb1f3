"""How long the patterns of a community take on the worst message that somebody could write.

Owns the messages and the measuring, for `usher check` and the bench. The engine is linear, but not always cheap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from time import thread_time
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.rules.expressions import Expression, ExpressionSet, Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.domain.moderation.rules.pattern import PatternRule

LENGTH: Final = 4_000
"""Characters of the longest message."""
PATTERN_MS: Final = 5.0
TOGETHER_MS: Final = 10.0
_TURNS: Final = 3
_PIECES: Final = ("a", "ab", "abc ", "x", " ", "0", "aB1 ", "a.b,", "é", "я", "ab\n", "🍿", "-", "http://a.b/")
_LITERALS: Final = re.compile(r"[\w ]{1,40}")


@dataclass(frozen=True, slots=True)
class Slow:
    """What takes too long: a pattern of a rule by its place, or, without a rule, all patterns together."""

    milliseconds: float
    rule: str = ""
    place: int = 0
    source: str = ""


def slow_patterns(
    rules: Iterable[PatternRule], *, pattern_ms: float = PATTERN_MS, together_ms: float = TOGETHER_MS
) -> Iterator[Slow]:
    """Yield every pattern that takes longer than `pattern_ms` on a hostile message, then all together."""
    known: list[Expression] = []
    for rule in rules:
        for place, source in enumerate(rule.patterns):
            expression = Expression(source, normalise=rule.normalise)
            took = slowest_ms(lambda text, it=expression: list(it.spans(text)), [source])  # type: ignore[misc]
            if took > pattern_ms:
                yield Slow(took, rule.name, place, source)
            known.append(expression)
    for normalise in (False, True):
        together = [each for each in known if each.normalise is normalise]
        if len(together) > 1:
            whole = ExpressionSet(together, normalise=normalise)
            sources = [each.source for each in together]
            took = slowest_ms(lambda text, it=whole: list(it.found(text)), sources)  # type: ignore[misc]
            if took > together_ms:
                yield Slow(took)


def slowest_ms(match: Callable[[Prepared], object], sources: Iterable[str]) -> float:
    """Return how long the slowest of the hostile messages takes, in milliseconds of this thread's own time."""
    return max(_took(match, text) for text in hostile(sources))


def hostile(sources: Iterable[str]) -> list[str]:
    """Return messages of the greatest length that these patterns may find hard, made of what they look for too."""
    found = (piece for source in sources for piece in _LITERALS.findall(source))
    pieces = dict.fromkeys((*_PIECES, *sorted(set(found), key=len, reverse=True)[:20]))
    return [(piece * LENGTH)[:LENGTH] for piece in pieces]


def _took(match: Callable[[Prepared], object], text: str) -> float:
    best = float("inf")
    for _ in range(_TURNS):
        begun = thread_time()
        match(Prepared(text))
        best = min(best, 1000 * (thread_time() - begun))
    return best
