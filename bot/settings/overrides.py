"""Values set from Discord that stand over a community's files.

Owns which keys may be set so, checking that they still fit, and printing them as YAML to keep. Keeping them in the
database is the storage's.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError
from ruamel.yaml import YAML

from bot.settings.catalogue import FILES, Misfit, file_name
from bot.settings.documents import Document
from bot.settings.explaining import explain
from bot.settings.problems import cure_by_choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.settings.catalogue import CommunitySettings

OVERRIDABLE: Final = ("moderation.rules.<name>.mode", "moderation.rules.<name>.allow", "moderation.allow")
"""Keys that may be set from Discord; `<name>` stands for any name that the file has there."""


def apply_overrides(community: CommunitySettings, overrides: Mapping[str, object]) -> CommunitySettings:
    """The settings with the overrides over them; those that do not fit are left out, and told in `problems`."""
    misfits: list[Misfit] = []
    for key in sorted(overrides):
        changed = _apply(community, key, overrides[key])
        if isinstance(changed, Misfit):
            misfits.append(changed)
        else:
            community = changed
    return replace(community, problems=tuple(misfits))


def export_overrides(overrides: Mapping[str, object]) -> str:
    """The overrides as YAML under the name of each file, to be copied into the files."""
    files: dict[str, dict[str, Any]] = {}
    for key in sorted(overrides):
        name, *path = key.split(".")
        _put(files.setdefault(name, {}), path, _plain(overrides[key]))
    return "\n".join(f"# {file_name(name)}\n{_yaml(data)}" for name, data in files.items())


def _apply(community: CommunitySettings, key: str, value: object) -> CommunitySettings | Misfit:
    name, *path = key.split(".")
    if not any(_matches(pattern, key) for pattern in OVERRIDABLE):
        return Misfit(key, "this cannot be set from Discord", cure_by_choice(key, OVERRIDABLE))
    data = getattr(community, name).model_dump(mode="json")
    around = data
    for step in path[:-1]:
        if step not in around:
            return Misfit(key, f"{file_name(name)} has no {step} any more", cure_by_choice(step, around))
        around = around[step]
    if path[-1] not in around:
        return Misfit(key, f"a rule of this kind has no {path[-1]}", cure_by_choice(path[-1], around))
    around[path[-1]] = value
    try:
        checked = FILES[name].model_validate(data, context=community.community.references)
    except ValidationError as error:
        problem = next(explain(error, Document(Path(file_name(name)), data=data), FILES[name]))
        return Misfit(key, problem.what, problem.cure)
    file: dict[str, Any] = {name: checked}  # the field has the name of its file
    return replace(community, **file)


def _matches(pattern: str, key: str) -> bool:
    steps, wanted = key.split("."), pattern.split(".")
    return len(steps) == len(wanted) and all(
        want == step or (want == "<name>" and step) for want, step in zip(wanted, steps, strict=True)
    )


def _put(data: dict[str, Any], path: list[str], value: object) -> None:
    for step in path[:-1]:
        data = data.setdefault(step, {})
    data[path[-1]] = value


def _plain(value: object) -> object:
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _yaml(data: dict[str, Any]) -> str:
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()
