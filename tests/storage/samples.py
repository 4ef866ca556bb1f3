"""Plans and short ways to look at them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.plans import Overdue, Plan, Post, Step, Words
from bot.storage.tables import plans

if TYPE_CHECKING:
    from bot.storage.database import Database
    from bot.storage.ledger import Entry, Ledger

HERE, ELSEWHERE = 100, 200
"""Two communities."""

BOTH = (HERE, ELSEWHERE)


def a_plan(key: str = "a", *, guild: int = HERE, steps: int = 1, **more: Any) -> Plan:
    """Return a plan that posts its steps' numbers."""
    feature = more.pop("feature", "cases")
    posts = tuple(Post(7, Words("k", {"n": str(number)})) for number in range(steps))
    return Plan(guild, feature, key, posts, **more)


ids = st.integers(0, 2**63 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
instants = st.datetimes(datetime(2000, 1, 1), datetime(2026, 3, 14), timezones=st.just(UTC))  # noqa: DTZ001 -- bounds
words = st.builds(Words, texts, st.dictionaries(texts, texts, max_size=3))
FIELDS = {
    int: ids,
    str: texts,
    bool: st.booleans(),
    datetime: instants,
    Words: words,
    tuple[int, ...]: st.lists(ids, max_size=3).map(tuple),
    tuple[str, ...]: st.lists(texts, max_size=3).map(tuple),
    int | None: st.none() | ids,
    str | None: st.none() | texts,
}
"""What a step may hold."""


def any_step() -> st.SearchStrategy[Step]:
    """Return steps of every kind there is."""
    kinds = {kind: get_type_hints(kind) for kind in get_args(Step)}
    return st.one_of(
        st.builds(kind, **{name: FIELDS[hint] for name, hint in hints.items() if name != "step"})
        for kind, hints in kinds.items()
    )


def any_plan() -> st.SearchStrategy[Plan]:
    """Return plans that are due, with all that a plan may hold."""
    return st.builds(
        Plan,
        guild_id=st.just(HERE),
        feature=st.sampled_from(["cases", "moderation", "communities"]),
        dedupe_key=st.just("any"),
        steps=st.lists(any_step(), min_size=1, max_size=4).map(tuple),
        not_before=instants,
        overdue=st.sampled_from(Overdue),
        grace=st.none() | st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
        subject_id=st.none() | ids,
    )


async def put(ledger: Ledger, database: Database, *wanted: Plan) -> list[int | None]:
    """Write plans in one transaction; return their numbers."""
    async with database.write() as tx:
        return [await ledger.put(tx, plan) for plan in wanted]


async def claim(ledger: Ledger, limit: int = 10, **more: Any) -> list[Entry]:
    """Claim in both communities."""
    return await ledger.claim(limit, **{"guilds": BOTH, "paused": ()} | more)


async def claim_one(ledger: Ledger) -> Entry:
    """Claim the one plan that there is."""
    (entry,) = await claim(ledger)
    return entry


async def next_due(ledger: Ledger, **more: Any) -> Any:
    """Ask when something is to be done in either community."""
    return await ledger.next_due(**{"guilds": BOTH, "paused": ()} | more)


async def row_of(database: Database, plan_id: int) -> dict[str, Any]:
    """Return a plan's row as it stands."""
    async with database.read() as tx:
        return dict((await tx.run(select(plans).where(plans.c.id == plan_id))).mappings().one())


async def states(database: Database) -> dict[str, str]:
    """Return the state of every plan by its key."""
    async with database.read() as tx:
        return {row.dedupe_key: row.state for row in await tx.run(select(plans.c.dedupe_key, plans.c.state))}


def keys(entries: list[Entry]) -> list[str]:
    """Return the keys of claimed plans, in order."""
    return [entry.plan.dedupe_key for entry in entries]
