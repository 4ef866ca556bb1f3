"""`moderation.yaml`: the rules that messages are read by, and who is left out.

Owns the file. How each kind of rule is written is in `bot.settings.rules`; what rules find is decided in the domain,
and what follows by `cases`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Discriminator, Tag

from bot.settings.model import Model
from bot.settings.rules import Phrase, RuleModel
from bot.settings.rules.attachments import AttachmentsModel
from bot.settings.rules.caps import CapsModel
from bot.settings.rules.first_messages import FirstMessagesModel
from bot.settings.rules.flood import FloodModel
from bot.settings.rules.language import LanguageModel
from bot.settings.rules.links import LinksModel
from bot.settings.rules.mentions import MentionsModel
from bot.settings.rules.pattern import PatternModel, bounded
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
    "flood": FloodModel(kind="flood", mode="live"),
    "mentions": MentionsModel(kind="mentions", mode="live"),
    "links": LinksModel(kind="links", mode="live", invites="any"),
    "files": AttachmentsModel(kind="attachments", mode="live"),
    "personal-data": PersonalDataModel(kind="personal_data", mode="live"),
    "reports": ReportsModel(kind="reports", mode="live"),
}
"""The rules of every community. They are live; what a file says of one of them is laid over it."""


def _over_shipped(rules: object) -> object:
    """The shipped rules, with what the file says laid over them, and after them the rules that an admin adds.

    A rule that is added only watches at first; what Usher ships acts unless the file says otherwise.
    """
    if not isinstance(rules, dict):
        return rules
    shipped = {name: _laid_over(rule, rules[name]) if name in rules else rule for name, rule in SHIPPED.items()}
    return shipped | {name: rule for name, rule in rules.items() if name not in shipped}


def _laid_over(shipped: RuleModel, written: object) -> object:
    """What a file says of a shipped rule over the rest of it; a rule of another kind takes its place."""
    own = shipped.model_dump(mode="json")
    if not isinstance(written, dict) or written.get("kind", own["kind"]) != own["kind"]:
        return written
    return own | written


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

    rules: Annotated[dict[Key, AnyRule], BeforeValidator(_over_shipped), AfterValidator(bounded)] = SHIPPED
    """Rules by name: changes to the shipped ones, and further ones, which only watch until they say mode: live."""

    allow: Listed[Phrase] = ()
    """What is fine here although some rule would find it: for every rule."""

    exempt: Exempt = Exempt()
    """Who is left out."""

    embeds: bool = False
    """Whether the previews that Discord or others attach to messages are read as well."""

    evidence: Annotated[Duration, between("1d", "180d")] = timedelta(days=30)
    """How long the text of a hidden message is kept, so that it can be given back and looked at again."""
