"""Messages made to break a rule, or to keep it busy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.moderation.judging import explain, judge
from bot.domain.moderation.messages import Attachment, Field, Message, Passage
from bot.domain.moderation.recent import Recent
from tests.domain.moderation import every
from tests.domain.moderation.steps import steps
from tests.domain.reading.evasions import KINDS, STRONG, disguised
from tests.domain.reading.hostile import LONGEST, hostile

if TYPE_CHECKING:
    from bot.domain.moderation.judging import Policy
    from bot.domain.moderation.verdicts import Verdict

START = datetime(2026, 3, 1, 20, tzinfo=UTC)
MORE = tuple(field for field in Field if field is not Field.CONTENT)
POLICIES = ("shipped", "every")
A_FEW = 60
"""Steps; most messages take two or three, and the worst, signs that fold to a whole sentence each, forty-four."""

pieces = st.one_of(
    st.sampled_from([disguised(word, kind, 0) for word in STRONG[:4] for kind in KINDS]),
    st.sampled_from(
        ["frobnak", "f r e e nitro", "kill your", "сука", "🍆", "bad thing", "https://a.b/", "@everyone", "<@1>"]
    ),
    st.text(st.sampled_from("fuckshitas*. !1$@-_|`~<>%#\n\u200b🔥с/:[]()0+é\u0336"), max_size=30),
    st.text(st.characters(), max_size=20),
)  # fmt: skip
texts = st.one_of(
    st.text(st.characters(), max_size=LONGEST),
    st.lists(pieces, max_size=60).map(lambda parts: " ".join(parts)[:LONGEST]),
)
passages = st.builds(Passage, st.sampled_from(MORE), texts)
attachments = st.builds(Attachment, st.text(max_size=60), st.none() | st.text(max_size=20), st.integers(0, 2**40))
messages = st.builds(
    Message,
    id=st.integers(1, 2**63),
    guild_id=st.just(5),
    channel_id=st.integers(10, 12),
    author_id=st.integers(1, 2),
    at=st.integers(0, 600).map(lambda second: START + timedelta(seconds=second)),
    text=texts,
    more=st.lists(passages, max_size=3).map(tuple),
    attachments=st.lists(attachments, max_size=3).map(tuple),
    mentions=st.lists(st.integers(1, 9), max_size=12).map(tuple),
    joined_at=st.none() | st.just(START),
    reports=st.integers(0, 9),
)


@cache
def policy(name: str) -> Policy:
    """The shipped policy, or one with a rule of each kind."""
    return every.policy(None if name == "shipped" else every.every_rule())


def check(verdict: Verdict, message: Message) -> None:
    texts = message.passages
    for considered in verdict.considered:
        for spot in considered.spots:
            assert 0 <= spot.start < spot.end <= len(texts[spot.passage].text)
            assert spot.field is texts[spot.passage].field


@pytest.mark.parametrize("name", POLICIES)
@settings(max_examples=60, deadline=None)
@given(said=st.lists(messages, min_size=1, max_size=4))
def test_any_message_can_be_judged(name: str, said: list[Message]) -> None:
    """No text of any plane in any field raises; what is found are slices of it, and the same each time."""
    recent = Recent()
    for message in sorted(said, key=lambda each: each.at):
        verdict = judge(policy(name), message, recent.before(message))
        assert verdict == judge(policy(name), message, recent.before(message))
        check(verdict, message)
        check(explain(policy(name), message, recent.before(message)), message)
        recent.add(message, verdict)


def test_the_longest_messages_can_be_judged() -> None:
    """The same holds for the longest messages made of one hostile piece, in one field after the other."""
    for place, text in enumerate(hostile().values()):
        message = Message(1, 5, 10, 1, START, text, (Passage(MORE[place % len(MORE)], text),))
        check(judge(policy("every"), message), message)


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("made_of", hostile())
def test_work_grows_with_the_length(name: str, made_of: str) -> None:
    """However long the text and whatever it is made of, a character costs a few steps and no more."""
    text = hostile()[made_of]
    for length in (LONGEST // 4, LONGEST):
        assert _steps(policy(name), text[:length]) <= A_FEW * length


def _steps(by: Policy, text: str) -> int:
    """How much work it is to judge a text."""
    message = Message(1, 5, 10, 1, START, text)
    judge(by, message)
    return steps(lambda: judge(by, replace(message, id=2)))
