"""Messages a second: the same storm through Usher and through a bare client.

A bot is held still while the storm is made and let go when it is all at its door, so that the bot alone is measured and
not whoever makes storms. The clock runs until the bot has read the last message, and in Usher until every verdict and
whatever it asks for is committed; then on until the last nudge has arrived. What else the machine does changes these
times, but hardly the time of the processor that the bot takes for the same.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from tests.bench.chat import storm_lines
from tests.bench.houses import CHANNELS
from tests.bench.rows import Goal, Row
from tests.bench.tally import END

if TYPE_CHECKING:
    from tests.bench.houses import Bot, House
    from tests.bench.sizes import Size, Steps

ONE_STRONG_IN = 200
GOAL = Goal("ratio", "≥", 0.6)


def measure(pair: dict[str, tuple[House, Bot]], size: Size, steps: Steps) -> list[Row]:
    """Return messages a second, with nothing to find and with a strong message now and then."""
    count = size.messages
    seconds: dict[tuple[str, int, str], list[float]] = {}
    storms = (0, count // ONE_STRONG_IN)
    for number in steps.rounds("Messages", size.storms):
        for strong in storms:
            for side, (house, bot) in pair.items():
                taken = storm(house, bot, count, strong, plans=strong if side == "usher" else 0, seed=number)
                for what, value in taken.items():
                    seconds.setdefault((side, strong, what), []).append(value)

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


def storm(house: House, bot: Bot, count: int, strong: int, *, plans: int, seed: int) -> dict[str, float]:
    """Let a storm loose on a bot; return the seconds until it was read and settled, and those of the processor."""
    channels = [house.channels[name] for name in CHANNELS]
    rows = [
        {"user": house.members[place % len(house.members)], "channel": channels[place % len(channels)], "content": line}
        for place, line in enumerate([*storm_lines(count - 1, strong, seed), f"{END}{count} {plans}"])
    ]
    bot.pause()
    house.discord.storm("say", rows)
    before = bot.work()
    begun = bot.resume()
    read = bot.hear("read")
    work = bot.work() - before
    return {"read": read["at"] - begun, "settled": bot.hear("settled")["at"] - begun, "work": work}
