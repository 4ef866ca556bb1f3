"""What is remembered of a community: its folder, where its places are, what is paused, what was overridden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from bot.storage.rows import insert_once, put
from bot.storage.tables import (
    communities,
    communities_changes,
    communities_overrides,
    communities_pauses,
    communities_places,
    house,
)

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.database import Transaction


NOBODY = 0
"""Who did it, once they are forgotten."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A feature that stands still, since when, until when (None: until somebody says so), and by whom."""

    guild_id: int
    feature: str
    since: datetime
    until: datetime | None
    paused_by: int


@dataclass(frozen=True, slots=True)
class Binding:
    """Which folder a server uses, and whether Usher is still there."""

    folder: str
    left: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One change to a setting from Discord; without a value the file's own came back."""

    key: str
    value: Any
    changed_by: int
    changed_at: datetime


async def bindings(tx: Transaction) -> dict[int, Binding]:
    """Return every binding by guild id, also of servers that Usher was removed from."""
    rows = await tx.run(select(communities.c.guild_id, communities.c.folder, communities.c.left_at))
    return {row.guild_id: Binding(row.folder, row.left_at is not None) for row in rows}


async def bind(tx: Transaction, guild_id: int, folder: str, now: datetime, *, by_name: bool = False) -> bool:
    """Let a community use a folder; return False where the folder belongs to another server.

    `by_name`: the folder's settings name this server, so whoever used the folder before lets it go.
    """
    others = (communities.c.folder == folder) & (communities.c.guild_id != guild_id)
    if by_name:
        await tx.run(delete(communities).where(others))
    if await insert_once(tx, communities, {"guild_id": guild_id, "folder": folder, "bound_at": now}):
        return True
    taken = select(communities.c.guild_id).where(others).exists()
    mine = update(communities).where(communities.c.guild_id == guild_id, ~taken)
    return bool((await tx.run(mine.values(folder=folder, bound_at=now, left_at=None))).rowcount)


async def leave(tx: Transaction, guild_id: int, now: datetime) -> None:
    """Note that Usher was removed from a server; its folder stays its own, should it return."""
    await tx.run(update(communities).where(communities.c.guild_id == guild_id).values(left_at=now))


async def places(tx: Transaction) -> dict[tuple[int, str, str], int]:
    """Return the Discord id of every known place by (guild, kind, key)."""
    rows = await tx.run(select(communities_places))
    return {(row.guild_id, row.kind, row.key): row.discord_id for row in rows}


async def remember_place(tx: Transaction, guild_id: int, kind: str, key: str, discord_id: int) -> None:
    """Note where a role or channel that the settings name is, so that renaming it changes nothing."""
    values = {"guild_id": guild_id, "kind": kind, "key": key, "discord_id": discord_id}
    await put(tx, communities_places, values, key=("guild_id", "kind", "key"))


async def pauses(tx: Transaction) -> list[Pause]:
    """Return every pause in force or run out."""
    rows = await tx.run(select(communities_pauses))
    return [Pause(row.guild_id, row.feature, row.since, row.until, row.paused_by) for row in rows]


async def pause(tx: Transaction, what: Pause) -> None:
    """Pause a feature, or change until when it is paused."""
    values = {
        "guild_id": what.guild_id,
        "feature": what.feature,
        "since": what.since,
        "until": what.until,
        "paused_by": what.paused_by,
    }
    await put(tx, communities_pauses, values, key=("guild_id", "feature"))


async def resume(tx: Transaction, guild_id: int, feature: str, *, if_over_at: datetime | None = None) -> bool:
    """End a pause (with `if_over_at`: only one that has run out by then); return whether there was one."""
    statement = delete(communities_pauses).where(
        communities_pauses.c.guild_id == guild_id, communities_pauses.c.feature == feature
    )
    if if_over_at is not None:
        statement = statement.where(communities_pauses.c.until <= if_over_at)
    return bool((await tx.run(statement)).rowcount)


async def paused_by(tx: Transaction, guild_id: int, member_id: int) -> list[Pause]:
    """Return the pauses that a member of staff brought about, in force or run out."""
    return [each for each in await pauses(tx) if (each.guild_id, each.paused_by) == (guild_id, member_id)]


async def forget_pauser(tx: Transaction, guild_id: int, member_id: int) -> None:
    """Forget who paused; the pauses stay."""
    here = (communities_pauses.c.guild_id == guild_id) & (communities_pauses.c.paused_by == member_id)
    await tx.run(update(communities_pauses).where(here).values(paused_by=NOBODY))


async def overrides(tx: Transaction) -> dict[int, dict[str, Any]]:
    """Return what was changed from Discord, by guild and settings key."""
    found: dict[int, dict[str, Any]] = {}
    for row in await tx.run(select(communities_overrides).order_by(communities_overrides.c.key)):
        found.setdefault(row.guild_id, {})[row.key] = row.value
    return found


async def override(tx: Transaction, guild_id: int, key: str, value: Any, by: int, now: datetime) -> None:  # noqa: ANN401 -- any YAML value
    """Let a value set in Discord stand over the file's; None takes the override away. Either is remembered."""
    change = {"guild_id": guild_id, "key": key, "value": value, "changed_by": by, "changed_at": now}
    await tx.run(insert(communities_changes).values(**change))
    if value is None:
        here = (communities_overrides.c.guild_id == guild_id) & (communities_overrides.c.key == key)
        await tx.run(delete(communities_overrides).where(here))
        return
    await put(tx, communities_overrides, change, key=("guild_id", "key"))


async def changes(tx: Transaction, guild_id: int, prefix: str, limit: int) -> list[Change]:
    """Return the latest changes to settings whose keys begin so, newest first."""
    columns = communities_changes.c
    # Not LIKE: on SQLite it takes "A" for "a".
    here = (columns.guild_id == guild_id) & (func.substr(columns.key, 1, len(prefix)) == prefix)
    statement = select(communities_changes).where(here).order_by(columns.id.desc()).limit(limit)
    return [Change(row.key, row.value, row.changed_by, row.changed_at) for row in await tx.run(statement)]


async def expire_changes(tx: Transaction, before: datetime) -> None:
    """Forget changes that were made before an instant; what they set stays."""
    await tx.run(delete(communities_changes).where(communities_changes.c.changed_at < before))


async def changed_by(tx: Transaction, guild_id: int, member_id: int) -> dict[str, datetime]:
    """Return which settings a member of staff changed from Discord, and when they last did."""
    found: dict[str, datetime] = {}
    for table in (communities_changes, communities_overrides):
        columns = table.c
        here = (columns.guild_id == guild_id) & (columns.changed_by == member_id)
        rows = await tx.run(select(columns.key, columns.changed_at).where(here).order_by(columns.changed_at))
        found |= {row.key: row.changed_at for row in rows}
    return found


async def forget_changer(tx: Transaction, guild_id: int, member_id: int) -> None:
    """Forget who changed settings; what was changed stays."""
    for table in (communities_changes, communities_overrides):
        here = (table.c.guild_id == guild_id) & (table.c.changed_by == member_id)
        await tx.run(update(table).where(here).values(changed_by=NOBODY))


async def fact(tx: Transaction, key: str) -> str | None:
    """Return a fact about this Usher itself, such as which commands Discord knows."""
    found: str | None = (await tx.run(select(house.c.value).where(house.c.key == key))).scalar_one_or_none()
    return found


async def remember_fact(tx: Transaction, key: str, value: str) -> None:
    """Keep a fact about this Usher itself."""
    await put(tx, house, {"key": key, "value": value}, key=("key",))
