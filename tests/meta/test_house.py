"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
from pathlib import Path

import pytest

import cogs
from bot.cli import COMMANDS
from bot.settings.catalogue import FEATURES, FILES

ROOT = Path(__file__).parents[2]
SOURCES = [path for folder in ("bot", "cogs") for path in sorted((ROOT / folder).rglob("*.py"))]
DISCORD_DOORS = ("cogs", "bot/client.py", "bot/rehearsal")


def imports(path: Path) -> set[str]:
    """The top-level packages that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_has_one_name_everywhere(feature: str) -> None:
    """Domain, service, storage, cog, settings, shipped file, voice and README carry the same noun."""
    for place in ("bot/domain", "bot/services", "bot/storage", "bot/settings", "cogs"):
        assert (ROOT / place / f"{feature}.py").exists() or (ROOT / place / feature / "__init__.py").exists(), place
    assert f"cogs.{feature}" in cogs.EXTENSIONS
    assert (ROOT / "config/communities/main" / f"{feature}.yaml").exists()
    assert re.search(rf"^#+ .*{feature}", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.IGNORECASE)


def test_discord_is_spoken_at_the_doors_only() -> None:
    """No other file imports discord."""
    strangers = [
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if "discord" in imports(path) and not path.relative_to(ROOT).as_posix().startswith(DISCORD_DOORS)
    ]
    assert strangers == []


def test_better_profanity_is_imported_once() -> None:
    """Its words come in through one module."""
    users = [path.relative_to(ROOT).as_posix() for path in SOURCES if "better_profanity" in imports(path)]
    assert users == ["bot/storage/base_words.py"]


def test_files_stay_small() -> None:
    """No source file passes 300 lines, and most are far below."""
    sizes = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name: size for name, size in sizes.items() if size > 300} == {}
    assert statistics.median(sizes.values()) <= 120


def test_no_drawer_has_a_name_that_says_nothing() -> None:
    """There is no utils, helpers, manager or common."""
    assert [path.name for path in SOURCES if path.stem in {"utils", "helpers", "manager", "common", "misc"}] == []


def test_no_cog_fetches_another() -> None:
    """Cogs meet in services."""
    assert [path.name for path in SOURCES if "get_cog(" in path.read_text("utf-8")] == []


def test_no_test_patches_our_own_code() -> None:
    """Fakes are for clock and chance only."""
    forbidden = re.compile(r"\b(unittest\.mock|MagicMock|mocker\.|monkeypatch\.setattr\((bot|cogs)|mock\.patch)")
    here = Path(__file__)
    users = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != here and forbidden.search(path.read_text("utf-8"))
    ]
    assert users == []


class TestReadme:
    """The README is true."""

    text = (ROOT / "README.md").read_text("utf-8")

    def test_every_command_line_command_is_in_it(self) -> None:
        """Each `usher …` command is explained."""
        assert [name for name in COMMANDS if f"usher {name}" not in self.text] == []

    def test_every_settings_file_is_in_it(self) -> None:
        """Each file of the settings is explained."""
        assert [name for name in ("usher", *FILES) if f"{name}.yaml" not in self.text] == []

    def test_every_slash_command_is_in_it(self) -> None:
        """Each command that Discord is told is explained."""
        named = set()
        for path in (ROOT / "cogs").rglob("*.py"):
            text = path.read_text("utf-8")
            group = re.search(r'group_name="(\w+)"', text)
            for name in re.findall(r'app_commands\.command\(name="(\w+)"', text):
                named.add(f"/{group[1]} {name}" if group else f"/{name}")
        assert named
        assert [name for name in sorted(named) if name not in self.text] == []

    def test_its_two_commands_are_targets(self) -> None:
        """`make rehearse` and `make test` exist."""
        makefile = (ROOT / "Makefile").read_text("utf-8")
        for target in re.findall(r"^make (\w+)", self.text, re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target

    def test_its_files_exist(self) -> None:
        """The map of the code names what is there."""
        for name in re.findall(r"`((?:bot|cogs|config|tests)/[\w/.]*)`", self.text):
            assert (ROOT / name).exists(), name


def test_the_project_speaks_only_of_itself() -> None:
    """No committed text names a machine's path or a package registry."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    forbidden = re.compile(r"(^|[\s\"'(=])/(root|home|work)/[a-z]|pypi\.org|files\.pythonhosted|registry\.npmjs")
    guilty = [
        name
        for name in listed
        if name != "tests/meta/test_house.py"
        and (ROOT / name).is_file()
        and forbidden.search((ROOT / name).read_text("utf-8", errors="ignore"))
    ]
    assert guilty == []
