"""The process's own log: one JSON object a line, without message text, names or tokens.

Owns how lines look and what must never be in them. Which events are logged is the business of whoever logs. Of what a
library says only the template is kept, and of an error its kind and place: whatever is filled in could be a person's.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
import warnings
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, MutableMapping

    Event = MutableMapping[str, Any]
    Processor = Callable[[object, str, Event], Event]

OURS = "usher"
LIBRARIES = logging.WARNING
"""From this level on libraries are heard, whatever level is set for Usher's own lines."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{20,}|(?<=/webhooks/)\d+/[\w-]+")
_NEVER = frozenset({"content", "text", "name", "username", "nick", "display_name", "token", "excerpt"})
_SHARED: tuple[Any, ...] = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def trace(error: BaseException) -> list[str]:
    """Return where an error came from, without its text: that could hold a person's words."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    status, code = getattr(error, "status", None), getattr(error, "code", None)
    if isinstance(status, int) or isinstance(code, int):
        lines.append(f"status {status}, code {code}")
    return lines


def start_logging(level: str = "info", stream: Any = None, *, secrets: Iterable[str] = ()) -> None:  # noqa: ANN401 -- any text stream
    """Log to `stream` (default: stderr) from this level on. Whatever happens, none of the `secrets` is in it."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter(tuple(secret for secret in secrets if secret)))
    root = logging.getLogger()
    root.handlers = [handler]
    set_level(level)


def set_level(level: str) -> None:
    """Log from this level on."""
    number = logging.getLevelNamesMapping()[level.upper()]
    logging.getLogger(OURS).setLevel(number)
    logging.getLogger().setLevel(max(LIBRARIES, number))


def guard_process() -> None:
    """Let nothing but the log tell of errors that nobody caught: their text could hold a person's words."""
    log = structlog.get_logger(f"{OURS}.process")

    def uncaught(kind: type[BaseException], error: BaseException | None) -> None:
        log.error("uncaught", kind=kind.__name__, trace=trace(error) if error else [])

    sys.excepthook = lambda kind, error, _trace: uncaught(kind, error)
    sys.unraisablehook = lambda about: uncaught(about.exc_type, about.exc_value)
    threading.excepthook = lambda about: uncaught(about.exc_type, about.exc_value)
    warnings.showwarning = lambda _text, kind, file, line, *_: log.warning(
        "python warns", kind=kind.__name__, at=f"{file}:{line}"
    )
    # Otherwise a line that cannot be written is printed with all that was to be filled in.
    logging.raiseExceptions = False


def _formatter(secrets: tuple[str, ...]) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            _only_template,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _only_where,
            _scrub(secrets),
            structlog.processors.JSONRenderer(ensure_ascii=False, default=_kind),
        ],
    )


def _kind(value: object) -> str:
    return type(value).__name__


def _only_template(_logger: object, _method: str, event: Event) -> Event:
    """Keep of a library's line the template; where asyncio has put it together already, the first line."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord) and not event.get("_from_structlog"):
        event["event"] = next(iter(str(record.msg).splitlines()), "")
        event["at"] = f"{record.module}:{record.lineno}"
    event.pop("stack_info", None)
    return event


def _only_where(_logger: object, _method: str, event: Event) -> Event:
    """Replace an exception by its kind and place."""
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else (sys.exc_info()[1] if found is True else found)
    if isinstance(error, BaseException):
        event["kind"], event["trace"] = type(error).__name__, trace(error)
    return event


def _scrub(secrets: tuple[str, ...]) -> Processor:
    """Take out what is never logged: by its key, what is secret here, and whatever looks like a token."""

    def clean(value: object) -> object:
        if isinstance(value, str):
            for secret in secrets:
                value = value.replace(secret, "…")
            return _TOKEN.sub("…", value)
        if isinstance(value, list | tuple):
            return [clean(each) for each in value]
        return value

    def scrub(_logger: object, _method: str, event: Event) -> Event:
        return {key: "…" if key in _NEVER else clean(value) for key, value in event.items()}

    return scrub
