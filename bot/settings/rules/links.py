"""`kind: links`: where links may lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, WithJsonSchema

from bot.domain.moderation.rules.hosts import ascii_host
from bot.domain.moderation.rules.links import Invites, LinksRule
from bot.settings.explaining import refusal
from bot.settings.problems import quoted
from bot.settings.rules import RuleModel
from bot.settings.types import DiscordId, Listed

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings

_AROUND: Final = re.compile(r"\A(?:https?://)?(?:www\.|\*\.)?|[/?#].*\Z", re.IGNORECASE | re.DOTALL)
_HOST: Final = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)


def read_domain(value: str) -> str:
    """A domain in lower case and ASCII, from a domain or an address."""
    host = ascii_host(_AROUND.sub("", value.strip()))
    if _HOST.fullmatch(host) is None:
        raise refusal(f"{quoted(value)} is no domain", "Write it as in example.com")
    return host


Domain = Annotated[
    str, AfterValidator(read_domain), WithJsonSchema({"type": "string", "minLength": 3, "maxLength": 253})
]


class LinksModel(RuleModel):
    """A rule that finds links. Every link of a message is judged, also behind one that is fine."""

    kind: Literal["links"]
    """What the rule looks for."""

    deny: Listed[Domain] = ()
    """Domains that no link may lead to, with everything below them."""

    only_allowed: bool = False
    """Whether links may lead nowhere but to the domains under allow."""

    invites: Literal["any", "none", "listed"] = "listed"
    """Which invitations to servers are fine: any, only to this server (none), or also to those under servers."""

    servers: Listed[DiscordId] = ()
    """The servers that invitations may lead to, by their ids in quotes."""

    disguised: bool = True
    """Whether links that look as if they led elsewhere are found."""

    def rule(self, name: str, around: Surroundings) -> LinksRule:
        """Return the rule that these settings describe."""
        shared = self.shared(name, around)
        return LinksRule(
            **{**shared, "allow": shared["allow"] | {_allowed(each) for each in self.allow}},
            deny=frozenset(self.deny),
            only_allowed=self.only_allowed,
            invites=Invites(self.invites),
            servers=frozenset(self.servers),
            disguised=self.disguised,
            guild_id=around.guild_id,
            known_invites=around.known_invites,
        )


def _allowed(entry: str) -> str:
    """Return an entry of `allow` as the domain that it names, or as it is where it names an invitation or none."""
    host = ascii_host(_AROUND.sub("", entry))
    invites = host in {"discord.gg", "discord.com", "discordapp.com"} and "/" in entry
    return entry if invites or _HOST.fullmatch(host) is None else host
