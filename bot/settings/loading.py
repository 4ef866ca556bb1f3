"""The whole configuration folder as one value, or all that is wrong with it.

Owns which files are read in which order, and what only shows when they are seen together. One file by itself is
`model`'s; keeping the last good settings is `store`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.settings import strays
from bot.settings.catalogue import COMMUNITY, FEATURES, FILES, PROCESS, CommunitySettings, Settings, file_name
from bot.settings.communities import CommunityFile
from bot.settings.model import Loaded, M, load_document
from bot.settings.problems import START, Problem, SettingsError, SettingsUnreadableError, quoted, shown_path
from bot.settings.usher import UsherFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["CommunitySettings", "Settings", "load_settings"]

COMMUNITIES: Final = "communities"


def load_settings(config_dir: Path) -> Settings:
    """Read and check everything; raises SettingsError with the problems of all files at once.

    Raises SettingsUnreadableError, which is one, when the folder itself cannot be read.
    """
    return _Loading(config_dir).load()


class _Loading:
    """One pass over the folder, gathering problems as it goes."""

    def __init__(self, config_dir: Path) -> None:
        self._root = config_dir
        self._problems: list[Problem] = []

    def load(self) -> Settings:
        _refuse_unreadable(self._root)
        self._problems.extend(strays.in_root(self._root))
        process = self._optional(self._root / file_name(PROCESS), UsherFile)
        loaded = [community for folder in self._folders() if (community := self._community(folder))]
        self._problems.extend(_shared_servers([each for _, each in loaded]))
        if self._problems:
            raise SettingsError(self._problems)
        return Settings(process, {settings.folder: settings for settings, _ in loaded})

    def _folders(self) -> list[Path]:
        """The folders of the communities; without any there is nothing to look after."""
        home = self._root / COMMUNITIES
        cure = f"Run: usher init {shown_path(self._root)}"
        if not home.is_dir():
            self._problems.append(Problem(home, *START, "", "there is no such folder", cure))
            return []
        try:
            folders = sorted(path for path in home.iterdir() if path.is_dir() and not path.name.startswith("."))
            self._problems.extend(strays.in_communities(home))
        except OSError as error:
            self._problems.append(_locked(home, error))
            return []
        if not folders:
            self._problems.append(Problem(home, *START, "", "there is no community in this folder", cure))
        return folders

    def _community(self, folder: Path) -> tuple[CommunitySettings, Loaded[CommunityFile]] | None:
        try:
            self._problems.extend(strays.in_community(folder))
        except OSError as error:
            self._problems.append(_locked(folder, error))
            return None
        own = self._read(folder / file_name(COMMUNITY), CommunityFile)
        context = own.value.references if own else None
        features: dict[str, Any] = {
            name: self._optional(folder / file_name(name), FILES[name], context=context) for name in FEATURES
        }
        return (CommunitySettings(folder.name, own.value, **features), own) if own else None

    def _optional(self, path: Path, model: type[M], *, context: object = None) -> M:
        """The file's settings, or the defaults when there is no such file."""
        loaded = self._read(path, model, context=context) if path.exists() or path.is_symlink() else None
        return loaded.value if loaded else model()

    def _read(self, path: Path, model: type[M], *, context: object = None) -> Loaded[M] | None:
        try:
            return load_document(path, model, context=context)
        except SettingsError as error:
            self._problems.extend(error.problems)
            return None


def _refuse_unreadable(root: Path) -> None:
    cure = f"Run: usher init {shown_path(root)}"
    if not root.exists():
        raise SettingsUnreadableError([Problem(root, *START, "", "there is no such folder", cure)])
    if not root.is_dir():
        raise SettingsUnreadableError([Problem(root, *START, "", "this is not a folder", "Name the folder it is in")])
    try:
        next(root.iterdir(), None)
    except OSError as error:
        raise SettingsUnreadableError([_locked(root, error)]) from error


def _locked(folder: Path, error: OSError) -> Problem:
    why = error.strerror or type(error).__name__
    return Problem(folder, *START, "", f"the folder cannot be read ({why})", "Let the bot's user read it")


def _shared_servers(loaded: Iterable[Loaded[CommunityFile]]) -> Iterable[Problem]:
    """Communities that would look after the same server, or that leave open which is whose."""
    first: dict[int | None, Path] = {}
    for community in loaded:
        server = community.value.server
        other = first.setdefault(server, community.document.path)
        if other == community.document.path:
            continue
        if server is None:
            what = f"is missing, and in {quoted(shown_path(other))} as well, so nobody knows which server is whose"
            yield community.document.problem(("server",), what, 'Add the line: server: "…", with the id in quotes')
        else:
            what = f"{quoted(shown_path(other))} names the same server"
            yield community.document.problem(("server",), what, "Give each community its own server")
