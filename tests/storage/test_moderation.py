"""The tables of moderation: decisions, what was taken away, what staff thought of it, and reports."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.moderation.messages import Field, Passage
from bot.domain.moderation.reading import Tier, View
from bot.domain.moderation.verdicts import Considered, Fate, Outcome, Spot, Wants
from bot.storage import moderation
from bot.storage.communities import NOBODY
from bot.storage.moderation import Decision, evidence, judgements, reports
from bot.storage.moderation.evidence import HIDDEN, PURGED, Evidence
from bot.storage.moderation.judgements import Judgement
from tests.storage.conftest import NOON
from tests.storage.samples import ELSEWHERE, HERE

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.database import Database, Transaction

HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)

SPOTS = (Spot(0, 4, "frak", tier=Tier.strong, view=View.plain), Spot(1, 3, field=Field.TITLE, passage=1))
FOUND = Considered("links", Outcome.SHADOWED, SPOTS[1:], "links", "links.many", {"n": "é"}, Wants(Fate.HIDE, True, 3))
CONSIDERED = (Considered("language", Outcome.MATCHED, SPOTS), FOUND, Considered("other", Outcome.CLEAN))
DECISION = Decision(HERE, 8, 7, 5, CONSIDERED, "v1", NOON, NOON + HOUR, {"text": "keep", "reasons": ["language"]})

TITLE, TEXT = Passage(Field.TITLE, "a title"), Passage(Field.CONTENT, "  what they\n wrote é 🎬")
EVIDENCE = Evidence(HERE, 8, 7, 5, (TITLE,), HIDDEN, NOON, NOON + HOUR)
JUDGEMENT = Judgement(HERE, 8, "language", right=True, judged_by=6, judged_at=NOON, expires_at=NOON + HOUR)


async def test_a_decision_is_kept_once(database: Database) -> None:
    """The first decision about a message stands, with every spot, value and wish as it was."""
    async with database.write() as tx:
        assert await moderation.keep(tx, DECISION)
        assert not await moderation.keep(tx, replace(DECISION, considered=()))
        assert await moderation.keep(tx, replace(DECISION, guild_id=ELSEWHERE))
        assert await moderation.find(tx, HERE, 8) == DECISION
        assert await moderation.find(tx, HERE, 9) is None


async def test_an_edit_takes_the_place_of_the_revision_before(database: Database) -> None:
    """What an edit brought is kept with its number, for this message only; a revision cannot be skipped or repeated."""
    second = replace(DECISION, revision=1, considered=CONSIDERED[:1], response={"text": "hide"}, settings_version="v2")
    async with database.write() as tx:
        assert not await moderation.amend(tx, second)
        for each in (DECISION, replace(DECISION, guild_id=ELSEWHERE), replace(DECISION, message_id=9)):
            await moderation.keep(tx, each)
        assert not await moderation.amend(tx, replace(second, revision=2))
        assert await moderation.amend(tx, second)
        assert not await moderation.amend(tx, replace(second, response={}))
        assert await moderation.find(tx, HERE, 8) == second
        assert [each.revision for each in await moderation.latest(tx, ELSEWHERE, 5)] == [0]
        assert await moderation.find(tx, HERE, 9) == replace(DECISION, message_id=9)


async def test_of_edits_that_are_read_at_once_one_is_kept(url: str, database: Database) -> None:
    """When two processes bring the same revision at the same moment, one is told that it came too late."""
    other = type(database)(url)
    await other.open()
    async with database.write() as tx:
        await moderation.keep(tx, DECISION)

    async def amend(where: Database, number: int) -> bool:
        async with where.write() as tx:
            return await moderation.amend(tx, replace(DECISION, revision=1, settings_version=f"v{number}"))

    told = await asyncio.gather(*(amend(each, number) for number, each in enumerate((database, other) * 3)))
    await other.close()
    assert sorted(told) == [False] * 5 + [True]
    async with database.read() as tx:
        kept = await moderation.find(tx, HERE, 8)
    assert kept == replace(DECISION, revision=1, settings_version=f"v{told.index(True)}")


async def test_decisions_expire(database: Database) -> None:
    """A decision is removed when its time is over, and not before."""
    async with database.write() as tx:
        await moderation.keep(tx, DECISION)
        assert await moderation.expire(tx, NOON + HOUR - INSTANT) == 0
        assert await moderation.expire(tx, NOON + HOUR) == 1
        assert await moderation.of_author(tx, HERE, 5) == []


async def test_decisions_are_in_order(database: Database) -> None:
    """What was decided about somebody comes oldest first; the latest of a community newest first, and only so many."""
    async with database.write() as tx:
        for message, hours in ((1, 3), (2, 1), (3, 2), (4, 3)):
            await moderation.keep(tx, replace(DECISION, message_id=message, decided_at=NOON + hours * HOUR))
        await moderation.keep(tx, replace(DECISION, guild_id=ELSEWHERE, decided_at=NOON + 9 * HOUR))
        assert [each.message_id for each in await moderation.of_author(tx, HERE, 5)][:2] == [2, 3]
        assert [each.message_id for each in await moderation.latest(tx, HERE, 10)] == [4, 1, 3, 2]
        assert [each.message_id for each in await moderation.latest(tx, HERE, 2)] == [4, 1]


async def test_forgotten_decisions_are_gone(database: Database) -> None:
    """Forgetting takes what was decided about one member in one community."""
    async with database.write() as tx:
        for each in (DECISION, replace(DECISION, message_id=9, author_id=6), replace(DECISION, guild_id=ELSEWHERE)):
            await moderation.keep(tx, each)
        assert await moderation.forget(tx, HERE, 5) == 1
        assert [await moderation.find(tx, HERE, 8), await moderation.find(tx, HERE, 9)].count(None) == 1
        assert await moderation.find(tx, ELSEWHERE, 8) is not None


async def test_what_was_taken_away_is_kept_word_for_word(database: Database) -> None:
    """A text comes back as it was written; a second one of the same message stands beside the first, once."""
    later = replace(EVIDENCE, passages=(TEXT, TITLE), reason=PURGED, kept_at=NOON + HOUR, expires_at=NOON + 2 * HOUR)
    async with database.write() as tx:
        await evidence.keep(tx, EVIDENCE)
        await evidence.keep(tx, EVIDENCE)
        assert await evidence.find(tx, HERE, 8) == EVIDENCE
        await evidence.keep(tx, later)
        await evidence.keep(tx, replace(later, passages=(), expires_at=NOON))
        both = replace(EVIDENCE, passages=(TITLE, TEXT), expires_at=NOON + 2 * HOUR)
        assert await evidence.find(tx, HERE, 8) == both
        assert await evidence.find(tx, ELSEWHERE, 8) is None


async def test_texts_that_are_taken_away_at_once_are_all_kept(url: str, database: Database) -> None:
    """When two processes take parts of one message away at the same moment, none is lost."""
    other = type(database)(url)
    await other.open()
    texts = [Passage(Field.EMBED, str(number)) for number in range(6)]

    async def keep(where: Database, passage: Passage) -> None:
        async with where.write() as tx:
            await evidence.keep(tx, replace(EVIDENCE, passages=(passage,)))

    await asyncio.gather(*(keep(each, text) for each, text in zip((database, other) * 3, texts, strict=True)))
    await other.close()
    async with database.read() as tx:
        kept = await evidence.find(tx, HERE, 8)
    assert kept is not None
    assert sorted(kept.passages, key=lambda each: each.text) == texts


async def test_evidence_is_forgotten(database: Database) -> None:
    """What somebody wrote goes when its time is over, or when they ask; other people's stays."""
    async with database.write() as tx:
        for number, (author, hours) in enumerate([(5, 3), (5, 1), (5, 2), (6, 3)]):
            at = NOON + hours * HOUR
            kept = replace(EVIDENCE, message_id=number, author_id=author, kept_at=at, expires_at=at)
            await evidence.keep(tx, kept)
        await evidence.keep(tx, replace(EVIDENCE, guild_id=ELSEWHERE, expires_at=NOON + 9 * HOUR))
        assert [each.message_id for each in await evidence.of_author(tx, HERE, 5)] == [1, 2, 0]
        await evidence.expire(tx, NOON + 2 * HOUR - INSTANT)
        assert [each.message_id for each in await evidence.of_author(tx, HERE, 5)] == [2, 0]
        await evidence.expire(tx, NOON + 2 * HOUR)
        assert [each.message_id for each in await evidence.of_author(tx, HERE, 5)] == [0]
        await evidence.forget(tx, HERE, 5)
        assert await evidence.of_author(tx, HERE, 5) == []
        assert len(await evidence.of_author(tx, HERE, 6)) == len(await evidence.of_author(tx, ELSEWHERE, 5)) == 1


