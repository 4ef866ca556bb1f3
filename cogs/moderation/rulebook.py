"""The rules' doorway: what can be pressed and chosen below `/moderation rules`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.ext import commands

from bot.domain.moderation.excerpts import beginning, staff_excerpt
from bot.domain.moderation.explaining import because
from bot.domain.moderation.verdicts import Mode
from bot.domain.people import Rank
from bot.domain.wording import mark
from cogs.door import Refusal
from cogs.moderation.fetching import fetch
from cogs.moderation.pages import community_of, mode_of, rule_page, rules_page
from cogs.moderation.replaying import ReplayForm
from cogs.moderation.rules import by_whom, closed_screen, example_screen, history_screen
from cogs.moderation.sight import in_sight, require_sight
from cogs.ranks import require

if TYPE_CHECKING:
    import discord

    from bot.client import UsherClient
    from bot.domain.moderation.messages import Message
    from bot.services.moderation.teaching import Unjudged


class Rulebook(commands.Cog):
    """Looking after rules."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house

    async def cog_load(self) -> None:
        """Answer the buttons and the menu."""
        for verb, handler in {
            "rules_page": self._page,
            "rule": self._rule,
            "mode": self._mode,
            "history": self._history,
            "examples": self._examples,
            "example_right": self._example_right,
            "example_fine": self._example_fine,
            "example_next": self._example_next,
            "replay": self._replay,
        }.items():
            self._client.presses.on("moderation", verb, handler)

    async def _page(self, interaction: discord.Interaction, page: str) -> None:
        require(interaction, Rank.MODERATOR)
        embed, view = await rules_page(self._client, interaction, int(page))
        await interaction.response.edit_message(embed=embed, view=view)

    async def _rule(self, interaction: discord.Interaction, rule: str) -> None:
        require(interaction, Rank.MODERATOR)
        embed, view = await rule_page(self._client, interaction, rule)
        await interaction.response.edit_message(embed=embed, view=view)

    async def _mode(self, interaction: discord.Interaction, wanted: str) -> None:
        require(interaction, Rank.ADMIN)
        community = community_of(self._client, interaction)
        mode, rule = wanted.split(".", 1)
        mode_of(community, rule)
        key = f"moderation.rules.{rule}.mode"
        await self._house.communities.override(community.guild_id, key, Mode(mode).value, interaction.user.id)
        await self._rule(interaction, rule)

    async def _history(self, interaction: discord.Interaction, rule: str) -> None:
        require(interaction, Rank.MODERATOR)
        guild_id = community_of(self._client, interaction).guild_id
        changes = await self._house.teaching.history(guild_id, rule)
        embed, view = history_screen(self._client, interaction, rule, changes)
        await interaction.response.edit_message(embed=embed, view=view)

    async def _replay(self, interaction: discord.Interaction, rule: str) -> None:
        require(interaction, Rank.MODERATOR)
        mode_of(community_of(self._client, interaction), rule)
        await interaction.response.send_modal(ReplayForm(self._client, interaction, rule))

    async def _examples(self, interaction: discord.Interaction, rule: str) -> None:
        require(interaction, Rank.MODERATOR)
        await interaction.response.defer()
        await self._show_example(interaction, rule)

    async def _example_right(self, interaction: discord.Interaction, which: str) -> None:
        await self._judge_example(interaction, which, right=True)

    async def _example_fine(self, interaction: discord.Interaction, which: str) -> None:
        await self._judge_example(interaction, which, right=False)

    async def _example_next(self, interaction: discord.Interaction, which: str) -> None:
        require(interaction, Rank.MODERATOR)
        message_id, rule = which.split(".", 1)
        await interaction.response.defer()
        await self._show_example(interaction, rule, before=int(message_id))

    async def _judge_example(self, interaction: discord.Interaction, which: str, *, right: bool) -> None:
        """Keep what was pressed for this rule alone, and go on to the next find."""
        require(interaction, Rank.MODERATOR)
        message_id, rule = which.split(".", 1)
        guild_id = community_of(self._client, interaction).guild_id
        await interaction.response.defer()
        decision = await self._house.moderation.decision(guild_id, int(message_id))
        if decision is not None:
            await require_sight(interaction, decision.channel_id)
        judged = await self._house.teaching.judge_hits(
            guild_id, int(message_id), right=right, by=interaction.user.id, rule=rule
        )
        await self._show_example(interaction, rule, before=int(message_id))
        if judged is None:
            raise Refusal("refusals.no_decision_left")
        if not judged.fresh:
            said = self._client.say(interaction, f"moderation.judged.{'right' if judged.right else 'fine'}")
            who = by_whom(self._client, interaction.locale.value, judged.by)
            raise Refusal("refusals.judged_already", by=who, said=said)

    async def _show_example(self, interaction: discord.Interaction, rule: str, before: int | None = None) -> None:
        guild_id = community_of(self._client, interaction).guild_id
        find = await self._house.teaching.unjudged(guild_id, rule, before)
        if find is not None and not await in_sight(interaction, find.decision.channel_id):
            embed, view = closed_screen(self._client, interaction, rule, find)
        else:
            shown, why = await self._of(interaction, rule, find) if find else ("", "")
            embed, view = example_screen(self._client, interaction, rule, find, shown, why)
        await interaction.edit_original_response(embed=embed, view=view)

    async def _of(self, interaction: discord.Interaction, rule: str, find: Unjudged) -> tuple[str, str]:
        """Return the text around a find as it is now, or as it was taken away, and why the rule found it.

        The text is empty where it is gone. Where its author changed it since, nothing in it is marked.
        """
        decision = find.decision
        message = await fetch(self._client, interaction.guild, decision.channel_id, decision.message_id) or find.kept
        found = next(each for each in decision.considered if each.rule == rule)
        said = self._house.voice.words(because(found), "", interaction.locale.value)
        return (self._excerpt(message, rule) if message else "", said)

    def _excerpt(self, message: Message, rule: str) -> str:
        again = self._house.moderation.judge(message)
        found = next((each for each in again.considered if each.rule == rule and each.spots), None)
        if found is None:
            return mark(beginning(message, again.considered), ())
        return staff_excerpt(message, found, again.considered)
