"""The rule `first_messages`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.moderation.messages import Attachment, Field, Passage
from bot.domain.moderation.rules.first_messages import Brought, FirstMessagesRule
from tests.domain.moderation.talk import START, found, places, policy, said, verdicts

if TYPE_CHECKING:
    from bot.domain.moderation.judging import Policy
    from bot.domain.moderation.messages import Message

PICTURE = Attachment("art.png", "image/png", 5)


def newcomers(count: int = 3, **more: Any) -> Policy:
    """A policy that looks at everything in the first messages of the first day."""
    contains = more.pop("contains", frozenset(Brought))
    return policy(FirstMessagesRule(name="new", count=count, within=timedelta(days=1), contains=contains, **more))


def new(text: str = "hello", second: float = 0, **more: Any) -> Message:
    """A message of somebody who joined an hour ago."""
    return said(text, second, **{"joined_at": START - timedelta(hours=1), **more})


@pytest.mark.parametrize(
    ("message", "because"),
    [
        (new("look: https://example.org/film"), "first_messages.link"),
        (new("join discord.gg/lantern now"), "first_messages.invite"),
        (new("https://discord.com/invite/lantern and https://example.org"), "first_messages.invite"),
        (new("https://discord.com/channels/1/2/3"), "first_messages.link"),
        (new("", more=(Passage(Field.FORWARD, "https://example.org"),)), "first_messages.link"),
        (new("my art", attachments=(PICTURE,)), "first_messages.attachment"),
        (new("hello", mentions=(7,)), "first_messages.mention"),
        (new("hello", mentions_everyone=True), "first_messages.mention"),
        (new("hello everyone, I loved it"), ""),
        (new("https://tenor.com/view/popcorn-gif-123"), ""),
        (new("I saw it at 9.30, in row 4.Wonderful"), ""),
        (new("https://example.org", joined_at=START - timedelta(days=2)), ""),
        (new("https://example.org", joined_at=None), ""),
        (new("https://example.org", joined_at=START - timedelta(days=1)), "first_messages.link"),
    ],
)
def test_what_newcomers_bring(message: Message, because: str) -> None:
    """A newcomer's link, invitation, file or mention is found; words alone, and anybody else's, are not."""
    assert found(newcomers(), [message]) == [because]


def test_only_the_first_messages_count() -> None:
    """From the fourth message on, a newcomer is one no more, however long the pauses are."""
    those = [new("https://example.org", hour * 3600) for hour in range(6)]
    assert list(places(found(newcomers(), those))) == [1, 2, 3]
    many = [new("hello", minute * 60) for minute in range(300)]
    assert list(places(found(newcomers(count=100), [*many, new("https://example.org", 18_001)]))) == []


def test_only_what_is_asked_for_is_found() -> None:
    """A rule about invitations leaves links alone, and the other way round."""
    both = [new("https://example.org"), new("discord.gg/lantern", 1)]
    assert list(places(found(newcomers(contains=frozenset({Brought.INVITE})), both))) == [2]
    assert list(places(found(newcomers(contains=frozenset({Brought.LINK})), both))) == [1]


def test_allowed_sites_are_no_matter() -> None:
    """A site that an admin declared to be fine may be linked from the first message on."""
    by = newcomers(allow=frozenset({"example.org"}))
    assert found(by, [new("https://example.org/a"), new("https://example.com", 1)]) == ["", "first_messages.link"]


def test_being_new_is_nothing_to_be_blamed_for() -> None:
    """Nothing is hidden and nobody is told; an invitation alone brings a card."""
    link, invite = verdicts(newcomers(), [new("https://example.org"), new("discord.gg/lantern", 1)])
    assert (link.reasons, invite.reasons) == ((), ())
    assert (link.card, invite.card) == (False, True)
    assert link.findings[0].spots[0].text(new("https://example.org")) == "https://example.org"
