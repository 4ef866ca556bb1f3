"""Rows as an older Usher wrote them, word for word: this one reads them, and says what is still to be said."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.domain.moderation.reading import Tier, View
from bot.domain.moderation.verdicts import Considered, Outcome, Spot
from bot.domain.plans import LogLine, Notice
from bot.storage import cases, moderation
from bot.storage.database import Database
from bot.storage.ledger import Ledger
from bot.storage.migrating import migrate
from bot.storage.tables import plans
from bot.voice import load_voice
from tests.storage.conftest import NOON, HandClock
from tests.storage.samples import HERE
from tests.storage.schemas import write

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.domain.plans import Words

VOICE = load_voice(Path(__file__).parents[2] / "config" / "voice")
OUR_FIRST = "0001"
FAN = 5
MONTH = timedelta(days=30)

FRAK = {"start": 3, "end": 7, "term": "frak", "tier": "strong", "view": "plain"}
SLUR = {"start": 0, "end": 3, "term": "slur", "tier": "slur", "view": "spelled-out"}
FOUND = {
    900: [{"rule": "language", "outcome": "matched", "hits": [FRAK]}],
    901: [{"rule": "strict", "outcome": "shadowed", "hits": [FRAK, SLUR]}, {"rule": "x", "outcome": "off", "hits": []}],
}
"""What rules found, by message."""

UNDERSTOOD = {
    900: (
        Considered(
            "language",
            Outcome.MATCHED,
            (Spot(3, 7, "frak", tier=Tier.strong, view=View.plain),),
            "language",
            "language.strong",
        ),
    ),
    901: (
        Considered(
            "strict",
            Outcome.SHADOWED,
            (
                Spot(3, 7, "frak", tier=Tier.strong, view=View.plain),
                Spot(0, 3, "slur", tier=Tier.slur, view=View.spelled),
            ),
            "language",
            "language.slur",
        ),
        Considered("x", Outcome.OFF, (), "language"),
    ),
}

VALUES = {"member": "<@5>", "channel": "<#603>", "rule": "language", "words": "`frak`"}
NOTE = {
    "channel": "<#603>",
    "excerpt": "oh __**frak**__ this",
    "until": "<t:1776081600:D>",
    "link": "https://x.example",
}
NUDGE = {
    "member_id": FAN,
    "reference": 1,
    "channel_id": 603,
    "words": {"key": "cases.nudge", "values": NOTE},
    "line_until": "2026-03-14T13:00:00Z",
    "locale": "fr",
    "step": "notice",
}
LINE = {"told_by": 0, "link_channel_id": 603, "link_message_id": 900, "step": "log_line"}
STEPS: dict[str, list[dict[str, Any]]] = {
    "nudge:900": [NUDGE, LINE | {"words": {"key": "log.nudge", "values": VALUES}}],
    "shadow:901": [LINE | {"told_by": None, "words": {"key": "log.shadow", "values": VALUES}}],
    "sweep:7": [{"channel_id": 603, "message_id": 7, "step": "delete"}],
    "pause:cases:1": [{"words": {"key": "pauses.resumed", "values": {"feature": "cases"}}, "step": "log_line"}],
    "ended:1": [],
}
"""What was still to be said and done, by the plan's key."""


def older_rows() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a community in which one message was answered and another one only seen."""
    decided = {"guild_id": HERE, "channel_id": 603, "author_id": FAN, "settings_version": "371ba6c7d94b"}
    times = {"decided_at": NOON, "expires_at": NOON + MONTH}
    case = {"guild_id": HERE, "member_id": FAN, "kind": "nudge", "rule": "language", "channel_id": 603}
    told = {"message_id": 900, "excerpt": NOTE["excerpt"], "created_at": NOON, "expires_at": NOON + MONTH}
    plan = {"guild_id": HERE, "feature": "cases", "subject_id": FAN, "results": {}, "progress": 0, "overdue": "run"}
    due = {"state": "due", "not_before": NOON, "attempts": 0, "created_at": NOON}
    return {
        "moderation_decisions": [
            {**decided, **times, "message_id": message, "considered": found} for message, found in FOUND.items()
        ],
        "cases": [{**case, **told}],
        "plans": [{**plan, **due, "dedupe_key": key, "steps": steps} for key, steps in STEPS.items()],
    }


@pytest.fixture
async def migrated(empty_url: str) -> AsyncIterator[Database]:
    """A database that an older Usher wrote, brought up to date."""
    database = Database(empty_url)
    await database.open()
    await migrate(database, OUR_FIRST)
    await write(database, older_rows())
    await migrate(database)
    yield database
    await database.close()


@pytest.mark.parametrize("message", FOUND)
async def test_an_old_decision_can_be_explained(migrated: Database, message: int) -> None:
    """What was found then is found in it now, with its kind and its reason; what followed from it is not known."""
    async with migrated.read() as tx:
        kept = await moderation.find(tx, HERE, message)
    assert kept is not None
    assert kept.considered == UNDERSTOOD[message]
    assert (kept.response, kept.revision, kept.decided_at) == ({}, 0, NOON)


async def test_an_edit_of_an_old_message_is_kept(migrated: Database) -> None:
    """A message that was decided before can be decided on after its author edits it."""
    async with migrated.write() as tx:
        kept = await moderation.find(tx, HERE, 900)
        assert kept is not None
        kept.response["text"] = "hide"
        assert not await moderation.amend(tx, kept)
        assert await moderation.keep(tx, kept) is False


async def test_an_old_note_has_the_reason_that_there_was(migrated: Database) -> None:
    """A note that was written before there were several reasons was about strong words."""
    async with migrated.read() as tx:
        (case,) = await cases.of_message(tx, HERE, 900)
        assert await cases.remembered(tx, NOON) == [(HERE, FAN, NOON + MONTH)]
    assert (case.because, case.excerpt, case.delivery) == ("language.strong", NOTE["excerpt"], None)


@pytest.mark.parametrize("locale", ["en", "fr"])
async def test_what_was_still_to_be_said_can_be_said(migrated: Database, locale: str) -> None:
    """Every plan that was under way is carried out, and its sentences have a word for every place."""
    claimed = await Ledger(migrated, HandClock()).claim(10, guilds=(HERE,), paused=())
    steps = {entry.plan.dedupe_key: entry.plan.steps for entry in claimed}
    assert {key: len(each) for key, each in steps.items()} == {key: len(each) for key, each in STEPS.items()}
    for words in said(step for each in steps.values() for step in each):
        parts = ("title", "body") if words.key == "cases.nudge" else ("",)
        assert all(VOICE.words(words, part, locale, delivery="dm") for part in parts)
    note, line = steps["nudge:900"]
    assert isinstance(note, Notice)
    assert isinstance(line, LogLine)
    assert note.words.values == NOTE
    assert (note.words.parts["because"].key, note.words.parts["because"].values) == (
        "cases.because.language.strong",
        {},
    )
    assert line.words.parts["because"].values == {"words": "`frak`"}


async def test_what_says_nothing_of_a_message_is_as_it_was(migrated: Database) -> None:
    """Other plans are not touched, word for word."""
    others = ("sweep:7", "pause:cases:1", "ended:1")
    async with migrated.read() as tx:
        found = await tx.run(select(plans.c.dedupe_key, plans.c.steps).where(plans.c.dedupe_key.in_(others)))
        assert {row.dedupe_key: row.steps for row in found} == {key: STEPS[key] for key in others}


def said(steps: Iterator[Any]) -> Iterator[Words]:
    """Yield what steps say."""
    return (step.words for step in steps if hasattr(step, "words"))
