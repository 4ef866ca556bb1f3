"""Each scenario, stopped and made to fail at every boundary: see `tests.faults.scenario`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.faults.scenario import a_bad_night, fail_through, play, stop_at
from tests.faults.scenarios import SCENARIOS

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from tests.faults.scenario import Scenario

PARTS = 7
"""In how many plays every boundary fails once."""

scenarios = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name.replace(" ", "-"))


@scenarios
async def test_a_stop_at_any_boundary_loses_nothing_and_repeats_nothing(
    scenario: Scenario, tmp_path: Path, log: io.StringIO
) -> None:
    """The process dies there and another takes over: everybody gets what they are owed, once."""
    story = await play(scenario, tmp_path, log)

    for number, moment in enumerate(story.moments):
        await stop_at(story, moment, tmp_path / str(number), log)

    assert sum(story.boundaries.values()) > len(story.moments) > 20


@scenarios
async def test_what_was_done_and_not_yet_noted_is_found_after_a_bad_night(
    scenario: Scenario, tmp_path: Path, log: io.StringIO
) -> None:
    """The process dies right after a deed; the next one comes a day and much talk later, and Discord stumbles."""
    story = await play(scenario, tmp_path, log)
    in_doubt = [moment for moment in story.moments if "call:after" in moment.boundaries]

    for number, moment in enumerate(in_doubt):
        await stop_at(story, moment, tmp_path / str(number), log, a_bad_night)

    assert len(in_doubt) > 5


@scenarios
async def test_an_error_at_any_boundary_is_told_and_made_up_for(
    scenario: Scenario, tmp_path: Path, log: io.StringIO
) -> None:
    """Disks are full, lines break after the deed, mistakes happen: the door hears of it, and the loop goes on."""
    story = await play(scenario, tmp_path, log)

    failed = [await fail_through(story, part, PARTS, tmp_path / f"part {part}", log) for part in range(PARTS)]

    # Where an error changes what comes after it, a boundary may not come: a message that is edited before its first
    # answer could be written is answered once. Most of them do, and every kind.
    made: Counter[str] = sum(failed, Counter())
    assert made.keys() == story.boundaries.keys()
    assert all(2 * made[name] > count for name, count in story.boundaries.items())
