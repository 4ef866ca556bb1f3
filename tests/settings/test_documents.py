from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings.documents import Place, Written, dotted, read_document
from bot.settings.problems import Problem, SettingsError

if TYPE_CHECKING:
    from pathlib import Path


def problems_of(path: Path, raw: str | bytes) -> tuple[Problem, ...]:
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    with pytest.raises(SettingsError) as caught:
        read_document(path)
    return caught.value.problems


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20:30", "20:30"),
        ("2026-05-01", "2026-05-01"),
        ("no", "no"),
        ("OFF", "OFF"),
        ("1_000", "1_000"),
        ("0123", 123),
        ("0x1f", 31),
        ("123456789012345678901", 123456789012345678901),
        ("1.50", 1.5),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("'1917'", "1917"),
        ("!!str 1917", "1917"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_plain_values_follow_yaml_1_2_and_nothing_cleverer(tmp_path: Path, written: str, meant: object) -> None:
    """What a person writes is read by the core rules of YAML 1.2; times, dates and odd numbers stay text."""
    path = tmp_path / "a.yaml"
    path.write_text(f"key: {written}\n", encoding="utf-8")
    assert read_document(path).data == {"key": meant}


def test_every_key_and_value_knows_its_place_and_its_text(tmp_path: Path) -> None:
    """Positions count from 1 as editors do, in files with Windows line ends as well."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"rules:\r\n  first:\r\n    tiers: [slur, 'strong']\r\n    id: 0042\r\n")
    document = read_document(path)
    assert document.keys["rules", "first", "id"] == Place(4, 5)
    assert document.values["rules", "first", "id"] == Place(4, 9)
    assert document.values["rules", "first", "tiers", 1] == Place(3, 19)
    assert document.scalars["rules", "first", "tiers", 1] == Written("strong", quoted=True)
    assert document.scalars["rules", "first", "id"] == Written("0042", quoted=False)
    assert dotted(("rules", "first", "tiers", 1)) == "rules.first.tiers[1]"


@pytest.mark.parametrize("raw", [b"", b"# only a comment\n", b"---\n", b"\xef\xbb\xbf", b"null\n"])
def test_an_empty_file_says_nothing_and_is_fine(tmp_path: Path, raw: bytes) -> None:
    """A file whose every line is a comment, or that a Windows editor marked, holds no settings and no problem."""
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)
    assert read_document(path).data == {}


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        ("- a\n", 1, 1),
        ("just text\n", 1, 1),
        ("a: 1\n\tb: 2\n", 2, 1),
        ("a:\n\t- b\n", 2, 1),
        ("a: b: c\n", 1, 5),
        ("a: 1\nb\nc: 2\n", 2, 1),
        ("ok: 1\na: [1, 2\nb: 3\n", 2, 4),
        ("ok: 1\na: 'x\nb: 3\n", 2, 4),
        ("a: @home\n", 1, 4),
        ("a: `x`\n", 1, 4),
        ("a: %x\n", 1, 4),
        ("a: *gone\n", 1, 4),
        ("a: &x [*x]\n", 1, 8),
        ("a: &x {b: *x}\n", 1, 11),
        ("a: !secret x\n", 1, 4),
        ("a: 1\n? [b]\n: 2\n", 2, 3),
        ("a: 1\n---\nb: 2\n", 2, 1),
        ("ok: 1\n  b: 2\n", 2, 4),
        ("a:\n    b: 1\n  c: 2\n", 3, 3),
        ('a: "\\q"\n', 1, 6),
        ('a: "\\U99999999"\n', 1, 5),
        ("a: \x07\n", 1, 4),
        ("a: " + "[" * 100, 1, 43),
        (b"a: 1\nb: caf\xe9\n", 2, 7),
        ("a: 1\n".encode("utf-16"), 1, 1),
    ],
)
def test_text_that_is_no_settings_file_is_refused_at_its_place(
    tmp_path: Path, raw: str | bytes, line: int, column: int
) -> None:
    """Whatever keeps a file from being read is one problem with a line, a column and a cure."""
    (problem,) = problems_of(tmp_path / "a.yaml", raw)
    assert (problem.line, problem.column) == (line, column)
    assert problem.what
    assert problem.cure


def test_all_keys_written_twice_are_told_together(tmp_path: Path) -> None:
    """Each duplicate is its own problem at the second place, and names the first."""
    problems = problems_of(tmp_path / "a.yaml", "a: 1\nb: {c: 1, c: 2}\na: 2\n<<: {x: 1}\n: 3\n")
    assert [(each.line, each.column, each.key) for each in problems] == [
        (2, 11, "b.c"),
        (3, 1, "a"),
        (4, 1, "<<"),
        (5, 1, ""),
    ]
    assert "line 1" in problems[1].what


def test_repeated_values_may_be_named_but_not_explode(tmp_path: Path) -> None:
    """An anchor and its alias are fine; a few lines that unfold into millions of values are refused quickly."""
    path = tmp_path / "a.yaml"
    path.write_text("a: &x {b: 1}\nc: *x\n", encoding="utf-8")
    assert read_document(path).data == {"a": {"b": 1}, "c": {"b": 1}}
    layers = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    (problem,) = problems_of(path, "\n".join(layers))
    assert problem.line > 1


def test_a_file_that_cannot_be_opened_is_a_problem_too(tmp_path: Path) -> None:
    """A missing file, a folder and a huge file each say so instead of failing."""
    big = tmp_path / "big.yaml"
    big.write_bytes(b"#" * 2_000_000)
    (tmp_path / "folder.yaml").mkdir()
    for path in (tmp_path / "gone.yaml", tmp_path / "folder.yaml", big):
        with pytest.raises(SettingsError) as caught:
            read_document(path)
        (problem,) = caught.value.problems
        assert (problem.file, problem.line, problem.column) == (path, 1, 1)


def test_a_problem_is_one_line_with_the_path_as_one_would_type_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`file:line:column: key: what. Cure`, whatever strange letters the parts hold."""
    monkeypatch.chdir(tmp_path)
    problem = Problem(tmp_path / "config" / "a.yaml", 3, 9, "zone", 'not\na "zone"', "Write UTC")
    assert str(problem) == 'config/a.yaml:3:9: zone: not\\na "zone". Write UTC'
    assert str(Problem(tmp_path / "a.yaml", 1, 1, "", "is empty", "Fill it")) == "a.yaml:1:1: is empty. Fill it"
