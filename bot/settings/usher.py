"""`usher.yaml`: what concerns the process rather than one community.

Secrets are not here; they come from the environment.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bot.settings.model import Model


class Log(Model):
    """What the process writes to its log."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    """How much to write. The text of messages is never written, at any level."""


class Metrics(Model):
    """The small web page for monitoring: /healthz and /metrics."""

    enabled: bool = True
    """Whether to serve it."""

    host: Annotated[str, StringConstraints(min_length=1, max_length=253)] = "127.0.0.1"
    """The address to listen on. 127.0.0.1 can be reached from this machine only."""

    port: Annotated[int, Field(ge=0, le=65535)] = 8421
    """The port to listen on; 0 takes any free one."""


class UsherFile(Model):
    """Settings of the Usher process."""

    log: Log = Log()
    """The log."""

    metrics: Metrics = Metrics()
    """Monitoring."""
