"""The one composition root: everything is made and handed to each other here, for a live server, a rehearsal and tests.

Owns which part gets which. No part looks for another by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.client import UsherClient, utcnow
from bot.house import House
from bot.services.cases import Cases
from bot.services.clocks import RealChance
from bot.services.communities import Communities
from bot.services.desk import Desk
from bot.services.moderation import Moderation
from bot.services.moderation.purging import Purging
from bot.services.moderation.reporting import Reporting
from bot.services.moderation.teaching import Teaching
from bot.services.pauses import Pauses
from bot.services.people import People
from bot.services.premises import Premises
from bot.services.privacy import Privacy
from bot.services.reloading import read_voice
from bot.services.standing import Standing
from bot.settings.store import SettingsStore
from bot.settings.words import load_vocabulary
from bot.storage.database import Database, no_boundary
from bot.storage.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

    from bot.services.clocks import Chance, Clock
    from bot.storage.database import Boundary
    from bot.voice import Voice


def build(
    config_dir: Path,
    database_url: str,
    *,
    clock: Clock = utcnow,
    chance: Chance | None = None,
    boundary: Boundary = no_boundary,
    voice: Voice | None = None,
    **options: Any,  # noqa: ANN401 -- `connector` and other options of discord.py's client
) -> UsherClient:
    """Return an unstarted Usher for this configuration and database; it connects to nothing until it is started.

    `clock` and `chance` are what a rehearsal or a test may replace; `boundary` is called wherever the process may die;
    `voice`, where it was read before, spares whoever starts many the reading. Raises SettingsError with every problem
    of the configuration, and DatabaseError for an address that is none.
    """
    settings = SettingsStore(config_dir)
    database = Database(database_url, boundary=boundary)
    house = make_house(config_dir, settings, database, clock, chance or RealChance(), voice)
    return UsherClient(house, **options)


def make_house(
    config_dir: Path,
    settings: SettingsStore,
    database: Database,
    clock: Clock,
    chance: Chance,
    voice: Voice | None = None,
) -> House:
    """Return the services, each with what it needs."""
    ledger = Ledger(database, clock)
    people = People(database, clock)
    pauses = Pauses(database, ledger, clock)
    communities = Communities(database, settings, clock)
    moderation = Moderation(database, communities, pauses, load_vocabulary(config_dir), clock)
    standing = Standing(database, clock)
    cases = Cases(database, ledger, communities, moderation, people, standing, clock)
    privacy = Privacy(
        database,
        ledger,
        clock,
        keepers={
            "people": people,
            "moderation": moderation,
            "cases": cases,
            "communities": communities,
            "pauses": pauses,
        },
        expirers=(moderation, cases, communities),
    )
    return House(
        config_dir=config_dir,
        settings=settings,
        voice=voice or read_voice(config_dir),
        clock=clock,
        chance=chance,
        database=database,
        ledger=ledger,
        communities=communities,
        pauses=pauses,
        people=people,
        moderation=moderation,
        purging=Purging(database, ledger, clock),
        cases=cases,
        reporting=Reporting(database, ledger, moderation, cases, clock),
        teaching=Teaching(database, settings, communities, moderation, cases, clock),
        standing=standing,
        privacy=privacy,
        premises=Premises(database, ledger, communities, pauses),
        desk=Desk(database, ledger, clock),
    )
