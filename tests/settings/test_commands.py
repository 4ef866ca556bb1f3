from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import check, init, schema
from bot.settings.loading import load_settings
from bot.settings.shipped import shipped_dir
from bot.storage import communities as rows
from bot.storage.database import Database
from bot.storage.migrating import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def usher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The three commands, run in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("USHER_CONFIG", raising=False)
    app = typer.Typer()
    app.command("check")(check.command)
    app.command("init")(init.command)
    app.command("schema")(schema.command)
    return lambda *words: CliRunner().invoke(app, list(words))


def test_init_then_check_is_all_well(usher: Callable[..., Result], tmp_path: Path) -> None:
    """What init writes, check accepts; features are added one by one."""
    assert usher("init").exit_code == 0
    assert usher("check").exit_code == 0
    assert usher("init", "--add", "cases").exit_code == 0
    assert usher("init", "--add", "moderation").exit_code == 0
    assert usher("check").exit_code == 0
    written = {
        str(path.relative_to(tmp_path / "config")) for path in (tmp_path / "config").rglob("*.*") if path.is_file()
    }
    assert written == {
        "usher.yaml",
        *(f"communities/main/{name}.yaml" for name in ("community", "cases", "moderation")),
        *(f".schema/{name}.json" for name in ("usher", "community", "cases", "moderation")),
    }
    assert load_settings(tmp_path / "config") == load_settings(shipped_dir())


def test_init_writes_where_it_is_told(
    usher: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder comes from the argument, else from the environment."""
    assert usher("init", "here").exit_code == 0
    monkeypatch.setenv("USHER_CONFIG", "there")
    assert usher("init").exit_code == 0
    assert usher("check").exit_code == 0
    assert (tmp_path / "here" / "usher.yaml").is_file()
    assert (tmp_path / "there" / "usher.yaml").is_file()


def test_init_never_overwrites(usher: Callable[..., Result], tmp_path: Path) -> None:
    """A file that is there stays as it is, and nothing else is written."""
    kept = tmp_path / "config" / "communities" / "main" / "community.yaml"
    kept.parent.mkdir(parents=True)
    kept.write_text("name: mine\n", encoding="utf-8")
    refused = usher("init")
    assert refused.exit_code == 2
    assert "community.yaml" in refused.stderr
    assert kept.read_text(encoding="utf-8") == "name: mine\n"
    assert not (tmp_path / "config" / "usher.yaml").exists()
    assert usher("init", "--add", "cases").exit_code == 0
    assert usher("init", "--add", "cases").exit_code == 2


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("init", "--add", "case"), "cases"),
        (("init", "--add", "moderation"), "usher init"),
        (("schema",), "usher init"),
        (("check",), "usher init"),
    ],
)
def test_what_cannot_be_done_says_so_in_one_line(
    usher: Callable[..., Result], words: tuple[str, ...], hint: str
) -> None:
    """Exit code 2, one line on stderr, nothing written, and what to do instead."""
    refused = usher(*words)
    assert refused.exit_code == 2
    assert len(refused.stderr.splitlines()) == 1
    assert hint in refused.stderr


def test_init_says_when_it_may_not_write(usher: Callable[..., Result], tmp_path: Path) -> None:
    """A file in the way of the folder is one clear line."""
    (tmp_path / "config").write_text("", encoding="utf-8")
    refused = usher("init")
    assert refused.exit_code == 2
    assert len(refused.stderr.splitlines()) == 1


def test_check_prints_each_problem_on_a_line(usher: Callable[..., Result], tmp_path: Path) -> None:
    """`file:line:column: key: …` on stderr, and exit code 1."""
    usher("init")
    (tmp_path / "config" / "usher.yaml").write_text("log: {level: loud}\nextra: 1\n", encoding="utf-8")
    result = usher("check")
    assert result.exit_code == 1
    first, second = result.stderr.splitlines()
    assert first.startswith("config/usher.yaml:1:14: log.level: ")
    assert second.startswith("config/usher.yaml:2:1: extra: ")


def test_schema_writes_beside_the_settings(usher: Callable[..., Result], tmp_path: Path) -> None:
    """One schema for each file, again and again."""
    (tmp_path / "mine").mkdir()
    assert usher("schema", "mine").exit_code == 0
    assert usher("schema", "mine").exit_code == 0
    assert {path.stem for path in (tmp_path / "mine" / ".schema").iterdir()} >= {"usher", "community", "moderation"}


async def _remember(url: str, folder: str, overrides: Mapping[str, object]) -> None:
    database = Database(url)
    await database.open()
    await migrate(database)
    now = datetime(2026, 1, 2, tzinfo=UTC)
    async with database.write() as tx:
        await rows.bind(tx, 1, folder, now)
        for key, value in overrides.items():
            await rows.override(tx, 1, key, value, 2, now)
    await database.close()


@pytest.mark.parametrize(
    ("folder", "mode", "code", "out", "err"),
    [
        ("main", None, 0, 0, 0),
        ("main", "shadow", 0, 1, 0),
        ("main", "live", 0, 0, 0),
        ("main", "loud", 1, 0, 1),
        ("gone", "off", 1, 0, 1),
    ],
)
def test_check_lists_what_discord_overrides(
    usher: Callable[..., Result], tmp_path: Path, folder: str, mode: str | None, code: int, out: int, err: int
) -> None:
    """Overrides in force are told after the verdict on the files; those that no longer fit are problems."""
    usher("init")
    url = f"sqlite+aiosqlite:///{tmp_path / 'u.db'}"
    asyncio.run(_remember(url, folder, {"moderation.rules.language.mode": mode} if mode else {}))

    result = usher("check", "--database", url)

    assert result.exit_code == code
    assert (len(result.stdout.splitlines()) - 1, len(result.stderr.splitlines())) == (out, err)


def test_check_says_when_the_database_cannot_be_read(usher: Callable[..., Result], tmp_path: Path) -> None:
    """The files were in order, but what was asked for could not be done."""
    usher("init")
    (tmp_path / "u.db").write_text("no database, but long enough to be taken for one" * 20, encoding="utf-8")

    result = usher("check", "--database", f"sqlite+aiosqlite:///{tmp_path / 'u.db'}")

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_check_makes_no_database(usher: Callable[..., Result], tmp_path: Path) -> None:
    """Looking for overrides where there is no database yet leaves no file behind."""
    usher("init")
    assert usher("check").exit_code == 0
    assert not (tmp_path / "usher.db").exists()
