"""Read messages well: evidence, judgements, reports, purges, and who changed which setting."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REASONLESS = {
    "cases.nudge": "cases.because.language.strong",
    "log.nudge": "moderation.because.language.strong",
    "log.shadow": "moderation.because.language.strong",
}
"""What was said without a reason of its own, and the reason there always was: all rules were about strong words."""


def upgrade() -> None:
    """Make the tables, and give older decisions and plans the shape of new ones."""
    op.add_column("moderation_decisions", sa.Column("response", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("moderation_decisions", sa.Column("revision", sa.Integer(), server_default="0", nullable=False))
    _name_spots()
    _say_why()
    because = sa.Column("because", sa.String(length=64), server_default="language.strong", nullable=False)
    op.add_column("cases", because)
    op.add_column("cases", sa.Column("rewrite", sa.Text(), nullable=True))
    op.create_table(
        "moderation_evidence",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("passages", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "message_id", name=op.f("pk_moderation_evidence")),
    )
    _index("moderation_evidence", "guild_id", "author_id")
    _index("moderation_evidence", "expires_at")
    op.create_table(
        "moderation_judgements",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("judged_by", sa.BigInteger(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "message_id", "rule", "revision", name=op.f("pk_moderation_judgements")),
    )
    _index("moderation_judgements", "expires_at")
    op.create_table(
        "moderation_reports",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "message_id", "reporter_id", name=op.f("pk_moderation_reports")),
    )
    _index("moderation_reports", "expires_at")
    op.create_table(
        "moderation_purges",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_ids", sa.JSON(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_purges")),
        sqlite_autoincrement=True,
    )
    _index("moderation_purges", "expires_at")
    op.create_table(
        "communities_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communities_changes")),
    )
    _index("communities_changes", "guild_id", "key")
    _index("communities_changes", "changed_at")


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)


def _name_spots() -> None:
    """What was found in a message is called its spots, and was called its hits; and it says what sort it is."""
    decisions = sa.table(
        "moderation_decisions",
        sa.column("guild_id", sa.BigInteger()),
        sa.column("message_id", sa.BigInteger()),
        sa.column("considered", sa.JSON()),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(decisions)).mappings().all():
        here = (decisions.c.guild_id == row["guild_id"]) & (decisions.c.message_id == row["message_id"])
        renamed = [_with_spots(each) for each in row["considered"]]
        connection.execute(decisions.update().where(here).values(considered=renamed))


def _with_spots(considered: dict[str, Any]) -> dict[str, Any]:
    spots = considered["hits"]
    rest = {key: value for key, value in considered.items() if key != "hits"}
    because = "language.slur" if any(spot["tier"] == "slur" for spot in spots) else "language.strong"
    return rest | {"spots": spots, "kind": "language", "because": because if spots else ""}


def _say_why() -> None:
    """Whatever is still to be said about a message says why: its words have a place for that now."""
    plans = sa.table("plans", sa.column("id", sa.BigInteger()), sa.column("steps", sa.JSON()))
    connection = op.get_bind()
    for row in connection.execute(sa.select(plans)).mappings().all():
        steps = [_with_reason(step) for step in row["steps"]]
        if steps != row["steps"]:
            connection.execute(plans.update().where(plans.c.id == row["id"]).values(steps=steps))


def _with_reason(step: dict[str, Any]) -> dict[str, Any]:
    words = step.get("words")
    if words is None or words["key"] not in REASONLESS:
        return step
    values = {key: value for key, value in words["values"].items() if key == "words"}
    because = {"key": REASONLESS[words["key"]], "values": values}
    return step | {"words": words | {"parts": {"because": because}}}
