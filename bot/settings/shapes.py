"""What may stand at a place of a settings file, read from the JSON Schema of its model.

Owns finding the keys and words that are allowed at a key path, for suggestions. The schema itself is pydantic's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from bot.settings.documents import KeyPath

Schema = dict[str, Any]


class Shape:
    """The schema of one model, opened at key paths."""

    def __init__(self, model: type[BaseModel]) -> None:
        self._root: Schema = model.model_json_schema()

    def keys(self, path: KeyPath) -> list[str]:
        """The keys that a mapping at this path may hold by name."""
        found: list[str] = []
        for part in self._at(path):
            found.extend(part.get("properties", ()))
            found.extend(part.get("propertyNames", {}).get("enum", ()))
        return list(dict.fromkeys(found))

    def words(self, path: KeyPath) -> list[str]:
        """The words to choose from at this path; empty when the value is free."""
        found: list[str] = []
        for part in self._at(path):
            found.extend(str(word) for word in part.get("enum", ()))
            if "const" in part:
                found.append(str(part["const"]))
        return list(dict.fromkeys(found))

    def kind(self, path: KeyPath) -> str:
        """The JSON type at this path; empty when there are several or none."""
        kinds = {str(part["type"]) for part in self._at(path) if "type" in part}
        return kinds.pop() if len(kinds) == 1 else ""

    def opens(self, path: KeyPath) -> bool:
        """Whether the model has a place for this path at all."""
        return bool(self._at(path))

    def _at(self, path: KeyPath) -> list[Schema]:
        here = list(self._unfold(self._root))
        for step in path:
            here = [inner for part in here for outer in _step(part, step) for inner in self._unfold(outer)]
        return here

    def _unfold(self, schema: Schema) -> Iterator[Schema]:
        """The schema itself with references followed, and every alternative in it."""
        if "$ref" in schema:
            yield from self._unfold(self._root.get("$defs", {}).get(str(schema["$ref"]).rsplit("/", 1)[-1], {}))
            return
        yield schema
        for word in ("anyOf", "oneOf", "allOf"):
            for alternative in schema.get(word, ()):
                yield from self._unfold(alternative)


def _step(schema: Schema, step: str | int) -> Iterator[Schema]:
    if isinstance(step, int):
        inner = schema.get("items")
    else:
        inner = schema.get("properties", {}).get(step, schema.get("additionalProperties"))
        if inner is None:
            patterns = schema.get("patternProperties", {})
            inner = next(iter(patterns.values()), None)
    if isinstance(inner, dict):
        yield inner
