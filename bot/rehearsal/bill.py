"""The playbill: the names that scenes may use, and the types of fields that are checked against them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints, ValidationInfo, WithJsonSchema

from bot.domain.communities.needs import EVERYTHING, FEATURES
from bot.settings.explaining import refusal
from bot.settings.problems import cure_by_choice, quoted
from bot.settings.types import Listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.rehearsal.cast import Cast
    from bot.settings.catalogue import CommunitySettings
    from bot.voice import Voice

EVERYONE_ELSE = "everyone else"
ENTRIES = "commands."
"""How the voice's keys of what stands in menus begin."""


@dataclass(frozen=True, slots=True)
class Bill:
    """Names that scenes may use: members and channels by their keys, sentences by the keys of the voice."""

    people: frozenset[str]
    channels: frozenset[str]
    sentences: frozenset[str]


def make_bill(cast: Cast, community: CommunitySettings, voice: Voice) -> Bill:
    """Return the names that belong to this cast, these settings and this voice."""
    keys = {key for spoken in voice.languages.values() for key in spoken}
    groups = {key.rsplit(".", depth)[0] for key in keys for depth in range(1, key.count(".") + 1)}
    channels = frozenset(cast.channels) | frozenset(community.community.channels)
    return Bill(frozenset(cast.people), channels, frozenset(keys | groups))


def _known(noun: str, among: Callable[[Bill], frozenset[str]], *others: str) -> AfterValidator:
    def check(value: str, info: ValidationInfo) -> str:
        if not isinstance(info.context, Bill) or value in others:
            return value
        known = among(info.context)
        if value not in known:
            raise refusal(f"there is no {noun} {quoted(value)}", cure_by_choice(value, sorted(known)))
        return value

    return AfterValidator(check)


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _action(value: str) -> str:
    noun, colon, verb = value.partition(":")
    if not (colon and noun.isalpha() and verb.replace("_", "").isalpha() and value.islower()):
        raise refusal(f"{quoted(value)} is no button", "Write it by what it does, such as cases:open")
    return value


def _button(value: str) -> str:
    noun_and_verb = ":".join(value.split(":", 2)[:2])
    _action(noun_and_verb)
    if value == f"{noun_and_verb}:":
        raise refusal(f"{quoted(value)} is no button", f"Take the last colon away: {noun_and_verb}")
    return value


def _entry(value: str, info: ValidationInfo) -> str:
    if not value.startswith(ENTRIES) or not isinstance(info.context, Bill) or value in info.context.sentences:
        return value
    known = sorted(key for key in info.context.sentences if key.startswith(ENTRIES))
    raise refusal(f"there is no sentence {quoted(value)}", cure_by_choice(value, known))


def _command(value: str) -> str:
    if not value.startswith("/") or not value[1:].strip():
        raise refusal(f"{quoted(value)} is no command", f"Begin with a slash: {quoted('/' + value.strip('/ '))}")
    return " ".join(value.split())


def _feature(value: str) -> str:
    if value not in {EVERYTHING, *FEATURES}:
        raise refusal(f"there is no feature {quoted(value)}", cure_by_choice(value, (EVERYTHING, *FEATURES)))
    return value


def _option(value: object) -> object:
    if not isinstance(value, str | int | float | bool):
        raise refusal("one value is wanted here", "Write one word, number, or text in quotes")
    return value


Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Member = Annotated[str, _known("member", lambda bill: bill.people)]
Someone = Annotated[str, _known("member", lambda bill: bill.people, EVERYONE_ELSE)]
ChannelKey = Annotated[str, _known("channel", lambda bill: bill.channels)]
Sentence = Annotated[str, _known("sentence", lambda bill: bill.sentences)]
Action = Annotated[str, AfterValidator(_action)]
Button = Annotated[str, AfterValidator(_button)]
Entry = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), AfterValidator(_entry)]
Command = Annotated[str, AfterValidator(_command)]
Feature = Annotated[str, AfterValidator(_feature)]
Option = Annotated[
    object, BeforeValidator(_option), WithJsonSchema({"type": ["string", "integer", "number", "boolean"]})
]
Words = Annotated[Listed[Text], BeforeValidator(_one_or_more)]
Actions = Annotated[Listed[Action], BeforeValidator(_one_or_more)]
Sentences = Annotated[Listed[Sentence], BeforeValidator(_one_or_more)]
