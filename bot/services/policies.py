"""From settings to a policy that can judge.

Owns the translation of `moderation.yaml` into the domain's policy: which rules look together, and what they share.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.domain.moderation.judging import Exemptions, Policy
from bot.domain.moderation.reading import Reader, Tier
from bot.domain.moderation.rules.kinds import kinds_of
from bot.settings.rules import Surroundings

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from bot.domain.moderation.reading import Vocabulary
    from bot.settings.catalogue import CommunitySettings
    from bot.settings.moderation import ModerationFile


def compile_policy(
    settings: CommunitySettings,
    vocabulary: Vocabulary,
    *,
    roles: Mapping[str, int],
    channels: Mapping[str, int],
    guild_id: int = 0,
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
        bots=moderation.exempt.bots,
        webhooks=moderation.exempt.webhooks,
        roles=frozenset(id_ for id_ in exempt_roles if id_ is not None),
        channels=frozenset(id_ for id_ in exempt_channels if id_ is not None),
    )
    around = Surroundings(roles, channels, guild_id, community.zone)
    rules = tuple(rule.rule(name, around) for name, rule in moderation.rules.items())
    reader = _reader(moderation, vocabulary, {} if readers is None else readers)
    version = hashlib.sha256(moderation.model_dump_json().encode()).hexdigest()[:12]
    return Policy(rules, kinds_of(rules, reader), exemptions, version)


def _reader(moderation: ModerationFile, vocabulary: Vocabulary, readers: MutableMapping[str, Reader]) -> Reader:
    """Return the one reader of all rules about words."""
    words = moderation.model_dump_json(include={"allow": True, "rules": {"__all__": {"add"}}})
    if words not in readers:
        added: dict[Tier, set[str]] = {}
        for rule in moderation.rules.values():
            for tier, more in rule.add.items():
                added.setdefault(Tier(tier), set()).update(more)
        readers[words] = Reader(vocabulary.extended(add=added, allow=moderation.allow))
    return readers[words]


def _id(reference: int | str, known: Mapping[str, int]) -> int | None:
    return reference if isinstance(reference, int) else known.get(reference)
