"""`rehearsal/cast.yaml`: the simulated server, its public channels, and the people in it.

Owns how a cast is written. Bringing it to life is `playhouse`'s.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal

import discord
from pydantic import AfterValidator, Field, StringConstraints

from bot.settings.explaining import refusal
from bot.settings.model import Model, load_model
from bot.settings.problems import cure_by_choice
from bot.settings.types import ChannelName, Duration, Key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CAST = "cast.yaml"

Role = Literal["fan", "team", "moderator", "manager", "admin"]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=32)]


def _discord_locale(tag: str) -> str:
    known = [locale.value for locale in discord.Locale]
    if tag in known:
        return tag
    language = tag.partition("-")[0]
    relatives = [each for each in known if each.partition("-")[0] == language]
    cure = f"Write {' or '.join(relatives)}" if relatives else cure_by_choice(tag, known)
    raise refusal(f'Discord has no language "{tag}"', cure)


class Person(Model):
    """Somebody in the simulated server."""

    name: ShortText
    """The name that everybody sees."""

    role: Role = "fan"
    """Who they are to the server. Managers, moderators and the team get the roles that /usher setup makes."""

    about: str = ""
    """Who they are, for whoever reads the cast."""

    here_for: Duration = timedelta(days=30)
    """How long ago they joined."""

    locale: Annotated[str, AfterValidator(_discord_locale)] = "en-GB"
    """The language of their Discord."""

    direct_messages: Literal["open", "closed"] = "open"
    """closed: Discord lets nobody from the server write to them in private."""


class Cast(Model):
    """The simulated server and everybody in it."""

    server: ShortText = "The Lantern Room"
    """What the server is called."""

    channels: dict[Key, ChannelName] = Field(default={})
    """Public channels, each by the key that scenes use. Commands are run in the first, where a scene names none."""

    people: dict[Key, Person] = Field(default={})
    """Everybody, each by the key that scenes use."""

    def joined_by(self, other: Cast) -> Cast:
        """Return this cast with the people and channels of another added, or in the place of those with their keys."""
        update = {"channels": {**self.channels, **other.channels}, "people": {**self.people, **other.people}}
        if "server" in other.model_fields_set:
            update["server"] = other.server
        return self.model_copy(update=update)


def load_cast(folders: Iterable[Path]) -> Cast:
    """Read the cast of each folder that has one, later ones over earlier ones; raises SettingsError."""
    cast = Cast()
    for folder in folders:
        if (folder / CAST).is_file():
            cast = cast.joined_by(load_model(folder / CAST, Cast))
    return cast
