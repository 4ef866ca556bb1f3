"""The time of one verdict: from a message as a value to the verdict, by the shipped policy, in this process.

Every message is judged once a round, and its median counts, so that what the machine did meanwhile does not.
"""

from __future__ import annotations

import datetime as dt
import time
from statistics import median, quantiles
from typing import TYPE_CHECKING

from bot.domain.moderation.judging import judge
from bot.domain.moderation.messages import Message
from bot.services.replay import make_side
from bot.settings.loading import load_settings
from bot.settings.words import load_vocabulary
from tests.bench.chat import ROOT, own_lines, real_lines
from tests.bench.machine import own_garbage_aside
from tests.bench.rows import Row

if TYPE_CHECKING:
    from bot.domain.moderation.judging import Policy
    from tests.bench.sizes import Size, Steps

MICRO = 1000.0  # nanoseconds


def measure(size: Size, steps: Steps) -> tuple[list[Row], str]:
    """Return the time of the middle message, of the 99th of a hundred and of the worst; and what was judged."""
    policy = shipped_policy()
    lines = real_lines(size.verdicts)
    about = "real chat" if lines else "own lines, since the shared chat is not here"
    lines = lines or own_lines(size.verdicts)
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    messages = [Message(place, 1, 2, 3, at, line) for place, line in enumerate(lines)]
    with own_garbage_aside():
        rounds = [judged(policy, messages) for _ in steps.rounds("Verdicts", size.rounds)]
    found = sum(bool(judge(policy, message).findings) for message in messages)
    taken = [median(each) / MICRO for each in zip(*rounds, strict=True)]
    figures = {"p50": median(taken), "p99": quantiles(taken, n=100)[98], "worst": max(taken)}
    rows = [Row(f"Time of a verdict, {name}", "µs", value) for name, value in figures.items()]
    return rows, f"{len(lines):,} lines of {about}, of which {found / len(lines):.1%} are strong"


def judged(policy: Policy, messages: list[Message]) -> list[int]:
    """Judge all messages; return the nanoseconds of each."""
    taken, clock = [], time.perf_counter_ns
    for message in messages:
        begun = clock()
        judge(policy, message)
        taken.append(clock() - begun)
    return taken


def shipped_policy() -> Policy:
    """Return the policy of the settings that Usher ships."""
    config = ROOT / "config"
    settings = load_settings(config).communities["main"]
    return make_side(settings, load_vocabulary(config), ()).policy
