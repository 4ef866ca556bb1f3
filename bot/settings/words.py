"""The vocabulary that all word files, `config/words/*.yaml`, make together.

Owns the order of their merging (shipped words, then the admin's, then what the admin takes out), the place of
better-profanity's list in it, and a short way to read files in the plain shape of the shipped ones, for which neither
YAML nor pydantic is needed. What a file may say is for `word_files`, how words are found for the reading package.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading import Tier, Vocabulary
from bot.domain.moderation.reading.entries import WordList, flat
from bot.settings.shipped import shipped_dir
from bot.storage.base_words import base_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Blocks = dict[tuple[str, ...], str]
"""What a file says: the text of each key, by its path."""

_BLOCKS: Final = frozenset(
    {("core",), ("exceptions",), ("allow",), ("names",), ("titles",), ("ordinary",), ("remove",)}
) | {("words", tier.value) for tier in Tier}
_OTHERS: Final = ("others",)
_KEY: Final = re.compile(r"(  )?([a-z]+):(?: (\||[a-z]+))?")


def load_vocabulary(config_dir: Path | None = None) -> Vocabulary:
    """Return the shipped words with those of `config_dir/words` over them; raises SettingsError."""
    files = [_read(path) for path in _paths(config_dir)]
    vocabulary = Vocabulary()
    for file in files:
        vocabulary = vocabulary.merged(_vocabulary(file))
    known = WordList(word for words in vocabulary.words.values() for word in words)
    ordinary = {word for file in files for word in listed(file.get(("ordinary",), ""))}
    spelt = (word for word in base_words() - ordinary if word.replace(" ", "").isalpha())
    others = {word for word in spelt if not known.holds(flat(word))}
    tier = [Tier(file[_OTHERS]) for file in files if _OTHERS in file][-1:] or [Tier.mild]
    removed = {word for file in files for word in listed(file.get(("remove",), ""))}
    return vocabulary.extended(add={tier[0]: others}, drop=removed)


def listed(block: str) -> Iterator[str]:
    """Yield the words of a block: between line ends and commas, without remarks."""
    for line in block.splitlines():
        for word in line.partition("#")[0].split(","):
            if word := word.strip().casefold():
                yield word


def quick_blocks(text: str) -> Blocks | None:
    """Return what a file in the plain shape says; None if there is anything else in it, right or wrong."""
    blocks: Blocks = {}
    group, path = "", None
    for line in text.splitlines():
        if path is not None and line.startswith("  " * len(path)):
            blocks[path] += line + "\n"
            continue
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key = _KEY.fullmatch(line)
        if key is None or (key[1] and not group):
            return None
        inner, name, value = key[1] is not None, key[2], key[3]
        group = group if inner else (name if value is None else "")
        path = (group, name) if inner else (name,)
        if path in blocks or (value is None) != (path == ("words",)):
            return None
        if value == "|" and path in _BLOCKS:
            blocks[path] = ""
        elif path == _OTHERS and value in set(Tier):
            blocks[path], path = str(value), None
        elif path == ("words",):
            path = None
        else:
            return None
    return blocks


def strict_blocks(path: Path) -> Blocks:
    """Return what a file says, read and checked as every settings file; raises SettingsError."""
    from bot.settings.model import load_document  # noqa: PLC0415 - pydantic and YAML are needed for unusual files only
    from bot.settings.word_files import WordFile  # noqa: PLC0415

    written = load_document(path, WordFile).value.model_dump(exclude_unset=True)
    words = written.pop("words", {})
    return {(name,): block for name, block in written.items()} | {("words", tier): words[tier] for tier in words}


def _read(path: Path) -> Blocks:
    try:
        blocks = quick_blocks(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        blocks = None
    return strict_blocks(path) if blocks is None else blocks


def _paths(config_dir: Path | None) -> list[Path]:
    folders = [shipped_dir()] if config_dir is None else [shipped_dir(), config_dir]
    paths = (path.resolve() for folder in folders for path in sorted((folder / "words").glob("*.yaml")))
    return list(dict.fromkeys(paths))


def _vocabulary(file: Blocks) -> Vocabulary:
    def words(*path: str) -> frozenset[str]:
        return frozenset(listed(file.get(path, "")))

    return Vocabulary(
        words={tier: words("words", tier) for tier in Tier},
        core=words("core"),
        exceptions=words("exceptions"),
        allow=words("allow"),
        names=words("names"),
        titles=words("titles"),
    )
