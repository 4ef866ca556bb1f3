"""The rule `attachments`: files of kinds that are not wanted, or that pretend to be another kind.

Owns what a file's name and media type say about it. Contents are never fetched; words in names are for the rules about
words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.moderation.messages import Field
from bot.domain.moderation.rules import Rule
from bot.domain.moderation.rules.files import HARMLESS, RISKY, group_of, is_of
from bot.domain.moderation.verdicts import Fate, Finding, Spot, Wants
from bot.domain.wording import code_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.moderation.messages import Attachment, Message
    from bot.domain.moderation.recent import Seen

TRICK: Final = Wants(Fate.HIDE, weight=2)
UNWANTED: Final = Wants(Fate.HIDE)
TOO_MANY: Final = Wants()
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2068]")
"""Signs that turn the direction of what follows, so that `exe.gnp` may be shown as `png.exe` and the reverse."""


class Fault(StrEnum):
    """What is wrong with a file, the worst first."""

    DISGUISED = "disguised"
    DENIED = "denied"
    UNLISTED = "unlisted"


_ORDER: Final = tuple(Fault)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it really ends: its endings in lower case, the last one last."""

    attachment: Attachment
    endings: tuple[str, ...]
    turned: bool

    @property
    def ending(self) -> str:
        """The ending that decides what opens the file; empty where it has none."""
        return self.endings[-1] if self.endings else ""

    @property
    def type(self) -> str:
        """The media type that Discord names."""
        return self.attachment.type or ""

    @property
    def pretends(self) -> bool:
        """Whether it is one kind of file and seems to be another."""
        risky = is_of(self.ending, self.type, RISKY)
        before = risky and any(group_of(ending) in HARMLESS for ending in self.endings[:-1])
        against = group_of(self.ending) in HARMLESS and is_of("", self.type, RISKY)
        return self.turned or before or against


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentsRule(Rule):
    """Finds files by ending and media type.

    `deny` and `only` hold names of groups, endings in lower case without the point, and media types, also as `video/*`.
    """

    kind: ClassVar[str] = "attachments"
    deny: frozenset[str] = frozenset({"executables", "scripts", "macros"})
    only: frozenset[str] = frozenset()
    most: int | None = None
    disguised: bool = True

    def match(self, files: Sequence[File], message: Message) -> Finding | None:
        """Return what is found among the files of a message, or None."""
        faults = [(fault, file) for file in files if (fault := self._fault(file)) is not None]
        if faults:
            worst = min((fault for fault, _ in faults), key=_ORDER.index)
            spots = tuple(spot for fault, file in faults for spot in _spots(message, file, fault))
            values = {"files": code_words(file.attachment.name for _, file in faults)}
            return Finding(f"attachments.{worst.value}", spots, values, TRICK if worst is Fault.DISGUISED else UNWANTED)
        if self.most is not None and len(files) > self.most:
            values = {"count": str(len(files)), "most": str(self.most)}
            return Finding("attachments.many", (), values, TOO_MANY)
        return None

    def _fault(self, file: File) -> Fault | None:
        if self.disguised and file.pretends:
            return Fault.DISGUISED
        if file.ending and file.ending in self.allow:
            return None
        if is_of(file.ending, file.type, self.deny):
            return Fault.DENIED
        return Fault.UNLISTED if self.only and not is_of(file.ending, file.type, self.only) else None


class Attachments:
    """All rules about files: a message without any costs nothing."""

    def __init__(self, rules: Sequence[AttachmentsRule]) -> None:
        self._rules = rules

    def look(self, message: Message, past: Sequence[Seen]) -> Iterator[tuple[Rule, Finding]]:
        """Return what the rules find among the files of the message."""
        del past
        if not message.attachments:
            return
        files = [file_of(attachment) for attachment in message.attachments]
        for rule in self._rules:
            finding = rule.match(files, message)
            if finding is not None:
                yield rule, finding


def file_of(attachment: Attachment) -> File:
    """Return what a file's name says."""
    name = "".join(c for c in unicodedata.normalize("NFKC", attachment.name) if unicodedata.category(c) != "Cf")
    _, *endings = name.lower().strip(" .").split(".")
    return File(attachment, tuple(ending.strip() for ending in endings), bool(_TURNING.search(attachment.name)))


def _spots(message: Message, file: File, fault: Fault) -> Iterator[Spot]:
    """Yield where the file's name stands among the message's texts; a disguise cannot be allowed by its ending."""
    term = "" if fault is Fault.DISGUISED else file.ending
    for place, passage in enumerate(message.more, start=1):
        if passage.field is Field.ATTACHMENT and passage.text == file.attachment.name:
            yield Spot(0, len(passage.text), term, Field.ATTACHMENT, place)
            return