async def test_a_rule_is_judged_once_for_a_message(database: Database) -> None:
    """The first answer about a rule and a message stands; another rule, or another community, is another question."""
    other = replace(JUDGEMENT, rule="links", right=False)
    async with database.write() as tx:
        assert await judgements.keep(tx, JUDGEMENT)
        assert not await judgements.keep(tx, replace(JUDGEMENT, right=False, judged_by=7))
        assert await judgements.keep(tx, other)
        assert await judgements.keep(tx, replace(JUDGEMENT, guild_id=ELSEWHERE, right=False))
        assert await judgements.of_message(tx, HERE, 8) == {"language": JUDGEMENT, "links": other}
        assert await judgements.of_message(tx, HERE, 9) == {}


async def test_judgements_are_counted_by_rule(database: Database) -> None:
    """Of each rule there is how often it was right and how often it was judged, in one community."""
    said = {"language": (True, True, False), "links": (False,), "caps": (True,)}
    async with database.write() as tx:
        for rule, answers in said.items():
            for number, right in enumerate(answers):
                await judgements.keep(tx, replace(JUDGEMENT, rule=rule, message_id=number, right=right))
        await judgements.keep(tx, replace(JUDGEMENT, guild_id=ELSEWHERE))
        assert await judgements.tallies(tx, HERE) == {"language": (2, 3), "links": (0, 1), "caps": (1, 1)}
        assert await judgements.tallies(tx, ELSEWHERE) == {"language": (1, 1)}
        assert await judgements.judged_messages(tx, HERE, "language") == {0, 1, 2}
        assert await judgements.judged_messages(tx, HERE, "other") == set()


