"""The tables of communities, people and cases: each is kept, found, forgotten and expires as it should."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.storage import cases, communities, people
from bot.storage.cases import Case
from bot.storage.communities import NOBODY, Binding, Change, Pause
from tests.storage.conftest import NOON
from tests.storage.samples import ELSEWHERE, HERE

if TYPE_CHECKING:
    from bot.storage.database import Database

HOUR = timedelta(hours=1)

CASE = Case(HERE, 5, "nudge", "language", 7, 8, "what they wrote", NOON, NOON + HOUR, "language.slur")


async def test_a_case_is_opened_once_for_a_message(database: Database) -> None:
    """A message has one case of each kind in each community, and it comes back as it was written."""
    async with database.write() as tx:
        number = await cases.open_case(tx, CASE)
        assert number is not None
        assert await cases.open_case(tx, replace(CASE, excerpt="again")) is None
        other = await cases.open_case(tx, replace(CASE, kind="note"))
        there = await cases.open_case(tx, replace(CASE, guild_id=ELSEWHERE))
        assert await cases.get(tx, HERE, number) == replace(CASE, id=number)
        assert [case.id for case in await cases.of_message(tx, HERE, 8)] == [number, other]
        assert await cases.get(tx, HERE, there or 0) is None


async def test_how_a_word_arrived_is_noted(database: Database) -> None:
    """The delivery of one case is noted with it, and with no other."""
    async with database.write() as tx:
        first = await cases.open_case(tx, CASE)
        second = await cases.open_case(tx, replace(CASE, message_id=9))
        await cases.delivered(tx, first or 0, "dm")
        found = [await cases.get(tx, HERE, number or 0) for number in (first, second)]
    assert [case and case.delivery for case in found] == ["dm", None]


async def test_a_case_is_remembered_until_its_end(database: Database) -> None:
    """A case counts until the moment it expires, and then is removed; newer ones stay and come first."""
    async with database.write() as tx:
        await cases.open_case(tx, CASE)
        await cases.open_case(tx, replace(CASE, message_id=9, expires_at=NOON + 2 * HOUR))
        remembered = [case.message_id for case in await cases.of_member(tx, HERE, 5, NOON)]
        assert remembered == [9, 8]
        assert [case.message_id for case in await cases.of_member(tx, HERE, 5, NOON + HOUR)] == [9]
        assert await cases.expire(tx, NOON + HOUR - timedelta(microseconds=1)) == 0
        assert await cases.expire(tx, NOON + HOUR) == 1
        assert await cases.of_message(tx, HERE, 8) == []


async def test_what_is_remembered_is_read_at_the_start(database: Database) -> None:
    """Of every case in every community that still counts there is its member and its end; of the others nothing."""
    async with database.write() as tx:
        await cases.open_case(tx, CASE)
        await cases.open_case(tx, replace(CASE, message_id=9, expires_at=NOON + 2 * HOUR))
        await cases.open_case(tx, replace(CASE, guild_id=ELSEWHERE, member_id=6))
        found = await cases.remembered(tx, NOON)
        assert sorted(found) == [(HERE, 5, NOON + HOUR), (HERE, 5, NOON + 2 * HOUR), (ELSEWHERE, 6, NOON + HOUR)]
        assert await cases.remembered(tx, NOON + HOUR) == [(HERE, 5, NOON + 2 * HOUR)]


async def test_what_was_noted_by_mistake_is_taken_back(database: Database) -> None:
    """Every case about one message is handed back and goes, but one that owes its member a text, which ends instead."""
    async with database.write() as tx:
        for case in (CASE, replace(CASE, kind="hide"), replace(CASE, message_id=9), replace(CASE, guild_id=ELSEWHERE)):
            await cases.open_case(tx, case)
        assert [case.kind for case in await cases.withdraw(tx, HERE, 8, NOON, owing=True)] == ["nudge", "hide"]
        assert await cases.withdraw(tx, HERE, 8, NOON, owing=True) == []
        assert [(case.kind, case.expires_at) for case in await cases.of_message(tx, HERE, 8)] == [("hide", NOON)]
        (owed,) = await cases.of_message(tx, HERE, 8)
        await cases.delivered(tx, owed.id, "dm")
        assert await cases.withdraw(tx, HERE, 8, NOON, owing=True) == []
        assert await cases.of_message(tx, HERE, 8) == []
        assert len(await cases.of_message(tx, HERE, 9)) == len(await cases.of_message(tx, ELSEWHERE, 8)) == 1


async def test_the_newest_language_counts(database: Database) -> None:
    """A member has one language in each community: the last one seen."""
    async with database.write() as tx:
        await people.remember_locale(tx, HERE, 5, "fr", NOON)
        await people.remember_locale(tx, HERE, 5, "de", NOON + HOUR)
        await people.remember_locale(tx, ELSEWHERE, 5, "ja", NOON)
        assert await people.locales(tx) == {(HERE, 5): "de", (ELSEWHERE, 5): "ja"}
        await people.forget_locale(tx, HERE, 5)
        assert await people.locales(tx) == {(ELSEWHERE, 5): "ja"}


async def test_a_folder_belongs_to_one_server(database: Database) -> None:
    """Binding twice is once; a folder that another server uses is refused."""
    async with database.write() as tx:
        assert await communities.bind(tx, HERE, "main", NOON)
        assert await communities.bind(tx, HERE, "main", NOON)
        assert not await communities.bind(tx, ELSEWHERE, "main", NOON)
        assert await communities.bindings(tx) == {HERE: Binding("main", left=False)}


async def test_of_servers_that_want_one_folder_at_once_one_has_it(url: str, database: Database) -> None:
    """When two processes bind two servers to the same folder at the same moment, one is told that it is taken."""
    other = type(database)(url)
    await other.open()

    async def bind(where: Database, guild_id: int) -> bool:
        async with where.write() as tx:
            return await communities.bind(tx, guild_id, "main", NOON)

    told = await asyncio.gather(*(bind(each, number) for number, each in enumerate((database, other) * 3)))
    await other.close()
    assert sorted(told) == [False] * 5 + [True]


async def test_a_server_that_returns_finds_its_folder(database: Database) -> None:
    """A server that Usher was removed from keeps its folder, and can be bound to it again."""
    async with database.write() as tx:
        await communities.bind(tx, HERE, "main", NOON)
        await communities.leave(tx, HERE, NOON)
        assert await communities.bindings(tx) == {HERE: Binding("main", left=True)}
        assert not await communities.bind(tx, ELSEWHERE, "main", NOON)
        assert await communities.bind(tx, HERE, "main", NOON)
        assert await communities.bindings(tx) == {HERE: Binding("main", left=False)}


async def test_a_server_may_move_to_another_folder(database: Database) -> None:
    """When an admin renames a folder, its server follows; but not into a folder that is taken."""
    async with database.write() as tx:
        await communities.bind(tx, HERE, "main", NOON)
        await communities.bind(tx, ELSEWHERE, "other", NOON)
        assert await communities.bind(tx, HERE, "lantern", NOON)
        assert not await communities.bind(tx, HERE, "other", NOON)
        found = await communities.bindings(tx)
    assert {guild_id: binding.folder for guild_id, binding in found.items()} == {HERE: "lantern", ELSEWHERE: "other"}


async def test_a_folder_goes_to_the_server_that_its_settings_name(database: Database) -> None:
    """A folder whose settings name a server is that server's, whoever used it before, in a trial or otherwise."""
    async with database.write() as tx:
        await communities.bind(tx, HERE, "main", NOON)
        assert await communities.bind(tx, ELSEWHERE, "main", NOON, by_name=True)
        assert await communities.bindings(tx) == {ELSEWHERE: Binding("main", left=False)}


