"""One settings file as plain data that still knows where each key and value was written.

Owns reading bytes, text and YAML, and says in plain words what keeps a file from being read. What the data means is
left to the models.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings.insides import inside
from bot.settings.nodes import DEEPEST, ListNode, MapNode, Node, NodeError, TextNode, compose
from bot.settings.problems import START, Place, Problem, SettingsError, quoted
from bot.settings.scalars import resolve
from bot.settings.syntax import FAULTS, explain_fault

if TYPE_CHECKING:
    from collections.abc import Iterable

KeyPath = tuple[str | int, ...]
_BIGGEST = 1_000_000
_MOST_VALUES = 20_000


@dataclass(frozen=True, slots=True)
class Written:
    """A scalar exactly as the person wrote it, before any meaning; `quoted` when quotes or a block made it text."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file: mappings are dicts with text keys, lists are tuples, scalars follow YAML 1.2.

    `keys` and `values` give the position of each key path (`("rules", "language", "tiers", 1)`); a list item has a
    value position only. `scalars` gives the text as written.
    """

    path: Path
    text: str = ""
    data: dict[str, object] = field(default_factory=dict)
    keys: dict[KeyPath, Place] = field(default_factory=dict)
    values: dict[KeyPath, Place] = field(default_factory=dict)
    scalars: dict[KeyPath, Written] = field(default_factory=dict)

    def place(self, path: KeyPath) -> Place:
        """Where the value at this path begins, or the nearest thing around it that was written."""
        for length in range(len(path), 0, -1):
            if (found := self.values.get(path[:length])) is not None:
                return found
        return START

    def key_place(self, path: KeyPath) -> Place:
        """Where the key of this path begins; for a list item, the item; for what is not there, what it belongs in."""
        for length in range(len(path), 0, -1):
            if (found := self.keys.get(path[:length]) or self.values.get(path[:length])) is not None:
                return found
        return START

    def problem(
        self, path: KeyPath, what: str, cure: str, *, at_key: bool = False, offset: int | None = None
    ) -> Problem:
        """A problem about this path: at its value, at its key, or at a character of the text that it holds."""
        place = self.key_place(path) if at_key else self.place(path)
        if offset is not None and not at_key and path in self.scalars:
            lines = _Lines(self.text)
            place = lines.place(inside(self.text, lines.index(place), offset))
        return Problem(self.path, place.line, place.column, dotted(path), what, cure)

    def line(self, number: int) -> str:
        """The text of one line; empty outside of the file."""
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""


def dotted(path: KeyPath) -> str:
    """The key path as people write it: `rules.language.tiers[1]`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def read_document(path: Path) -> Document:
    """Read one YAML file; raises SettingsError with every problem that keeps it from being understood."""
    document, problems = scan_document(path)
    if problems:
        raise SettingsError(problems)
    return document


def scan_document(path: Path) -> tuple[Document, list[Problem]]:
    """Read as much as can be understood, with the problems met on the way, so that all can be told at once.

    Raises SettingsError when nothing can be understood.
    """
    text = _text(path)
    try:
        root = compose(text)
    except NodeError as error:
        raise _unreadable(path, _Lines(text).place(error.index), error.what, error.cure) from error
    except FAULTS as error:
        index, what, cure = explain_fault(error, text)
        raise _unreadable(path, _Lines(text).place(index), what, cure) from error
    document = Document(path, text)
    if root is None or (isinstance(root, TextNode) and not root.quoted and resolve(root.text) is None):
        return document, []
    if not isinstance(root, MapNode):
        place = _Lines(text).place(root.index)
        raise _unreadable(
            path, place, "the file has to consist of keys and values", "Begin with a line like: key: value"
        )
    builder = _Builder(document)
    document.data.update(builder.mapping(root, ()))
    return document, builder.problems


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise _unreadable(path, START, "the file is not there", "Create it, or run: usher init") from error
    except IsADirectoryError as error:
        raise _unreadable(path, START, "this is a folder, not a file", "Put a file in its place") from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise _unreadable(path, START, f"the file cannot be read ({why})", "Let the bot's user read it") from error
    if len(raw) > _BIGGEST:
        raise _unreadable(path, START, "the file is larger than a megabyte", "Check that it is the right file")
    try:
        return raw.decode("utf-8-sig")  # a mark at the start, as Notepad writes it, does no harm
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        kind = "UTF-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "not UTF-8"
        place = START if kind == "UTF-16" else _Lines(before).place(len(before))
        raise _unreadable(path, place, f"the text is {kind}", "Save the file again with the encoding UTF-8") from error


