"""A version of a message without what was found in it."""

from __future__ import annotations

import pytest

from bot.domain.moderation.messages import Field, Passage
from bot.domain.moderation.reading import Tier
from bot.domain.moderation.rewriting import rewritten
from bot.domain.moderation.rules.caps import CapsRule
from bot.domain.moderation.rules.links import Invites, LinksRule
from bot.domain.moderation.rules.mentions import MentionsRule
from bot.domain.moderation.rules.personal_data import PersonalDataRule
from bot.domain.moderation.rules.zalgo import ZalgoRule
from bot.domain.moderation.verdicts import Considered, Outcome, Spot
from tests.domain.moderation.judged import house, judge
from tests.domain.moderation.talk import said

HOUSE = house(
    LinksRule(name="links", deny=frozenset({"pirate.org"}), invites=Invites.NONE),
    PersonalDataRule(name="personal"),
    CapsRule(name="caps"),
    ZalgoRule(name="zalgo"),
    MentionsRule(name="mentions", most=1),
)


def words(text: str, *found: str, tier: Tier = Tier.strong) -> Considered:
    """What a rule about words makes of a text that holds these."""
    spots = tuple(Spot(text.index(word), text.index(word) + len(word), word, tier=tier) for word in found)
    return Considered("language", Outcome.MATCHED, spots, "language", "language.strong")


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("watch it at https://pirate.org/heat, it is great", "watch it at, it is great"),
        ("[watch it](https://pirate.org/heat) tonight", "watch it tonight"),
        ("[watch it](<https://pirate.org/heat>) tonight", "watch it tonight"),
        ("[https://pirate.org](https://pirate.org) tonight", "tonight"),
        ("[imdb.com](https://evil.example) has it", "has it"),
        ("come to discord.gg/other (https://discord.gg/other)", "come to"),
        ("||discord.gg/other|| come", "come"),
        ("https://imdb.com and https://pirate.org", "https://imdb.com and"),
        ("https://pirate.org", None),
        ("||https://pirate.org||", None),
        ("my number is 06 12 34 56 78, call me", "my number is …, call me"),
        ("06 12 34 56 78", None),
        ("mail bob@gmail.com and ann@gmail.com", "mail … and …"),
        ("WHY WOULD ANYONE LIKE THIS FILM", "Why would anyone like this film"),
        ("WHY WOULD ANYONE? I LIKE THIS FILM SO", "Why would anyone? I like this film so"),
        ("h" + "\u0301" * 9 + "e comes", "he comes"),
        ("hello <@1> and <@2>", None),
        ("nothing to see here", None),
    ],
)
def test_each_sort_of_find_is_taken_care_of(text: str, version: str | None) -> None:
    """Links go, personal data and piles give way, capitals become small; None where nothing changes or is left."""
    message = said(text, mentions=(1, 2) if "<@" in text else ())
    assert rewritten(message, judge(HOUSE, message).findings) == version


@pytest.mark.parametrize(
    ("text", "found", "version"),
    [
        ("what a bloody mess", "bloody", "what a … mess"),
        ("bloody", "bloody", None),
        ("||what a bloody mess||", "bloody", "||what a … mess||"),
        ("so b||lood||y good", "b||lood||y", "so … good"),
        ("`a bloody mess`", "bloody", "`a … mess`"),
    ],
)
def test_words_give_way(text: str, found: str, version: str | None) -> None:
    """A word gives way to a dot or three: behind bars it would be found again."""
    assert rewritten(said(text), [words(text, found)]) == version


def test_what_two_rules_found_is_mended_once() -> None:
    """Finds that share a place make one change."""
    text = "what a bloody mess"
    twice = [words(text, "bloody"), words(text, "bloody"), words(text, "bloody mess")]
    assert rewritten(said(text), twice) == "what a …"


def test_only_what_the_author_typed_is_rewritten() -> None:
    """What was found in a forwarded text changes nothing of the author's own."""
    message = said("hello", more=(Passage(Field.FORWARD, "https://pirate.org"),))
    assert rewritten(message, judge(HOUSE, message).findings) is None
