"""JSON Schemas of the settings files, so that an editor completes and checks them while they are written.

Owns making and writing them. The files point to them with a `yaml-language-server` line.
"""

from __future__ import annotations

import json
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from bot.settings.catalogue import FILES, PROCESS, file_name
from bot.settings.times import show_duration, show_time
from bot.settings.usher import UsherFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.settings.model import Model

FOLDER: Final = ".schema"
MODELS: Final[dict[str, type[Model]]] = {PROCESS: UsherFile, **FILES}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of one settings file, by its name without ending."""
    schema = MODELS[name].model_json_schema(schema_generator=_Generator)
    return {"$schema": _Generator.schema_dialect, **schema, "title": file_name(name)}


def write_schemas(config_dir: Path) -> tuple[Path, ...]:
    """Write every schema into `.schema` of the folder, and return the files; raises OSError."""
    folder = config_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in MODELS:
        path = folder / f"{name}.json"
        path.write_text(json.dumps(schema_of(name), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path)
    return tuple(written)


class _Generator(GenerateJsonSchema):
    """Without invented titles, and with defaults as a person would write them."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - pydantic's signature
        return False

    def encode_default(self, dft: Any) -> Any:  # noqa: ANN401 - pydantic's signature
        return _as_written(dft)


def _as_written(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    if isinstance(value, dict):
        return {key: _as_written(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_as_written(each) for each in value]
    return next((show(value) for kind, show in _SHOWN if isinstance(value, kind)), value)


_SHOWN: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (timedelta, show_duration),
    (time, show_time),
)
