"""What Discord refuses although its description allows it: which limits hold for which request.

The table stands here; the limits themselves stand beside it by what they speak of. The paths are patterns of their
own, so that the limits are also checked where the description is not at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tests.contract import command_limits, component_limits, guild_limits, message_limits
from tests.contract.reading import at

if TYPE_CHECKING:
    from datetime import datetime

    from tests.contract.findings import Body, Finding, Limit, TimedLimit

EDIT: tuple[Limit, ...] = (*message_limits.MESSAGE, *component_limits.MESSAGE)
NEW: tuple[Limit, ...] = (*EDIT, message_limits.emptiness, component_limits.flagged)
CHANNEL: tuple[Limit, ...] = (guild_limits.slowmode, guild_limits.channel_texts)

LIMITS: tuple[tuple[str, str, tuple[Limit, ...]], ...] = (
    ("POST", "channels/*/messages", NEW),
    ("PATCH", "channels/*/messages/*", EDIT),
    ("POST", "webhooks/*/*", (*NEW, message_limits.webhook_name)),
    ("PATCH", "webhooks/*/*/messages/*", EDIT),
    ("POST", "channels/*/webhooks", (message_limits.webhook_name,)),
    ("POST", "channels/*/threads", CHANNEL),
    ("POST", "channels/*/messages/*/threads", CHANNEL),
    ("PATCH", "channels/*", CHANNEL),
    ("POST", "guilds/*/channels", CHANNEL),
    ("POST", "applications/*/commands", command_limits.COMMAND),
    ("PATCH", "applications/*/commands/*", command_limits.EDIT),
    ("POST", "applications/*/guilds/*/commands", command_limits.COMMAND),
    ("PATCH", "applications/*/guilds/*/commands/*", command_limits.EDIT),
    ("POST", "guilds/*/auto-moderation/rules", (guild_limits.automod_actions,)),
    ("PATCH", "guilds/*/auto-moderation/rules/*", (guild_limits.automod_actions,)),
)
TIMED: tuple[tuple[str, str, tuple[TimedLimit, ...]], ...] = (
    ("PATCH", "guilds/*/members/*", (guild_limits.timeout_length,)),
    ("POST", "channels/*/messages/bulk-delete", (guild_limits.bulk_deletion,)),
    ("POST", "guilds/*/scheduled-events", (guild_limits.event_times,)),
)
CALLBACKS: Mapping[int, tuple[Limit, ...]] = {4: NEW, 7: EDIT, 9: component_limits.MODAL}
ALL_COMMANDS = ("applications/*/commands", "applications/*/guilds/*/commands")


def problems(method: str, path: str, body: object, now: datetime) -> Iterator[str]:
    """Every limit that the body breaks, each with the path of its key."""
    if isinstance(body, list) and method == "PUT" and any(_fits(pattern, path) for pattern in ALL_COMMANDS):
        yield from _told("", _of_all_commands([part for part in body if isinstance(part, Mapping)]))
    if not isinstance(body, Mapping):
        return
    for verb, pattern, limits in LIMITS:
        if verb == method and _fits(pattern, path):
            yield from _told("", _each(limits, body))
    for verb, pattern, timed in TIMED:
        if verb == method and _fits(pattern, path):
            yield from _told("", (finding for limit in timed for finding in limit(body, now)))
    yield from _inside(method, path, body)


def reason_problems(headers: Mapping[str, str]) -> Iterator[str]:
    """A reason has 1 to 512 characters, counted as people read them."""
    for name, value in headers.items():
        if name.lower() == "x-audit-log-reason" and not 1 <= len(unquote(value)) <= 512:
            yield f"{name}: {len(unquote(value))} characters, and Discord takes 1 to 512"


def query_problems(method: str, path: str, query: Mapping[str, object]) -> Iterator[str]:
    """A ban deletes the messages of at most seven days; the description knows this only in the body."""
    if method == "PUT" and _fits("guilds/*/bans/*", path):
        seconds = str(query.get("delete_message_seconds", 0))
        if not seconds.isdigit() or int(seconds) > 604_800:
            yield f"?delete_message_seconds: {seconds}, and Discord takes 0 to 604800"


def _inside(method: str, path: str, body: Body) -> Iterator[str]:
    """What an interaction's answer and a forum's post carry within."""
    if method == "POST" and _fits("interactions/*/*/callback", path) and isinstance(body.get("type"), int):
        data = body.get("data")
        yield from _told("data", _each(CALLBACKS.get(body["type"], ()), data if isinstance(data, Mapping) else {}))
    if method == "POST" and _fits("channels/*/threads", path) and isinstance(body.get("message"), Mapping):
        yield from _told("message", _each(NEW, body["message"]))


def _of_all_commands(commands: list[Body]) -> Iterator[Finding]:
    yield from command_limits.all_commands(commands)
    for place, command in enumerate(commands):
        for key, sentence in _each(command_limits.COMMAND, command):
            yield f"{place}.{key}" if key else str(place), sentence


def _each(limits: Sequence[Limit], body: Body) -> Iterator[Finding]:
    return (finding for limit in limits for finding in limit(body))


def _told(prefix: str, findings: Iterator[Finding]) -> Iterator[str]:
    for key, sentence in findings:
        yield at(filter(None, (prefix, key)), sentence)


def _fits(pattern: str, path: str) -> bool:
    words, segments = pattern.split("/"), path.strip("/").split("/")
    return len(words) == len(segments) and all(a in ("*", b) for a, b in zip(words, segments, strict=True))
