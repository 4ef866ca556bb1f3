"""Allowing: what staff let pass from Discord, for one rule or for all.

Owns the lists over those of the files, so that two moderators who allow something at once lose nothing. What a phrase
then excuses is decided by the rules.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.allowable import mark_of

if TYPE_CHECKING:
    from bot.services.communities import Communities
    from bot.settings.store import SettingsStore

EVERYWHERE: Final = "moderation.allow"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What is allowed from Discord for one rule, or for all (`rule` is None), after a wish to change that.

    Not `fresh`: it was so before, or the list had changed meanwhile.
    """

    rule: str | None
    phrases: tuple[str, ...]
    fresh: bool = False


class Allowing:
    """The lists of what is allowed."""

    def __init__(self, settings: SettingsStore, communities: Communities) -> None:
        self._settings = settings
        self._communities = communities
        # Around reading a list and writing it: nobody else writes it in between.
        self._turn = asyncio.Lock()

    async def allow(self, guild_id: int, rule: str | None, phrase: str, by: int) -> Allowed | None:
        """Allow a phrase for one rule, or for all, from the next message on; None where there is no such rule."""
        async with self._turn:
            present = self._present(guild_id, rule)
            if present is None:
                return None
            fresh = phrase.casefold() not in {each.casefold() for each in present}
            if fresh:
                await self._communities.override(guild_id, _key(rule), [*present, phrase], by)
            return Allowed(rule, self.allowed(guild_id, rule), fresh)

    async def take_back(self, guild_id: int, rule: str | None, mark: str, by: int) -> Allowed | None:
        """Allow the phrase with this mark no more, if it was allowed from Discord; None where there is no such rule."""
        async with self._turn:
            present = self._present(guild_id, rule)
            if present is None:
                return None
            gone = next((each for each in self.allowed(guild_id, rule) if mark_of(each) == mark), None)
            if gone is not None:
                left = [each for each in present if each != gone]
                filed = list(self._filed(guild_id, rule))
                await self._communities.override(guild_id, _key(rule), None if left == filed else left, by)
            return Allowed(rule, self.allowed(guild_id, rule), gone is not None)

    def allowed(self, guild_id: int, rule: str | None) -> tuple[str, ...]:
        """Return what was allowed from Discord for a rule, or for all, the latest last."""
        filed = set(self._filed(guild_id, rule))
        return tuple(each for each in self._present(guild_id, rule) or () if each not in filed)

    def _present(self, guild_id: int, rule: str | None) -> tuple[str, ...] | None:
        community = self._communities.of(guild_id)
        if community is None:
            return None
        moderation = community.settings.moderation
        if rule is None:
            return tuple(moderation.allow)
        return tuple(moderation.rules[rule].allow) if rule in moderation.rules else None

    def _filed(self, guild_id: int, rule: str | None) -> tuple[str, ...]:
        """Return what the file itself allows, whatever was set from Discord."""
        community = self._communities.of(guild_id)
        folder = community.settings.folder if community else ""
        settings = self._settings.current.communities.get(folder)
        if settings is None:
            return ()
        if rule is None:
            return tuple(settings.moderation.allow)
        filed = settings.moderation.rules.get(rule)
        return tuple(filed.allow) if filed else ()


def _key(rule: str | None) -> str:
    return EVERYWHERE if rule is None else f"moderation.rules.{rule}.allow"
