"""The server of the bench, the settings that fit it, and the bots that are put into it, each in a process of its own.

Each bot has a loopback Discord to itself, so that the two sides of a pair stand side by side and are measured in turn.
"""

from __future__ import annotations

import json
import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from tests.bench.evening import FANS
from tests.loopback.discord import BlockingLoopback
from tests.loopback.discord.world import APPLICATION

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CHANNELS = ("general", "theories", "fan-art", "off-topic")
STAFF_ONLY = ("usher-desk", "usher-log")
STAFF_ROLES = ("Community Manager", "Moderator", "Team")
FAN_ROLES = ("Regular", "Artist", "Lisbon", "Porto", "English", "Français", "Theories", "Premiere 2024")
PATIENCE = 120.0  # seconds, for anything that a bot is to tell
VIEW_CHANNEL = 1 << 10
MEGABYTE = 1 << 20
ENDED = "the process ended"


class Bot:
    """A bot in a process of its own, and what it tells: every line of JSON that it writes and that names an event."""

    def __init__(self, line: list[str], environment: dict[str, str]) -> None:
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *line], cwd=ROOT, env=os.environ | environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self._lines: deque[str] = deque(maxlen=20)
        self._told: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self._lines.append(line)
            if line.startswith("{"):
                self._told.put({"at": time.monotonic(), **json.loads(line)})
        self._told.put({"event": ENDED})

    def hear(self, event: str) -> dict[str, Any]:
        """Wait until the bot tells of an event; `at` is when. Raises RuntimeError with its last lines otherwise."""
        told: dict[str, Any] = {}
        while told.get("event") != event:
            try:
                told = self._told.get(timeout=PATIENCE)
            except queue.Empty:
                told = {"event": ENDED}
            if told["event"] == ENDED:
                raise RuntimeError(f"{event!r} did not happen\n{''.join(self._lines)}")
        return told

    def memory(self) -> float:
        """Return how much memory the process holds, in megabytes."""
        return psutil.Process(self.process.pid).memory_info().rss / MEGABYTE

    def work(self) -> float:
        """Return how many seconds of a processor the process has used."""
        used = psutil.Process(self.process.pid).cpu_times()
        return used.user + used.system

    def pause(self) -> None:
        """Stop the process where it stands; what is sent to it waits at its door."""
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> float:
        """Let the process go on; return the instant, in the time in which it tells."""
        self.process.send_signal(signal.SIGCONT)
        return time.monotonic()

    def stop(self) -> None:
        """Kill the process."""
        self.process.kill()
        self.process.wait(10)


@dataclass
class House:
    """A loopback Discord with one server in it, ready for a bot. Ids are numbers."""

    discord: BlockingLoopback
    folder: Path
    guild: int
    channels: dict[str, int]
    members: list[int]

    @property
    def config(self) -> Path:
        """Settings that know this server: those that Usher ships, and its id."""
        return self.folder / "config"

    def database(self, name: str = "usher") -> str:
        """Return the address of a database of this house."""
        return f"sqlite+aiosqlite:///{self.folder / name}.db"

    @contextmanager
    def bot(self, name: str) -> Iterator[Bot]:
        """Run `bare` or `usher` with a counter, in place and without the two seconds that discord.py waits for more."""
        line = ["tests.bench.bare", "--hurry"]
        if name == "usher":
            line = ["tests.bench.usher", str(self.config), self.database()]
        with self.run(line) as bot:
            bot.hear("in place")
            yield bot

    @contextmanager
    def run(self, line: list[str]) -> Iterator[Bot]:
        """Run any module as a bot in this house."""
        told = self.discord.environment()
        bot = Bot(line, told | {"USHER_API_BASE": told["USHER_API_BASE"] + "/v10", "PYTHONWARNINGS": "ignore"})
        try:
            yield bot
        finally:
            bot.stop()


@contextmanager
def house(folder: Path, *, fans: int = FANS, crowd: int = 0) -> Iterator[House]:
    """Open a house with so many fans, who have up to four roles each, and a crowd that has none."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(7)
    members = [{"name": f"fan{one}", "roles": chance.sample(FAN_ROLES, chance.randint(0, 4))} for one in range(fans)]
    # An answer may take as long as it takes here: how long is what is measured.
    with BlockingLoopback(ack_window=PATIENCE, heartbeat=300.0) as discord:
        made = discord.guild(
            channels=[*CHANNELS, *STAFF_ONLY], roles=[*STAFF_ROLES, *FAN_ROLES],
            members=["owner", *members], crowd=crowd,
        )  # fmt: skip
        view, nothing = str(VIEW_CHANNEL), "0"
        for name in STAFF_ONLY:
            where = f"/channels/{made['channels'][name]}/permissions"
            discord.act("PUT", f"{where}/{APPLICATION}", {"type": 1, "allow": view, "deny": nothing})
            discord.act("PUT", f"{where}/{made['id']}", {"type": 0, "allow": nothing, "deny": view})
        ids = [ident for name, ident in made["members"].items() if name != "owner"]
        here = House(discord, folder, made["id"], made["channels"], ids)
        _settle(here)
        yield here


def _settle(here: House) -> None:
    """Write the settings: the shipped ones, with the server's id, and with a free port for metrics."""
    shutil.copytree(ROOT / "config", here.config)
    community = here.config / "communities" / "main" / "community.yaml"
    community.write_text(f'{community.read_text(encoding="utf-8")}\nserver: "{here.guild}"\n', encoding="utf-8")
    process = here.config / "usher.yaml"
    process.write_text(process.read_text(encoding="utf-8").replace("port: 8421", "port: 0"), encoding="utf-8")
