"""The fields of exported messages: ids, names, times, texts.

Owns reading them strictly, and the ids of what has only a name.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from bot.storage.exports.errors import MisfitError

if TYPE_CHECKING:
    from collections.abc import Mapping

_REMEMBERED: Final = 1 << 16
_LARGEST_ID: Final = 2**63 - 1
_LONGEST_ID: Final = 19
_EARLIEST, _LATEST = 1970, 2999


@lru_cache(_REMEMBERED)
def stable_id(name: str) -> int:
    """Return the id of somebody or something that has only a name: 63 bits, the same on every machine."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


@lru_cache(_REMEMBERED)
def name_id(name: str) -> int:
    """Return the id of a channel or role by its name, written as people write it: `#General Chat`, `general-chat`."""
    return stable_id(name.casefold().strip().lstrip("#").replace(" ", "-"))


def field(row: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 -- whatever the file holds
    """Return the value of a field that has to be there."""
    try:
        return row[key]
    except KeyError:
        raise MisfitError(f'"{key}" is missing') from None


def text(row: Mapping[str, Any], key: str) -> str:
    """Return a field that has to be text."""
    value = field(row, key)
    if not isinstance(value, str):
        raise MisfitError(f'"{key}" is not text')
    return value


def part(row: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return a field that has to be an object with fields of its own."""
    value = field(row, key)
    if not isinstance(value, dict):
        raise MisfitError(f'"{key}" is not an object')
    return value


def name(row: Mapping[str, Any], key: str) -> str:
    """Return a field that names somebody or something; a number is as good a name as any."""
    value = field(row, key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value:
        raise MisfitError(f'"{key}" is not a name')
    return value


def discord_id(row: Mapping[str, Any], key: str) -> int:
    """Return a field that has to be an id of Discord's."""
    value = str(name(row, key))
    if value.isascii() and value.isdecimal() and len(value) <= _LONGEST_ID and int(value) <= _LARGEST_ID:
        return int(value)
    raise MisfitError(f'"{key}" is not an id')


def instant(row: Mapping[str, Any], key: str) -> datetime:
    """Return a field that has to be a time in ISO 8601, in UTC; without an offset it is taken as UTC."""
    written = text(row, key)
    try:
        at = datetime.fromisoformat(written)
        if at.tzinfo is not UTC:
            at = at.astimezone(UTC) if at.tzinfo is not None else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        at = None
    if at is None or not _EARLIEST <= at.year <= _LATEST:
        raise MisfitError(f'"{key}" is not a time such as 2026-01-31T20:15:00+00:00')
    return at
