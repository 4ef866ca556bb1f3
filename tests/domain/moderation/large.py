"""A large policy: ten thousand words and five hundred rules of all kinds."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.domain.moderation.every import every_rule, kinds, policy

if TYPE_CHECKING:
    from bot.domain.moderation.judging import Policy

WORDS, RULES, MOST_PATTERNS = 10_000, 500, 60
_SYLLABLES = ["ba", "dor", "fi", "gul", "kre", "lom", "nix", "pav", "qua", "rib", "ten", "sho", "mar", "wex", "ul"]


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
