"""A replay of very much history: no call to anybody, and the same result twice and in any fair order."""

from __future__ import annotations

import random
import socket
import sqlite3
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from bot.cli.replay.document import Reading, document
from bot.domain.moderation.judging import Policy
from bot.domain.moderation.reading import Reader, Tier, Vocabulary
from bot.domain.moderation.rules.flood import FloodRule, Rate
from bot.domain.moderation.rules.kinds import kinds_of
from bot.domain.moderation.rules.language import LanguageRule
from bot.services.replay import Side, replay
from tests.replay.histories import BAD, message, row, rows, write
from tests.replay.histories import export as exported

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

COUNT = 100_000
PEOPLE = 400
CALLS = ("socket.", "sqlite3.", "subprocess.", "os.fork", "os.exec", "os.posix_spawn", "http.", "urllib.")

START = datetime(2026, 3, 1, tzinfo=UTC)

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
def looking_back() -> Side:
    """A side whose rules find words and floods."""
    reader = Reader(Vocabulary(words={Tier.strong: frozenset({BAD})}))
    rules = (
        LanguageRule(name="language", tiers=frozenset({Tier.strong})),
        FloodRule(
            name="flood",
            messages=Rate(8, timedelta(seconds=60)),
            repeats=Rate(4, timedelta(minutes=2)),
            near_repeats=Rate(4, timedelta(minutes=2)),
            channels=Rate(4, timedelta(minutes=1)),
            lines=40,
            emoji=40,
        ),
    )
    return Side(Policy(rules, kinds_of(rules, reader), version="by hand"))


def evening(count: int, chance: random.Random) -> Iterator[Row]:
    """Talk of many people, some of whom swear, repeat themselves, and write everywhere at once."""
    lines = ["what a night at the lantern", "the second act is the best", "who saw the encore", f"such {BAD}", "lol"]
    adverts = [f"come and see my channel number {number}, link in the profile" for number in range(20)]
    for number in range(count):
        author = int(PEOPLE * chance.random() ** 2)
        text = chance.choice(adverts if author % 50 == 3 else lines)
        if chance.random() < 0.7:
            text = f"{text} {chance.randrange(10**6)}"
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


def test_very_much_history(tmp_path: Path, calls: Calls, looking_back: Side) -> None:
    """100,000 messages make no call, and in another order that keeps each member's own come to the same document."""
    chance = random.Random(4)
    those = list(evening(COUNT, chance))
    straight = write(tmp_path / "straight.jsonl", rows(*those))
    shuffled = write(tmp_path / "shuffled.jsonl", rows(*fair(those, chance)))
    calls.listening = True
    first, second = told(straight, looking_back), told(shuffled, looking_back)
    calls.listening = False
    assert calls.heard == []
    assert first == second
    found = {rule["rule"]: rule["messages"] for rule in orjson.loads(first)["policy"]["rules"]}
    assert orjson.loads(first)["history"]["messages"] == COUNT
    assert min(found.values()) > COUNT / 1000


def test_the_same_history_twice(tmp_path: Path, looking_back: Side) -> None:
    """Nothing of one replay is left for the next."""
    path = write(tmp_path / "a.jsonl", rows(*evening(2000, random.Random(7))))
    assert told(path, looking_back) == told(path, looking_back)


def test_calls_would_be_heard(tmp_path: Path, calls: Calls) -> None:
    """Whoever opens a database or a connection is noticed."""
    calls.listening = True
    sqlite3.connect(tmp_path / "a.db").close()
    socket.socket().close()
    calls.listening = False
    assert {event.partition(".")[0] for event in calls.heard} == {"sqlite3", "socket"}
    calls.heard.clear()


def test_the_order_of_files_does_not_matter(tmp_path: Path, looking_back: Side) -> None:
    """Files are read each for itself, so that their order changes nothing."""
    chance = random.Random(5)
    for number in range(5):
        write(tmp_path / f"{number}.jsonl", rows(*evening(300, chance)))
    files = [tmp_path / f"{number}.jsonl" for number in range(5)]
    made = []
    for _ in range(4):
        result = replay(files, [lambda _: looking_back])
        made.append(document(result, [Reading("main", lambda _: None)]))
        chance.shuffle(files)
    assert made[0]["policy"]["rules"][1]["messages"] > 0
    assert made == [made[0]] * 4


def test_each_side_has_a_memory_of_its_own(tmp_path: Path, looking_back: Side) -> None:
    """What one policy found does not change what the other finds."""
    path = write(tmp_path / "a.jsonl", rows(*evening(2000, random.Random(6))))
    alone = replay([path], [lambda _: looking_back])
    beside = replay([path], [lambda _: Side(Policy()), lambda _: looking_back])
    assert beside.tallies[1].acted == alone.tallies[0].acted
    both = replay([path], [lambda _: looking_back, lambda _: looking_back])
    assert both.difference is not None
    assert (both.difference.acted.newly.messages, both.difference.acted.gone.messages) == (0, 0)


def test_a_flood_in_an_export_is_found(tmp_path: Path, looking_back: Side) -> None:
    """The exporter's files are looked at as live talk is: eight messages in a minute are a flood, once."""
    path = write(tmp_path / "a.json", exported(*(message(number, f"{number * 7919}?") for number in range(12))))
    tally = replay([path], [lambda _: looking_back]).tallies[0]
    assert (tally.acted.messages, tally.told.messages, tally.hidden.messages) == (1, 1, 0)
