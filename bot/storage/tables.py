"""The tables. Every row of a community carries `guild_id`; every instant is UTC.

Why each column is kept, and how long, stands in `bot.storage.register`; a test holds the two together. A column that
came later stands last in its table, because that is where a database that was migrated has it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

RowId = BigInteger().with_variant(Integer, "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant, the same on SQLite (which knows no zones) and PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times: they would mean another instant on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


house = Table(
    "house",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

communities = Table(
    "communities",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("folder", String(100), nullable=False, unique=True),
    Column("bound_at", Instant, nullable=False),
    Column("left_at", Instant),
)

communities_places = Table(
    "communities_places",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("discord_id", BigInteger, nullable=False),
)

communities_pauses = Table(
    "communities_pauses",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("feature", String(32), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    Column("paused_by", BigInteger, nullable=False),
)

communities_overrides = Table(
    "communities_overrides",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(200), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("changed_by", BigInteger, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

people_locales = Table(
    "people_locales",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("locale", String(16), nullable=False),
    Column("seen_at", Instant, nullable=False),
)

moderation_decisions = Table(
    "moderation_decisions",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("considered", JSON, nullable=False),
    Column("settings_version", String(16), nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("response", JSON, nullable=False, server_default="{}"),
    Column("revision", Integer, nullable=False, server_default="0"),
    Index(None, "guild_id", "author_id"),
    Index(None, "expires_at"),
)

moderation_evidence = Table(
    "moderation_evidence",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("passages", JSON, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "guild_id", "author_id"),
    Index(None, "expires_at"),
)

moderation_judgements = Table(
    "moderation_judgements",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("rule", String(64), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("right", Boolean, nullable=False),
    Column("judged_by", BigInteger, nullable=False),
    Column("judged_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
)

moderation_reports = Table(
    "moderation_reports",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("reporter_id", BigInteger, primary_key=True, autoincrement=False),
    Column("reported_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
)

moderation_purges = Table(
    "moderation_purges",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_ids", JSON, nullable=False),
    Column("wanted", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_by", BigInteger, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
    sqlite_autoincrement=True,  # its buttons carry the number
)

communities_changes = Table(
    "communities_changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("key", String(200), nullable=False),
    Column("value", JSON(none_as_null=True)),
    Column("changed_by", BigInteger, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index(None, "guild_id", "key"),
    Index(None, "changed_at"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("rule", String(64), nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("excerpt", Text, nullable=False),
    Column("delivery", String(16)),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("because", String(64), nullable=False, server_default="language.strong"),
    Column("rewrite", Text),
    UniqueConstraint("guild_id", "message_id", "kind"),
    Index(None, "guild_id", "member_id"),
    Index(None, "expires_at"),
    sqlite_autoincrement=True,  # a number that was forgotten is never given to somebody else
)

plans = Table(
    "plans",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("feature", String(32), nullable=False),
    Column("dedupe_key", String(200), nullable=False),
    Column("subject_id", BigInteger),
    Column("steps", JSON, nullable=False),
    Column("results", JSON, nullable=False),
    Column("progress", Integer, nullable=False),
    Column("begun", Integer),
    Column("state", String(16), nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("overdue", String(8), nullable=False),
    Column("grace_seconds", Integer),
    Column("attempts", Integer, nullable=False),
    Column("trouble", Text),
    Column("claimed_by", String(40)),
    Column("claimed_until", Instant),
    Column("created_at", Instant, nullable=False),
    Column("finished_at", Instant),
    UniqueConstraint("guild_id", "dedupe_key"),
    Index(None, "state", "not_before"),
    Index(None, "guild_id", "subject_id"),
    sqlite_autoincrement=True,  # the same: buttons carry the number
)
