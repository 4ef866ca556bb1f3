"""Rules about words: each finds its own, in any spelling."""

from __future__ import annotations

import pytest

from bot.domain.moderation.judging import judge
from bot.domain.moderation.messages import Field, Passage
from bot.domain.moderation.reading import Tier
from bot.domain.moderation.rules.language import LanguageRule
from bot.domain.moderation.rules.phrases import PhrasesRule
from bot.domain.moderation.rules.words import WordsRule
from bot.domain.moderation.verdicts import Fate, Wants
from tests.domain.moderation.worded import house, message, seen


def words(name: str, *listed: str, allow: tuple[str, ...] = ()) -> WordsRule:
    return WordsRule(name=name, words=frozenset(listed), allow=frozenset(allow))


@pytest.mark.parametrize(
    "text",
    [
        "frobnak", "FROBNAK!", "Fröbnák", "ｆｒｏｂｎａｋ", "𝓯𝓻𝓸𝓫𝓷𝓪𝓴", "fr0bn4k", "frobn@k", "froooobnaaak",
        "f r o b n a k", "f.r.o.b.n.a.k", "frob||nak||", "frob\u200bnak", "frob*ak", "fr*bn*k", "frob-nak", "frоbnak",
        "so (frobnak)",
        "ɐ frobnak", "**frobnak**", "_frobnak_", "`frobnak`", "<:frobnak:123456789012345678>",
    ],
)  # fmt: skip
def test_a_listed_word_is_found_in_any_spelling(text: str) -> None:
    """The views of the shipped words serve an admin's own."""
    assert seen(house(words("own", "frobnak")), text)["own"]


@pytest.mark.parametrize(
    "text",
    [
        "frobnaks",
        "frob nak",
        "frob",
        "unfrobnak",
        "frob and nak",
        "f*****k",
        "******k",
        "f r o b",
        "frobnik",
        "fr b n k",
    ],
)
def test_another_word_is_not(text: str) -> None:
    """A word without stars is found alone, and only where most of it is left standing."""
    assert seen(house(words("own", "frobnak")), text) == {}


def test_stars_say_where_a_word_goes_on() -> None:
    """A word stands alone, begins one, ends one, or is anywhere in one."""
    rule = words("own", "spoil", "leak*", "*bot", "*scam*")
    found = seen(house(rule), "spoil spoils leaky bleak botany robot unscammed")
    assert found == {"own": ["spoil", "leaky", "robot", "unscammed"]}


@pytest.mark.parametrize(
    ("listed", "text", "found"),
    [
        ("сука", "Ну СУКА же", ["СУКА"]),
        ("*хер*", "охерел", ["охерел"]),
        ("μαλάκας", "ΜΑΛΑΚΑΣ, μαλάκας", ["ΜΑΛΑΚΑΣ", "μαλάκας"]),
        ("操你", "我操你了", ["操你"]),
        ("हिन्दी", "यह हिन्दी है", ["हिन्दी"]),
        ("가", "각 가", ["가"]),
        ("🍆", "so 🍆🍆", ["🍆", "🍆"]),
        ("❤️", "I ❤ it", ["❤"]),
        ("1488", "14 1488 14880", ["1488"]),
        ("écolo", "ECOLO", ["ECOLO"]),
    ],
)
def test_words_of_any_script_and_signs_are_found(listed: str, text: str, found: list[str]) -> None:
    """Case and accents do not matter; scripts without spaces and pictures are found anywhere."""
    assert seen(house(words("own", listed)), text) == {"own": found}


def test_a_word_is_found_for_those_who_list_it_only() -> None:
    """What one rule lists is no other rule's matter, be it a shipped word too."""
    policy = house(
        LanguageRule(name="strong", tiers=frozenset({Tier.strong}), add={Tier.strong: frozenset({"smeg"})}),
        LanguageRule(name="mild", tiers=frozenset({Tier.mild}), add={Tier.slur: frozenset({"smeg"})}),
        words("a", "frobnak", "blarg"),
        words("b", "frobnak", "quuxly"),
    )
    assert seen(policy, "frobnak") == {"a": ["frobnak"], "b": ["frobnak"]}
    assert seen(policy, "quuxly") == {"b": ["quuxly"]}
    assert seen(policy, "blarg drat") == {"strong": ["blarg"], "mild": ["drat"], "a": ["blarg"]}
    assert seen(policy, "unblargable") == {"strong": ["unblargable"]}
    assert seen(policy, "bl*rg blarrg") == {"strong": ["bl*rg", "blarrg"], "a": ["bl*rg", "blarrg"]}
    assert seen(policy, "smeg") == {"strong": ["smeg"], "mild": ["smeg"]}
    assert {each.rule: each.because for each in judge(policy, message("smeg")).considered} == {
        "strong": "language.strong",
        "mild": "language.slur",
    }


def test_no_word_hides_behind_another() -> None:
    """Words over one another are all found, each for its rule, and once for a rule with both."""
    policy = house(words("witt", "*witt*"), words("twitt", "*twitt*"), words("both", "*witt*", "*twitt*", "nit*"))
    everyone = ("witt", "twitt", "both")
    assert seen(policy, "a nitwitted twitt") == {name: ["nitwitted", "twitt"] for name in everyone}
    assert seen(policy, "twiiiitttts tw1tts") == {name: ["twiiiitttts", "tw1tts"] for name in everyone}


def test_shipped_exceptions_do_not_excuse_what_is_listed() -> None:
    """Somebody who lists a word means it; the exceptions are about the shipped words."""
    assert seen(house(words("own", "blargmouth")), "a blargmouth") == {"own": ["blargmouth"]}
    assert seen(house(words("own", "*blarg*")), "a blargmouth") == {}
    assert seen(house(words("own", "drat")), "Captain Drat") == {}
    assert seen(house(PhrasesRule(name="own", phrases=frozenset({"captain drat"}))), "Captain Drat") == {
        "own": ["Captain Drat"]
    }


def test_all_texts_of_a_message_are_read() -> None:
    """A word counts wherever it stands, and the spot names the text."""
    more = (Passage(Field.POLL, "why frobnak?"), Passage(Field.ATTACHMENT, "my_frobnak.png"))
    assert seen(house(words("own", "frobnak")), "look", *more) == {"own": ["frobnak", "frobnak"]}


def test_what_is_allowed_is_left_alone() -> None:
    """A term or a phrase that a rule allows is fine for that rule alone."""
    policy = house(words("a", "frobnak", allow=("Frobnak Rising",)), words("b", "frobnak", "сука", allow=("FROBNAK",)))
    assert seen(policy, "frobnak rising!") == {}
    assert seen(policy, "frobnak and сука") == {"a": ["frobnak"], "b": ["сука"]}
    foreign = words("c", "сука", "блин", allow=("сука",))
    assert seen(house(foreign), "сука блин") == {"c": ["блин"]}


def test_a_word_is_kept_and_nudged() -> None:
    """The default for listed words is to keep the text and to weigh one; an admin may want more."""
    plain = words("own", "frobnak")
    stern = WordsRule(name="own", words=frozenset({"frobnak"}), text=Fate.HIDE, card=True, weight=3)
    assert [judge(house(rule), message("frobnak")).considered[0].wants for rule in (plain, stern)] == [
        Wants(Fate.KEEP, card=False, weight=1),
        Wants(Fate.HIDE, card=True, weight=3),
    ]
