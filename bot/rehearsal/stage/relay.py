"""The relay: SimCord's preview under the stage's own address, so that it can stand inside the page.

SimCord forbids that its page is framed, and answers at another port each time; from here it stands at one place, behind
the same token, without the tools that are for developers. What it sends on is otherwise untouched.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

import aiohttp
from aiohttp import web

if TYPE_CHECKING:
    from bot.rehearsal.stage.director import Director

PAGE: Final = "/channel"
"""Where SimCord's page stands; everything that it loads stands at the root, as it expects."""

CAPABILITY: Final = "X-Simcord-Capability"
OURS: Final = '<link rel="stylesheet" href="/stage/channel.css"></head>'
_SENT_ON: Final = ("Content-Type", CAPABILITY, "X-Simcord-Context", "Range")
_SENT_BACK: Final = ("Content-Type", "Content-Disposition", "Content-Security-Policy", "Cache-Control")
_GIVEN_UP_AFTER: Final = aiohttp.ClientTimeout(total=120)
_CHANNEL: Final = re.compile(rb"<#(\d{15,20})>")
_FONTS: Final = "private, max-age=86400, immutable"


class Relay:
    """Hands requests on to the preview that is open. What does something there waits for its turn."""

    def __init__(self, director: Director) -> None:
        self._director = director
        self._session = aiohttp.ClientSession(timeout=_GIVEN_UP_AFTER, auto_decompress=True)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._session.close()

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        """Answer a request as the open preview does."""
        screen = self._director.screen
        if request.headers.get(CAPABILITY, screen.capability) != screen.capability:
            # A page that was open before says goodbye, or asks for what is gone.
            return web.Response(status=204 if request.method == "DELETE" else 410)
        if request.method == "POST" and request.path == "/api/action":
            async with self._director.turn():
                return await self._hand_on(request)
        return await self._hand_on(request)

    async def _hand_on(self, request: web.Request) -> web.Response:
        address = self._director.screen.address
        if address is None:
            return web.Response(status=410)
        path = "/" if request.path == PAGE else request.path_qs
        headers = {name: request.headers[name] for name in _SENT_ON if name in request.headers}
        body = await request.read()
        try:
            async with self._session.request(request.method, address + path, data=body, headers=headers) as answer:
                return _answer(request, answer.status, self._named(await answer.read()), answer.headers)
        except aiohttp.ClientError:
            return web.Response(status=410)  # another preview was opened meanwhile

    def _named(self, body: bytes) -> bytes:
        """Put in the names of channels where SimCord knows none: in direct messages, which belong to no server."""
        if not self._director.screen.direct:
            return body
        names = self._director.house.names
        return _CHANNEL.sub(lambda found: json.dumps(names.channel(int(found[1])))[1:-1].encode(), body)


def _answer(request: web.Request, status: int, body: bytes, headers: aiohttp.typedefs.LooseHeaders) -> web.Response:
    sent = {name: value for name, value in dict(headers).items() if name in _SENT_BACK or name.startswith("X-")}
    sent.pop("X-Frame-Options", None)
    policy = str(sent.get("Content-Security-Policy", "default-src 'none'"))
    sent["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    if request.path.startswith("/fonts/") and status == web.HTTPOk.status_code:
        sent["Cache-Control"] = _FONTS  # thirty megabytes, and the name of each holds its version
    if request.path == PAGE:
        body = body.replace(b"</head>", OURS.encode(), 1)
    return web.Response(status=status, body=body, headers=sent)
