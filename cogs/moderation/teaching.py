"""Teaching's doorway: *Right*, *Not a problem* and *Always allow* below the lines and cards that tell of a find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.domain.people import Rank
from bot.domain.wording import code_words, trim
from cogs.door import Refusal
from cogs.embeds import calm_embed
from cogs.moderation.fetching import fetch, message_of
from cogs.moderation.pages import community_of, rule_page, rules_page
from cogs.moderation.rules import by_whom
from cogs.pressing import Press, left
from cogs.ranks import require

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client import UsherClient
    from bot.domain.moderation.allowable import Allowable
    from bot.services.moderation.teaching import Judged

MOST_RULES = 4
"""Rules that a word is offered for, beside all of them: what fits into one row of buttons."""
ROOM = 1800
"""How much of a line is kept when it grows."""
BODY = 4000


class Teaching(commands.Cog):
    """What moderators say about finds."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house

    async def cog_load(self) -> None:
        """Answer the buttons."""
        for verb, handler in {
            "right": self._right,
            "fine": self._fine,
            "allow": self._allow,
            "allow_for": self._allow_for,
            "take_back": self._take_back,
        }.items():
            self._client.presses.on("moderation", verb, handler)

    async def _right(self, interaction: discord.Interaction, about: str) -> None:
        await self._judge(interaction, message_of(about), right=True)

    async def _fine(self, interaction: discord.Interaction, about: str) -> None:
        await self._judge(interaction, message_of(about), right=False)

    async def _judge(self, interaction: discord.Interaction, message_id: int, *, right: bool) -> None:
        require(interaction, Rank.MODERATOR)
        guild_id = community_of(self._client, interaction).guild_id
        judged = await self._house.teaching.judge_hits(guild_id, message_id, right=right, by=interaction.user.id)
        if judged is None:
            raise Refusal("refusals.no_decision_left")
        await self._show(interaction, judged)
        if not judged.fresh:
            said = self._client.say(interaction, f"moderation.judged.{_word(judged)}")
            who = by_whom(self._client, interaction.locale.value, judged.by)
            raise Refusal("refusals.judged_already", by=who, said=said)

    async def _show(self, interaction: discord.Interaction, judged: Judged) -> None:
        """Let the line or card say who decided what; whoever comes second sees the first one's word there."""
        message = interaction.message
        if message is None:
            return
        # A word that was no problem is often one to allow as well.
        view, open_still = left(message, {"right", "fine", "allow"} if judged.right else {"right", "fine"})
        if not open_still:
            return
        locale = community_of(self._client, interaction).locale
        who = by_whom(self._client, locale, judged.by)
        say, verdict = self._house.voice.say, _word(judged)
        try:
            if message.embeds:
                card = message.embeds[0]
                told = say(f"desk.judged.{verdict}", locale, by=who)
                card.description = f"{trim(card.description or '', BODY - len(told))}\n\n-# {told}"
                await interaction.response.edit_message(embed=card, view=view)
            else:
                line = say(f"log.judged_{verdict}", locale, by=who, line=trim(message.content, ROOM))
                await interaction.response.edit_message(content=line, view=view)
        except discord.HTTPException:
            # A thread in the archive may take no changes. What was decided is kept all the same, and said.
            said = say(f"desk.judged.{verdict}", locale, by=who)
            await interaction.response.send_message(said, ephemeral=True)

    async def _allow(self, interaction: discord.Interaction, about: str) -> None:
        """Offer the words that could be allowed, each for its rule or for all."""
        require(interaction, Rank.MODERATOR)
        community_of(self._client, interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        message_id = message_of(about)
        words = await self._words(interaction, message_id)
        if not words:
            raise Refusal("refusals.nothing_to_allow")
        title = self._client.say(interaction, "moderation.allow.title")
        embed = calm_embed(title, self._client.say(interaction, "moderation.allow.ask"))
        await interaction.edit_original_response(embed=embed, view=self._choices(interaction, message_id, words))

    def _choices(
        self, interaction: discord.Interaction, message_id: int, words: Sequence[Allowable]
    ) -> discord.ui.View:
        view = discord.ui.View(timeout=None)
        for row, word in enumerate(words):
            for rule in (*word.rules[:MOST_RULES], ""):
                key = "buttons.allow_rule" if rule else "buttons.allow_all"
                label = self._client.say(interaction, key, word=trim(word.phrase, 30), rule=rule)
                custom_id = f"moderation:allow_for:{message_id}.{word.mark}.{rule}"
                view.add_item(Press(discord.ui.Button(label=trim(label, 80), custom_id=custom_id, row=row)))
        return view

    async def _allow_for(self, interaction: discord.Interaction, choice: str) -> None:
        """Allow one word, and say what is allowed now and how to take it back."""
        require(interaction, Rank.MODERATOR)
        guild_id = community_of(self._client, interaction).guild_id
        message_id, mark, name = choice.split(".", 2)
        rule = name or None
        await interaction.response.defer()
        word = next((each for each in await self._words(interaction, int(message_id)) if each.mark == mark), None)
        if word is None:
            raise Refusal("refusals.nothing_to_allow")
        allowed = await self._house.teaching.allowing.allow(guild_id, rule, word.phrase, interaction.user.id)
        if allowed is None:
            raise Refusal("refusals.no_such_rule", rule=name)
        key = "moderation.allow.for_rule" if rule else "moderation.allow.for_all"
        values = {"word": code_words([word.phrase]), "rule": name, "words": code_words(reversed(allowed.phrases))}
        title = self._client.say(interaction, "moderation.allow.title")
        embed = calm_embed(title, self._client.say(interaction, key, **values))
        await interaction.edit_original_response(embed=embed, view=None)

    async def _words(self, interaction: discord.Interaction, message_id: int) -> tuple[Allowable, ...]:
        guild_id = interaction.guild_id or 0
        decision = await self._house.moderation.decision(guild_id, message_id)
        if decision is None:
            raise Refusal("refusals.no_decision_left")
        message = await fetch(self._client, interaction.guild, decision.channel_id, message_id)
        return await self._house.teaching.words(guild_id, message_id, message) or ()

    async def _take_back(self, interaction: discord.Interaction, what: str) -> None:
        """Allow a word no more, and show the rule, or all rules, as they are then."""
        require(interaction, Rank.MODERATOR)
        community = community_of(self._client, interaction)
        mark, name = what.split(".", 1)
        rule, teaching = name or None, self._house.teaching
        changed = await teaching.allowing.take_back(community.guild_id, rule, mark, interaction.user.id)
        if changed is None:
            raise Refusal("refusals.no_such_rule", rule=name)
        if rule is None:
            embed, view = await rules_page(self._client, interaction, 1)
        else:
            embed, view = await rule_page(self._client, interaction, rule)
        await interaction.response.edit_message(embed=embed, view=view)
        if not changed.fresh:
            raise Refusal("refusals.taken_back_already")


def _word(judged: Judged) -> str:
    return "right" if judged.right else "fine"
