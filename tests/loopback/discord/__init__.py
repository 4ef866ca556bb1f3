"""A Discord in a process of its own on 127.0.0.1, for what an in-process simulation cannot show.

It speaks TLS, REST with real rate-limit headers, and the gateway with compression, resuming and every kind of
broken line, so that an unmodified client can be measured and hurt. It judges nothing that a script does not ask it to:
permissions and most limits belong to the simulated server and to the published description.

`Loopback` and `connector` are the two names that tests use; the verbs are the public methods of `director.Director`.
"""

from __future__ import annotations

from tests.loopback.discord.client import BlockingLoopback, Loopback, connector

__all__ = ["BlockingLoopback", "Loopback", "connector"]
