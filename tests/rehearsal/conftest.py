"""A playhouse with the shipped settings and cast, and scenes written in the test itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.rehearsal.bill import Bill, make_bill
from bot.rehearsal.cast import Cast, load_cast
from bot.rehearsal.playhouse import Playhouse, playhouse
from bot.rehearsal.scenes import Scene, load_scenes
from bot.services.reloading import read_voice
from bot.settings.loading import load_settings
from bot.settings.shipped import shipped_dir

if TYPE_CHECKING:
    import io
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

SHIPPED = shipped_dir()


@pytest.fixture(scope="session")
def cast() -> Cast:
    """The people who come with Usher."""
    return load_cast([SHIPPED / "rehearsal"])


@pytest.fixture(scope="session")
def bill(cast: Cast) -> Bill:
    """The names that scenes may use with the shipped settings."""
    return make_bill(cast, load_settings(SHIPPED).communities["main"], read_voice(SHIPPED))


@pytest.fixture
def write(tmp_path: Path, bill: Bill) -> Callable[[str], Scene]:
    """Write a scene from its steps alone, and read it as Usher does."""

    def written(steps: str) -> Scene:
        path = tmp_path / "written.yaml"
        path.write_text(f"title: Written for a test\nsteps:\n{steps}", encoding="utf-8")
        return load_scenes({"written": path}, bill)[0]

    return written


@pytest.fixture
async def house(cast: Cast, log: io.StringIO) -> AsyncIterator[Playhouse]:
    """A server in which Usher was set up, with everybody in it."""
    async with playhouse(SHIPPED, cast) as opened:
        yield opened
