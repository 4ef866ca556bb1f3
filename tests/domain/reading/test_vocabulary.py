from __future__ import annotations

from bot.domain.moderation.reading import Reader, Tier, View, Vocabulary


def terms(reader: Reader, text: str) -> list[str]:
    return [hit.term for hit in reader.read(text)]


def words(*listed: str, tier: Tier = Tier.strong) -> Vocabulary:
    return Vocabulary(words={tier: frozenset(listed)})


def test_stars_say_where_a_word_goes_on() -> None:
    """A word stands alone, begins, ends or is anywhere in one, as its stars say."""
    reader = Reader(words("spoil", "leak*", "*bot", "*scam*"))
    assert terms(reader, "spoil spoils leaky botany robot unscammed") == ["spoil", "leak", "bot", "scam"]


def test_an_empty_vocabulary_reads_nothing() -> None:
    """Without words there are no hits, and nothing breaks."""
    reader = Reader(Vocabulary())
    assert reader.read("fuck") == reader.read("f*ck 🔥 сука") == ()


def test_added_words_are_read_in_every_view() -> None:
    """A community's own word is found in the disguises of the shipped ones."""
    reader = Reader(Vocabulary().extended(add={Tier.strong: ["snollygoster"]}))
    texts = [
        "SNOLLYGOSTER",
        "sn0llyg0ster",
        "snollygosteeeer",
        "s n o l l y g o s t e r",
        "snolly||goster||",
        "ｓｎｏｌｌｙｇｏｓｔｅｒ",
    ]
    assert [terms(reader, text) for text in texts] == [["snollygoster"]] * len(texts)


def test_a_phrase_may_be_punctuated() -> None:
    """A word of several words is found across other signs and spaces."""
    reader = Reader(words("free nitro", "click my link"))
    texts = ["free nitro", "FREE  NITRO!", "free, nitro", "free-nitro", "free - nitro", "click my, link"]
    assert all(terms(reader, text) for text in texts)
    assert terms(reader, "nitro is free") == []


def test_words_with_digits_are_read_as_they_stand() -> None:
    """A listed number is found as a word of its own only."""
    reader = Reader(words("1488", "g4y"))
    assert terms(reader, "1488! 14880 g4y") == ["1488", "g4y"]


def test_words_of_other_scripts_are_read() -> None:
    """A community may list words that Latin letters cannot write."""
    reader = Reader(words("блин", "*хер*", "σκατά"))
    assert terms(reader, "Ну БЛИН, охерел. σκατά!") == ["блин", "хер", "σκατά"]
    assert terms(reader, "слон дом blin") == []


def test_accents_do_not_matter() -> None:
    """A word is found with and without its accents."""
    reader = Reader(words("enculé"))
    assert terms(reader, "enculé encule ENCULÉ") == ["encule"] * 3


def test_allowed_phrases_excuse_what_is_in_them(reader: Reader, vocabulary: Vocabulary) -> None:
    """A title that a community allows is not flagged, in any case and punctuation; the word alone still is."""
    assert terms(reader, "Bitch Ninja rules") == ["bitch"]
    allowing = Reader(vocabulary.extended(allow=["Bitch Ninja", "Son of a Bitch 3"]))
    assert terms(allowing, "bitch-ninja and BITCH NINJA, then Son of a Bitch 3") == []
    assert terms(allowing, "bitch, please") == ["bitch"]


def test_words_can_be_dropped(vocabulary: Vocabulary) -> None:
    """A community may take a listed word out."""
    assert terms(Reader(vocabulary.extended(drop=["arse", "arses"])), "my arse") == []


def test_the_heavier_tier_wins() -> None:
    """A word that two lists hold weighs what the heavier one says."""
    reader = Reader(Vocabulary(words={Tier.mild: frozenset({"zounds"}), Tier.slur: frozenset({"zounds"})}))
    assert [hit.tier for hit in reader.read("zounds")] == [Tier.slur]


def test_core_words_are_found_misspelt() -> None:
    """A core word is found with letters lost, swapped and starred out; another word is not."""
    kept = Vocabulary(words={Tier.strong: frozenset({"blatherskite"})}, core=frozenset({"blatherskite"}))
    reader = Reader(kept)
    assert terms(reader, "blatherskiet blathrskite bl*therskite blath******* blather") == ["blatherskite"] * 4
    assert terms(Reader(words("blatherskite")), "blatherskiet blathrskite") == []


def test_exceptions_excuse_whole_words() -> None:
    """A word in which a listed one means nothing is left alone, with stars for its endings."""
    reader = Reader(Vocabulary(words={Tier.strong: frozenset({"*fud*"})}, exceptions=frozenset({"fudge*", "*fuddle"})))
    assert terms(reader, "fudge fudged befuddle fud xfudx") == ["fud", "fud"]


def test_views_are_named_as_scripts_expect() -> None:
    """The names of tiers and views are part of what `usher read` promises."""
    assert [view.value for view in View] == ["plain", "leet", "stretched", "spelled-out", "masked", "joined"]
    assert [tier.value for tier in Tier] == ["slur", "strong", "sexual", "mild"]
