"""Which settings files there are, and the model of each.

Owns that list, written once as the fields of `CommunitySettings`: a new feature adds its import and its line. The name
of a field is the name of its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, get_type_hints

from bot.settings.cases import CasesFile
from bot.settings.communities import CommunityFile
from bot.settings.model import Model
from bot.settings.moderation import ModerationFile
from bot.settings.problems import one_line
from bot.settings.usher import UsherFile


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value set from Discord that does not fit the settings (any more), and was left out."""

    key: str
    what: str
    cure: str

    def __str__(self) -> str:
        """One line: `key: what. Cure`."""
        return one_line(f"{self.key}: {self.what}. {self.cure}")


@dataclass(frozen=True, slots=True)
class CommunitySettings:
    """Everything that is set for one community; `problems` tells which overrides from Discord were left out."""

    folder: str
    community: CommunityFile
    moderation: ModerationFile = field(default_factory=ModerationFile)
    cases: CasesFile = field(default_factory=CasesFile)
    problems: tuple[Misfit, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set: for the process, and for each community by the name of its folder."""

    process: UsherFile
    communities: Mapping[str, CommunitySettings]


COMMUNITY: Final = "community"
PROCESS: Final = "usher"
FILES: Final[dict[str, type[Model]]] = {
    name: model
    for name, model in get_type_hints(CommunitySettings).items()
    if isinstance(model, type) and issubclass(model, Model)
}
"""The files of a community folder, by name without ending; `community` is the only one that has to be there."""

FEATURES: Final = tuple(name for name in FILES if name != COMMUNITY)


def file_name(name: str) -> str:
    """`moderation` is kept in `moderation.yaml`."""
    return f"{name}.yaml"
