"""`moderation.yaml`: the rules that messages are read by, and who is left out.

Owns the file. How each kind of rule is written is in `bot.settings.rules`; what rules find is decided in the domain,
and what follows by `cases`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Tag

from bot.settings.model import Model
from bot.settings.rules import Phrase
from bot.settings.rules.attachments import AttachmentsModel
from bot.settings.rules.caps import CapsModel
from bot.settings.rules.first_messages import FirstMessagesModel
from bot.settings.rules.flood import FloodModel
from bot.settings.rules.language import LanguageModel
from bot.settings.rules.links import LinksModel
from bot.settings.rules.mentions import MentionsModel
from bot.settings.rules.pattern import PatternModel
from bot.settings.rules.personal_data import PersonalDataModel
from bot.settings.rules.phrases import PhrasesModel
from bot.settings.rules.reports import ReportsModel
from bot.settings.rules.words import WordsModel
from bot.settings.rules.zalgo import ZalgoModel
from bot.settings.types import DeclaredChannel, DeclaredRole, Duration, Key, Listed, between


def _kind(value: object) -> str | None:
    found = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return found if isinstance(found, str) else None


# One line for each kind of rule; `kind` decides which of them checks the rest.
AnyRule = Annotated[
    Annotated[LanguageModel, Tag("language")]
    | Annotated[WordsModel, Tag("words")]
    | Annotated[PhrasesModel, Tag("phrases")]
    | Annotated[PatternModel, Tag("pattern")]
    | Annotated[LinksModel, Tag("links")]
    | Annotated[AttachmentsModel, Tag("attachments")]
    | Annotated[PersonalDataModel, Tag("personal_data")]
    | Annotated[MentionsModel, Tag("mentions")]
    | Annotated[CapsModel, Tag("caps")]
    | Annotated[ZalgoModel, Tag("zalgo")]
    | Annotated[FloodModel, Tag("flood")]
    | Annotated[FirstMessagesModel, Tag("first_messages")]
    | Annotated[ReportsModel, Tag("reports")],
    Discriminator(_kind),
]

SHIPPED: dict[str, Any] = {
    "language": LanguageModel(kind="language", mode="live"),
}
"""The rules of a community that has written none. They are live, as the file that Usher ships says of them."""


def _shipped_are_live(rules: object) -> object:
    """A rule that Usher ships acts unless its file says otherwise; one that an admin adds only watches at first."""
    if not isinstance(rules, dict):
        return rules
    return {name: _with_mode(name, rule) for name, rule in rules.items()}


def _with_mode(name: object, rule: object) -> object:
    shipped = SHIPPED.get(name) if isinstance(name, str) else None
    if shipped is None or not isinstance(rule, dict) or "mode" in rule or rule.get("kind") != shipped.kind:
        return rule
    return {**rule, "mode": shipped.mode}


class Exempt(Model):
    """Whose messages, and messages where, no rule reads."""

    staff: bool = True
    """Whether everyone on staff is left out."""

    bots: bool = True
    """Whether other bots are left out."""

    webhooks: bool = False
    """Whether webhooks are left out; many of them carry what people write elsewhere."""

    roles: Listed[DeclaredRole] = ()
    """Further roles: staff lists or role names from community.yaml, or ids in quotes."""

    channels: Listed[DeclaredChannel] = ()
    """Channels: keys or names from community.yaml, or ids in quotes."""


class ModerationFile(Model):
    """Settings of moderation: reading messages, and what counts."""

    enabled: bool = True
    """Whether messages are read at all."""

    rules: Annotated[dict[Key, AnyRule], BeforeValidator(_shipped_are_live)] = SHIPPED
    """The rules by name. When any are written here, they are all there are."""

    allow: Listed[Phrase] = ()
    """What is fine here although some rule would find it: for every rule."""

    exempt: Exempt = Exempt()
    """Who is left out."""

    embeds: bool = False
    """Whether the previews that Discord or others attach to messages are read as well."""

    evidence: Annotated[Duration, between("1d", "180d")] = timedelta(days=30)
    """How long the text of a hidden message is kept, so that it can be given back and looked at again."""
