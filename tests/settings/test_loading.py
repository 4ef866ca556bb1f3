from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings.loading import load_settings
from bot.settings.problems import Problem, SettingsError, SettingsUnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST = "communities/first/community.yaml"
SECOND = "communities/second/community.yaml"
SERVER = 'server: "123456789012345678"\n'


def problems_of(root: Path) -> list[Problem]:
    with pytest.raises(SettingsError) as caught:
        load_settings(root)
    return list(caught.value.problems)


def places(root: Path) -> list[tuple[str, int, int, str]]:
    return [(str(each.file.relative_to(root)), each.line, each.column, each.key) for each in problems_of(root)]


def test_a_community_works_after_community_yaml_alone(configure: Callable[..., Path]) -> None:
    """Every other file is optional."""
    settings = load_settings(configure())
    (community,) = settings.communities.values()
    assert (community.folder, community.community.name) == ("main", "The Lantern")
    assert community.moderation.rules["language"].mode == "live"
    assert settings.process.metrics.port == 8421


def test_the_problems_of_all_files_come_at_once(configure: Callable[..., Path]) -> None:
    """One broken file hides no other."""
    root = configure(
        {
            "usher.yaml": "logg: {}\n",
            "communities/main/community.yaml": "nam: x\n",
            "communities/main/cases.yaml": "nudge: {remember: 3}\n",
            "communities/main/moderation.yaml": "exempt: [\n",
        }
    )
    assert places(root) == [
        ("communities/main/cases.yaml", 1, 19, "nudge.remember"),
        ("communities/main/community.yaml", 1, 1, "nam"),
        ("communities/main/community.yaml", 1, 1, "name"),
        ("communities/main/moderation.yaml", 2, 1, ""),
        ("usher.yaml", 1, 1, "logg"),
    ]


def test_a_reference_to_what_community_yaml_does_not_name_is_a_problem(configure: Callable[..., Path]) -> None:
    """Each fact has one home; the nearest name is offered."""
    root = configure({"communities/main/moderation.yaml": "exempt: {roles: [Moderators], channels: [dsk]}\n"})
    role, channel = problems_of(root)
    assert (role.key, channel.key) == ("exempt.roles[0]", "exempt.channels[0]")
    assert '"moderators"' in role.cure or '"Moderator"' in role.cure
    assert '"desk"' in channel.cure


def test_references_are_not_doubted_while_community_yaml_itself_is_broken(configure: Callable[..., Path]) -> None:
    """One mistake is told once, not once for everything that depends on it."""
    root = configure(
        {
            "communities/main/community.yaml": "name: [\n",
            "communities/main/moderation.yaml": "exempt: {channels: [lounge]}\n",
        }
    )
    assert [file for file, *_ in places(root)] == ["communities/main/community.yaml"]


def test_two_communities_cannot_have_the_same_server(configure: Callable[..., Path]) -> None:
    """The second is told, at its server."""
    root = configure({FIRST: "name: a\n" + SERVER, SECOND: "name: b\n" + SERVER}, minimal=False)
    assert places(root) == [(SECOND, 2, 9, "server")]


def test_only_one_community_may_leave_its_server_open(configure: Callable[..., Path]) -> None:
    """With two, nobody would know which server is whose."""
    assert places(configure({FIRST: "name: a\n", SECOND: "name: b\n"}, minimal=False)) == [(SECOND, 1, 1, "server")]
    assert len(load_settings(configure({SECOND: "name: b\n" + SERVER}, minimal=False)).communities) == 2


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("communities/main/moderation.yml", "moderation.yaml"),
        ("communities/main/Cases.yaml.txt", "cases.yaml"),
        ("communities/main/moderatoin.yaml", "moderation.yaml"),
        ("communities/main/notes.yaml", "community.yaml"),
        ("communities/cases.yaml", "communities/main"),
        ("moderation.yaml", "communities/main"),
        ("usher.yml", "usher.yaml"),
    ],
)
def test_a_file_that_nothing_reads_is_a_problem(configure: Callable[..., Path], name: str, near: str) -> None:
    """A slip in a file's name or place does not quietly mean the defaults."""
    (problem,) = problems_of(configure({name: "enabled: false\n"}))
    assert problem.file.name == name.rpartition("/")[2]
    assert near in problem.cure


def test_what_editors_and_systems_leave_behind_is_no_problem(configure: Callable[..., Path]) -> None:
    """Backups, hidden files, notes, voices and scenes are nobody's settings."""
    names = ["cases.yaml~", ".cases.yaml.swp", "README.md", ".DS_Store", "cases.yaml.bak", ".git/config.yaml"]
    root = configure({f"communities/main/{name}": "x" for name in names} | {"voice/en.yaml": "a: b\n"})
    assert set(load_settings(root).communities) == {"main"}


def test_a_folder_that_is_not_there_is_told_apart(tmp_path: Path, configure: Callable[..., Path]) -> None:
    """Without a folder nothing can be checked; a folder without a community can, and is a problem."""
    for path in (tmp_path / "nowhere", configure() / "communities" / "main" / "community.yaml"):
        with pytest.raises(SettingsUnreadableError):
            load_settings(path)
    for root in (tmp_path / "bare", tmp_path / "empty"):
        (root / "communities").mkdir(parents=True) if root.name == "empty" else root.mkdir()
        (problem,) = problems_of(root)
        assert problem.file == root / "communities"
        assert "usher init" in problem.cure


def test_a_community_folder_needs_its_community_file(configure: Callable[..., Path]) -> None:
    """A folder with features alone says what is missing."""
    root = configure({"communities/other/cases.yaml": "enabled: false\n"})
    assert places(root) == [("communities/other/community.yaml", 1, 1, "")]
