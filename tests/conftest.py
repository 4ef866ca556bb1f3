"""What every test has: a contract that hears each request, and a log in which nobody's words may stand."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pytest

from bot.logs import start_logging
from tests.contract.simcord_contract import headline, watch
from tests.simulation import World, close_world, open_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterator
    from pathlib import Path

    from tests.contract.simcord_contract import Contract


def pytest_report_header() -> str:
    """Say whether Discord's description is at hand."""
    return headline()


@pytest.fixture(autouse=True)
def contract() -> Iterator[Contract]:
    """Every request of every simulated server in a test is one that Discord would take."""
    with watch() as heard:
        yield heard
    heard.verify()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The process's own log, as it would be written."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    start_logging("debug", stream)
    yield stream
    root.handlers, root.level = handlers, level


@pytest.fixture
async def world(tmp_path: Path, log: io.StringIO) -> AsyncIterator[World]:
    """A server in which an admin has set Usher up, and whose log is searched for people's words at the end."""
    running = await open_world(tmp_path)
    await running.set_up()
    yield running
    running.nobody_in(log.getvalue())
    await close_world(running)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Let a test that has a world live by its clock."""
    world = getattr(item, "funcargs", {}).get("world")
    if not isinstance(world, World):
        return (yield)
    with world.env.time_context():
        return (yield)
