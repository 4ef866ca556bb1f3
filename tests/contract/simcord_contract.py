"""Listens to every REST request that a bot makes in SimCord, and keeps what Discord would have refused.

SimCord writes each request (its HTTP client's and its webhook adapter's alike) into one log before it answers. The
contract puts a log in its place that also asks `check`, with the caller's stack still standing; nothing else about
the simulation changes, and an error in the contract itself becomes a problem, not an error of the bot.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import quote

from simcord import Env, HttpLogEntry

from tests.contract.builder import OUR_ROOTS, builder
from tests.contract.check import check
from tests.contract.description import ABSENT, find

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BEFORE = "before the contract was attached"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One request that Discord would refuse: what was asked, why it is wrong, and where our code asked it."""

    method: str
    path: str
    problems: tuple[str, ...]
    builder: str

    def __str__(self) -> str:
        told = "\n".join(f"    {problem}" for problem in self.problems)
        return f"{self.method} {self.path}\n  built by {self.builder}\n{told}"


class ContractBrokenError(AssertionError):
    """The bot asked something that Discord would refuse."""


class Contract:
    """The refusals of one or more simulated servers, in the order of the requests."""

    def __init__(self, roots: Sequence[Path] = OUR_ROOTS) -> None:
        self.problems: list[Refusal] = []
        self.requests = 0
        self._roots = roots

    @classmethod
    def attach(cls, env: Env, *, roots: Sequence[Path] = OUR_ROOTS) -> Contract:
        """A contract for this server; attach before `env.start()` to know the builders of its first requests."""
        contract = cls(roots)
        contract.listen(env)
        return contract

    def listen(self, env: Env) -> None:
        """Hear also this server; requests that it has made already are judged now, without their builders."""
        for entry in env.backend.http_requests:
            self._judge(env, entry, BEFORE)
        if not isinstance(env.backend.http_requests, _Log):
            env.backend.http_requests = _Log(env)
        env.backend.http_requests.contracts.append(self)

    def hear(self, env: Env, entry: HttpLogEntry) -> None:
        """Judge a request at the moment of its call."""
        self._judge(env, entry, builder(self._roots))

    def verify(self) -> None:
        """Raise `ContractBrokenError` with every refusal, if there is one."""
        if self.problems:
            raise ContractBrokenError("Discord would refuse:\n\n" + "\n\n".join(map(str, self.problems)))

    def _judge(self, env: Env, entry: HttpLogEntry, place: str) -> None:
        self.requests += 1
        headers = {"X-Audit-Log-Reason": quote(entry.reason, safe="/ ")} if entry.reason else {}
        try:
            found = check(entry.method, entry.path, entry.json, query=entry.params, headers=headers, now=env.now())
        except Exception as error:  # noqa: BLE001 - the bot under test must not meet an error of its observer
            found = (f"the contract itself failed: {error!r}",)
        if found:
            self.problems.append(Refusal(entry.method, entry.path, found, place))


class _Log(list[HttpLogEntry]):
    """SimCord's own log of requests, which tells the contracts of each."""

    def __init__(self, env: Env) -> None:
        super().__init__(env.backend.http_requests)
        self.contracts: list[Contract] = []
        self._env = env

    def append(self, entry: HttpLogEntry) -> None:
        super().append(entry)
        for contract in self.contracts:
            contract.hear(self._env, entry)


@contextmanager
def watch(roots: Sequence[Path] = OUR_ROOTS) -> Iterator[Contract]:
    """One contract for every simulated server that starts within, whoever starts it."""
    contract = Contract(roots)
    start = Env.start

    @wraps(start)
    async def heard(self: Env) -> None:
        contract.listen(self)
        await start(self)

    Env.start = heard  # type: ignore[method-assign]
    try:
        yield contract
    finally:
        Env.start = start  # type: ignore[method-assign]


def headline() -> str:
    """What a test run says at its top about the contract."""
    return "contract: Discord's description is at hand" if find() else f"contract: limits only. {ABSENT}"
