"""A stage to test: in this process for what it serves, in one of its own for a real browser."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.rehearsal.player import Played
from bot.rehearsal.playhouse import Playhouse, playhouse
from bot.rehearsal.show import Programme, read_programme
from bot.rehearsal.stage.opening import Stage, stage
from bot.settings.shipped import shipped_dir

if TYPE_CHECKING:
    import io
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

SHIPPED = shipped_dir()
SCENES = ("quiet-word", "in-french")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\?token=\S+")
CLOSED_WITHIN = 20


@dataclass
class Visitor:
    """Somebody at the stage, as far as a browser would speak for them."""

    house: Playhouse
    stage: Stage
    session: aiohttp.ClientSession

    @property
    def root(self) -> str:
        """The address without its token."""
        return self.stage.address.partition("/?")[0]

    async def state(self) -> dict[str, Any]:
        """Return what the page shows at present."""
        async with self.session.get(f"{self.root}/stage/events") as answer:
            async for line in answer.content:
                if line.startswith(b'data: {"server"'):
                    found: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
                    return found
        raise AssertionError("the stage told no state")

    async def does(self, act: str, /, **body: object) -> str | None:
        """Do something; return why it could not be done, or None."""
        async with self.session.post(f"{self.root}/stage/{act}", json=body) as answer:
            assert answer.status == 200
            trouble: str | None = (await answer.json())["trouble"]
            return trouble

    async def says(self, who: str, text: str) -> None:
        """Let a member write a message, as in the open place."""
        async with self.stage.director.turn():
            await self.house.act.say(who, text)

    async def place(self, name: str) -> dict[str, Any]:
        """Return a place by its name."""
        return next(each for each in (await self.state())["places"] if each["name"] == name)


@pytest.fixture(scope="session")
def programme() -> Programme:
    """Two scenes with the shipped settings and cast."""
    return read_programme(SHIPPED, SCENES)


@pytest.fixture
async def house(programme: Programme, log: io.StringIO) -> AsyncIterator[Playhouse]:
    """A server in which Usher was set up, and no stage yet."""
    async with playhouse(SHIPPED, programme.cast) as opened:
        yield opened


@pytest.fixture
async def visitor(house: Playhouse, programme: Programme) -> AsyncIterator[Visitor]:
    """The stage of this server, with scenes still to be played, and somebody who opened its address."""
    played = [Played(scene) for scene in programme.scenes]
    jar = aiohttp.CookieJar(unsafe=True)  # it takes cookies of an address without a name, as browsers do
    async with stage(house, played, port=0) as opened, aiohttp.ClientSession(cookie_jar=jar) as session:
        async with session.get(opened.address) as answer:
            assert answer.status == 200
        yield Visitor(house, opened, session)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install playwright")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("there is no Chromium here; install it (on Debian: apt-get install chromium) to test in a browser")
    return found


@pytest.fixture(scope="module")
def stage_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a stage that `usher rehearse` opened, with nudges that are remembered for a day."""
    config = tmp_path_factory.mktemp("config") / "config"
    shutil.copytree(SHIPPED, config)
    (config / "communities/main/cases.yaml").write_text("nudge: {remember: 1d}\n", encoding="utf-8")
    running = start_rehearsal(config, "--stage")
    try:
        yield await_address(running)
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=CLOSED_WITHIN)
    assert running.returncode == 0


def start_rehearsal(config: Path, *options: str) -> subprocess.Popen[str]:
    """Start `usher rehearse` with two scenes and without a terminal."""
    command = [sys.executable, "-m", "bot", "rehearse", *SCENES, "--config", str(config), *options]
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )


def await_address(running: subprocess.Popen[str]) -> str:
    """Return the address that a rehearsal prints once its stage is open."""
    heard = []
    for line in running.stdout or ():
        heard.append(line)
        if found := ADDRESS.search(line):
            return found[0]
    raise AssertionError("the stage did not open:\n" + "".join(heard))
