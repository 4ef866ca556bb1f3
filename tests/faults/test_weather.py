"""Everything at once, by numbers: see `tests.faults.weather`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.weather.run import live_through

if TYPE_CHECKING:
    import io
    from pathlib import Path


async def test_usher_keeps_its_promises_in_any_weather(seed: int, tmp_path: Path, log: io.StringIO) -> None:
    """Whatever happens: nobody hears twice, nobody is forgotten, nothing hangs, and every error passed the door."""
    sky = await live_through(seed, tmp_path, log)

    assert sky.diary != []
