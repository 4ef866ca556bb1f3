"""The rule `personal_data`. All numbers here are invented, reserved for examples, or from published test lists."""

from __future__ import annotations

import pytest

from bot.domain.moderation.messages import Field, Passage
from bot.domain.moderation.rules.personal_data import PersonalDataRule, Sort, personal
from bot.domain.moderation.verdicts import Fate
from tests.domain.moderation.judged import made_of, where, why
from tests.domain.moderation.talk import said

RULE = PersonalDataRule(name="personal")
LETTERS = "a1B2c3D4e5F6g7H8i9J0"


def random(length: int) -> str:
    """So many letters and digits that look like chance; put together here so that no file holds a key's shape."""
    return (LETTERS * 5)[:length]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("call +33 6 12 34 56 78 tonight", "+33 6 12 34 56 78"),
        ("+44 20 7946 0958", "+44 20 7946 0958"),
        ("+33612345678", "+33612345678"),
        ("0033 6 12 34 56 78", "0033 6 12 34 56 78"),
        ("+1 (212) 867-5309", "+1 (212) 867-5309"),
        ("(212) 867-5309", "(212) 867-5309"),
        ("212-867-5309", "212-867-5309"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("06.12.34.56.78", "06.12.34.56.78"),
        ("06/12/34/56/78", "06/12/34/56/78"),
        ("0612345678", "0612345678"),
        ("020 7946 0958", "020 7946 0958"),
        ("07700 900123", "07700 900123"),
        ("0151 23456789", "0151 23456789"),
        ("090-1234-5678", "090-1234-5678"),
        ("8 (912) 345-67-89", "8 (912) 345-67-89"),
        ("my number is 612 345 678", "612 345 678"),
        ("mon numéro c'est 612345678", "612345678"),
        ("text me at 2128675309", "2128675309"),
        ("https://wa.me/33612345678", "33612345678"),
        ("06\u200b12\u200b345678", "06\u200b12\u200b345678"),
        ("٠٦١٢٣٤٥٦٧٨", "٠٦١٢٣٤٥٦٧٨"),
        ("０６ １２ ３４ ５６ ７８", "０６ １２ ３４ ５６ ７８"),
    ],
)
def test_telephone_numbers(text: str, number: str) -> None:
    """International and national forms are found, in any digits, and the find is the number and no more."""
    assert [(text[each.start : each.end], each.sort) for each in personal(text)] == [(number, Sort.PHONE)]


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01 20:30",
        "01.03.2026 20:30",
        "01/03/26 02/03/26 03/03/26",
        "05/06 12/07 20/08",
        "20260301",
        "it made $2,787,965,087 worldwide",
        "2 787 965 087 dollars",
        "2.787.965.087",
        "1 234 567 890 views",
        "+100000000 for that",
        "+1 000 000",
        "rated 8.5/10 by 1 234 567 votes",
        "1977 1980 1983 1999 2002 2005",
        "1977-1980-1983",
        "4 8 15 16 23 42",
        "0123456789",
        "episodes 01 02 03 05 07",
        "01 02 03 04 05",
        "S01E02 S01E03 1x04",
        "00:12:34 to 01:23:45",
        "192.168.100.200",
        "ISBN 0306406152 and 978-2-07-036822-8",
        "order 0612345678",
        "0.123456789",
        "3-0 2-1 0-1 4-2",
        "867-5309, of course",
        "555-123-4567 rings only in films",
        "room 455, 24601, THX 1138, 1920x1080, 4K",
        "123456789012345678",
        "<@123456789012345678> <#223456789012345678> <:pop:323456789012345678>",
        "<t:1700000000:R>",
        "https://www.imdb.com/title/tt0083658/?ref=0612345678",
        "tt0083658 nm0000123",
        "10:00 11:30 14:00 16:30",
        "0000000000 1111111111",
        "seats 05 06 07 08 09 in row 12",
        "1.85:1, 2.39:1, 24 fps, 35 mm, 117 min",
        "@film@lantern.social",
        "poster@2x.png",
        "https://medium.com/@bob",
        "write to contact@studio.com or press@studio.com",
        "bob@example.com",
        "meet at 8 at home",
        "token of my appreciation: a song",
        "key: the shining",
        "password: Swordfish",
        "the secret = nobody knows",
        "token: https://example.org/a1b2c3d4e5",
        "4111 1111 1111 1112",
        "1234 5678 9012 3456",
        "FR76 3000 6000 0112 3456 7890 188",
        "sk-ateboarding is great",
        "XX76 3000 6000 0112 3456 7890 189",
    ],
)
def test_other_numbers_and_names_are_left_alone(text: str) -> None:
    """Dates, scores, sums, years, episodes, ids, films' own numbers, offices' addresses and plain words are fine."""
    assert personal(text) == []


