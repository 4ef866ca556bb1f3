"""One loopback Discord and one nursery for all process tests of a run, and a new house for each test."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.loopback.discord import BlockingLoopback
from tests.process.house import House
from tests.process.lives import Nursery

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []
"""Windows knows neither fork nor these signals."""


@pytest.fixture(scope="session")
def discord() -> Iterator[BlockingLoopback]:
    """A running loopback Discord."""
    running = BlockingLoopback(heartbeat=2.0)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where children are forked."""
    running = Nursery()
    yield running
    running.close()


@pytest.fixture
def house(discord: BlockingLoopback, nursery: Nursery, tmp_path: Path) -> Iterator[House]:
    """An Usher at rest in a new world; a request for which the loopback has no route fails the test."""
    discord.reset()
    new = House(tmp_path, discord, nursery)
    new.furnish()
    yield new
    assert discord.troubles() == []
