from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args

import pytest

from bot.domain.plans import Delete, Housekeeping, LogLine, Notice, Plan, Post, Step, Words
from bot.rehearsal.stage.ledger import in_words

if TYPE_CHECKING:
    from bot.rehearsal.playhouse import Playhouse
    from tests.stage.conftest import Visitor

WORDS = Words("log.nudge")
SOON = datetime(2026, 1, 3, tzinfo=UTC)


class _Names:
    """Names for two ids."""

    def person(self, user_id: int) -> str:
        return {1: "Mira {or so}"}[user_id]

    def channel(self, channel_id: int) -> str:
        return {2: "#lobby"}[channel_id]


NAMES: Any = _Names()


def plan(*steps: Step, key: str = "nudge:5", subject: int | None = 1) -> Plan:
    """Return a plan of these steps."""
    return Plan(9, "cases", key, steps, subject_id=subject)


def test_a_plan_is_told_step_by_step() -> None:
    """Whom it is for and where it happens stand in it by their names."""
    told = in_words(plan(Notice(1, 7, 2, WORDS, SOON), LogLine(WORDS)), NAMES)
    assert "Mira" in told
    assert in_words(plan(Delete(2, 3)), NAMES) != in_words(plan(Post(2, WORDS)), NAMES)
    assert all("#lobby" in in_words(plan(step), NAMES) for step in (Delete(2, 3), Post(2, WORDS)))


def test_a_plan_that_ended_is_told_by_its_kind() -> None:
    """It keeps no steps, and still says what it was and for whom; so does a kind that nobody has heard of."""
    assert "Mira" in in_words(plan(), NAMES)
    assert "moderation" in in_words(plan(key="resume:moderation:1", subject=None), NAMES)
    kinds = [
        in_words(plan(key=f"{kind}:5:1"), NAMES) for kind in ("nudge", "hide", "retitle", "seen", "report", "purge")
    ]
    assert len(set(kinds)) == len(kinds)
    assert all("Mira" in told and ", about" not in told for told in kinds)
    assert in_words(plan(key="curtain-call:1"), NAMES) == "Curtain call, about Mira {or so}"
    assert in_words(plan(key="curtain", subject=None), NAMES) == "Curtain"


@pytest.mark.parametrize("kind", get_args(Step))
def test_every_kind_of_step_has_words(kind: type) -> None:
    """No step is told by its name in the code."""
    values: dict[str, Any] = {"channel_id": 2, "member_id": 1, "name": "x", "feature": "y"}
    fields = {name: values.get(name, 0) for name in kind.__dataclass_fields__ if name != "step"}
    assert "_" not in in_words(plan(kind(**fields)), NAMES)


async def test_what_stopped_waits_for_a_person(visitor: Visitor) -> None:
    """A plan that cannot go on stands first, with why."""
    house: Playhouse = visitor.house
    async with visitor.stage.director.turn():
        async with house.house.database.write() as tx:
            await house.house.ledger.put(tx, Plan(house.guild.id, "moderation", "post:1", (Post(1, WORDS),)))
        await house.env.settle()
    stopped = (await visitor.state())["ledger"]["stopped"]
    assert [row["state"] for row in stopped] == ["stopped"]
    assert stopped[0]["trouble"]


def test_housekeeping_needs_nobody() -> None:
    """What concerns Usher itself names no member."""
    assert in_words(plan(Housekeeping(), subject=None), NAMES) == in_words(
        plan(key="housekeeping:x", subject=None), NAMES
    )
