"""The words for what is wrong with a value, and its cure: YAML's traps first, then pydantic's kinds of error.

Owns wording only. Every function returns what is wrong and how to mend it, both without a final stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.settings.documents import KeyPath, Written
from bot.settings.problems import cure_by_choice, quoted
from bot.settings.scalars import resolve
from bot.settings.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Callable


Words = tuple[str, str]
NOES: Final = frozenset({"off", "no", "n", "f", "false", "0"})
YESES: Final = frozenset({"on", "yes", "y", "t", "true", "1"})


@dataclass(frozen=True, slots=True)
class Mistake:
    """One complaint with everything that helps to word it."""

    kind: str
    path: KeyPath
    given: object
    written: Written | None
    line: str
    shape: Shape
    message: str
    context: dict[str, Any]

    @property
    def raw(self) -> str:
        """The value as the person typed it."""
        return self.written.text if self.written else str(self.given)

    @property
    def kind_given(self) -> str:
        """What the value is, in a word."""
        return kind_of(self.given)


def kind_of(value: object) -> str:
    """What a value read from YAML is, in a word that a person uses."""
    names: tuple[tuple[type, str], ...] = (
        (bool, "true or false"), (int, "a number"), (float, "a number"), (str, "text"),
        (tuple, "a list"), (list, "a list"), (dict, "keys and values"),
    )  # fmt: skip
    return next((name for kind, name in names if isinstance(value, kind)), "nothing")


def word_mistake(mistake: Mistake) -> Words:
    """What is wrong, and the cure."""
    if mistake.kind == "extra_forbidden":
        return _unknown_key(mistake)
    if mistake.kind == "missing":
        return _missing(mistake)
    if mistake.given is None:
        return _empty(mistake)
    word = _BY_KIND.get(mistake.kind)
    return word(mistake) if word else _other(mistake)


def empty_words(line: str) -> Words:
    """For a key without a value: a `#` may have turned the rest of the line into a comment."""
    _, mark, rest = line.partition(": #")
    if mark and rest.strip():
        return "is empty, because # begins a comment", "Leave out the #, or put the value in quotes"
    return "is empty", "Write a value, or take the line out to keep the default"


def _unknown_key(mistake: Mistake) -> Words:
    return "this key is not known here", cure_by_choice(str(mistake.path[-1]), mistake.shape.keys(mistake.path[:-1]))


def _missing(mistake: Mistake) -> Words:
    words = mistake.shape.words(mistake.path)
    return "is missing", f"Add the line: {mistake.path[-1]}: {words[0] if words else '…'}"


def _empty(mistake: Mistake) -> Words:
    return empty_words(mistake.line)


def _boolean(mistake: Mistake) -> Words:
    word = mistake.raw.strip().casefold()
    if mistake.written is not None and mistake.written.quoted and word in {"true", "false"}:
        return "the quotes make this text, and true or false is wanted", f"Write {word} without quotes"
    if word in NOES:
        return f"{quoted(mistake.raw)} is not read as false", "Write true or false, here: false"
    if word in YESES:
        return f"{quoted(mistake.raw)} is not read as true", "Write true or false, here: true"
    return f"true or false is wanted, not {_given(mistake)}", "Write true or false"


def _text(mistake: Mistake) -> Words:
    if isinstance(mistake.given, bool | int | float):
        what = f"{quoted(mistake.raw)} without quotes is {mistake.kind_given}, and text is wanted"
        return what, f"Put it in quotes: {quoted(mistake.raw)}"
    return f"text is wanted, not {mistake.kind_given}", "Write the text on the same line"


def _number(mistake: Mistake) -> Words:
    if mistake.written is not None and mistake.written.quoted and isinstance(resolve(mistake.raw), int | float):
        return "the quotes make this text, and a number is wanted", f"Write {mistake.raw} without quotes"
    whole = "a whole number" if mistake.kind.startswith("int") else "a number"
    return f"{whole} is wanted, not {_given(mistake)}", f"Write {whole} in digits"


def _choice(mistake: Mistake) -> Words:
    words = mistake.shape.words(mistake.path)
    if isinstance(mistake.given, bool) and not mistake.given and "off" in words:
        return f"{quoted(mistake.raw)} is not one of the words to choose from", "Write off"
    if isinstance(mistake.given, dict | list | tuple):
        return f"one word is wanted, not {mistake.kind_given}", f"Choose from: {', '.join(words)}"
    return f"{quoted(mistake.raw)} is not one of the words to choose from", cure_by_choice(mistake.raw, words)


def _list(mistake: Mistake) -> Words:
    if isinstance(mistake.given, dict):
        return "a list is wanted, not keys and values", "Write one line for each, beginning with a dash"
    return f"a list is wanted, not {_given(mistake)}", f"Write it as a list: [{mistake.raw}]"


def _mapping(mistake: Mistake) -> Words:
    keys = sorted(mistake.shape.keys(mistake.path), key=lambda key: key != "kind")  # what says which others there are
    example = f", such as: {', '.join(keys[:3])}" if keys else ""
    what = f"keys and values are wanted, not {_given(mistake)}"
    return what, f"Write them on the lines below, indented{example}"


def _bound(mistake: Mistake) -> Words:
    sides = (("ge", "small", "or more"), ("gt", "small", "or more, but not equal"))
    for name, size, more in sides:
        if name in mistake.context:
            return f"{mistake.raw} is too {size}", f"Write {mistake.context[name]} {more}"
    limit = mistake.context.get("le", mistake.context.get("lt"))
    return f"{mistake.raw} is too large", f"Write {limit} or less"


def _length(mistake: Mistake) -> Words:
    least = mistake.context.get("min_length")
    if least is not None:
        return f"this is too short ({_given(mistake)})", f"Give at least {least}"
    most = mistake.context.get("max_length")
    return f"this is too long ({_given(mistake)})", f"Give at most {most}"


def _pattern(mistake: Mistake) -> Words:
    return (
        f"{quoted(mistake.raw)} is not written as it should be",
        "Begin with a small letter; then small letters, digits, - and _",
    )


def _other(mistake: Mistake) -> Words:
    said = mistake.message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return said.rstrip("."), "See the comment beside this key in the file that usher init writes"


def _given(mistake: Mistake) -> str:
    if mistake.written is not None:
        return quoted(mistake.raw)
    return mistake.kind_given


_BY_KIND: Final[dict[str, Callable[[Mistake], Words]]] = {
    "bool_type": _boolean,
    "bool_parsing": _boolean,
    "string_type": _text,
    "int_type": _number,
    "int_parsing": _number,
    "int_from_float": _number,
    "float_type": _number,
    "float_parsing": _number,
    "literal_error": _choice,
    "enum": _choice,
    "tuple_type": _list,
    "list_type": _list,
    "frozen_set_type": _list,
    "dict_type": _mapping,
    "mapping_type": _mapping,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "union_tag_not_found": _mapping,
    "greater_than_equal": _bound,
    "greater_than": _bound,
    "less_than_equal": _bound,
    "less_than": _bound,
    "too_short": _length,
    "too_long": _length,
    "string_too_short": _length,
    "string_too_long": _length,
    "string_pattern_mismatch": _pattern,
}
