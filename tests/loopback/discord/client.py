"""The test's side: starts the process, reaches it, and ends it.

`with BlockingLoopback() as discord:` gives `discord.say(…)`, for tests that fork or start processes; in it,
`async with Loopback(discord) as world:` gives `await world.say(…)`. The verbs are those of `director.Director`; keyword
arguments of both are `world.Settings`.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import ssl
import subprocess
import sys
import tempfile
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import aiohttp
from aiohttp.abc import AbstractResolver

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    import discord

ROOT = Path(__file__).parents[3]
TOKEN = "loopback-token"
POLL = 0.01  # seconds


class Resolver(AbstractResolver):
    """Sends Discord's names to one port of 127.0.0.1, and every other name nowhere."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[dict[str, Any]]:
        """The loopback address, whatever the port asked for."""
        if not host.endswith(("discord.com", "discord.gg", "discordapp.com", "discordapp.net")):
            raise OSError(f"a test reached for {host}:{port}")
        return [{"hostname": host, "host": "127.0.0.1", "port": self.port, "family": family or socket.AF_INET,
                 "proto": 0, "flags": socket.AI_NUMERICHOST}]  # fmt: skip

    async def close(self) -> None:
        """Nothing to close."""


class BlockingLoopback:
    """A loopback Discord for tests of processes: its verbs return when they are done."""

    def __init__(self, **settings: object) -> None:
        self.settings, self.token = settings, settings.get("token", TOKEN)

    def start(self) -> None:
        """Start the process, and wait until it listens."""
        self._folder = tempfile.TemporaryDirectory(prefix="loopback-")
        self.ca = Path(self._folder.name) / "ca.pem"
        line = [sys.executable, "-m", "tests.loopback.discord", self._folder.name, json.dumps(self.settings)]
        self.process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE)
        answer = self.process.stdout.readline()
        if not answer:
            self.stop()
            raise RuntimeError("the loopback Discord did not start")
        self.ports: dict[str, int] = json.loads(answer)

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.stdout.close()
        self.process.wait(10)
        self._folder.cleanup()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                assert self.troubles() == []
        finally:
            self.stop()

    def environment(self) -> dict[str, str]:
        """For a child process, which needs no TLS then: its token, and where Discord is."""
        return {"DISCORD_TOKEN": self.token, "USHER_API_BASE": f"http://127.0.0.1:{self.ports['plain']}/api"}

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        if verb.startswith("_") or verb in {"process", "ports", "ca"}:
            raise AttributeError(verb)
        return partial(self.call, verb)

    def call(self, verb: str, *args: object, **kwargs: object) -> object:
        """Carry out a verb; `LookupError` says why it could not be."""
        line = http.client.HTTPConnection("127.0.0.1", self.ports["control"])
        try:
            line.request("POST", "/", json.dumps({"verb": verb, "args": args, "kwargs": kwargs}))
            response = line.getresponse()
            body = response.read()
        finally:
            line.close()
        if response.status != 200:
            raise LookupError(body.decode())
        return json.loads(body)


class Loopback:
    """A new world in a loopback Discord that runs already, for tests with a loop: every verb is awaited."""

    def __init__(self, at: BlockingLoopback, **settings: object) -> None:
        self.at, self.settings, self.token = at, settings, at.token

    async def __aenter__(self) -> Self:
        await self.reset(**self.settings)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                assert await self.troubles() == []
        finally:
            await self.reset()
            # Half-open connections break only now; their transports close when the loop hears of it.
            await asyncio.sleep(POLL)

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        return partial(asyncio.to_thread, self.at.call, verb)

    def connector(self) -> aiohttp.TCPConnector:
        """For `discord.Client(connector=…)` or `build(…, connector=…)`, inside the running loop."""
        trust = ssl.create_default_context(cafile=str(self.at.ca))
        return aiohttp.TCPConnector(limit=0, resolver=Resolver(self.at.ports["tls"]), ssl=trust)

    @asynccontextmanager
    async def run(self, client: discord.Client) -> AsyncIterator[None]:
        """Have a client, made with this loopback's connector, from ready to closed."""
        running = asyncio.create_task(client.start(self.token))
        try:
            await self.wait_for(lambda: client.is_ready() or running.done())
            if running.done():
                await running
            yield
        finally:
            await client.close()
            await asyncio.wait([running])

    async def wait_for(self, probe: Callable[[], Any], *, timeout: float = 10.0) -> object:  # noqa: ASYNC109
        """Ask `probe` (a function, or a function that returns something to await) until its answer is true."""
        async with asyncio.timeout(timeout):
            while True:
                found = probe()
                found = await found if asyncio.iscoroutine(found) else found
                if found:
                    return found
                await asyncio.sleep(POLL)
