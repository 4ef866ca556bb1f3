"""What must hold of any Usher once all is quiet, whatever happened before (DESIGN §1.4).

Each check raises AssertionError with what it found. A feature's own scenario checks what these cannot know.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from bot.domain.plans import Words
from tests.faults.history import buttons_of, made_by_usher, marks, renamed, rows, said_by_usher, steps_done, went

if TYPE_CHECKING:
    import io

    from tests.simulation import World

_words = TypeAdapter(Words)

NOTICE = ("cases:mine:", "cases:open:")
WHY, CARD = "moderation:why:", "moderation:right:"
"""How the first button of a line, and of a card, begins. What follows is the message, and which of its revisions."""
WITH_STAFF = "SELECT dedupe_key FROM plans WHERE state IN ('stopped', 'dropped')"
TAKEN = "SELECT * FROM cases WHERE kind IN ('hide', 'retitle') AND delivery IN ('dm', 'line')"
TOLD = frozenset({"dm", "line"})
SABOTAGE = frozenset({"DatabaseError", "RuntimeError"})
"""What commits and steps that were made to fail are called at the door."""


def nothing_twice(world: World) -> None:
    """No notice, log line, role, channel or thread was ever made a second time."""
    no_mark_twice(world)
    twice = {what: count for what, count in made_by_usher(world).items() if count > 1}
    assert not twice, f"made more than once: {twice}"


def no_mark_twice(world: World) -> None:
    """No notice, whichever way it came, no line and no card about a find was ever sent a second time."""
    first = Counter(said.marks[0] for said in said_by_usher(world) if said.marks)
    sent = Counter(_once(mark) for mark in first.elements() if mark.startswith((*NOTICE, WHY, CARD)))
    twice = {what: count for what, count in sent.items() if count > 1}
    assert not twice, f"said more than once: {twice}"


def every_case_is_told(world: World) -> None:
    """Each case that is kept reached its member once, or it is noted why not, or it is with staff."""
    sent = Counter(mark for mark in marks(world).elements() if mark.startswith(NOTICE))
    with_staff = [row["dedupe_key"] for row in rows(world, WITH_STAFF)]
    for case in rows(world, "SELECT * FROM cases"):
        count = sent[f"cases:mine:{case['guild_id']}.{case['id']}"] + sent[f"cases:open:{case['id']}"]
        how = case["delivery"]
        if how is None:
            key = f"{case['kind']}:{case['message_id']}"
            assert any(each == key or each.startswith(f"{key}:") for each in with_staff), f"{key} is on its way"
        assert count == (how in TOLD), f"case {case['id']}: {how}, but {count} notices"


def taken_before_it_is_told(world: World) -> None:
    """Whoever's text was taken away heard of it once it was gone: in private, and with all that is kept of it."""
    notices = {said.marks[0]: said for said in said_by_usher(world) if said.marks}
    kept = {row["message_id"]: kept_text(row) for row in rows(world, "SELECT * FROM moderation_evidence")}
    backend, gone = world.env.backend, went(world)
    for case in rows(world, TAKEN):
        id_, told = case["message_id"], notices.get(f"cases:mine:{case['guild_id']}.{case['id']}")
        told_at = (told or notices[f"cases:open:{case['id']}"]).at
        if case["channel_id"] in backend.channels:
            at = min((at for at, _ in renamed(world, -id_)), default=0) if case["kind"] == "retitle" else gone[id_]
            assert at < told_at, f"{case['kind']} of {id_}: told before it was done"
        if told is not None:
            assert told.channel_id == backend.dm_channels[case["member_id"]], f"{id_}: somebody else was told"
            assert kept[id_].startswith(told.texts[1]), f"{id_}: {told.texts[1]!r} was given back of {kept[id_]!r}"


def kept_text(evidence: dict[str, Any]) -> str:
    """Return what is kept of a message that was taken away; a title is kept under its thread's number below zero."""
    return "\n".join(each["text"] for each in json.loads(evidence["passages"]))


def each_decision_has_its_line(world: World) -> None:
    """Staff read one line about a find, and one about each edit that brought another."""
    lines = Counter(said.marks[0] for said in said_by_usher(world) if said.marks and said.marks[0].startswith(WHY))
    for decision in rows(world, "SELECT message_id, revision FROM moderation_decisions"):
        for revision in range(decision["revision"] + 1):
            mark = f"{WHY}{decision['message_id']}" + (f".{revision}" if revision else "")
            assert lines[mark] == 1, f"{mark}: {lines[mark]} lines"


