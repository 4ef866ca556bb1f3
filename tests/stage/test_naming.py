"""Names where SimCord's page shows numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.rehearsal.stage.naming import with_names

PERSON, CHANNEL, ROLE = 100_000_000_000_000_001, 100_000_000_000_000_002, 100_000_000_000_000_003


class _Names:
    """Names for three ids."""

    def person(self, user_id: int) -> str:
        return {PERSON: "Mira"}[user_id]

    def channel(self, channel_id: int) -> str:
        return {CHANNEL: "#lobby"}[channel_id]

    def role(self, role_id: int) -> str:
        return {ROLE: "@Team"}[role_id]


NAMES: Any = _Names()


def token(text: str) -> dict[str, str]:
    """Return a piece of text as SimCord sends it."""
    return {"type": "text", "content": text}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"<@{PERSON}> wrote in <#{CHANNEL}>", "@Mira wrote in #lobby"),
        (f"<@!{PERSON}> and <@&{ROLE}>", "@Mira and @Team"),
        (f"-# <@{PERSON}> found this right.", "@Mira found this right."),
        ("a - # b <#2>", "a - # b <#2>"),
    ],
)
def test_what_is_shown_is_named(text: str, shown: str) -> None:
    """Members, channels and roles go by their names, however deep in a message they stand."""
    body = json.dumps({"messages": [{"embeds": [{"description_tokens": [{"children": [token(text)]}]}]}]})
    found = json.loads(with_names(body.encode(), NAMES))
    assert found == json.loads(body.replace(json.dumps(text)[1:-1], shown))


def test_what_goes_back_stays_as_it_was_written() -> None:
    """The text of a message that somebody may edit keeps its mentions."""
    body = json.dumps({"content": f"Hello <@{PERSON}>", "tokens": [token("Hello")]}).encode()
    assert json.loads(with_names(body, NAMES)) == json.loads(body)


def test_what_is_no_answer_passes_untouched() -> None:
    """Scripts and styles are nobody's words."""
    for body in (b"", b"<html>", b"const sign = '<@1>';"):
        assert with_names(body, NAMES) == body
