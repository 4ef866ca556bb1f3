"""What `/moderation purge` shows: the question with examples, and how far it is. Each is made from values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.domain.moderation.excerpts import beginning
from bot.domain.moderation.purging import described
from bot.domain.wording import escape, trim
from cogs.embeds import calm_embed
from cogs.pressing import buttons

if TYPE_CHECKING:
    from datetime import datetime

    from bot.client import UsherClient
    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.purging import Choice, Wanted
    from bot.services.moderation.purging import HowFar

EXAMPLES: Final = 5
EXCERPT: Final = 120
BODY: Final = 4000
SECTION: Final = "moderation.purge"


def question(
    client: UsherClient,
    interaction: discord.Interaction,
    channel: str,
    wanted: Wanted,
    choice: Choice,
    kept_until: datetime,
    number: int | None,
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return what would go, with some examples and the button that lets it; or that nothing would."""
    asked = client.house.voice.words(described(wanted), "", interaction.locale.value)
    count = len(choice.messages)
    if number is None:
        lines = [client.say(interaction, f"{SECTION}.nothing", channel=channel, filter=asked)]
        return _embed(client, interaction, [*lines, *_left(client, interaction, choice)]), None
    people, older = choice.people, choice.older(client.house.clock())
    by = client.say(interaction, f"{SECTION}.people", count=people)
    lines = [
        client.say(interaction, f"{SECTION}.found", count=count, channel=channel, people=by),
        client.say(interaction, f"{SECTION}.asked", filter=asked),
        *(_example(client, interaction, message) for message in choice.examples(EXAMPLES)),
        *_left(client, interaction, choice),
        *([client.say(interaction, f"{SECTION}.older", count=older)] if older else []),
        client.say(interaction, f"{SECTION}.for_good", until=f"<t:{int(kept_until.timestamp())}:D>"),
    ]
    label = client.say(interaction, "buttons.purge", count=count)
    view = buttons((label, f"moderation:purge:{number}", discord.ButtonStyle.danger))
    return _embed(client, interaction, lines), view


def progress(
    client: UsherClient, interaction: discord.Interaction, far: HowFar, count: int, *, late: bool
) -> discord.Embed:
    """Return how far it is. `late`: this is the last that is told here."""
    lines = [
        client.say(interaction, f"{SECTION}.{'done' if far.gone == count else 'going'}", gone=far.gone, count=count)
    ]
    if far.stopped:
        lines.append(client.say(interaction, f"{SECTION}.stopped"))
    elif not far.over and late:
        lines.append(client.say(interaction, f"{SECTION}.by_itself"))
    elif not far.over and far.held_up:
        lines.append(client.say(interaction, f"{SECTION}.held_up"))
    return _embed(client, interaction, lines)


def none_left(client: UsherClient, interaction: discord.Interaction) -> discord.Embed:
    """Return that all of them were gone before it began."""
    return _embed(client, interaction, [client.say(interaction, f"{SECTION}.none_left")])


def _left(client: UsherClient, interaction: discord.Interaction, choice: Choice) -> list[str]:
    left = {"pinned_left": choice.pinned_left, "staff_left": choice.staff_left}
    return [client.say(interaction, f"{SECTION}.{key}", count=count) for key, count in left.items() if count]


def _example(client: UsherClient, interaction: discord.Interaction, message: Message) -> str:
    text = beginning(message, client.house.moderation.judge(message).considered)
    shown = escape(trim(text, EXCERPT)) or client.say(interaction, f"{SECTION}.no_text")
    at = f"<t:{int(message.at.timestamp())}:R>"
    return client.say(interaction, f"{SECTION}.example", member=f"<@{message.author_id}>", at=at, text=shown)


def _embed(client: UsherClient, interaction: discord.Interaction, lines: list[str]) -> discord.Embed:
    title = client.say(interaction, f"{SECTION}.title")
    return calm_embed(title, trim("\n".join(lines), BODY))
