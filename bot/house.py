"""One running Usher: its services, held together for the doorways."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.services.reloading import Reloading

if TYPE_CHECKING:
    from pathlib import Path

    from bot.services.cases import Cases
    from bot.services.clocks import Chance, Clock
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
    from bot.services.standing import Standing
    from bot.settings.store import SettingsStore
    from bot.storage.database import Database
    from bot.storage.ledger import Ledger
    from bot.voice import Voice


@dataclass(slots=True)
class House:
    """The services of one Usher. `voice` is replaced when the settings are read again."""

    config_dir: Path
    settings: SettingsStore
    voice: Voice
    clock: Clock
    chance: Chance
    database: Database
    ledger: Ledger
    communities: Communities
    pauses: Pauses
    people: People
    moderation: Moderation
    purging: Purging
    cases: Cases
    reporting: Reporting
    teaching: Teaching
    standing: Standing
    privacy: Privacy
    premises: Premises
    desk: Desk
    reloading: Reloading = field(init=False)

    def __post_init__(self) -> None:
        self.reloading = Reloading(self)

    async def open(self) -> None:
        """Open the database (bringing it up to date) and read what is remembered.

        Raises DatabaseError with one plain line where that is impossible.
        """
        from bot.storage.migrating import migrate  # noqa: PLC0415 -- heavy, and used once

        await self.database.open(exclusive=True)
        try:
            await migrate(self.database)
            for service in (self.people, self.standing, self.pauses, self.communities):
                await service.load()
            await self.ledger.recover()
            await self.privacy.keep_house()
        except BaseException:
            await self.database.close()
            raise

    async def close(self) -> None:
        """Let go of the database."""
        await self.database.close()

    def locale_for(self, guild_id: int, member_id: int) -> str | None:
        """Return the language to speak to a member in: theirs where it is known, else the community's."""
        known = self.people.locale(guild_id, member_id)
        if known is not None:
            return known
        community = self.communities.of(guild_id)
        return community.locale if community else None
