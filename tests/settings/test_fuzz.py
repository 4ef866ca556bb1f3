from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings.communities import CommunityFile
from bot.settings.documents import Document, read_document
from bot.settings.model import Model, load_model
from bot.settings.moderation import ModerationFile
from bot.settings.problems import SettingsError
from bot.settings.references import References

KNOWN = References(frozenset({"team"}), frozenset({"desk"}))
PIECES = st.sampled_from(
    [
        *"\n\t :-,[]{}#&*!|>'\"%@`?~<=\\.",
        *(
            "\n  ",
            "\n    ",
            ": ",
            "- ",
            "<<: ",
            "&a ",
            "*a",
            "!!str ",
            "--- ",
            "...\n",
            '"\\u',
            "\\U00110000",
            "\r\n",
            "\x85",
        ),
        *("name", "server", "rules", "kind", "language", "mode", "off", "tiers", "exempt", "roles", "channels", "desk"),
        *("true", "null", "1917", "20:30", "1e9", "0x", "123456789012345678", "é", "🎬", "\ud7ff", "%YAML 1.1"),
    ]
)
YAML_LIKE = st.lists(PIECES, max_size=40).map("".join)
WORDS = st.sampled_from(
    ["name", "rules", "kind", "language", "exempt", "channels", "desk", "id", "add", "staff", "team"]
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS, st.text(max_size=5))
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=12,
)


def check_problems(error: SettingsError, raw: bytes) -> None:
    lines = raw.decode("utf-8-sig", "replace").split("\n")
    assert error.problems
    for problem in error.problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.what
        assert problem.cure
        assert str(problem).isprintable()


def load_raw(raw: bytes, model: type[Model] | None) -> Model | Document | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_bytes(raw)
        try:
            return load_model(path, model, context=KNOWN) if model else read_document(path)
        except SettingsError as error:
            check_problems(error, raw)
    return None


@settings(max_examples=150, deadline=None)
@given(st.one_of(YAML_LIKE.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=60)))
def test_no_text_makes_reading_fail_in_any_other_way(raw: bytes) -> None:
    """Whatever lies in a file, reading it gives data or problems whose places are inside of the file."""
    load_raw(raw, None)


@settings(max_examples=150, deadline=None)
@given(TREES, st.sampled_from([CommunityFile, ModerationFile]))
def test_no_data_makes_checking_fail_in_any_other_way(tree: object, model: type[Model]) -> None:
    """Whatever the keys and values are, checking them gives settings or problems with cures."""
    load_raw(flow(tree).encode("utf-8", "replace"), model)


def flow(tree: object) -> str:
    """The tree as YAML on one line, careless about quotes, as people are."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(flow(value) for value in tree) + "]"
    return str(tree).lower() if isinstance(tree, bool) else str(tree)


@pytest.mark.parametrize("model", [CommunityFile, ModerationFile])
@pytest.mark.parametrize(
    "raw", [b"[" * 5000, b"{a: " * 3000, b"a: &a [*a]\n", b"- " * 3000, b"? " * 3000, b"\x00", b"&a " * 500]
)
def test_hostile_files_are_refused_quickly(model: type[Model], raw: bytes) -> None:
    """Depth and repetition cost one problem, not the process."""
    assert load_raw(raw, model) is None
