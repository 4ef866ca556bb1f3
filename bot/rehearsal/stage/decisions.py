"""What Usher decided about messages, each with its explanation: the facts and sentences of `/moderation why`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from bot.domain.moderation.explaining import because
from bot.domain.moderation.verdicts import Outcome
from bot.rehearsal.markup import Markup
from bot.rehearsal.record import Judged, Said
from bot.rehearsal.stage.clock import zone_of
from bot.storage import cases as kept_cases
from bot.storage import moderation as kept_decisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.rehearsal.playhouse import Playhouse
    from bot.services.moderation import Why
    from bot.storage.cases import Case
    from bot.storage.moderation import Decision

SHOWN: Final = 60


async def decisions(house: Playhouse, spoken: dict[int, str]) -> list[dict[str, Any]]:
    """Return the latest messages that Usher judged, newest first, with what is still remembered of each.

    `spoken` is for this function alone: what it saw done about a message, which Usher itself will forget.
    """
    said = {each.message_id: each for each in house.watch.record if isinstance(each, Said)}
    judged = [each for each in house.watch.record if isinstance(each, Judged)][-SHOWN:]
    found = [each.message_id for each in judged if each.why.decided_at is not None]
    async with house.house.database.read() as tx:
        guild = house.guild.id
        authors = {said[message_id].who for message_id in found}
        remembered = [each for who in authors for each in await kept_decisions.of_author(tx, guild, who)]
        cases = {message_id: await kept_cases.of_message(tx, guild, message_id) for message_id in found}
    kept = {each.message_id: each for each in remembered}
    spoken |= {message_id: _titles(house, done) for message_id, done in cases.items() if done}
    return [
        _decision(house, said[number], each.why, kept.get(number), cases.get(number, ()), spoken.get(number))
        for each in reversed(judged)
        for number in (each.message_id,)
    ]


def _decision(
    house: Playhouse, said: Said, why: Why, kept: Decision | None, cases: Iterable[Case], spoken: str | None
) -> dict[str, Any]:
    done = [_done(house, case) for case in cases]
    found = [each for each in why.verdict.considered if each.outcome in (Outcome.MATCHED, Outcome.SHADOWED)]
    spots = [spot for each in found for spot in each.spots if spot.passage == 0]
    nothing_left = why.decided_at is not None and kept is None
    return {
        "id": str(said.message_id),
        "at": said.at.isoformat(),
        "who": house.names.person(said.who),
        "where": house.names.channel(said.channel_id),
        "place": str(said.channel_id),
        "text": _marked(said.text, _spans((spot.start, spot.end) for spot in spots)),
        "found": bool(found),
        "verdict": spoken or _verdict(why),
        "lines": [*_lines(house, why)],
        "done": done,
        "kept_until": kept.expires_at.isoformat() if kept else None,
        "forgotten": "all" if nothing_left else "word" if spoken and not done else None,
    }


def _spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where to mark the text, in order and without overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return the pieces of a text, each with whether it is one that mattered."""
    pieces, position = [], 0
    for start, end in spans:
        pieces += [(text[position:start], False), (text[start:end], True)]
        position = end
    return [piece for piece in (*pieces, (text[position:], False)) if piece[0]]


def _titles(house: Playhouse, cases: Iterable[Case]) -> str:
    return ", ".join(house.house.voice.say(f"cases.{case.kind}.title") for case in cases)


def _verdict(why: Why) -> str:
    """Return in a word or two what came of it, where nothing was said about it."""
    if why.paused:
        return "Not read: paused"
    if why.verdict.exemption is not None:
        return "Not read"
    outcomes = {each.outcome for each in why.verdict.considered}
    if Outcome.MATCHED in outcomes:
        return "Found"
    return "Only watched" if Outcome.SHADOWED in outcomes else "Nothing found"


def _lines(house: Playhouse, why: Why) -> Iterator[str]:
    """Yield the sentences of the explanation."""
    say, flat = house.house.voice.say, _flat(house)
    if why.decided_at is None:
        yield flat(say("moderation.why.as_of_now"))
    else:
        yield flat(say("moderation.why.decided", at=f"<t:{int(why.decided_at.timestamp())}:f>"))
    if why.paused:
        yield flat(say("moderation.why.paused"))
    if why.verdict.exemption is not None:
        yield flat(say(f"moderation.why.exempt.{why.verdict.exemption.value}"))
    elif not why.verdict.considered:
        yield flat(say("moderation.why.no_rules"))
    for each in why.verdict.considered:
        words = house.house.voice.words(because(each)) if each.because else ""
        yield flat(say(f"moderation.why.outcome.{each.outcome.value}", rule=each.rule, because=words))


def _done(house: Playhouse, case: Case) -> dict[str, str]:
    say, flat = house.house.voice.say, _flat(house)
    how = say(f"deliveries.{case.delivery or 'on_its_way'}")
    return {
        "what": flat(say(f"moderation.why.done.{case.kind}", number=case.id, delivery=how)),
        "until": case.expires_at.isoformat(),
    }


def _flat(house: Playhouse) -> Callable[[str], str]:
    return Markup(house.names, house.env.now, ZoneInfo(zone_of(house))).flat
