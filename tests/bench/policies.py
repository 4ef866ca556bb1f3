"""A large policy beside the shipped one: ten thousand words and five hundred rules of all kinds, on equal messages.

Every round judges all messages by both in turn, so that what the machine does meanwhile touches both. What patterns
cost at worst, by themselves and together, stands beside.
"""

from __future__ import annotations

import random
import time
from statistics import median
from typing import TYPE_CHECKING, Any

from bot.domain.moderation.rules.expressions import Expression, ExpressionSet
from bot.domain.moderation.rules.pattern import PatternRule
from bot.services.patterns import PATTERN_MS, TOGETHER_MS, slowest_ms
from tests.bench.evening import messages
from tests.bench.machine import own_garbage_aside
from tests.bench.rows import Goal, Row
from tests.bench.verdicts import MICRO, judged, shipped_policy
from tests.domain.moderation.every import every_rule, kinds, policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moderation.judging import Policy
    from tests.bench.sizes import Size, Steps

WORDS, RULES, MOST_PATTERNS = 10_000, 500, 60
TIMES = 2.0
_SYLLABLES = ["ba", "dor", "fi", "gul", "kre", "lom", "nix", "pav", "qua", "rib", "ten", "sho", "mar", "wex", "ul"]


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


def large_policy() -> Policy:
    """Return a policy of many rules: as many of each kind, with other words and patterns in each."""
    chance = random.Random(5)
    words = _words(chance)
    rules = {name: rule for name, rule in every_rule().items() if rule["kind"] != "pattern"}  # its own ones are hostile
    names = kinds()
    counts = dict.fromkeys(names, 0)
    while len(rules) < RULES:
        name = names[len(rules) % len(names)]
        if name == "pattern" and counts[name] >= MOST_PATTERNS:
            name = "words"
        counts[name] += 1
        rules[f"{name}-{len(rules)}"] = {"kind": name, "mode": "live", **_needed(name, words, chance)}
    lists = [rule for rule in rules.values() if rule["kind"] == "words"]
    for place, word in enumerate(words):
        rule = lists[place % len(lists)]
        rule["words"] = (*rule["words"], word)
    return policy(rules)


def _needed(kind: str, words: list[str], chance: random.Random) -> dict[str, Any]:
    one, two = chance.sample(words, 2)
    return {
        "words": {"words": (one,)},
        "phrases": {"phrases": (f"{one} {two}", f"the {two} {one}")},
        "pattern": {"patterns": (rf"(?i)\b{one}\w*\s+{two}\b", rf"{two}\.(?:xyz|top)/\w+")},
    }.get(kind, {})


def _words(chance: random.Random) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < WORDS:
        made["".join(chance.choices(_SYLLABLES, k=chance.randint(3, 5)))] = None
    return list(made)


def _patterns(large: Policy) -> Iterator[Row]:
    """Yield what the slowest pattern takes on a hostile message, and what all take together."""
    rules = [rule for rule in large.rules if isinstance(rule, PatternRule) and not rule.normalise]
    known = [Expression(source) for rule in rules for source in rule.patterns]
    alone = max(slowest_ms(lambda text, it=each: list(it.spans(text)), [each.source]) for each in known)  # type: ignore[misc]
    whole = ExpressionSet(known, normalise=False)
    together = slowest_ms(whole.found, [each.source for each in known])
    yield Row("The slowest pattern on a hostile message", "ms", alone, goal=Goal("usher", "≤", PATTERN_MS))
    yield Row(f"{len(known)} patterns together, likewise", "ms", together, goal=Goal("usher", "≤", TOGETHER_MS))
