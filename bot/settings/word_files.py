"""The shape of a word file, `config/words/*.yaml`.

Owns the model, which checks a file and explains its mistakes. How files are merged, and the short way by which a file
without mistakes is read, is for `words`.
"""

from __future__ import annotations

from typing import Literal

from bot.settings.model import Model


class TierWords(Model):
    """Words by tier; one to a line, or several with commas between."""

    slur: str = ""
    """Contempt for a group of people."""
    strong: str = ""
    """Swearing and coarse insults."""
    sexual: str = ""
    """Coarse words for sex and the body."""
    mild: str = ""
    """Heard in family films; noted, never counted as strong language."""


class WordFile(Model):
    """One file of words. Everything in it is added to what the other files say."""

    words: TierWords = TierWords()
    """What is looked for."""
    core: str = ""
    """Words of a tier that people hide or misspell most."""
    exceptions: str = ""
    """Whole words, stars allowed, that only look like a listed one."""
    allow: str = ""
    """Phrases in which a listed word means nothing."""
    names: str = ""
    """Listed words that are people's names as well."""
    titles: str = ""
    """Titles that are coarse words and no more: left alone as a whole message, written with capitals."""
    ordinary: str = ""
    """Entries of better-profanity's list that are left out."""
    others: Literal["slur", "strong", "sexual", "mild"] = "sexual"
    """The tier of the entries of better-profanity's list that no file mentions."""
    remove: str = ""
    """Words to take out of every tier, written as they stand there."""
