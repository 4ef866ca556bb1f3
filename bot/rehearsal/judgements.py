"""What Usher made of a message, in a line or two: also when that is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.moderation.verdicts import Exemption, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moderation.verdicts import Considered
    from bot.services.moderation import Why

_NOT_READ: Final = {
    Exemption.BOT: "a bot wrote it",
    Exemption.STAFF: "staff wrote it",
    Exemption.ROLE: "its author has a role that is not read",
    Exemption.CHANNEL: "it stands in a channel that is not read",
    Exemption.EMPTY: "it has no text",
}


def reasons(why: Why) -> Iterator[str]:
    """Yield what Usher made of a message, and why nothing was done where nothing was."""
    verdict = why.verdict
    if why.paused:
        yield "Usher does not read this: moderation is paused."
    elif verdict.exemption is not None:
        yield f"Usher does not read this: {_NOT_READ[verdict.exemption]}."
    elif not verdict.worth_keeping:
        yield "Usher reads this and finds nothing."
    else:
        for each in verdict.considered:
            if each.outcome in (Outcome.MATCHED, Outcome.SHADOWED):
                yield _found(each)


def _found(each: Considered) -> str:
    words = ", ".join(f"“{spot.term}” ({spot.tier})" if spot.tier else f"“{spot.term}”" for spot in each.spots)
    only = ", but only watches" if each.outcome is Outcome.SHADOWED else ""
    return f"Usher reads this: the rule {each.rule} finds {words or each.because}{only}."
