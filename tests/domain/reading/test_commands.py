from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def usher(*words: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(app, words, input=stdin)


def hits(result: Result) -> list[list[dict[str, object]]]:
    return [json.loads(line)["hits"] for line in result.stdout.splitlines()]


def test_read_prints_the_hits_of_each_line() -> None:
    """Each line of a text has one line of output, with the hits in it."""
    result = usher("read", stdin="hello\n\nwhat the f*ck, damn\n")
    assert result.exit_code == 0
    assert hits(result) == [
        [],
        [],
        [
            {"start": 9, "end": 13, "term": "fuck", "tier": "strong", "view": "masked"},
            {"start": 15, "end": 19, "term": "damn", "tier": "mild", "view": "plain"},
        ],
    ]


def test_read_takes_rows(tmp_path: Path) -> None:
    """A file whose first line is a JSON object is read row by row."""
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "line one\\nshit", "other": 1}\n{"text": "fine"}\n', "utf-8")
    assert [[hit["start"] for hit in row] for row in hits(usher("read", str(file)))] == [[9], []]


@pytest.mark.parametrize("bad", ['{"txt": "a"}', '{"text": 3}', "[]", "{", "hello"])
def test_read_names_the_bad_row(bad: str) -> None:
    """A row that cannot be used ends the command with one line that names it."""
    result = usher("read", stdin='{"text": "a"}\n' + bad + "\n")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "line 2" in result.stderr


def test_read_says_what_it_cannot_read(tmp_path: Path) -> None:
    """A missing file and text that is not UTF-8 are told in one line."""
    missing, garbled = usher("read", str(tmp_path / "none")), usher("read", stdin=b"\xff\xfe\n")
    assert (missing.exit_code, garbled.exit_code) == (2, 2)
    assert "line 1" in garbled.stderr


def test_evaluate_scores_a_folder(tmp_path: Path) -> None:
    """Sets with positives are scored, sets without count false positives."""
    (tmp_path / "chat.jsonl").write_text('{"text": "shit", "y": 1}\n{"text": "hi", "y": 0}\n', "utf-8")
    (tmp_path / "clean.jsonl").write_text('{"text": "Moby Dick", "y": 0}\n', "utf-8")
    document = json.loads(usher("evaluate", str(tmp_path), "--json").stdout)
    assert document["macro_f1"] == document["lowest_f1"] == 1
    assert document["clean"] == {"rows": 1, "false_positives": 0, "share": 0}
    assert [one["name"] for one in document["sets"]] == ["chat", "clean"]
    assert "chat" in usher("evaluate", str(tmp_path / "chat.jsonl")).stdout


@pytest.mark.parametrize("row", ['{"text": "a"}', '{"text": "a", "y": 2}', '{"y": 1}', "a"])
def test_evaluate_names_the_bad_row(tmp_path: Path, row: str) -> None:
    """A row without a label ends the command with the file and the line."""
    (tmp_path / "rows.jsonl").write_text(row + "\n", "utf-8")
    result = usher("evaluate", str(tmp_path))
    assert result.exit_code == 2
    assert "line 1" in result.stderr


def test_evaluate_needs_something_to_read(tmp_path: Path) -> None:
    """An empty folder and a missing file are told in one line."""
    assert usher("evaluate", str(tmp_path)).exit_code == 2
    assert usher("evaluate", str(tmp_path / "none.jsonl")).exit_code == 2
