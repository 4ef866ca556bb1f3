"""What reading costs: start and memory, speed beside better-profanity, hostile messages, and many words.

    python -m tests.bench.bench_reading

Speeds are ratios to better-profanity in the same run, for absolute ones say more about the machine than about Usher.
Messages are the labelled ones outside of the project where they are at hand, else the project's own. The exit code is 1
when a promise is not kept.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from better_profanity import profanity

from bot.domain.moderation.reading import Reader, Tier
from bot.settings.words import load_vocabulary
from tests.domain.reading.clean_talk import TALK
from tests.domain.reading.evasions import KINDS, STRONG, disguised
from tests.domain.reading.hostile import LONGEST, hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT: Final = Path(__file__).parents[2]
GOALS: Final = {"chat": 450, "tweets": 1400}
WORST_MS: Final = 5.0
BUILD_MS: Final = 150.0
BUILD_MB: Final = 12.0
LONGER: Final = 4
"""How many times longer the long one of two messages is; and by how much more than that it may cost."""
MANY_WORDS: Final = 10_000
_SETS: Final = {"chat": "gold_conda_train", "tweets": "gold_olid_val"}
_FRESH: Final = """
import dataclasses, enum, itertools, json, pathlib, re, time, typing, unicodedata
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 1e6
before, start = resident(), time.perf_counter()
from bot.domain.moderation.reading import Reader
from bot.settings.words import load_vocabulary
Reader(load_vocabulary()).read("what the fuck")
print(json.dumps([1000 * (time.perf_counter() - start), resident() - before]))
"""


def main() -> int:
    """Measure everything, print it, and return the exit code."""
    reader = Reader(load_vocabulary())
    kept = [_start(), *(_speed(reader, name) for name in GOALS), _hostile(reader), _proportion(reader), _many(reader)]
    return 0 if all(kept) else 1


def _start() -> bool:
    runs = []
    for _ in range(5):
        made = subprocess.run([sys.executable, "-c", _FRESH], check=True, capture_output=True, cwd=ROOT)
        runs.append(json.loads(made.stdout))
    took, grew = (min(values) for values in zip(*runs, strict=True))
    return _told("start", f"{took:.0f} ms, {grew:.1f} MB", kept=took <= BUILD_MS and grew <= BUILD_MB)


def _speed(reader: Reader, name: str) -> bool:
    texts = _texts(name)
    ratios, rates = [], []
    profanity.load_censor_words()
    for turn in range(3):
        few = texts[turn::60][:60]
        theirs = len(few) / _took(profanity.contains_profanity, few)
        rates.append(len(texts) / min(_took(reader.read, texts) for _ in range(3)))
        ratios.append(rates[-1] / theirs)
    ratio = statistics.median(ratios)
    shown = f"{statistics.median(rates):,.0f} messages/s, {ratio:,.0f} times better-profanity (goal {GOALS[name]:,})"
    return _told(name, shown, kept=ratio >= GOALS[name])


def _hostile(reader: Reader) -> bool:
    costs = sorted(((_best(reader, text), piece) for piece, text in hostile().items()), reverse=True)
    shown = ", ".join(f"{cost:.2f} ms {piece!r}" for cost, piece in costs[:5])
    return _told("hostile", shown, kept=costs[0][0] <= WORST_MS)


def _proportion(reader: Reader) -> bool:
    growth = sorted(
        (
            (_best(reader, text) / max(_best(reader, text[: LONGEST // LONGER]), 0.01), piece)
            for piece, text in hostile().items()
        ),
        reverse=True,
    )
    shown = ", ".join(f"{ratio:.1f} {piece!r}" for ratio, piece in growth[:3])
    return _told(f"{LONGER} times longer costs", shown, kept=growth[0][0] <= 2 * LONGER)


def _many(reader: Reader) -> bool:
    syllables = ("ba", "dor", "fi", "gul", "kre", "lom", "nix", "pav", "qua", "rib")
    made = [a + b + c + d + "wex" for a in syllables for b in syllables for c in syllables for d in syllables]
    crowded = Reader(load_vocabulary().extended(add={Tier.strong: made[:MANY_WORDS]}))
    texts = _texts("chat")
    plain, many = (min(_took(one.read, texts) for _ in range(5)) for one in (reader, crowded))
    return _told(f"{MANY_WORDS:,} words more", f"{many / plain:.2f} times the cost", kept=many <= 2 * plain)


def _texts(name: str) -> list[str]:
    shared = Path(os.environ.get("USHER_SHARED", ROOT.parent / "shared"))
    path = shared / "data" / "words" / f"{_SETS[name]}.jsonl"
    if path.is_file():
        return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()[:6000]]
    hidden = [disguised(word, kind, 0) for word in STRONG[:3] for kind in list(KINDS)[:12]]
    return [*TALK, *TALK, *hidden] * 4


def _took(read: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.thread_time()  # not the clock: other processes may share the machine
    for text in texts:
        read(text)
    return time.thread_time() - start


def _best(reader: Reader, text: str) -> float:
    return min(_took(reader.read, [text]) for _ in range(5)) * 1000


def _told(name: str, shown: str, *, kept: bool) -> bool:
    sys.stdout.write(f"{'kept  ' if kept else 'BROKEN'} {name}: {shown}\n")
    return kept


if __name__ == "__main__":
    sys.exit(main())
