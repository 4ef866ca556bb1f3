"""From settings to a policy that can judge.

Owns the translation of `moderation.yaml` into the domain's policy: which rules look together, and what they share.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.judging import Exemptions, Policy
from bot.domain.moderation.reading import Reader
from bot.domain.moderation.rules.kinds import kinds_of
from bot.domain.moderation.rules.lexical import LexicalRule, own_words
from bot.domain.moderation.verdicts import Mode
from bot.settings.rules import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableMapping

    from bot.domain.moderation.reading import Vocabulary
    from bot.domain.moderation.rules import Rule
    from bot.settings.catalogue import CommunitySettings

_SHIPPED: Final = ""
"""Where the reader of the shipped words alone is kept."""


def compile_policy(
    settings: CommunitySettings,
    vocabulary: Vocabulary,
    *,
    roles: Mapping[str, int],
    channels: Mapping[str, int],
    guild_id: int = 0,
    known_invites: Mapping[str, int] | None = None,
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
    around = Surroundings(
        roles, channels, guild_id, community.zone, dict(community.staff), {} if known_invites is None else known_invites
    )
    allow = frozenset(moderation.allow)
    rules = tuple(_allowing(rule.rule(name, around), allow) for name, rule in moderation.rules.items())
    reader = _reader(rules, vocabulary, {} if readers is None else readers)
    version = hashlib.sha256(moderation.model_dump_json().encode()).hexdigest()[:12]
    return Policy(rules, kinds_of(rules, reader), exemptions, version)


def _allowing(rule: Rule, allow: frozenset[str]) -> Rule:
    """Return the rule with what is fine for every rule."""
    return replace(rule, allow=rule.allow | allow if rule.allow else allow) if allow else rule


def _reader(rules: Iterable[Rule], vocabulary: Vocabulary, readers: MutableMapping[str, Reader]) -> Reader:
    """Return the one reader of all rules about words; what the shipped words need is made once for all communities."""
    if _SHIPPED not in readers:
        readers[_SHIPPED] = Reader(vocabulary)
    own = own_words(rule for rule in rules if isinstance(rule, LexicalRule) and rule.mode is not Mode.OFF)
    if not own:
        return readers[_SHIPPED]
    told = repr(sorted((word, sorted(map(repr, lists))) for word, lists in own.items()))
    key = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    if key not in readers:
        readers[key] = readers[_SHIPPED].beside(own)
    return readers[key]


def _id(reference: int | str, known: Mapping[str, int]) -> int | None:
    return reference if isinstance(reference, int) else known.get(reference)
