"""The kinds of values that settings files share, as annotations for the fields of models.

Owns the wiring of readers (`times`, `names`) to pydantic and to JSON Schema. Every type reads back what it dumps with
`model_dump(mode="json")`, so settings survive a round trip.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from bot.settings import names, times
from bot.settings.explaining import refusal
from bot.settings.references import Reference

__all__ = [
    "ChannelName",
    "DeclaredChannel",
    "DeclaredRole",
    "DiscordId",
    "Duration",
    "Key",
    "Listed",
    "LocaleTag",
    "Reference",
    "RoleRef",
    "TimeOfDay",
    "ZoneName",
    "between",
]

T = TypeVar("T")

Listed = Annotated[tuple[T, ...], Field(strict=False)]
"""A list in the file; a tuple in the program."""

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
"""A name that an admin gives to a rule or a channel, to speak of it elsewhere."""

DiscordId = Annotated[
    int,
    BeforeValidator(names.read_id),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{15,20}$"}),
]
"""A Discord id; in quotes in the file."""

RoleRef = Annotated[
    Reference,
    BeforeValidator(names.read_role),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "minLength": 1}),
]
"""A role on the server, by its name or by its id in quotes."""

DeclaredRole = Annotated[
    Reference,
    BeforeValidator(names.declared_role),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "minLength": 1}),
]
"""A role that `community.yaml` names (`managers`, or `Community Manager`), or the id of any."""

DeclaredChannel = Annotated[
    Reference,
    BeforeValidator(names.declared_channel),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "minLength": 1}),
]
"""A channel that `community.yaml` names (`desk`, or `usher-desk`), or the id of any."""

ChannelName = Annotated[
    str,
    BeforeValidator(names.read_name),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 100}),
]
"""The name that a channel has, or will be given."""

Duration = Annotated[
    timedelta,
    BeforeValidator(times.read_duration),
    PlainSerializer(times.show_duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^([0-9]{1,6}[wdhms])+$"}),
]
"""A length of time such as `30d` or `1h30m`."""

TimeOfDay = Annotated[
    time,
    BeforeValidator(times.read_time),
    PlainSerializer(times.show_time, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"}),
]
"""A wall time such as `20:30`."""

ZoneName = Annotated[str, BeforeValidator(times.read_zone)]
"""A time zone by its IANA name."""

LocaleTag = Annotated[str, BeforeValidator(names.read_locale)]
"""A language such as `en` or `pt-BR`."""


def between(least: str, most: str) -> AfterValidator:
    """The bounds of a duration, written as in settings, for use in `Annotated[Duration, …]`."""
    low, high = times.read_duration(least), times.read_duration(most)

    def check(value: timedelta) -> timedelta:
        if value < low:
            raise refusal(f"{times.show_duration(value)} is too short", f"Write {least} or more")
        if value > high:
            raise refusal(f"{times.show_duration(value)} is too long", f"Write {most} or less")
        return value

    return AfterValidator(check)
