"""Which rules look together.

Owns the list of kinds: one line for each. A new kind is a module here, a module in the settings, and its line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from bot.domain.moderation.rules import Rule
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

KINDS: Final[tuple[tuple[type[Rule], Callable[[Any], Any]], ...]] = (
    (PatternRule, Patterns),
    (LinksRule, Links),
    (AttachmentsRule, Attachments),
    (PersonalDataRule, PersonalData),
    (MentionsRule, Mentions),
    (CapsRule, Caps),
    (ZalgoRule, Zalgo),
    (FloodRule, Flood),
    (FirstMessagesRule, FirstMessages),
    (ReportsRule, Reports),
)
"""Each sort of rule, and what looks on behalf of all rules of that sort. Rules about words look first, and together."""


def kinds_of(rules: Sequence[Rule], reader: Reader) -> tuple[Kind, ...]:
    """Return what looks at a message on behalf of these rules; rules that are off have nobody who looks."""
    awake = [rule for rule in rules if rule.mode is not Mode.OFF]
    words = [rule for rule in awake if isinstance(rule, LexicalRule)]
    kinds: list[Kind] = [Lexical(words, reader)] if words else []
    for sort, looks in KINDS:
        if mine := [rule for rule in awake if isinstance(rule, sort)]:
            kinds.append(looks(mine))
    return tuple(kinds)
