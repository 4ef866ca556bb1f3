"""A policy with one rule of each kind that there is, compiled as in life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from bot.services.policies import compile_policy
from bot.settings.catalogue import CommunitySettings
from bot.settings.communities import CommunityFile
from bot.settings.moderation import AnyRule, ModerationFile
from bot.settings.words import load_vocabulary

if TYPE_CHECKING:
    from bot.domain.moderation.judging import Policy

NEEDED: Final[dict[str, dict[str, Any]]] = {
    "words": {"words": ("frobnak*", "*quuxly*", "smegma", "сука", "🍆", "1488", "fuck")},
    "phrases": {"phrases": ("free nitro", "kill your*", "слава богу", "the end of it")},
    "pattern": {"patterns": (r"(?i)\bbad\w*\s+thing", "é+", r"[\x{1F300}-\x{1F6FF}]{5}", r"(a|b|ab)*c")},
}
"""What a kind cannot do without."""


def kinds() -> list[str]:
    """The names of all kinds."""
    members = get_args(get_args(AnyRule)[0])
    return [get_args(get_args(member)[0].model_fields["kind"].annotation)[0] for member in members]


def every_rule() -> dict[str, dict[str, Any]]:
    """One live rule of each kind, as settings."""
    rules = {kind: {"kind": kind, "mode": "live", **NEEDED.get(kind, {})} for kind in kinds()}
    plain = {**rules["pattern"], "normalise": True}
    return {**rules, "plain": plain, "allowing": {**rules["words"], "allow": ("frobnak rising", "🍆")}}


def policy(rules: dict[str, dict[str, Any]] | None = None, **more: Any) -> Policy:
    """The policy of these rules, of the shipped ones without any."""
    file = ModerationFile.model_validate({**({} if rules is None else {"rules": rules}), **more})
    settings = CommunitySettings("main", CommunityFile(name="The Lantern"), file)
    return compile_policy(settings, load_vocabulary(), roles={}, channels={})
