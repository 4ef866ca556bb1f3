"""The register of what is kept is complete and true: whatever is about a person is shown to them and forgotten."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.communities.needs import EVERYTHING
from bot.domain.moderation.purging import Wanted
from bot.services import communities, privacy
from bot.storage.moderation import judgements, purges, reports
from bot.storage.moderation.judgements import Judgement
from bot.storage.moderation.purges import Purge
from bot.storage.register import REGISTER, lines
from bot.storage.tables import metadata
from tests.services.houses import (
    FAN,
    GUILD,
    HOUR,
    LOUNGE,
    NOON,
    OTHER_FAN,
    OTHER_GUILD,
    STAFF,
    HandClock,
    a_message,
    build_house,
    everything,
    speak,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.house import House

COLUMNS = {(table.name, column.name) for table in metadata.sorted_tables for column in table.columns}
PERSONAL = {
    (table, column): kept
    for table, columns in REGISTER.items()
    for column, kept in columns.items()
    if kept.shown_by is not None
}
SECRET_WORDS = "between you and me"
MODERATION = "rules: {language: {kind: language, mode: live, add: {strong: [frak], slur: [smeg]}}}"
DAY = timedelta(days=1)
MOMENT = timedelta(seconds=1)
PEOPLE = {"a fan": FAN, "somebody on staff": STAFF}


@pytest.fixture
def clock() -> HandClock:
    """Noon, until a test says otherwise."""
    return HandClock()


@pytest.fixture
async def house(tmp_path: Path, clock: HandClock) -> AsyncIterator[House]:
    """A house in which a fan and somebody on staff left every trace there is, and others left theirs."""
    built = build_house(tmp_path, clock, moderation=MODERATION)
    await built.open()
    await built.communities.arrive(GUILD)
    for number, author, word in ((900, FAN, "frak"), (901, FAN, "smeg"), (902, OTHER_FAN, "smeg")):
        await speak(built, a_message(f"{SECRET_WORDS}, {author}, oh {word}", number=number, author=author))
        await built.people.saw_locale(GUILD, author, "fr")
    await built.people.saw_locale(OTHER_GUILD, FAN, "de")
    await built.pauses.pause(GUILD, "cases", built.clock() + HOUR, STAFF)
    await built.pauses.pause(GUILD, EVERYTHING, None, OTHER_FAN)
    await built.pauses.pause(OTHER_GUILD, "cases", None, STAFF)
    await built.communities.override(GUILD, "moderation.rules.language.allow", ["a frak"], OTHER_FAN)
    await built.communities.override(GUILD, "moderation.rules.language.mode", "shadow", STAFF)
    await judge_and_report(built)
    yield built
    await built.close()


async def judge_and_report(house: House) -> None:
    """Let people report, judge, and ask for a purge, in this community and in another one."""
    async with house.database.write() as tx:
        for guild, message, fan, staff in ((GUILD, 902, FAN, STAFF), (GUILD, 900, OTHER_FAN, OTHER_FAN)):
            await reports.keep(tx, guild, message, fan, now=NOON, expires_at=NOON + 30 * DAY)
            await judgements.keep(tx, Judgement(guild, message, "language", True, staff, NOON, NOON + 365 * DAY))
            await purges.ask(
                tx, Purge(guild, LOUNGE, (message,), staff, NOON, NOON + DAY, wanted=Wanted(member_id=fan))
            )
        await reports.keep(tx, OTHER_GUILD, 900, FAN, now=NOON, expires_at=NOON + 30 * DAY)
        await judgements.keep(tx, Judgement(OTHER_GUILD, 900, "language", True, STAFF, NOON, NOON + 365 * DAY))
        await purges.ask(tx, Purge(OTHER_GUILD, LOUNGE, (900,), STAFF, NOON, NOON + DAY))


def test_every_column_is_in_the_register() -> None:
    """What is kept is in the register, and nothing else is."""
    assert {(table, column) for table, columns in REGISTER.items() for column in columns} == COLUMNS


def test_every_entry_says_why_and_how_long() -> None:
    """No entry of the register is empty, and each is a line that people can read."""
    assert all(kept.why and kept.until for columns in REGISTER.values() for kept in columns.values())
    written = [line for line in lines() if line.startswith("- ")]
    assert len(written) == len(COLUMNS)
    assert all(len(line.splitlines()) == 1 for line in written)


def test_what_names_a_member_is_about_a_person() -> None:
    """A column whose name says that it holds a member is registered as being about one."""
    named = {key for key in COLUMNS if key[1].endswith(("member_id", "author_id", "subject_id", "reporter_id", "_by"))}
    assert named - {("plans", "claimed_by")} <= PERSONAL.keys()


def test_the_services_that_show_are_asked(house: House) -> None:
    """Every service that the register names is one that showing and forgetting asks."""
    assert {kept.shown_by for kept in PERSONAL.values()} <= house.privacy._keepers.keys()


def test_the_register_knows_how_long_plans_are_kept() -> None:
    """What the register says about ended plans is what housekeeping does."""
    days = privacy.ENDED_PLANS_KEPT.days
    assert REGISTER["plans"]["state"].until.startswith(f"{days} days")


ENDING = sorted(table for table, columns in REGISTER.items() if "expires_at" in columns)


@pytest.mark.parametrize("table", ENDING)
async def test_what_has_been_kept_long_enough_is_removed(house: House, clock: HandClock, table: str) -> None:
    """Housekeeping leaves every row until the moment it says, and none stays longer."""
    ends = sorted(row["expires_at"] for row in (await everything(house))[table])
    assert ends
    for end in sorted(set(ends)):
        for now in (end - MOMENT, end):
            clock.now = now
            await house.privacy.keep_house()
            left = sorted(row["expires_at"] for row in (await everything(house))[table])
            assert left == [each for each in ends if each > now]


async def test_changes_to_settings_are_forgotten_and_the_settings_stay(house: House, clock: HandClock) -> None:
    """Who changed which setting is known for a year; what was set stays set."""
    before = await everything(house)
    for wait in (communities.CHANGES_KEPT, MOMENT):
        assert (await everything(house))["communities_changes"] == before["communities_changes"] != []
        clock.move(wait)
        await house.privacy.keep_house()
    after = await everything(house)
    assert after["communities_changes"] == []
    assert after["communities_overrides"] == before["communities_overrides"]


@pytest.mark.parametrize("who", PEOPLE)
async def test_a_member_is_shown_everything_about_them(house: House, who: str) -> None:
    """Every value in a personal column of a member's rows is in what its service shows them, and no one else's is."""
    shown = await house.privacy.show(GUILD, PEOPLE[who])
    seen: set[tuple[str, str]] = set()
    for table, rows in (await everything(house)).items():
        for row in (each for each in rows if is_about(table, each, PEOPLE[who])):
            for column, kept in REGISTER[table].items():
                if kept.shown_by is not None:
                    told = json.dumps(shown[kept.shown_by], ensure_ascii=False)
                    missing = [word for word in words_in(column, row[column], PEOPLE[who]) if word not in told]
                    assert (table, column, missing) == (table, column, [])
                    seen.add((table, column))
    everybody = json.dumps(shown)
    assert str(OTHER_FAN) not in everybody
    assert {table for table, _ in seen} == TABLES[who]


@pytest.mark.parametrize("who", PEOPLE)
async def test_a_forgotten_member_is_nowhere(house: House, who: str) -> None:
    """After forgetting, no row of the community holds the member's id or words; everybody else's rows are as before."""
    member = PEOPLE[who]
    before = await everything(house)
    await house.privacy.forget(GUILD, member)
    after = await everything(house)
    left = [row for rows in after.values() for row in rows if row.get("guild_id") != OTHER_GUILD]
    assert not [row for row in left if str(member) in written(row)]
    assert (await house.privacy.show(GUILD, member)) == {}
    assert house.people.locale(GUILD, member) is None
    assert all(pause.paused_by != member for pause in house.pauses.of(GUILD))
    for table, rows in before.items():
        others = [row for row in rows if str(member) not in written(row) or row.get("guild_id") == OTHER_GUILD]
        assert [row for row in after[table] if row in others] == others


async def test_forgetting_changes_nothing_that_staff_decided(house: House) -> None:
    """A pause and a setting stand, also when whoever made them is forgotten, and after a restart."""
    await house.privacy.forget(GUILD, STAFF)
    await house.pauses.load()
    await house.communities.load()
    assert house.pauses.stands_still(GUILD, "cases")
    community = house.communities.of(GUILD)
    assert community is not None
    assert community.settings.moderation.rules["language"].mode == "shadow"


async def test_what_was_forgotten_is_not_in_the_file_either(house: House) -> None:
    """A member's words are overwritten on the disk, so that no copy of the file brings them back."""
    assert house.database.path is not None
    await house.privacy.forget(GUILD, FAN)
    await house.privacy.forget(GUILD, OTHER_FAN)
    await house.close()
    assert SECRET_WORDS.encode() not in house.database.path.read_bytes()