@pytest.mark.parametrize(
    ("text", "data", "sort"),
    [
        ("mail jean.dupont+films@gmail.com.", "jean.dupont+films@gmail.com", Sort.EMAIL),
        ("(bob@mail.example.co.uk)", "bob@mail.example.co.uk", Sort.EMAIL),
        ("bob (at) gmail (dot) com", "bob (at) gmail (dot) com", Sort.EMAIL),
        ("bob arobase wanadoo point fr", "bob arobase wanadoo point fr", Sort.EMAIL),
        ("4111 1111 1111 1111", "4111 1111 1111 1111", Sort.CARD),
        ("378282246310005", "378282246310005", Sort.CARD),
        ("5555-5555-5555-4444", "5555-5555-5555-4444", Sort.CARD),
        ("FR76 3000 6000 0112 3456 7890 189 merci", "FR76 3000 6000 0112 3456 7890 189", Sort.IBAN),
        ("DE89370400440532013000", "DE89370400440532013000", Sort.IBAN),
        ("gb82 west 1234 5698 7654 32", "gb82 west 1234 5698 7654 32", Sort.IBAN),
        ("password: Xk29fjQ0dkz8Lw", "Xk29fjQ0dkz8Lw", Sort.KEY),
        ("mot de passe = Xk29fjQ0dkz8Lw", "Xk29fjQ0dkz8Lw", Sort.KEY),
    ],
)
def test_other_sorts(text: str, data: str, sort: Sort) -> None:
    """E-mail addresses, payment cards, bank accounts and passwords are told apart, each with its own place."""
    assert [(text[each.start : each.end], each.sort) for each in personal(text)] == [(data, sort)]


@pytest.mark.parametrize(
    "key",
    [
        "M" + random(24) + "." + random(6) + "." + random(38),
        "AK" + "IA" + "ABCDEFGHIJ234567",
        "gh" + "p_" + random(36),
        "github" + "_pat_" + random(60),
        "AI" + "za" + random(35),
        "xo" + "xb-" + random(24),
        "sk" + "_live_" + random(24),
        "12345678:" + "AA" + random(33),
        "ey" + "J" + random(20) + ".ey" + "J" + random(20) + "." + random(20),
        "discord.com/api/webhooks/123456789012345678/" + random(68),
        "-----BEGIN RSA PRIVATE " + "KEY-----\nabc\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE " + "KEY-----\nabc and no end",
    ],
)
def test_keys_of_services(key: str) -> None:
    """A key is found by its shape, from its first letter to its last, and its message hidden, whosever it is."""
    message = said(f"look {key}")
    assert where(message, RULE) == [key]
    for text in (f"my key {key}", f"his key {key}"):
        found = made_of(said(text), RULE)
        assert found is not None
        assert (found.because, found.wants.text, found.values) == ("personal_data.key", Fate.HIDE, {"sort": "key"})


