"""Damaged, truncated and foreign files: one clear line with the place, and no result."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.storage.exports import ExportError, find_sources, read, survey
from tests.replay.histories import export, header, message, row, rows, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.replay.conftest import Ran

GOOD = export(message(1, "hello"), message(2, "hello again"))
ROWS = rows(row("hello"), row("hello again", minute=1))


def without(key: str, author_key: str | None = None) -> bytes:
    second = message(2)
    if author_key:
        del second["author"][author_key]
    else:
        del second[key]
    return export(message(1), second)


def changed(**fields: object) -> bytes:
    return export(message(1), {**message(2), **fields})


def broken_row(**fields: object) -> bytes:
    return rows(row(), {key: value for key, value in {**row(), **fields}.items() if value is not None})


def damaged_zip(at: int, with_: bytes = b"\x00\xff\x00") -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", rows(*(row(f"{number} {number * number}") for number in range(50))))
    content = whole.getvalue()
    return content[:at] + with_ + content[at + len(with_) :]


FOREIGN = {
    "empty.json": (b"", ""),
    "blank.jsonl": (b" \n\n", ""),
    "page.html": (b"<!DOCTYPE html><html></html>", ""),
    "table.csv": (b"AuthorID,Author,Date,Content\n1,ada,2026,hi\n", ""),
    "picture.json": (bytes(range(128, 256)) * 20, ""),
    "utf16.json": (GOOD.decode().encode("utf-16"), ""),
    "packed.json": (gzip.compress(GOOD), ""),
    "list.json": (b"[1, 2]", ""),
    "package.json": (b'{\n  "name": "x",\n  "version": "1"\n}', ""),
    "short.json": (b'{"name": "x"}', ""),
    "noguild.json": (b'{"channel": {"id": "1", "type": "GuildTextChat", "name": "x"}, "messages": []}', "header"),
    "nolist.json": (json.dumps({**header(), "messages": {"id": "1"}}).encode(), ""),
    "nozip.zip": (b"hello", ""),
    "nothing.zip": (b"PK\x05\x06" + b"\0" * 18, ""),
    "cut.zip": (damaged_zip(0, b"")[:150], ""),
    "dented.zip": (damaged_zip(80), ""),
}

MISPLACED = {
    "cut.json": (GOOD[:-200], "byte"),
    "word.json": (GOOD.replace(b'"hello again"', b"hello"), "line"),
    "more.json": (GOOD + b"}", "line"),
    "latin1.json": (GOOD.replace(b"hello again", b"hell\xf6"), "line"),
    "overflow.json": (GOOD.replace(b'"hello again"', b"9" * 5000), "line"),
    "id.json": (without("id"), "message 2"),
    "type.json": (without("type"), "message 2"),
    "time.json": (without("timestamp"), "message 2"),
    "text.json": (without("content"), "message 2"),
    "author.json": (without("author"), "message 2"),
    "author-id.json": (without("author", "id"), "message 2"),
    "author-bot.json": (without("author", "isBot"), "message 2"),
    "when.json": (changed(timestamp="yesterday"), "message 2"),
    "null.json": (changed(content=None), "message 2"),
    "big-id.json": (changed(id="9" * 30), "message 2"),
    "odd-author.json": (changed(author="ada"), "message 2"),
    "odd-roles.json": (changed(author={"id": "1", "isBot": False, "roles": ["Fan"]}), "message 2"),
    "odd-message.json": (export(message(1), 7), "message 2"),  # type: ignore[arg-type]
    "cut.jsonl": (ROWS[:-20], "line 2"),
    "word.jsonl": (rows(row()) + b"hello\n", "line 2"),
    "array.jsonl": (rows(row()) + b"[]\n", "line 2"),
    "latin1.jsonl": (ROWS.replace(b"hello again", b"hell\xf6"), "line 2"),
    "author.jsonl": (broken_row(author=None), "line 2"),
    "at.jsonl": (broken_row(at=None), "line 2"),
    "channel.jsonl": (broken_row(channel=None), "line 2"),
    "text.jsonl": (broken_row(text=None), "line 2"),
    "odd-text.jsonl": (broken_row(text=["hi"]), "line 2"),
    "odd-author.jsonl": (broken_row(author={"name": "ada"}), "line 2"),
    "month.jsonl": (broken_row(at="2026-13-01T00:00:00Z"), "line 2"),
    "edge.jsonl": (broken_row(at="0001-01-01T00:00:00+23:59"), "line 2"),
    "number.jsonl": (broken_row(at=1767225600), "line 2"),
    "endless.jsonl": (rows(row(), row("x" * 1_100_000)), "line 2"),
    "deep.jsonl": (rows(row()) + b"[" * 5_000, "line 2"),
}


@pytest.mark.parametrize(("name", "content", "place"), [(n, c, p) for n, (c, p) in {**FOREIGN, **MISPLACED}.items()])
def test_bad_file_gets_one_line_and_no_result(
    tmp_path: Path, usher: Callable[..., Ran], name: str, content: bytes, place: str
) -> None:
    """Each file that cannot be history gets one line with its name and the place, exit 2, and nothing on stdout."""
    good = write(tmp_path / "0.jsonl", ROWS)
    ran = usher(good, write(tmp_path / name, content), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert name in ran.err
    assert f": {place}" in ran.err


@pytest.mark.parametrize("name", ["word.json", "odd-text.jsonl", "cut.jsonl", "cut.json"])
def test_error_keeps_the_text_to_itself(tmp_path: Path, name: str) -> None:
    """An error about a file repeats nothing that people wrote in it."""
    path = write(tmp_path / name, MISPLACED[name][0])
    with pytest.raises(ExportError) as caught:
        consume(path)
    assert "hello" not in str(caught.value)


def test_place_is_exact(tmp_path: Path) -> None:
    """The line and byte told are those of the first wrong byte, however far into the file it is."""
    whole = export(*(message(number) for number in range(500)))
    at = whole.rindex(b'"good evening"') + 1
    wrong = whole[: at - 1] + b"@" + whole[at:]
    with pytest.raises(ExportError) as caught:
        consume(write(tmp_path / "x.json", wrong))
    assert caught.value.place == f"line {wrong[:at].count(10) + 1:,}, byte {at:,}, after message 499"


@pytest.mark.parametrize(
    "content", [b'{"messages":' + b"[" * 300_000, b'{"a":' * 100_000, b'{"a":{"b":' + b"[" * 90_000]
)
def test_bottomless_nesting_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file nested without end is refused long before it fills the memory."""
    with pytest.raises(ExportError, match="nested"):
        consume(write(tmp_path / "x.json", content))


