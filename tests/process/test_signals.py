"""Signals: stopping after the step in hand, stopping at once, and reading the settings again."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from tests.process.house import CLEAN, STRONG
from tests.process.lives import wait_for

if TYPE_CHECKING:
    from tests.process.house import House

ADDED = "rules:\n  language:\n    kind: language\n    add:\n      strong: [gorram]\n"
OWN_WORD = "that gorram projector again"


def test_the_step_in_hand_is_finished(house: House) -> None:
    """SIGTERM while a notice is on its way: it arrives, Usher ends with 0, and the next start does only the rest."""
    line = house.dm_line()
    with house.life() as life:
        house.open(life)
        house.discord.fault(line, delay=0.5)
        message = house.says()
        wait_for(lambda: house.discord.requests(line), "a notice on its way")
        assert life.end(seconds=10) == 0
    assert len(house.discord.dms(house.fan())) == 1
    assert house.plan(message) == ("due", 1)
    with house.life() as life:
        house.open(life)
        house.nudged(message)
        assert life.end() == 0
    assert len(house.discord.requests(line)) == 1


def test_a_stop_in_a_crowd_is_quiet(house: House) -> None:
    """Stopped while many messages arrive at once, Usher ends in good order; what it had kept is carried out later."""
    with house.life() as life:
        house.open(life)
        rows = [
            {"user": house.fan(number % 3), "channel": house.channel("general"), "content": STRONG}
            for number in range(40)
        ]
        house.discord.storm("say", rows)
        assert life.end(seconds=10) == 0
    assert not [line for line in life.log if line["level"] in {"warning", "error"}]
    kept = [number for (number,) in house.rows("select message_id from moderation_decisions")]
    assert house.rows("select count(*) from plans where dedupe_key like 'nudge:%'") == [(len(kept),)]
    with house.life() as life:
        house.open(life)
        house.nudged(*kept)
        assert life.end() == 0
    assert sum(len(house.discord.dms(house.fan(number))) for number in range(3)) == len(kept)


def test_a_dead_line_does_not_hold_up_the_end(house: House) -> None:
    """Where Discord neither answers nor closes, Usher ends within seconds all the same."""
    with house.life() as life:
        house.open(life)
        house.discord.half_open()
        assert life.end(signal.SIGINT, seconds=8) == 0
    assert life.plain == []


def test_stopped_while_discord_is_away(house: House) -> None:
    """While Usher waits to try Discord again, it can be stopped at once; before that it came back by itself."""
    with house.life() as life:
        house.open(life)
        house.discord.fault("GET /gateway-socket", status=503)
        house.discord.drop_socket()
        message = house.says()
        house.nudged(message)
        house.discord.fault("GET /gateway-socket", status=503, times=None)
        house.discord.drop_socket()
        wait_for(lambda: len(life.events("Attempting a reconnect in %.2fs")) > 1, "a line that is gone")
        assert life.end(seconds=5) == 0
    assert life.plain == []


def test_a_second_signal_means_now(house: House) -> None:
    """Whoever asks twice does not wait for the step in hand."""
    line = house.dm_line()
    with house.life() as life:
        house.open(life)
        house.discord.fault(line, hang=True)
        house.says()
        wait_for(lambda: house.discord.requests(line), "a notice on its way")
        life.send(signal.SIGINT)
        wait_for(lambda: life.events("stopping"), "the first signal")
        assert life.end(signal.SIGINT, seconds=5) == -signal.SIGINT
    assert life.plain == []


def test_stopped_before_it_is_ready(house: House) -> None:
    """A stop in the middle of the start ends it in good order, and the database can be opened again."""
    house.discord.fault("GET /users/@me", delay=5)
    with house.life() as life:
        wait_for(lambda: house.discord.requests("GET /users/@me"), "a start")
        assert life.end(seconds=4) == 0
    assert life.plain == []
    with house.life() as life:
        house.open(life)
        assert life.end() == 0


def test_the_settings_are_read_again(house: House) -> None:
    """SIGHUP puts a good edit to use and names it; a broken one is explained to the column and changes nothing.

    Neither touches the connection, nor a notice that is on its way.
    """
    file, line = house.community / "moderation.yaml", house.dm_line()
    with house.life() as life:
        house.open(life)
        before = house.says(OWN_WORD)
        house.discord.fault(line, delay=0.5)
        in_hand = house.says(STRONG)
        wait_for(lambda: house.discord.requests(line), "a notice on its way")
        file.write_text(ADDED, encoding="utf-8")
        life.send(signal.SIGHUP)
        wait_for(lambda: [said for said in life.plain if "moderation.yaml" in said], "the change")
        after = house.says(OWN_WORD)
        house.nudged(in_hand, after)
        assert house.plan(before) is None
        said = len(life.plain)
        file.write_text(f"{ADDED}exempt: [nobody\n", encoding="utf-8")
        life.send(signal.SIGHUP)
        wait_for(lambda: len(life.plain) == said + 2, "the explanation")
        assert life.plain[said].startswith(f"{file}:{len(ADDED.splitlines()) + 1}:9:")
        still, clean = house.says(OWN_WORD), house.says(CLEAN)
        house.nudged(still)
        assert house.plan(clean) is None
        assert life.end() == 0
    assert [one["event"] for one in house.discord.gateway_log()].count("identify") == 1
    assert {line["level"] for line in life.log} == {"info"}


def test_the_log_level_is_read_again(house: House) -> None:
    """A changed log level is in use without a restart."""
    with house.life() as life:
        house.open(life)
        house.process("log: {level: error}\nmetrics: {enabled: false}")
        life.send(signal.SIGHUP)
        wait_for(lambda: life.plain, "the change")
        assert life.end() == 0
    assert not life.events("stopping")


def test_a_server_that_the_settings_begin_to_name(house: House) -> None:
    """Settings for a second server are taken up at once, without a restart."""
    second = house.discord.guild("The Back Row", members=["Ignatius Rook"], channels=["general", "usher-log"])
    with house.life() as life:
        house.open(life)
        house.discord.say(second["owner"], second["channels"]["general"], STRONG)
        folder = house.config / "communities" / "second"
        folder.mkdir()
        (folder / "community.yaml").write_text(f'name: The Back Row\nserver: "{second["id"]}"\n', encoding="utf-8")
        life.send(signal.SIGHUP)
        wait_for(lambda: house.rows("select 1 from communities where guild_id = ?", second["id"]), "the second server")
        house.nudged(house.says())
        assert life.end() == 0
    assert house.discord.dms(second["owner"]) == []
