"""The rule `caps`."""

from __future__ import annotations

import pytest

from bot.domain.moderation.messages import Field, Passage
from bot.domain.moderation.rules.caps import CapsRule
from tests.domain.moderation.judged import made_of, where, why
from tests.domain.moderation.talk import said

RULE = CapsRule(name="caps")


@pytest.mark.parametrize(
    "text",
    [
        "WHY WOULD ANYONE LIKE THIS FILM",
        "THIS IS SO GOOD I CANNOT BELIEVE IT!!!",
        "OMG THIS IS SO GOOD SO SO GOOD",
        "POURQUOI PERSONNE NE M'A RIEN DIT",
        "ПОЧЕМУ ВСЕ МОЛЧАТ ОБ ЭТОМ ФИЛЬМЕ",
        "ΓΙΑΤΙ ΚΑΝΕΙΣ ΔΕΝ ΜΙΛΑΕΙ ΓΙ ΑΥΤΟ",
        "ÉCOUTEZ-MOI TOUS, C'EST GÉNIAL",
        "look: https://example.org/abcdefghijklmnop\nWHY DID NOBODY TELL ME ABOUT THIS",
        "ＷＨＹ ＷＯＵＬＤ ＡＮＹＯＮＥ ＬＩＫＥ ＴＨＩＳ",
    ],
)
def test_shouting_is_found(text: str) -> None:
    """A message almost all in capitals is found, in every script that has them."""
    assert why(said(text), RULE) == "caps.shouted"


@pytest.mark.parametrize(
    "text",
    [
        "why would anyone like this film",
        "OMG YES",
        "I am ABSOLUTELY sure that THIS is the best",
        "MCU DCEU LOTR SNES XXIV NASA HBO IMAX VHS",
        "FBI, CIA, NSA, MI6, KGB, DGSE and FSB, NCIS",
        "```\nSELECT NAME FROM FILMS WHERE YEAR IS NULL\n```",
        "`SELECT NAME FROM FILMS WHERE YEAR`",
        "> WHY WOULD ANYONE LIKE THIS FILM\nit is fine",
        "https://EXAMPLE.ORG/ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "<:HAPPYPOPCORNPERSON:123456789012345678> <:HAPPYPOPCORNPERSON:123456789012345678>",
        "これは本当に素晴らしい映画でしたね、みなさん、どう思いますか",
        "هذا الفيلم رائع جدا ويستحق المشاهدة مرة أخرى",
        "नमस्ते यह फिल्म बहुत अच्छी थी और मैं फिर देखूंगा",
        "12345678901234567890 !!!!!!!!!!!!!!!!!!!!",
        "",
    ],
)
def test_what_is_no_shouting(text: str) -> None:
    """Small letters, a short word, abbreviations, code, quotes, links, emoji and scripts without capitals are fine."""
    assert why(said(text), RULE) == ""


def test_share_and_length_are_the_rules_own() -> None:
    """The share of capitals and the least number of letters are taken as they are set."""
    text = "ABCDEFGH ij"
    assert why(said(text), CapsRule(name="caps", least=10, share=0.8)) == "caps.shouted"
    assert why(said(text), CapsRule(name="caps", least=11, share=0.8)) == ""
    assert why(said(text), CapsRule(name="caps", least=10, share=0.81)) == ""


def test_what_is_typed_elsewhere_counts_and_what_is_forwarded_does_not() -> None:
    """A poll or a title may shout; what somebody else said, forwarded, is not the author's shout."""
    loud = "WHY WOULD ANYONE LIKE THIS FILM"
    assert why(said("", more=(Passage(Field.TITLE, loud),)), RULE) == "caps.shouted"
    assert why(said("", more=(Passage(Field.FORWARD, loud),)), RULE) == ""


def test_the_place_is_from_the_first_capital_to_the_last() -> None:
    """The find spans what was shouted, and says how much of it."""
    message = said("... WHY WOULD ANYONE LIKE THIS FILM?")
    assert where(message, RULE) == ["WHY WOULD ANYONE LIKE THIS FILM"]
    found = made_of(message, RULE)
    assert found is not None
    assert found.values == {"share": "100"}
