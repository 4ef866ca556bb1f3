"""What files of history are read as."""

from __future__ import annotations

import io
import zipfile
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.storage.exports import ExportError, find_sources, name_id, read, survey
from tests.replay.histories import CHANNEL, FIRST_ID, GUILD, export, header, message, row, rows, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.storage.exports import Line


def lines(*paths: Path) -> list[Line]:
    with ExitStack() as stack:
        return [line for source in find_sources(paths, stack) for line in read(source, int)]


def texts(*paths: Path) -> list[str]:
    return [line.message.text for line in lines(*paths)]


def packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return whole.getvalue()


def test_exported_message_keeps_discords_ids(tmp_path: Path) -> None:
    """A message from DiscordChatExporter has its own ids, its author's roles, and its time in UTC."""
    path = write(tmp_path / "lobby.json", export(message(7, "hello", 42, roles=["Night Crew"])))
    (line,) = lines(path)
    found = line.message
    assert (found.id, found.guild_id, found.channel_id, found.author_id) == (FIRST_ID + 7, GUILD, CHANNEL, 42)
    assert (line.channel, found.text, found.bot, found.staff, found.parent_id) == ("lobby", "hello", False, False, None)
    assert found.at == datetime(2026, 2, 28, 23, 0, 7, 500_000, tzinfo=UTC)
    assert found.roles == {700, name_id("Night Crew")}


def test_row_gets_ids_from_names(tmp_path: Path) -> None:
    """Authors and channels of JSONL are the same people and places in every file."""
    first, second = (
        lines(write(tmp_path / name, rows(row(author="ada", channel="lobby"), row(author="bo", channel="Lobby"))))
        for name in ("a.jsonl", "b.jsonl")
    )
    assert [line.message for line in first] == [line.message for line in second]
    ada, bo = (line.message for line in first)
    assert ada.author_id != bo.author_id
    assert ada.channel_id == bo.channel_id == name_id("#lobby")
    assert 0 <= ada.author_id < 2**63


@pytest.mark.parametrize(
    ("kind", "system"), [("Default", False), ("Reply", False), ("Call", True), ("GuildMemberJoin", True), ("20", True)]
)
def test_messages_that_nobody_wrote_are_told_apart(tmp_path: Path, kind: str, system: bool) -> None:
    """Only the exporter's kinds Default and Reply are what people wrote."""
    (line,) = lines(write(tmp_path / "x.json", export(message(1, kind=kind))))
    assert line.system is system


def test_thread_knows_the_channel_it_belongs_to(tmp_path: Path) -> None:
    """The exporter's category of a thread is its channel, and only of a thread."""
    for kind, parent in (("GuildPublicThread", 333), ("GuildTextChat", None)):
        top = header("finale", 5, type=kind, categoryId="333", category="spoilers")
        path = write(tmp_path / "x.json", export(message(1), top=top))
        (line,) = lines(path)
        assert line.message.parent_id == parent
        with ExitStack() as stack:
            (source,) = find_sources([path], stack)
            assert dict(survey(source)) == {"finale": 5, **({"spoilers": 333} if parent else {})}


def test_folder_is_read_whole_and_sorted(tmp_path: Path) -> None:
    """A folder gives every export in it and below, in the order of their names, but not what else is there."""
    for name in ("b/two.JSON", "a/one.jsonl", "c.zip", ".hidden.json", "two.json_Files/meme.json", "notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        content = {".JSON": export(message(1, "two")), ".jsonl": rows(row("one")), ".zip": b""}.get(path.suffix, b"?")
        write(
            path, content or packed([("d/three.jsonl", rows(row("three"))), ("__MACOSX/._x.json", b"?"), ("t", b"?")])
        )
    assert texts(tmp_path) == ["one", "two", "three"]


def test_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """A file that is named and also in a named folder counts once."""
    path = write(tmp_path / "a.jsonl", rows(row("once")))
    assert texts(path, tmp_path, path) == ["once"]


def test_what_a_file_holds_decides_over_its_name(tmp_path: Path) -> None:
    """JSONL in a .json file and an export in a .txt file are read as what they are; a byte order mark is no harm."""
    bom = b"\xef\xbb\xbf"
    assert texts(write(tmp_path / "a.json", bom + rows(row("row")))) == ["row"]
    assert texts(write(tmp_path / "a.txt", bom + export(message(1, "export")))) == ["export"]
    assert texts(write(tmp_path / "b.jsonl", b"\n \n" + rows(row("after empty lines")) + b"\r\n")) == [
        "after empty lines"
    ]


def test_zip_member_is_named_in_errors(tmp_path: Path) -> None:
    """A mistake inside of a zip tells which member it is in."""
    path = write(tmp_path / "all.zip", packed([("good.jsonl", rows(row())), ("bad.jsonl", b"{}\n")]))
    with pytest.raises(ExportError) as caught:
        texts(path)
    assert caught.value.file.endswith("bad.jsonl")
    assert caught.value.place == "line 1"


def test_bytes_told_are_bytes_read(tmp_path: Path) -> None:
    """Progress ends exactly where the file does, packed or not."""
    whole = export(*(message(number) for number in range(300)))
    those = rows(*(row(minute=minute) for minute in range(300)))
    write(tmp_path / "a.json", whole)
    write(tmp_path / "b.jsonl", those)
    write(tmp_path / "c.zip", packed([("a.json", whole), ("b.jsonl", those)]))
    with ExitStack() as stack:
        for source in find_sources([tmp_path], stack):
            told: list[int] = []
            assert sum(1 for _ in read(source, told.append)) == 300
            assert sum(told) == source.size
