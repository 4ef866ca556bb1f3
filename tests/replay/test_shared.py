"""Real chat, where it is at hand: nothing of it is in the project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.storage.exports import ExportError
from tests.replay.histories import write
from tests.replay.test_damage import consume

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.replay.conftest import Ran

PROJECT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("USHER_SHARED") or PROJECT.parent / "shared") / "data"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here (set USHER_SHARED)")


def test_chat_is_replayed_and_repeats_itself(usher: Callable[..., Ran]) -> None:
    """A whole rough chat is read, and twice it comes to the same bytes."""
    first, second = (usher(SHARED / "chat" / "dota2.jsonl", "--config", PROJECT / "config", "--json") for _ in range(2))
    assert first.out == second.out
    history, policy = first.document["history"], first.document["policy"]
    assert (history["messages"], history["bots"], policy["read"]) == (26_868, 0, 26_868)
    assert 0 < policy["acted"]["messages"] < history["messages"] / 4
    assert {example["said"] is not None for example in policy["rules"][0]["examples"]} == {True}


def test_exporters_files_are_replayed(usher: Callable[..., Ran]) -> None:
    """Exports of a server, a group and direct messages are read, and what nobody wrote is told apart."""
    history = usher(SHARED / "exports", "--json").document["history"]
    assert (history["files"], history["channels"]) == (3, 3)
    assert (history["messages"], history["bots"], history["system"]) == (9, 1, 4)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_truncated_files_have_no_result(tmp_path: Path, usher: Callable[..., Ran], share: float) -> None:
    """A file that breaks off, wherever it does, gets one line with the place, and no result."""
    for source in (SHARED / "chat" / "dota2.jsonl", *sorted((SHARED / "exports").glob("*.json"))):
        whole = source.read_bytes()
        cut = write(tmp_path / source.name, whole[: int(len(whole) * share)].rstrip(b"\n")[:-1])
        ran = usher(cut, "--json")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_exporters_files_are_read_by_name_and_nothing_else(tmp_path: Path) -> None:
    """An exporter's file whose messages have another field's name is refused at the first of them."""
    whole = (SHARED / "exports" / "SV_5A_5M.json").read_bytes().replace(b'"content"', b'"contents"')
    with pytest.raises(ExportError) as caught:
        consume(write(tmp_path / "x.json", whole))
    assert caught.value.place == "message 1"
