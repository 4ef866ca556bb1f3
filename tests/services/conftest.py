"""Houses for tests of services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.houses import GUILD, HandClock, build_house

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.house import House


@pytest.fixture
def clock() -> HandClock:
    """Noon, until a test says otherwise."""
    return HandClock()


@pytest.fixture
async def house(tmp_path: Path, clock: HandClock) -> AsyncIterator[House]:
    """An open house with one community, of which Usher is in the server."""
    built = build_house(tmp_path, clock)
    await built.open()
    await built.communities.arrive(GUILD)
    yield built
    await built.close()
