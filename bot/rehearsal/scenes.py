"""`rehearsal/*.yaml`: the scenes, as a community manager writes them, found and checked.

A scene is a title, what it shows, and a short list of steps. Playing it is `player`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, StringConstraints

from bot.rehearsal.cast import CAST
from bot.rehearsal.doings import Says
from bot.rehearsal.steps import Step
from bot.settings.explaining import refusal
from bot.settings.model import Model, load_document
from bot.settings.problems import Problem, SettingsError, cure_by_choice, quoted
from bot.settings.types import Listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.rehearsal.bill import Bill
    from bot.settings.model import Loaded

_ORDER = re.compile(r"^\d+-")


def _some(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    if not steps:
        raise refusal("there are no steps", "Begin with what somebody says, runs or presses")
    return steps


class UnknownNameError(Exception):
    """Somebody asked for a scene or a community that is not there; the message names the nearest."""


class SceneFile(Model):
    """One scene."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=70)]
    """What the scene is called."""

    shows: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    """What it shows, in a sentence or two."""

    steps: Annotated[Listed[Step], AfterValidator(_some)]
    """What happens, in order."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene with its name, its file, and the line in which each step begins."""

    name: str
    path: Path
    file: SceneFile
    lines: tuple[int, ...]


def scene_paths(folders: Iterable[Path]) -> dict[str, Path]:
    """Return the scenes of these folders by name, in the order of their file names; later folders stand over earlier.

    A number in front of a file's name gives it its place, and is no part of the scene's name.
    """
    files: dict[str, Path] = {}
    for folder in folders:
        files |= {path.name: path for path in folder.glob("*.yaml") if path.name != CAST}
    return {_ORDER.sub("", files[name].stem): files[name] for name in sorted(files)}


def choose(paths: Mapping[str, Path], names: Sequence[str]) -> dict[str, Path]:
    """Return the scenes of these names, or all where none is given; raises UnknownNameError for a name that is none."""
    return {known("scene", name, paths): paths[name] for name in names} or dict(paths)


def known(noun: str, name: str, names: Iterable[str]) -> str:
    """Return the name where it is one of these; raises UnknownNameError with the nearest."""
    names = list(names)
    if name not in names:
        raise UnknownNameError(f"There is no {noun} {quoted(name)}. {cure_by_choice(name, names)}")
    return name


def load_scenes(paths: Mapping[str, Path], bill: Bill) -> list[Scene]:
    """Read and check the scenes; raises SettingsError with the problems of all of them."""
    scenes: list[Scene] = []
    problems: list[Problem] = []
    for name, path in paths.items():
        try:
            loaded = load_document(path, SceneFile, context=bill)
        except SettingsError as error:
            problems += error.problems
            continue
        problems += _unnamed(loaded)
        lines = tuple(loaded.document.place(("steps", number)).line for number in range(len(loaded.value.steps)))
        scenes.append(Scene(name, path, loaded.value, lines))
    if problems:
        raise SettingsError(problems)
    return scenes


def _unnamed(loaded: Loaded[SceneFile]) -> Iterator[Problem]:
    """Yield a problem for each message that is spoken of by a name that no step before gave it."""
    names: list[str] = []
    for number, step in enumerate(loaded.value.steps):
        for key, name in (("edits", getattr(step, "edits", None)), ("of", getattr(step, "of", None))):
            if name is not None and name not in names:
                what, path = f"no message is called {quoted(name)} by then", ("steps", number, key)
                cure = cure_by_choice(name, names) if names else f"Add to the step that says it: called: {name}"
                yield loaded.document.problem(path, what, cure)
        if isinstance(step, Says) and step.called is not None:
            names.append(step.called)