async def test_places_are_remembered_by_their_key(database: Database) -> None:
    """A role and a channel with one key are two places, and each moves when it is found elsewhere."""
    async with database.write() as tx:
        await communities.remember_place(tx, HERE, "channel", "log", 1)
        await communities.remember_place(tx, HERE, "role", "log", 2)
        await communities.remember_place(tx, HERE, "channel", "log", 3)
        assert await communities.places(tx) == {(HERE, "channel", "log"): 3, (HERE, "role", "log"): 2}


async def test_the_longest_names_fit(database: Database) -> None:
    """The longest name that Discord and the settings allow has room, on every database."""
    key, rule, setting = f"moderators:{'é' * 100}", "r" * 40, f"moderation.rules.{'r' * 40}.allow"
    async with database.write() as tx:
        await communities.remember_place(tx, HERE, "channel", key, 1)
        await communities.override(tx, HERE, setting, ["x" * 5_000], 5, NOON)
        number = await cases.open_case(tx, replace(CASE, rule=rule, excerpt="x" * 5_000))
        assert await communities.places(tx) == {(HERE, "channel", key): 1}
        assert list((await communities.overrides(tx))[HERE]) == [setting]
        assert (await cases.get(tx, HERE, number or 0)) is not None


async def test_a_pause_ends_once(database: Database) -> None:
    """A pause is replaced by a later one, and of two who resume one is told that it did."""
    first = Pause(HERE, "cases", NOON, None, 5)
    async with database.write() as tx:
        await communities.pause(tx, first)
        await communities.pause(tx, replace(first, until=NOON + HOUR))
        assert await communities.pauses(tx) == [replace(first, until=NOON + HOUR)]
        assert await communities.resume(tx, HERE, "cases")
        assert not await communities.resume(tx, HERE, "cases")


