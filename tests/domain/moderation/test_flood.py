"""The rule `flood`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moderation.conditions import InChannels, Unless
from bot.domain.moderation.messages import Attachment, Field, Passage
from bot.domain.moderation.recent import MESSAGES, Recent
from bot.domain.moderation.rules.flood import FloodRule, Rate, emoji_in
from bot.domain.moderation.verdicts import Exemption, Fate, Mode, Outcome, Verdict
from tests.domain.moderation.talk import found, places, policy, said, verdicts

if TYPE_CHECKING:
    from bot.domain.moderation.judging import Policy
    from bot.domain.moderation.messages import Message

LINE = "the lantern scene at the end is lovely"
ADVERT = "come and see my new channel, link in the profile"


def rate(count: int, seconds: int) -> Rate:
    return Rate(count, timedelta(seconds=seconds))


def flood(**limits: Any) -> Policy:
    """A policy of one rule with these limits and no others."""
    return policy(FloodRule(name="flood", **limits))


EVERYTHING = {
    "messages": rate(8, 10),
    "repeats": rate(4, 120),
    "near_repeats": rate(4, 120),
    "channels": rate(4, 60),
    "lines": 40,
    "emoji": 40,
}


def every(seconds: float, *texts: str, **more: Any) -> list[Message]:
    """These texts one after the other."""
    return [said(text, number * seconds, **more) for number, text in enumerate(texts)]


def talk(count: int) -> list[str]:
    """Texts that have nothing in common."""
    return [f"{'abcdefghij'[number % 10] * 3} {number * 7919} words" for number in range(count)]


def test_one_flood_is_one_finding_for_each_full_count() -> None:
    """It is found when the count is reached, and again only after as many again; nothing in between is found."""
    by = flood(messages=rate(8, 10))
    assert places(found(by, every(1, *talk(30)))) == dict.fromkeys((8, 16, 24), "flood.messages")
    assert places(found(by, every(1.25, *talk(100)))) == dict.fromkeys(range(8, 101, 8), "flood.messages")


def test_quick_talk_is_no_flood() -> None:
    """Somebody who writes fast, with pauses, is never found."""
    bursts = [said(text, number // 7 * 12 + number % 7) for number, text in enumerate(talk(70))]
    assert places(found(flood(messages=rate(8, 10)), bursts)) == {}


@pytest.mark.parametrize("limit", [{"messages": rate(MESSAGES, 600)}, {"repeats": rate(MESSAGES, 600)}])
def test_the_largest_count_can_be_reached(limit: dict[str, Rate]) -> None:
    """The memory is long enough for whatever the settings allow, the second time as well."""
    assert list(places(found(flood(**limit), every(2, *[LINE] * 61)))) == [MESSAGES, 2 * MESSAGES]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([LINE] * 4, {4: "flood.repeats"}),
        ([LINE] * 9, {4: "flood.repeats", 8: "flood.repeats"}),
        ([LINE, f"  {LINE.upper()}!!", f"**{LINE}** <:glow:123456789012345678>", f"{LINE}…"], {4: "flood.repeats"}),
        ([LINE, "what", LINE, "ever", LINE, "else", LINE], {7: "flood.repeats"}),
        ([f"{LINE} {number}" for number in range(4)], {4: "flood.near_repeats"}),
        ([LINE, LINE, f"{LINE}s", f"x {LINE}"], {4: "flood.near_repeats"}),
        (["the first act is slow", "the second act is quick", "the third act is loud", "the last act is best"], {}),
        ([LINE] * 3, {}),
        (["lol"] * 12, {}),
        (["+1"] * 12, {}),
        (["W"] * 12, {}),
        (["hahahaha", "hahahahahahaha"] * 6, {}),
        (["lmaooooooo"] * 12, {}),
        (["🎉🎉🎉"] * 12, {}),
        (["<:popcorn:123456789012345678>"] * 12, {}),
        ([str(number) for number in range(1, 40)], {}),
        (["1", "2", "3"] * 8, {}),
        (["one", "two", "three"] * 8, {}),
        (["!daily reward"] * 8, {}),
        (["$roll"] * 8, {}),
        (["lets go"] * 4, {4: "flood.repeats"}),
        (["lets go", "lets gooo", "LETS GOOOOO", "lets goooooooo"], {}),
        (["大家好,快来看看这个新频道吧"] * 4, {4: "flood.repeats"}),
        (["😂"] * 3 + [LINE] * 3, {}),
    ],
)
def test_repetition(texts: list[str], expected: dict[int, str]) -> None:
    """The same text, nearly the same text, and what people naturally say again and again."""
    by = flood(repeats=rate(4, 120), near_repeats=rate(4, 120))
    assert places(found(by, every(5, *texts))) == expected


def test_repeats_far_apart_are_none() -> None:
    """The same greeting every morning, or every few minutes, is a habit."""
    assert places(found(flood(**EVERYTHING), every(50, *[LINE] * 12))) == {}


def test_long_texts_are_compared_by_their_beginning_and_length() -> None:
    """Forms that begin alike and go on differently are not the same."""
    form = "name, film, seat and the reason why you would like to come, in your own words: " * 3
    by = flood(repeats=rate(3, 120))
    assert places(found(by, every(5, *(form + "x" * number for number in range(6))))) == {}
    assert places(found(by, every(5, form, form, form))) == {3: "flood.repeats"}


def test_files_make_the_difference() -> None:
    """The same caption over different pictures is a series; the same picture again and again is a repetition."""
    by = flood(repeats=rate(4, 120), near_repeats=rate(4, 120))
    series = [said(LINE, n, attachments=(Attachment("shot.png", "image/png", 1000 + n),)) for n in range(8)]
    same = [said("", n, attachments=(Attachment("image.png", "image/png", 777),)) for n in range(4)]
    assert places(found(by, series)) == {}
    assert places(found(by, same)) == {4: "flood.repeats"}


def test_forwarding_again_and_again_is_a_repetition() -> None:
    """What is only forwarded counts by what it says."""
    those = [said("", n, more=(Passage(Field.FORWARD, LINE),)) for n in range(4)]
    assert places(found(flood(repeats=rate(4, 120)), those)) == {4: "flood.repeats"}


def test_cross_posting_is_hidden_and_counted_once() -> None:
    """The fourth channel is found and hidden; each further copy goes too, and says nothing more about the person."""
    by = flood(channels=rate(4, 60))
    made = verdicts(by, [said(ADVERT, n, channel=10 + n) for n in range(7)])
    assert [each.text for each in made] == [Fate.KEEP] * 3 + [Fate.HIDE] * 4
    assert [sum(one.wants.weight for one in each.reasons) for each in made] == [0, 0, 0, 2, 0, 0, 0]
    assert not any(each.card for each in made)


@pytest.mark.parametrize(
    ("texts", "channels", "expected"),
    [
        ([ADVERT] * 8, [1], {}),
        ([ADVERT] * 8, [1, 2, 3], {}),
        ([ADVERT] * 4, [1, 2, 3, 4], {4: "flood.channels"}),
        ([f"{ADVERT} {number}" for number in range(4)], [1, 2, 3, 4], {4: "flood.channels"}),
        (talk(8), [1, 2, 3, 4], {}),
        (["gg"] * 8, [1, 2, 3, 4], {}),
    ],
)
def test_channels(texts: list[str], channels: list[int], expected: dict[int, str]) -> None:
    """Only the same, or nearly the same, in that many different channels is cross-posting."""
    those = [said(text, n, channel=channels[n % len(channels)]) for n, text in enumerate(texts)]
    assert places(found(flood(channels=rate(4, 60)), those)) == expected


def test_copies_go_only_where_the_text_is_taken_away() -> None:
    """An admin who keeps such texts hears of each flood once; one who hides repetitions hides the copies as well."""
    keeps = found(flood(channels=rate(4, 60), text=Fate.KEEP), [said(ADVERT, n, channel=n) for n in range(7)])
    assert places(keeps) == {4: "flood.channels"}
    hides = found(flood(repeats=rate(3, 60), text=Fate.HIDE, weight=5), every(1, *[LINE] * 5))
    assert places(hides) == {3: "flood.repeats", 4: "flood.copy", 5: "flood.copy"}


def test_a_copy_weighs_nothing_whatever_the_rule_weighs() -> None:
    """A rule's own weight and card are for the flood, not for each copy."""
    by = flood(repeats=rate(3, 60), text=Fate.HIDE, weight=5, card=True)
    made = verdicts(by, every(1, *[LINE] * 5))
    assert [(each.card, len(each.reasons)) for each in made[2:]] == [(True, 1), (False, 0), (False, 0)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("plain words: 12 <3 :)", 0),
        ("🎉", 1),
        ("🎉🎬🍿", 3),
        ("❤️", 1),
        ("👍🏽", 1),
        ("👨‍👩‍👧‍👦", 1),
        ("🇫🇷🇬🇧", 2),
        ("1️⃣2️⃣", 2),
        ("<:popcorn:123456789012345678><a:glow:123456789012345678>", 2),
        ("日本語の文章", 0),
        ("ÀÉÎ — “quotes” …", 0),
    ],
)
def test_emoji_are_counted_as_people_see_them(text: str, count: int) -> None:
    """One picture is one emoji, of however many signs it is made; other letters are none."""
    assert emoji_in(text) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n".join("a" * 40), "flood.lines"),
        ("\n".join("a" * 39), ""),
        ("🎬" * 40, "flood.emoji"),
        ("🎬" * 39, ""),
        ("a" * 2000, ""),
    ],
)
def test_one_message_can_be_too_much(text: str, expected: str) -> None:
    """Lines and emoji are counted in the message alone, whatever came before."""
    assert found(flood(lines=40, emoji=40), [said(text)]) == [expected]


