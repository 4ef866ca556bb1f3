"""What commands and their options are called and described as, in every language of the voice.

Discord asks for these texts when commands are registered, so they are written by key here and found in the voice's
section `commands`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from discord import app_commands

from bot.settings.shipped import shipped_dir
from bot.voice import FALLBACK, Voice, load_voice

if TYPE_CHECKING:
    import discord


@cache
def _shipped() -> Voice:
    return load_voice(shipped_dir() / "voice")


def phrase(key: str) -> app_commands.locale_str:
    """Return the text of `commands.<key>`: English at once, other languages when Discord is told."""
    return app_commands.locale_str(_shipped().say(f"commands.{key}", FALLBACK), key=f"commands.{key}")


class VoiceTranslator(app_commands.Translator):
    """Gives Discord every language of the voice for what `phrase` named."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return the text in a language that the voice speaks, or None."""
        del context
        key = string.extras.get("key")
        language = self._voice.language(locale.value)
        if key is None or language.split("-")[0] != locale.value.split("-")[0]:
            return None
        return self._voice.say(key, language)
