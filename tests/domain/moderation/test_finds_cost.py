"""What rules cost: nothing for a clean message however many they are, and little for a hostile one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.moderation.judging import judge
from bot.domain.moderation.rewriting import rewritten
from bot.domain.moderation.rules.attachments import AttachmentsRule
from bot.domain.moderation.rules.caps import CapsRule
from bot.domain.moderation.rules.links import Invites, LinksRule
from bot.domain.moderation.rules.mentions import MentionsRule
from bot.domain.moderation.rules.personal_data import PersonalDataRule
from bot.domain.moderation.rules.zalgo import ZalgoRule
from tests.domain.moderation.judged import house
from tests.domain.moderation.talk import said

if TYPE_CHECKING:
    from bot.domain.moderation.rules import Rule


def rules(number: int) -> list[Rule]:
    """So many rules of each kind."""
    made: list[Rule] = []
    for each in range(number):
        made += [
            LinksRule(name=f"links{each}", deny=frozenset({"pirate.org"}), only_allowed=True, invites=Invites.NONE),
            AttachmentsRule(name=f"files{each}"),
            PersonalDataRule(name=f"personal{each}"),
            MentionsRule(name=f"mentions{each}"),
            CapsRule(name=f"caps{each}"),
            ZalgoRule(name=f"zalgo{each}"),
        ]
    return made


ONE, MANY = house(*rules(1)), house(*rules(100))
CLEAN = [
    "wow that was a great film i loved it",
    "I liked it. Really good... what about you? 10/10",
    "c’était génial, merci à tous 😀",
    "Saw it on 3 March in row 12, not bad at all",
]
HOSTILE = [
    "https://",
    "https://a.co,",
    "[imdb.com](https://a.co)",
    "[",
    "[a[",
    ".",
    "a.",
    "a.co ",
    "%2e",
    "é.",
    "ä.com ",
    "@a.co",
    "discord. ",
    "discord.gg",
    "((((https://a.co/",
    "https://a.co/(",
    "a@",
    "a1@b.co ",
    "1 ",
    "1",
    "06 12 34 56 78 ",
    "eyJaaaaaaaaaaaaaaa.",
    "password=",
    "-----BEGIN PRIVATE " + "KEY-----",
    "FR76",
    "aa11 ",
    "4111 ",
    "x\u0301\u0301\u0301",
    "\u0301",
    "A ",
    "`A",
    "<@1>",
    "ｄ",
    "\U0001d41d",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_message_costs_little(piece: str) -> None:
    """Four thousand characters of anything stay far below what would be noticed, with a version written too."""
    message = said((piece * 4000)[:4000])
    best = 1.0
    for _ in range(3):
        start = time.perf_counter()
        rewritten(message, judge(ONE, message).findings)
        best = min(best, time.perf_counter() - start)
    assert best < 0.08  # a wide berth for busy machines: alone it takes a tenth of this


def test_a_hundred_rules_of_a_kind_cost_a_clean_message_no_more_than_one() -> None:
    """Rules of a kind share their look, so that a clean message pays for one."""

    def cost(policy: object) -> float:
        messages = [said(text) for text in CLEAN]
        best = 1.0
        for _ in range(7):
            start = time.perf_counter()
            for message in messages * 20:
                judge(policy, message)  # type: ignore[arg-type]
            best = min(best, time.perf_counter() - start)
        return best

    assert cost(MANY) < 2 * cost(ONE)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6), max_size=40).map("".join))
def test_any_text_is_judged_and_its_places_are_true(text: str) -> None:
    """Whatever the text, nothing breaks, every place is a real slice, and judging twice gives the same."""
    message = said(text, mentions=tuple(range(9)))
    verdict = judge(ONE, message)
    assert verdict == judge(ONE, message)
    for each in verdict.considered:
        assert all(0 <= spot.start < spot.end <= len(text) for spot in each.spots)
    rewritten(message, verdict.findings)