async def test_forgetting_twice_and_forgetting_nobody_is_harmless(house: House) -> None:
    """Whoever left no trace can be forgotten, as often as they like."""
    await house.privacy.forget(GUILD, FAN)
    before = await everything(house)
    await house.privacy.forget(GUILD, FAN)
    await house.privacy.forget(GUILD, 1)
    assert await everything(house) == before


TABLES = {
    "a fan": {
        "people_locales",
        "moderation_decisions",
        "moderation_evidence",
        "moderation_reports",
        "cases",
        "plans",
    },
    "somebody on staff": {
        "communities_pauses",
        "communities_overrides",
        "communities_changes",
        "moderation_judgements",
        "moderation_purges",
        "plans",
    },
}
"""Where each of them left traces; together these are all tables that are about people."""


def test_every_personal_table_has_traces_here() -> None:
    """The traces that these tests forget are of every kind there is."""
    assert TABLES["a fan"] | TABLES["somebody on staff"] == {table for table, _ in PERSONAL}


def is_about(table: str, row: dict[str, Any], member: int) -> bool:
    """Whether a row of this community has a member in one of its personal columns."""
    personal = [row[column] for column, kept in REGISTER[table].items() if kept.shown_by is not None]
    return row["guild_id"] == GUILD and member in personal


def written(row: dict[str, Any]) -> str:
    """Return all that a row holds, as text."""
    return json.dumps(row, default=str, ensure_ascii=False)


def words_in(column: str, value: Any, member: int) -> list[str]:
    """Return what a member would look for in what they are shown."""
    if value in (None, member) or column == "steps":
        return []  # themselves; and what is on its way, which is a copy of the note that is shown
    if isinstance(value, datetime):
        return [value.isoformat()]
    return [json.dumps(str(word), ensure_ascii=False)[1:-1] for word in LOOKED_FOR.get(column, a_value)(value)]


def a_value(value: Any) -> list[Any]:
    """Return what is looked for of a value that is no more than itself."""
    return [value]


LOOKED_FOR: dict[str, Callable[[Any], list[Any]]] = {
    "considered": lambda value: [
        word for each in value for word in (each["rule"], each["outcome"], each["because"], each["spots"][0]["term"])
    ],
    "response": lambda value: [value["text"], *value["reasons"]],
    "passages": lambda value: [each["text"] for each in value],
}
"""What is looked for of a value that holds several things."""
