"""The process: `python -m tests.loopback.discord FOLDER [SETTINGS as JSON]`.

It writes the certificate into FOLDER, listens on three ports of 127.0.0.1 (TLS, plain, control), prints them as one
line of JSON, and ends with the process that started it.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import sys
from pathlib import Path

import orjson
from aiohttp import web

from tests.loopback.discord import certificate
from tests.loopback.discord.director import Director
from tests.loopback.discord.world import Refused, Settings

PARENT_CHECK = 0.5  # seconds


def plain_json(value: object) -> object:
    """Let ranges, sets and the like of the world pass as JSON."""
    return str(value)


async def control(director: Director, request: web.Request) -> web.Response:
    """Carry out one verb: `{"verb", "args", "kwargs"}`."""
    asked = orjson.loads(await request.read())
    try:
        result = getattr(director, asked["verb"])(*asked["args"], **asked["kwargs"])
        result = await result if asyncio.iscoroutine(result) else result
    except (Refused, LookupError, StopIteration, TypeError, AttributeError, ValueError) as error:
        return web.Response(status=400, text=f"{asked['verb']}: {type(error).__name__}: {error}")
    return web.Response(body=orjson.dumps(result, default=plain_json))


async def listen(app: web.Application, context: ssl.SSLContext | None) -> int:
    """Serve an application on a free port, and return the port."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context, backlog=1024)
    await site.start()
    return runner.addresses[-1][1]


async def main(folder: Path, settings: Settings) -> None:
    """Serve until the parent is gone."""
    parent = os.getppid()
    certificate.write(folder)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(folder / "server.pem")
    director = Director(settings)
    limit = {"client_max_size": 64 * 1024 * 1024}
    discord, controls = web.Application(**limit), web.Application(**limit)
    discord.router.add_route("*", "/{tail:.*}", director.answer)
    controls.router.add_post("/", lambda request: control(director, request))
    ports = {"tls": await listen(discord, tls), "plain": await listen(discord, None)}
    ports["control"] = await listen(controls, None)
    director.plain_url = director.world.plain_url = f"http://127.0.0.1:{ports['plain']}"
    print(orjson.dumps(ports).decode(), flush=True)  # noqa: T201 - the parent waits for this line
    while os.getppid() == parent:  # noqa: ASYNC110 - nothing tells of a parent's end
        await asyncio.sleep(PARENT_CHECK)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Settings(**orjson.loads(sys.argv[2] if len(sys.argv) > 2 else "{}"))))
