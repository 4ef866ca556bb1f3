"""A PostgreSQL for the length of a test run.

`pgserver` brings the program. It is started here and not by `pgserver` itself, which as root would add a user to the
machine and open the folders above the program; this one runs as `nobody` then. It hears a socket in its own temporary
folder only, and does not wait for the disk.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HURRY = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "listen_addresses=")
READY_WITHIN = 20.0


class UnavailableError(Exception):
    """There is no PostgreSQL here; the message says why."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server."""

    folder: Path

    def url(self, name: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql+asyncpg://postgres@/{name}?host={self.folder}"

    def dsn(self, name: str = "postgres") -> str:
        """Return the same as the driver itself wants it."""
        return f"postgresql://postgres@/{name}?host={self.folder}"


@contextmanager
def running() -> Iterator[Postgres]:
    """Run a server. Raises UnavailableError where that is impossible."""
    programs, account = _programs(), _account()
    folder = Path(tempfile.mkdtemp(prefix="usher-pg-"))
    try:
        if account:
            os.chown(folder, account["user"], account["group"])
        _make(programs, folder, account)
        options = [part for each in HURRY for part in ("-c", each)]
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **account,
        )
        try:
            _wait(programs, folder, server)
            yield Postgres(folder)
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(10)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = find_spec("pgserver")
    if sys.platform == "win32" or found is None or not found.submodule_search_locations:
        raise UnavailableError("pgserver brings no PostgreSQL for this machine")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _account() -> dict[str, Any]:
    """Return as whom to run: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return {}
    import pwd  # noqa: PLC0415 -- not on every platform

    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise UnavailableError("PostgreSQL cannot run as root, and there is no account nobody") from None
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _make(programs: Path, folder: Path, account: dict[str, Any]) -> None:
    make = [programs / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    try:
        subprocess.run([*make, "--locale=C"], check=True, capture_output=True, cwd=folder, **account)
    except PermissionError:
        raise UnavailableError("PostgreSQL cannot run as root, and nobody may not enter the folder it is in") from None
    except (OSError, subprocess.CalledProcessError) as error:
        raise UnavailableError(f"PostgreSQL cannot be set up here ({type(error).__name__})") from None


def _wait(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            raise UnavailableError("PostgreSQL does not start here")
        time.sleep(0.02)
