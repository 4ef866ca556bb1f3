"""What the settings files of a community may refer to.

Owns the value only; who declares what is decided in `communities`, and what exists on the server elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

Reference = int | str
"""A role or channel: its id on Discord as a number, or its name as text."""


@dataclass(frozen=True, slots=True)
class References:
    """Keys and names from `community.yaml` that the other files may use."""

    roles: frozenset[str]
    channels: frozenset[str]
