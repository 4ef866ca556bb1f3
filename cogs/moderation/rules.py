"""What `/moderation rules` shows: the rules and their modes, and what of them was set from Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain.moderation.verdicts import Mode
from bot.domain.wording import escape, trim
from cogs.notices import CALM
from cogs.pressing import buttons

if TYPE_CHECKING:
    from bot.client import UsherClient
    from bot.services.communities import Community

BODY = 4000
FIELD = 1000


def rules_screen(client: UsherClient, interaction: discord.Interaction, community: Community) -> discord.Embed:
    """Return all rules with their modes, and the overrides as YAML to keep."""
    rules = community.settings.moderation.rules
    lines = [_line(client, interaction, name, rule.mode) for name, rule in rules.items()]
    body = "\n".join(lines) if lines else client.say(interaction, "moderation.why.no_rules")
    embed = discord.Embed(
        title=client.say(interaction, "moderation.rules.title"), description=trim(body, BODY), colour=CALM
    )
    kept = client.house.communities.overrides_as_yaml(community.guild_id)
    if kept:
        name = client.say(interaction, "moderation.rules.overrides")
        embed.add_field(name=name, value=f"```yaml\n{trim(kept, FIELD)}\n```", inline=False)
    return embed


def rule_screen(
    client: UsherClient, interaction: discord.Interaction, name: str, mode: str
) -> tuple[discord.Embed, discord.ui.View]:
    """Return one rule with a button for each other mode."""
    lines = [_line(client, interaction, name, mode), client.say(interaction, f"moderation.rules.about.{mode}")]
    embed = discord.Embed(
        title=client.say(interaction, "moderation.rules.title"), description="\n".join(lines), colour=CALM
    )
    others = [each.value for each in Mode if each.value != mode]
    return embed, buttons(
        *((client.say(interaction, f"buttons.mode_{each}"), f"moderation:mode:{each}.{name}") for each in others)
    )


def _line(client: UsherClient, interaction: discord.Interaction, name: str, mode: str) -> str:
    said = client.say(interaction, f"moderation.rules.mode.{mode}")
    return client.say(interaction, "moderation.rules.line", rule=escape(name), mode=said)
