"""The rule `mentions`."""

from __future__ import annotations

import pytest

from bot.domain.moderation.rules.mentions import MentionsRule
from bot.domain.moderation.verdicts import Fate
from tests.domain.moderation.judged import made_of, where, why
from tests.domain.moderation.talk import said

RULE = MentionsRule(name="mentions", most=3)
EVERYONE = MentionsRule(name="mentions", most=3, everyone=True)


@pytest.mark.parametrize(
    ("mentions", "because", "fate"),
    [
        ((), "", Fate.KEEP),
        ((1, 2, 3), "", Fate.KEEP),
        ((1, 1, 2, 2, 3, 3), "", Fate.KEEP),
        ((1, 2, 3, 4), "mentions.many", Fate.KEEP),
        (tuple(range(9)), "mentions.many", Fate.KEEP),
        (tuple(range(10)), "mentions.many", Fate.HIDE),
    ],
)
def test_how_many_people_may_be_called(mentions: tuple[int, ...], because: str, fate: Fate) -> None:
    """Different people count, once each; a burst of them is taken away, a few too many are not."""
    found = made_of(said("hello", mentions=mentions), RULE)
    assert (found.because if found else "") == because
    assert (found.wants.text if found else Fate.KEEP) is fate


def test_who_is_not_addressed_is_not_marked() -> None:
    """Only mentions that count have their place: not those of bots, of oneself, of the person replied to."""
    text = "<@1> <@!2> <@99> <@3> and <@4>"
    assert where(said(text, mentions=(1, 2, 3, 4)), RULE) == ["<@1>", "<@!2>", "<@3>", "<@4>"]


def test_calling_everyone_counts_where_settings_say_so() -> None:
    """A crowd is called with @everyone, @here or a role, by those whom Discord lets."""
    message = said("@here come, <@&7> too", mentions_everyone=True)
    assert why(message, RULE) == ""
    assert why(message, EVERYONE) == "mentions.everyone"
    assert where(message, EVERYONE) == ["@here", "<@&7>"]
    assert why(said("@everyone in vain"), EVERYONE) == ""
