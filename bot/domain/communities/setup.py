"""What is to be made in a server so that it fits the settings. Nothing is ever deleted or renamed.

Owns the comparison; the result is steps of a plan, so that a person can read them before they are carried out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.communities.needs import SETUP
from bot.domain.communities.servers import Place
from bot.domain.plans import AllowRoles, CreateChannel, CreateRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.communities.servers import Channel, Found, Server

MAX_ROLES = 250
MAX_CHANNELS = 500
STAFF_CHANNELS = frozenset({"desk", "log"})

SetupStep = CreateRole | CreateChannel | AllowRoles


@dataclass(frozen=True, slots=True)
class Setup:
    """What would be made, what Usher lacks to make it, and what is unclear.

    `lacking`: permissions. `over`: Discord's limits that would be passed (`roles`, `channels`).
    `unclear`: names that several roles or channels share.
    """

    steps: tuple[SetupStep, ...] = ()
    lacking: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether all is in place."""
        return not self.steps and not self.unclear

    @property
    def possible(self) -> bool:
        """Whether the steps can be carried out."""
        return bool(self.steps) and not self.lacking and not self.over


def compare(server: Server, found: Sequence[Found], desk_roles: Sequence[str]) -> Setup:
    """Return what the server lacks. `desk_roles`: keys of the role places that see the staff channels."""
    missing = [each.wanted for each in found if each.id is None and not each.ambiguous]
    new_roles = [wanted for wanted in missing if wanted.kind is Place.ROLE and wanted.id is None]
    new_channels = [wanted for wanted in missing if wanted.kind is Place.CHANNEL and wanted.id is None]
    roles = {each.wanted.key: each for each in found if each.wanted.kind is Place.ROLE}
    see = tuple(roles[key].wanted.name for key in desk_roles if key in roles)
    names = dict.fromkeys(wanted.name for wanted in new_roles)
    steps: list[SetupStep] = [CreateRole(name) for name in names]
    for wanted in new_channels:
        staff_only = wanted.key in STAFF_CHANNELS
        steps.append(CreateChannel(wanted.name, staff_only, see if staff_only else ()))
    known = {role.id for key in desk_roles if key in roles and (role := roles[key]).id is not None}
    steps += _openings(server, found, see, frozenset(id_ for id_ in known if id_ is not None))
    over = [
        name
        for name, count, new, limit in (
            ("roles", len(server.roles), len(names), MAX_ROLES),
            ("channels", max(server.channel_count, len(server.channels)), len(new_channels), MAX_CHANNELS),
        )
        if new and count + new > limit
    ]
    return Setup(
        steps=tuple(steps),
        lacking=tuple(permission for permission in SETUP if permission not in server.usher_may) if steps else (),
        over=tuple(over),
        unclear=tuple(each.wanted.name for each in found if each.ambiguous),
    )


def _openings(server: Server, found: Sequence[Found], see: tuple[str, ...], known: frozenset[int]) -> list[AllowRoles]:
    """Return what is to be changed about staff channels that exist: hidden from everyone, open to staff."""
    channels: dict[int, Channel] = {channel.id: channel for channel in server.channels}
    openings = []
    for each in found:
        channel = channels.get(each.id or 0)
        if each.wanted.kind is not Place.CHANNEL or each.wanted.key not in STAFF_CHANNELS or channel is None:
            continue
        if channel.open_to_everyone or not known <= channel.seen_by:
            openings.append(AllowRoles(channel.id, see, hide=channel.open_to_everyone))
    return openings
