"""What people do in a scene: seven verbs, one to a step, and what may stand beside each.

Owns how these steps are written. What they do is `acting`'s; what is expected of them is in `steps`.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.rehearsal.bill import Action, Button, ChannelKey, Command, Entry, Member, Name, Option, Text
from bot.settings.explaining import refusal
from bot.settings.model import Model
from bot.settings.types import Duration, Key, between


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


class Edits(Model):
    """A member changes a message of their own."""

    who: Member
    """Who changes it."""

    edits: Name
    """Which message, by the name that it was given with `called`."""

    to: Text
    """What it says from now on."""


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


class Chooses(Model):
    """A member chooses from a menu: that of a message (`of`), or one below an answer of Usher's (`from`)."""

    who: Member
    """Who chooses."""

    chooses: Entry
    """The entry, as it reads there; one of a message's menu also by its key in the voice."""

    of: Name | None = None
    """Whose menu it is: a message, by the name that it was given with `called`."""

    menu: Action | None = Field(default=None, alias="from")
    """The menu below an answer, by what it does, such as moderation:rule; the newest of its kind that they see."""

    @model_validator(mode="after")
    def _from_one_menu(self) -> Self:
        if (self.of is None) is (self.menu is None):
            raise refusal("it needs one menu", "Add the line: of: … for a message's menu, or from: … for Usher's")
        return self


class Presses(Model):
    """A member presses a button of Usher's: the newest of its kind that they see."""

    who: Member
    """Who presses."""

    presses: Button
    """The button, by what it does, such as cases:open; of several alike, with how its id goes on, such as
    moderation:mode:shadow."""


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


Doing = Says | Edits | Runs | Chooses | Presses | Fills | Waits
"""Every verb but `expects`."""
