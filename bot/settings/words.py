"""The word files, `config/words/*.yaml`: what they may say, and the vocabulary they make together.

Owns the shape of these files, the order of their merging (shipped words, then the admin's, then what the admin takes
out) and the place of better-profanity's list in it. How words are found in a text is for the reading package.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import bot
from bot.domain.moderation.reading import Tier, Vocabulary
from bot.settings.model import Model, load_model
from bot.storage.base_words import base_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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
    ordinary: str = ""
    """Entries of better-profanity's list that are left out."""
    others: Literal["slur", "strong", "sexual", "mild"] = "sexual"
    """The tier of the entries of better-profanity's list that no file mentions."""
    remove: str = ""
    """Words to take out of every tier, written as they stand there."""


def load_vocabulary(config_dir: Path | None = None) -> Vocabulary:
    """Return the shipped words with those of `config_dir/words` over them; raises SettingsError."""
    files = [load_model(path, WordFile) for path in _paths(config_dir)]
    vocabulary = Vocabulary()
    for file in files:
        vocabulary = vocabulary.merged(_vocabulary(file))
    known = {word.strip("*") for words in vocabulary.words.values() for word in words}
    known.update(word for file in files for word in listed(file.ordinary))
    others = {word for word in base_words() - known if word.replace(" ", "").isalpha()}
    return vocabulary.extended(
        add={Tier(file.others): others for file in files[:1]},
        drop={word for file in files for word in listed(file.remove)},
    )


def listed(block: str) -> Iterator[str]:
    """Yield the words of a block: between line ends and commas, without remarks."""
    for line in block.splitlines():
        for word in line.partition("#")[0].split(","):
            if word := word.strip().casefold():
                yield word


def shipped_words() -> Path:
    """Return the folder of the words that come with Usher, in an installed copy or a source tree."""
    package = Path(bot.__file__).parent
    installed = package / "shipped" / "words"
    return installed if installed.is_dir() else package.parent / "config" / "words"


def _paths(config_dir: Path | None) -> list[Path]:
    folders = [shipped_words()] if config_dir is None else [shipped_words(), config_dir / "words"]
    paths = (path.resolve() for folder in folders for path in sorted(folder.glob("*.yaml")))
    return list(dict.fromkeys(paths))


def _vocabulary(file: WordFile) -> Vocabulary:
    by_tier: Iterable[tuple[Tier, str]] = ((tier, getattr(file.words, tier)) for tier in Tier)
    return Vocabulary(
        words={tier: frozenset(listed(block)) for tier, block in by_tier},
        core=frozenset(listed(file.core)),
        exceptions=frozenset(listed(file.exceptions)),
        allow=frozenset(listed(file.allow)),
        names=frozenset(listed(file.names)),
    )
