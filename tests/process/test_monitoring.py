"""The page for monitoring: where it is, what it says, and that it follows the settings."""

from __future__ import annotations

import signal
import urllib.error
import urllib.request
from contextlib import closing
from socket import create_server
from typing import TYPE_CHECKING

from tests.process.lives import wait_for

if TYPE_CHECKING:
    from tests.process.house import House


def free_port() -> int:
    """Return a port that nobody uses this moment."""
    with closing(create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


def get(port: int, path: str) -> tuple[int, str]:
    """Return status and text of a page, or 0 where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except OSError:
        return 0, ""


def test_health_and_metrics(house: House) -> None:
    """Before it is ready the page says so with 503; then both pages answer, and count what is in the ledger."""
    port = free_port()
    house.process(f"metrics: {{port: {port}}}")
    house.discord.fault("GET /gateway-socket", delay=0.5)
    with house.life() as life:
        wait_for(lambda: get(port, "/healthz") == (503, '{"ready": false}'), "a page before the start is over")
        assert get(port, "/metrics")[0] == 200
        house.open(life)
        house.nudged(house.says())
        assert get(port, "/healthz") == (200, '{"ready": true}')
        told = dict(line.rsplit(" ", 1) for line in get(port, "/metrics")[1].splitlines() if not line.startswith("#"))
        assert float(told["usher_up"]) == float(told["usher_communities"]) == 1
        assert float(told['usher_plans{state="done"}']) == 1
        assert float(told['usher_plans{state="stopped"}']) == 0
        assert life.end() == 0
    assert get(port, "/healthz") == (0, "")


def test_the_page_follows_the_settings(house: House) -> None:
    """Another port is in use after SIGHUP; one that is taken is said, and Usher runs on."""
    first, second = free_port(), free_port()
    house.process(f"metrics: {{port: {first}}}")
    with house.life() as life:
        house.open(life)
        house.process(f"metrics: {{port: {second}}}")
        life.send(signal.SIGHUP)
        wait_for(lambda: get(second, "/healthz")[0] == 200, "the other port")
        assert get(first, "/healthz") == (0, "")
        with closing(create_server(("127.0.0.1", 0))) as taken:
            port = taken.getsockname()[1]
            house.process(f"metrics: {{port: {port}}}")
            life.send(signal.SIGHUP)
            wait_for(lambda: [said for said in life.plain if f":{port}: " in said], "the line about the port")
        house.nudged(house.says())
        assert life.end() == 0
