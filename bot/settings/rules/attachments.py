"""`kind: attachments`: files of kinds that are not wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from bot.domain.moderation.rules.attachments import AttachmentsRule
from bot.settings.rules import RuleModel
from bot.settings.types import Listed

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings


def read_sort(value: str) -> str:
    """A group, an ending or a media type, in lower case and without a leading point."""
    return value.lower().removeprefix("*").removeprefix(".")


FileSort = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^(\*?\.)?[A-Za-z0-9_+-]{1,40}(/([A-Za-z0-9.+_-]{1,80}|\*))?$"),
    AfterValidator(read_sort),
]


class AttachmentsModel(RuleModel):
    """A rule that finds files by what their names and media types say. Files are named in three ways.

    By group (executables, scripts, macros, archives, pages, images, videos, sounds, texts, documents), by ending (exe),
    or by media type (application/zip, video/*).
    """

    kind: Literal["attachments"]
    """What the rule looks for."""

    deny: Listed[FileSort] = ("executables", "scripts", "macros")
    """Groups, endings and media types that are not fine. Endings under allow are, whatever stands here."""

    only: Listed[FileSort] = ()
    """If anything stands here, no other files are fine."""

    disguised: bool = True
    """Whether files that pretend to be of another kind are found, such as poster.png.exe."""

    most: Annotated[int, Field(ge=1, le=10)] | None = None
    """How many files one message may have."""

    def rule(self, name: str, around: Surroundings) -> AttachmentsRule:
        """Return the rule that these settings describe."""
        return AttachmentsRule(
            **{**self.shared(name, around), "allow": frozenset(read_sort(each) for each in self.allow)},
            deny=frozenset(self.deny),
            only=frozenset(self.only),
            disguised=self.disguised,
            most=self.most,
        )
