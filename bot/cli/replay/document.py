"""The result of a replay as one JSON document; its shape is told in the package's docstring.

Owns the keys and their order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.moderation.reading import Tier, View
from bot.domain.moderation.verdicts import Exemption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.domain.moderation.replaying import Change, Difference, Example, Found, History, Share, Tally
    from bot.services.replay import Result


@dataclass(frozen=True, slots=True)
class Reading:
    """Whose policy it was, and what its authors would have read. `enabled`: whether it reads messages at all.

    `speaks`: whether anything is said to members.
    """

    community: str
    say: Callable[[Example], str | None]
    enabled: bool = True
    speaks: bool = True


def document(result: Result, readings: Sequence[Reading]) -> dict[str, Any]:
    """Return the document."""
    whole = result.history.written
    policies = [_policy(tally, one, whole) for tally, one in zip(result.tallies, readings, strict=True)]
    made: dict[str, Any] = {"format": 1, "history": _history(result.files, result.history), "policy": policies[0]}
    if result.difference is not None:
        made["against"] = {"policy": policies[1], "difference": _difference(result.difference, whole)}
    return made


def ranked(counted: Counter[str]) -> dict[str, int]:
    """Return the counts, most first, then by name."""
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _history(files: int, history: History) -> dict[str, Any]:
    return {
        "files": files,
        "messages": history.written.messages,
        "authors": len(history.written.people),
        "channels": len(history.channels),
        "from": history.since.isoformat() if history.since else None,
        "to": history.until.isoformat() if history.until else None,
        "bots": history.bots,
        "system": history.system,
        "roles": history.knows_roles,
    }


def _policy(tally: Tally, reading: Reading, whole: Share) -> dict[str, Any]:
    return {
        "community": reading.community,
        "version": tally.version,
        "enabled": reading.enabled,
        "read": tally.read,
        "exempt": {reason.value: tally.exempt[reason] for reason in Exemption if reason is not Exemption.BOT},
        "acted": _share(tally.acted, whole),
        "told": _share(tally.told, whole),
        "hidden": _share(tally.hidden, whole),
        "rules": [_rule(found, reading, whole) for found in tally.rules],
    }


def _rule(found: Found, reading: Reading, whole: Share) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "mode": found.mode.value,
        **_share(found.share, whole),
        "tiers": {tier.value: found.tiers[tier.value] for tier in Tier if found.tiers[tier.value]},
        "views": {view.value: found.views[view.value] for view in View if found.views[view.value]},
        "terms": ranked(found.terms),
        "examples": _examples(found.examples.chosen, reading.say),
    }


def _difference(difference: Difference, whole: Share) -> dict[str, Any]:
    rules = [
        {
            "rule": rule,
            "mode": [mode.value if mode else None for mode in difference.modes[rule]],
            **_changes(change, whole),
            "newly_examples": _examples(change.newly_examples.chosen),
            "gone_examples": _examples(change.gone_examples.chosen),
        }
        for rule, change in difference.rules.items()
    ]
    return {"acted": _changes(difference.acted, whole), "rules": rules}


def _changes(change: Change, whole: Share) -> dict[str, Any]:
    return {name: _share(getattr(change, name), whole) for name in ("newly", "gone", "both")}


def _share(part: Share, whole: Share) -> dict[str, Any]:
    authors = len(part.people)
    return {
        "messages": part.messages,
        "share": round(part.messages / max(whole.messages, 1), 6),
        "authors": authors,
        "author_share": round(authors / max(len(whole.people), 1), 6),
    }


def _examples(chosen: Iterable[Example], say: Callable[[Example], str | None] | None = None) -> list[dict[str, Any]]:
    return [
        {
            "channel": example.channel,
            "at": example.message.at.isoformat(),
            "text": example.message.text,
            "because": example.considered.because,
            "hits": [
                {
                    "start": spot.start,
                    "end": spot.end,
                    "term": spot.term,
                    "field": spot.field.value,
                    "tier": spot.tier.value if spot.tier else None,
                    "view": spot.view.value if spot.view else None,
                }
                for spot in example.considered.spots
            ],
            "said": say(example) if say else None,
        }
        for example in chosen
    ]
