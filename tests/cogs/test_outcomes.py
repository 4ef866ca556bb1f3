"""What each refusal of Discord means for a step."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import aiohttp
import discord
import pytest

from cogs.stagehand.outcomes import LONGEST_PAUSE, MOST_ATTEMPTS, Later, Stop, of_error


def refusal(status: int, code: int = 0) -> discord.HTTPException:
    """Return the error that discord.py makes of an answer."""
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    kind = kinds.get(status, discord.DiscordServerError if status >= 500 else discord.HTTPException)
    return kind(SimpleNamespace(status=status, reason=""), {"code": code, "message": ""})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "code", "kind", "certain", "lacking"),
    [
        (403, 50013, Later, True, True),
        (403, 50001, Later, True, True),
        (403, 160005, Stop, None, None),
        (403, 40003, Later, True, False),
        (404, 10003, Stop, None, None),
        (400, 50035, Stop, None, None),
        (429, 0, Later, True, False),
        (408, 0, Later, True, False),
        (500, 0, Later, False, False),
        (502, 0, Later, False, False),
        (503, 0, Later, False, False),
    ],
)
def test_each_answer_has_a_decided_outcome(
    status: int, code: int, kind: type, certain: bool | None, lacking: bool | None
) -> None:
    """Refused for good stops; refused for now waits; a server error leaves a doubt."""
    outcome = of_error(refusal(status, code), 0, 0.5)

    assert isinstance(outcome, kind)
    if isinstance(outcome, Later):
        assert (outcome.certain, outcome.lacking) == (certain, lacking)


@pytest.mark.parametrize("error", [aiohttp.ServerDisconnectedError(), ConnectionResetError(), TimeoutError()])
def test_a_lost_connection_leaves_a_doubt(error: Exception) -> None:
    """It may have happened, so it is looked for before it is done again."""
    outcome = of_error(error, 0, 0.5)

    assert isinstance(outcome, Later)
    assert not outcome.certain


def test_pauses_grow_and_are_spread() -> None:
    """Each pause is longer than the last, up to half an hour, and chance moves it by a quarter either way."""
    pauses = [of_error(refusal(500), attempts, 0.5).after for attempts in range(20)]

    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    assert of_error(refusal(500), 0, 0.0).after < of_error(refusal(500), 0, 1.0).after
    assert pauses[0] == timedelta(seconds=10)


def test_at_some_point_a_person_decides() -> None:
    """What fails again and again is given up, whatever the error."""
    assert isinstance(of_error(refusal(500), MOST_ATTEMPTS - 1, 0.5), Stop)


def test_a_mistake_in_usher_is_no_answer_of_discord() -> None:
    """An error that is neither Discord's nor the network's is raised again."""
    with pytest.raises(KeyError):
        of_error(KeyError("x"), 0, 0.5)