def ledger_at_rest(world: World) -> None:
    """Nothing is being carried out, and nothing is overdue except what a pause holds."""
    now = world.env.now().strftime("%Y-%m-%d %H:%M:%S.%f")
    open_rows = rows(world, "SELECT * FROM plans WHERE state IN ('due', 'running')")
    paused = world.usher.house.pauses.all()
    for plan in open_rows:
        assert plan["state"] != "running", f"still running: {plan['dedupe_key']}"
        held = (plan["guild_id"], plan["feature"]) in paused
        assert held or plan["not_before"] > now, f"overdue: {plan['dedupe_key']} ({plan['trouble']})"


def nothing_stopped(world: World) -> None:
    """No plan met a dead end."""
    stopped = rows(world, "SELECT dedupe_key, trouble FROM plans WHERE state = 'stopped'")
    assert not stopped, f"dead ends: {stopped}"


def nothing_dropped(world: World) -> None:
    """No plan was given up."""
    dropped = rows(world, "SELECT dedupe_key, trouble FROM plans WHERE state = 'dropped'")
    assert not dropped, f"given up: {dropped}"


def lines_as_planned(world: World) -> None:
    """Staff read each line and each card that a plan put there, and none more often than plans put it there.

    Two plans may say the very same in one minute; then one line may stand for both.
    """
    done = steps_done(world)
    planned = Counter(_line(world, step, results) for step, results in done if step["step"] == "log_line")
    threads = {thread.id for thread in world.guild.channels["usher-log"].threads}
    said = Counter(said.content for said in said_by_usher(world) if said.channel_id in threads)
    assert said.keys() == planned.keys(), f"lines that are missing or too many: {said.keys() ^ planned.keys()}"
    assert said <= planned, f"lines said again: {said - planned}"
    asked = Counter(step["actions"][0] for step, _ in done if step["step"] == "desk_card")
    cards = Counter(said.marks[0] for said in said_by_usher(world) if said.marks and said.marks[0] in asked)
    assert cards == asked, f"cards: {cards}, asked for: {asked}"


def no_line_left(world: World) -> None:
    """No neutral line stands in a channel any more."""
    left = [
        message.id
        for channel in world.env.backend.messages.values()
        for message in channel.values()
        if any(mark.startswith("cases:open:") for mark in buttons_of(message.components))
    ]
    assert not left, f"neutral lines that nobody took away: {left}"


def errors_passed_the_door(world: World, log: io.StringIO) -> None:
    """Each error that the process met was reported at the door, with a reference."""
    reported = Counter(error["kind"] for error in at_the_door(log))
    met = Counter(type(getattr(error, "original", error)).__name__ for error in world.env.errors)
    silent = met - reported
    assert not silent, f"errors that nobody was told of: {dict(silent)}"


def each_sabotage_was_told(failed: Counter[str], log: io.StringIO) -> None:
    """Every commit and step that was made to fail was told at the door, or was the door's own attempt to tell staff."""
    told = [error for error in at_the_door(log) if error["kind"] in SABOTAGE]
    told += [record for record in _records(log) if record["event"] == "staff could not be told"]
    made = sum(count for name, count in failed.items() if not name.startswith("call"))
    assert len(told) >= made, f"{made} commits and steps failed, {len(told)} were told of"


def at_the_door(log: io.StringIO) -> list[dict[str, Any]]:
    """Return the records of the errors that were reported at the door."""
    return [record for record in _records(log) if record["event"] == "error"]


def _records(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def _once(mark: str) -> str:
    """Return what a mark stands for: a notice is the same one whichever way it came."""
    return mark if mark.startswith((WHY, CARD)) else "notice " + mark.replace(".", ":").rpartition(":")[2]


def _line(world: World, step: dict[str, Any], results: dict[str, str]) -> str:
    """Return what a line comes to, in the community's language."""
    voice, more = world.usher.house.voice, {}
    if step["told_by"] is not None:
        more["delivery"] = voice.say(f"deliveries.{results[str(step['told_by'])]}", "en")
    return voice.words(_words.validate_python(step["words"]), "", "en", **more)
