"""What a message would be without what was found in it: a version that its author may post instead.

Owns how each sort of find is taken care of. Whether the version is offered, and how, is for `cases` and the doorways.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.domain.moderation.rules.zalgo import without_piles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Considered, Spot

_GONE: Final = "…"
_UNTOUCHED: Final = frozenset({"mentions", "attachments", "flood", "first_messages", "reports"})
"""What no other wording would mend."""
_MASKED: Final = re.compile(r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\]){1,400})\]\(\s{0,8}<?")
_CLOSING: Final = re.compile(r">?[^)\n]{0,200}?\)")
_EMPTY: Final = re.compile(r"\|\|\s*\|\||\(\s*\)|<\s*>|\*\*\s*\*\*")
_SPACES: Final = re.compile(r"[ \t]{2,}")
_BEFORE_SIGN: Final = re.compile(r"[ \t]+(?=[,.;)]|$)", re.MULTILINE)
_LINES: Final = re.compile(r"\n{3,}")
_SENTENCE: Final = re.compile(r"(?:\A|[.!?…]\s+|\n\s*)(\w)|\bi\b")


class _Edit(NamedTuple):
    start: int
    end: int
    new: str


def rewritten(message: Message, found: Iterable[Considered]) -> str | None:
    """Return what the author typed with all finds taken care of; None where that changes nothing or leaves nothing.

    Words and personal data give way to a dot or three, links and piled signs go, capitals become small. What stands in
    other texts of the message, such as the name of a file, is not the author's wording. No version is longer.
    """
    finds = [(each, spot) for each in found if each.kind not in _UNTOUCHED for spot in each.spots if not spot.passage]
    text = message.text
    parts, position = [], 0
    for edit in sorted(_edits(text, finds), key=lambda each: (each.start, -each.end)):
        if edit.start >= position:
            parts += [text[position : edit.start], edit.new]
            position = edit.end
    result = _tidy("".join((*parts, text[position:]))) if parts else text
    return result if result != text and any(map(str.isalnum, result)) else None


def _edits(text: str, finds: list[tuple[Considered, Spot]]) -> Iterator[_Edit]:
    links = [spot for each, spot in finds if each.kind == "links"]
    disguised = any(each.because == "links.disguised" for each, _ in finds)
    yield from _unlinked(text, links, whole=disguised)
    for each, spot in finds:
        if each.kind != "links":
            yield _Edit(spot.start, spot.end, _instead(text[spot.start : spot.end], each.kind))


def _instead(piece: str, kind: str) -> str:
    """Return what stands where something was found that is no link."""
    if kind == "zalgo":
        return without_piles(piece)
    if kind == "caps":
        return _SENTENCE.sub(lambda start: start[0].upper(), piece.lower())
    # Not behind bars: what is read behind them as well would be found again there.
    return _GONE


def _unlinked(text: str, links: list[Spot], *, whole: bool) -> Iterator[_Edit]:
    """Yield the edits that take links away. Of a masked one its words stay, unless they were the trick (`whole`)."""
    if not links:
        return
    masks = {mask.end(): mask for mask in _MASKED.finditer(text)}
    for link in links:
        mask = masks.get(link.start)
        if mask is None:
            yield _Edit(link.start, link.end, "")
            continue
        closing = _CLOSING.match(text, link.end)
        inside = any(mask.start() < other.start < mask.end(1) for other in links)
        words = "" if whole or inside else mask[1]
        yield _Edit(mask.start(), closing.end() if closing else link.end, words)


def _tidy(text: str) -> str:
    """Return a text without the empty brackets and double spaces that something left behind."""
    text = _SPACES.sub(" ", _EMPTY.sub("", text))
    return _LINES.sub("\n\n", _BEFORE_SIGN.sub("", text)).strip()
