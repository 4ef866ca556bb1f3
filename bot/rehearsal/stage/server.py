"""The stage's web server: the page, its state as it changes, and one address for each thing that can be done."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from pydantic import ValidationError

from bot.rehearsal.acting import CannotActError
from bot.rehearsal.cast import Person
from bot.rehearsal.stage.guard import add_headers, guard
from bot.rehearsal.stage.relay import Relay

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.rehearsal.stage.director import Director

PAGE: Final = Path(__file__).parent / "page"
LARGEST: Final = 27 * 1024 * 1024
"""What SimCord takes at most in one request, and some room."""


def make_app(director: Director, token: str, port: int) -> web.Application:
    """Return the application that serves this stage at this port."""
    app = web.Application(middlewares=[guard(token, port)], client_max_size=LARGEST)
    app.on_response_prepare.append(add_headers)
    relay, stage = Relay(director), _Stage(director)
    app.cleanup_ctx.append(relay.connect)
    app.add_routes(
        [
            web.get("/", _file("index.html")),
            *(web.get(f"/stage/{each.name}", _file(each.name)) for each in PAGE.iterdir() if each.suffix != ".html"),
            web.get("/stage/events", stage.events),
            web.post("/stage/look", stage.does(lambda body: director.look_at(int(body["place"])))),
            web.post("/stage/be", stage.does(lambda body: director.be(str(body["who"])))),
            web.post("/stage/clock", stage.does(lambda body: director.move(str(body["by"])))),
            web.post("/stage/play", stage.does(lambda body: director.play(str(body["scene"])))),
            web.post("/stage/welcome", stage.does(lambda body: director.welcome(_fan(body)))),
            web.route("*", "/{rest:.*}", relay.answer),
        ]
    )
    return app


def _file(name: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def serve(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / name)

    return serve


def _fan(body: dict[str, Any]) -> Person:
    """Return the fan whom a form describes; raises CannotActError with what is wrong."""
    try:
        return Person(
            name=body["name"],
            locale=body["locale"],
            here_for=timedelta(days=int(body["days"])),
            direct_messages=body["direct_messages"],
        )
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0]).replace("_", " ")
        raise CannotActError(f"a fan needs another {field} than this") from None


class _Stage:
    def __init__(self, director: Director) -> None:
        self._director = director

    def does(
        self, act: Callable[[dict[str, Any]], Awaitable[object]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        """Return what answers a press on the page: with nothing, or with why it could not be done."""

        async def answer(request: web.Request) -> web.Response:
            if request.content_type != "application/json":
                raise web.HTTPUnsupportedMediaType
            try:
                await act(await request.json())
            except CannotActError as error:
                return web.json_response({"trouble": str(error)})
            except (KeyError, TypeError, ValueError):
                raise web.HTTPBadRequest from None
            return web.json_response({"trouble": None})

        return answer

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Send the state of the stage at once and whenever it changes."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with suppress(ConnectionError):  # the page was closed
            await self._tell(response)
        return response

    async def _tell(self, response: web.StreamResponse) -> None:
        bulletin, seen = self._director.bulletin, -1
        while not bulletin.closed:
            await _send(response, "now", self._director.house.env.now().isoformat())
            if bulletin.number != seen:
                seen = bulletin.number
                await _send(response, "state", bulletin.state)
            await bulletin.next()
        await _send(response, "closed", None)


async def _send(response: web.StreamResponse, name: str, value: object) -> None:
    await response.write(f"event: {name}\ndata: {json.dumps(value)}\n\n".encode())
