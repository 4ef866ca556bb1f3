"""Plans: what is to happen outside the process, as values.

Deciding makes a plan; carrying it out is the stagehand's; keeping it is the ledger's. A plan holds ordered steps, each
with all that is needed to do it later, elsewhere, after a restart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal


class Overdue(StrEnum):
    """What becomes of a plan whose time passed while nobody could carry it out."""

    RUN = "run"
    """Late is better than never."""
    SKIP = "skip"
    """Stale by now: leave it out."""


@dataclass(frozen=True, slots=True)
class Words:
    """Something to say: a key of the voice, and what goes into its places; `parts` are places that are said first."""

    key: str
    values: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Tell one member something in private; if their messages are closed, through a neutral line in the channel.

    `reference` names the case the notice is about: the button that opens the notice again carries it.
    """

    member_id: int
    reference: int
    channel_id: int
    words: Words
    line_until: datetime
    """When the neutral line, if one is needed, is taken away again."""
    locale: str | None = None
    step: Literal["notice"] = "notice"


@dataclass(frozen=True, slots=True)
class LogLine:
    """Put a line in the staff's log, in the thread of the day.

    `told_by` is the step whose delivery the line reports. `actions` are custom ids of its buttons; their labels stand
    in the voice under the same verb, and may have the places of the words. The link leads to a message.
    """

    words: Words
    told_by: int | None = None
    link_channel_id: int | None = None
    link_message_id: int | None = None
    actions: tuple[str, ...] = ()
    step: Literal["log_line"] = "log_line"


@dataclass(frozen=True, slots=True)
class DeskCard:
    """Ask staff for a decision. `actions` are custom ids; their labels stand in the voice under the same verb."""

    words: Words
    actions: tuple[str, ...]
    step: Literal["desk_card"] = "desk_card"


@dataclass(frozen=True, slots=True)
class Post:
    """Say something in a channel."""

    channel_id: int
    words: Words
    step: Literal["post"] = "post"


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove one of Usher's own messages; gone already is as good."""

    channel_id: int
    message_id: int
    step: Literal["delete"] = "delete"


@dataclass(frozen=True, slots=True)
class Hide:
    """Take a member's message away. Its text was kept before, so that it can be given back."""

    channel_id: int
    message_id: int
    step: Literal["hide"] = "hide"


@dataclass(frozen=True, slots=True)
class Retitle:
    """Give a thread or a forum post a neutral name: its title cannot stay, and its conversation can."""

    channel_id: int
    step: Literal["retitle"] = "retitle"


@dataclass(frozen=True, slots=True)
class Purge:
    """Take several messages of one channel away at once; those that are gone already are as good."""

    channel_id: int
    message_ids: tuple[int, ...]
    step: Literal["purge"] = "purge"


@dataclass(frozen=True, slots=True)
class CreateRole:
    """Make a role that the settings name."""

    name: str
    step: Literal["create_role"] = "create_role"


@dataclass(frozen=True, slots=True)
class CreateChannel:
    """Make a text channel that the settings name; a staff channel is seen by Usher and the roles named here only."""

    name: str
    staff_only: bool
    roles: tuple[str, ...] = ()
    step: Literal["create_channel"] = "create_channel"


@dataclass(frozen=True, slots=True)
class AllowRoles:
    """Let roles, and Usher itself, see and use a staff channel that exists already; hide it from everyone else."""

    channel_id: int
    roles: tuple[str, ...]
    hide: bool
    step: Literal["allow_roles"] = "allow_roles"


@dataclass(frozen=True, slots=True)
class Resume:
    """A pause has run out: take the feature up again and say so."""

    feature: str
    step: Literal["resume"] = "resume"


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """Forget what has been kept long enough."""

    step: Literal["housekeeping"] = "housekeeping"


Step = (
    Notice
    | LogLine
    | DeskCard
    | Post
    | Delete
    | Hide
    | Retitle
    | Purge
    | CreateRole
    | CreateChannel
    | AllowRoles
    | Resume
    | Housekeeping
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Ordered steps, one community, one reason to exist.

    `dedupe_key` makes a second plan for the same thing impossible. `feature` is what must not be paused while it runs.
    `subject_id` is the member it is about, so that it can be shown to them and forgotten.
    """

    guild_id: int
    feature: str
    dedupe_key: str
    steps: tuple[Step, ...]
    not_before: datetime | None = None
    overdue: Overdue = Overdue.RUN
    grace: timedelta | None = None
    """How late `Overdue.SKIP` still counts as on time."""
    subject_id: int | None = None
