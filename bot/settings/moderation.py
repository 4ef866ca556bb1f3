"""`moderation.yaml`: the rules that messages are read by, and who is left out.

Owns how rules are written. What they find is decided in the domain, and what follows by `cases`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from bot.settings.model import Model
from bot.settings.types import DeclaredChannel, DeclaredRole, Key, Listed

RuleMode = Literal["off", "shadow", "live"]
Tier = Literal["slur", "strong", "sexual", "mild"]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class LanguageRule(Model):
    """A rule that finds strong words."""

    kind: Literal["language"]
    """What the rule looks for."""

    mode: RuleMode = "live"
    """off does nothing; shadow only writes down what it would have done; live acts."""

    tiers: Listed[Tier] = ("slur", "strong")
    """The groups of words that matter here."""

    allow: Listed[Phrase] = ()
    """Words and phrases that are fine here, although a list has them."""

    add: dict[Tier, Listed[Phrase]] = Field(default={})
    """Further words, by the group they belong to."""


def _kind(value: object) -> str | None:
    found = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return found if isinstance(found, str) else None


# One line for each kind of rule; `kind` decides which of them checks the rest.
Rule = Annotated[Annotated[LanguageRule, Tag("language")], Discriminator(_kind)]


class Exempt(Model):
    """Whose messages, and messages where, no rule reads."""

    staff: bool = True
    """Whether everyone on staff is left out."""

    roles: Listed[DeclaredRole] = ()
    """Further roles: staff lists or role names from community.yaml, or ids in quotes."""

    channels: Listed[DeclaredChannel] = ()
    """Channels: keys or names from community.yaml, or ids in quotes."""


class ModerationFile(Model):
    """Settings of moderation: reading messages, and what counts."""

    enabled: bool = True
    """Whether messages are read at all."""

    rules: dict[Key, Rule] = Field(default={"language": LanguageRule(kind="language")})
    """The rules by name. When any are written here, they are all there are."""

    exempt: Exempt = Exempt()
    """Who is left out."""
