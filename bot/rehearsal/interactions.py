"""What people press, choose, run and send, as values of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.rehearsal.record import Chose, Filled, Pressed, Ran
from bot.rehearsal.shown import show_payload, walk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.rehearsal.record import Happening

    Payload = Mapping[str, Any]

COMMAND: Final = 2
PRESS: Final = 3
FORM: Final = 5
IN_A_MESSAGE: Final = 3
"""The type of a command that stands in the menu of messages."""
OPTIONS_WITHIN: Final = frozenset({1, 2})


def happening_of(payload: Payload, at: datetime) -> Happening | None:
    """Return what somebody did with this interaction; None for what happens while they type."""
    channel_id, data = int(payload["channel_id"]), payload["data"]
    who = int(payload.get("member", payload)["user"]["id"])
    if payload["type"] == COMMAND and data.get("type") == IN_A_MESSAGE:
        author = data["resolved"]["messages"][data["target_id"]]["author"]
        return Chose(at, who, channel_id, data["name"], int(data["target_id"]), int(author["id"]))
    if payload["type"] == COMMAND:
        return Ran(at, who, channel_id, _command(data))
    if payload["type"] == PRESS:
        return _pressed(payload, at, who)
    if payload["type"] == FORM:
        parts = [part for part in walk(data["components"]) if "custom_id" in part]
        return Filled(
            at, who, channel_id, tuple((str(part["custom_id"]), str(part.get("value", ""))) for part in parts)
        )
    return None


def _pressed(payload: Payload, at: datetime, who: int) -> Pressed | Chose:
    channel_id, data = int(payload["channel_id"]), payload["data"]
    buttons = show_payload(payload["message"]).buttons
    button = next((each for each in buttons if each.custom_id == data["custom_id"]), None)
    if button is None or button.choices is None:
        return Pressed(at, who, channel_id, button.label if button else "…")
    labels = {value: label for label, value in button.choices}
    return Chose(at, who, channel_id, ", ".join(labels.get(value, value) for value in data["values"]))


def _command(data: Mapping[str, Any]) -> str:
    """Return a command as it was typed."""
    words, options = ["/" + str(data["name"])], list(data.get("options", ()))
    while options and options[0]["type"] in OPTIONS_WITHIN:
        words.append(str(options[0]["name"]))
        options = list(options[0].get("options", ()))
    return " ".join([*words, *(f"{option['name']}: {_value(option)}" for option in options)])


def _value(option: Mapping[str, Any]) -> str:
    signs = {6: "<@{}>", 7: "<#{}>", 8: "<@&{}>"}
    return signs.get(option["type"], "{}").format(option["value"])
