"""A replay's memory does not grow with the number of messages."""

from __future__ import annotations

import gc
import json
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from bot.services.replay import Side, replay
from tests.replay.histories import BAD, header, message, row, rows, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.moderation.judging import Policy

PEOPLE = 500
GROWTH = 1 << 20


class Watch:
    """Measures, from the first tenth of the bytes on, how much more memory was ever in use."""

    def __init__(self) -> None:
        self.growth = -1
        self.messages = 0
        self._total = 0
        self._start: int | None = None

    def begin(self, total: int) -> None:
        """Remember how much there is."""
        self._total = total

    def reach(self, read: int, messages: int) -> None:
        """Look at the memory."""
        self.messages = messages
        if self._start is None and read > self._total / 10:
            gc.collect()
            tracemalloc.reset_peak()
            self._start = tracemalloc.get_traced_memory()[0]
        if self._start is not None:
            self.growth = tracemalloc.get_traced_memory()[1] - self._start


def many_rows(count: int) -> Iterator[bytes]:
    for number in range(count):
        text = f"{BAD} {number}" if number % 10 == 0 else f"evening {number}"
        yield rows(row(text, f"person-{number % PEOPLE}", number % 40_000, f"room-{number % 20}"))


def many_messages(count: int) -> Iterator[bytes]:
    yield json.dumps(header()).encode()[:-1] + b', "messages": ['
    for number in range(count):
        text = f"{BAD} {number}" if number % 10 == 0 else f"evening {number}"
        yield (b",\n" if number else b"") + json.dumps(message(number, text, number % PEOPLE, roles=["Fan"])).encode()
    yield b"]}"


@pytest.mark.parametrize(("name", "count"), [("long.jsonl", 30_000), ("long.json", 8_000)])
def test_memory_stays_where_it_is(tmp_path: Path, policy: Policy, name: str, count: int) -> None:
    """After the first tenth of a long history, the rest needs no more than a megabyte beyond it, at any moment."""
    path = write(tmp_path / name, (many_rows if name.endswith("l") else many_messages)(count))
    watch = Watch()
    tracemalloc.start(1)
    try:
        result = replay([path], [lambda _: Side(policy)], progress=watch)
    finally:
        tracemalloc.stop()
    assert watch.messages == result.history.written.messages == count
    assert result.tallies[0].rules[0].share.messages == count // 10
    assert 0 <= watch.growth < GROWTH
