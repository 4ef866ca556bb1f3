from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.moderation.reading import Reader, Tier, Vocabulary
from bot.settings.problems import SettingsError
from bot.settings.shipped import shipped_dir
from bot.settings.words import listed, load_vocabulary, quick_blocks, strict_blocks
from bot.storage.base_words import base_words

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = sorted((shipped_dir() / "words").glob("*.yaml"))

OURS = """
words:
  strong: |
    *gadzooks*, # a remark
    two words
exceptions: |
  gadzooksia
allow: |
  fuck that film
remove: |
  arse
"""


def admin(tmp_path: Path, text: str) -> Vocabulary:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "ours.yaml").write_text(text, "utf-8")
    return load_vocabulary(tmp_path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_both_ways_to_read_a_file_agree(path: Path) -> None:
    """A shipped file has the plain shape, and the short way reads in it what the strict one does."""
    quick, strict = quick_blocks(path.read_text("utf-8")), strict_blocks(path)
    assert quick is not None
    assert {key: list(listed(block)) for key, block in quick.items()} == {
        key: list(listed(block)) for key, block in strict.items()
    }


def test_the_base_words_are_used(vocabulary: Vocabulary) -> None:
    """Words that only better-profanity lists are read too."""
    own = {word.strip("*") for path in SHIPPED for block in strict_blocks(path).values() for word in listed(block)}
    borrowed = [word for word in base_words() - own if word.isalpha() and word in vocabulary.words[Tier.sexual]]
    assert borrowed
    reader = Reader(vocabulary)
    assert all(reader.read(word) for word in borrowed)


def test_core_words_stand_in_a_tier(vocabulary: Vocabulary, reader: Reader) -> None:
    """Every word that is looked for misspelt is found as it should be spelt."""
    assert [word for word in vocabulary.core if not reader.read(word.strip("*"))] == []


def test_an_admin_adds_words(tmp_path: Path) -> None:
    """An admin's file adds words, exceptions, phrases and takes words out; what is shipped stays."""
    reader = Reader(admin(tmp_path, OURS))
    assert [hit.term for hit in reader.read("gadzooksing, two words")] == ["gadzooks", "two words"]
    assert reader.read("gadzooksia") == reader.read("in Fuck That Film!") == reader.read("my arse") == ()
    assert [hit.term for hit in reader.read("fuck")] == ["fuck"]


def test_any_yaml_will_do(tmp_path: Path) -> None:
    """A file that is not in the plain shape is read as YAML all the same."""
    assert Reader(admin(tmp_path, 'words: {mild: "gadzooks, zounds"}\n')).read("zounds")[0].tier is Tier.mild


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("wrods:\n  strong: |\n    x\n", 1),
        ("words:\n  strong: |\n    x\n  rude: |\n    y\n", 4),
        ("allow:\n  - x\n", 2),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    """A file with a mistake is refused, and the problem names its line."""
    with pytest.raises(SettingsError) as refused:
        admin(tmp_path, text)
    assert [problem.line for problem in refused.value.problems] == [line]


def test_remarks_and_commas_are_understood() -> None:
    """A block lists words between commas and line ends, without remarks, in lower case."""
    assert list(listed("  One, two\n# no\n three four # five\n,,\n")) == ["one", "two", "three four"]
