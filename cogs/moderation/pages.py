"""Gathering what the screens of `/moderation rules` show."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.domain.wording import escape, trim
from cogs.door import Refusal
from cogs.messages import as_message
from cogs.moderation.rules import AllRules, OneRule, rule_screen, rules_screen

if TYPE_CHECKING:
    import discord

    from bot.client import UsherClient
    from bot.domain.moderation.messages import Message
    from bot.services.communities import Community

    Screen = tuple[discord.Embed, discord.ui.View]

MEASURED: Final = 200
"""How many of the latest messages a rule's cost is measured on, at most."""


def community_of(client: UsherClient, interaction: discord.Interaction) -> Community:
    """Return the community that somebody speaks from. Raises Refusal where there is none."""
    community = client.house.communities.of(interaction.guild_id)
    if community is None:
        raise Refusal("refusals.set_up_first")
    return community


def mode_of(community: Community, rule: str) -> str:
    """Return how much a rule may do. Raises Refusal where there is no such rule."""
    found = community.settings.moderation.rules.get(rule)
    if found is None:
        raise Refusal("refusals.no_such_rule", rule=trim(escape(rule), 100))
    return found.mode


async def rules_page(client: UsherClient, interaction: discord.Interaction, page: int) -> Screen:
    """Return one page of all rules."""
    community, house = community_of(client, interaction), client.house
    guild_id = community.guild_id
    rules = AllRules(
        modes={name: rule.mode for name, rule in community.settings.moderation.rules.items()},
        statistics=await house.teaching.statistics(guild_id),
        allowed=house.teaching.allowing.allowed(guild_id, None),
        overrides=house.communities.overrides_as_yaml(guild_id),
    )
    return rules_screen(client, interaction, rules, page)


async def rule_page(client: UsherClient, interaction: discord.Interaction, rule: str) -> Screen:
    """Return everything of one rule. Raises Refusal where there is no such rule."""
    community, teaching = community_of(client, interaction), client.house.teaching
    guild_id, mode = community.guild_id, mode_of(community, rule)
    statistics, messages = await teaching.statistics(guild_id), _latest(client, guild_id)
    known = OneRule(
        name=rule,
        mode=mode,
        numbers=statistics.of(rule),
        complete=statistics.complete,
        cost=teaching.cost(guild_id, rule, messages),
        measured=len(messages),
        allowed=teaching.allowing.allowed(guild_id, rule),
    )
    return rule_screen(client, interaction, known)


def _latest(client: UsherClient, guild_id: int) -> list[Message]:
    """Return the latest messages of a server that discord.py still holds; they are kept nowhere else."""
    here = (
        each
        for each in reversed(client.cached_messages)
        if each.guild is not None and each.guild.id == guild_id and not each.author.bot and client.may_be_read(each)
    )
    return [as_message(client, each) for each in islice(here, MEASURED)]
