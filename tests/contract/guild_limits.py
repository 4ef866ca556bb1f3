"""What the description does not hold about a server: members, channels, events, AutoMod and deleting in bulk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.contract.findings import inside, listed, number, text, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.findings import Body, Finding

_LONGEST_TIMEOUT = timedelta(days=28)
_OLDEST_IN_BULK = timedelta(days=14)
_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_LARGEST = (1 << 64) - 1
_SLOWEST = 21_600
_FORUMS = frozenset({15, 16})
_EXTERNAL = 3


def timeout_length(member: Body, now: datetime) -> Iterator[Finding]:
    """A timeout ends within 28 days."""
    until = _instant(member, "communication_disabled_until")
    if until is not None and until - now > _LONGEST_TIMEOUT:
        yield "communication_disabled_until", f"{until - now} from now, and Discord takes 28 days"


def slowmode(channel: Body) -> Iterator[Finding]:
    """0 to 21600 seconds between messages."""
    for key in ("rate_limit_per_user", "default_thread_rate_limit_per_user"):
        seconds = number(channel, key)
        if seconds is not None and not 0 <= seconds <= _SLOWEST:
            yield key, f"{seconds} seconds, and Discord takes 0 to {_SLOWEST}"


def channel_texts(channel: Body) -> Iterator[Finding]:
    """A topic has 1024 characters outside forums, a forum's tag has 20."""
    kind = number(channel, "type")
    if kind is not None and kind not in _FORUMS:
        yield from too_long("topic", text(channel, "topic"), 1024)
    yield from too_long("topic", text(channel, "topic"), 4096)
    for at, tag in listed(channel, "available_tags"):
        yield from too_long(f"{at}.name", text(tag, "name"), 20)


def bulk_deletion(body: Body, now: datetime) -> Iterator[Finding]:
    """2 to 100 different messages, none older than 14 days."""
    messages = body.get("messages")
    ids = [str(one) for one in messages] if isinstance(messages, list) else []
    if not 2 <= len(ids) <= 100:
        yield "messages", f"{len(ids)} messages, and Discord takes 2 to 100 (50016)"
    if len(set(ids)) < len(ids):
        yield "messages", "a message is named twice"
    for place, one in enumerate(ids):
        if one.isdecimal() and now - _made(int(one)) > _OLDEST_IN_BULK:
            yield f"messages.{place}", "older than 14 days (50034)"


def event_times(event: Body, now: datetime) -> Iterator[Finding]:
    """An event starts in the future and ends after it starts; one outside Discord has a place and an end."""
    start, end = _instant(event, "scheduled_start_time"), _instant(event, "scheduled_end_time")
    if start is not None and start <= now:
        yield "scheduled_start_time", "not in the future"
    if start is not None and end is not None and end <= start:
        yield "scheduled_end_time", "not after the start"
    if event.get("entity_type") == _EXTERNAL:
        if end is None:
            yield "scheduled_end_time", "missing on an event outside Discord"
        if not text(inside(event, "entity_metadata"), "location").strip():
            yield "entity_metadata.location", "missing on an event outside Discord"
    yield from too_long("description", text(event, "description"), 1000)


def automod_actions(rule: Body) -> Iterator[Finding]:
    """A message to the author has 150 characters, a timeout four weeks."""
    for at, action in listed(rule, "actions"):
        metadata = inside(action, "metadata")
        yield from too_long(f"{at}.metadata.custom_message", text(metadata, "custom_message"), 150)
        seconds = number(metadata, "duration_seconds")
        if seconds is not None and not 0 < seconds <= 2_419_200:
            yield f"{at}.metadata.duration_seconds", f"{seconds} seconds, and Discord takes up to 2419200"


def _instant(body: Body, key: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text(body, key))
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _made(snowflake: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=(snowflake & _LARGEST) >> 22)
