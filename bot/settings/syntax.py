"""Kind words for what a YAML parser says about text that is no YAML.

Owns the translation only; positions are counted in characters from the start of the text.
"""

from __future__ import annotations

from typing import Final

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

# Besides its own errors ruamel.yaml lets these escape for damaged escapes, directives and numbers.
FAULTS: Final = (YAMLError, ValueError, OverflowError, IndexError, KeyError, TypeError, AttributeError, AssertionError)

_LINE: Final = "Check the indentation, the quotes and the colons of this line"

# (what ruamel.yaml says, where it is, what we say, how to mend it); `context` is where the broken thing began.
_SAYINGS: Final = (
    ("mapping values are not allowed", "problem", "there is a second colon in this line, or it is indented too far",
     "Put the text after the first colon in quotes, or line the key up with its neighbours"),
    ("found unexpected end of stream", "context", "a quotation mark is opened here and never closed",
     "Close it on the same line"),
    ("could not find expected ':'", "context", "a colon is missing after this", "Write it as key: value"),
    ("found unknown escape character", "problem", "a backslash inside double quotes has a special meaning",
     "Use single quotes around this text"),
    ("expected ',' or ']'", "context", "a list opened here with [ is not closed", "Close it with ]"),
    ("expected ',' or '}'", "context", "a mapping opened here with { is not closed", "Close it with }"),
    ("expected the node content", "problem", "a value is missing here", "Write the value, and close every bracket"),
    ("expected <block end>", "problem", "this does not line up with the lines above",
     "Indent it with as many spaces as its neighbours"),
    ("expected '<document start>'", "problem", "this does not line up with the lines above",
     "Indent it with as many spaces as its neighbours"),
    ("did not find expected", "problem", "this does not line up with the lines above",
     "Indent it with as many spaces as its neighbours"),
    ("found incompatible YAML", "problem", "this asks for another version of YAML", "Take out the line with %YAML"),
    ("found duplicate", "problem", "the same directive is written twice", "Take out the lines that begin with %"),
    ("sequence entries are not allowed", "problem", "a list cannot begin here", "Put the dash on a line of its own"),
    ("block sequence entries", "problem", "a list cannot begin here", "Put the dash on a line of its own"),
)  # fmt: skip


def explain_fault(error: Exception, text: str) -> tuple[int, str, str]:
    """Where the text is broken, what is wrong with it, and the cure."""
    if isinstance(error, ReaderError):
        index = int(error.position)
        letter = f"U+{ord(text[index]):04X}" if index < len(text) else "one"
        return index, f"there is a character that cannot be shown ({letter})", "Delete it"
    if not isinstance(error, MarkedYAMLError):
        index = max(text.find("\\"), 0)
        return index, "this cannot be read as YAML", "Look for stray backslashes, brackets and % signs"
    mark = error.problem_mark or error.context_mark
    index = mark.index if mark else 0
    if _is_tab(text, index):
        return index, "a tab is used where YAML needs spaces", "Replace the tab with spaces"
    said = str(error.problem or error.context or "")
    if "cannot start any token" in said:
        letter = text[index] if index < len(text) else "this"
        return index, f"a value cannot begin with {letter} as it stands", "Put the value in quotes"
    for saying, where, what, cure in _SAYINGS:
        if saying in said:
            context = error.context_mark
            return (context.index if where == "context" and context else index), what, cure
    return index, f"this is no valid YAML ({said or type(error).__name__})", _LINE


def _is_tab(text: str, index: int) -> bool:
    """Whether the fault lies at, or in a line indented by, a tab."""
    if text[index : index + 1] == "\t":
        return True
    start = text.rfind("\n", 0, index) + 1
    return "\t" in text[start:index] and not text[start:index].strip(" \t-")
