"""Purging: taking many messages away at once, between a moderator's question and the last message that is gone.

Owns the use case behind `/moderation purge`. Which messages fit is the domain's; taking them away, the stagehand's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.purging import described, steps
from bot.domain.plans import LogLine, Plan, Words
from bot.storage.moderation import evidence, purges
from bot.storage.moderation.evidence import PURGED, Evidence
from bot.storage.moderation.purges import Purge

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.purging import Choice, Wanted
    from bot.services.clocks import Clock
    from bot.services.communities import Community
    from bot.storage.database import Database
    from bot.storage.ledger import Ledger

FEATURE: Final = "moderation"
ASKED_FOR: Final = timedelta(days=1)
"""How long the button below the question works."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A purge that is being carried out: its plan, and how many messages each of its steps takes away."""

    plan_id: int
    portions: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many messages go in all."""
        return sum(self.portions)


@dataclass(frozen=True, slots=True)
class HowFar:
    """How many messages a purge has taken away. `over`: nothing more will happen by itself."""

    gone: int
    over: bool = False
    stopped: bool = False
    held_up: bool = False
    """Whether something is in the way, for now."""


class Purging:
    """What moderators ask to take away."""

    def __init__(self, database: Database, ledger: Ledger, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._clock = clock

    async def ask(self, guild_id: int, channel_id: int, choice: Choice, wanted: Wanted, by: int) -> int:
        """Keep for a day what would go; return the number that the button carries. Nothing is taken away yet."""
        now = self._clock()
        ids = tuple(message.id for message in choice.messages)
        asked = Purge(guild_id, channel_id, ids, by, now, now + ASKED_FOR, wanted=wanted)
        async with self._database.write() as tx:
            return await purges.ask(tx, asked)

    async def asked(self, guild_id: int, number: int) -> Purge | None:
        """Return what was asked for, begun or not; None where its day is over."""
        async with self._database.read() as tx:
            found = await purges.get(tx, guild_id, number)
        return found if found is not None and found.expires_at > self._clock() else None

    async def begin(self, community: Community, asked: Purge, messages: Collection[Message], by: int) -> Begun | None:
        """Keep what these messages say and put the plan that takes them away into the ledger, in one commit.

        `messages` are those that still stand; one that nobody asked to take away stays. None: begun already, or, where
        the list is empty, nothing was left to begin with.
        """
        wanted = frozenset(asked.message_ids)
        going = sorted((each for each in messages if each.id in wanted), key=lambda message: message.id)
        plan = self._plan(asked, going, by)
        async with self._database.write() as tx:
            if not await purges.begin(tx, asked.guild_id, asked.id) or not going:
                return None
            for message in going:
                await evidence.keep(tx, self._evidence(community, message))
            plan_id = await self._ledger.put(tx, plan)
        portions = tuple(len(step.message_ids) for step in plan.steps if step.step == "purge")
        return None if plan_id is None else Begun(plan_id, portions)

    async def how_far(self, guild_id: int, begun: Begun) -> HowFar:
        """Return how far a purge has come."""
        async with self._database.read() as tx:
            found = await purges.how_far(tx, guild_id, begun.plan_id)
        if found is None:  # whoever pressed asked to be forgotten, and the plan with them
            return HowFar(0, over=True)
        progress, state, trouble = found
        over = state not in {"due", "running"}
        return HowFar(
            sum(begun.portions[:progress]), over=over, stopped=over and state != "done", held_up=trouble is not None
        )

    async def taken(self, guild_id: int, number: int) -> list[Evidence]:
        """Return what is kept of the messages of a purge, oldest first; nothing once the purge itself is forgotten."""
        async with self._database.read() as tx:
            asked = await purges.get(tx, guild_id, number)
            kept = [await evidence.find(tx, guild_id, each) for each in asked.message_ids] if asked else []
        return [each for each in kept if each is not None]

    def _plan(self, asked: Purge, going: Collection[Message], by: int) -> Plan:
        portions = steps(asked.channel_id, tuple(going), self._clock())
        values = {"by": f"<@{by}>", "channel": f"<#{asked.channel_id}>", "count": str(len(going))}
        words = Words("log.purge", values, {"filter": described(asked.wanted)})
        line = LogLine(words, actions=(f"moderation:purged:{asked.id}",))
        return Plan(asked.guild_id, FEATURE, f"purge:{asked.id}", (*portions, line), subject_id=by)

    def _evidence(self, community: Community, message: Message) -> Evidence:
        now = self._clock()
        return Evidence(
            guild_id=message.guild_id,
            message_id=message.id,
            channel_id=message.channel_id,
            author_id=message.author_id,
            passages=tuple(passage for passage in message.passages if passage.text),
            reason=PURGED,
            kept_at=now,
            expires_at=now + community.settings.moderation.evidence,
        )