@pytest.mark.parametrize(("until", "over"), [(None, False), (NOON + HOUR, False), (NOON, True), (NOON - HOUR, True)])
async def test_only_a_pause_that_has_run_out_ends_by_itself(database: Database, until: object, over: object) -> None:
    """A reminder that comes for a pause without an end, or one that was made longer, ends nothing."""
    async with database.write() as tx:
        await communities.pause(tx, Pause(HERE, "cases", NOON - 2 * HOUR, until, 5))  # type: ignore[arg-type]
        assert await communities.resume(tx, HERE, "cases", if_over_at=NOON) is over
        assert bool(await communities.pauses(tx)) is not over


async def test_overrides_stand_until_they_are_taken_away(database: Database) -> None:
    """Any YAML value can stand over a key; None takes it away again."""
    values = {"mode": "shadow", "allow": ["scunthorpe", "é"], "count": 3, "flag": False, "deep": {"a": [1, None]}}
    async with database.write() as tx:
        for key, value in values.items():
            await communities.override(tx, HERE, key, value, 5, NOON)
        await communities.override(tx, ELSEWHERE, "mode", "off", 5, NOON)
        assert await communities.overrides(tx) == {HERE: values, ELSEWHERE: {"mode": "off"}}
        await communities.override(tx, HERE, "mode", None, 5, NOON)
        assert "mode" not in (await communities.overrides(tx))[HERE]


async def test_who_changed_a_setting_is_history(database: Database) -> None:
    """Every change is remembered, also one that takes an override away; the latest come first, of these keys only."""
    mine, others = "moderation.rules.a.mode", "moderation.rules.A.mode"
    async with database.write() as tx:
        for hours, (key, value) in enumerate([(mine, "live"), (others, "off"), (mine, {"deep": [1]}), (mine, None)]):
            await communities.override(tx, HERE, key, value, 5 + hours, NOON + hours * HOUR)
        await communities.override(tx, ELSEWHERE, mine, "off", 5, NOON)
        first = Change(mine, "live", 5, NOON)
        second, third = Change(mine, {"deep": [1]}, 7, NOON + 2 * HOUR), Change(mine, None, 8, NOON + 3 * HOUR)
        assert await communities.changes(tx, HERE, "moderation.rules.a.", 10) == [third, second, first]
        assert await communities.changes(tx, HERE, "moderation.rules.a.", 2) == [third, second]
        assert await communities.changes(tx, HERE, "moderation.rules._.", 10) == []
        assert len(await communities.changes(tx, HERE, "", 10)) == 4


async def test_changes_are_forgotten_and_what_they_set_stays(database: Database) -> None:
    """A change is history until its time is over; the value that it set stands on."""
    async with database.write() as tx:
        await communities.override(tx, HERE, "mode", "live", 5, NOON)
        await communities.override(tx, HERE, "mode", "off", 5, NOON + HOUR)
        await communities.expire_changes(tx, NOON)
        assert [each.value for each in await communities.changes(tx, HERE, "mode", 10)] == ["off", "live"]
        await communities.expire_changes(tx, NOON + HOUR)
        assert [each.value for each in await communities.changes(tx, HERE, "mode", 10)] == ["off"]
        await communities.expire_changes(tx, NOON + 2 * HOUR)
        assert await communities.changes(tx, HERE, "mode", 10) == []
        assert await communities.overrides(tx) == {HERE: {"mode": "off"}}


async def test_whoever_changed_settings_is_forgotten_and_their_changes_stay(database: Database) -> None:
    """Somebody on staff sees when they last changed what, also what they changed back; then nobody did it."""
    async with database.write() as tx:
        for hours, (key, value) in enumerate([("b", 1), ("a", 1), ("b", 2), ("a", None)]):
            await communities.override(tx, HERE, key, value, 5, NOON + hours * HOUR)
        await communities.override(tx, HERE, "a", 3, 6, NOON + 9 * HOUR)
        await communities.override(tx, ELSEWHERE, "a", 1, 5, NOON)
        assert await communities.changed_by(tx, HERE, 5) == {"b": NOON + 2 * HOUR, "a": NOON + 3 * HOUR}
        await communities.forget_changer(tx, HERE, 5)
        assert await communities.changed_by(tx, HERE, 5) == {}
        assert [each.changed_by for each in await communities.changes(tx, HERE, "", 10)] == [6, *[NOBODY] * 4]
        assert await communities.overrides(tx) == {HERE: {"a": 3, "b": 2}, ELSEWHERE: {"a": 1}}
        assert list(await communities.changed_by(tx, ELSEWHERE, 5)) == ["a"]


async def test_facts_are_replaced(database: Database) -> None:
    """A fact about Usher itself has one value: the last."""
    async with database.write() as tx:
        assert await communities.fact(tx, "commands") is None
        await communities.remember_fact(tx, "commands", "one")
        await communities.remember_fact(tx, "commands", "two")
        assert await communities.fact(tx, "commands") == "two"
