"""What Discord's description forbids is refused here, with the path of the key inside the branch that was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract.bodies import (
    ANSWER,
    EDIT,
    NOW,
    SAY,
    Request,
    button,
    command,
    label,
    laid_out,
    menu,
    modal,
    option,
    paths,
    row,
    said,
    text_input,
    under,
)
from tests.contract.check import check

if TYPE_CHECKING:
    from tests.contract.description import Description

EVENT = {"entity_type": 3, "privacy_level": 2, "entity_metadata": {"location": "x" * 101}}

# What the description knows.
DESCRIBED: dict[str, tuple[Request, str]] = {
    "long label": (under(row(button(label="x" * 81))), "components.0.components.0.label"),
    "long id": (under(row(button(custom_id="x" * 101))), "components.0.components.0.custom_id"),
    "six buttons": (under(row(*(button(custom_id=str(n)) for n in range(6)))), "components.0.components"),
    "26 options": (
        under(row(menu(options=[{"label": f"{n}", "value": f"{n}"} for n in range(26)]))),
        "components.0.components.0.options",
    ),
    "long title": (said(embeds=[{"title": "x" * 257}]), "embeds.0.title"),
    "eleven embeds": (said(embeds=[{"title": "x"}] * 11), "embeds"),
    "no link": (said(embeds=[{"title": "x", "url": "programme"}]), "embeds.0.url"),
    "a wrong mention": (said(allowed_mentions={"parse": ["people"]}), "allowed_mentions.parse.0"),
    "deep in a layout": (
        laid_out({"type": 17, "components": [row(button(label="x" * 81))]}),
        "components.0.components.0.components.0.label",
    ),
    "a poll for ever": (
        said(poll={"question": {"text": "?"}, "answers": [{"poll_media": {"text": "x"}}], "duration": 769}),
        "poll.duration",
    ),
    "unknown key": (said(colour=5), "colour"),
    "unknown key inside": (
        ("POST", ANSWER, {"type": 4, "data": {"content": "x", "ephemeral": True}}),
        "data.ephemeral",
    ),
    "long modal title": (modal(label(text_input()), title="x" * 46), "data.title"),
    "long modal label": (modal(label(text_input(), "x" * 46)), "data.components.0.label"),
    "unknown answer": (("POST", ANSWER, {"type": 77}), "type"),
    "26 choices": (
        ("POST", ANSWER, {"type": 8, "data": {"choices": [{"name": f"{n}", "value": f"{n}"} for n in range(26)]}}),
        "data.choices",
    ),
    "long choice": (
        command(options=[option("a", choices=[{"name": "x" * 101, "value": "x"}])]),
        "0.options.0.choices.0.name",
    ),
    "long name": (("PATCH", "/channels/1", {"name": "x" * 101}), "name"),
    "odd archive time": (
        ("POST", f"{EDIT}/threads", {"name": "x", "auto_archive_duration": 61}),
        "auto_archive_duration",
    ),
    "no name": (("POST", f"{EDIT}/threads", {}), "the body"),
    "long nick": (("PATCH", "/guilds/1/members/2", {"nick": "x" * 33}), "nick"),
    "an event far away": (("PATCH", "/guilds/1/scheduled-events/2", EVENT), "entity_metadata.location"),
    "a long keyword": (
        (
            "POST",
            "/guilds/1/auto-moderation/rules",
            {"name": "x", "event_type": 1, "trigger_type": 1, "trigger_metadata": {"keyword_filter": ["x" * 61]}},
        ),
        "trigger_metadata.keyword_filter.0",
    ),
    "no body": (("POST", SAY, None), "the body"),
    "no id in the path": (("POST", "/channels/None/messages", {"content": "x"}), "{channel_id} in the path"),
    "a body on a get": (("GET", SAY, {"limit": 5}), "the body"),
}


@pytest.mark.parametrize(("request_", "path"), DESCRIBED.values(), ids=DESCRIBED.keys())
def test_what_the_description_forbids_is_refused(
    request_: tuple[str, str, object], path: str, description: Description
) -> None:
    """A body outside Discord's schemas is refused at the key inside the branch that was meant, and only there."""
    method, place, body = request_
    assert set(paths(check(method, place, body, now=NOW))) == {path}


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/channels/1/posts"), ("PUT", SAY), ("DELETE", "/guilds/1"), ("GET", "/guilds")]
)
def test_paths_and_methods_that_discord_lacks_are_refused(method: str, path: str, description: Description) -> None:
    """A request for a place that does not exist is one problem."""
    assert len(check(method, path, None)) == 1
