"""How one settings file speaks of a role or a channel, and what it may speak of.

Owns the values only; who declares what is decided in `communities`, and what exists on the server elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A role or channel: by name, or by Discord's id. Exactly one of the two is there."""

    name: str | None = None
    id: int | None = None

    def __str__(self) -> str:
        """The reference as settings write it."""
        return self.name if self.name is not None else str(self.id)


@dataclass(frozen=True, slots=True)
class References:
    """What the other files of a community may refer to: keys and names from its `community.yaml`."""

    roles: frozenset[str]
    channels: frozenset[str]
