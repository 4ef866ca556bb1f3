"""The steps of a scene, one verb to each: what people do (`doings`), and what is expected of it.

Owns how steps are told apart and how expectations are written. Whether one holds is `expecting`'s.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationInfo, field_validator, model_validator

from bot.rehearsal.bill import Actions, ChannelKey, Feature, Member, Sentences, Someone, Words
from bot.rehearsal.doings import Chooses, Edits, Fills, Presses, Runs, Says, Waits
from bot.settings.explaining import refusal
from bot.settings.model import Model
from bot.settings.problems import cure_by_choice, quoted
from bot.settings.types import LocaleTag

VERBS: Final = ("says", "edits", "runs", "chooses", "presses", "fills", "waits", "expects")

Kind = Literal[
    "direct message",
    "private answer",
    "nothing private",
    "message",
    "no message",
    "removed message",
    "no removed message",
    "log line",
    "no log line",
    "card",
    "no card",
    "pause",
    "no pause",
]
_PERSONAL: Final = frozenset({"direct message", "private answer", "nothing private"})
_IN_A_CHANNEL: Final = frozenset({"message", "no message", "removed message", "no removed message"})
_PAUSES: Final = frozenset({"pause", "no pause"})
_BESIDE: Final = frozenset({"who", "in", "with", "called", "to", "of", "from"})
_DETAILS: Final = ("words", "marked", "voice", "language", "about", "buttons")


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
    """A member whom it names; of a message that was removed, also its author."""

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
        strange = next((key for key in value if key not in _BESIDE), "")
        raise refusal("nothing happens in this step", cure_by_choice(str(strange), VERBS))
    return value


Step = Annotated[
    Annotated[Says, Tag("a step that says")]
    | Annotated[Edits, Tag("a step that edits")]
    | Annotated[Runs, Tag("a step that runs")]
    | Annotated[Chooses, Tag("a step that chooses")]
    | Annotated[Presses, Tag("a step that presses")]
    | Annotated[Fills, Tag("a step that fills")]
    | Annotated[Waits, Tag("a step that waits")]
    | Annotated[Expects, Tag("a step that expects")],
    Discriminator(_tag),
    BeforeValidator(_with_one_verb),
]
