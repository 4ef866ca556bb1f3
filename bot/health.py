"""The small web page for monitoring: `/healthz` and `/metrics`, on loopback unless the settings say otherwise.

Owns what is measured about the process. It knows no member and no message.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from bot.storage import plans
from bot.storage.database import DatabaseError

if TYPE_CHECKING:
    from bot.client import UsherClient
    from bot.settings.usher import Metrics

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class HealthError(Exception):
    """The page cannot be served; the message says why and what to do."""


class Health:
    """Serves the state of one Usher."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._registry = CollectorRegistry()
        self._up = self._gauge("up", "Whether Usher is connected and ready")
        self._latency = self._gauge("gateway_latency_seconds", "How long Discord takes to answer a heartbeat")
        self._communities = self._gauge("communities", "How many servers are looked after")
        self._paused = self._gauge("paused_features", "How many features stand still, over all communities")
        self._plans = self._gauge("plans", "Plans in the ledger, by state", "state")
        self._runner: web.AppRunner | None = None
        self._settings: Metrics | None = None

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"usher_{name}", text, labels, registry=self._registry)

    async def serve(self, settings: Metrics) -> None:
        """Serve as these settings say, or not at all. Raises HealthError where that is impossible."""
        if settings == self._settings:
            return
        await self.stop()
        if settings.enabled:
            await self._start(settings)
        self._settings = settings

    async def _start(self, settings: Metrics) -> None:
        app = web.Application()
        app.add_routes([web.get("/healthz", self._healthz), web.get("/metrics", self._metrics)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, settings.host, settings.port).start()
        except OSError as error:
            await self.stop()
            # The loop's own text names addresses in Python's way; the number says the same in a person's.
            number = error.errno or 0
            why = os.strerror(number).lower() if number > 0 else "there is no such address"
            raise HealthError(
                f"The page for monitoring cannot be served at {settings.host}:{settings.port}: {why}. "
                "Choose another metrics.port in usher.yaml, or set metrics.enabled to false."
            ) from None

    async def stop(self) -> None:
        """Stop serving."""
        self._settings = None
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        ready = self._client.is_ready() and not self._client.is_closed()
        return web.json_response({"ready": ready}, status=200 if ready else 503)

    async def _metrics(self, _request: web.Request) -> web.Response:
        house = self._client.house
        self._up.set(self._client.is_ready())
        self._latency.set(self._client.latency)
        self._communities.set(len(house.communities.guild_ids()))
        self._paused.set(len(house.pauses.all()))
        # Without a database, such as at the very end, the last numbers stay.
        with suppress(DatabaseError):
            async with house.database.read() as tx:
                counts = await plans.count_by_state(tx)
            for state in ("due", "running", "done", "stopped", "dropped"):
                self._plans.labels(state).set(counts.get(state, 0))
        return web.Response(body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE})
