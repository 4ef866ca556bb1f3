"""Names where SimCord's page shows numbers: inside embeds, and for what belongs to a server in direct messages.

Owns putting them into the texts that the page shows. What is sent back, such as a message to edit, stays untouched.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from bot.rehearsal.names import Names

_MENTION: Final = re.compile(r"<(?P<sign>@&|@!?|#)(?P<id>\d{15,20})>")
_SMALL: Final = "-# "
"""Discord shows the rest of such a line small; SimCord does so outside of embeds only."""
_WORTH_A_LOOK: Final = (b"<@", b"<#", _SMALL.encode())


def with_names(body: bytes, names: Names) -> bytes:
    """Return an answer of SimCord's in which every text to show names whom and what it means."""
    if not any(sign in body for sign in _WORTH_A_LOOK):
        return body
    try:
        answer = json.loads(body)
    except ValueError:
        return body  # a script or a style of the page
    _name(answer, names)
    return json.dumps(answer).encode()


def _name(part: Any, names: Names) -> None:  # noqa: ANN401 -- whatever JSON holds
    if isinstance(part, list):
        for each in part:
            _name(each, names)
    elif isinstance(part, dict):
        if part.get("type") == "text" and isinstance(part.get("content"), str):
            text = part["content"].removeprefix(_SMALL)
            part["content"] = _MENTION.sub(lambda found: _named(found, names), text)
        for each in part.values():
            _name(each, names)


def _named(found: re.Match[str], names: Names) -> str:
    number = int(found["id"])
    if found["sign"] == "#":
        return names.channel(number)
    return names.role(number) if found["sign"] == "@&" else f"@{names.person(number)}"
