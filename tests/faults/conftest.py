"""Which weather is played."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

SEEDS = range(1, 13)
"""The weather of every run of the tests; `make soak` goes through thousands."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let one weather be played again: `pytest tests/faults/test_weather.py --weather-seed 123`."""
    parser.addoption("--weather-seed", type=int, action="append", help="play only this weather (may be repeated)")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test of the weather its seeds: those asked for, or else the usual ones."""
    if "seed" not in metafunc.fixturenames:
        return
    asked = metafunc.config.getoption("--weather-seed", default=None)
    wished = [int(word) for word in os.environ.get("USHER_WEATHER_SEED", "").split()]
    metafunc.parametrize("seed", asked or wished or SEEDS)