def test_what_is_not_looked_at_is_not_found() -> None:
    """A rule without limits finds nothing at all."""
    those = [said("🎬\n" * 500, n, channel=n) for n in range(30)]
    assert places(found(flood(), those)) == {}


def test_allowed_phrases_may_be_repeated() -> None:
    """What an admin declares to be fine can be said as often as one likes."""
    by = flood(repeats=rate(3, 60), channels=rate(3, 60), allow=frozenset({"Long live the Lantern!"}))
    assert places(found(by, [said("long live the lantern", n, channel=n) for n in range(9)])) == {}
    assert places(found(by, every(1, *[LINE] * 3))) == {3: "flood.repeats"}


def test_where_a_rule_does_not_count_nothing_is_added_up() -> None:
    """A fast game in its own channel is not held against the next word somewhere else, and would be told by why."""
    by = flood(messages=rate(4, 60), when=Unless((InChannels(frozenset({77})),)))
    game = [said(text, n, channel=77) for n, text in enumerate(talk(9))]
    made = verdicts(by, [*game, said("back again", 10), said("hello", 11)])
    assert [each.findings for each in made] == [()] * 11
    assert {each.considered[0].outcome for each in made[3:9]} == {Outcome.ELSEWHERE}
    assert places(found(by, [*game, *(said(f"word {n}", 20 + n) for n in range(4))])) == {13: "flood.messages"}


