"""YAML text as a tree of nodes that remember where each was written.

Owns the use of ruamel.yaml's parser and the limits that keep a hostile or broken file cheap. Plain values keep the text
that the person wrote; what `20:30` or `no` means is decided by the YAML 1.2 core rules in `scalars`, and by the models.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 40
_TEXT_TAG = "tag:yaml.org,2002:str"


class NodeError(Exception):
    """A construct that settings files do not use; `index` counts characters from the start of the text."""

    def __init__(self, index: int, what: str, cure: str) -> None:
        super().__init__(what)
        self.index = index
        self.what = what
        self.cure = cure


@dataclass(frozen=True, slots=True)
class TextNode:
    """One scalar: the text as written, and whether quotes, a block or a tag say that it is text."""

    index: int
    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class ListNode:
    """A sequence."""

    index: int
    items: list[Node]


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping, with its pairs in the order in which they were written, duplicates included."""

    index: int
    pairs: list[tuple[TextNode, Node]]


Node = TextNode | ListNode | MapNode


def compose(text: str) -> Node | None:
    """The tree of the text's one document, or None when it holds nothing.

    Raises NodeError, or whatever ruamel.yaml raises for text that is no YAML.
    """
    return _Composer(text).compose()


class _Composer:
    """Builds nodes from parser events with a stack of its own, so that depth costs no recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._anchors: dict[str, Node] = {}
        self._open: list[tuple[ListNode | MapNode, str | None]] = []
        self._waiting: list[TextNode | None] = []  # per open node: the key whose value comes next
        self._root: Node | None = None

    def compose(self) -> Node | None:
        events: Iterator[Any] = YAML(typ="safe", pure=True).parse(self._text)
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise NodeError(
                        event.start_mark.index, "a second document begins here", "Take out the line with ---"
                    )
            else:
                self._take(event)
        return self._root

    def _take(self, event: Any) -> None:  # noqa: ANN401 - ruamel.yaml's events have no useful common type
        index = event.start_mark.index if event.start_mark else 0
        if isinstance(event, AliasEvent):
            self._place(self._alias(index, event.anchor), index)
        elif isinstance(event, ScalarEvent):
            self._refuse_tag(event, index)
            node = TextNode(index, event.value, quoted=bool(event.style) or event.tag is not None)
            self._remember(event.anchor, node)
            self._place(node, index)
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            self._refuse_tag(event, index)
            if len(self._open) >= DEEPEST:
                raise NodeError(index, "this is nested too deeply", "Settings need only a few levels; check brackets")
            opened: ListNode | MapNode = (
                ListNode(index, []) if isinstance(event, SequenceStartEvent) else MapNode(index, [])
            )
            self._open.append((opened, event.anchor))
            self._waiting.append(None)
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            closed, anchor = self._open.pop()
            self._waiting.pop()
            self._remember(anchor, closed)
            self._place(closed, closed.index)

    def _place(self, node: Node, index: int) -> None:
        if not self._open:
            self._root = node
            return
        parent = self._open[-1][0]
        if isinstance(parent, ListNode):
            parent.items.append(node)
            return
        key = self._waiting[-1]
        if key is not None:
            parent.pairs.append((key, node))
            self._waiting[-1] = None
        elif isinstance(node, TextNode):
            self._waiting[-1] = TextNode(index, node.text, node.quoted)
        else:
            raise NodeError(index, "a key has to be a word, not a list or a mapping", "Put one word before the colon")

    def _remember(self, anchor: str | None, node: Node) -> None:
        if anchor is not None:
            self._anchors[anchor] = node

    def _alias(self, index: int, name: str) -> Node:
        if any(anchor == name for _, anchor in self._open):
            raise NodeError(index, f"*{name} is inside of what it repeats", f"Write the value out instead of *{name}")
        if name not in self._anchors:
            raise NodeError(
                index, f"*{name} repeats something that is not there", "Put the text in quotes if it begins with *"
            )
        return self._anchors[name]

    @staticmethod
    def _refuse_tag(event: Any, index: int) -> None:  # noqa: ANN401 - as above
        if event.tag is not None and str(event.tag) not in {_TEXT_TAG, "!"}:
            raise NodeError(
                index,
                "a word that begins with ! is a YAML tag, which settings do not use",
                "Take it out, or put the text in quotes",
            )
