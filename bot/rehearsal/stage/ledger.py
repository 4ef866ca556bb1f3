"""The ledger in plain words: what is due, what was done, and what stopped.

Finding plans is the storage's, claiming and carrying them out the stagehand's. A plan that has ended keeps no steps, so
its words come from the kind of thing it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.domain.plans import (
    AllowRoles,
    CreateChannel,
    CreateRole,
    Delete,
    DeskCard,
    Hide,
    Housekeeping,
    LogLine,
    Notice,
    Post,
    Purge,
    Resume,
    Retitle,
)
from bot.services.privacy import NOBODY
from bot.storage.plans import latest

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.plans import Plan, Step
    from bot.rehearsal.names import Names
    from bot.rehearsal.playhouse import Playhouse
    from bot.storage.plans import Held

AHEAD: Final = 20
BACK: Final = 30

_WORDS: Final[dict[type, Callable[[Any, Names], str]]] = {
    Notice: lambda step, names: f"a private note to {names.person(step.member_id)}",
    LogLine: lambda _, __: "a line in the log",
    DeskCard: lambda _, __: "a card on the desk",
    Post: lambda step, names: f"a message in {names.channel(step.channel_id)}",
    Delete: lambda step, names: f"take Usher’s message in {names.channel(step.channel_id)} away",
    Hide: lambda step, names: f"take a message in {names.channel(step.channel_id)} away",
    Retitle: lambda step, names: f"give {names.channel(step.channel_id)} a neutral title",
    Purge: lambda step, names: f"take several messages in {names.channel(step.channel_id)} away",
    CreateRole: lambda step, _: f"make the role {step.name}",
    CreateChannel: lambda step, _: f"make the channel #{step.name}",
    AllowRoles: lambda step, names: f"let staff see {names.channel(step.channel_id)}",
    Resume: lambda step, _: f"take {step.feature} up again",
    Housekeeping: lambda _, __: "housekeeping: forget what was kept long enough",
}

_KINDS: Final = {
    "nudge": "A quiet word to {who}",
    "hide": "A message taken away, and its text back to {who}",
    "retitle": "A neutral title, and a quiet word to {who}",
    "seen": "A line for staff about something that {who} wrote",
    "report": "A line for staff: {who} reported something",
    "purge": "Many messages taken away, as {who} asked",
    "shadow": "A line in the log, from a rule that only watches",
    "sweep": "Take the line to a private note away",
    "setup": "Make what the server lacked",
    "findings": "Tell staff what the doctor found",
    "pause": "Say in the log that {what} is paused",
    "resume": "Take {what} up again",
    "resumed": "Say in the log that {what} goes on",
    "housekeeping": "Housekeeping: forget what was kept long enough",
    "error": "Tell staff of a mistake in Usher",
    "dead-end": "Ask staff about something that stopped",
}
"""What an ended plan was, by the first part of its dedupe key."""


async def ledger(house: Playhouse) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of this server and of Usher itself: due ones soonest first, ended ones latest first."""
    async with house.house.database.read() as tx:
        due, ended = await latest(tx, (house.guild.id, NOBODY), ahead=AHEAD, back=BACK)
    names = house.names
    return {
        "stopped": [_row(held, names) for held in ended if held.state == "stopped"],
        "due": [_row(held, names) for held in due],
        "done": [_row(held, names) for held in ended if held.state != "stopped"],
    }


def in_words(plan: Plan, names: Names) -> str:
    """Return what a plan does, step by step, or what it was."""
    words = ", then ".join(_step(step, names) for step in plan.steps) or _was(plan, names)
    return words[:1].upper() + words[1:]


def _was(plan: Plan, names: Names) -> str:
    kind, what, *_ = *plan.dedupe_key.split(":"), ""
    who = None if plan.subject_id is None else names.person(plan.subject_id)
    if kind in _KINDS:
        return _KINDS[kind].format(who=who or "somebody", what=what)
    return kind.replace("-", " ").replace(".", " ") + (f", about {who}" if who else "")


def _step(step: Step, names: Names) -> str:
    words = _WORDS.get(type(step))
    return words(step, names) if words else str(step.step).replace("_", " ")


def _row(held: Held, names: Names) -> dict[str, Any]:
    return {
        "id": held.id,
        "what": in_words(held.plan, names),
        "state": held.state,
        "at": held.at.isoformat(),
        "trouble": held.trouble,
    }