def _unreadable(path: Path, place: Place, what: str, cure: str) -> SettingsError:
    return SettingsError([Problem(path, place.line, place.column, "", what, cure)])


class _Lines:
    """Turns a character's index into its line and column, as editors count them."""

    def __init__(self, text: str) -> None:
        self._size = len(text)
        self._starts = [0, *(index + 1 for index, letter in enumerate(text) if letter == "\n")]

    def place(self, index: int) -> Place:
        held = min(max(index, 0), self._size)
        line = bisect_right(self._starts, held)
        return Place(line, held - self._starts[line - 1] + 1)

    def index(self, place: Place) -> int:
        return self._starts[place.line - 1] + place.column - 1


class _Builder:
    """Turns nodes into plain data and fills the document's positions; aliases are written out, within limits."""

    def __init__(self, document: Document) -> None:
        self.problems: list[Problem] = []
        self._document = document
        self._lines = _Lines(document.text)
        self._count = 0

    def mapping(self, node: MapNode, path: KeyPath) -> dict[str, object]:
        built: dict[str, object] = {}
        for key, value in node.pairs:
            here = (*path, key.text)
            place = self._lines.place(key.index)
            if key.text in built:
                first = self._document.keys[here]
                self._complain(
                    place, here, f"the key is written twice, first in line {first.line}", "Keep one of the two"
                )
            elif refusal := _refused_key(key):
                self._complain(place, here, *refusal)
            else:
                self._document.keys[here] = place
                built[key.text] = self._value(value, here)
        return built

    def _value(self, node: Node, path: KeyPath) -> object:
        place = self._place(node, path)
        self._count += 1
        if self._count > _MOST_VALUES or len(path) > DEEPEST:
            raise _unreadable(
                self._document.path,
                self._document.key_place(path[:1]),
                "the file unfolds into too many values",
                "Write them out instead of using *",
            )
        self._document.values[path] = place
        if isinstance(node, MapNode):
            return self.mapping(node, path)
        if isinstance(node, ListNode):
            return tuple(self._items(node.items, path))
        self._document.scalars[path] = Written(node.text, node.quoted)
        return node.text if node.quoted else resolve(node.text)

    def _place(self, node: Node, path: KeyPath) -> Place:
        """Where the value begins; an empty one is where its key is, not in the next line, where the parser ends it."""
        if not isinstance(node, TextNode) or node.text or node.quoted:
            return self._lines.place(node.index)
        if (key := self._document.keys.get(path)) is not None:
            return key
        return self._lines.place(len(self._document.text[: node.index].rstrip()))

    def _items(self, items: list[Node], path: KeyPath) -> Iterable[object]:
        for position, item in enumerate(items):
            yield self._value(item, (*path, position))

    def _complain(self, place: Place, path: KeyPath, what: str, cure: str) -> None:
        self.problems.append(Problem(self._document.path, place.line, place.column, dotted(path), what, cure))


def _refused_key(key: TextNode) -> tuple[str, str] | None:
    if key.quoted:
        return None
    if key.text == "<<":
        return "merging with << is not used in settings", "Write the keys out"
    if not key.text:
        return "a key is missing before the colon", f"Write a name before the colon, such as {quoted('name')}"
    return None
