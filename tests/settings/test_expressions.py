"""What is refused in words and patterns, at which place, and with which cure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings.model import load_model
from bot.settings.moderation import ModerationFile
from bot.settings.problems import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings.problems import Problem


def problems(path: Path, text: str) -> tuple[Problem, ...]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_model(path, ModerationFile)
    return caught.value.problems


def rule(scalar: str, kind: str = "pattern", key: str = "patterns") -> str:
    """A file with one rule of one value."""
    return f"rules:\n  a:\n    kind: {kind}\n    {key}:\n    - {scalar}\n"


@pytest.mark.parametrize(
    ("scalar", "at", "cure"),
    [
        (r"'ab(?=c)'", "(?=c)'", "without (?="),
        (r"'ab(?!c)'", "(?!c)'", "allow"),
        (r"'(?<=a)b'", "(?<=a)b'", "without (?<="),
        (r"'(?<!a)b'", "(?<!a)b'", r"\b"),
        (r"'(?>a)b'", "(?>a)b'", "(?:"),
        (r"'x(?#why)b'", "(?#why)b'", "remark"),
        (r"'(a)\1'", r"\1'", "Write it out"),
        (r"'(?P<n>a)(?P=n)'", "(?P=n)'", "Write the text out"),
        (r"'(?P<n>a)\k<n>'", r"\k<n>'", "Write it out"),
        (r"'e\u0301x'", r"\u0301x'", r"\x{0301}"),
        (r"'[a\u0301]'", r"\u0301]'", r"\x{0301}"),
        (r"'\U0001F37Fx'", r"\U0001F37Fx'", r"\x{0001F37F}"),
        (r"'a++b'", "++b'", "Write + alone"),
        (r"'a{2}+b'", "{2}+b'", "Write {2} alone"),
        (r"'a\Z'", r"\Z'", r"\z"),
        (r"'a\h'", r"\h'", r"[ \t]"),
        (r"'a\y'", r"\y'", "backslash"),
        (r"'a[z-a]'", "z-a]'", "smaller"),
        (r"'a\p{Klingon}'", r"\p{Klingon}'", "Greek"),
        (r"'a{1001}'", "{1001}'", "1000"),
        (r"'(a'", "(a'", r"\("),
        (r"'(a(b(c)d'", "(b(c)d'", r"\("),
        (r"'a)b'", ")b'", r"\)"),
        (r"'a[bc'", "[bc'", "]"),
        (r"'*a'", "*a'", "backslash"),
        (r"'a**'", "**'", "brackets"),
        (r"'ab\'", r"\'", r"\\"),
        (r"'a*'", "a*'", "+"),
        (r"'x\w{1,900}\w{1,1000}y'", r"{1,1000}y'", "{2,5}"),
        (r'"\bword\b"', r'\bword\b"', "single quotes"),
        (r"'don''t \Q(?=\E (?=x)'", "(?=x)'", "without (?="),
        (r'"\"\\d\x41\u00e9 (?=x)"', '(?=x)"', "without (?="),
        ("é🍿 (?=x)", "(?=x)", "without (?="),
        ("&x 'a(?=x)'", "(?=x)'", "without (?="),
        ("!!str 'a(?=x)'", "(?=x)'", "without (?="),
        ("|\n      one\n      two (?=x)", "(?=x)", "without (?="),
        ("|-\n      (?=x)", "(?=x)", "without (?="),
        (">\n      one\n      (?=x)", ">", "without (?="),
        (r"'[]a](?=x)'", "(?=x)'", "without (?="),
        (r"'[^]](?=x)'", "(?=x)'", "without (?="),
        (r"'[[:alpha:]](?=x)'", "(?=x)'", "without (?="),
        (r"'\\(?=x)'", "(?=x)'", "without (?="),
    ],
)
def test_a_pattern_is_refused_to_the_column(tmp_path: Path, scalar: str, at: str, cure: str) -> None:
    """What RE2 cannot do, and what other engines know, is told at its sign, with what to write instead."""
    text = rule(scalar)
    (problem,) = problems(tmp_path / "moderation.yaml", text)
    assert text.split("\n")[problem.line - 1][problem.column - 1 :] == at
    assert problem.key == "rules.a.patterns[0]"
    assert cure in problem.cure


@pytest.mark.parametrize(
    "scalar",
    [
        r"'\bfree\s+nitro\b'", r"'(?i)dis[ck]ord\.(?:gift|gg)/\w+'", r"'\x{301}{4}'", r"'\p{Cyrillic}{3,}'",
        r"'[\]\\(?=]+'",
        r"'\(?=x'", r"'\Q(?=x)\E'", r"'(?P<name>a)b'", r"'a{2,5}?b+?'", "'[[:digit:]]{3}'", r"'\d{1,3}\.\d{1,3}'",
        "'^x$'",
        r"'(?-i:A)\z'", r"'\\u0301'", r"'\\\\1'", "'a|b|c'",
    ],
)  # fmt: skip
def test_a_good_pattern_is_taken(tmp_path: Path, scalar: str) -> None:
    """What only looks like something refused is fine."""
    path = tmp_path / "moderation.yaml"
    path.write_text(rule(scalar), encoding="utf-8")
    assert load_model(path, ModerationFile).rules["a"].kind == "pattern"


def test_patterns_are_bounded(tmp_path: Path) -> None:
    """A pattern has 260 characters, a rule ten patterns, and a community a hundred rules at most."""
    path = tmp_path / "moderation.yaml"
    assert problems(path, rule("'" + "a" * 261 + "'"))[0].key == "rules.a.patterns[0]"
    assert (
        problems(path, "rules: {a: {kind: pattern, patterns: [" + ", ".join("a" * 11) + "]}}")[0].key
        == "rules.a.patterns"
    )
    many = "".join(f"  r{n}: {{kind: pattern, patterns: [a]}}\n" for n in range(101))
    assert problems(path, "rules:\n" + many)[0].key == "rules"


@pytest.mark.parametrize(
    ("kind", "scalar", "column", "cure"),
    [
        ("words", "two words", 7, "phrases"),
        ("words", "x", 7, "two letters"),
        ("words", "'**'", 7, "letters"),
        ("words", "'a$$hat'", 8, "plain letters"),
        ("words", "''", 7, "1"),
        ("phrases", "fr@@k nitro", 8, "plain letters"),
    ],
)
def test_words_that_cannot_be_looked_for_are_refused(
    tmp_path: Path, kind: str, scalar: str, column: int, cure: str
) -> None:
    """A word needs letters, and is written without a disguise."""
    (problem,) = problems(tmp_path / "moderation.yaml", rule(scalar, kind=kind, key=kind))
    assert (problem.line, problem.column, problem.key) == (5, column, f"rules.a.{kind}[0]")
    assert cure in problem.cure


@pytest.mark.parametrize(
    "scalar", ["frak", "'*frak*'", "сука", "🍆", "don't", "son-in-law", "'1488'", "':)'", "écolo", "h8"]
)
def test_words_of_any_sort_are_taken(tmp_path: Path, scalar: str) -> None:
    """Stars at the ends, other scripts, pictures and rows of signs are fine."""
    path = tmp_path / "moderation.yaml"
    path.write_text(rule(scalar, kind="words", key="words"), encoding="utf-8")
    assert load_model(path, ModerationFile).rules["a"].kind == "words"
