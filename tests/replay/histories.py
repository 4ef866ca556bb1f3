"""History made of a few lines, in each form that a replay reads, and the settings to judge it by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BAD = "crumbsticks"
"""A word that no list has; the settings of these tests add it."""

GUILD, CHANNEL = 111_111_111_111_111_111, 222_222_222_222_222_222
FIRST_ID = 900_000_000_000_000_000

RULES = f"""\
rules:
  language:
    kind: language
    mode: live
    tiers: [slur]
    add: {{strong: [{BAD}]}}
"""


def row(text: str = "good evening", author: str = "ada", minute: int = 0, channel: str = "lobby") -> dict[str, Any]:
    """One row of JSONL."""
    at = f"2026-03-{1 + minute // 1440:02}T{minute // 60 % 24:02}:{minute % 60:02}:00+00:00"
    return {"author": author, "at": at, "channel": channel, "text": text}


def rows(*those: dict[str, Any]) -> bytes:
    """JSONL of these rows."""
    return b"".join(json.dumps(each).encode() + b"\n" for each in those)


def message(
    number: int,
    text: str = "good evening",
    author: int = 1,
    kind: str = "Default",
    *,
    bot: bool = False,
    roles: Iterable[str] = (),
) -> dict[str, Any]:
    """One message as DiscordChatExporter writes it; `roles` are its author's, by name."""
    worn = [{"id": str(700 + at), "name": name, "position": at} for at, name in enumerate(roles)]
    return {
        "id": str(FIRST_ID + number),
        "type": kind,
        "timestamp": f"2026-03-01T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}.5+01:00",
        "isPinned": False,
        "content": text,
        "author": {"id": str(author), "name": f"n{author}", "isBot": bot, "roles": worn},
        "attachments": [],
        "reactions": [{"emoji": {"name": "popcorn"}, "count": 2}],
    }


def header(name: str = "lobby", channel: int = CHANNEL, **more: str) -> dict[str, Any]:
    """What stands before the messages; `more` are fields of the channel."""
    return {
        "guild": {"id": str(GUILD), "name": "The Lantern"},
        "channel": {"id": str(channel), "type": "GuildTextChat", "name": name, **more},
        "dateRange": {"after": None, "before": None},
    }


def export(*messages: dict[str, Any], top: dict[str, Any] | None = None) -> bytes:
    """A whole channel as DiscordChatExporter writes it."""
    whole = {**(top or header()), "messages": list(messages), "messageCount": len(messages)}
    return json.dumps(whole, indent=2).encode()


def settings(root: Path, files: dict[str, str] | None = None) -> Path:
    """A configuration folder of one community, in which BAD is a strong word and the shipped strong ones are fine."""
    main = "communities/main"
    start = {f"{main}/community.yaml": "name: The Lantern\n", f"{main}/moderation.yaml": RULES}
    for name, text in {**start, **(files or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def named(rules: Iterable[dict[str, Any]], name: str = "language") -> dict[str, Any]:
    """What a document says of one rule; the other shipped ones stand beside it."""
    return next(rule for rule in rules if rule["rule"] == name)


def write(path: Path, content: bytes | Iterable[bytes]) -> Path:
    """A file with this content."""
    with path.open("wb") as file:
        file.writelines([content] if isinstance(content, bytes) else content)
    return path
