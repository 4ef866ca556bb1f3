"""A running Usher: from start to stop, beside other commands, and while its server comes and goes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.loopback.discord.world import APPLICATION
from tests.process.house import CLEAN, STRONG
from tests.process.lives import wait_for

if TYPE_CHECKING:
    from tests.process.house import House


def test_from_start_to_stop(house: House) -> None:
    """`usher run` prints its invite link, becomes ready, reaches a member in private, and stops with 0."""
    with house.real_life("run") as life:
        house.open(life)
        assert f"client_id={APPLICATION}" in life.out.read_text()
        message, clean = house.says(STRONG), house.says(CLEAN)
        house.nudged(message)
        assert len(house.discord.dms(house.fan())) == 1
        assert house.plan(clean) is None
        assert house.rows("select delivery from cases") == [("dm",)]
        assert life.end(seconds=10) == 0
    assert life.plain == []
    assert not [line for line in life.log if line["level"] in {"warning", "error"}]


def test_a_second_usher_leaves_the_first_alone(house: House) -> None:
    """A second process on the same file, or a migration of it, ends with one line; the first goes on."""
    with house.life() as first:
        house.open(first)
        for command in ("run", "migrate"):
            second = house.run(command)
            assert second.code == 2
            assert len(second.plain) == 1
            assert str(house.database) in second.plain[0]
        house.nudged(house.says())
        assert first.end() == 0
    with house.life() as third:
        house.open(third)


def test_commands_beside_a_running_usher(house: House) -> None:
    """Backup, check and doctor work beside a running Usher, which goes on; the backup is whole, and can be run."""
    copy = house.folder / "copy.db"
    with house.life() as life:
        house.open(life)
        message = house.says()
        house.nudged(message)
        for words in (("backup", str(copy)), ("check",), ("doctor",)):
            beside = house.run(*words)
            assert (beside.code, beside.said) == (0, "")
        house.nudged(house.says())
        assert life.end() == 0
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert kept.execute("select message_id from cases").fetchall() == [(message,)]
    with house.life(USHER_DATABASE_URL=f"sqlite+aiosqlite:///{copy}") as restored:
        assert restored.ready()
        assert restored.end() == 0


def test_a_server_without_settings_is_left_alone(house: House) -> None:
    """Where there are no settings there is one quiet line in the log: nothing is read, kept or sent."""
    strange = house.discord.guild("Strangers", members=["Ignatius Rook"])
    with house.life() as life:
        house.open(life)
        wait_for(lambda: life.events("no settings for this server"), "the line")
        house.discord.say(strange["owner"], strange["channels"]["general"], STRONG)
        house.nudged(house.says())
        assert [line["guild_id"] for line in life.events("no settings for this server")] == [strange["id"]]
        assert life.end() == 0
    assert {line["level"] for line in life.log} == {"info"}
    assert house.rows("select distinct guild_id from moderation_decisions") == [(house.guild,)]
    assert house.rows("select guild_id from communities") == [(house.guild,)]
    assert house.discord.dms(strange["owner"]) == []


def test_removed_and_invited_again(house: House) -> None:
    """Removed from its server, Usher says so once and waits; invited again, it goes on with all that it knew."""
    with house.life() as life:
        house.open(life)
        first = house.says()
        house.nudged(first)
        house.discord.lose(house.guild)
        wait_for(lambda: life.events("removed from a server"), "the removal")
        house.discord.bring(house.guild)
        wait_for(lambda: len(life.events("server taken up")) == 2, "the return")
        second = house.says()
        house.nudged(second)
        assert life.end() == 0
    assert house.rows("select message_id from cases order by id") == [(first,), (second,)]
    assert {line["level"] for line in life.log} == {"info"}


def test_an_outage_of_one_server_is_waited_for(house: House) -> None:
    """What is due for a server that Discord lost for a while is carried out as soon as it is back."""
    with house.life() as life:
        house.open(life)
        house.discord.lose(house.guild, outage=True)
        message = house.says()
        wait_for(lambda: house.plan(message) == ("due", 0), "a plan that waits")
        house.discord.bring(house.guild, outage=True)
        house.nudged(message)
        assert life.end() == 0
    assert {line["level"] for line in life.log} == {"info"}


def test_a_permission_is_missed_and_found(house: House) -> None:
    """What waits while Usher may not see its server's log is carried out when it may again."""
    log = house.channel("usher-log")
    overwrite = f"/channels/{log}/permissions/{APPLICATION}"
    with house.life() as life:
        house.open(life)
        house.discord.act("PUT", overwrite, {"type": 1, "allow": "0", "deny": str(1 << 10)})
        wait_for(lambda: house.rows("select 1 from plans where dedupe_key like 'pauses.lost:%'"), "the pause")
        message = house.says()
        house.discord.act("PUT", overwrite, {"type": 1, "allow": str(1 << 10), "deny": "0"})
        wait_for(lambda: house.rows("select 1 from plans where dedupe_key like 'pauses.returned:%'"), "the return")
        later = house.says()
        house.nudged(later)
        assert house.plan(message) in {None, ("done", 2)}
        assert life.end() == 0
