"""What Discord refuses although its description allows it is refused here, with the path of its key."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.contract.bodies import (
    ANSWER,
    EDIT,
    NOW,
    SAY,
    SYNC,
    V2,
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
    snowflake,
    text_input,
    under,
)
from tests.contract.check import check

if TYPE_CHECKING:
    from tests.contract.description import Description

TEXTS = {"type": 10, "content": "x" * 2001}
LONG = [option(f"o{n}", choices=[{"name": f"{c}", "value": "x" * 100} for c in range(4)]) for n in range(20)]

# What only the limits know: these are refused also where the description is not at hand.
BEYOND: dict[str, tuple[Request, str]] = {
    "long content": (said(content="x" * 2001), "content"),
    "nothing": (("POST", SAY, {"content": " ", "embeds": [], "components": []}), "the body"),
    "nothing to an interaction": (("POST", ANSWER, {"type": 4, "data": {"content": ""}}), "data"),
    "an embed of colour": (("POST", SAY, {"embeds": [{"color": 5}]}), "the body"),
    "nothing in a forum": (("POST", "/channels/1/threads", {"name": "x", "message": {}}), "message"),
    "embeds in all": (said(embeds=[{"description": "x" * 3001}, {"description": "x" * 3000}]), "embeds"),
    "empty field": (said(embeds=[{"fields": [{"name": "", "value": "x"}]}]), "embeds.0.fields.0.name"),
    "javascript": (said(embeds=[{"title": "x", "url": "javascript:x"}]), "embeds.0.url"),
    "long nonce": (said(nonce="1" * 26), "nonce"),
    "mentions twice": (said(allowed_mentions={"parse": ["users"], "users": [5]}), "allowed_mentions.users"),
    "silent poll": (said(poll={"question": {"text": ""}, "answers": []}), "poll.question.text"),
    "long answer": (
        said(poll={"question": {"text": "?"}, "answers": [{"poll_media": {"text": "x" * 56}}]}),
        "poll.answers.0.poll_media.text",
    ),
    "six rows": (under(*(row(button(custom_id=str(n))) for n in range(6))), "components"),
    "same id": (under(row(button(), button())), "components.0.components.1.custom_id"),
    "no id": (under(row(button(custom_id=None))), "components.0.components.0.custom_id"),
    "link with an id": (
        under(row(button(style=5, url="https://example.com"))),
        "components.0.components.0.custom_id",
    ),
    "link to a file": (under(row(button(style=5, url="file:x", custom_id=None))), "components.0.components.0.url"),
    "nothing to see": (under(row(button(label=""))), "components.0.components.0.label"),
    "crowded row": (under(row(button(), menu())), "components.0.components"),
    "more than there are": (under(row(menu(max_values=3))), "components.0.components.0.max_values"),
    "least above most": (under(row(menu(min_values=2))), "components.0.components.0.min_values"),
    "same option": (
        under(row(menu(options=[{"label": "a", "value": "a"}] * 2))),
        "components.0.components.0.options.1.value",
    ),
    "layout without its flag": (said(components=[{"type": 10, "content": "x"}]), "components.0"),
    "layout with content": (under({"type": 10, "content": "x"}, flags=V2), "content"),
    "41 parts": (laid_out(*({"type": 10, "content": "x"} for _ in range(41))), "components"),
    "41 parts within": (
        laid_out(*({"type": 17, "components": [{"type": 10, "content": "x"}] * 6} for _ in range(6))),
        "components",
    ),
    "4002 letters": (laid_out(TEXTS, TEXTS), "components"),
    "same number": (
        laid_out({"type": 10, "content": "x", "id": 1}, {"type": 10, "content": "x", "id": 1}),
        "components.1.id",
    ),
    "empty modal": (modal(), "data.components"),
    "six parts": (modal(*(label(text_input(custom_id=str(n))) for n in range(6))), "data.components"),
    "bare input": (modal(text_input(label="Words")), "data.components.0"),
    "unnamed input": (modal(row(text_input())), "data.components.0.components.0.label"),
    "named twice": (modal(label(text_input(label="Words"))), "data.components.0.component.label"),
    "too much inside": (modal(label(text_input(max_length=3, value="four"))), "data.components.0.component.value"),
    "least letters": (
        modal(label(text_input(min_length=5, max_length=4))),
        "data.components.0.component.min_length",
    ),
    "chosen twice": (
        under(row(menu(options=[{"label": w, "value": w, "default": True} for w in "ab"]))),
        "components.0.components.0.options",
    ),
    "Capital": (command(name="Ask"), "0.name"),
    "two words": (command(name="ask us"), "0.name"),
    "capital option": (command(options=[option("About")]), "0.options.0.name"),
    "translated": (command(name_localizations={"de": "Frag uns"}), "0.name_localizations.de"),
    "no description": (command(description=""), "0.description"),
    "menu with words": (command(type=3, name="Ask the team"), "0.description"),
    "required late": (command(options=[option("a"), option("b", required=True)]), "0.options.1.required"),
    "same option name": (command(options=[option("a"), option("a")]), "0.options.1.name"),
    "mixed": (command(options=[option("a", type=1), option("b")]), "0.options"),
    "choices and more": (
        command(options=[option("a", autocomplete=True, choices=[{"name": "x", "value": "x"}])]),
        "0.options.0.autocomplete",
    ),
    "least value": (
        command(options=[option("a", type=4, min_value=5, max_value=4)]),
        "0.options.0.min_value",
    ),
    "8000 letters": (command(options=LONG), "0"),
    "same command": (("PUT", SYNC, [{"name": "ask", "description": "Ask"}] * 2), "1.name"),
    "101 commands": (("PUT", SYNC, [{"name": f"a{n}", "description": "A"} for n in range(101)]), "the body"),
    "29 days": (
        (
            "PATCH",
            "/guilds/1/members/2",
            {"communication_disabled_until": (NOW + timedelta(days=28, seconds=1)).isoformat()},
        ),
        "communication_disabled_until",
    ),
    "slow": (("PATCH", "/channels/1", {"rate_limit_per_user": 21601}), "rate_limit_per_user"),
    "slow threads": (
        ("PATCH", "/channels/1", {"default_thread_rate_limit_per_user": -1}),
        "default_thread_rate_limit_per_user",
    ),
    "long tag": (
        ("PATCH", "/channels/1", {"available_tags": [{"name": "x" * 21}]}),
        "available_tags.0.name",
    ),
    "long topic": (("POST", "/guilds/1/channels", {"name": "a", "type": 0, "topic": "x" * 1025}), "topic"),
    "one message": (("POST", f"{SAY}/bulk-delete", {"messages": [snowflake(NOW)]}), "messages"),
    "101 messages": (
        ("POST", f"{SAY}/bulk-delete", {"messages": [snowflake(NOW) + n for n in range(101)]}),
        "messages",
    ),
    "old messages": (
        ("POST", f"{SAY}/bulk-delete", {"messages": [snowflake(NOW), snowflake(NOW - timedelta(days=15))]}),
        "messages.1",
    ),
    "clyde": (("POST", "/webhooks/1/token", {"content": "x", "username": "Clyde the cat"}), "username"),
    "past event": (
        (
            "POST",
            "/guilds/1/scheduled-events",
            {
                "name": "x",
                "privacy_level": 2,
                "entity_type": 2,
                "channel_id": 5,
                "scheduled_start_time": "2026-02-28T00:00:00Z",
            },
        ),
        "scheduled_start_time",
    ),
    "an event that ends first": (
        (
            "POST",
            "/guilds/1/scheduled-events",
            {
                "name": "x",
                "privacy_level": 2,
                "entity_type": 3,
                "entity_metadata": {"location": "Screen 1"},
                "scheduled_start_time": "2026-04-01T00:00:00Z",
                "scheduled_end_time": "2026-03-31T00:00:00Z",
            },
        ),
        "scheduled_end_time",
    ),
    "five weeks by a rule": (
        (
            "PATCH",
            "/guilds/1/auto-moderation/rules/2",
            {"actions": [{"type": 3, "metadata": {"duration_seconds": 2_419_201}}]},
        ),
        "actions.0.metadata.duration_seconds",
    ),
    "long word to an author": (
        (
            "PATCH",
            "/guilds/1/auto-moderation/rules/2",
            {"actions": [{"type": 1, "metadata": {"custom_message": "x" * 151}}]},
        ),
        "actions.0.metadata.custom_message",
    ),
}

# The last that each of them takes.
ACCEPTED: dict[str, Request] = {
    "2000 letters": said(content="x" * 2000),
    "white space beside an embed": said(content=" ", embeds=[{"description": "x"}]),
    "a picture": ("POST", SAY, {"embeds": [{"image": {"url": "attachment://poster.png"}}], "attachments": [{"id": 0}]}),
    "a forward": ("POST", SAY, {"message_reference": {"type": 1, "message_id": 5, "channel_id": 6}}),
    "6000 letters": said(embeds=[{"description": "x" * 3000}] * 2),
    "five rows": under(*(row(button(custom_id=str(n))) for n in range(5))),
    "an emoji alone": under(row(button(label=None, emoji={"name": "🎬", "id": None}))),
    "a link": under(row(button(style=5, url="https://example.com", custom_id=None))),
    "none or all": under(row(menu(min_values=0, max_values=2))),
    "40 parts": laid_out(*({"type": 10, "content": "x" * 100} for _ in range(40))),
    "an edit that empties": ("PATCH", EDIT, {"content": None, "embeds": [], "components": [], "attachments": []}),
    "five labels": modal(*(label(text_input(custom_id=str(n), value="four", max_length=4)) for n in range(5))),
    "an old row": modal(row(text_input(label="Words"))),
    "another script": command(name="спросить", name_localizations={"hi": "पूछें", "th": "ถาม", "de": "frag-uns"}),
    "an entry": ("PUT", SYNC, [{"name": "Ask the team", "type": 3, "description": ""}]),
    "one name for two kinds": ("PUT", SYNC, [{"name": "ask", "description": "A"}, {"name": "ask", "type": 2}]),
    "100 commands": ("PUT", SYNC, [{"name": f"a{n}", "description": "A"} for n in range(100)]),
    "required first": command(options=[option("a", required=True), option("b")]),
    "28 days": (
        "PATCH",
        "/guilds/1/members/2",
        {"communication_disabled_until": (NOW + timedelta(days=28)).isoformat()},
    ),
    "no timeout": ("PATCH", "/guilds/1/members/2", {"communication_disabled_until": None}),
    "six hours": ("PATCH", "/channels/1", {"rate_limit_per_user": 21600}),
    "a forum's topic": ("POST", "/guilds/1/channels", {"name": "a", "type": 15, "topic": "x" * 4096}),
    "100 messages": ("POST", f"{SAY}/bulk-delete", {"messages": [snowflake(NOW) + n for n in range(100)]}),
    "a deferral": ("POST", ANSWER, {"type": 5, "data": {"flags": 64}}),
    "no choices": ("POST", ANSWER, {"type": 8, "data": {"choices": []}}),
}


@pytest.mark.parametrize("request_", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_the_last_that_discord_takes_passes(request_: Request) -> None:
    """Each limit is held at its edge and not before it."""
    method, place, body = request_
    assert check(method, place, body, now=NOW) == ()


@pytest.mark.parametrize(("request_", "path"), BEYOND.values(), ids=BEYOND.keys())
def test_what_the_description_does_not_hold_is_refused(
    request_: tuple[str, str, object], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each limit of Discord's documentation is held, at its key, with or without the description."""
    method, place, body = request_
    assert path in paths(check(method, place, body, now=NOW))
    monkeypatch.setenv("DISCORD_OPENAPI", "/absent.json")
    assert path in paths(check(method, place, body, now=NOW))


def test_queries_are_held_to_their_ranges(description: Description) -> None:
    """A number out of range, an unknown word and a long deletion are each refused by name."""
    assert paths(check("GET", SAY, None, query={"limit": 101})) == ["?limit"]
    assert paths(check("GET", f"/api/v10{SAY}?limit=5&colour=red", None)) == ["?colour"]
    ban = "/guilds/1/bans/2"
    assert paths(check("PUT", ban, None, query={"delete_message_seconds": 604_801})) == ["?delete_message_seconds"]
    assert check("PUT", ban, None, query={"delete_message_seconds": 604_800}) == ()


def test_a_reason_is_counted_as_people_read_it() -> None:
    """512 letters pass however long their encoding; one more is refused."""
    path = "/guilds/1/members/2/roles/3"
    assert check("PUT", path, None, headers={"X-Audit-Log-Reason": "%E2%80%93" * 512}) == ()
    assert len(check("PUT", path, None, headers={"x-audit-log-reason": "x" * 513})) == 1


def test_what_cannot_be_written_as_json_is_refused() -> None:
    """A value that is no JSON is a problem of the body, not an error of the check."""
    assert paths(check("POST", SAY, {"content": object()})) == ["the body"]
