"""The relay: SimCord's preview under the stage's own address, so that it can stand inside the page.

SimCord forbids that its page is framed, and answers at another port each time; from here it stands at one place, behind
the same token, without the tools that are for developers, and with names in it. The rest is sent on untouched.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

import aiohttp
from aiohttp import web

from bot.rehearsal.stage.naming import with_names

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from bot.rehearsal.stage.director import Director

PAGE: Final = "/channel"
"""Where SimCord's page stands; everything that it loads stands at the root, as it expects."""

CAPABILITY: Final = "X-Simcord-Capability"
OURS: Final = b'<link rel="stylesheet" href="/stage/channel.css"></head>'
_SENT_ON: Final = ("Content-Type", CAPABILITY, "X-Simcord-Context", "Range")
_SENT_BACK: Final = ("Content-Type", "Content-Disposition", "Content-Security-Policy", "Cache-Control")
_GIVEN_UP_AFTER: Final = aiohttp.ClientTimeout(total=120)
_FONTS: Final = "private, max-age=86400, immutable"
_TOO_EARLY: Final = b'"stale-revision"'


class Found(NamedTuple):
    """What SimCord answered."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class Relay:
    """Hands requests on to the preview that is open. What does something there waits for its turn."""

    def __init__(self, director: Director) -> None:
        self._director = director
        self._session: aiohttp.ClientSession | None = None

    async def connect(self, _app: web.Application) -> AsyncIterator[None]:
        """Hold connections for as long as the application runs."""
        async with aiohttp.ClientSession(timeout=_GIVEN_UP_AFTER) as self._session:
            yield

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a request as the open preview does."""
        screen = self._director.screen
        if request.headers.get(CAPABILITY, screen.capability) != screen.capability:
            # A page that was open before says goodbye, or asks for what is gone.
            return web.Response(status=204 if request.method == "DELETE" else 410)
        try:
            if request.method == "POST" and request.path == "/api/action":
                async with self._director.turn():
                    found = await self._act(request)
            else:
                path = "/" if request.path == PAGE else request.path_qs
                found = await self._ask(request.method, path, await request.read(), _headers(request))
        except aiohttp.ClientError:
            return web.Response(status=410)  # another preview was opened meanwhile
        return _answer(request, found)

    async def _act(self, request: web.Request) -> Found:
        """Do something in the open place.

        The clock and the scenes change the place below a person's hand: whoever presses what they see a moment too
        early for SimCord presses it all the same, if it is still there.
        """
        headers, body = _headers(request), await request.read()
        found = await self._ask("POST", request.path, body, headers)
        if _TOO_EARLY not in found.body or request.content_type != "application/json":
            return found
        state = json.loads((await self._ask("GET", "/api/state", b"", headers)).body)
        again = json.loads(body) | {"published_revision": state["publishedRevision"]}
        return await self._ask("POST", request.path, json.dumps(again).encode(), headers)

    async def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Found:
        """Return what SimCord answers; raises aiohttp's ClientError where it cannot."""
        address = self._director.screen.address
        if address is None or self._session is None:
            raise aiohttp.ClientError
        async with self._session.request(method, address + path, data=body, headers=headers) as answer:
            return Found(
                answer.status, with_names(await answer.read(), self._director.house.names), dict(answer.headers)
            )


def _headers(request: web.Request) -> dict[str, str]:
    return {name: request.headers[name] for name in _SENT_ON if name in request.headers}


def _answer(request: web.Request, found: Found) -> web.Response:
    sent = {name: value for name, value in found.headers.items() if name in _SENT_BACK or name.startswith("X-")}
    sent.pop("X-Frame-Options", None)
    policy = sent.get("Content-Security-Policy", "default-src 'none'")
    sent["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    if request.path.startswith("/fonts/") and found.status == web.HTTPOk.status_code:
        sent["Cache-Control"] = _FONTS  # thirty megabytes, and the name of each holds its version
    body = found.body.replace(b"</head>", OURS, 1) if request.path == PAGE else found.body
    return web.Response(status=found.status, body=body, headers=sent)
