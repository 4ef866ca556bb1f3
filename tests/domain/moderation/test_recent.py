"""What is remembered of a member's last messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moderation.recent import MESSAGES, SPAN, Recent
from tests.domain.moderation.talk import said

if TYPE_CHECKING:
    from bot.domain.moderation.messages import Message


def filled(*those: Message, members: int | None = 3) -> Recent:
    """A memory with these messages in it."""
    recent = Recent(members)
    for each in those:
        recent.add(each)
    return recent


def test_each_member_has_a_memory_of_their_own() -> None:
    """What others write, and what is written on other servers, is not in it."""
    recent = filled(said("a"), said("b", 1, author=2), said("c", 2, guild_id=6))
    assert [each.text for each in recent.before(said(second=3))] == ["a"]


def test_silence_forgets_all_but_the_last() -> None:
    """After ten minutes only the last message is left, and it knows how many there were."""
    recent = filled(*(said(str(second), second) for second in range(5)), said("late", SPAN.total_seconds() + 60))
    (last,) = recent.before(said(second=9999))
    assert (last.text, last.number) == ("late", 6)


def test_memory_is_bounded() -> None:
    """Neither many messages nor long ones nor many members make it grow without end; the longest silent go first."""
    recent = filled(*(said("x" * 4000, second / 10) for second in range(500)))
    kept = recent.before(said(second=60))
    assert len(kept) == MESSAGES
    assert {len(each.text) for each in kept} == {200}
    recent = filled(*(said(author=author, id=number) for number, author in enumerate((1, 2, 3, 1, 4))))
    assert [author for author in range(1, 5) if recent.before(said(author=author, id=-1))] == [1, 3, 4]
    unbounded = filled(*(said(author=author) for author in range(1, 100)), members=None)
    assert all(unbounded.before(said(author=author, id=-1)) for author in range(1, 100))


def test_an_edit_sees_what_came_before_the_message() -> None:
    """Judged again, a message sees neither itself nor what was written after it."""
    those = [said(str(second), second) for second in range(4)]
    assert [each.text for each in filled(*those).before(those[2])] == ["0", "1"]


def test_what_is_told_twice_was_written_once() -> None:
    """Discord tells of a message again, also after others: it counts once."""
    those = [said(str(second), second) for second in range(3)]
    assert [each.text for each in filled(*those, those[2], those[0]).before(said(second=9))] == ["0", "1", "2"]


def test_forgotten_is_forgotten() -> None:
    """A member who asks to be forgotten leaves nothing here."""
    recent = filled(said(), said(author=2))
    recent.forget(5, 1)
    assert recent.before(said(second=1)) == ()
    assert len(recent.before(said(second=1, author=2))) == 1


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(-2000, 2000)), max_size=80))
def test_times_in_any_order_are_taken(rows: list[tuple[int, int]]) -> None:
    """Whatever the times are, the memory keeps the order in which messages came, and counts them all."""
    those = [said("x", second, author, id=number) for number, (author, second) in enumerate(rows)]
    recent = filled(*those)
    for author in range(1, 4):
        own = [each for each in those if each.author_id == author]
        kept = recent.before(said(author=author, id=-1))
        assert [each.message_id for each in kept] == [each.id for each in own[len(own) - len(kept) :]]
        assert [each.number for each in kept] == [*range(len(own) - len(kept) + 1, len(own) + 1)]
