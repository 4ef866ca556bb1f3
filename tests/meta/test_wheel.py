"""What an Usher installed by pip carries with it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked far from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    zipfile.ZipFile(wheel).extractall(site)
    return site


def usher(installed: Path, here: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the unpacked wheel in an empty folder."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    environment.pop("USHER_CONFIG", None)
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)


def test_it_needs_no_clone(installed: Path, tmp_path: Path) -> None:
    """Settings to start from come out of the wheel, and check accepts them."""
    assert usher(installed, tmp_path, "init", "mine").returncode == 0
    checked = usher(installed, tmp_path, "check", "--config", "mine")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert (tmp_path / "mine" / "communities" / "main" / "community.yaml").is_file()


def test_it_brings_the_database_up_to_date(installed: Path, tmp_path: Path) -> None:
    """The migrations are in the wheel."""
    migrated = usher(installed, tmp_path, "migrate")
    assert (migrated.returncode, migrated.stderr) == (0, "")
    assert (tmp_path / "usher.db").is_file()


def test_it_holds_nothing_but_usher(installed: Path) -> None:
    """Two packages and their metadata; no tests."""
    assert sorted(path.name.split("-")[0] for path in installed.iterdir()) == ["bot", "cogs", "usher_bot"]
