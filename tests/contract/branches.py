"""Which branch of a `oneOf` or `anyOf` a value means, so that an error can point into that one alone.

Discord tells its branches apart by constants (`type`, `trigger_type`, `entity_type`); where it does not, the keys
that a branch knows decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.contract.description import schema_name

if TYPE_CHECKING:
    from tests.contract.description import Description, Schema

# They accept every object, and no bot can edit such a channel: a union that lists them would refuse nothing.
_NOT_FOR_BOTS = frozenset({"UpdateDMRequestPartial", "UpdateGroupDMRequestPartial"})


def branches(schema: Schema) -> tuple[Schema, ...]:
    """The alternatives of a union; none for anything else (an enumeration is a typed `oneOf` of constants)."""
    if "type" in schema:
        return ()
    listed = schema.get("oneOf") or schema.get("anyOf") or ()
    return tuple(branch for branch in listed if schema_name(branch) not in _NOT_FOR_BOTS)


def meant(value: object, schema: Schema, description: Description) -> tuple[Schema, ...]:
    """The branches that the value can mean, never none; the schema itself where there is no union."""
    schema_behind = description.resolve(schema)
    listed = branches(schema_behind)
    if not listed:
        return (schema,)
    fitting = [branch for branch in listed if _kind_agrees(value, description.resolve(branch))] or list(listed)
    if isinstance(value, Mapping):
        agreeing = [branch for branch in fitting if _constants_agree(value, branch, description)] or fitting
        most = max(_known(value, branch, description) for branch in agreeing)
        fitting = [branch for branch in agreeing if _known(value, branch, description) == most]
    return tuple(one for branch in fitting for one in meant(value, branch, description))


def properties(schema: Schema, description: Description) -> dict[str, Schema]:
    """Every key that an object of this schema may have, with the schema of its value."""
    schema = description.resolve(schema)
    found: dict[str, Schema] = dict(schema.get("properties", {}))
    for part in (*schema.get("allOf", ()), *branches(schema)):
        found = {**properties(part, description), **found}
    return found


def _kind_agrees(value: object, schema: Schema) -> bool:
    kinds = schema.get("type", ())
    kinds = (kinds,) if isinstance(kinds, str) else kinds
    if not kinds:
        return True
    if value is None:
        return "null" in kinds
    if isinstance(value, Mapping):
        return "object" in kinds
    if isinstance(value, list):
        return "array" in kinds
    return bool({"string", "integer", "number", "boolean"} & set(kinds))


def _constants_agree(value: Mapping[str, Any], branch: Schema, description: Description) -> bool:
    for key, schema in properties(branch, description).items():
        allowed = schema.get("enum", ())
        if allowed and key in value and value[key] not in allowed:
            return False
    return True


def _known(value: Mapping[str, Any], branch: Schema, description: Description) -> int:
    return len(value.keys() & properties(branch, description).keys())
