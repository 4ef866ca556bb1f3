"""The loop itself: claim, carry out, store, sleep.

Owns the order of things. What one step does is in its performer; what an error means, in `outcomes`.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from discord.ext import commands

from bot.domain.communities.needs import HOUSE
from bot.domain.plans import DeskCard, Overdue, Plan, Words
from bot.services.privacy import NOBODY
from bot.storage.ledger import ClaimLostError
from cogs.stagehand.outcomes import WITHOUT_PERMISSION, Done, Later, Outcome, Stop, of_error
from cogs.stagehand.performers import PERFORMERS
from cogs.stagehand.stage import GoneError, LackingError, Stage

if TYPE_CHECKING:
    from bot.client import UsherClient
    from bot.storage.database import Transaction
    from bot.storage.ledger import Entry

log = structlog.get_logger("usher.stagehand")

AT_ONCE = 8
LONGEST_SLEEP = timedelta(hours=1)
WITH_OTHERS = timedelta(seconds=5)
"""On PostgreSQL another process may put a plan here without a word."""
AFTER_TROUBLE = timedelta(seconds=15)
PATIENCE = 30.0
"""Seconds that one step may take. A request that Discord never answers must not hold up everybody else's."""


class Stagehand(commands.Cog):
    """Carries plans out."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house
        self._task: asyncio.Task[None] | None = None
        self._in_hand: dict[asyncio.Task[None], tuple[int, int | str]] = {}
        self._troubled = self._calm = self._closing = False
        self._house.ledger.listen(lambda: client.dispatch("ledger"))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Begin, once the servers are known."""
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="stagehand")

    async def cog_unload(self) -> None:
        """Finish the steps in hand, then stop."""
        self._closing = True
        self._house.ledger.wake()
        if self._task is not None:
            await asyncio.wait([self._task], timeout=10)
            self._task.cancel()

    async def _run(self) -> None:
        # What is in hand comes to its end with the loop, or is cancelled with it.
        async with asyncio.TaskGroup() as group:
            while not self._closing:
                seen = self._house.ledger.changes
                try:
                    if self._troubled:
                        await self._get_over_it()
                    if await self._take_what_is_due(group):
                        continue
                    pause = await self._until_next()
                except Exception as error:  # noqa: BLE001 -- the loop outlives every trouble, such as a full disk
                    await self._trouble(error)
                    continue
                if self._house.ledger.changes == seen and not self._troubled:
                    await self._sleep(pause)

    async def _trouble(self, error: Exception) -> None:
        seen, self._troubled = self._house.ledger.changes, True
        await self._client.door.report("stagehand", error)
        self._calm = self._house.ledger.changes == seen

    async def _get_over_it(self) -> None:
        """Give back what was left in hand, which would wait for its leases to end; later, unless there is news."""
        if self._in_hand:
            # None may go on behind the loop's back.
            await asyncio.wait(list(self._in_hand))
        if self._calm and not self._closing:
            await self._sleep(AFTER_TROUBLE)
        await self._house.ledger.recover()
        self._troubled = False

    async def _sleep(self, pause: timedelta) -> None:
        try:
            await self._client.wait_for("ledger", timeout=max(pause.total_seconds(), 0.01))
        except TimeoutError:
            return

    def _guilds(self) -> set[int]:
        known = self._house.communities.guild_ids()
        return {guild.id for guild in self._client.guilds if guild.id in known and not guild.unavailable} | {NOBODY}

    async def _take_what_is_due(self, group: asyncio.TaskGroup) -> bool:
        free = AT_ONCE - len(self._in_hand)
        if not free:
            return False
        found = await self._house.ledger.claim(free, guilds=self._guilds(), paused=self._house.pauses.all())
        for entry in found:
            lane = (entry.plan.guild_id, entry.plan.subject_id or entry.plan.feature)
            before = [task for task, taken in self._in_hand.items() if taken == lane]
            task = group.create_task(self._in_turn(entry, before))
            self._in_hand[task] = lane
            task.add_done_callback(self._out_of_hand)
        return bool(found)

    def _out_of_hand(self, task: asyncio.Task[None]) -> None:
        del self._in_hand[task]
        if self._troubled:
            # The loop looks up, though nothing is new: what fails must not be tried again without a pause.
            self._client.dispatch("ledger")
        else:
            self._house.ledger.wake()

    async def _in_turn(self, entry: Entry, before: list[asyncio.Task[None]]) -> None:
        """Carry a plan out, after those before it about the same member (or, about nobody, of the same feature)."""
        if before:
            await asyncio.wait(before)
        if self._troubled:
            return
        try:
            await self._carry_out(entry)
        except ClaimLostError:
            log.info("plan left alone", plan=entry.id, feature=entry.plan.feature)
        except Exception as error:  # noqa: BLE001 -- the loop gives back what was left in hand
            await self._trouble(error)

    async def _until_next(self) -> timedelta:
        if len(self._in_hand) == AT_ONCE:
            return LONGEST_SLEEP
        due = await self._house.ledger.next_due(guilds=self._guilds(), paused=self._house.pauses.all())
        longest = LONGEST_SLEEP if self._house.database.is_sqlite else WITH_OTHERS
        return longest if due is None else min(due - self._house.clock(), longest)

    async def _carry_out(self, entry: Entry) -> None:
        ledger, plan = self._house.ledger, entry.plan
        if plan.overdue is Overdue.SKIP and self._house.clock() > entry.due + (plan.grace or timedelta()):
            await ledger.drop(entry, "stale")
            return
        while entry.progress < len(plan.steps):
            if self._closing or self._house.pauses.stands_still(plan.guild_id, plan.feature):
                await ledger.release(entry)
                return
            outcome = await self._one_step(entry)
            if not isinstance(outcome, Done):
                await self._not_done(entry, outcome)
                return
            await ledger.advance(entry, outcome.result, also=self._also(outcome))
        self._client.dispatch("plan_ended", entry.id, True)

    async def _one_step(self, entry: Entry) -> Outcome:
        step = entry.plan.steps[entry.progress]
        performer, stage = PERFORMERS[type(step)], Stage(self._client, entry)
        boundary = self._house.database.boundary
        boundary("step:before")
        try:
            async with asyncio.timeout(PATIENCE):
                found = await performer.find(stage, step) if entry.in_doubt and performer.find else None
                outcome = found or await performer.perform(stage, step)
        except GoneError as gone:
            return Stop(f"the {gone} is gone")
        except LackingError as lacking:
            return Later(WITHOUT_PERMISSION, f"the permission {lacking} is missing", lacking=True)
        except Exception as error:  # noqa: BLE001 -- `of_error` raises again what it does not know
            return await self._of_error(entry, error)
        boundary("step:after")
        return outcome

    async def _of_error(self, entry: Entry, error: Exception) -> Later | Stop:
        try:
            return of_error(error, entry.attempts, self._house.chance.random())
        except Exception as mistake:  # noqa: BLE001 -- a mistake in Usher stops one plan, not the loop
            kind = entry.plan.dedupe_key.split(":")[0]
            reference = await self._client.door.report(f"stagehand:{kind}", mistake, guild_id=entry.plan.guild_id)
            return Stop(f"a mistake in Usher ({reference})")

    def _also(self, done: Done):  # type: ignore[no-untyped-def]  # noqa: ANN202
        async def write(tx: Transaction) -> None:
            if done.also is not None:
                await done.also(tx)
            if done.then is not None:
                await self._house.ledger.put(tx, done.then)

        return write

    async def _not_done(self, entry: Entry, outcome: Later | Stop) -> None:
        plan = entry.plan
        log.warning("step not done", plan=entry.id, feature=plan.feature, step=entry.progress, why=outcome.why)
        if isinstance(outcome, Later):
            await self._house.ledger.postpone(
                entry, self._house.clock() + outcome.after, outcome.why, certain=outcome.certain
            )
            if outcome.lacking:
                self._client.dispatch("usher_examine", plan.guild_id)
            return
        await self._house.ledger.stop(entry, outcome.why, also=self._dead_end(entry, outcome))
        self._client.dispatch("plan_ended", entry.id, False)

    def _dead_end(self, entry: Entry, outcome: Stop) -> Plan | None:
        plan = entry.plan
        if plan.guild_id == NOBODY or plan.dedupe_key.startswith("dead-end:"):
            return None
        words = Words("desk.dead_end", {"what": plan.dedupe_key, "why": outcome.why, "number": str(entry.id)})
        actions = (f"communities:again:{entry.id}", f"communities:let_go:{entry.id}")
        # The attempt is part of the key: a plan that a person tried again may stop again, and is reported again.
        key = f"dead-end:{entry.id}:{int(self._house.clock().timestamp())}"
        return Plan(plan.guild_id, HOUSE, key, (DeskCard(words, actions),))
