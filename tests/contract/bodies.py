"""Requests in short: bodies that Discord takes, to be changed in one place each by a test."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeAlias

Request: TypeAlias = tuple[str, str, Any]
"""Method, path and body."""

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SAY = "/channels/1/messages"
EDIT = "/channels/1/messages/2"
ANSWER = "/interactions/1/token/callback"
SYNC = "/applications/1/commands"
V2 = 1 << 15


def button(**changes: object) -> dict[str, object]:
    """A button that Discord takes, but for the changes."""
    return {"type": 2, "style": 1, "label": "Take", "custom_id": "a", **changes}


def row(*parts: dict[str, object]) -> dict[str, object]:
    """A row of these parts."""
    return {"type": 1, "components": list(parts)}


def menu(**changes: object) -> dict[str, object]:
    """A menu of two options that Discord takes, but for the changes."""
    options = [{"label": word, "value": word} for word in ("a", "b")]
    return {"type": 3, "custom_id": "m", "options": options, **changes}


def said(**body: object) -> tuple[str, str, dict[str, object]]:
    """A new message with this body."""
    return "POST", SAY, {"content": "x", **body}


def under(*rows: dict[str, object], **body: object) -> tuple[str, str, dict[str, object]]:
    """A new message with these rows."""
    return said(components=list(rows), **body)


def laid_out(*parts: dict[str, object]) -> tuple[str, str, dict[str, object]]:
    """A new message of components V2."""
    return "POST", SAY, {"flags": V2, "components": list(parts)}


def modal(*parts: dict[str, object], title: str = "Ask") -> tuple[str, str, dict[str, object]]:
    """A modal with these parts."""
    return "POST", ANSWER, {"type": 9, "data": {"title": title, "custom_id": "m", "components": list(parts)}}


def text_input(**changes: object) -> dict[str, object]:
    """A text input without a label, but for the changes."""
    return {"type": 4, "custom_id": "i", "style": 1, **changes}


def label(component: dict[str, object], text: str = "Words") -> dict[str, object]:
    """A label around a component."""
    return {"type": 18, "label": text, "component": component}


def command(**changes: object) -> tuple[str, str, list[object]]:
    """A sync of one chat command."""
    return "PUT", SYNC, [{"name": "ask", "description": "Ask", "type": 1, **changes}]


def option(name: str, **changes: object) -> dict[str, object]:
    """A text option of a command."""
    return {"type": 3, "name": name, "description": "What", **changes}


def snowflake(instant: datetime) -> int:
    """The id of something made at this instant."""
    return (int(instant.timestamp() * 1000) - 1_420_070_400_000) << 22


def paths(found: tuple[str, ...]) -> list[str]:
    """The keys that the sentences of a verdict begin with."""
    return [sentence.partition(": ")[0] for sentence in found]