async def test_a_forgotten_judge_leaves_the_judgement(database: Database) -> None:
    """Whoever judged sees what they said, oldest first; forgotten, they said nothing, and the answers stand."""
    later = replace(JUDGEMENT, message_id=1, judged_at=NOON + HOUR)
    others = (replace(JUDGEMENT, message_id=2, judged_by=7), replace(JUDGEMENT, guild_id=ELSEWHERE))
    async with database.write() as tx:
        for each in (later, JUDGEMENT, *others):
            await judgements.keep(tx, each)
        assert await judgements.by_member(tx, HERE, 6) == [JUDGEMENT, later]
        await judgements.forget_judge(tx, HERE, 6)
        assert await judgements.by_member(tx, HERE, 6) == []
        assert await judgements.of_message(tx, HERE, 8) == {"language": replace(JUDGEMENT, judged_by=NOBODY)}
        assert await judgements.tallies(tx, HERE) == {"language": (3, 3)}
        assert await judgements.by_member(tx, HERE, 7) == [others[0]]
        assert await judgements.by_member(tx, ELSEWHERE, 6) == [others[1]]


async def test_a_judgement_is_kept_until_its_end(database: Database) -> None:
    """A judgement counts until the moment it expires."""
    async with database.write() as tx:
        await judgements.keep(tx, JUDGEMENT)
        await judgements.keep(tx, replace(JUDGEMENT, message_id=9, expires_at=NOON + 2 * HOUR))
        await judgements.expire(tx, NOON + HOUR - INSTANT)
        assert await judgements.judged_messages(tx, HERE, "language") == {8, 9}
        await judgements.expire(tx, NOON + HOUR)
        assert await judgements.judged_messages(tx, HERE, "language") == {9}


async def report(tx: Transaction, message: int, member: int, *, guild: int = HERE, now: datetime = NOON) -> bool:
    """Report a message."""
    return await reports.keep(tx, guild, message, member, now=now, expires_at=now + HOUR)


async def test_a_member_reports_a_message_once(database: Database) -> None:
    """However often somebody presses, they are counted once; each other member counts too."""
    async with database.write() as tx:
        told = [await report(tx, 8, member) for member in (5, 5, 6, 5)]
        assert told == [True, False, True, False]
        assert await report(tx, 9, 5)
        assert await report(tx, 8, 5, guild=ELSEWHERE)
        assert [await reports.count(tx, HERE, message) for message in (8, 9, 10)] == [2, 1, 0]


async def test_reports_that_come_at_once_are_counted_once_each(url: str, database: Database) -> None:
    """When two processes take one member's report at the same moment, one is told that it is there already."""
    other = type(database)(url)
    await other.open()

    async def one(where: Database, member: int) -> bool:
        async with where.write() as tx:
            return await report(tx, 8, member)

    told = await asyncio.gather(*(one(where, member) for member in (5, 6) for where in (database, other)))
    await other.close()
    assert sorted(told) == [False, False, True, True]
    async with database.read() as tx:
        assert await reports.count(tx, HERE, 8) == 2


async def test_reports_are_forgotten(database: Database) -> None:
    """A report goes when its time is over, or when whoever made it asks; the others count on."""
    async with database.write() as tx:
        await report(tx, 8, 5)
        await report(tx, 9, 5, now=NOON + HOUR)
        await report(tx, 8, 6, now=NOON + HOUR)
        await report(tx, 8, 5, guild=ELSEWHERE)
        assert await reports.by_member(tx, HERE, 5) == {8: NOON, 9: NOON + HOUR}
        await reports.expire(tx, NOON + HOUR - INSTANT)
        assert len(await reports.by_member(tx, HERE, 5)) == 2
        await reports.forget(tx, HERE, 5)
        assert await reports.by_member(tx, HERE, 5) == {}
        assert await reports.by_member(tx, ELSEWHERE, 5) == {8: NOON}
        assert await reports.count(tx, HERE, 8) == 1
        await reports.expire(tx, NOON + HOUR)
        assert await reports.by_member(tx, ELSEWHERE, 5) == {}
        assert await reports.count(tx, HERE, 8) == 1
