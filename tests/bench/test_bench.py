from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.client import CACHED_MESSAGES, wanted_intents
from tests.bench import bare
from tests.bench.chat import storm_lines
from tests.bench.evening import evening
from tests.bench.houses import ROOT
from tests.bench.rows import Goal, Row, table
from tests.bench.sizes import FULL
from tests.bench.verdicts import judged, shipped_policy

LINE = [sys.executable, "-W", "ignore", "-m", "tests.bench", "--quick"]
BESIDE_NOTHING = (
    "Time of a verdict",
    "Making that policy",
    "The slowest pattern",
    "76 patterns",
    "Replay",
    "Worst hostile message",
)
GOALS = {
    "Messages, all clean": "≥ 0.6 ×",
    "Messages, 1 in 200 strong: until all": "≥ 0.6 ×",
    "A verdict by 10,000 words and 500 rules": "≤ 2 ×",  # the large policy
    "The slowest pattern": "≤ 5",
    "76 patterns together": "≤ 10",
    "Start to READY, new": "≤ +1",
    "Start to READY, used": "≤ +1",
    "Memory when idle": "≤ 150",
    "Memory with": "≤ 1.3 ×",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what a smoke run of the bench found."""
    errors = tmp_path_factory.mktemp("bench") / "errors"
    with errors.open("wb") as log:
        done = subprocess.run([*LINE, "--json"], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, check=False)
    assert done.returncode == 0, errors.read_text(encoding="utf-8")[-3000:]
    return json.loads(done.stdout)


def test_every_number_is_measured(told: dict[str, Any]) -> None:
    """The bench measures Usher in every row, and in the same run whatever stands beside it."""
    assert len(told["rows"]) == 22
    assert told["machine"]
    for row in told["rows"]:
        alone = row["what"].startswith(BESIDE_NOTHING)
        for number in [row["usher"]] if alone else [row["usher"], row["beside"], row["ratio"]]:
            assert math.isfinite(number)
            assert number > 0, row["what"]
        assert alone or row["ratio"] == pytest.approx(row["usher"] / row["beside"])


def test_every_goal_stands_beside_its_number(told: dict[str, Any]) -> None:
    """Each goal is in the table, and the row says whether it is met; a missed one ended nothing."""
    for start, goal in GOALS.items():
        row = next(row for row in told["rows"] if row["what"].startswith(start))
        assert row["goal"] == goal
        assert row["met"] in {True, False}


@pytest.mark.parametrize("strong", [0, 100])
def test_a_storm_is_no_flood(strong: int) -> None:
    """Of a storm of full size, the shipped policy finds the strong messages and nothing else."""
    said = evening(storm_lines(FULL.messages, strong))
    assert judged(shipped_policy(), said)[1] == strong


def test_single_parts_are_measured_alone() -> None:
    """Whoever asks for a part gets its rows and no others."""
    line = [*LINE, "--json", "--only", "replays"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, check=True)
    assert [row["what"].split()[0] for row in json.loads(done.stdout)["rows"]] == ["Replay"]


def test_the_baseline_hears_what_usher_hears() -> None:
    """The bare client has Usher's intents and keeps as many messages, though it imports nothing of Usher."""
    assert bare.intents() == wanted_intents()
    assert bare.CACHED_MESSAGES == CACHED_MESSAGES
    line = "import sys, tests.bench.bare; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", line], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {name.split(".")[0] for name in done.stdout.split()} & {"bot", "cogs", "sqlalchemy"}


@pytest.mark.parametrize(
    ("usher", "beside", "goal", "met"),
    [
        (59.0, 100.0, Goal("ratio", "≥", 0.6), False),
        (60.0, 100.0, Goal("ratio", "≥", 0.6), True),
        (3.5, 2.4, Goal("difference", "≤", 1.0), False),
        (3.3, 2.4, Goal("difference", "≤", 1.0), True),
        (151.0, 50.0, Goal("usher", "≤", 150), False),
        (149.0, None, Goal("usher", "≤", 150), True),
        (1.0, None, Goal("ratio", "≥", 0.6), False),
        (1.0, 2.0, None, None),
    ],
)
def test_a_goal_is_met_or_missed(usher: float, beside: float | None, goal: Goal | None, met: bool | None) -> None:
    """A row says of its goal that it is met or missed; what could not be compared is missed."""
    assert Row("Something", "units", usher, beside, goal).met is met


def test_the_table_shows_both_numbers_of_a_missed_goal(tmp_path: Path) -> None:
    """A missed goal is printed with Usher's number, the baseline's, their ratio and the goal."""
    page = tmp_path / "page"
    with page.open("w", encoding="utf-8") as file:
        rows = [Row("Messages", "a second", 5_000, 10_000, Goal("ratio", "≥", 0.6))]
        Console(file=file, width=120).print(table(rows, "a machine"))
    shown = page.read_text(encoding="utf-8")
    assert all(part in shown for part in ("Messages", "5,000", "10,000", "0.50", "≥ 0.6 ×", "no"))
