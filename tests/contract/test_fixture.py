"""The whole of it, as a test run meets it: a bad request fails the test that made it."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from tests.contract.description import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "bot/greeting.py": """
        async def greet(channel, words):
            await channel.send(words)
    """,
    "conftest.py": """
        from pathlib import Path
        import pytest
        from tests.contract.simcord_contract import headline, watch

        def pytest_report_header():
            return headline()

        @pytest.fixture(autouse=True)
        def contract():
            with watch([Path(__file__).parent / "bot"]) as contract:
                yield contract
            contract.verify()
    """,
    "test_greeting.py": """
        import asyncio, sys
        from pathlib import Path
        import discord, pytest, simcord
        sys.path.insert(0, str(Path(__file__).parent / "bot"))
        from greeting import greet

        async def say(words):
            async with simcord.run(discord.Client(intents=discord.Intents.default())) as env:
                channel = env.create_guild().create_text_channel("lobby")
                await greet(env.bot.get_channel(channel.id), words)

        def test_good():
            asyncio.run(say("Good evening"))

        def test_bad():
            with pytest.raises(discord.HTTPException):
                asyncio.run(say("x" * 2001))
    """,
}


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """A project with one bad request in it, whose bot swallows the refusal."""
    for name, source in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(dedent(source))
    return tmp_path


def test_a_request_that_discord_would_refuse_fails_its_test(small_project: Path) -> None:
    """With the fixture in place the run fails, names the builder and the key, and leaves the good test alone."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", ".", "-c", os.devnull, "."],
        cwd=small_project,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    assert "2 passed, 1 error" in run.stdout
    assert "bot/greeting.py:3 greet" in run.stdout
    assert "content: 2001 characters" in run.stdout
