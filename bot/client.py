"""The client: one connection to Discord, the gate that every message passes, and a clean end.

Owns intents, the rule that nobody is pinged by default, loading the cogs and telling Discord the commands. What happens
with an event is the business of the cogs.
"""

from __future__ import annotations

import gc
import hashlib
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import structlog
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

import cogs
from bot.domain.communities.needs import invite_permissions
from bot.storage import communities as facts
from cogs.door import Door
from cogs.phrases import VoiceTranslator
from cogs.pressing import Press, Presses

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.house import House
    from bot.services.reloading import Fresh

    Reader = Callable[[discord.Message], Awaitable[None]]

log = structlog.get_logger("usher.client")

CACHED_MESSAGES = 1_000
PORTAL = "the Developer Portal (your application → Bot)"
WRONG_TOKEN = 4004
"""With this code the gateway closes on a token that was reset meanwhile."""


def utcnow() -> datetime:
    """Return the present instant, as discord.py sees it: a rehearsal moves this clock."""
    return discord.utils.utcnow()


def wanted_intents() -> discord.Intents:
    """Return what Usher needs to hear: servers, members, messages and their text, moderation."""
    intents = discord.Intents.none()
    intents.guilds = intents.members = intents.moderation = True
    intents.guild_messages = intents.dm_messages = intents.message_content = True
    return intents


def invite_link(application_id: int) -> str:
    """Return the address at which an admin invites Usher, with every permission it asks for."""
    permissions = discord.Permissions(**dict.fromkeys(invite_permissions(), True))
    return discord.utils.oauth_url(application_id, permissions=permissions, scopes=("bot", "applications.commands"))


class UsherClient(commands.Bot):
    """Usher on Discord."""

    def __init__(self, house: House, **options: Any) -> None:  # noqa: ANN401 -- discord.py's own options, such as `connector`
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=wanted_intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=CACHED_MESSAGES,
            # A longer wait is the ledger's, which survives a restart and lets other plans go first.
            max_ratelimit_timeout=30.0,
            **options,
        )
        self.house = house
        self.door = Door(self)
        self.presses = Presses()
        self.message_readers: list[Reader] = []
        self.tree.error(self.door.interaction)
        self._open = False

    def say(self, interaction: discord.Interaction, key: str, **values: object) -> str:
        """Return a sentence in the language of whoever pressed, typed or sent the form."""
        return self.house.voice.say(key, interaction.locale.value, **values)

    def use(self, fresh: Fresh) -> None:
        """Use settings, words and voice that were read again; what is under way ends with what it began with."""
        self.house.reloading.accept(fresh)
        self.dispatch("usher_reloaded")

    async def setup_hook(self) -> None:
        """Open the house, load the doorways, and tell Discord the commands where they changed.

        Raises DatabaseError where the database cannot be used.
        """
        await self.house.open()
        self._open = True
        self.add_dynamic_items(Press)
        await self.tree.set_translator(VoiceTranslator(self.house.voice))
        for extension in cogs.EXTENSIONS:
            await self.load_extension(extension)
        await self._tell_commands()
        # What was loaded up to now stays until the end. Python's search for garbage would otherwise walk over all of it
        # again and again, which at a busy hour costs a fifth of the time of every message.
        gc.freeze()

    async def _tell_commands(self) -> None:
        translator = self.tree.translator
        payload = [
            await command.get_translated_payload(self.tree, translator) if translator else command.to_dict(self.tree)
            for command in self.tree.get_commands()
        ]
        text = json.dumps([self.application_id, payload], sort_keys=True, default=str)
        digest = hashlib.sha256(text.encode()).hexdigest()
        async with self.house.database.read() as tx:
            known = await facts.fact(tx, "commands")
        if known == digest:
            return
        try:
            await self.tree.sync()
        except discord.RateLimited as wait:
            # Usher works without: the commands of the last start are still there, and the next start tells these.
            log.warning("commands not told", seconds=round(wait.retry_after))
            return
        async with self.house.database.write() as tx:
            await facts.remember_fact(tx, "commands", digest)
        log.info("commands told", count=len(payload))

    async def on_message(self, message: discord.Message, /) -> None:
        """Let every feature read a message from a server."""
        if not self.may_be_read(message):
            return
        for reader in self.message_readers:
            try:
                await reader(message)
            except Exception as error:  # noqa: BLE001 -- one feature's mistake keeps no other from reading
                await self.door.report("on_message", error, guild_id=message.guild.id if message.guild else None)

    def may_be_read(self, message: discord.Message) -> bool:
        """Whether a message is from a server, and neither Usher's own nor Discord's.

        Other bots and webhooks may carry what people write; whether they are read is for each feature to say.
        """
        if message.guild is None or message.is_system():
            return False
        own = {self.application_id, self.user.id if self.user else None}
        return not (message.author.bot and not own.isdisjoint((message.author.id, message.application_id)))

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- discord.py's signature
        """Send an error of any listener through the door."""
        import sys  # noqa: PLC0415 -- only here

        del args, kwargs
        error = sys.exc_info()[1]
        if error is not None:
            await self.door.report(event_method, error)

    async def close(self) -> None:
        """Finish what is in hand, disconnect, and let go of the database."""
        if self._open:
            self._open = False
            gc.unfreeze()
            for extension in reversed(list(self.extensions)):
                await self.unload_extension(extension)
        await super().close()
        await self.house.close()


