"""Two habits shared by all queries: insert once, and change only what is still as expected.

A statement is made once and executed with each row's values: making one costs more than carrying it out.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Table

    from bot.storage.database import Transaction


async def insert_once(tx: Transaction, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless a unique constraint says that it is there already; return whether it is new."""
    result = await tx.run(_once(tx.dialect, table), values)
    return bool(result.rowcount)


async def insert_once_returning_id(tx: Transaction, table: Table, values: Mapping[str, Any]) -> int | None:
    """Insert a row unless it is there already; return its new `id`, or None."""
    found = (await tx.run(_once_returning_id(tx.dialect, table), values)).scalar_one_or_none()
    return None if found is None else int(found)


async def put(tx: Transaction, table: Table, values: Mapping[str, Any], *, key: Sequence[str]) -> None:
    """Insert a row, or replace the other columns of the one with the same `key`."""
    await tx.run(_put(tx.dialect, table, tuple(values), tuple(key)), values)


def _insert(dialect: str, table: Table) -> Any:  # noqa: ANN401 -- two dialects, one shape
    # Each is imported where it is spoken.
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


@cache
def _once(dialect: str, table: Table) -> Any:  # noqa: ANN401 -- the same
    return _insert(dialect, table).on_conflict_do_nothing()


@cache
def _once_returning_id(dialect: str, table: Table) -> Any:  # noqa: ANN401 -- the same
    return _once(dialect, table).returning(table.c.id)


@cache
def _put(dialect: str, table: Table, names: tuple[str, ...], key: tuple[str, ...]) -> Any:  # noqa: ANN401 -- the same
    statement = _insert(dialect, table)
    rest = {name: statement.excluded[name] for name in names if name not in key}
    return statement.on_conflict_do_update(index_elements=list(key), set_=rest)
