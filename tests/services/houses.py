"""A house for tests of services: the real services on a SQLite file, with a server described as plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.bootstrap import make_house
from bot.domain.communities.needs import DESK, LOG, SETUP
from bot.domain.communities.servers import Channel, Role, Server
from bot.domain.moderation.messages import Message
from bot.services.clocks import RealChance
from bot.settings.store import SettingsStore
from bot.storage.database import Database, no_boundary
from bot.storage.ledger import plan_of
from bot.storage.tables import metadata, plans

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.plans import Plan
    from bot.house import House
    from bot.storage.database import Boundary

GUILD, OTHER_GUILD = 111_111_111_111_111_111, 222_222_222_222_222_222
FAN, STAFF, OTHER_FAN = 333_333_333_333_333_333, 444_444_444_444_444_444, 555_555_555_555_555_555
DESK_ID, LOG_ID, LOUNGE = 601, 602, 603
MODERATOR = 701

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

COMMUNITY = f"""\
name: The Lantern
server: "{GUILD}"
languages: [en, fr]
staff:
  managers: []
  moderators: [Moderator]
  team: []
"""
MODERATION = """\
rules:
  language:
    kind: language
    mode: live
    add: {strong: [frak]}
"""
FILES = {"community.yaml": COMMUNITY, "moderation.yaml": MODERATION}

EVERYTHING = frozenset((*LOG, *DESK, *SETUP, "manage_messages", "manage_threads"))
SERVER = Server(
    guild_id=GUILD,
    roles=(Role(MODERATOR, "Moderator"),),
    channels=(
        Channel(DESK_ID, "usher-desk", EVERYTHING, open_to_everyone=False, seen_by=frozenset({MODERATOR})),
        Channel(LOG_ID, "usher-log", EVERYTHING, open_to_everyone=False, seen_by=frozenset({MODERATOR})),
        Channel(LOUNGE, "lounge", EVERYTHING, open_to_everyone=True),
    ),
    usher_may=EVERYTHING,
    intents=frozenset({"guilds", "members", "guild_messages", "message_content"}),
)


class HandClock:
    """A clock that moves when a test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        """Return the present instant."""
        return self.now

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


def build_house(folder: Path, clock: HandClock, boundary: Boundary = no_boundary, **files: str) -> House:
    """Return a house that is not open yet; `files` are added to the settings of its one community."""
    home = folder / "config" / "communities" / "main"
    home.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **{f"{name}.yaml": text for name, text in files.items()}}.items():
        (home / name).write_text(text, encoding="utf-8")
    database = Database(f"sqlite+aiosqlite:///{folder}/usher.db", boundary=boundary)
    config = folder / "config"
    return make_house(config, SettingsStore(config), database, clock, RealChance())


def lacking(*permissions: str, channel: int | None = None) -> Server:
    """Return the server without some permissions, everywhere or in one channel."""
    if channel is None:
        return replace(SERVER, usher_may=SERVER.usher_may.difference(permissions))
    channels = tuple(
        replace(each, usher_may=each.usher_may.difference(permissions)) if each.id == channel else each
        for each in SERVER.channels
    )
    return replace(SERVER, channels=channels)


def a_message(text: str = "oh frak this", *, number: int = 900, author: int = FAN, **more: Any) -> Message:
    """Return a message in the lounge."""
    return Message(number, more.pop("guild", GUILD), LOUNGE, author, NOON, text, **more)


async def speak(house: House, message: Message) -> bool:
    """Let a message be judged and answered; return whether that was news."""
    return await house.cases.respond(message, house.moderation.judge(message))


async def plans_of(house: House, guild_id: int = GUILD) -> dict[str, Plan]:
    """Return every plan of a community by its key."""
    async with house.database.read() as tx:
        rows = (await tx.run(select(plans).where(plans.c.guild_id == guild_id).order_by(plans.c.id))).mappings()
        return {row["dedupe_key"]: plan_of(row) for row in rows}


async def everything(house: House) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table."""
    async with house.database.read() as tx:
        return {
            table.name: [dict(row) for row in (await tx.run(select(table))).mappings()]
            for table in metadata.sorted_tables
        }
