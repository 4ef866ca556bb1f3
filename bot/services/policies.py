"""From settings to a policy that can judge.

Owns the translation of `moderation.yaml` into the domain's rules: one line for each kind of rule.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.domain.moderation.judging import Exemptions, Policy
from bot.domain.moderation.reading import Reader, Tier
from bot.domain.moderation.rules.language import LanguageRule
from bot.domain.moderation.verdicts import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from bot.domain.moderation.judging import Rule
    from bot.domain.moderation.reading import Vocabulary
    from bot.settings.catalogue import CommunitySettings
    from bot.settings.moderation import Rule as RuleSettings


def compile_policy(
    settings: CommunitySettings,
    vocabulary: Vocabulary,
    *,
    roles: Mapping[str, int],
    channels: Mapping[str, int],
    readers: MutableMapping[str, Reader] | None = None,
) -> Policy:
    """Return the policy of a community. `roles` and `channels` are the ids by the names that the settings use.

    A name that is nowhere to be found exempts nobody; the doctor says that it is missing. `readers` keeps what is slow
    to make (about a tenth of a second) for the next policy with the same words.
    """
    moderation, community = settings.moderation, settings.community
    exempt_roles = {_id(role, roles) for role in community.roles(moderation.exempt.roles)}
    exempt_channels = {_id(channel, channels) for channel in moderation.exempt.channels}
    exemptions = Exemptions(
        staff=moderation.exempt.staff,
        roles=frozenset(id_ for id_ in exempt_roles if id_ is not None),
        channels=frozenset(id_ for id_ in exempt_channels if id_ is not None),
    )
    made = {} if readers is None else readers
    rules = tuple(_rule(name, rule, vocabulary, made) for name, rule in moderation.rules.items())
    version = hashlib.sha256(moderation.model_dump_json().encode()).hexdigest()[:12]
    return Policy(rules, exemptions, version)


def _rule(name: str, settings: RuleSettings, vocabulary: Vocabulary, readers: MutableMapping[str, Reader]) -> Rule:
    words = settings.model_dump_json(include={"add", "allow"})
    if words not in readers:
        added = {Tier(tier): words for tier, words in settings.add.items()}
        readers[words] = Reader(vocabulary.extended(add=added, allow=settings.allow))
    tiers = frozenset(Tier(tier) for tier in (*settings.tiers, *settings.add))
    return LanguageRule(name, readers[words], tiers, Mode(settings.mode))


def _id(reference: int | str, known: Mapping[str, int]) -> int | None:
    return reference if isinstance(reference, int) else known.get(reference)
