"""The message as the rules see it.

Owns the value only. Who turns a gateway event or an exported line into it: the moderation cog and the replay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One message, with everything a verdict may depend on and nothing else."""

    id: int
    guild_id: int
    channel_id: int
    author_id: int
    at: datetime
    text: str
    parent_id: int | None = None
    """The channel that a thread or forum post belongs to."""
    roles: frozenset[int] = frozenset()
    staff: bool = False
    bot: bool = False