async def use_api_base(base: str) -> None:
    """Speak to another Discord-compatible API root (such as `http://127.0.0.1:8000/api/v10`) from now on."""
    root = base.rstrip("/")
    Route.BASE = root
    async with aiohttp.ClientSession() as session, session.get(f"{root}/gateway") as answer:
        try:
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL((await answer.json(content_type=None))["url"])
        except (ValueError, TypeError, LookupError):
            raise ConnectionError("no Discord answers at USHER_API_BASE") from None


def plain_trouble(error: BaseException) -> str | None:
    """Return one line about an error that whoever runs Usher can mend; None: a mistake in Usher."""
    if isinstance(error, discord.LoginFailure) or _close_code(error) == WRONG_TOKEN:
        return f"Discord refuses this token. In {PORTAL}, reset it and copy the new one into DISCORD_TOKEN."
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return f"Discord refuses the intents. In {PORTAL}, switch on Server Members Intent and Message Content Intent."
    if isinstance(error, discord.ConnectionClosed):
        return f"Discord closed the connection (code {error.code}) and asks not to come back. Try again later."
    if isinstance(error, discord.HTTPException):
        return f"Discord does not let Usher in (status {error.status}). Wait a few minutes, then start again."
    if isinstance(error, aiohttp.ClientError | discord.GatewayNotFound | ConnectionError | TimeoutError):
        return f"Discord cannot be reached ({type(error).__name__}). Check the network, then start again."
    return None


def _close_code(error: BaseException) -> int | None:
    return error.code if isinstance(error, discord.ConnectionClosed) else None


async def ask_discord(token: str, api_base: str | None) -> tuple[list[str], list[str]]:
    """Return what Discord says about a token without connecting: what is well, and what is not."""
    client = discord.Client(intents=discord.Intents.none())
    try:
        if api_base:
            await use_api_base(api_base)
        await client.login(token)
        about = await client.application_info()
    except Exception as error:
        trouble = plain_trouble(error)
        if trouble is None:
            raise
        return [], [trouble]
    finally:
        await client.close()
    flags = about.flags
    problems = []
    if not (flags.gateway_message_content or flags.gateway_message_content_limited):
        problems.append(f"The Message Content Intent is off. In {PORTAL}, switch it on.")
    if not (flags.gateway_guild_members or flags.gateway_guild_members_limited):
        problems.append(f"The Server Members Intent is off. In {PORTAL}, switch it on.")
    return ["Token: accepted.", f"Invite Usher with this link:\n{invite_link(about.id)}"], problems
