"""What a library may write differently from the description, and Discord still reads.

discord.py sends ids as numbers and permissions as text; Discord takes both. Nothing else is forgiven here, and
a value that some branch of a union accepts as it is stays as it is: a twenty-digit nonce is text, not a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.contract.branches import branches, meant, properties
from tests.contract.description import schema_name

if TYPE_CHECKING:
    from tests.contract.description import Description, Schema

_NUMBER = re.compile(r"-?[0-9]+")
_WORDS = {"true": True, "false": False, "1": True, "0": False}


def coerce(value: object, schema: Schema, description: Description) -> object:
    """The value as the description would have it written; a new one, the given is never changed."""
    if schema_name(schema) == "SnowflakeType":
        return _as_snowflake(value)
    schema = description.resolve(schema)
    if branches(schema):
        return _through_union(value, schema, description)
    if isinstance(value, Mapping):
        return _through_object(value, schema, description)
    if isinstance(value, list) and "items" in schema:
        return [coerce(item, schema["items"], description) for item in value]
    return _as_integer(value) if _integer_only(schema) else value


def from_query(value: object, schema: Schema, description: Description) -> object:
    """A query value as the description would have it: an address knows text only."""
    text = str(value)
    kind = description.resolve(schema).get("type")
    if kind == "boolean":
        return _WORDS.get(text.lower(), text)
    return _as_integer(text) if kind == "integer" else text


def _through_union(value: object, schema: Schema, description: Description) -> object:
    candidates = meant(value, schema, description)
    if any(description.validator(branch).is_valid(value) for branch in candidates):
        return value
    coerced = [(branch, coerce(value, branch, description)) for branch in candidates]
    fitting = [result for branch, result in coerced if description.validator(branch).is_valid(result)]
    if fitting:
        return fitting[0]
    # Nothing fits: the error should speak of the value that was sent.
    return coerced[0][1] if isinstance(value, Mapping | list) else value


def _through_object(value: Mapping[str, Any], schema: Schema, description: Description) -> dict[str, object]:
    known = properties(schema, description)
    others = schema.get("additionalProperties")
    rest = others if isinstance(others, Mapping) else {}
    return {key: coerce(part, known.get(key, rest), description) for key, part in value.items()}


def _integer_only(schema: Schema) -> bool:
    return schema.get("type") in ("integer", ["integer"], ["integer", "null"])


def _as_snowflake(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_integer(value: object) -> object:
    return int(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value
