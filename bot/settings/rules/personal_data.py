"""`kind: personal_data`: numbers, addresses and keys that strangers should not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bot.domain.moderation.rules.personal_data import PersonalDataRule, Sort
from bot.settings.rules import RuleModel
from bot.settings.types import Listed

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings


class PersonalDataModel(RuleModel):
    """A rule that finds personal data: one's own brings a kind warning, another's is hidden, and so is any key."""

    kind: Literal["personal_data"]
    """What the rule looks for."""

    sorts: Listed[Literal["phone", "email", "card", "iban", "key"]] = ("phone", "email", "card", "iban", "key")
    """What counts: telephone numbers, e-mail addresses, payment cards, bank accounts, and keys and passwords."""

    def rule(self, name: str, around: Surroundings) -> PersonalDataRule:
        """Return the rule that these settings describe."""
        return PersonalDataRule(**self.shared(name, around), sorts=frozenset(Sort(sort) for sort in self.sorts))
