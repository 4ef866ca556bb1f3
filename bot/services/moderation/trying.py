"""Trying a rule out on messages that were written already: what it would find, and what it costs.

Nothing is decided, kept or told. Owns the pass over the messages; fetching them is the doorway's.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.judging import judge
from bot.domain.moderation.recent import Recent
from bot.domain.moderation.replaying import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.judging import Policy
    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.replaying import Example

EXAMPLES: Final = 5
AT_ONCE: Final = 50
"""Messages that are judged before others get their turn."""
ENOUGH: Final = 50_000_000
"""Nanoseconds that measuring may take; a rule dear enough to need more has shown it by then."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a rule would have found."""

    read: int
    """Messages that it looked at."""
    exempt: int
    """Messages that no rule reads, such as those of staff."""
    found: int
    people: int
    examples: tuple[Example, ...]


async def try_out(policy: Policy, rule: str, messages: Iterable[Message]) -> Tried:
    """Return what one rule of a policy finds in messages, in the order in which they were written."""
    tally, memory = Tally(policy, examples=EXAMPLES), Recent(None)
    for number, message in enumerate(sorted(messages, key=lambda each: each.id)):
        if number % AT_ONCE == 0:
            await asyncio.sleep(0)
        verdict = judge(policy, message, memory.before(message))
        memory.add(message, verdict)
        tally.add(message, str(message.channel_id), verdict)
    found = next(each for each in tally.rules if each.rule == rule)
    share = found.share
    return Tried(tally.read, tally.exempt.total(), share.messages, len(share.people), found.examples.chosen)


def cost(policy: Policy, messages: Iterable[Message]) -> float | None:
    """Return the median time of a verdict in microseconds, measured here and now; None without messages to measure.

    It is measured on demand, on real messages of the community, and not sampled while messages are judged: so it costs
    nothing until somebody asks, and it is true of the rule as it is set now, also of one that is off. For a policy of
    one rule this is the rule's cost if it stood alone. What rules share, such as the one reading of a text for all
    rules about words, is counted in full for each of them: the costs of two rules must not be added up.
    """
    times: list[int] = []
    spent = 0
    for message in messages:
        if policy.exemptions.of(message) is not None:
            continue
        begun = time.perf_counter_ns()
        judge(policy, message)
        times.append(time.perf_counter_ns() - begun)
        spent += times[-1]
        if spent > ENOUGH:
            break
    return statistics.median(times) / 1000 if times else None
