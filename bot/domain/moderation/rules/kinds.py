"""Which rules look together.

Owns the list of kinds: one line for each. A new kind is a module here, a module in the settings, and its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moderation.rules.attachments import Attachments, AttachmentsRule
from bot.domain.moderation.rules.caps import Caps, CapsRule
from bot.domain.moderation.rules.first_messages import FirstMessages, FirstMessagesRule
from bot.domain.moderation.rules.flood import Flood, FloodRule
from bot.domain.moderation.rules.lexical import Lexical, LexicalRule
from bot.domain.moderation.rules.links import Links, LinksRule
from bot.domain.moderation.rules.mentions import Mentions, MentionsRule
from bot.domain.moderation.rules.pattern import PatternRule, Patterns
from bot.domain.moderation.rules.personal_data import PersonalData, PersonalDataRule
from bot.domain.moderation.rules.reports import Reports, ReportsRule
from bot.domain.moderation.rules.zalgo import Zalgo, ZalgoRule
from bot.domain.moderation.verdicts import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.moderation.judging import Kind
    from bot.domain.moderation.reading import Reader
    from bot.domain.moderation.rules import Rule


def kinds_of(rules: Sequence[Rule], reader: Reader) -> tuple[Kind, ...]:
    """Return what looks at a message on behalf of these rules; rules that are off have nobody who looks."""
    awake = [rule for rule in rules if rule.mode is not Mode.OFF]
    kinds: list[Kind] = []
    if words := [rule for rule in awake if isinstance(rule, LexicalRule)]:
        kinds.append(Lexical(words, reader))
    if patterns := [rule for rule in awake if isinstance(rule, PatternRule)]:
        kinds.append(Patterns(patterns))
    if links := [rule for rule in awake if isinstance(rule, LinksRule)]:
        kinds.append(Links(links))
    if files := [rule for rule in awake if isinstance(rule, AttachmentsRule)]:
        kinds.append(Attachments(files))
    if personal := [rule for rule in awake if isinstance(rule, PersonalDataRule)]:
        kinds.append(PersonalData(personal))
    if mentions := [rule for rule in awake if isinstance(rule, MentionsRule)]:
        kinds.append(Mentions(mentions))
    if capitals := [rule for rule in awake if isinstance(rule, CapsRule)]:
        kinds.append(Caps(capitals))
    if piles := [rule for rule in awake if isinstance(rule, ZalgoRule)]:
        kinds.append(Zalgo(piles))
    if floods := [rule for rule in awake if isinstance(rule, FloodRule)]:
        kinds.append(Flood(floods))
    if newcomers := [rule for rule in awake if isinstance(rule, FirstMessagesRule)]:
        kinds.append(FirstMessages(newcomers))
    if reports := [rule for rule in awake if isinstance(rule, ReportsRule)]:
        kinds.append(Reports(reports))
    return tuple(kinds)
