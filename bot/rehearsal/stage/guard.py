"""Who may speak to the stage: only this machine, only with the token, only from the stage's own page.

The token comes once in the address and then in a cookie that no other site can send along and no script can read.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp.typedefs import Middleware

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST: Final = "127.0.0.1"
QUERY: Final = "token"
TURNED_AWAY: Final = "This stage opens with the whole address that usher rehearse printed, token included.\n"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer says, unless it says something else itself."""


def guard(token: str, port: int) -> Middleware:
    """Return what turns away every request that does not belong here."""
    cookie = f"usher-stage-{port}"
    hosts = {f"{HOST}:{port}", f"localhost:{port}"}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if request.host not in hosts or (origin is not None and origin != f"http://{request.host}"):
            raise web.HTTPForbidden(text=TURNED_AWAY)
        by_query = _same(request.query.get(QUERY), token)
        if not by_query and not _same(request.cookies.get(cookie), token):
            raise web.HTTPForbidden(text=TURNED_AWAY)
        response = await handler(request)
        if by_query and not response.prepared:
            response.set_cookie(cookie, token, httponly=True, samesite="Strict", path="/")
        return response

    return check


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Add what every answer says."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def _same(given: str | None, token: str) -> bool:
    return given is not None and hmac.compare_digest(given.encode(), token.encode())