NUMBER = "06 12 34 56 78"


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (f"my number is {NUMBER}", "personal_data.own"),
        (f"call me: {NUMBER}", "personal_data.own"),
        (f"{NUMBER}, that is mine", "personal_data.own"),
        (f"mon numéro : {NUMBER}", "personal_data.own"),
        (f"appelle-moi au {NUMBER}", "personal_data.own"),
        (f"le {NUMBER} c'est moi", "personal_data.own"),
        (f"here you go {NUMBER}", "personal_data.own"),
        (f"it's {NUMBER}", "personal_data.own"),
        (f"I loved her in that film. Anyway, {NUMBER}, call me", "personal_data.own"),
        (f"his number is {NUMBER}", "personal_data.others"),
        (f"{NUMBER} is her number", "personal_data.others"),
        (f"my brother's number is {NUMBER}", "personal_data.others"),
        (f"Paul's phone: {NUMBER}", "personal_data.others"),
        (f"call him, {NUMBER}", "personal_data.others"),
        (f"son numéro c'est le {NUMBER}", "personal_data.others"),
        (f"voici le numéro de Paul : {NUMBER}", "personal_data.others"),
        (f"le numéro de téléphone : {NUMBER}", "personal_data.own"),
        (f"His name is Paul. {NUMBER}", "personal_data.others"),
        (f"my number is 01 98 76 54 32, his is {NUMBER}", "personal_data.others"),
    ],
)
def test_whose_it_is(text: str, because: str) -> None:
    """The nearest word that says so decides, in English and French; where none does, it is one's own."""
    assert why(said(text), RULE) == because


def test_a_number_beside_somebody_is_theirs_unless_the_words_say_otherwise() -> None:
    """Where nothing says whose a number is and a member is addressed, it may be theirs."""
    assert why(said(f"<@7> {NUMBER}", mentions=(7,)), RULE) == "personal_data.others"
    assert why(said(f"look {NUMBER}", mentions=(7,)), RULE) == "personal_data.others"
    assert why(said(f"<@7> my number is {NUMBER}", mentions=(7,)), RULE) == "personal_data.own"
    assert why(said(f"<@9> {NUMBER}"), RULE) == "personal_data.own"


@pytest.mark.parametrize(
    ("text", "mentions", "fate", "card", "weight"),
    [
        (f"my number is {NUMBER}", (), Fate.OFFER, False, 1),
        ("my card is 4111 1111 1111 1111", (), Fate.HIDE, False, 1),
        (f"his number is {NUMBER}", (), Fate.HIDE, True, 2),
        (f"look {NUMBER}", (7,), Fate.HIDE, False, 2),
        ("password: Xk29fjQ0dkz8Lw", (), Fate.HIDE, False, 1),
    ],
)
def test_what_suits_each(text: str, mentions: tuple[int, ...], fate: Fate, card: bool, weight: int) -> None:
    """One's own stays with an offer, another's goes and weighs; a person looks where the words name somebody else."""
    found = made_of(said(text, mentions=mentions), RULE)
    assert found is not None
    assert (found.wants.text, found.wants.card, found.wants.weight) == (fate, card, weight)


def test_what_was_found_is_never_repeated() -> None:
    """A find names its sort, the most dangerous one, and has no term that could go into a list."""
    found = made_of(said(f"my number is {NUMBER} and mail bob@gmail.com"), RULE)
    assert found is not None
    assert found.values == {"sort": "email"}
    assert [spot.term for spot in found.spots] == ["", ""]


def test_only_chosen_sorts_count() -> None:
    """A rule finds the sorts that its settings name."""
    rule = PersonalDataRule(name="personal", sorts=frozenset({Sort.EMAIL}))
    assert why(said(f"my number is {NUMBER}"), rule) == ""
    assert where(said(f"my number is {NUMBER}, bob@gmail.com"), rule) == ["bob@gmail.com"]


def test_every_text_is_read() -> None:
    """Personal data that is forwarded or put into a title is no less personal."""
    message = said("look", more=(Passage(Field.FORWARD, f"his number: {NUMBER}"),))
    assert where(message, RULE) == [NUMBER]
