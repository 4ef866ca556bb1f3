from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.rehearsal.stage.opening import stage
from tests.stage.conftest import ADDRESS, CLOSED_WITHIN

if TYPE_CHECKING:
    from bot.rehearsal.playhouse import Playhouse

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
WHOLE = [sys.executable, "-m", "bot", "rehearse", "quiet-word"]


def read_on(terminal: int, until: re.Pattern[str] | None = None) -> str:
    """Read from a terminal until something stands there, or to the end."""
    heard = ""
    while until is None or not until.search(heard):
        try:
            heard += os.read(terminal, 4096).decode(errors="replace")
        except OSError:  # Linux's way of saying that nobody writes there any more
            break
    return heard


def test_on_a_terminal_it_stays_open_until_ctrl_c() -> None:
    """Without an option, a person at a terminal gets the stage; Ctrl-C closes it, and all is well."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(WHOLE, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    assert ADDRESS.search(read_on(ours, ADDRESS))
    running.send_signal(signal.SIGINT)
    read_on(ours)
    os.close(ours)
    assert running.wait(CLOSED_WITHIN) == 0


@pytest.mark.parametrize("options", [[], ["--no-stage"]])
def test_elsewhere_it_ends_with_the_scenes(options: list[str]) -> None:
    """Without a terminal, and where it is not wanted, nothing stays open."""
    ours, theirs = pty.openpty()
    own_terminal = theirs if options else subprocess.DEVNULL
    done = subprocess.run(
        [*WHOLE, *options], stdin=own_terminal, stdout=subprocess.PIPE, text=True, check=True, timeout=CLOSED_WITHIN
    )
    os.close(ours)
    os.close(theirs)
    assert not ADDRESS.search(done.stdout)


async def test_whoever_looks_on_hears_of_the_end(house: Playhouse) -> None:
    """Every open page is told that the stage closes, and nothing answers there any more."""
    async with aiohttp.ClientSession() as session:
        async with stage(house, (), port=0) as opened:
            address = opened.address.replace("/?", "/stage/events?")
            events = await session.get(address)
            assert (await events.content.readline()).startswith(b"event:")
        assert b"event: closed\n" in await events.content.read()
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(opened.address)
