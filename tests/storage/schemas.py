"""A database's shape and rows, as plain values that can be compared."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, DateTime, Integer, MetaData, func, insert, inspect, select, text

from tests.storage.conftest import NOON

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Table

    from bot.storage.database import Database

Rows = dict[str, list[dict[str, Any]]]

VERSION = "alembic_version"
POST = {"step": "post", "channel_id": 7, "words": {"key": "k", "values": {}}}
KNOWN: dict[str, Any] = {
    "overdue": "run",
    "steps": [POST],
    "results": {},
    "considered": [],
    "response": {},
    "passages": [],
    "message_ids": [],
    "progress": 0,
}
"""Values that mean something to the program; any other column takes whatever its type allows."""


async def shape(database: Database) -> dict[str, Any]:
    """Return every table with its columns and their defaults, its keys and indexes."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(_shape)


def _shape(connection: Connection) -> dict[str, Any]:
    looking = inspect(connection)
    return {
        name: {
            "columns": [
                (each["name"], str(each["type"]), each["nullable"], each["default"])
                for each in looking.get_columns(name)
            ],
            "primary": looking.get_pk_constraint(name),
            "unique": _sorted(looking.get_unique_constraints(name)),
            "indexes": _sorted(looking.get_indexes(name)),
            "foreign": _sorted(looking.get_foreign_keys(name)),
            "never again": _never_again(connection, name),
        }
        for name in sorted(looking.get_table_names())
        if name != VERSION
    }


def _sorted(found: list[Any]) -> list[str]:
    return sorted(repr(sorted(each.items())) for each in found)


def _never_again(connection: Connection, name: str) -> bool:
    """Whether a SQLite table promises not to give a number twice."""
    if connection.dialect.name != "sqlite":
        return True
    made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}).scalar_one()
    return "AUTOINCREMENT" in made.upper()


async def fill(database: Database, count: int = 2) -> Rows:
    """Put rows into every table as the database has it now; return them."""
    async with database.engine.begin() as connection:
        await connection.run_sync(_fill, count)
    return await rows(database)


def _fill(connection: Connection, count: int) -> None:
    found = MetaData()
    found.reflect(connection)
    for table in found.sorted_tables:
        if table.name != VERSION:
            connection.execute(insert(table), [_row(table, number) for number in range(1, count + 1)])
            _count_on(connection, table)


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL give numbers after those of the rows that are there."""
    if connection.dialect.name == "postgresql" and "id" in table.c:
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), func.max(table.c.id))))


def _row(table: Table, number: int) -> dict[str, Any]:
    return {column.name: _value(column, number) for column in table.columns}


def _value(column: Column[Any], number: int) -> object:
    if column.name == "state":
        return "due" if number % 2 else "stopped"
    if column.name in KNOWN:
        return KNOWN[column.name]
    if isinstance(column.type, JSON):
        return {"key": [number]}
    if isinstance(column.type, DateTime):
        return _instant(column, NOON + timedelta(hours=number))
    if isinstance(column.type, Boolean):
        return True
    return (
        number if isinstance(column.type, Integer) else f"{column.name} {number}"[: getattr(column.type, "length", 0)]
    )


def _instant(column: Column[Any], aware: datetime) -> datetime:
    return aware if getattr(column.type, "timezone", False) else aware.replace(tzinfo=None)


async def write(database: Database, written: Rows) -> None:
    """Put these rows into tables as the database has them now."""
    async with database.engine.begin() as connection:
        await connection.run_sync(_write, written)


def _write(connection: Connection, written: Rows) -> None:
    found = MetaData()
    found.reflect(connection)
    for name, those in written.items():
        columns = found.tables[name].c
        for row in those:
            stored = {
                key: _instant(columns[key], value) if isinstance(value, datetime) else value
                for key, value in row.items()
            }
            connection.execute(insert(found.tables[name]).values(stored))


async def rows(database: Database) -> Rows:
    """Return every row of every table, in the order of the primary key."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(_rows)


def _rows(connection: Connection) -> Rows:
    found = MetaData()
    found.reflect(connection)
    return {
        table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
        for table in found.sorted_tables
        if table.name != VERSION
    }
