"""How the description is read: which path is meant, which branch, and what a library may write differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.branches import meant
from tests.contract.check import check
from tests.contract.coercion import coerce, from_query
from tests.contract.description import Description, UnknownRouteError, find, schema_name
from tests.contract.simcord_contract import headline

if TYPE_CHECKING:
    from pathlib import Path

SNOWFLAKE = {"$ref": "#/components/schemas/SnowflakeType"}


def _body(description: Description, method: str, path: str) -> Any:
    return description.operation(method, path).body


def _bodies(item: Any) -> list[Any]:
    requests = [part.get("requestBody", {}) for part in item.values() if isinstance(part, dict)]
    found = [request.get("content", {}).get("application/json", {}).get("schema") for request in requests]
    return [schema for schema in found if schema]


def test_a_description_that_is_absent_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither place has it: there is nothing, and the run's headline says so and where to put it."""
    monkeypatch.delenv("DISCORD_OPENAPI", raising=False)
    assert find(tmp_path / "usher") is None
    monkeypatch.setenv("DISCORD_OPENAPI", str(tmp_path / "none.json"))
    assert find() is None
    assert "DISCORD_OPENAPI" in headline()


def test_the_environment_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that DISCORD_OPENAPI names is read before the one beside the project."""
    file = tmp_path / "small.json"
    file.write_text('{"paths": {"/a/{b}": {"get": {}}, "/a/@me": {"get": {}}}, "components": {"schemas": {}}}')
    monkeypatch.setenv("DISCORD_OPENAPI", str(file))
    small = find()
    assert small is not None
    assert small.operation("GET", "/a/%40me").arguments == {"b": "@me"}
    assert small.operation("GET", "/a/@me").template == "/a/@me"
    with pytest.raises(UnknownRouteError):
        small.operation("PUT", "/a/1")


def test_a_word_is_meant_before_a_parameter(description: Description) -> None:
    """Neither @original nor bulk-delete is an id."""
    assert description.operation("PATCH", "/webhooks/1/token/messages/@original").template.endswith("@original")
    assert description.operation("POST", "/channels/1/messages/bulk-delete").template.endswith("bulk-delete")
    assert description.operation("PATCH", "/guilds/1/members/2").template.endswith("{user_id}")


def test_numbers_and_texts_are_read_as_discord_reads_them(description: Description) -> None:
    """Ids may be numbers and permissions text, and the body that was given stays as it was."""
    given = {"name": "a", "permission_overwrites": [{"id": 5, "allow": "1024", "deny": "0", "type": 0}]}
    read = coerce(given, _body(description, "POST", "/guilds/1/channels"), description)
    assert read == {"name": "a", "permission_overwrites": [{"id": "5", "allow": 1024, "deny": 0, "type": 0}]}
    assert given["permission_overwrites"][0] == {"id": 5, "allow": "1024", "deny": "0", "type": 0}
    recipient = coerce({"recipient_id": 5}, _body(description, "POST", "/users/@me/channels"), description)
    assert recipient == {"recipient_id": "5"}


def test_what_a_branch_accepts_stays_as_it_is(description: Description) -> None:
    """A nonce of twenty digits stays text, one that is a number stays a number, and null stays null."""
    schema = _body(description, "POST", "/channels/1/messages")
    for nonce in ("12345678901234567890", 12345, None):
        assert coerce({"nonce": nonce}, schema, description) == {"nonce": nonce}


@pytest.mark.parametrize("value", [True, "five", 1.5, "01", [5]])
def test_nothing_else_is_forgiven(value: object, description: Description) -> None:
    """What is no id stays no id."""
    assert not description.validator(SNOWFLAKE).is_valid(coerce(value, SNOWFLAKE, description))


def test_an_address_knows_text_only(description: Description) -> None:
    """Queries are read into the numbers and truths that they stand for."""
    assert from_query("5", {"type": "integer"}, description) == 5
    assert from_query(1, {"type": "boolean"}, description) is True
    assert from_query(5, SNOWFLAKE, description) == "5"
    assert from_query("five", {"type": "integer"}, description) == "five"


def test_constants_and_keys_tell_branches_apart(description: Description) -> None:
    """An answer's type, an event's kind, and the keys of a channel each lead to the branch that was meant."""
    answer = _body(description, "POST", "/interactions/1/t/callback")
    assert [schema_name(one) for one in meant({"type": 9}, answer, description)] == ["ModalInteractionCallbackRequest"]
    channel = _body(description, "PATCH", "/channels/1")
    assert [schema_name(one) for one in meant({"archived": True}, channel, description)] == [
        "UpdateThreadRequestPartial"
    ]


def test_every_body_of_the_description_compiles(description: Description) -> None:
    """No schema of a JSON body is beyond the validator, and none accepts a bare number."""
    bodies = [body for routes in description._routes.values() for _, _, item in routes for body in _bodies(item)]
    assert len(bodies) > 80
    assert not any(description.validator(body).is_valid(5) for body in bodies)


def test_an_error_stands_in_the_branch_that_was_meant(description: Description) -> None:
    """A problem deep in a union is told once, at its own key, and not as a failure of the union."""
    button = {"type": 2, "style": 1, "custom_id": "a", "label": "x" * 81}
    body = {"content": "x", "components": [{"type": 1, "components": [button]}]}
    assert check("POST", "/channels/1/messages", body) == (
        "components.0.components.0.label: the value is longer than 80 characters",
    )
