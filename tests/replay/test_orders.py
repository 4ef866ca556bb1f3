"""A replay of very much history: no call to anybody, and the same result twice and in any fair order."""

from __future__ import annotations

import random
import socket
import sqlite3
import sys
from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from bot.cli.replay.document import Reading, document
from bot.domain.moderation.judging import Policy
from bot.services.replay import Side, replay
from tests.domain.moderation.every import policy
from tests.replay.histories import export as exported
from tests.replay.histories import message, named, row, rows, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

COUNT = 100_000
PEOPLE = 400
NAMES = ["".join(parts).title() for parts in product(("lo", "ra", "mi", "te", "nu", "sel", "bor"), repeat=3)]
CALLS = ("socket.", "sqlite3.", "subprocess.", "os.fork", "os.exec", "os.posix_spawn", "http.", "urllib.")

Row = dict[str, Any]


class Calls:
    """What the interpreter itself tells of calls to the world outside, while somebody listens."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.listening = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, _: tuple[object, ...]) -> None:
        if self.listening and event.startswith(CALLS):
            self.heard.append(event)


@pytest.fixture(scope="module")
def calls() -> Calls:
    """Hears of every call; it cannot be taken out again, only told to stop listening."""
    return Calls()


@pytest.fixture(scope="module")
def shipped() -> Side:
    """A side with the rules that Usher ships."""
    return Side(policy())


def evening(count: int, chance: random.Random) -> Iterator[Row]:
    """Talk of many people, some of whom swear, repeat themselves, write everywhere at once, and tell their numbers."""
    lines = ["what a night at the lantern", "the second act is the best", "who saw the encore", "good evening", "lol"]
    rare = ["such bullshit", "my number is 07700 900123", "see [imdb.com](https://pirate.example/film)"]
    adverts = [f"come and see my channel number {number}, link in the profile" for number in range(20)]
    for number in range(count):
        author = int(PEOPLE * chance.random() ** 2)
        text = chance.choice(adverts if author % 50 == 3 else rare if chance.random() < 0.02 else lines)
        if chance.random() < 0.7:
            text = f"{text}, {chance.choice(NAMES)}"
        made = row(text, f"fan{author}", 0, f"room{chance.randrange(6)}")
        second = number // 4
        made["at"] = (
            f"2026-03-{1 + second // 86400:02}T{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}"
        )
        yield made


def fair(those: Sequence[Row], chance: random.Random) -> list[Row]:
    """The same rows in another order, in which each author's own is kept."""
    waiting: dict[str, list[Row]] = defaultdict(list)
    for each in reversed(those):
        waiting[each["author"]].append(each)
    turns = [each["author"] for each in those]
    chance.shuffle(turns)
    return [waiting[author].pop() for author in turns]


def told(path: Path, side: Side) -> bytes:
    """The whole document of a replay."""
    result = replay([path], [lambda _: side], examples=20)
    return orjson.dumps(document(result, [Reading("main", lambda _: None)]))


def test_very_much_history(tmp_path: Path, calls: Calls, shipped: Side) -> None:
    """100,000 messages make no call, and twice, or in another order that keeps each member's own, give the same."""
    chance = random.Random(4)
    those = list(evening(COUNT, chance))
    straight = write(tmp_path / "straight.jsonl", rows(*those))
    shuffled = write(tmp_path / "shuffled.jsonl", rows(*fair(those, chance)))
    calls.listening = True
    made = [told(path, shipped) for path in (straight, straight, shuffled)]
    calls.listening = False
    assert calls.heard == []
    assert made == made[:1] * 3
    document = orjson.loads(made[0])
    assert document["history"]["messages"] == COUNT
    found = {rule["rule"]: rule["messages"] for rule in document["policy"]["rules"]}
    assert min(found[rule] for rule in ("language", "flood", "links", "personal-data")) > COUNT / 1000


def test_calls_would_be_heard(tmp_path: Path, calls: Calls) -> None:
    """Whoever opens a database or a connection is noticed."""
    calls.listening = True
    sqlite3.connect(tmp_path / "a.db").close()
    socket.socket().close()
    calls.listening = False
    assert {event.partition(".")[0] for event in calls.heard} == {"sqlite3", "socket"}
    calls.heard.clear()


def test_the_order_of_files_does_not_matter(tmp_path: Path, shipped: Side) -> None:
    """Files are read each for itself, so that their order changes nothing."""
    chance = random.Random(5)
    for number in range(5):
        write(tmp_path / f"{number}.jsonl", rows(*evening(300, chance)))
    files = [tmp_path / f"{number}.jsonl" for number in range(5)]
    made = []
    for _ in range(4):
        result = replay(files, [lambda _: shipped])
        made.append(document(result, [Reading("main", lambda _: None)]))
        chance.shuffle(files)
    assert all(named(made[0]["policy"]["rules"], rule)["messages"] for rule in ("language", "flood"))
    assert made == [made[0]] * 4


def test_each_side_has_a_memory_of_its_own(tmp_path: Path, shipped: Side) -> None:
    """What one policy found does not change what the other finds."""
    path = write(tmp_path / "a.jsonl", rows(*evening(2000, random.Random(6))))
    alone = replay([path], [lambda _: shipped])
    beside = replay([path], [lambda _: Side(Policy()), lambda _: shipped])
    assert beside.tallies[1].acted == alone.tallies[0].acted
    both = replay([path], [lambda _: shipped, lambda _: shipped])
    assert both.difference is not None
    assert (both.difference.acted.newly.messages, both.difference.acted.gone.messages) == (0, 0)


def test_a_flood_in_an_export_is_found(tmp_path: Path, shipped: Side) -> None:
    """The exporter's files are looked at as live talk is: eight messages in a minute are a flood, once."""
    path = write(tmp_path / "a.json", exported(*(message(number, f"{number * 7919}?") for number in range(12))))
    tally = replay([path], [lambda _: shipped]).tallies[0]
    assert (tally.acted.messages, tally.told.messages, tally.hidden.messages) == (1, 1, 0)
