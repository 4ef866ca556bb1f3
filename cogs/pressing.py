"""Buttons and menus that survive restarts.

Every button of Usher carries a custom id `<noun>:<verb>:<id>`; the cog of the noun says what happens when it is
pressed. A menu is a button with several ids: what is chosen in it stands in the place of the id. Nothing about either
is kept in memory.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Container, Iterable
from typing import TYPE_CHECKING, Any

import discord

from bot.domain.wording import trim

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


MOST_CHOICES = 25
"""Discord's limit for one menu."""
LABEL = 80
"""Discord's limit for what stands on a button."""


class Press(
    discord.ui.DynamicItem[discord.ui.Item[Any]],
    template=re.compile(r"(?P<noun>[a-z]+):(?P<verb>[a-z_]+):(?P<id>.*)"),
):
    """One button or menu of Usher, found again by its custom id."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Press:
        """Make the button that was pressed, or the menu that was used."""
        del interaction, match
        if not isinstance(item, discord.ui.Button | discord.ui.Select):
            raise TypeError("only buttons and menus carry such ids")
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Let the noun's cog answer; errors pass the door."""
        client: UsherClient = interaction.client  # type: ignore[assignment]
        noun, verb, id_ = self.custom_id.split(":", 2)
        id_ = next(iter(getattr(self.item, "values", ())), id_)
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
        view.add_item(Press(discord.ui.Button(label=trim(label, LABEL), custom_id=custom_id, style=chosen)))
    return view


def menu(view: discord.ui.View, placeholder: str, custom_id: str, choices: Iterable[str]) -> None:
    """Add a menu to a view, from which one thing is chosen by its name."""
    options = [discord.SelectOption(label=choice, value=choice) for choice in list(choices)[:MOST_CHOICES]]
    if options:
        view.add_item(Press(discord.ui.Select(placeholder=placeholder, custom_id=custom_id, options=options)))


def left(message: discord.Message, without: Container[str]) -> tuple[discord.ui.View, bool]:
    """Return the buttons of a message but those with some verbs, and whether it had any of them."""
    view, had = discord.ui.View(timeout=None), False
    for item in discord.ui.View.from_message(message, timeout=None).children:
        if not isinstance(item, discord.ui.Button):
            continue
        if item.custom_id is None:
            view.add_item(item)
        elif item.custom_id.split(":")[1] in without:
            had = True
        else:
            view.add_item(Press(item))
    return view, had
