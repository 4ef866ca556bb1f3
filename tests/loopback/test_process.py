from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from tests.loopback.discord import BlockingLoopback

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CHILD = """
import os, urllib.request, json, warnings
warnings.simplefilter("ignore")
import discord, yarl
from discord.gateway import DiscordWebSocket
base = os.environ["USHER_API_BASE"]
discord.http.Route.BASE = base + "/v10"
with urllib.request.urlopen(base + "/v10/gateway") as answer:
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(json.load(answer)["url"])
intents = discord.Intents.default()
intents.message_content = True
client = discord.Client(intents=intents, guild_ready_timeout=0.05)

@client.event
async def on_message(message):
    if message.author != client.user:
        await message.channel.send(message.content.upper())

client.run(os.environ["DISCORD_TOKEN"], log_handler=None)
"""


@pytest.fixture
def world() -> Iterator[BlockingLoopback]:
    """A loopback Discord of its own."""
    with BlockingLoopback(heartbeat=0.5) as running:
        yield running


def test_a_child_process_needs_no_tls_and_survives_a_kill(world: BlockingLoopback) -> None:
    """A bot in a process of its own works over the plain port; killed and started again it identifies anew."""
    there = world.guild(members=["ana"])
    ana, general = there["members"]["ana"], there["channels"]["general"]
    for life in (1, 2):
        shouted = f"LIFE {life}"
        child = subprocess.Popen([sys.executable, "-c", CHILD], env=os.environ | world.environment())
        try:
            while sum(one["event"] == "identify" for one in world.gateway_log()) < life:
                time.sleep(0.02)
            world.say(ana, general, shouted.lower())
            while shouted not in [one["content"] for one in world.messages(general)]:
                time.sleep(0.02)
        finally:
            child.send_signal(signal.SIGKILL)
            child.wait()


def test_it_ends_with_its_parent() -> None:
    """When the process that started it is gone, the loopback Discord stops by itself."""
    script = "from tests.loopback.discord import BlockingLoopback as B; import os; b = B(); b.start(); "
    script += "print(b.process.pid, flush=True); os._exit(0)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    orphan, end = int(done.stdout), time.monotonic() + 5
    while psutil.pid_exists(orphan) and psutil.Process(orphan).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_wrong_verb_says_so(world: BlockingLoopback) -> None:
    """A verb that does not exist, or fails, raises in the test with its reason."""
    for verb, args in (("dance", ()), ("messages", ("no number", 2)), ("say", (1, 2, "nobody"))):
        with pytest.raises(LookupError, match=verb):
            getattr(world, verb)(*args)
