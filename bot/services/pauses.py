"""What stands still, and why: a person paused it, or Discord took away what it needs.

Owns both kinds and the lines that tell staff about a change. What a feature needs is the doctor's knowledge.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.communities.needs import EVERYTHING, FEATURES, HOUSE
from bot.domain.plans import LogLine, Plan, Post, Resume, Words
from bot.storage import communities as rows
from bot.storage import plans as held
from bot.storage.communities import Pause

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.communities.doctor import Finding
    from bot.services.clocks import Clock
    from bot.storage.database import Database, Transaction
    from bot.storage.ledger import Ledger


class Pauses:
    """Which features of which community stand still."""

    def __init__(self, database: Database, ledger: Ledger, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._clock = clock
        self._by_person: dict[tuple[int, str], Pause] = {}
        self._by_need: dict[tuple[int, str], Finding] = {}

    async def load(self) -> None:
        """Read what people paused."""
        async with self._database.read() as tx:
            self._by_person = {(pause.guild_id, pause.feature): pause for pause in await rows.pauses(tx)}

    def pause_of(self, guild_id: int, feature: str) -> Pause | None:
        """Return the pause by a person that holds this feature now, or None. Usher's own lines are never held."""
        for name in (feature, EVERYTHING) if feature != HOUSE else ():
            pause = self._by_person.get((guild_id, name))
            if pause is not None and (pause.until is None or pause.until > self._clock()):
                return pause
        return None

    def lack_of(self, guild_id: int, feature: str) -> Finding | None:
        """Return what Discord took away that this feature needs, or None."""
        return self._by_need.get((guild_id, feature))

    def stands_still(self, guild_id: int, feature: str) -> bool:
        """Whether the feature does nothing at present."""
        if not self._by_person and not self._by_need:
            return False
        return self.pause_of(guild_id, feature) is not None or (guild_id, feature) in self._by_need

    def all(self) -> set[tuple[int, str]]:
        """Return every (guild, feature) that stands still."""
        guilds = {guild_id for guild_id, _ in (*self._by_person, *self._by_need)}
        return {(guild, feature) for guild in guilds for feature in FEATURES if self.stands_still(guild, feature)}

    def of(self, guild_id: int) -> list[Pause]:
        """Return the pauses by people in force in one community."""
        now = self._clock()
        return [
            pause
            for (guild, _), pause in sorted(self._by_person.items())
            if guild == guild_id and (pause.until is None or pause.until > now)
        ]

    async def pause(self, guild_id: int, feature: str, until: datetime | None, by: int) -> Pause:
        """Pause a feature, or EVERYTHING, at once; it is taken up again by itself where there is an end."""
        now = self._clock()
        pause = Pause(guild_id, feature, now, until, by)
        words = Words("pauses.paused_until" if until else "pauses.paused", _values(pause))
        async with self._database.write() as tx:
            await rows.pause(tx, pause)
            await self._ledger.put(tx, _line(guild_id, f"pause:{feature}:{now.timestamp()}", words, by))
            if until is not None:
                key = f"resume:{feature}:{until.timestamp()}"
                await self._ledger.put(tx, Plan(guild_id, HOUSE, key, (Resume(feature),), not_before=until))
            tx.after_commit.append(lambda: self._by_person.update({(guild_id, feature): pause}))
        return pause

    async def resume(self, guild_id: int, feature: str, by: int | None = None) -> bool:
        """Take a feature up again; return False where it was not paused. `by` None: the time has come."""
        now = self._clock()
        pause = self._by_person.get((guild_id, feature))
        async with self._database.write() as tx:
            over = await rows.resume(tx, guild_id, feature, if_over_at=now if by is None else None)
            if not over:
                return False
            if pause is not None:
                words = Words("pauses.resumed_by" if by else "pauses.resumed", {"feature": feature, "by": _at(by)})
                await self._ledger.put(tx, _line(guild_id, f"resumed:{feature}:{pause.since.timestamp()}", words, by))
            tx.after_commit.append(lambda: self._by_person.pop((guild_id, feature), None))
        return True

    async def examined(self, guild_id: int, findings: Iterable[Finding], *, tell: int | bool) -> None:
        """Take in what the doctor found: pause what cannot go on, and take up again what can.

        `tell`: say it in the log (True), in the channel with this id where the log is out of reach, or not (False).
        """
        broken: dict[str, Finding] = {}
        for finding in findings:
            if finding.stops:
                broken.setdefault(finding.feature, finding)
        if self._lacks(guild_id).keys() == broken.keys():
            return
        async with self._database.write() as tx:
            # Looked at again here: several examinations may have waited for their turn to write.
            before = self._lacks(guild_id)
            lost = [broken[feature] for feature in broken if feature not in before]
            returned = [before[feature] for feature in before if feature not in broken]
            for finding in lost:
                await self._tell(tx, guild_id, "pauses.lost", finding, tell=tell)
            for finding in returned:
                await held.hasten(tx, guild_id, finding.feature, self._clock())
                await self._tell(tx, guild_id, "pauses.returned", finding, tell=tell)
            tx.after_commit.append(lambda: self._replace(guild_id, broken))

    async def export(self, tx: Transaction, guild_id: int, member_id: int) -> dict[str, object]:
        """Return everything kept about a member here: what they paused."""
        return {
            "paused": {
                each.feature: {"since": each.since.isoformat(), "until": each.until.isoformat() if each.until else None}
                for each in await rows.paused_by(tx, guild_id, member_id)
            }
        }

    async def forget(self, tx: Transaction, guild_id: int, member_id: int) -> None:
        """Forget who paused; the pauses stay."""
        await rows.forget_pauser(tx, guild_id, member_id)
        nameless = {
            key: replace(pause, paused_by=rows.NOBODY)
            for key, pause in self._by_person.items()
            if (pause.guild_id, pause.paused_by) == (guild_id, member_id)
        }
        tx.after_commit.append(lambda: self._by_person.update(nameless))

    def _lacks(self, guild_id: int) -> dict[str, Finding]:
        return {feature: each for (guild, feature), each in self._by_need.items() if guild == guild_id}

    def _replace(self, guild_id: int, broken: dict[str, Finding]) -> None:
        kept = {key: finding for key, finding in self._by_need.items() if key[0] != guild_id}
        self._by_need = kept | {(guild_id, feature): finding for feature, finding in broken.items()}
        self._ledger.wake()

    async def _tell(self, tx: Transaction, guild_id: int, key: str, finding: Finding, *, tell: int | bool) -> None:
        if tell is False:
            return
        words = Words(key, {**finding.values, "feature": finding.feature})
        dedupe = f"{key}:{finding.feature}:{self._clock().timestamp()}"
        step = LogLine(words) if tell is True else Post(tell, words)
        await self._ledger.put(tx, Plan(guild_id, HOUSE, dedupe, (step,)))


def _line(guild_id: int, dedupe_key: str, words: Words, by: int | None) -> Plan:
    return Plan(guild_id, HOUSE, dedupe_key, (LogLine(words),), subject_id=by)


def _at(member_id: int | None) -> str:
    return f"<@{member_id}>" if member_id else ""


def _values(pause: Pause) -> dict[str, str]:
    until = "" if pause.until is None else f"<t:{int(pause.until.timestamp())}:f>"
    return {"feature": pause.feature, "until": until, "by": _at(pause.paused_by)}
