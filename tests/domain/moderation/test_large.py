"""Many rules: a clean message hardly feels them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

import pytest

from bot.domain.moderation.judging import judge
from bot.domain.moderation.recent import Recent
from bot.domain.moderation.rules.flood import FloodRule, Rate
from bot.domain.moderation.rules.lexical import LexicalRule, own_words
from tests.bench.chat import own_lines
from tests.bench.evening import evening
from tests.domain.moderation.every import kinds, policy
from tests.domain.moderation.judged import house
from tests.domain.moderation.large import RULES, WORDS, large_policy
from tests.domain.moderation.steps import steps
from tests.domain.moderation.talk import START, verdicts

if TYPE_CHECKING:
    from bot.domain.moderation.judging import Policy
    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Verdict

TIMES = 2


@pytest.fixture(scope="module")
def large() -> Policy:
    """The large policy."""
    return large_policy()


@pytest.fixture(scope="module")
def shipped() -> Policy:
    """The shipped one."""
    return policy()


def test_the_large_policy_is_large(large: Policy) -> None:
    """It has as many words and rules as promised, and rules of every kind."""
    assert len(large.rules) >= RULES
    assert {rule.kind for rule in large.rules} == set(kinds())
    assert len(own_words(rule for rule in large.rules if isinstance(rule, LexicalRule))) >= WORDS


@pytest.mark.parametrize("fans", [300, 8], ids=["sparse", "dense"])
def test_many_rules_are_cheap(large: Policy, shipped: Policy, fans: int) -> None:
    """Ten thousand words and five hundred rules make at most twice the work of the shipped policy for a clean message.

    The middle one counts: of people who have hardly written yet, and of those whose last messages are all looked at.
    """
    said = evening(own_lines(600), fans)
    ours, beside = (_work(by, said) for by in (large, shipped))
    clean = [place for place in range(len(said)) if not (ours[place][1].considered or beside[place][1].considered)]
    assert len(clean) > len(said) * 0.8
    assert median(ours[place][0] for place in clean) <= TIMES * median(beside[place][0] for place in clean)


def _work(by: Policy, said: list[Message]) -> list[tuple[int, Verdict]]:
    """What judging and remembering each message costs, and what is found in it."""
    recent, done = Recent(), []
    judge(by, said[0])
    for message in said:
        verdicts: list[Verdict] = []
        taken = steps(lambda it=message, made=verdicts: made.append(_judged(by, it, recent)))  # type: ignore[misc]
        done.append((taken, verdicts[0]))
    return done


def _judged(by: Policy, message: Message, recent: Recent) -> Verdict:
    verdict = judge(by, message, recent.before(message))
    recent.add(message, verdict)
    return verdict


def test_rules_about_floods_do_not_hide_one_another() -> None:
    """What is asked once for all of them changes nothing: together they find what each finds alone."""
    chance = random.Random(11)
    lines = ["come and see my channel tonight", "come and see my channel today", "what a night", "lol", *own_lines(4)]
    rules = [_rule(f"flood-{number}", chance) for number in range(8)]
    said = [
        replace(message, text=chance.choice(lines), at=START + timedelta(seconds=number * chance.choice([1, 2, 5])))
        for number, message in enumerate(evening(own_lines(1500), 4))
    ]
    together = [_named(verdict) for verdict in verdicts(house(*rules), said)]
    for rule in rules:
        alone = [_named(verdict).get(rule.name) for verdict in verdicts(house(rule), said)]
        assert alone == [found.get(rule.name) for found in together]
        assert any(alone)


def _rule(name: str, chance: random.Random) -> FloodRule:
    def rate(least: int) -> Rate:
        return Rate(chance.randint(least, 6), timedelta(seconds=chance.choice([10, 30, 60])))

    return FloodRule(
        name=name,
        messages=chance.choice([None, rate(4)]),
        repeats=rate(2),
        near_repeats=chance.choice([None, rate(2)]),
        likeness=chance.choice([0.8, 0.9]),
        channels=chance.choice([None, rate(2)]),
    )


def _named(verdict: Verdict) -> dict[str, str]:
    return {each.rule: each.because for each in verdict.considered}
