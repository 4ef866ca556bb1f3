"""Discord's published OpenAPI description: where it lies, what it says of a path, and its schemas as validators.

This module reads and compiles. What a library may write differently is in `coercion`, what the description does
not hold is in `limits`, and the verdict on one request is in `check`.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote

import jsonschema_rs

Schema: TypeAlias = Mapping[str, Any]

PROJECT = Path(__file__).absolute().parents[2]
ABSENT = (
    "Discord's OpenAPI description is not here: name its file in DISCORD_OPENAPI,"
    " or put it at ../shared/discord-openapi.json beside the project"
)
_SCHEMAS = "#/components/schemas/"
# Where Discord's documentation allows more than its description, the documentation holds (its authors say so).
_DOCUMENTED: Mapping[str, Schema] = {"MessageReferenceType": {"type": "integer", "enum": [0, 1]}}  # 1: a forward


class UnknownRouteError(LookupError):
    """Discord has no such path, or does not take this method there."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, with the values that a request put into the path."""

    template: str
    arguments: Mapping[str, str]
    parameters: tuple[Schema, ...]
    body: Schema | None
    body_required: bool


def find(project: Path = PROJECT) -> Description | None:
    """Discord's description, or None where it is not at hand (`ABSENT` says so in words)."""
    named = os.environ.get("DISCORD_OPENAPI")
    file = Path(named) if named else project.parent / "shared" / "discord-openapi.json"
    return _read(file) if file.is_file() else None


@lru_cache(maxsize=2)
def _read(file: Path) -> Description:
    return Description(json.loads(file.read_bytes()))


class Description:
    """The description, ready to answer: what does this path take, and does this value fit that schema."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._schemas: Mapping[str, Schema] = {**document["components"]["schemas"], **_DOCUMENTED}
        self._routes: dict[int, list[tuple[list[str], str, Mapping[str, Any]]]] = defaultdict(list)
        for template, item in document["paths"].items():
            segments = template.strip("/").split("/")
            self._routes[len(segments)].append((segments, template, item))
        for routes in self._routes.values():
            # A word stands before a {parameter}: @me, @original and bulk-delete are no ids.
            routes.sort(key=lambda route: [segment.startswith("{") for segment in route[0]])
        self._validators: dict[object, jsonschema_rs.Draft202012Validator] = {}

    def operation(self, method: str, path: str) -> Operation:
        """What Discord takes at `METHOD path` (no API prefix, no query); raises `UnknownRouteError`."""
        segments = path.strip("/").split("/")
        for expected, template, item in self._routes.get(len(segments), ()):
            arguments = _match(expected, segments)
            if arguments is None:
                continue
            operation = item.get(method.lower())
            if operation is None:
                raise UnknownRouteError(f"Discord does not take {method} at {template}")
            parameters = (*item.get("parameters", ()), *operation.get("parameters", ()))
            request = operation.get("requestBody", {})
            schema = request.get("content", {}).get("application/json", {}).get("schema")
            return Operation(template, arguments, parameters, schema, bool(request.get("required")))
        raise UnknownRouteError(f"Discord has no path {path}")

    def resolve(self, schema: Schema) -> Schema:
        """The schema itself, behind any `$ref`."""
        while "$ref" in schema:
            schema = self._schemas[schema_name(schema)]
        return schema

    def validator(self, schema: Schema) -> jsonschema_rs.Draft202012Validator:
        """The compiled schema (about a millisecond the first time, kept afterwards)."""
        # Schemas live as long as the document, so the identity of an unnamed one is a name.
        key: object = schema_name(schema) if "$ref" in schema else id(schema)
        if key not in self._validators:
            named = {name: self._schemas[name] for name in self._reachable(schema)}
            whole = {"$ref": "#/x", "x": schema, "components": {"schemas": named}}
            self._validators[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True, mask="the value")
        return self._validators[key]

    def _reachable(self, schema: Schema) -> set[str]:
        found: set[str] = set()
        waiting: list[object] = [schema]
        while waiting:
            names = set(_references(waiting.pop())) - found
            found |= names
            waiting += [self._schemas[name] for name in names]
        return found


def schema_name(schema: Schema) -> str:
    """The name behind a `$ref`, or an empty word."""
    return str(schema.get("$ref", "")).removeprefix(_SCHEMAS)


def _references(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        if isinstance(node.get("$ref"), str):
            yield schema_name(node)
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _references(part)


def _match(expected: list[str], segments: list[str]) -> dict[str, str] | None:
    arguments: dict[str, str] = {}
    for word, segment in zip(expected, segments, strict=True):
        if word.startswith("{"):
            arguments[word.strip("{}")] = unquote(segment)
        elif word != segment:
            return None
    return arguments
