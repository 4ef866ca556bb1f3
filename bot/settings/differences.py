"""What changed between two states of the settings, in words that a person can read before accepting it.

Owns the comparison of values, not of text: a default written out is no change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.settings.catalogue import FILES, PROCESS, file_name
from bot.settings.documents import KeyPath, dotted

if TYPE_CHECKING:
    from bot.settings.catalogue import CommunitySettings, Settings
    from bot.settings.model import Model

NOTHING: Final = "—"


@dataclass(frozen=True, slots=True)
class Change:
    """One key whose value differs; `file` is relative to the configuration folder, `—` stands for a value not there."""

    file: str
    key: str
    before: str
    after: str

    def __str__(self) -> str:
        """One line: `file: key: before → after`."""
        return f"{self.file}: {self.key}: {self.before} → {self.after}"


def differences(old: Settings, new: Settings) -> tuple[Change, ...]:
    """Every changed key, by file, in the order of the files' keys."""
    changes = _between(file_name(PROCESS), old.process, new.process)
    for folder in sorted({*old.communities, *new.communities}):
        changes += community_differences(folder, old.communities.get(folder), new.communities.get(folder))
    return tuple(changes)


def community_differences(
    folder: str, old: CommunitySettings | None, new: CommunitySettings | None
) -> tuple[Change, ...]:
    """The changed keys of one community; None where there is no such folder."""
    if old is None or new is None:
        before, after = (_name(old), _name(new))
        return (Change(f"communities/{folder}", "", before, after),) if old or new else ()
    return tuple(
        change
        for name in FILES
        for change in _between(f"communities/{folder}/{file_name(name)}", getattr(old, name), getattr(new, name))
    )


def _name(community: CommunitySettings | None) -> str:
    return community.community.name if community else NOTHING


def _between(file: str, old: Model, new: Model) -> list[Change]:
    if old == new:
        return []
    before, after = (_flat(model.model_dump(mode="json")) for model in (old, new))
    return [
        Change(file, dotted(path), before.get(path, NOTHING), after.get(path, NOTHING))
        for path in dict.fromkeys((*before, *after))
        if before.get(path) != after.get(path)
    ]


def _flat(value: object, path: KeyPath = ()) -> dict[KeyPath, str]:
    """Every value by its key path; a list is one value, because its order and membership are read together."""
    if isinstance(value, dict) and value:
        return {found: shown for key, each in value.items() for found, shown in _flat(each, (*path, key)).items()}
    return {path: show(value)}


def show(value: object) -> str:
    """A value as settings write it, on one line."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(show(each) for each in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {show(each)}' for key, each in value.items())}}}"
    return str(value)
