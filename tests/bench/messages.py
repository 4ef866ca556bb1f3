"""Messages a second: the same storm through Usher and through a bare client.

A bot is held still while the storm is made and let go when it is all at its door, so that the bot alone is measured and
not whoever makes storms. The clock runs until the bot has read the last message, and in Usher until every verdict and
whatever it asks for is committed; then on until the last nudge has arrived. What else the machine does changes these
times, but hardly the time of the processor that the bot takes for the same. By their own times the messages are those
of an evening (see `evening`), one storm's after the other's.
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.chat import storm_lines
from tests.bench.evening import PACE
from tests.bench.houses import CHANNELS
from tests.bench.rows import Goal, Row
from tests.bench.tally import END

if TYPE_CHECKING:
    from tests.bench.houses import Bot, House
    from tests.bench.sizes import Size, Steps

ONE_STRONG_IN = 200
GOAL = Goal("ratio", "≥", 0.6)
A_DAY = 86_400.0


def measure(pair: dict[str, tuple[House, Bot]], size: Size, steps: Steps) -> list[Row]:
    """Return messages a second, with nothing to find and with a strong message now and then."""
    count = size.messages
    seconds: dict[tuple[str, int, str], list[float]] = {}
    storms = (0, count // ONE_STRONG_IN)
    at = time.time() - A_DAY
    for number in steps.rounds("Messages", size.storms):
        for strong in storms:
            for side, (house, bot) in pair.items():
                plans = strong if side == "usher" else 0
                taken = storm(house, bot, storm_lines(count - 1, strong, number), plans=plans, at=at)
                for what, value in taken.items():
                    seconds.setdefault((side, strong, what), []).append(value)
            at += count * PACE

    def row(what: str, strong: int, until: str, goal: Goal | None = None) -> Row:
        usher, bare = (count / median(seconds[side, strong, until]) for side in ("usher", "bare"))
        return Row(what, "a second", usher, bare, goal)

    clean, mixed = "Messages, all clean", f"Messages, 1 in {ONE_STRONG_IN} strong"
    return [
        row(clean, 0, "read", GOAL),
        row(f"{clean}: a second of processor time", 0, "work"),
        row(f"{mixed}: until all is committed", storms[1], "read", GOAL),
        row(f"{mixed}: a second of processor time", storms[1], "work"),
        row(f"{mixed}: until the last nudge arrived", storms[1], "settled"),
    ]


def storm(house: House, bot: Bot, lines: list[str], *, plans: int, at: float) -> dict[str, float]:
    """Let a storm loose on a bot; return the seconds until it was read and settled, and those of the processor.

    `at` is when the first message says that it was written, in seconds since 1970.
    """
    channels = [house.channels[name] for name in CHANNELS]
    rows = [
        {
            "user": house.members[place % len(house.members)],
            "channel": channels[place % len(channels)],
            "content": line,
            "at": at + place * PACE,
        }
        for place, line in enumerate([*lines, f"{END}{len(lines) + 1} {plans}"])
    ]
    bot.pause()
    house.discord.storm("say", rows)
    before = bot.work()
    begun = bot.resume()
    read = bot.hear("read")
    work = bot.work() - before
    return {"read": read["at"] - begun, "settled": bot.hear("settled")["at"] - begun, "work": work}
