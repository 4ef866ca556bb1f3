"""A small bot that uses each doorway once, so that the contract meets what discord.py really sends."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands


class Tiny(commands.Bot):
    """A bot with one command of each kind, synced at start."""

    def __init__(self) -> None:
        super().__init__(command_prefix="!", intents=discord.Intents.all())

    async def setup_hook(self) -> None:
        """Add the commands and sync them once."""
        self.tree.add_command(app_commands.Command(name="ask", description="Ask the team", callback=_ask))
        self.tree.add_command(app_commands.ContextMenu(name="Report to the team", callback=_report))
        group = app_commands.Group(
            name="cases", description="Cases", default_permissions=discord.Permissions(moderate_members=True)
        )
        group.add_command(app_commands.Command(name="note", description="A note", callback=_note))
        self.tree.add_command(group)
        await self.tree.sync()


class Question(discord.ui.Modal, title="Your question"):
    """A modal with a text and a menu, each under its label."""

    words: discord.ui.Label[Question] = discord.ui.Label(
        text="Question", component=discord.ui.TextInput(custom_id="words", style=discord.TextStyle.long)
    )
    about: discord.ui.Label[Question] = discord.ui.Label(
        text="About",
        component=discord.ui.Select(custom_id="about", options=[discord.SelectOption(label="Film", value="film")]),
    )
    seat: discord.ui.Label[Question] = discord.ui.Label(
        text="Seat",
        description="If you have one",
        component=discord.ui.RadioGroup(
            custom_id="seat",
            required=False,
            options=[discord.RadioGroupOption(label=word, value=word) for word in ("stalls", "balcony")],
        ),
    )
    picture: discord.ui.Label[Question] = discord.ui.Label(
        text="Picture", component=discord.ui.FileUpload(custom_id="picture", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Answer late, as a bot does that has to look something up."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("One more thing", ephemeral=True)
        await interaction.edit_original_response(content="Thank you")


async def _ask(interaction: discord.Interaction, about: str | None = None) -> None:
    await interaction.response.send_modal(Question())


@app_commands.rename(text="text")
async def _note(
    interaction: discord.Interaction, member: discord.Member, text: app_commands.Range[str, 1, 500]
) -> None:
    await interaction.response.send_message(f"Noted about {member.mention}: {text}", ephemeral=True)


async def _report(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message("The team will look.", ephemeral=True, view=Choice())


class Choice(discord.ui.View):
    """Buttons and a menu that change the message they stand under."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(discord.ui.Button(label="Rules", url="https://example.com/rules"))

    @discord.ui.button(label="Take", custom_id="questions:take:1", emoji="🎟️", style=discord.ButtonStyle.primary)
    async def take(self, interaction: discord.Interaction, _button: discord.ui.Button[Choice]) -> None:
        """Show who took it."""
        await interaction.response.edit_message(content="Taken", embed=discord.Embed(description="By you"), view=None)

    @discord.ui.select(cls=discord.ui.UserSelect, custom_id="questions:hand:1", placeholder="Hand over")
    async def hand(self, interaction: discord.Interaction, _menu: discord.ui.UserSelect[Choice]) -> None:
        """Acknowledge, then speak twice."""
        await interaction.response.defer()
        await interaction.followup.send("Handed over", ephemeral=True)
        await interaction.delete_original_response()
