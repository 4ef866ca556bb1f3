"""A whole rehearsal: the cast, the server, the scenes one after the other, and what held in the end.

Owns the order of the evening and its last words. Raises SettingsError for anything that cannot be read.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rich.text import Text

from bot.rehearsal.bill import make_bill
from bot.rehearsal.cast import load_cast
from bot.rehearsal.page import Page
from bot.rehearsal.player import play
from bot.rehearsal.playhouse import playhouse
from bot.rehearsal.scenes import choose, known, load_scenes, scene_paths
from bot.rehearsal.transcript import MISSED, Transcript
from bot.services.reloading import read_voice
from bot.settings.catalogue import COMMUNITY, FILES
from bot.settings.loading import load_settings
from bot.settings.problems import shown_path
from bot.settings.shipped import shipped_dir

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from rich.console import Console

    from bot.rehearsal.cast import Cast
    from bot.rehearsal.player import Played
    from bot.rehearsal.playhouse import Playhouse
    from bot.rehearsal.scenes import Scene
    from bot.settings.catalogue import CommunitySettings

    Afterwards = Callable[[Playhouse, "Evening"], Awaitable[None]]

FOLDER: Final = "rehearsal"
INTRODUCTION: Final = (
    "A rehearsal: the real Usher, on a simulated server. Nothing leaves this machine.",
    "→ Usher says or does   · why   ✓ ✗ what the scene expects   … words shown before",
)
OWN: Final = "With your own settings this is a report, not a failure: it may be just what you want."


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything that a rehearsal needs, read and checked. `own`: with an admin's settings, scenes only report."""

    config_dir: Path
    community: CommunitySettings
    cast: Cast
    scenes: list[Scene]
    own: bool


@dataclass(slots=True)
class Evening:
    """A rehearsal after it was played."""

    programme: Programme
    seconds: float
    played: list[Played] = field(default_factory=list)

    @property
    def misses(self) -> int:
        """How much did not hold."""
        return sum(len(each.misses) for each in self.played)

    @property
    def held(self) -> int:
        """How many expectations held."""
        return sum(each.held for each in self.played)

    @property
    def failed(self) -> bool:
        """Whether that is a failure: with an admin's own settings it never is."""
        return self.misses > 0 and not self.programme.own


def read_programme(config_dir: Path, names: Sequence[str] = (), community: str | None = None) -> Programme:
    """Read the settings, the cast and the scenes of these names; raises SettingsError and UnknownNameError."""
    settings = _community(config_dir, community)
    folders = list(dict.fromkeys(each / FOLDER for each in (shipped_dir(), config_dir.resolve())))
    cast = load_cast(folders)
    paths = choose(scene_paths(folders), names)
    scenes = load_scenes(paths, make_bill(cast, settings, read_voice(config_dir)))
    return Programme(config_dir, settings, cast, scenes, own=not _is_shipped(config_dir, settings))


async def rehearse(programme: Programme, console: Console, *, afterwards: Afterwards | None = None) -> Evening:
    """Play every scene in one simulated server, and tell it on the console.

    `afterwards` is called once all is told, with the server still open. Raises CannotActError where nobody can set
    Usher up.
    """
    start, page = time.perf_counter(), Page(console)
    for line in INTRODUCTION:
        page.write(Text(line), Text())
    async with playhouse(programme.config_dir, programme.cast, community=programme.community, set_up=False) as house:
        transcript = Transcript(console, house)
        house.watch.observers.append(transcript.tell)
        transcript.heading(f"{programme.cast.server} · before the doors open")
        await house.set_up()
        played = [await play(house, scene) for scene in programme.scenes]
        evening = Evening(programme, time.perf_counter() - start, played)
        _close(evening, page)
        if afterwards is not None:
            await afterwards(house, evening)
    return evening


def _close(evening: Evening, page: Page) -> None:
    """Print what held and what did not."""
    page.heading("Curtain")
    scenes, total = len(evening.played), evening.held + evening.misses
    counted = f"{scenes} {'scene' if scenes == 1 else 'scenes'}, {total} expectations, {evening.seconds:.1f} s"
    if not evening.misses:
        page.write(Text(f"{counted}: all of them held."), Text("   "))
        return
    page.write(Text.assemble(f"{counted}: ", (f"{evening.misses} did not hold.", MISSED)), Text("   "))
    for each in evening.played:
        for miss in each.misses:
            page.blank()
            page.write(Text(f"{shown_path(each.scene.path)}:{miss.line}", "bold"), Text(" ✗ ", MISSED))
            page.write(Text(f"{miss.what}. No: {miss.why}."), Text("   "))
    if evening.programme.own:
        page.blank()
        page.write(Text(OWN), Text("   "))


def _community(config_dir: Path, name: str | None) -> CommunitySettings:
    communities = load_settings(config_dir).communities
    return communities[known("community", name or next(iter(communities)), communities)]


def _is_shipped(config_dir: Path, settings: CommunitySettings) -> bool:
    """Whether these are the settings that come with Usher, unchanged but for the community's name."""
    name = {"name": settings.community.name}
    defaults = {file: model.model_validate(name if file == COMMUNITY else {}) for file, model in FILES.items()}
    unchanged = all(getattr(settings, file) == default for file, default in defaults.items())
    return unchanged and config_dir.resolve() == shipped_dir().resolve()
