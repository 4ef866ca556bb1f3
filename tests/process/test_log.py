"""The log of a process on a bad day: every line is JSON, and none holds a token, a word of anybody's, or a name."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import TYPE_CHECKING

from bot.logs import start_logging
from tests.loopback.discord import shapes
from tests.process.house import FANS, OWNER, STRONG
from tests.process.lives import PATIENCE, ROOT, wait_for

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from tests.process.house import House

PRIVATE = "Zephyrine Quill whispers about the ending"

UNCAUGHT = """
import sys, threading, warnings
from bot.logs import guard_process, start_logging
start_logging()
guard_process()
warnings.warn(sys.argv[1])
thread = threading.Thread(target=dict().__getitem__, args=sys.argv[1:])
thread.start()
thread.join()
int(sys.argv[1])
"""


def known(house: House) -> Iterator[str]:
    """Everything that the loopback knows and a log must not: the token, names, and what anybody wrote."""
    yield house.discord.token
    yield from (OWNER, *FANS, "The Velvet Room", "fuck", PRIVATE)
    threads = house.discord.act("GET", f"/guilds/{house.guild}/threads/active")["threads"]
    places = [*house.there["channels"].values(), *(int(thread["id"]) for thread in threads)]
    said = [message for place in places for message in house.discord.messages(place)]
    said += [message for fan in range(len(FANS)) for message in house.discord.dms(house.fan(fan))]
    for message in said:
        texts = [message["content"], *(embed.get("description", "") for embed in message["embeds"])]
        texts += [str(part.get("label", "")) for part in shapes.parts(message["components"])]
        yield from (text for text in texts if len(text) > 2)


def a_bad_day(house: House) -> None:
    """Let everything that is written about in a log go wrong once."""
    discord, general = house.discord, house.channel("general")
    discord.close_dms(house.fan(1))
    discord.fault(house.dm_line(0), status=429, retry_after=0.05)
    discord.fault(house.dm_line(2), effect=True, lose=True)
    said = [house.says(STRONG, fan) for fan in range(len(FANS))]
    house.nudged(*said[:2])
    wait_for(lambda: house.rows("select 1 from plans where attempts > 0"), "a lost answer")
    discord.slash(house.fan(), general, "me")
    note = discord.dms(house.fan())[0]
    discord.press(house.fan(), int(note["id"]), f"cases:mine:{house.guild}.1")
    discord.op7()
    wait_for(lambda: [one for one in discord.gateway_log() if one["event"] == "resume"], "a new line")
    house.nudged(house.says(f"{STRONG}, {OWNER}?"))


def test_nobody_is_in_the_log(house: House) -> None:
    """On a bad day, written down in every detail, and ended by an error whose text is somebody's: nobody is in it."""
    house.process("log: {level: debug}\nmetrics: {enabled: false}")
    with house.life() as life:
        house.open(life)
        a_bad_day(house)
        # Discord never sends such an id; whatever a library says about it would hold what was sent.
        house.discord.emit("MESSAGE_DELETE", {"id": PRIVATE, "channel_id": str(house.channel("general"))})
        assert life.wait() == 2
    assert len(life.plain) == 1
    errors = [line for line in life.log if line["level"] == "error"]
    assert [line["kind"] for line in errors] == ["ValueError"]
    assert errors[0]["reference"] in life.plain[0]
    assert life.events("step not done")
    written = life.said + life.out.read_text(encoding="utf-8")
    assert [secret for secret in known(house) if secret in written] == []


def test_libraries_are_reduced_to_their_templates(log: io.StringIO) -> None:
    """Of a library's line, asyncio's report and an error, the template, the first line and the place are kept."""
    logging.getLogger("discord.http").warning("We are being asked about %s.", PRIVATE)
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: {PRIVATE!r}")  # noqa: G004 -- as asyncio does
    try:
        int(PRIVATE)
    except ValueError:
        logging.getLogger("aiohttp.server").exception("Error handling request")
    assert PRIVATE not in log.getvalue()
    assert log.getvalue().count("\n") == 3
    for kept in ("We are being asked about %s.", "Task exception was never retrieved", "ValueError", "test_log.py"):
        assert kept in log.getvalue()


def test_a_library_is_heard_only_when_it_warns(log: io.StringIO) -> None:
    """At the most talkative level libraries still keep their details to themselves."""
    for name in ("discord.gateway", "aiosqlite", "asyncio", "charset_normalizer"):
        logging.getLogger(name).debug("details: %s", PRIVATE)
        logging.getLogger(name).info("details: %s", PRIVATE)
    assert log.getvalue() == ""


def test_a_secret_is_taken_out_wherever_it_stands(log: io.StringIO) -> None:
    """A secret given at the start, and whatever looks like a token, is taken out of every value, also in lists."""
    start_logging("info", log, secrets=("a vault key", ""))
    token = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"
    line = "%s" % f"{token} and a vault key"  # noqa: UP031 -- a template that was filled in too early
    logging.getLogger("usher.process").warning(line)
    assert "a vault key" not in log.getvalue()
    assert token not in log.getvalue()


def test_what_nobody_catches_is_a_line_too() -> None:
    """A warning of Python, an error in a thread and the last error of all are lines of JSON, without their texts."""
    line = [sys.executable, "-W", "always", "-c", UNCAUGHT, PRIVATE]
    ended = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert PRIVATE not in ended.stderr
    kinds = [json.loads(written)["kind"] for written in ended.stderr.splitlines()]
    assert kinds == ["UserWarning", "KeyError", "ValueError"]
