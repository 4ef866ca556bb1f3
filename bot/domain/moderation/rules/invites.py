"""Invitations to Discord servers, however they are written.

Owns telling an invitation from other addresses, and finding one that is spelled so that only people can read it. Which
server an invitation leads to is known only to Discord; whose invitations are fine is for `links`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.domain.moderation.rules.addresses import Address
    from bot.domain.moderation.rules.visible import Visible

_OWN: Final = frozenset({"discord.com", "discordapp.com"})
_REDIRECTORS: Final = frozenset({"dsc.gg", "invite.gg", "discord.me", "discord.io", "discord.li", "discord.link"})
"""Sites whose every page leads to a server; which one, Discord cannot say."""
_INVITING: Final = _OWN | _REDIRECTORS | {"discord.gg"}
_CODE: Final = re.compile(r"[\w-]{2,64}")
_SLASHES: Final = re.compile(r"[/\\]+")
_MARKUP: Final = re.compile(r"[*_~`|]+")
_DOT: Final = r"\s{0,3}(?:[.,·•]|[(\[{]\s?(?:\.|dot|point)\s?[)\]}]|\s(?:dot|point)\s)\s{0,3}"
_SPELLED: Final = re.compile(
    rf"(?<![a-z0-9-])discord(?:{_DOT}gg|(?:app)?{_DOT}com\s{{0,3}}[/\\]\s{{0,3}}invite)\s{{0,3}}[/\\]+\s{{0,3}}([a-z0-9-]{{2,32}})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation: how it is best written, and its code; no code where Discord does not know it."""

    name: str
    code: str = ""


def invite_of(address: Address) -> Invite | None:
    """Return the invitation that an address is, or None."""
    domain = "discord.com" if address.host == "-" else address.domain  # discord://-/invite/… opens the app
    if domain not in _INVITING:
        return None
    path = address.path.partition("?")[0].partition("#")[0]
    steps = [step for step in _SLASHES.split(path) if step not in ("", ".")]
    if domain in _OWN and steps[:1] != ["invite"]:
        return None
    if domain not in _REDIRECTORS and steps[:1] == ["invite"]:
        steps = steps[1:]
    code = _CODE.match(steps[0]) if steps else None
    if code is None:
        return None
    return Invite(f"{domain}/{code[0]}") if domain in _REDIRECTORS else Invite(f"discord.gg/{code[0]}", code[0])


def spelled_invites(seen: Visible) -> tuple[tuple[int, int, Invite], ...]:
    """Return invitations that are broken up by markup, spaces or words for the point, with their places in the text."""
    if "discord" not in _MARKUP.sub("", seen.text).lower():
        return ()
    kept = [place for place, letter in enumerate(seen.text) if letter not in "*_~`|"]
    plain = "".join(seen.text[place] for place in kept)
    return tuple(
        (*seen.slice(kept[found.start()], kept[found.end() - 1] + 1), Invite(f"discord.gg/{found[1]}", found[1]))
        for found in _SPELLED.finditer(plain)
    )
