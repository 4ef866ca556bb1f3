"""The reader of strong words beside better-profanity's own matcher, whose list it reads, and on hostile messages.

The promises of the reader by itself are in `bench_reading`, whose goals these are.
"""

from __future__ import annotations

import json
import time
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from better_profanity import profanity

from bot.domain.moderation.reading import Reader
from bot.settings.words import load_vocabulary
from tests.bench.bench_reading import GOALS, WORST_MS
from tests.bench.chat import SHARED, own_lines
from tests.bench.machine import own_garbage_aside
from tests.bench.rows import Goal, Row
from tests.domain.reading.hostile import LONGEST, hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.sizes import Size, Steps

SETS = {"chat": "gold_conda_train", "tweets": "gold_olid_val"}
MOST = 6_000


class Matched(NamedTuple):
    """Rows, and what to know about them."""

    rows: list[Row]
    notes: list[str]


def measure(size: Size, steps: Steps) -> Matched:
    """Return messages a second by each matcher, and the time of the worst hostile message."""
    reader = Reader(load_vocabulary())
    profanity.load_censor_words()
    rows, notes = [], []
    for name, goal in GOALS.items():
        texts = texts_of(name)
        if not texts:
            notes.append(f"Own lines stand in for {name}: the labelled ones are not here.")
            texts = own_lines(MOST)
        ours, theirs = [], []
        with own_garbage_aside():
            for number in steps.rounds(f"Reading {name}", size.rounds):
                # They need so long for one message that a part has to do.
                few = texts[number :: len(texts) // size.read_by_others]
                theirs.append(len(few) / taken(profanity.contains_profanity, few))
                ours.append(len(texts) / taken(reader.read, texts))
        what = f"Reading {name}, beside better-profanity"
        rows.append(Row(what, "a second", median(ours), median(theirs), Goal("ratio", "≥", goal)))
    return Matched([*rows, worst(reader, size, steps)], notes)


def worst(reader: Reader, size: Size, steps: Steps) -> Row:
    """Return the time of the hostile message that takes longest."""
    texts = list(hostile().values())
    with own_garbage_aside():
        rounds = [
            [taken(reader.read, [text]) * 1000 for text in texts]
            for _ in steps.rounds("Reading hostile messages", size.rounds)
        ]
    slowest = max(median(each) for each in zip(*rounds, strict=True))
    return Row(f"Worst hostile message of {LONGEST:,} characters", "ms", slowest, None, Goal("usher", "≤", WORST_MS))


def texts_of(name: str) -> list[str]:
    """Return labelled messages from outside of the project; none where they are absent."""
    path = SHARED / "words" / f"{SETS[name]}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [json.loads(line)["text"] for line in lines[:MOST]]


def taken(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return the seconds of processor time that reading takes, which is the same however busy the machine is."""
    begun = time.thread_time()
    for text in texts:
        read(text)
    return time.thread_time() - begun
