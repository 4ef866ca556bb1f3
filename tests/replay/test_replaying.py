"""What is gathered from verdicts on history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moderation.judging import Policy, judge
from bot.domain.moderation.messages import Message
from bot.domain.moderation.replaying import Difference, History, Tally
from bot.domain.moderation.verdicts import Exemption
from tests.replay.histories import BAD

if TYPE_CHECKING:
    from collections.abc import Sequence

START = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


def said(number: int, author: int, text: str, *, bot: bool = False, staff: bool = False) -> Message:
    return Message(number, 1, author % 3, author, START + timedelta(minutes=number), text, bot=bot, staff=staff)


def gather(policy: Policy, messages: Sequence[Message], examples: int = 3) -> tuple[History, Tally]:
    history, tally = History(), Tally(policy, examples=examples)
    for message in messages:
        if history.add(message, system=False):
            tally.add(message, f"c{message.channel_id}", judge(policy, message))
    return history, tally


def picture(history: History, tally: Tally) -> object:
    """Everything that a report could show."""
    found = tally.rules[0]
    return (
        (
            history.written.messages,
            history.written.people,
            history.bots,
            history.channels,
            history.since,
            history.until,
        ),
        (tally.read, tally.exempt, tally.acted.messages, tally.acted.people),
        (found.share.messages, found.share.people, found.tiers, found.views, found.terms, found.examples.chosen),
    )


messages = st.lists(
    st.builds(
        said,
        st.integers(0, 1000),
        st.integers(1, 9),
        st.sampled_from(["good evening", "", BAD, f"oh {BAD}", f"{BAD} {BAD}", f"such {BAD}!", f"no {BAD}", f"{BAD}?"]),
        bot=st.booleans(),
        staff=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda message: message.id,
)


@given(messages, st.randoms(use_true_random=False))
def test_order_does_not_matter(policy: Policy, those: list[Message], chance: object) -> None:
    """The same messages in any order come to the same numbers and the same examples."""
    shuffled = sorted(those, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert picture(*gather(policy, those)) == picture(*gather(policy, shuffled))


def test_each_message_is_counted_once(policy: Policy) -> None:
    """A message with two hits is one message; its author is one person however often they write."""
    those = [said(1, 1, f"{BAD} {BAD}"), said(2, 1, BAD), said(3, 2, "good evening")]
    history, tally = gather(policy, those)
    found = tally.rules[0]
    assert (history.written.messages, len(history.written.people)) == (3, 2)
    assert (found.share.messages, found.share.people, found.terms[BAD], found.tiers["strong"]) == (2, {1}, 2, 2)
    assert (history.since, history.until) == (those[0].at, those[2].at)


def test_what_people_did_not_write_is_apart(policy: Policy) -> None:
    """Bots and Discord itself are neither messages nor authors, and are judged by nobody."""
    history, tally = gather(policy, [said(1, 5, BAD, bot=True)])
    assert not history.add(said(2, 6, BAD), system=True)
    assert (history.bots, history.system, history.written.messages, tally.read) == (1, 1, 0, 0)


def test_exemptions_are_counted_by_reason(policy: Policy) -> None:
    """Every message that was not read has its reason."""
    _, tally = gather(policy, [said(1, 1, BAD, staff=True), said(2, 2, "  "), said(3, 2, "hello")])
    assert (tally.exempt, tally.read) == ({Exemption.STAFF: 1, Exemption.EMPTY: 1}, 1)


def test_examples_are_few_and_unlike(policy: Policy) -> None:
    """There are never more examples than asked for, and no two say the same."""
    those = [said(number, number % 7, f"{BAD} {number % 20}") for number in range(200)]
    for size in (0, 1, 5, 100):
        chosen = gather(policy, those, size)[1].rules[0].examples.chosen
        assert len({example.message.text for example in chosen}) == len(chosen) == min(size, 20)


def test_difference_tells_both_directions(policy: Policy) -> None:
    """What only the other policy finds is new, what only this one finds is gone, and the rest is in both."""
    nothing = Policy()
    for before, after, expected in (
        (policy, nothing, (0, 1, 0)),
        (nothing, policy, (1, 0, 0)),
        (policy, policy, (0, 0, 1)),
    ):
        difference = Difference(before, after, examples=2)
        for message in (said(1, 1, BAD), said(2, 2, "hello")):
            difference.add(message, "c", judge(before, message), judge(after, message))
        change = difference.rules["language"]
        assert (change.newly.messages, change.gone.messages, change.both.messages) == expected
        acted = difference.acted
        assert (acted.newly.messages, acted.gone.messages, acted.both.messages) == expected
        assert len(change.newly_examples.chosen) == expected[0]
        assert len(change.gone_examples.chosen) == expected[1]
