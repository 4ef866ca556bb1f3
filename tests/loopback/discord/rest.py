"""REST: finds the route of a request, lets bad luck have its way, and writes every request down.

A route is a plain function `(world, call, **path)` that returns the body to send (None is 204) or raises `Refused`.
Routes do not await, so that each takes effect as a whole or not at all.
"""

from __future__ import annotations

import asyncio
import re
import time
import traceback
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import orjson
from aiohttp import web

from tests.loopback.discord.misfortune import bucket
from tests.loopback.discord.world import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loopback.discord.gateway import Gateway
    from tests.loopback.discord.misfortune import Luck
    from tests.loopback.discord.shapes import Json
    from tests.loopback.discord.world import World

    Route = tuple[str, Callable[..., Any], Json]

PREFIX = re.compile(r"^(/api)?(/v\d+)?(?=/)")
OPEN_DOORS = ("/interactions/", "/webhooks/")  # they need no token, or carry one in the path
ROUTES: list[tuple[str, re.Pattern[str], str, Callable[..., Any]]] = []


@dataclass
class Call:
    """One request as it came in, and what was answered: a status, `lost` or `held`."""

    method: str
    path: str
    query: dict[str, str]
    secure: bool = True
    at: float = field(default_factory=time.time)
    body: Any = None
    files: Json = field(default_factory=dict)  # by field, the name and size of what was uploaded
    reason: str | None = None
    status: int | str | None = None


def route(*lines: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function for lines such as `GET PATCH /channels/{channel}`; numbers in a path arrive as int."""

    def keep(function: Callable[..., Any]) -> Callable[..., Any]:
        for line in lines:
            *methods, template = line.split(" ")
            pattern = re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", template) + "$")
            ROUTES.extend((method, pattern, f"{method} {template}", function) for method in methods)
        # Words before parameters: `@me` is no user's id.
        ROUTES.sort(key=lambda one: one[2].count("{"))
        return function

    return keep


def seek(method: str, path: str) -> Route | None:
    """The route of a request: its template, its function and the arguments in its path."""
    for known, pattern, template, function in ROUTES:
        if known == method and (found := pattern.match(path)):
            return template, function, {k: int(v) if v.isdigit() else v for k, v in found.groupdict().items()}
    return None


class Rest:
    """The HTTP side of the world."""

    def __init__(self, world: World, luck: Luck, gateway: Gateway) -> None:
        self.world, self.luck, self.gateway = world, luck, gateway
        self.calls: deque[Call] = deque(maxlen=200_000)
        self.unknown: list[str] = []
        self.errors: list[str] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, or open a socket."""
        socket = request.headers.get("Upgrade", "").lower() == "websocket"
        call = await self._read(request, socket=socket)
        line, found = f"{call.method} {call.path}", seek(call.method, call.path)
        fault = self.luck.of(line)
        await asyncio.sleep(fault.delay)
        broken = bool(fault.status or fault.lose or fault.hang)
        if socket and not broken:
            return await self.gateway.serve(request)
        response = None if broken and not fault.effect else self._carry_out(request, call, found)
        if fault.status:
            headers = fault.headers() | bucket(found[0] if found else line)
            response = self._json(fault.status, fault.body(), headers)
        call.status = "held" if fault.hang else "lost" if fault.lose else response.status if response else None
        while fault.hang and request.transport and not request.transport.is_closing():  # noqa: ASYNC110 - a held line
            await asyncio.sleep(0.05)
        if response is None or fault.lose:
            if request.transport:
                request.transport.abort()
            return web.Response()
        return response

    async def _read(self, request: web.Request, *, socket: bool) -> Call:
        path = "/gateway-socket" if socket else PREFIX.sub("", request.path)
        call = Call(request.method, path, dict(request.query), request.secure)
        call.reason = unquote(request.headers.get("X-Audit-Log-Reason", "")) or None
        kind = request.headers.get("Content-Type", "")
        if kind.startswith("multipart/"):
            async for part in await request.multipart():
                data = await part.read(decode=False)
                if part.name == "payload_json":
                    call.body = orjson.loads(data)
                else:
                    call.files[part.name] = {"name": part.filename, "size": len(data)}
        elif data := await request.read():
            call.body = orjson.loads(data)
        self.calls.append(call)
        return call

    def _carry_out(self, request: web.Request, call: Call, found: Route | None) -> web.Response:
        if not call.path.startswith(OPEN_DOORS):
            token = request.headers.get("Authorization", "")
            if token != f"Bot {self.world.settings.token}" and call.path != "/gateway":
                return self._json(401, {"message": "401: Unauthorized", "code": 0}, {})
        if not found:
            self.unknown.append(f"{call.method} {call.path}")
            return self._json(404, {"message": "404: Not Found", "code": 0}, {})
        return self._run(call, *found)

    def _run(self, call: Call, template: str, function: Callable[..., Any], path: Json) -> web.Response:
        headers = bucket(template)
        try:
            body = function(self.world, call, **path)
        except Refused as no:
            return self._json(no.status, {"message": str(no), "code": no.code}, headers)
        except Exception:  # noqa: BLE001 - a fault of the instrument must reach the test as one
            self.errors.append(f"{template}\n{traceback.format_exc()}")
            return self._json(400, {"message": "The loopback Discord failed", "code": 0}, headers)
        return self._json(204 if body is None else 200, body, headers)

    def _json(self, status: int, body: object, headers: dict[str, str]) -> web.Response:
        if body is None:
            return web.Response(status=status, headers=headers)
        # The client compares the content type as a whole: no charset may follow.
        headers = headers | {"Content-Type": "application/json"}
        return web.Response(status=status, body=orjson.dumps(body), headers=headers)
