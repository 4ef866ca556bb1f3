"""Cases: which step follows a verdict, and what it says.

Owns the choice and the plan that carries it out. So far there are two steps for a person, both without points: the
nudge, a private word about a message that stays; and the same word about one that was hidden, with its text given back.
What was found, and why, is the verdict's; what is remembered is the service's.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.domain.moderation.excerpts import staff_excerpt
from bot.domain.moderation.explaining import because
from bot.domain.moderation.verdicts import Fate
from bot.domain.plans import DeskCard, Hide, LogLine, Notice, Plan, Retitle, Step, Words
from bot.domain.wording import address, trim

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Considered, Verdict

FEATURE = "cases"
MODERATION = "moderation"
LABEL = 40
"""How much of a word fits on a button, in characters."""


class Measure(StrEnum):
    """What is done about a member, the gentlest first."""

    NUDGE = "nudge"
    HIDE = "hide"
    """A nudge about a message that could not stay."""
    RETITLE = "retitle"
    """The same about the title of a thread, whose conversation stays."""


class Grounds(StrEnum):
    """How much speaks about a person. More than a private word needs several reasons or a repeat."""

    NONE = "none"
    FIRST = "first"
    SEVERAL = "several"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Response:
    """What follows a verdict: one answer, however many rules found something.

    `reasons` are the rules that speak about the person and do not lean on one another; `remembered` is how many notes
    about them are remembered.
    """

    measure: Measure | None = None
    text: Fate = Fate.KEEP
    card: bool = False
    reasons: tuple[str, ...] = ()
    weight: int = 0
    remembered: int = 0

    @property
    def grounds(self) -> Grounds:
        """What anything above a private word could stand on; whether it is fair, a person or the ladder decides."""
        if not self.reasons:
            return Grounds.NONE
        if self.remembered:
            return Grounds.REPEAT
        return Grounds.SEVERAL if len(self.reasons) > 1 else Grounds.FIRST

    def as_dict(self) -> dict[str, Any]:
        """Return plain values to keep with the decision."""
        return asdict(self) | {"text": self.text.name.lower(), "grounds": self.grounds.value}


def choose(verdict: Verdict, message: Message, *, speaks: bool = True) -> Response:
    """Return the one answer that serves all findings, the gentlest of them. `speaks`: whether members are spoken to.

    Nobody is told where nobody can be: a webhook has no ears, and who changed a title is not known.
    """
    reasons = verdict.reasons
    reachable = bool(message.author_id) and not (message.webhook or message.bot)
    tells = speaks and reachable and (bool(reasons) or verdict.gives_back)
    return Response(
        measure=_measure(verdict, message) if tells else None,
        text=verdict.text,
        card=verdict.card,
        reasons=tuple(each.rule for each in reasons),
        weight=sum(each.wants.weight for each in reasons),
        remembered=message.remembered,
    )


def leading(verdict: Verdict) -> Considered:
    """Return the finding that is spoken of: what decided the fate of the text, the weightiest first; else any."""
    deciding = [each for each in verdict.findings if each.wants.text is verdict.text]
    weighty = sorted(deciding, key=lambda each: each.wants.weight, reverse=True)
    return next(iter((*weighty, *verdict.shadows)))


def notice_words(
    measure: str, because: str, *, guild_id: int, channel_id: int, message_id: int, excerpt: str, until: datetime
) -> Words:
    """Return what a notice says: where, which words, why, remembered until when, and how to disagree."""
    values = {
        "channel": f"<#{channel_id}>",
        "excerpt": excerpt,
        "until": f"<t:{int(until.timestamp())}:D>",
        "link": address(guild_id, channel_id, message_id),
    }
    return Words(f"cases.{measure}", values, {"because": Words(f"cases.because.{because}")})


def plan(message: Message, verdict: Verdict, response: Response, notice: Notice | None, revision: int = 0) -> Plan:
    """Return the plan of a response: take the text away, tell the author, tell staff, ask a person; in this order.

    A step that fails keeps those after it from happening, so that nobody is told of what was not done.
    """
    steps: list[Step] = []
    if response.text is Fate.HIDE:
        steps.append(Retitle(message.channel_id) if message.is_title else Hide(message.channel_id, message.id))
    told_by = None
    if notice is not None:
        told_by = len(steps)
        steps.append(notice)
    about = f"{message.id}.{revision}" if revision else str(message.id)
    steps.append(_line(message, verdict, response, told_by, about))
    if response.card:
        steps.append(_card(message, verdict, about))
    key = f"{response.measure or 'seen'}:{message.id}" + (f":{revision}" if revision else "")
    # A text that is taken away is given back even while nobody is spoken to otherwise.
    feature = FEATURE if notice is not None and response.text is not Fate.HIDE else MODERATION
    return Plan(message.guild_id, feature, key, tuple(steps), subject_id=message.author_id)


def _measure(verdict: Verdict, message: Message) -> Measure:
    if verdict.text is not Fate.HIDE:
        return Measure.NUDGE
    return Measure.RETITLE if message.is_title else Measure.HIDE


def _line(message: Message, verdict: Verdict, response: Response, told_by: int | None, about: str) -> LogLine:
    """Return the line. `about` tells it from the lines of other revisions, when it is looked for after a crash."""
    if not verdict.findings:
        key = "log.shadow"
    elif told_by is None:
        taken = "log.retitled_untold" if message.is_title else "log.hidden_untold"
        key = taken if response.text is Fate.HIDE else "log.seen"
    else:
        key = f"log.{response.measure}"
    actions = [f"moderation:{verb}:{about}" for verb in ("why", "right", "fine")]
    finding = leading(verdict)
    word = next((spot.term for spot in finding.spots if spot.term), "")
    if word:
        actions.append(f"moderation:allow:{about}")
    # Where a message stood that was taken away, there is nothing to see any more.
    place: tuple[int | None, int | None] = (message.channel_id, message.id)
    if response.text is Fate.HIDE:
        actions.append(f"moderation:evidence:{about}")
        place = (None, None)
    words = _found(key, message, verdict, {"word": trim(word, LABEL)})
    return LogLine(words, told_by, *place, tuple(actions))


def _card(message: Message, verdict: Verdict, about: str) -> DeskCard:
    finding = leading(verdict)
    values = {"excerpt": staff_excerpt(message, finding, verdict.findings)}
    verbs = ("right", "fine", "why", *(("evidence",) if verdict.text is Fate.HIDE else ()))
    actions = tuple(f"moderation:{verb}:{about}" for verb in verbs)
    return DeskCard(_found("desk.finding", message, verdict, values), actions)


def _found(key: str, message: Message, verdict: Verdict, more: dict[str, str]) -> Words:
    finding = leading(verdict)
    values = {
        "member": f"<@{message.author_id}>",
        "channel": f"<#{message.channel_id}>",
        "rule": ", ".join(each.rule for each in (*verdict.findings, *verdict.shadows)),
        "link": address(message.guild_id, message.channel_id, message.id),
    }
    parts = {"because": because(finding, message)}
    if not message.author_id:  # nobody knows who changed a title
        parts["member"] = Words("log.somebody")
    return Words(key, values | more, parts)
