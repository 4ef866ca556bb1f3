"""People: what a person may do here.

Owns the ranks and their order. Which role gives which rank is in `community.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """What a person may do; each rank may do what those below it may."""

    FAN = 0
    TEAM = 1
    MODERATOR = 2
    MANAGER = 3
    ADMIN = 4

    @property
    def is_staff(self) -> bool:
        """Whether the person looks after others."""
        return self is not Rank.FAN


@dataclass(frozen=True, slots=True)
class StaffRoles:
    """Which roles, by Discord's ids, make which rank."""

    admins: frozenset[int] = frozenset()
    managers: frozenset[int] = frozenset()
    moderators: frozenset[int] = frozenset()
    team: frozenset[int] = frozenset()

    def rank(self, roles: frozenset[int], *, runs_the_server: bool = False) -> Rank:
        """Return the rank that these roles give. `runs_the_server`: owns it, administers it, or may manage it."""
        if runs_the_server or not self.admins.isdisjoint(roles):
            return Rank.ADMIN
        if not self.managers.isdisjoint(roles):
            return Rank.MANAGER
        if not self.moderators.isdisjoint(roles):
            return Rank.MODERATOR
        return Rank.TEAM if not self.team.isdisjoint(roles) else Rank.FAN
