"""Communities do not see each other: every query that is about one of them leaves the others' rows alone."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, true

from bot.storage import cases, communities, moderation, people, plans
from bot.storage.moderation import evidence, hits, judgements, purges, reports
from bot.storage.tables import metadata
from tests.storage.conftest import NOON
from tests.storage.schemas import fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.storage.database import Database, Transaction

OVER_ALL = {
    "cases.open_case": "the case says whose it is",
    "cases.delivered": "the number of a case is its own, and comes from a plan of its community",
    "cases.expire": "time is over in every community alike",
    "cases.remembered": "read at the start, for all",
    "communities.bindings": "read at the start, for all",
    "communities.expire_changes": "time is over in every community alike",
    "communities.places": "read at the start, for all",
    "communities.pauses": "read at the start, for all",
    "communities.pause": "the pause says whose it is",
    "communities.overrides": "read at the start, for all",
    "communities.fact": "about Usher itself",
    "communities.remember_fact": "about Usher itself",
    "evidence.keep": "the evidence says whose it is",
    "evidence._add": "the same",
    "evidence.expire": "time is over in every community alike",
    "judgements.keep": "the judgement says whose it is",
    "judgements.expire": "time is over in every community alike",
    "moderation.keep": "the decision says whose it is",
    "moderation.amend": "the decision says whose it is",
    "moderation.expire": "time is over in every community alike",
    "people.locales": "read at the start, for all",
    "plans.count_by_state": "a number for monitoring",
    "plans.latest": "about the communities that it is told",
    "plans.expire": "time is over in every community alike",
    "purges.ask": "what is asked for says whose it is",
    "purges.expire": "time is over in every community alike",
    "reports.expire": "time is over in every community alike",
}
"""The queries that are not about one community, and why."""

MODULES = (cases, communities, evidence, hits, judgements, moderation, people, plans, purges, reports)
TEXTS = ("feature", "kind", "key", "prefix", "folder", "locale", "value", "rule")
FLAGS = {"again": False, "now": NOON, "since": NOON, "expires_at": NOON}


def arguments(query: Callable[..., Any], number: int) -> dict[str, Any]:
    """Return what a row of the other community holds, so that a query that forgets the community would find it."""
    asked = inspect.signature(query).parameters
    needed = [name for name, each in asked.items() if each.default is each.empty and name not in {"tx", "guild_id"}]
    texts: dict[str, str | None] = {name: f"{name} {number}" for name in TEXTS}
    texts |= {"folder": "a new folder", "prefix": "key"}
    if number == 2:
        texts["value"] = None  # which takes an override away
    return {name: FLAGS.get(name, texts.get(name, number)) for name in needed}


def queries() -> dict[str, Callable[..., Any]]:
    """Return every query of the nouns' modules."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": query
        for module in MODULES
        for name, query in vars(module).items()
        if inspect.iscoroutinefunction(query) and query.__module__ == module.__name__
    }


BOUND = {name: query for name, query in queries().items() if "guild_id" in inspect.signature(query).parameters}


def test_every_query_is_about_one_community_or_says_why_not() -> None:
    """A query that takes no community is one of the few that have a reason."""
    assert queries().keys() - BOUND.keys() == OVER_ALL.keys()


async def theirs(tx: Transaction, guilds: tuple[int, ...]) -> dict[str, list[Any]]:
    """Return the rows of these communities, and those of nobody in particular."""
    found = {}
    for table in metadata.sorted_tables:
        here = table.c.guild_id.in_(guilds) if "guild_id" in table.c else true()
        rows = await tx.run(select(table).where(here).order_by(*table.primary_key))
        found[table.name] = [tuple(row) for row in rows]
    return found


async def test_a_query_leaves_other_communities_alone(database: Database) -> None:
    """Asked about one community, no query finds anything of another one, or changes anything there."""
    others = (1, 2)  # `fill` gives row n the community n, and every other number and text of its own
    await fill(database, len(others))
    async with database.read() as tx:
        before = await theirs(tx, others)
    for name, query in BOUND.items():
        for number in others:
            async with database.read() as tx:  # which undoes what the query did
                found = await query(tx, guild_id=3, **arguments(query, number))
                after = await theirs(tx, others)
            assert not found or found is True, name
            assert after == before, name
