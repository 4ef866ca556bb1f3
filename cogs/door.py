"""The one door for errors: commands, buttons, menus, modals, listeners and the stagehand's loop all pass here.

The person gets a short apology with a reference, the log the traceback, and staff one line for each kind and hour. A
refusal (somebody may not do a thing) is no error: it is answered kindly and not logged.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.domain.communities.needs import HOUSE
from bot.domain.plans import LogLine, Plan, Words
from bot.logs import trace

if TYPE_CHECKING:
    from bot.client import UsherClient

log = structlog.get_logger("usher.door")


class Refusal(app_commands.CheckFailure):
    """Something a person may not or cannot do now; `key` says it, and says what would change it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Door:
    """Where every error of one Usher arrives."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client

    async def interaction(self, interaction: discord.Interaction, error: BaseException) -> None:
        """Answer a person whose command, press or form failed."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, Refusal):
            await self._answer(interaction, self._client.say(interaction, cause.key, **cause.values))
            return
        if isinstance(cause, app_commands.CheckFailure):
            await self._answer(interaction, self._client.say(interaction, "errors.not_yours"))
            return
        reference = await self.report(_where(interaction), cause, guild_id=interaction.guild_id)
        await self._answer(interaction, self._client.say(interaction, "errors.sorry", reference=reference))

    async def report(self, where: str, error: BaseException, *, guild_id: int | None = None) -> str:
        """Log an error and tell staff (of one community, or of all) once in an hour; return its reference."""
        house = self._client.house
        reference = base64.b32encode(house.chance.token_bytes(5)).decode()[:6]
        log.error("error", reference=reference, where=where, kind=type(error).__name__, trace=trace(error))
        self._client.dispatch("usher_error", where, error)
        now = house.clock()
        words = Words("errors.staff", {"where": where, "kind": type(error).__name__, "reference": reference})
        guilds = [guild_id] if guild_id in house.communities.guild_ids() else sorted(house.communities.guild_ids())
        try:
            async with house.database.write() as tx:
                for each in guilds:
                    key = f"error:{where}:{type(error).__name__}:{now:%Y-%m-%dT%H}"
                    await house.ledger.put(tx, Plan(int(each or 0), HOUSE, key, (LogLine(words),)))
        except Exception as second:  # noqa: BLE001 -- the door is the last place an error can go
            # Not `log.exception`: the text of an error could hold a person's words.
            log.error("staff could not be told", reference=reference, kind=type(second).__name__, trace=trace(second))
        return reference

    async def _answer(self, interaction: discord.Interaction, text: str) -> None:
        try:
            if interaction.response.is_done():
                await interaction.followup.send(text, ephemeral=True)
            else:
                await interaction.response.send_message(text, ephemeral=True)
        except discord.HTTPException as error:
            log.warning("an answer did not arrive", status=error.status, code=error.code)
        except (aiohttp.ClientError, OSError) as error:
            # The line broke: an apology that cannot be sent is no error of its own.
            log.warning("an answer did not arrive", kind=type(error).__name__)


def _where(interaction: discord.Interaction) -> str:
    if isinstance(interaction.command, app_commands.Command | app_commands.ContextMenu):
        return f"/{interaction.command.qualified_name}"
    data = dict(interaction.data or {})
    return ":".join(str(data.get("custom_id", "interaction")).split(":")[:2])


class UsherModal(discord.ui.Modal):
    """A form whose errors pass the door."""

    async def on_error(self, interaction: discord.Interaction, error: Exception) -> None:  # type: ignore[override]
        """Hand the error to the door."""
        client: UsherClient = interaction.client  # type: ignore[assignment]
        await client.door.interaction(interaction, error)
