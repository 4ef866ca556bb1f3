"""The shipped reader, built once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.domain.moderation.reading import Reader, Vocabulary
from bot.settings.words import load_vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The shipped words."""
    return load_vocabulary()


@pytest.fixture(scope="session")
def reader(vocabulary: Vocabulary) -> Reader:
    """The reader of the shipped words."""
    return Reader(vocabulary)


@pytest.fixture(scope="session")
def labelled() -> Path:
    """The folder of rows that people labelled, which lies outside of the project."""
    shared = Path(os.environ.get("USHER_SHARED", Path(__file__).parents[4] / "shared"))
    folder = shared / "data" / "words"
    if not folder.is_dir():
        pytest.skip("the labelled rows are not on this machine; USHER_SHARED says where they are")
    return folder
