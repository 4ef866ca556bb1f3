"""A large policy beside the shipped one: ten thousand words and five hundred rules of all kinds, on equal messages.

Every round judges all messages by both in turn, so that what the machine does meanwhile touches both. What patterns
cost at worst, by themselves and together, stands beside.
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from bot.domain.moderation.rules.expressions import Expression, ExpressionSet
from bot.domain.moderation.rules.pattern import PatternRule
from bot.services.patterns import PATTERN_MS, TOGETHER_MS, slowest_ms
from tests.bench.evening import messages
from tests.bench.machine import own_garbage_aside
from tests.bench.rows import Goal, Row
from tests.bench.verdicts import MICRO, judged, shipped_policy
from tests.domain.moderation.large import RULES, WORDS, large_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moderation.judging import Policy
    from tests.bench.sizes import Size, Steps

TIMES = 2.0


def measure(size: Size, steps: Steps) -> list[Row]:
    """Return the time of a verdict by each policy, the time to make the large one, and of its slowest patterns."""
    shipped = shipped_policy()
    begun = time.thread_time()
    large = large_policy()
    made = time.thread_time() - begun
    said, _ = messages(size.verdicts)
    ours, beside = [], []
    with own_garbage_aside():
        for _ in steps.rounds("Large policy", size.rounds):
            beside.append(median(judged(shipped, said)[0]) / MICRO)
            ours.append(median(judged(large, said)[0]) / MICRO)
    what = f"A verdict by {WORDS:,} words and {RULES} rules, beside the shipped policy"
    return [
        Row(what, "µs", median(ours), median(beside), Goal("ratio", "≤", TIMES)),
        Row("Making that policy", "ms", 1000 * made),
        *_patterns(large),
    ]


def _patterns(large: Policy) -> Iterator[Row]:
    """Yield what the slowest pattern takes on a hostile message, and what all take together."""
    rules = [rule for rule in large.rules if isinstance(rule, PatternRule) and not rule.normalise]
    known = [Expression(source) for rule in rules for source in rule.patterns]
    alone = max(slowest_ms(lambda text, it=each: list(it.spans(text)), [each.source]) for each in known)  # type: ignore[misc]
    whole = ExpressionSet(known, normalise=False)
    together = slowest_ms(whole.found, [each.source for each in known])
    yield Row("The slowest pattern on a hostile message", "ms", alone, goal=Goal("usher", "≤", PATTERN_MS))
    yield Row(f"{len(known)} patterns together, likewise", "ms", together, goal=Goal("usher", "≤", TOGETHER_MS))
