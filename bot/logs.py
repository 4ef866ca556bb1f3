"""The process's own log: one JSON object a line, without message text, names or tokens.

Owns how lines look and what must never be in them. Which events are logged is the business of whoever logs.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{20,}|(?<=/webhooks/)\d+/[\w-]+")
_NEVER = frozenset({"content", "text", "name", "username", "nick", "display_name", "token", "excerpt"})


def scrub(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out what is never logged: by its key, and whatever looks like a token."""
    for key in _NEVER & event.keys():
        event[key] = "…"
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _TOKEN.sub("…", value)
    return event


def _only_where(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace an exception by its kind and place: its text could hold a person's words."""
    from cogs.door import trace  # noqa: PLC0415 -- the door knows how

    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else (sys.exc_info()[1] if found is True else found)
    if isinstance(error, BaseException):
        event["kind"], event["trace"] = type(error).__name__, trace(error)
    return event


def _library(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep of a library's line only its template: what is filled in could be a name."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord) and not event.get("_from_structlog"):
        event["event"] = str(record.msg)
        event.pop("positional_args", None)
    return event


def start_logging(level: str = "info", stream: Any = None) -> None:  # noqa: ANN401 -- any text stream
    """Log to `stream` (default: stderr) from this level on, our own lines and those of libraries alike."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                _library,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _only_where,
                scrub,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for noisy in ("discord", "aiosqlite", "sqlalchemy", "alembic", "aiohttp"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
