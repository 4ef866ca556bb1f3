"""Names that one settings file declares and others refer to.

Owns the value handed to validators as their context; who declares what is decided in `communities`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class References:
    """What the other files of a community may refer to: keys and names from its `community.yaml`."""

    roles: frozenset[str]
    channels: frozenset[str]