def test_a_shadow_rule_counts_as_a_live_one_does() -> None:
    """What a rule that only watches would have done is what it does once it is live."""
    live, shadow = (flood(messages=rate(4, 60), mode=mode) for mode in (Mode.LIVE, Mode.SHADOW))
    those = every(1, *talk(9))
    assert [bool(each.findings) for each in verdicts(live, those)] == [
        bool(each.shadows) for each in verdicts(shadow, those)
    ]


def test_rules_count_apart() -> None:
    """What one rule found is counted anew by that rule only."""
    by = policy(
        FloodRule(name="four", messages=rate(4, 60)),
        FloodRule(name="six", messages=rate(6, 60)),
    )
    made = verdicts(by, every(1, *talk(12)))
    assert [[one.rule for one in each.findings] for each in made] == [
        [], [], [], ["four"], [], ["six"], [], ["four"], [], [], [], ["four", "six"],
    ]  # fmt: skip


def test_what_is_not_read_is_not_counted() -> None:
    """Messages in exempt places are not remembered, and add nothing up."""
    recent = Recent()
    recent.add(said(), Verdict(exemption=Exemption.CHANNEL))
    assert recent.before(said(second=1)) == ()


authors = st.integers(1, 4)
texts = st.sampled_from([LINE, f"{LINE}!", f"{LINE} again", ADVERT, "lol", "🎬" * 41, "fine", "what a night it was"])
messages = st.lists(st.tuples(authors, texts, st.integers(0, 15), st.integers(1, 5)), max_size=60)


@given(messages, st.randoms(use_true_random=False))
def test_members_do_not_change_what_is_found_about_one_another(rows: list[Any], chance: Any) -> None:
    """In any order that keeps each member's own, the same is found in every message."""
    second, those = 0, []
    for number, (author, text, pause, channel) in enumerate(rows):
        second += pause
        those.append(said(text, second, author, channel, id=number))
    waiting = {author: [each for each in those if each.author_id == author] for author in range(1, 5)}
    shuffled: list[Message] = []
    while any(waiting.values()):
        shuffled.append(waiting[chance.choice([author for author, left in waiting.items() if left])].pop(0))
    by = flood(**EVERYTHING)
    straight = dict(zip((each.id for each in those), verdicts(by, those), strict=True))
    assert dict(zip((each.id for each in shuffled), verdicts(by, shuffled), strict=True)) == straight


@given(st.text(max_size=4000), st.lists(st.text(max_size=300), max_size=40))
def test_any_text_is_taken(text: str, before: list[str]) -> None:
    """No text of any kind breaks the rule, and what it finds has a reason."""
    those = [*every(1, *before), said(text, 100)]
    assert set(found(flood(**EVERYTHING), those)) <= {
        "", "flood.messages", "flood.repeats", "flood.near_repeats", "flood.channels", "flood.lines", "flood.emoji",
    }  # fmt: skip