def test_brackets_in_texts_are_no_nesting(tmp_path: Path) -> None:
    """People may fill their messages with brackets."""
    path = write(tmp_path / "x.json", export(*(message(number, "[{" * 1_900) for number in range(40))))
    assert consume(path) == 40


def test_every_cut_of_an_export_is_noticed(tmp_path: Path) -> None:
    """An export that breaks off anywhere is never taken for a whole one."""
    path = tmp_path / "x.json"
    for end in range(len(GOOD)):
        with pytest.raises(ExportError):
            consume(write(path, GOOD[:end]))
    assert consume(write(path, GOOD)) == 2


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([GOOD, ROWS, damaged_zip(0, b"")]), st.data())
def test_any_damage_is_read_or_explained(tmp_path: Path, whole: bytes, data: st.DataObject) -> None:
    """Whatever a byte is changed into, the file is read or explained in one line; nothing else ever happens."""
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(min_size=0, max_size=4)) + whole[at + 1 :]
    try:
        consume(write(tmp_path / "x", damaged))
    except ExportError as error:
        assert "\n" not in str(error)  # noqa: PT017 -- only where there is one


@pytest.mark.parametrize("missing", ["nowhere.json", "a\0b"])
def test_missing_file_is_said(usher: Callable[..., Ran], missing: str) -> None:
    """A file that is not there gets one line and exit 2."""
    ran = usher(missing)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("arguments", [[], ["-"], ["x.json", "-"]])
def test_nothing_to_read_is_said(usher: Callable[..., Ran], arguments: list[str]) -> None:
    """Without a file, and for standard input, there is one line and exit 2."""
    ran = usher(*arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_empty_folder_is_said(tmp_path: Path, usher: Callable[..., Ran]) -> None:
    """A folder without exports gets one line and exit 2."""
    folder = tmp_path / "none"
    folder.mkdir()
    assert usher(folder).code == 2


def test_odd_name_stays_on_one_line(tmp_path: Path, usher: Callable[..., Ran]) -> None:
    """A file's name cannot break the line of its error."""
    ran = usher(write(tmp_path / "a\nb\x1b[31m.json", b"?"))
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "\x1b" not in ran.err


def consume(path: Path) -> int:
    with ExitStack() as stack:
        sources = find_sources([path], stack)
        for source in sources:
            survey(source)
        return sum(1 for source in sources for _ in read(source, int))
