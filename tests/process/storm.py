"""A storm of real kills on the nudge: lives that end by SIGKILL at any moment, and what must hold in spite of them.

A message counts as committed from the moment in which its decision is in the database; Discord may deliver a message
to a process that dies before that, and then nothing is owed (the gateway does not resume over a death). `broken` holds
the whole promise:

1. the database is whole, and a decision with findings, its case and its plan stand or fall together;
2. every case has exactly one notice, in private or (for who takes no private messages) as a line in the channel, and
   every notice has its case: none is lost, none is sent twice, none is sent about what was not committed;
3. every case has exactly one line in the staff's log;
4. nothing is stuck: each nudge was carried out to its end, and the case says how it was delivered;
5. no clean message was touched, and nothing that was said in an undisturbed life was missed.
"""

from __future__ import annotations

import random
import signal
import sqlite3
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.loopback.discord import shapes
from tests.process.house import CLEAN, FANS, STRONG
from tests.process.lives import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.process.house import House

SEND = "POST /channels/*/messages"
CLOSED = 2
"""The fan who takes no private messages."""


@dataclass
class Storm:
    """One storm over one house; the same seed draws the same lives, as far as the machine keeps its pace."""

    house: House
    seed: int
    strong: list[int] = field(default_factory=list)
    clean: list[int] = field(default_factory=list)
    undisturbed: list[int] = field(default_factory=list)
    verdict: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self.house.discord.close_dms(self.house.fan(CLOSED))

    def quiet_life(self) -> None:
        """An undisturbed life: whatever is left is carried out, and so is what is said now."""
        self.house.discord.calm()
        with self.house.life() as life:
            self.house.open(life)
            said = self._say(len(FANS))
            self.undisturbed += said
            self.house.nudged(*said)
            wait_for(lambda: not self._unfinished(), "an empty ledger")
            assert life.end() == 0

    def killed_life(self) -> str:
        """A life that ends by SIGKILL; return what it was doing: starting, resting, or with how many nudges at hand."""
        self._bad_luck()
        self._no_more_waiting()
        early = self._random.random() < 0.25
        with self.house.life() as life:
            if early:
                time.sleep(self._random.uniform(0.0, 0.25))
            else:
                life.ready()
            if life.events("ready"):
                self._say(self._random.randint(1, 4))
                time.sleep(self._random.uniform(0.0, 0.12))
            life.end(signal.SIGKILL)
            started = bool(life.events("ready"))
        at_hand = self.house.rows("select count(*) from plans where state = 'running'")[0][0] if started else 0
        return f"{at_hand} at hand" if at_hand else "resting" if started else "starting"

    def sweep(self, kind: str = "", most: int = sys.maxsize) -> int:
        """Kill a life at each boundary (of one kind) in turn, at `most` so many of them; return how many there were."""
        lives = 0
        while lives < most and self._life_until(lives + 1, kind):
            lives += 1
        return lives

    def _life_until(self, boundary: int, kind: str) -> bool:
        """A life in which one thing is said, and which kills itself at a boundary; return whether it came that far."""
        with self.house.life(die_at=boundary, kind=kind) as life:
            wait_for(lambda: life.events("server taken up") or not life.alive, "a server taken up")
            if life.alive:
                self._say(1)
                wait_for(lambda: not life.alive or not self._unfinished(self.strong[-1]), "the end of a life")
            return life.end() == -signal.SIGKILL

    def broken(self) -> list[str]:
        """Return what does not hold, in words; an empty list is what is promised."""
        return list(self._broken())

    def _say(self, count: int) -> list[int]:
        said = [self.house.says(STRONG, self._random.randrange(len(FANS))) for _ in range(count)]
        self.strong += said
        self.clean.append(self.house.says(CLEAN, self._random.randrange(len(FANS))))
        return said

    def _bad_luck(self) -> None:
        """Requests that take their time, so that a kill finds them under way; some take effect after the death."""
        discord = self.house.discord
        discord.calm()
        for _ in range(self._random.randint(0, 3)):
            discord.fault(SEND, skip=self._random.randint(0, 3), delay=self._random.uniform(0.0, 0.4))
        if self._random.random() < 0.3:
            discord.fault(SEND, skip=self._random.randint(0, 2), effect=True, hang=True)
        if self._random.random() < 0.2:
            discord.fault(SEND, skip=self._random.randint(0, 2), effect=True, lose=True)

    def _no_more_waiting(self) -> None:
        """Let the pauses after lost answers be over: nobody lives now, so the time may as well have passed."""
        if self.house.database.exists():
            with closing(sqlite3.connect(self.house.database)) as asleep:
                if asleep.execute("select 1 from sqlite_master where name = 'plans'").fetchone():
                    asleep.execute("update plans set claimed_until = null where state = 'due'")
                    asleep.commit()

    def _unfinished(self, message: int | None = None) -> bool:
        """Whether a nudge (about this message, or any) is still to be carried out, or its message to be judged."""
        if message is not None:
            return (self.house.plan(message) or ("",))[0] != "done"
        held = "select 1 from plans where dedupe_key like 'nudge:%' and state in ('due', 'running')"
        return bool(self.house.rows(held))

    def _broken(self) -> Iterator[str]:
        rows = self.house.rows
        if (whole := rows("pragma integrity_check")) != [("ok",)]:
            yield f"the database is damaged: {whole}"
        cases = {
            case: (message, delivery) for case, message, delivery in rows("select id, message_id, delivery from cases")
        }
        judged = [message for (message,) in rows("select message_id from moderation_decisions")]
        planned = rows("select dedupe_key, state from plans where dedupe_key like 'nudge:%'")
        about = Counter(message for message, _ in cases.values())
        if about != Counter(judged) or about != Counter(int(key.split(":")[1]) for key, _ in planned):
            yield "decisions, cases and plans do not stand and fall together"
        yield from (f"{key} is {state}" for key, state in planned if state != "done")
        told = Counter(self._told())
        lines = Counter(self._logged())
        for case, (message, delivery) in cases.items():
            number, how = told[case, "dm"] + told[case, "line"], [way for one, way in told if one == case]
            if number != 1 or how != [delivery]:
                yield f"case {case} was told {number} times ({how}), and says {delivery}"
            if lines[message] != 1:
                yield f"case {case} has {lines[message]} lines in the log"
        yield from (f"case {case} was told and does not exist" for case, _ in told if case not in cases)
        yield from (f"clean message {each} was judged" for each in self.clean if about[each])
        yield from (f"message {each} was missed" for each in self.undisturbed if not about[each])

    def _told(self) -> Iterator[tuple[int, str]]:
        """Every notice that Discord shows, as the number of its case and how it was told."""
        for fan in range(len(FANS)):
            for ident in _buttons(self.house.discord.dms(self.house.fan(fan))):
                if ident.startswith("cases:mine:"):
                    yield int(ident.rpartition(".")[2]), "dm"
        for ident in _buttons(self.house.discord.messages(self.house.channel("general"))):
            if ident.startswith("cases:open:"):
                yield int(ident.rpartition(":")[2]), "line"

    def _logged(self) -> Iterator[int]:
        """Every line in the staff's log, as the id of the message that it is about."""
        threads = self.house.discord.act("GET", f"/guilds/{self.house.guild}/threads/active")["threads"]
        for thread in threads:
            for ident in _buttons(self.house.discord.messages(int(thread["id"]))):
                if ident.startswith("moderation:why:"):
                    yield int(ident.rpartition(":")[2])


def _buttons(messages: list[shapes.Json]) -> Iterator[str]:
    for message in messages:
        for part in shapes.parts(message["components"]):
            if "custom_id" in part:
                yield part["custom_id"]
