"""The shape of a limit: a small function that reads one body and says where it breaks what Discord allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

Body: TypeAlias = Mapping[str, Any]
Finding: TypeAlias = tuple[str, str]
"""The path of a key inside the body (empty for all of it), and what is wrong with it."""
Limit: TypeAlias = Callable[[Body], Iterator[Finding]]
TimedLimit: TypeAlias = Callable[[Body, datetime], Iterator[Finding]]


def listed(body: Body, key: str) -> list[tuple[str, Body]]:
    """The objects of a list with their paths; nothing for a key that is absent, null or misshapen."""
    items = body.get(key)
    if not isinstance(items, list):
        return []
    return [(f"{key}.{place}", item) for place, item in enumerate(items) if isinstance(item, Mapping)]


def inside(body: Body, key: str) -> Body:
    """The object under a key; an empty one for anything that is no object."""
    value = body.get(key)
    return value if isinstance(value, Mapping) else {}


def text(body: Body, key: str) -> str:
    """The text under a key; empty for anything that is no text."""
    value = body.get(key)
    return value if isinstance(value, str) else ""


def number(body: Body, key: str) -> int | None:
    """The whole number under a key, also when it is written as text or with a decimal point."""
    value = body.get(key)
    try:
        return None if value is None or isinstance(value, bool) else int(value)
    except (TypeError, ValueError):
        return None


def too_long(at: str, value: str, most: int) -> Iterator[Finding]:
    """The finding that a text has more characters than Discord takes."""
    if len(value) > most:
        yield at, f"{len(value)} characters, and Discord takes {most}"


def repeated(found: list[Finding], what: str) -> Iterator[Finding]:
    """The findings for (path, value) pairs whose value was there before."""
    seen: dict[str, str] = {}
    for at, value in found:
        if value in seen:
            yield at, f"the {what} {value!r} is already at {seen[value]}"
        seen.setdefault(value, at)
