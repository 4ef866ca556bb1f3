"""Why Usher decided as it did, in the sentences of `/moderation why`, without Discord's markup."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.moderation.explaining import because
from bot.domain.moderation.verdicts import Outcome
from bot.rehearsal.markup import Markup
from bot.rehearsal.stage.clock import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.rehearsal.playhouse import Playhouse
    from bot.services.moderation import Why
    from bot.storage.cases import Case
    from bot.storage.moderation.judgements import Judgement

QUIET = (Outcome.CLEAN, Outcome.OFF)


class Whys:
    """The explanations of one playhouse, in the server's own language."""

    def __init__(self, house: Playhouse) -> None:
        self._voice = house.house.voice
        self._flat = Markup(house.names, house.env.now, ZoneInfo(zone_of(house))).flat

    def lines(self, why: Why) -> Iterator[str]:
        """Yield when it was decided, what every rule made of it, and what that came to."""
        if why.decided_at is None:
            yield self._say("moderation.why.as_of_now")
        else:
            yield self._say("moderation.why.decided", at=f"<t:{int(why.decided_at.timestamp())}:f>")
        if why.paused:
            yield self._say("moderation.why.paused")
        if why.verdict.exemption is not None:
            yield self._say(f"moderation.why.exempt.{why.verdict.exemption.value}")
        elif not why.verdict.considered:
            yield self._say("moderation.why.no_rules")
        yield from self._rules(why)
        yield from self._response(why)

    def done(self, case: Case) -> dict[str, str]:
        """Return what was said about a message, and until when that is remembered."""
        how = self._voice.say(f"deliveries.{case.delivery or 'on_its_way'}")
        what = self._say(f"moderation.why.done.{case.kind}", number=case.id, delivery=how)
        return {"what": what, "until": case.expires_at.isoformat()}

    def judged(self, judgement: Judgement) -> str:
        """Return what somebody on staff said about it."""
        verdict = "right" if judgement.right else "fine"
        return self._say(f"desk.judged.{verdict}", by=f"<@{judgement.judged_by}>")

    def _rules(self, why: Why) -> Iterator[str]:
        considered = why.verdict.considered
        for each in considered:
            if each.outcome not in QUIET:
                words = self._voice.words(because(each))
                yield self._say(f"moderation.why.outcome.{each.outcome.value}", rule=each.rule, because=words)
        for outcome in QUIET:
            names = [each.rule for each in considered if each.outcome is outcome]
            if names:
                key = f"moderation.why.outcome.{outcome.value}"
                yield self._say(key, rule=", ".join(names), count=len(names))

    def _response(self, why: Why) -> Iterator[str]:
        kept = why.response
        if not kept:
            return
        yield self._say(f"moderation.why.text.{kept['text']}")
        grounds = kept.get("grounds", "none")
        if grounds != "none":
            values = {"count": max(kept["remembered"], 1), "reasons": ", ".join(kept["reasons"])}
            yield self._say(f"moderation.why.reasons.{grounds}", **values)
        if kept.get("card"):
            yield self._say("moderation.why.card")

    def _say(self, key: str, **values: object) -> str:
        return self._flat(self._voice.say(key, **values))
