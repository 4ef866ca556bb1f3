"""A message of Usher's as people see it: text, embeds, buttons and menus, files; nothing of Discord's wire format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.rehearsal.record import Button, Card, Shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

BUTTON: Final = 2
MENUS: Final = frozenset({3, 5, 6, 7, 8})
TEXT: Final = 10

Raw = dict[str, Any]
"""A part of a message as Discord sends it."""


def show(
    message_id: int,
    content: str,
    embeds: Sequence[Mapping[str, Any]],
    components: Sequence[Raw],
    files: Iterable[str] = (),
) -> Shown:
    """Return the message that consists of these parts."""
    parts = list(walk(components))
    texts = [content, *(str(part.get("content", "")) for part in parts if part.get("type") == TEXT)]
    return Shown(
        message_id=message_id,
        text="\n".join(text for text in texts if text),
        cards=tuple(_card(embed) for embed in embeds),
        buttons=tuple(_button(part) for part in parts if part.get("type") in MENUS | {BUTTON}),
        files=tuple(files),
    )


def show_payload(payload: Mapping[str, Any]) -> Shown:
    """Return the message of a gateway event."""
    files = [str(each["filename"]) for each in payload.get("attachments", ())]
    return show(int(payload["id"]), payload["content"] or "", payload["embeds"], payload["components"], files)


def walk(components: Sequence[Raw]) -> Iterator[Raw]:
    """Yield every component, rows and containers opened, in reading order."""
    for component in components:
        yield component
        inner = [component[key] for key in ("component", "accessory") if isinstance(component.get(key), dict)]
        yield from walk([*component.get("components", ()), *inner])


def _card(embed: Mapping[str, Any]) -> Card:
    return Card(
        title=embed.get("title") or "",
        body=embed.get("description") or "",
        fields=tuple((field["name"], field["value"]) for field in embed.get("fields") or ()),
        footer=(embed.get("footer") or {}).get("text") or "",
    )


def _button(part: Raw) -> Button:
    label = part.get("label") or part.get("placeholder") or (part.get("emoji") or {}).get("name") or "…"
    choices = None
    if part.get("type") in MENUS:
        choices = tuple((str(each["label"]), str(each["value"])) for each in part.get("options") or ())
    return Button(str(label), part.get("custom_id"), choices)
