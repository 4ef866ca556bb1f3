"""What a process test needs at hand: settings and a database in a folder, a server on a loopback Discord, and Ushers.

`House` is one Usher at rest; `House.run` carries a command out to its end; `House.life` is a running Usher, which is
ended at the end of its `with` whatever happens.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.loopback.discord.world import APPLICATION
from tests.process.lives import PATIENCE, ROOT, Life, Nursery, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.loopback.discord import BlockingLoopback

STAFF = ("Community Manager", "Moderator", "Team")
OWNER, FANS = "Ottoline Vane", ("Zephyrine Quill", "Bartholomew Finch", "Odalys Marchetti")
STRONG, CLEAN = "what the fuck was that ending", "what a splendid ending that was"
VIEW = str(1 << 10)
ENDED = "state in ('done', 'dropped')"


@dataclass
class House:
    """One Usher at rest, with the server that it looks after."""

    folder: Path
    discord: BlockingLoopback
    nursery: Nursery
    there: dict[str, Any] = field(default_factory=dict)
    lives: list[Life] = field(default_factory=list)

    @property
    def config(self) -> Path:
        """The folder with the settings."""
        return self.folder / "config"

    @property
    def community(self) -> Path:
        """The folder with the settings of the one community."""
        return self.config / "communities" / "main"

    @property
    def database(self) -> Path:
        """The database's file."""
        return self.folder / "usher.db"

    @property
    def environment(self) -> dict[str, str]:
        """Everything that a child is given, and nothing else."""
        where = {"USHER_CONFIG": str(self.config), "USHER_DATABASE_URL": f"sqlite+aiosqlite:///{self.database}"}
        return {"PATH": os.environ["PATH"]} | where | self.discord.environment()

    def furnish(self) -> None:
        """Make a server with its staff channels and three fans, and settings that name it."""
        places = ["general", "usher-desk", "usher-log"]
        self.there = self.discord.guild("The Velvet Room", channels=places, roles=[*STAFF], members=[OWNER, *FANS])
        hide, show = {"type": 0, "deny": VIEW, "allow": "0"}, {"type": 1, "deny": "0", "allow": VIEW}
        for name in ("usher-desk", "usher-log"):
            overwrites = f"/channels/{self.channel(name)}/permissions"
            self.discord.act("PUT", f"{overwrites}/{self.guild}", hide)
            self.discord.act("PUT", f"{overwrites}/{APPLICATION}", show)
        assert self.run("init", str(self.config)).code == 0
        with (self.community / "community.yaml").open("a", encoding="utf-8") as written:
            written.write(f'\nserver: "{self.guild}"\n')
        self.process("metrics: {enabled: false}")

    def process(self, text: str) -> None:
        """Write what concerns the process rather than the community."""
        (self.config / "usher.yaml").write_text(f"{text}\n", encoding="utf-8")

    @property
    def guild(self) -> int:
        """The id of the server."""
        return int(self.there["id"])

    def channel(self, name: str) -> int:
        """The id of a channel."""
        return int(self.there["channels"][name])

    def fan(self, number: int = 0) -> int:
        """The id of a fan."""
        return int(self.there["members"][FANS[number]])

    def says(self, text: str = STRONG, fan: int = 0) -> int:
        """A fan says something; returns the message's id."""
        return int(self.discord.say(self.fan(fan), self.channel("general"), text)["id"])

    def dm_line(self, fan: int = 0) -> str:
        """The request that writes to a fan."""
        opened = self.discord.act("POST", "/users/@me/channels", {"recipient_id": str(self.fan(fan))})
        return f"POST /channels/{opened['id']}/messages"

    @contextmanager
    def life(
        self, *words: str, humble: bool = False, die_at: int | None = None, kind: str = "", **more: str
    ) -> Iterator[Life]:
        """Have an Usher that runs (or carries out a command) in a child of the nursery.

        `more` are environment variables, and an empty one is left out; the rest is explained in `nursery.Birth`.
        """
        out, err = self._papers()
        how = {"out": str(out), "err": str(err), "words": words, "humble": humble, "die_at": die_at, "kind": kind}
        with self._ending(Life(self.nursery.bear(environment=self._given(more), **how), out, err)) as life:
            yield life

    @contextmanager
    def real_life(self, *words: str, **more: str) -> Iterator[Life]:
        """Have an Usher as a person starts it."""
        out, err = self._papers()
        line = [sys.executable, "-m", "bot", *words]
        with out.open("wb") as stdout, err.open("wb") as stderr:
            pipes = {"stdin": subprocess.DEVNULL, "stdout": stdout, "stderr": stderr}
            child = subprocess.Popen(line, cwd=ROOT, env=self._given(more), **pipes)
        with self._ending(Life(child, out, err)) as life:
            yield life

    def run(self, *words: str, humble: bool = False, **more: str) -> Life:
        """Carry a command out to its end."""
        with self.life(*words, humble=humble, **more) as life:
            life.wait()
        return life

    def _papers(self) -> tuple[Path, Path]:
        number = len(self.lives) + 1
        papers = self.folder / f"life-{number}.out", self.folder / f"life-{number}.err"
        for paper in papers:
            paper.touch()
        return papers

    def _given(self, more: dict[str, str]) -> dict[str, str]:
        return {name: value for name, value in (self.environment | more).items() if value}

    @contextmanager
    def _ending(self, life: Life) -> Iterator[Life]:
        self.lives.append(life)
        try:
            yield life
        finally:
            life.end(signal.SIGKILL)

    def open(self, life: Life) -> Life:
        """Wait until this Usher is ready and looks after the server."""
        wait_for(lambda: life.events("server taken up") or not life.alive, "a server taken up")
        assert life.alive, life.said
        return life

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database, whoever else uses it."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
            return connection.execute(query, values).fetchall()

    def plan(self, message: int) -> tuple[Any, ...] | None:
        """The nudge about a message as `(state, progress)`, or None where there is none."""
        found = self.rows("select state, progress from plans where dedupe_key = ?", f"nudge:{message}")
        return found[0] if found else None

    def nudged(self, *messages: int) -> None:
        """Wait until the nudges about these messages have been carried out to their last step."""
        wait_for(lambda: all((self.plan(each) or ("",))[0] == "done" for each in messages), "nudges carried out")
