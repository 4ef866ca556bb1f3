"""`community.yaml`: one Discord server, its languages, its staff and its channels.

Owns the one home of role and channel names, and what other files may call them. Finding them on the server is left to
whoever can see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, GetJsonSchemaHandler, StringConstraints, model_validator

from bot.settings.explaining import refusal
from bot.settings.model import Model
from bot.settings.references import References
from bot.settings.types import ChannelName, DiscordId, Key, Listed, LocaleTag, RoleRef, ZoneName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import CoreSchema

    from bot.settings.references import Reference

DESK = "desk"
LOG = "log"


class Staff(Model):
    """Who may do what: lists of roles, each by its name or by its id in quotes."""

    admins: Listed[RoleRef] = ()
    """May change settings from Discord. Whoever may manage the server is an admin as well."""

    managers: Listed[RoleRef] = ("Community Manager",)
    """Run giveaways, screenings and the like, and decide appeals."""

    moderators: Listed[RoleRef] = ("Moderator",)
    """Keep the peace: nudges, warnings, timeouts."""

    team: Listed[RoleRef] = ("Team",)
    """People of the film or series who answer questions."""


class Channel(Model):
    """A channel that Usher uses, by name; the id, when given, still finds it after it was renamed."""

    name: ChannelName
    """The name it has, or gets when Usher makes it."""

    id: DiscordId | None = None
    """Its id, in quotes."""

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: object) -> object:
        return value if isinstance(value, dict | cls) else {"name": value}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """An editor offers both ways of writing a channel: its name alone, or name and id."""
        return {"anyOf": [{"type": "string", "minLength": 1, "maxLength": 100}, handler(core_schema)]}


_ALWAYS = {DESK: Channel(name="usher-desk"), LOG: Channel(name="usher-log")}


def _with_own(channels: dict[str, Channel]) -> dict[str, Channel]:
    return {**_ALWAYS, **channels}


def _each_once(tags: tuple[str, ...]) -> tuple[str, ...]:
    for position, tag in enumerate(tags):
        if tag in tags[:position]:
            raise refusal(f"the language {tag} is listed twice", "Keep one of the two")
    if not tags:
        raise refusal("at least one language is needed", "Write the server's own language: [en]")
    return tags


class CommunityFile(Model):
    """Settings of one community: its server, languages, staff and channels."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    """What the community is called, in logs and reports."""

    server: DiscordId | None = None
    """The id of the Discord server, in quotes. Without it, the first server where an admin runs /usher setup is it."""

    zone: ZoneName = "UTC"
    """The time zone that dates and hours in these files are meant in, such as Europe/Paris."""

    languages: Annotated[Listed[LocaleTag], AfterValidator(_each_once)] = ("en",)
    """The languages spoken here; the first is the server's own."""

    staff: Staff = Staff()
    """Who may do what."""

    channels: Annotated[dict[Key, Channel], AfterValidator(_with_own)] = _ALWAYS
    """Channels by the keys that other files use. desk and log always exist."""

    @property
    def references(self) -> References:
        """What the other files of this community may refer to."""
        lists = dict(self.staff)
        roles = {role for listed in lists.values() for role in listed if isinstance(role, str)}
        channels = {channel.name for channel in self.channels.values()}
        return References(frozenset(lists) | roles, frozenset(self.channels) | channels)

    def roles(self, references: Iterable[Reference]) -> tuple[Reference, ...]:
        """The roles meant: the name of a staff list stands for every role in it."""
        lists: dict[Reference, tuple[Reference, ...]] = dict(self.staff)
        return tuple(dict.fromkeys(role for each in references for role in lists.get(each, (each,))))

    def channel_key(self, reference: Reference) -> str | None:
        """The key of the channel meant by a key, a name or an id; None for an id that these settings do not name."""
        if isinstance(reference, str) and reference in self.channels:
            return reference
        return next((key for key, each in self.channels.items() if reference in {each.name, each.id}), None)
