from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

import bot
from bot.cli import rehearse
from bot.settings.shipped import shipped_dir

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(bot.__file__).parent.parent
QUIET = ("-W", "error", "-W", "ignore:'audioop' is deprecated:DeprecationWarning")
FAILING = "title: It fails\nsteps:\n  - {who: mira, says: Hi}\n  - {who: mira, expects: direct message}\n"


def usher(*words: str) -> Result:
    """The command, in this process."""
    app = typer.Typer()
    app.command("rehearse")(rehearse.command)
    return CliRunner().invoke(app, list(words))


def process(*words: str, cwd: Path, path: Path = ROOT, code: str = "") -> subprocess.CompletedProcess[str]:
    """The command, in a process of its own."""
    run = ["-c", f"{code}; from bot.cli import main; main()"] if code else ["-m", "bot"]
    return subprocess.run(
        [sys.executable, *QUIET, *run, "rehearse", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(path), "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An admin's own settings, in which no rule does anything, and a scene that cannot hold."""
    shutil.copytree(shipped_dir() / "communities", tmp_path / "config" / "communities")
    moderation = tmp_path / "config" / "communities" / "main" / "moderation.yaml"
    moderation.write_text('rules:\n  language: {kind: language, mode: "off"}\n', encoding="utf-8")
    (tmp_path / "config" / "rehearsal").mkdir()
    (tmp_path / "config" / "rehearsal" / "99-failing.yaml").write_text(FAILING, encoding="utf-8")
    return tmp_path / "config"


def test_the_shipped_rehearsal_holds(tmp_path: Path) -> None:
    """A stranger's first command plays every scene, says nothing on stderr, and ends well; warnings are errors."""
    done = process(cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("✗") == 1  # only where the signs are explained
    assert list(tmp_path.iterdir()) == []


def test_own_settings_only_report(own: Path) -> None:
    """What does not hold with an admin's own settings is listed, and is no failure."""
    done = usher("quiet-word", "failing", "--config", str(own))
    assert done.exit_code == 0
    assert "10-quiet-word.yaml:" in done.stdout
    assert "99-failing.yaml:4" in done.stdout
    assert done.stderr == ""


def test_a_shipped_scene_that_does_not_hold_fails(tmp_path: Path) -> None:
    """Laid out as a wheel lays it out, with a scene that cannot hold: exit 1, the place, and one clear line."""
    site = tmp_path / "site"
    for package in ("bot", "cogs"):
        shutil.copytree(ROOT / package, site / package, ignore=shutil.ignore_patterns("__pycache__", "shipped"))
    shutil.copytree(shipped_dir(), site / "bot" / "shipped")
    (site / "bot" / "shipped" / "rehearsal" / "99-failing.yaml").write_text(FAILING, encoding="utf-8")
    done = process("failing", cwd=tmp_path, path=site)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "99-failing.yaml:4" in done.stdout


def test_edited_shipped_settings_are_an_admins_own(tmp_path: Path) -> None:
    """Whoever edits the settings of a clone in place gets a report as well."""
    site = tmp_path / "site"
    for package in ("bot", "cogs"):
        shutil.copytree(ROOT / package, site / package, ignore=shutil.ignore_patterns("__pycache__", "shipped"))
    shutil.copytree(shipped_dir(), site / "config")
    (site / "config" / "communities" / "main" / "cases.yaml").write_text("nudge: {remember: 7d}\n", encoding="utf-8")
    (site / "config" / "rehearsal" / "99-failing.yaml").write_text(FAILING, encoding="utf-8")
    done = process("failing", cwd=site, path=site)
    assert done.returncode == 0
    assert "99-failing.yaml:4" in done.stdout


def test_without_simcord_one_line_says_how_to_get_it(tmp_path: Path) -> None:
    """The bot installs light; the rehearsal is an extra."""
    done = process(cwd=tmp_path, code="import sys; sys.modules['simcord'] = None")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "pip install 'usher-bot[rehearsal]'" in done.stderr


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("quiet-wrod",), "quiet-word"),
        (("--community", "mian"), "main"),
        (("--log", "not/there/usher.log"), "not/there/usher.log"),
    ],
)
def test_what_is_not_there_is_named(words: tuple[str, ...], named: str) -> None:
    """A wrong name is met with the nearest right one."""
    done = usher(*words)
    assert done.exit_code == 2
    assert named in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_broken_settings_and_scenes_are_explained(own: Path) -> None:
    """Each problem has its line, before anything is played."""
    (own / "rehearsal" / "99-failing.yaml").write_text("title: x\nsteps:\n  - {who: mia, says: Hi}\n", encoding="utf-8")
    done = usher("failing", "--config", str(own))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "99-failing.yaml:3:11:" in done.stderr
    (own / "communities" / "main" / "cases.yaml").write_text("nudg: {}\n", encoding="utf-8")
    done = usher("--config", str(own))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "cases.yaml:1:1:" in done.stderr


def test_a_cast_without_an_admin_cannot_begin(own: Path) -> None:
    """Somebody has to set Usher up."""
    (own / "rehearsal" / "cast.yaml").write_text("people:\n  ada: {name: Ada}\n", encoding="utf-8")
    done = usher("quiet-word", "--config", str(own))
    assert done.exit_code == 2
    assert "/usher setup" in done.stderr


def test_scenes_can_be_listed(own: Path) -> None:
    """The list names the shipped scenes and the admin's own, and plays none."""
    done = usher("--list", "--config", str(own))
    assert done.exit_code == 0
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert names[0] == "quiet-word"
    assert names[-1] == "failing"


def test_ushers_own_log_is_kept_apart(tmp_path: Path) -> None:
    """The transcript is for people; the log goes where it is told, or nowhere."""
    done = usher("nothing-to-say", "--log", str(tmp_path / "usher.log"))
    assert done.exit_code == 0
    assert '"event"' not in done.stdout
    assert '"event"' in (tmp_path / "usher.log").read_text(encoding="utf-8")
