"""Presses a second: from the press to the answer that the person sees, which comes after the commit.

Beside Usher stands a bot that does nothing but answer. A feature plugs in with one more `Kind`: what is pressed, and
by which rows of a storm.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.bench.houses import PATIENCE
from tests.bench.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.houses import Bot, House
    from tests.bench.sizes import Size, Steps

    Rows = list[dict[str, Any]]

POLL = 0.3  # seconds
BUTTON, ACTION_ROW, SECONDARY = 2, 1, 2


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that people press: a `verb` of the loopback Discord, and a row for each of so many presses."""

    what: str
    verb: str
    rows: Callable[[House, int], Rows]


def _me(house: House, count: int) -> Rows:
    """Everyone asks for their record."""
    channel = house.channels["general"]
    return [{"user": who, "channel": channel, "command": "me"} for who in people(house, count)]


def _forget(house: House, count: int) -> Rows:
    """Everyone presses the button that forgets them, each on a message of their own."""
    custom_id = f"privacy:forget:{house.guild}"
    return [
        {"user": who, "message": message_with(house, custom_id), "custom_id": custom_id} for who in people(house, count)
    ]


KINDS = (
    Kind("Commands answered: /me, which reads the record", "slash", _me),
    Kind("Presses answered: forget me, which commits", "press", _forget),
)


def measure(pair: dict[str, tuple[House, Bot]], size: Size, steps: Steps) -> list[Row]:
    """Return answers a second for each kind."""
    rates: dict[tuple[str, str], list[float]] = {}
    for kind in KINDS:
        for number in steps.rounds(kind.what.split(",")[0], size.rounds + 1):
            for side, (house, _) in pair.items():
                rate = answered(house, kind, size.presses)
                # The first round is not counted: Usher notes the language of whoever it meets for the first time.
                if number:
                    rates.setdefault((kind.what, side), []).append(rate)
    return [
        Row(kind.what, "a second", *(median(rates[kind.what, side]) for side in ("usher", "bare"))) for kind in KINDS
    ]


def answered(house: House, kind: Kind, count: int) -> float:
    """Let a storm of presses loose; return how many were answered a second, from the first press to the last answer."""
    ids = set(house.discord.storm(kind.verb, kind.rows(house, count))["ids"])
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        held = [one for one in house.discord.interactions() if one["id"] in ids]
        if all(one["answered"] for one in held):
            return count / (max(one["answered"] for one in held) - min(one["at"] for one in held))
        time.sleep(POLL)
    raise RuntimeError(f"not every press was answered: {kind.what}")


def people(house: House, count: int) -> list[int]:
    """Return so many people, each as late as possible again."""
    return [house.members[place % len(house.members)] for place in range(count)]


def message_with(house: House, custom_id: str) -> int:
    """Put a message of the bot with one button into a channel, and return its id."""
    button = {"type": BUTTON, "style": SECONDARY, "label": "Press", "custom_id": custom_id}
    body = {"content": "Press.", "components": [{"type": ACTION_ROW, "components": [button]}]}
    return int(house.discord.act("POST", f"/channels/{house.channels['general']}/messages", body)["id"])
