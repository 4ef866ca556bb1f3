"""Buttons that survive restarts.

Every button of Usher carries a custom id `<noun>:<verb>:<id>`; the cog of the noun says what happens when it is
pressed. Nothing about a button is kept in memory.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from bot.client import UsherClient

Handler = Callable[[discord.Interaction, str], Awaitable[None]]
"""Answers a press; the text is the id part of the custom id."""


class Presses:
    """Which press is answered by whom."""

    def __init__(self) -> None:
        self._handlers: dict[tuple[str, str], Handler] = {}

    def on(self, noun: str, verb: str, handler: Handler) -> None:
        """Let `handler` answer `<noun>:<verb>:…`."""
        self._handlers[noun, verb] = handler

    def handler(self, noun: str, verb: str) -> Handler | None:
        """Return who answers, or None where a button is older than this Usher."""
        return self._handlers.get((noun, verb))


class Press(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=re.compile(r"(?P<noun>[a-z]+):(?P<verb>[a-z_]+):(?P<id>.*)"),
):
    """One button of Usher, found again by its custom id."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Press:
        """Make the button that was pressed."""
        del interaction, match
        if not isinstance(item, discord.ui.Button):
            raise TypeError("only buttons carry such ids")
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Let the noun's cog answer; errors pass the door."""
        client: UsherClient = interaction.client  # type: ignore[assignment]
        noun, verb, id_ = str(self.item.custom_id).split(":", 2)
        handler = client.presses.handler(noun, verb)
        try:
            if handler is None:
                await interaction.response.send_message(client.say(interaction, "errors.old_button"), ephemeral=True)
            else:
                await handler(interaction, id_)
        except Exception as error:  # noqa: BLE001 -- discord.py would only log it
            await client.door.interaction(interaction, error)


def buttons(*specs: tuple[str, str, discord.ButtonStyle] | tuple[str, str]) -> discord.ui.View:
    """Return a view with buttons, each (label, custom id[, style])."""
    view = discord.ui.View(timeout=None)
    for label, custom_id, *style in specs:
        chosen = style[0] if style else discord.ButtonStyle.secondary
        view.add_item(Press(discord.ui.Button(label=label, custom_id=custom_id, style=chosen)))
    return view
