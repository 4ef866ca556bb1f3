"""Files that lie in the configuration folder and that nothing would ever read.

Owns telling a slip (`moderation.yml`, a file in the wrong folder) from what belongs to an editor or a system.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.settings.catalogue import FILES, PROCESS, file_name
from bot.settings.problems import START, Problem, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Left behind by editors, or written beside settings for people.
_HARMLESS: Final = ("~", "#", ".bak", ".swp", ".tmp", ".orig", ".rej", ".md")
_SETTINGS: Final = (".yaml", ".yml")


def in_community(folder: Path) -> Iterator[Problem]:
    """Whatever lies in a community's folder besides its settings files."""
    known = [file_name(name) for name in FILES]
    for path in _visible(folder):
        if path.name not in known:
            yield _stray(path, "this file is not known here", _cure(path.name, known))


def in_communities(folder: Path) -> Iterator[Problem]:
    """Settings files beside the community folders instead of inside of one."""
    for path in _visible(folder):
        if path.is_file():
            yield _stray(
                path, "this file belongs to no community", f"Move it into a folder, such as {folder.name}/main"
            )


def in_root(config_dir: Path) -> Iterator[Problem]:
    """Settings files at the top that are not the process's own."""
    known = [file_name(PROCESS)]
    for path in _visible(config_dir):
        if not path.is_file() or path.name in known or path.suffix not in _SETTINGS:
            continue
        if path.stem in FILES:
            yield _stray(path, "this file belongs to a community", "Move it into a folder, such as communities/main")
        else:
            yield _stray(path, "this file is not known here", _cure(path.name, known))


def _visible(folder: Path) -> Iterable[Path]:
    return (
        path for path in sorted(folder.iterdir()) if not path.name.startswith((".", "#")) and not _harmless(path.name)
    )


def _harmless(name: str) -> bool:
    return name.endswith(_HARMLESS)


def _cure(name: str, known: list[str]) -> str:
    """The file meant when only the ending differs, else the nearest."""
    stem = name.partition(".")[0].casefold()
    same = next((each for each in known if each.partition(".")[0] == stem), None)
    near = same or nearest(stem, [each.partition(".")[0] for each in known])
    if near is None:
        return f"The files of this folder are: {', '.join(known)}"
    return f"Did you mean {quoted(near if near in known else file_name(near))}?"


def _stray(path: Path, what: str, cure: str) -> Problem:
    return Problem(path, *START, "", what, cure)
