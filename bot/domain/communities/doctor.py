"""What will not work in a server, and how to mend it.

Owns the examination. It is run at the start, by `/usher doctor`, and whenever a permission or channel changes; what
it finds to be broken pauses that one feature until it is mended.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.domain.communities.needs import DESK, FEATURES, HOUSE, Needs
from bot.domain.communities.servers import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.communities.servers import Channel, Found, Server

MOST_NAMED: Final = 5
"""How many channels one line names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be. `key` is a key of the voice under `doctor`."""

    feature: str
    key: str
    values: dict[str, str] = field(default_factory=dict)
    stops: bool = False
    """Whether the feature cannot go on like this."""


def examine(server: Server, found: Sequence[Found], features: Iterable[str]) -> tuple[Finding, ...]:
    """Return everything that the enabled features lack in this server, the worst first."""
    channels = {channel.id: channel for channel in server.channels}
    at = {each.wanted.key: channels.get(each.id or 0) for each in found if each.wanted.kind is Place.CHANNEL}
    findings = list(_places(found, at))
    for feature in features:
        findings += _feature(feature, FEATURES.get(feature, Needs()), server, at)
    desk = at.get("desk")
    findings += [] if desk is None else [_in_channel(HOUSE, each, desk) for each in _lacking(DESK, desk)]
    return tuple(sorted(findings, key=lambda finding: not finding.stops))


def _feature(feature: str, needs: Needs, server: Server, at: dict[str, Channel | None]) -> Iterator[Finding]:
    for intent in needs.intents:
        if intent not in server.intents:
            yield Finding(feature, "intent", {"intent": intent, "feature": feature}, stops=True)
    for permission in needs.server:
        if permission not in server.usher_may:
            yield Finding(feature, "permission", {"permission": permission, "feature": feature}, stops=True)
    yield from _wishes(feature, needs, server, at)
    for place, wanted in (("log", needs.log), ("desk", needs.desk)):
        channel = at.get(place)
        if channel is not None:
            for permission in _lacking(wanted, channel):
                yield _in_channel(feature, permission, channel)


def _wishes(feature: str, needs: Needs, server: Server, at: dict[str, Channel | None]) -> Iterator[Finding]:
    for_staff = (at.get("log"), at.get("desk"))
    seen = [each for each in server.channels if "view_channel" in each.usher_may and each not in for_staff]
    for permission in needs.wishes:
        if permission not in server.usher_may:
            yield Finding(feature, "wish", {"permission": permission, "feature": feature})
            continue
        # Granted in general: then it was taken away in these on their own.
        without = [f"<#{each.id}>" for each in seen if permission not in each.usher_may]
        if without:
            named = ", ".join(without[:MOST_NAMED]) + (" …" if len(without) > MOST_NAMED else "")
            yield Finding(feature, "wish_in", {"permission": permission, "feature": feature, "channels": named})


def _lacking(wanted: Iterable[str], channel: Channel) -> list[str]:
    missing = [permission for permission in wanted if permission not in channel.usher_may]
    # A channel that cannot be seen lacks everything; one line about it is enough.
    return ["view_channel"] if "view_channel" in missing else missing


def _in_channel(feature: str, permission: str, channel: Channel) -> Finding:
    values = {"permission": permission, "channel": f"<#{channel.id}>", "feature": feature}
    return Finding(feature, "channel_permission", values, stops=feature != HOUSE)


def _places(found: Sequence[Found], at: dict[str, Channel | None]) -> Iterator[Finding]:
    for each in found:
        if each.id is None:
            key = f"{each.wanted.kind}_{'ambiguous' if each.ambiguous else 'missing'}"
            yield Finding(HOUSE, key, {"name": each.wanted.name})
    for place in ("desk", "log"):
        channel = at.get(place)
        if channel is not None and channel.open_to_everyone:
            yield Finding(HOUSE, "staff_channel_open", {"channel": f"<#{channel.id}>"})
