"""The verdict on one request: whether Discord would refuse it, and at which key.

`check` is plain: it needs no simulator and no loop, and says the same about a request wherever it was caught.
Without the description it still knows the limits; `find() is None` tells a test that wants both to skip.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from tests.contract import limits
from tests.contract.branches import meant, properties
from tests.contract.coercion import coerce, from_query
from tests.contract.description import Description, Operation, UnknownRouteError, find
from tests.contract.reading import at, sentences

if TYPE_CHECKING:
    from tests.contract.description import Schema

_PREFIX = "/api/v10"
# discord.py writes these everywhere, and Discord reads or ignores them, although the description has no such key.
_BESIDE: Mapping[str, frozenset[str]] = {
    "/applications/{application_id}/commands": frozenset({"nsfw"}),
    "/applications/{application_id}/guilds/{guild_id}/commands": frozenset({"nsfw"}),
    "/channels/{channel_id}/messages/{message_id}": frozenset({"tts"}),
    "/channels/{channel_id}/permissions/{overwrite_id}": frozenset({"id"}),
    "/interactions/{interaction_id}/{interaction_token}/callback": frozenset({"tts"}),
    "/channels/{channel_id}/threads": frozenset({"use_nested_fields", "type", "tts"}),
    "/guilds/{guild_id}/bans/{user_id}": frozenset({"delete_message_seconds"}),
    "/webhooks/{webhook_id}/{webhook_token}/messages/@original": frozenset({"tts"}),
    "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": frozenset({"tts"}),
}
_CARRIERS = ("data", "message")


def check(
    method: str,
    path: str,
    body: object | None,
    *,
    query: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> tuple[str, ...]:
    """Everything for which Discord would refuse the request, as sentences that begin with the key's path.

    `path` may carry `/api/v10` and a query; `body` is the JSON value (of a multipart request its `payload_json`);
    a reason among the `headers` is percent-encoded as it is sent; `now` is the instant for limits of time.
    """
    path, _, written = path.removeprefix(_PREFIX).partition("?")
    asked: dict[str, object] = dict(parse_qsl(written))
    asked.update(query or {})
    try:
        body = json.loads(json.dumps(body))
    except (TypeError, ValueError) as error:
        return (f"the body: cannot be written as JSON ({error})",)
    found = [
        *limits.problems(method, path, {} if body is None else body, now or datetime.now(UTC)),
        *limits.query_problems(method, path, asked),
        *limits.reason_problems(headers or {}),
    ]
    description = find()
    if description is not None:
        found += _described(description, method, path, body, asked)
    return tuple(dict.fromkeys(found))


def _described(
    description: Description, method: str, path: str, body: object, query: Mapping[str, object]
) -> Iterator[str]:
    try:
        operation = description.operation(method, path)
    except UnknownRouteError as error:
        yield str(error)
        return
    yield from _parameter_problems(operation, query, description)
    if body is None:
        # An absent body is what discord.py sends for an empty one.
        if operation.body is not None and operation.body_required:
            yield from _body_problems({}, operation.body, description)
    elif operation.body is None:
        yield f"the body: Discord reads none for {method} {operation.template}"
    else:
        yield from _body_problems(body, operation.body, description)
        for place, key in _unknown_keys(body, operation.body, description):
            if key not in _BESIDE.get(operation.template, ()):
                yield at([*place, key], "Discord does not know this key")


def _parameter_problems(operation: Operation, query: Mapping[str, object], description: Description) -> Iterator[str]:
    known = {parameter["name"]: parameter for parameter in operation.parameters}
    for name, value in operation.arguments.items():
        schema = known[name]["schema"] if name in known else {}
        if not description.validator(schema).is_valid(from_query(value, schema, description)):
            yield f"{{{name}}} in the path: {value!r} does not fit"
    for name, asked in query.items():
        if name not in known:
            if name not in _BESIDE.get(operation.template, ()):
                yield f"?{name}: Discord does not know it at {operation.template}"
            continue
        written = from_query(asked, known[name]["schema"], description)
        for sentence in sentences(description.validator(known[name]["schema"]).iter_errors(written)):
            yield f"?{name}: {sentence.partition(': ')[2]}"


def _body_problems(body: object, schema: Schema, description: Description) -> list[str]:
    """What is wrong in the branch that fits best; nothing when any branch that the body can mean accepts it."""
    verdicts = []
    for branch in meant(body, schema, description):
        errors = description.validator(branch).iter_errors(coerce(body, branch, description))
        verdicts.append(list(sentences(errors)))
    return min(verdicts, key=len)


def _unknown_keys(
    body: object, schema: Schema, description: Description, *place: str
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The keys that no meant branch knows, of the body and of what it carries; deeper, Discord ignores them."""
    if isinstance(body, list):
        items = description.resolve(schema).get("items", {})
        for number, item in enumerate(body):
            yield from _unknown_keys(item, items, description, *place, str(number))
    if not isinstance(body, Mapping):
        return
    known: dict[str, Schema] = {}
    for branch in meant(body, schema, description):
        known |= properties(branch, description)
    yield from ((place, key) for key in body if key not in known)
    for key in _CARRIERS:
        if key in known and isinstance(body.get(key), Mapping):
            yield from _unknown_keys(body[key], known[key], description, *place, key)
