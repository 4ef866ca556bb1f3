"""Two separate things come out of a verdict: what becomes of the text, and which reasons speak about the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.cases import Grounds, Measure, choose, leading, plan
from bot.domain.moderation.excerpts import excerpt
from bot.domain.moderation.messages import Field, Message, Passage
from bot.domain.moderation.verdicts import Considered, Fate, Outcome, Spot, Verdict, Wants
from bot.domain.plans import DeskCard, Hide, LogLine, Notice, Retitle, Words

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
MESSAGE = Message(900, 1, 603, 5, NOON, "a frak of a gorram ending")


def found(
    rule: str,
    *spots: Spot,
    kind: str = "language",
    text: Fate = Fate.KEEP,
    card: bool = False,
    weight: int = 1,
    outcome: Outcome = Outcome.MATCHED,
) -> Considered:
    """Return what a rule found."""
    return Considered(rule, outcome, spots, kind, f"{kind}.x", {}, Wants(text, card, weight))


FRAK, GORRAM = Spot(2, 6, "frak"), Spot(12, 18, "gorram")
NOTICE = Notice(5, 1, 603, Words("cases.nudge"), NOON)


@pytest.mark.parametrize(
    ("findings", "fate", "card"),
    [
        ((), Fate.KEEP, False),
        ((found("a", FRAK),), Fate.KEEP, False),
        ((found("a", FRAK), found("b", FRAK, text=Fate.OFFER)), Fate.OFFER, False),
        ((found("a", FRAK, text=Fate.HIDE), found("b", GORRAM, card=True)), Fate.HIDE, True),
        ((found("a", FRAK, text=Fate.HIDE, card=True, outcome=Outcome.SHADOWED),), Fate.KEEP, False),
        ((found("a", FRAK, text=Fate.HIDE, card=True, outcome=Outcome.ELSEWHERE),), Fate.KEEP, False),
    ],
)
def test_a_text_has_one_fate(findings: tuple[Considered, ...], fate: Fate, card: bool) -> None:
    """However many rules found something, there is one answer, and only live rules have a say in it."""
    verdict = Verdict(findings)
    assert (verdict.text, verdict.card) == (fate, card)


@pytest.mark.parametrize(
    ("findings", "reasons"),
    [
        ((found("a", FRAK),), ("a",)),
        ((found("a", FRAK), found("b", GORRAM)), ("a",)),  # the same kind twice is one reason
        ((found("a", FRAK), found("b", FRAK, kind="pattern")), ("a",)),  # one word that two rules look for
        ((found("a", FRAK, weight=3), found("b", FRAK, kind="pattern", weight=1)), ("b",)),  # the gentler one counts
        ((found("a", FRAK), found("b", kind="flood")), ("b", "a")),
        ((found("a", FRAK, weight=2), found("b", GORRAM, kind="links")), ("a", "b")),  # the weightier first
        ((found("a", FRAK, weight=0),), ()),  # a report says nothing about the person
        ((found("a", FRAK, outcome=Outcome.SHADOWED), found("b", kind="flood")), ("b",)),
        ((found("a", FRAK), found("b", replace(FRAK, passage=1), kind="links")), ("b", "a")),  # in different texts
    ],
)
def test_reasons_do_not_lean_on_one_another(findings: tuple[Considered, ...], reasons: tuple[str, ...]) -> None:
    """Findings of one kind, or about the same words, are one reason: what is found twice is not worse."""
    assert tuple(each.rule for each in Verdict(findings).reasons) == reasons


@pytest.mark.parametrize(
    ("findings", "remembered", "more"),
    [
        ((found("a", FRAK, weight=10),), 0, False),
        ((found("a", FRAK), found("b", GORRAM)), 0, False),
        ((found("a", FRAK), found("b", kind="flood")), 0, True),
        ((found("a", FRAK),), 1, True),
        ((), 3, False),
        ((found("a", FRAK, weight=0),), 3, False),
    ],
)
def test_more_than_a_word_needs_two_reasons_or_a_repeat(
    findings: tuple[Considered, ...], remembered: int, more: bool
) -> None:
    """One reason alone is never more than a private word, however heavy it is."""
    response = choose(Verdict(findings), replace(MESSAGE, remembered=remembered))
    assert (response.grounds in {Grounds.SEVERAL, Grounds.REPEAT}) is more


@pytest.mark.parametrize(
    ("finding", "message", "speaks", "measure"),
    [
        (found("a", FRAK), MESSAGE, True, Measure.NUDGE),
        (found("a", FRAK, text=Fate.OFFER), MESSAGE, True, Measure.NUDGE),
        (found("a", FRAK, text=Fate.HIDE), MESSAGE, True, Measure.HIDE),
        (found("a", FRAK, weight=0), MESSAGE, True, None),
        (found("a", FRAK, outcome=Outcome.SHADOWED), MESSAGE, True, None),
        (found("a", FRAK, text=Fate.HIDE), MESSAGE, False, None),
        (found("a", FRAK, text=Fate.HIDE), replace(MESSAGE, webhook=True, bot=True), True, None),
    ],
)
def test_the_step_is_the_gentlest_that_serves(
    finding: Considered, message: Message, speaks: bool, measure: Measure | None
) -> None:
    """Whoever's text stays is nudged, whoever's is hidden is told and given it back; nobody is told who cannot be."""
    assert choose(Verdict((finding,)), message, speaks=speaks).measure is measure


def test_a_plan_does_before_it_tells() -> None:
    """The text goes first, then its author is told, then staff, and a person is asked last."""
    verdict = Verdict((found("a", FRAK, text=Fate.HIDE, card=True),))
    steps = plan(MESSAGE, verdict, choose(verdict, MESSAGE), NOTICE).steps
    assert [type(step) for step in steps] == [Hide, Notice, LogLine, DeskCard]
    assert steps[2].told_by == 1  # type: ignore[union-attr]


def test_a_bad_title_is_changed_and_its_conversation_stays() -> None:
    """A thread whose name cannot stay gets another one; nothing anybody wrote in it is touched."""
    titled = replace(MESSAGE, id=-900, channel_id=900, text="", more=(Passage(Field.TITLE, "a frak of an ending"),))
    verdict = Verdict((found("a", Spot(2, 6, "frak", Field.TITLE, 1), text=Fate.HIDE),))
    (first, *_) = plan(titled, verdict, choose(verdict, titled), NOTICE).steps
    assert first == Retitle(900)
    assert excerpt(titled, leading(verdict)) == "a __**frak**__ of an ending"


def test_plans_of_different_revisions_are_different_plans() -> None:
    """What an edit asks for is done as well, and once."""
    verdict = Verdict((found("a", FRAK),))
    response = choose(verdict, MESSAGE)
    keys = {plan(MESSAGE, verdict, response, NOTICE, revision).dedupe_key for revision in (0, 1, 1, 2)}
    assert len(keys) == 3


LATER_FRAK = replace(FRAK, start=20, end=24)
TITLE = replace(FRAK, field=Field.TITLE, passage=1)


@pytest.mark.parametrize(
    ("earlier", "now", "fresh"),
    [
        ((), (found("a", FRAK),), ["a"]),
        ((found("a", FRAK),), (found("a", LATER_FRAK),), []),  # moved, and no worse
        ((found("a", FRAK),), (found("a", FRAK, GORRAM),), ["a"]),
        ((found("a", FRAK),), (), []),
        ((found("a", FRAK),), (found("b", FRAK, kind="words"),), ["b"]),
        ((found("a", kind="caps"),), (found("a", kind="caps"),), []),
        ((), (found("a", kind="caps"),), ["a"]),
        ((found("a", TITLE, text=Fate.HIDE),), (found("a", TITLE, text=Fate.HIDE),), ["a"]),  # it was taken away
        ((found("a", TITLE),), (found("a", TITLE),), []),
    ],
)
def test_an_edit_counts_for_what_is_new_in_it(
    earlier: tuple[Considered, ...], now: tuple[Considered, ...], fresh: list[str]
) -> None:
    """What was found before is not found again, wherever it stands now."""
    assert [each.rule for each in Verdict(now).beyond(earlier).considered] == fresh
