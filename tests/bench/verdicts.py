"""The time of one verdict: from a message as a value to the verdict, by the shipped policy, in this process.

What its author wrote before is looked up, and the message remembered, as in life. Every message is judged once a round,
and its median counts, so that what the machine did meanwhile does not.
"""

from __future__ import annotations

import time
from statistics import median, quantiles
from typing import TYPE_CHECKING

from bot.domain.moderation.judging import judge
from bot.domain.moderation.recent import Recent
from bot.services.replay import make_side
from bot.settings.loading import load_settings
from bot.settings.words import load_vocabulary
from tests.bench.chat import ROOT
from tests.bench.evening import messages
from tests.bench.machine import own_garbage_aside
from tests.bench.rows import Row

if TYPE_CHECKING:
    from bot.domain.moderation.judging import Policy
    from bot.domain.moderation.messages import Message
    from tests.bench.sizes import Size, Steps

MICRO = 1000.0  # nanoseconds


def measure(size: Size, steps: Steps) -> tuple[list[Row], str]:
    """Return the time of the middle message, of the 99th of a hundred and of the worst; and what was judged."""
    policy = shipped_policy()
    said, about = messages(size.verdicts)
    with own_garbage_aside():
        rounds = [judged(policy, said) for _ in steps.rounds("Verdicts", size.rounds)]
    taken = [median(times) / MICRO for times in zip(*(times for times, _ in rounds), strict=True)]
    figures = {"p50": median(taken), "p99": quantiles(taken, n=100)[98], "worst": max(taken)}
    rows = [Row(f"Time of a verdict, {name}", "µs", value) for name, value in figures.items()]
    found = rounds[0][1] / len(said)
    return rows, f"{len(said):,} lines of {about}; something is found in {found:.1%} of them"


def judged(policy: Policy, said: list[Message]) -> tuple[list[int], int]:
    """Judge all messages as they come; return the nanoseconds of each, and in how many something was found."""
    recent, taken, found, clock = Recent(), [], 0, time.perf_counter_ns
    for message in said:
        begun = clock()
        verdict = judge(policy, message, recent.before(message))
        recent.add(message, verdict)
        taken.append(clock() - begun)
        found += bool(verdict.findings)
    return taken, found


def shipped_policy() -> Policy:
    """Return the policy of the settings that Usher ships."""
    config = ROOT / "config"
    settings = load_settings(config).communities["main"]
    return make_side(settings, load_vocabulary(config), ()).policy
