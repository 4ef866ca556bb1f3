from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import web

from bot.rehearsal.stage.guard import add_headers, guard
from bot.rehearsal.stage.opening import _listen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "a-token"  # an example


async def _hello(_request: web.Request) -> web.Response:
    return web.Response(text="hello")


@asynccontextmanager
async def guarded() -> AsyncIterator[str]:
    """Serve something behind the guard; give its address."""
    listening = _listen(0)
    port = listening.getsockname()[1]
    app = web.Application(middlewares=[guard(TOKEN, port)])
    app.on_response_prepare.append(add_headers)
    app.router.add_route("*", "/", _hello)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        await runner.cleanup()


async def ask(address: str, *, method: str = "GET", **headers: str) -> tuple[int, dict[str, str]]:
    """Ask once, without any cookie of before; return the status and the headers of the answer."""
    async with (
        aiohttp.ClientSession() as session,
        session.request(
            method, address, headers={name.replace("_", "-"): each for name, each in headers.items()}
        ) as got,
    ):
        return got.status, {name.title(): value for name, value in got.headers.items()}


async def test_nobody_comes_in_without_the_token() -> None:
    """A request without the token, with another one, or with it in the wrong place is turned away."""
    async with guarded() as address:
        assert (await ask(address))[0] == 403
        assert (await ask(f"{address}?token=another"))[0] == 403
        assert (await ask(f"{address}?token="))[0] == 403
        assert (await ask(address, Authorization=TOKEN))[0] == 403
        assert (await ask(f"{address}?token=é"))[0] == 403


async def test_the_token_comes_once_in_the_address_and_then_in_a_cookie() -> None:
    """The cookie is closed to scripts and to other sites, belongs to this port, and is enough from then on."""
    async with guarded() as address:
        status, headers = await ask(f"{address}?token={TOKEN}")
        assert status == 200
        cookie = headers["Set-Cookie"]
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
        port = address.rstrip("/").rpartition(":")[2]
        assert cookie.startswith(f"usher-stage-{port}=")
        status, headers = await ask(address, Cookie=cookie.split(";")[0])
        assert (status, "Set-Cookie" in headers) == (200, False)


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1", "127.0.0.1:1", "stage.example.org:{port}", "[::1]:{port}"]
)
async def test_another_host_is_turned_away(host: str) -> None:
    """A name that somebody points at this machine does not lead in, whatever it knows."""
    async with guarded() as address:
        port = address.rstrip("/").rpartition(":")[2]
        assert (await ask(f"{address}?token={TOKEN}", Host=host.format(port=port)))[0] == 403


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://127.0.0.1:1", "http://localhost"])
async def test_another_page_is_turned_away(origin: str) -> None:
    """What another page sends is not heard, and nothing invites it to read an answer."""
    async with guarded() as address:
        for method in ("GET", "POST", "OPTIONS"):
            status, headers = await ask(f"{address}?token={TOKEN}", method=method, Origin=origin)
            assert status == 403
            assert not any(name.startswith("Access-Control") for name in headers)
        assert (await ask(f"{address}?token={TOKEN}", method="POST", Origin=address.rstrip("/")))[0] == 200


async def test_every_answer_says_what_may_be_done_with_it() -> None:
    """Also a refusal: nothing from elsewhere, no frame around it, nothing kept, nothing guessed."""
    async with guarded() as address:
        for asked in (address, f"{address}?token={TOKEN}"):
            _, headers = await ask(asked)
            policy = dict(each.split(" ", 1) for each in headers["Content-Security-Policy"].split("; "))
            assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
            assert policy["script-src"] == policy["connect-src"] == "'self'"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["Cache-Control"] == "no-store"
