"""Everything that keeps Usher from running: one clear line, exit 2, and nothing changed."""

from __future__ import annotations

import os
import resource
import socket
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.process.house import House
    from tests.process.lives import Life

CANNOT_RUN = 2


def refused(life: Life, *words: str, log: int = 0) -> None:
    """The command ended with exit 2 and one line for a person, in which these words are, and so many lines of log."""
    assert life.code == CANNOT_RUN, life.said
    assert len(life.plain) == 1, life.said
    for word in words:
        assert word in life.plain[0]
    assert len(life.log) == log, life.said


def test_a_missing_token_is_said_at_once(house: House) -> None:
    """Without a token nothing heavy is loaded: the answer costs less than half a second of work."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with house.real_life("run", DISCORD_TOKEN="") as life:
        life.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    refused(life, "DISCORD_TOKEN")
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5
    assert not house.database.exists()


def test_a_wrong_token_is_refused(house: House) -> None:
    """A token that Discord does not know ends the start with one line that does not repeat it."""
    life = house.run("run", DISCORD_TOKEN="MTk4NjIyNDgzNDcxOTI1MjQ4.wrong")
    refused(life, "DISCORD_TOKEN")
    assert "MTk4NjIyNDgzNDcxOTI1MjQ4" not in life.said
    assert not house.database.exists()


def test_a_privileged_intent_that_is_off_is_named(house: House) -> None:
    """Close code 4014 is said as the two switches to look at; the doctor finds the same without connecting."""
    house.discord.configure(privileged=False)
    refused(house.run("run"), "Server Members Intent", "Message Content Intent", log=1)
    doctor = house.run("doctor")
    assert doctor.code == 1
    assert len(doctor.plain) == 2


def test_a_token_that_is_reset_while_running_is_said(house: House) -> None:
    """Close code 4004 in the middle of a run ends it with the line about the token, in good order."""
    with house.life() as life:
        house.open(life)
        house.discord.close_socket(4004)
        assert life.wait() == CANNOT_RUN
    assert len(life.plain) == 1
    assert "DISCORD_TOKEN" in life.plain[0]
    assert not [line for line in life.log if line["level"] == "error"]


@pytest.mark.parametrize("base", ["http://127.0.0.1:1/api", "http://no-such-host.invalid/api", "control"])
def test_an_unreachable_discord_is_said(house: House, base: str) -> None:
    """No connection, no such name, or something that is no Discord: one line, and no traceback."""
    where = f"http://127.0.0.1:{house.discord.ports['control']}/api" if base == "control" else base
    refused(house.run("run", USHER_API_BASE=where))


def test_broken_settings_are_explained_to_the_column(house: House) -> None:
    """Every mistake in the settings is one line with file, line and column; the database is not touched."""
    file = house.community / "community.yaml"
    kept = file.read_text(encoding="utf-8")
    file.write_text(f"{kept}zoen: Europe/Paris\nname: 7\n", encoding="utf-8")
    life = house.run("run")
    assert life.code == CANNOT_RUN
    line = len(kept.splitlines()) + 1
    assert any(said.startswith(f"{file}:{line}:1: zoen:") for said in life.plain)
    assert not life.log
    assert not house.database.exists()
    refused(house.run("run", USHER_CONFIG=str(house.folder / "nowhere")), "nowhere")


def test_an_absent_folder_is_not_made(house: House) -> None:
    """A mistyped database address makes no new folder and no new database."""
    absent = house.folder / "absent"
    refused(house.run("run", USHER_DATABASE_URL=f"sqlite+aiosqlite:///{absent}/usher.db"), str(absent))
    assert not absent.exists()


@pytest.mark.skipif(not os.geteuid() and sys.platform != "linux", reason="run by root, who may write anywhere")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_read_only_place_is_said(house: House, what: str) -> None:
    """Where Usher may not write it says so, whether that is the folder or the file; the doctor says it as well."""
    place = house.folder / "locked"
    place.mkdir()
    file = place / "usher.db"
    address = {"USHER_DATABASE_URL": f"sqlite+aiosqlite:///{file}"}
    if what == "file":
        assert house.run("migrate", **address).code == 0
        file.chmod(0o400)
    else:
        place.chmod(0o500)
    humble = not os.geteuid()
    life, doctor = (house.run(command, humble=humble, **address) for command in ("run", "doctor"))
    place.chmod(0o700)
    refused(life, str(file))
    assert doctor.code == 1
    assert len(doctor.plain) == 1


def _shopping_list(house: House) -> None:
    house.database.write_bytes(b"three candles, one ticket roll\n" * 200)


def _cut(house: House) -> None:
    assert house.run("migrate").code == 0
    house.database.write_bytes(house.database.read_bytes()[:9000])


def _newer(house: House) -> None:
    assert house.run("migrate").code == 0
    with closing(sqlite3.connect(house.database)) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
        connection.commit()


@pytest.mark.parametrize("spoil", [_shopping_list, _cut, _newer], ids=["no database", "cut off", "newer"])
def test_a_foreign_database_is_left_alone(house: House, spoil: Callable[[House], None]) -> None:
    """No database, half of one, or one of a newer Usher: each is said, also by the doctor, and not changed."""
    spoil(house)
    before = house.database.read_bytes()
    refused(house.run("run"))
    refused(house.run("migrate"))
    assert house.run("doctor").code == 1
    assert house.database.read_bytes() == before


@pytest.mark.parametrize("address", ["nonsense", "mysql://there/usher", "postgresql+asyncpg://127.0.0.1:1/usher"])
def test_an_address_of_no_database_is_said(house: House, address: str) -> None:
    """An address that cannot be used is one line, whatever is wrong with it."""
    refused(house.run("run", USHER_DATABASE_URL=address))


def test_a_taken_port_is_said(house: House) -> None:
    """Where the page for monitoring cannot be served, the line names the port; nothing is left open."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        house.process(f"metrics: {{port: {port}}}")
        refused(house.run("run"), str(port), "usher.yaml", log=1)
    assert house.rows("pragma integrity_check") == [("ok",)]
