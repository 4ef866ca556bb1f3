"""SIGKILL: between commit and notice, at every boundary, and at any moment; exactly one notice each time."""

from __future__ import annotations

import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.process.house import CLEAN
from tests.process.lives import wait_for
from tests.process.storm import Storm

if TYPE_CHECKING:
    from tests.process.house import House

SEEDS = (20261123,)
BOUNDARIES = {"commit:before": 4, "commit:after": 4, "step:before": 2, "step:after": 2}
"""A nudge is decided, claimed and stored after each of its two steps; some lives begin with more to do."""


def killed_while(house: House, **fault: object) -> tuple[str, int]:
    """Kill Usher while its notice is on its way; return the request, and the message that it is about."""
    line = house.dm_line()
    with house.life() as life:
        house.open(life)
        house.discord.fault(line, **fault)
        message = house.says()
        wait_for(lambda: house.discord.requests(line), "a notice on its way")
        if fault.get("effect"):
            wait_for(lambda: house.discord.dms(house.fan()), "the notice")
        life.end(signal.SIGKILL)
    assert house.plan(message) == ("running", 0)
    return line, message


def finished(house: House, message: int) -> list[int]:
    """Let another life finish; return the ids of the notices."""
    with house.life() as life:
        house.open(life)
        house.nudged(message)
        assert life.end() == 0
    return [int(notice["id"]) for notice in house.discord.dms(house.fan())]


def test_killed_before_the_notice(house: House) -> None:
    """Killed after the commit and before Discord had the notice: the next life sends it, once."""
    line, message = killed_while(house, hang=True)
    assert house.discord.dms(house.fan()) == []
    assert len(finished(house, message)) == 1
    assert [request["status"] for request in house.discord.requests(line)] == ["held", 200]


@pytest.mark.parametrize("window", [300.0, 0.0], ids=["within the nonce's minutes", "after them"])
def test_killed_after_the_notice(house: House, window: float) -> None:
    """Killed after Discord had the notice and before its answer came: the next life finds it by its mark."""
    house.discord.configure(nonce_window=window)
    line, message = killed_while(house, effect=True, hang=True)
    before = [int(notice["id"]) for notice in house.discord.dms(house.fan())]
    assert finished(house, message) == before
    assert len(before) == len(house.discord.requests(line)) == 1


def test_killed_after_the_line(house: House) -> None:
    """A line for someone who takes no private messages is found again, also below an hour's talk of others."""
    house.discord.configure(nonce_window=0.0)
    house.discord.close_dms(house.fan())
    general = house.channel("general")
    line = f"POST /channels/{general}/messages"
    with house.life() as life:
        house.open(life)
        house.discord.fault(line, effect=True, hang=True)
        message = house.says()
        wait_for(lambda: house.discord.requests(line), "a line on its way")
        life.end(signal.SIGKILL)
    talk = [{"user": house.fan(1), "channel": general, "content": CLEAN}]
    house.discord.storm("say", talk, count=300)
    assert finished(house, message) == []
    assert len(house.discord.requests(line)) == 1
    assert house.rows("select delivery from cases") == [("line",)]


def test_killed_while_discord_thinks(house: House) -> None:
    """A notice that takes effect only after the next life looked for it in vain is still the only one: the nonce."""
    line, message = killed_while(house, delay=3.0)
    assert len(finished(house, message)) == 1
    wait_for(lambda: all(one["status"] for one in house.discord.requests(line)), "the late effect")
    assert [request["status"] for request in house.discord.requests(line)] == [200, 200]
    assert len(house.discord.dms(house.fan())) == 1


def test_killed_while_the_database_is_made(house: House) -> None:
    """Killed at any moment while it makes its database, Usher leaves one that the next start can use."""
    chance = random.Random(SEEDS[0])
    for _ in range(8):
        with house.life("migrate") as life:
            time.sleep(chance.uniform(0.02, 0.15))
            life.end(signal.SIGKILL)
    assert house.run("migrate").code == 0
    assert house.rows("pragma integrity_check") == [("ok",)]
    with house.life() as life:
        house.open(life)
        house.nudged(house.says())
        assert life.end() == 0


def test_killed_at_boundaries(house: House) -> None:
    """Killed before and after each commit and each step that a nudge comes to for certain, the invariants hold."""
    storm = Storm(house, SEEDS[0])
    storm.quiet_life()
    for kind, most in BOUNDARIES.items():
        assert storm.sweep(kind, most) == most
    storm.quiet_life()
    assert storm.broken() == []


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_at_any_moment(house: House, seed: int) -> None:
    """Killed ten times at seeded moments, the invariants of a storm hold."""
    storm = Storm(house, seed)
    for _ in range(10):
        storm.killed_life()
    storm.quiet_life()
    assert storm.broken() == []
