"""Cases: which step follows a verdict, and what it says.

Owns the choice and the plan that carries it out. So far there are two steps for a person, both without points: the
nudge, a private word about a message that stays; and the same word about one that was hidden, with its text given back.
What was found, and why, is the verdict's; what is remembered is the service's.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.domain.moderation.explaining import because
from bot.domain.moderation.messages import Field
from bot.domain.moderation.verdicts import Fate
from bot.domain.plans import DeskCard, Hide, LogLine, Notice, Plan, Retitle, Step, Words
from bot.domain.wording import mark, trim

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Considered, Verdict

FEATURE = "cases"
LABEL = 40
"""How much of a word fits on a button, in characters."""


class Measure(StrEnum):
    """What is done about a member, the gentlest first."""

    NUDGE = "nudge"
    HIDE = "hide"
    """A nudge about a message that could not stay."""


@dataclass(frozen=True, slots=True)
class Response:
    """What follows a verdict: one answer, however many rules found something.

    `reasons` are the rules that speak about the person and do not lean on one another; `remembered` is how many notes
    about them are remembered. More than a private word needs two reasons, or a repeat (`repeated`).
    """

    measure: Measure | None = None
    text: Fate = Fate.KEEP
    card: bool = False
    reasons: tuple[str, ...] = ()
    weight: int = 0
    remembered: int = 0

    @property
    def more_than_a_word(self) -> bool:
        """Whether anything above a nudge could be fair at all; whether it is, a person or the ladder decides."""
        return len(self.reasons) > 1 or (bool(self.reasons) and self.remembered > 0)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values to keep with the decision."""
        return asdict(self) | {"text": self.text.name.lower()}


def choose(verdict: Verdict, message: Message, *, speaks: bool = True) -> Response:
    """Return the one answer that serves all findings, the gentlest of them. `speaks`: whether members are spoken to.

    Nobody is told where nobody can be: a webhook has no ears.
    """
    reasons = verdict.reasons
    tells = speaks and bool(reasons) and not (message.webhook or message.bot)
    hides = verdict.text is Fate.HIDE
    return Response(
        measure=(Measure.HIDE if hides else Measure.NUDGE) if tells else None,
        text=verdict.text,
        card=verdict.card,
        reasons=tuple(each.rule for each in reasons),
        weight=sum(each.wants.weight for each in reasons),
        remembered=message.remembered,
    )


def leading(verdict: Verdict) -> Considered:
    """Return the finding that is spoken of: the weightiest reason, or whatever else was found."""
    return next(iter((*verdict.reasons, *verdict.findings, *verdict.shadows)))


def excerpt(message: Message, finding: Considered) -> str:
    """Return the text around what was found, marked and safe to show; the beginning where there is no such place."""
    place = finding.spots[0].passage if finding.spots else 0
    spans = [(spot.start, spot.end) for spot in finding.spots if spot.passage == place]
    return mark(message.passages[place].text, spans)


def staff_excerpt(message: Message, finding: Considered) -> str:
    """Return the same for staff, who need not read anybody's telephone number in order to judge a find of one."""
    if finding.kind != "personal_data":
        return excerpt(message, finding)
    place = finding.spots[0].passage if finding.spots else 0
    text = message.passages[place].text
    for spot in sorted(finding.spots, key=lambda spot: spot.start, reverse=True):
        if spot.passage == place:
            text = f"{text[: spot.start]}…{text[spot.end :]}"
    return mark(text, ())


def notice_words(
    measure: str, because: str, *, guild_id: int, channel_id: int, message_id: int, excerpt: str, until: datetime
) -> Words:
    """Return what a notice says: where, which words, why, remembered until when, and how to disagree."""
    values = {
        "channel": f"<#{channel_id}>",
        "excerpt": excerpt,
        "until": f"<t:{int(until.timestamp())}:D>",
        "link": f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}",
    }
    return Words(f"cases.{measure}", values, {"because": Words(f"cases.because.{because}")})


def plan(message: Message, verdict: Verdict, response: Response, notice: Notice | None, revision: int = 0) -> Plan:
    """Return the plan of a response: take the text away, tell the author, tell staff, ask a person; in this order.

    A step that fails keeps those after it from happening, so that nobody is told of what was not done.
    """
    steps: list[Step] = []
    if response.text is Fate.HIDE:
        steps.append(_away(message, verdict))
    told_by = None
    if notice is not None:
        told_by = len(steps)
        steps.append(notice)
    steps.append(_line(message, verdict, response, told_by))
    if response.card:
        steps.append(_card(message, verdict))
    key = f"{response.measure or 'seen'}:{message.id}" + (f":{revision}" if revision else "")
    feature = FEATURE if notice is not None else "moderation"
    return Plan(message.guild_id, feature, key, tuple(steps), subject_id=message.author_id)


def _away(message: Message, verdict: Verdict) -> Hide | Retitle:
    wanting = [each for each in verdict.findings if each.wants.text is Fate.HIDE]
    fields = {spot.field for each in wanting for spot in each.spots}
    return Retitle(message.id) if fields == {Field.TITLE} else Hide(message.channel_id, message.id)


def _line(message: Message, verdict: Verdict, response: Response, told_by: int | None) -> LogLine:
    if not verdict.findings:
        key = "log.shadow"
    elif told_by is None:
        key = "log.hidden_untold" if response.text is Fate.HIDE else "log.seen"
    else:
        key = f"log.{response.measure}"
    actions = [f"moderation:why:{message.id}", f"moderation:right:{message.id}", f"moderation:fine:{message.id}"]
    finding = leading(verdict)
    word = next((spot.term for spot in finding.spots if spot.term), "")
    if word:
        actions.append(f"moderation:allow:{message.id}")
    words = _found(key, message, verdict, {"word": trim(word, LABEL)})
    return LogLine(words, told_by, message.channel_id, message.id, tuple(actions))


def _card(message: Message, verdict: Verdict) -> DeskCard:
    finding = leading(verdict)
    values = {"excerpt": staff_excerpt(message, finding)}
    actions = tuple(f"moderation:{verb}:{message.id}" for verb in ("right", "fine", "why"))
    return DeskCard(_found("desk.finding", message, verdict, values), actions)


def _found(key: str, message: Message, verdict: Verdict, more: dict[str, str]) -> Words:
    finding = leading(verdict)
    values = {
        "member": f"<@{message.author_id}>",
        "channel": f"<#{message.channel_id}>",
        "rule": ", ".join(each.rule for each in (*verdict.findings, *verdict.shadows)),
        "link": f"https://discord.com/channels/{message.guild_id}/{message.channel_id}/{message.id}",
    }
    return Words(key, values | more, {"because": because(finding, message)})
