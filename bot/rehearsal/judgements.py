"""What Usher made of a message, in a line or two: also when that is nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.explaining import because
from bot.domain.moderation.verdicts import Exemption, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moderation.verdicts import Considered
    from bot.rehearsal.record import Judged
    from bot.voice import Voice

_NOT_READ: Final = {
    Exemption.BOT: "a bot wrote it",
    Exemption.STAFF: "staff wrote it",
    Exemption.ROLE: "its author has a role that is not read",
    Exemption.CHANNEL: "it stands in a channel that is not read",
    Exemption.EMPTY: "it has no text",
}


def reasons(judged: Judged, voice: Voice) -> Iterator[str]:
    """Yield what Usher made of a message, and why nothing was done where nothing was."""
    why, verdict = judged.why, judged.why.verdict
    if judged.again:
        yield "Usher reads this again and finds nothing new."
    elif why.paused:
        yield "Usher does not read this: moderation is paused."
    elif verdict.exemption is not None:
        yield f"Usher does not read this: {_NOT_READ[verdict.exemption]}."
    elif not verdict.worth_keeping:
        yield "Usher reads this and finds nothing."
    else:
        for each in (*verdict.findings, *verdict.shadows):
            yield _found(each, voice)


def _found(each: Considered, voice: Voice) -> str:
    # What words are and how they were disguised is for staff; here it is enough which ones they are.
    plain = replace(each, spots=tuple(replace(spot, tier=None) for spot in each.spots))
    only = " It only watches." if each.outcome is Outcome.SHADOWED else ""
    return f"Usher reads this. Rule {each.rule}: {voice.words(because(plain))}.{only}"
