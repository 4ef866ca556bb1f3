"""The steps of a scene: six verbs, one to a step, and what may stand beside each.

Owns how steps are written. What they do is `acting`'s; whether an expectation holds is `expecting`'s.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationInfo, field_validator, model_validator

from bot.rehearsal.bill import (
    Action,
    Actions,
    ChannelKey,
    Command,
    Feature,
    Member,
    Name,
    Option,
    Sentences,
    Someone,
    Text,
    Words,
)
from bot.settings.explaining import refusal
from bot.settings.model import Model
from bot.settings.problems import cure_by_choice, quoted
from bot.settings.types import Duration, Key, LocaleTag, between

VERBS: Final = ("says", "runs", "presses", "fills", "waits", "expects")

Kind = Literal[
    "direct message",
    "private answer",
    "nothing private",
    "message",
    "no message",
    "removed message",
    "log line",
    "no log line",
    "pause",
    "no pause",
]
_PERSONAL: Final = frozenset({"direct message", "private answer", "nothing private"})
_IN_A_CHANNEL: Final = frozenset({"message", "no message", "removed message"})
_PAUSES: Final = frozenset({"pause", "no pause"})
_DETAILS: Final = ("words", "marked", "voice", "language", "about", "buttons")


class Says(Model):
    """A member writes a message. @mira and #lobby in it become mentions."""

    who: Member
    """Who writes."""

    says: Text
    """What they write."""

    place: ChannelKey | None = Field(default=None, alias="in")
    """Where; without it, in the first channel of the cast."""

    called: Name | None = None
    """A name for this message, to speak of it in later steps."""


class Runs(Model):
    """A member uses a command."""

    who: Member
    """Who uses it."""

    runs: Command
    """The command, with its slash."""

    options: dict[Key, Option] = Field(default={}, alias="with")
    """What is filled in, by the option's name. Members, channels and messages stand by their names here."""

    place: ChannelKey | None = Field(default=None, alias="in")
    """Where; without it, in the first channel of the cast."""


class Presses(Model):
    """A member presses a button of Usher's: the newest of its kind that they see."""

    who: Member
    """Who presses."""

    presses: Action
    """The button, by what it does, such as cases:open."""


class Fills(Model):
    """A member fills in the form that Usher opened for them, and sends it."""

    who: Member
    """Who fills it in."""

    fills: dict[str, Text]
    """What they write, by field."""


class Waits(Model):
    """Time passes."""

    waits: Annotated[Duration, between("1s", "60d")]
    """How long, such as 10m, 2h or 1d12h."""


class Expects(Model):
    """What must be so by now. It looks at everything since the last step in which somebody did something."""

    expects: Kind
    """What must have happened, or must not."""

    who: Someone | None = None
    """Who sees it; `everyone else` is all but the one who did something last."""

    place: ChannelKey | None = Field(default=None, alias="in")
    """The channel, for a message."""

    words: Words = ()
    """Words that stand in it."""

    marked: Words = ()
    """Words that are marked in it, as a nudge marks what mattered."""

    voice: Sentences = ()
    """Sentences of the voice that it is made of, by their keys."""

    language: LocaleTag | None = None
    """The language it is written in."""

    about: Member | None = None
    """A member whom it names."""

    buttons: Actions = ()
    """Buttons below it, by what they do."""

    feature: Feature | None = None
    """The feature that is paused, or is not."""

    @field_validator("who", "place", "feature", *_DETAILS)
    @classmethod
    def _has_a_meaning_here(cls, value: object, info: ValidationInfo) -> object:
        kind, name = info.data.get("expects"), str(info.field_name)
        if kind is not None and name not in _fields_of(kind):
            key = cls.model_fields[name].alias or name
            raise refusal(f"{key} has no meaning for {quoted(kind)}", "Take this line out")
        return value

    @model_validator(mode="after")
    def _says_enough(self) -> Self:
        wanted = {"who": self.who, "in": self.place, "feature": self.feature}
        for kinds, key in ((_PERSONAL, "who"), (_IN_A_CHANNEL, "in"), (_PAUSES, "feature")):
            if self.expects in kinds and wanted[key] is None:
                raise refusal(f"{quoted(self.expects)} needs {key}", f"Add the line: {key}: …")
        return self


def _fields_of(kind: str) -> frozenset[str]:
    """Return what may stand beside an expectation of this kind."""
    if kind in _PAUSES:
        return frozenset({"feature"})
    if kind == "nothing private":
        return frozenset({"who"})
    own = {"who"} if kind in _PERSONAL else {"place"} if kind in _IN_A_CHANNEL else set()
    return frozenset(own | set(_DETAILS))


def _tag(value: object) -> str:
    # No tag is a key of a step: that keeps a complaint's place apart from the step's own keys.
    keys = value if isinstance(value, dict) else type(value).__annotations__
    return f"a step that {next((verb for verb in VERBS if verb in keys), VERBS[0])}"


def _with_one_verb(value: object) -> object:
    if isinstance(value, Model):
        return value
    if not isinstance(value, dict):
        raise refusal("a step is made of keys and values", 'Write it like this: {who: mira, says: "Good evening"}')
    verbs = [verb for verb in VERBS if verb in value]
    if len(verbs) > 1:
        raise refusal(f"this step {verbs[0]} and {verbs[1]}", "Make two steps of it, each with its own dash")
    if not verbs:
        strange = next((key for key in value if key not in {"who", "in", "with", "called"}), "")
        raise refusal("nothing happens in this step", cure_by_choice(str(strange), VERBS))
    return value


Doing = Says | Runs | Presses | Fills | Waits

Step = Annotated[
    Annotated[Says, Tag("a step that says")]
    | Annotated[Runs, Tag("a step that runs")]
    | Annotated[Presses, Tag("a step that presses")]
    | Annotated[Fills, Tag("a step that fills")]
    | Annotated[Waits, Tag("a step that waits")]
    | Annotated[Expects, Tag("a step that expects")],
    Discriminator(_tag),
    BeforeValidator(_with_one_verb),
]
