"""Two habits shared by all queries: insert once, and change only what is still as expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Table

    from bot.storage.database import Transaction


def _insert(tx: Transaction, table: Table) -> Any:  # noqa: ANN401 -- two dialects, one shape
    dialect = postgresql if tx.connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


async def insert_once(tx: Transaction, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless a unique constraint says that it is there already; return whether it is new."""
    result = await tx.run(_insert(tx, table).values(**values).on_conflict_do_nothing())
    return bool(result.rowcount)


async def insert_once_returning_id(tx: Transaction, table: Table, values: Mapping[str, Any]) -> int | None:
    """Insert a row unless it is there already; return its new `id`, or None."""
    statement = _insert(tx, table).values(**values).on_conflict_do_nothing().returning(table.c.id)
    found = (await tx.run(statement)).scalar_one_or_none()
    return None if found is None else int(found)


async def put(tx: Transaction, table: Table, values: Mapping[str, Any], *, key: Sequence[str]) -> None:
    """Insert a row, or replace the other columns of the one with the same `key`."""
    statement = _insert(tx, table).values(**values)
    rest = {name: statement.excluded[name] for name in values if name not in key}
    await tx.run(statement.on_conflict_do_update(index_elements=list(key), set_=rest))
