"""What Usher decided about messages, each with its explanation and with what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from bot.domain.moderation.verdicts import Outcome
from bot.rehearsal.record import Judged, Said, Taken
from bot.rehearsal.stage.whys import Whys
from bot.storage import cases as kept_cases
from bot.storage import moderation as kept_decisions
from bot.storage.moderation import judgements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.verdicts import Considered
    from bot.rehearsal.playhouse import Playhouse
    from bot.rehearsal.record import Happening
    from bot.services.moderation import Why
    from bot.storage.cases import Case
    from bot.storage.moderation import Decision
    from bot.storage.moderation.judgements import Judgement

SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class _Read:
    """A message as Usher read it last. `earlier`: what was found before an edit; `changed`: edited since, to no end."""

    said: Said
    why: Why
    earlier: tuple[Considered, ...] = ()
    changed: bool = False


@dataclass(slots=True)
class _Kept:
    """What is still remembered of one message."""

    decision: Decision | None = None
    cases: list[Case] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)


async def decisions(house: Playhouse, spoken: dict[int, str]) -> list[dict[str, Any]]:
    """Return the latest messages that Usher judged, newest first, with what is still remembered of each.

    `spoken` is for this function alone: what it saw done about a message, which Usher itself will forget.
    """
    reads = _reads(house.watch.record)[-SHOWN:]
    kept = await _remembered(house, [each for each in reads if each.why.decided_at is not None])
    say = house.house.voice.say
    for message_id, each in kept.items():
        if each.cases:
            spoken[message_id] = ", ".join(say(f"cases.{case.kind}.title") for case in each.cases)
    taken = {said.message_id for each in house.watch.record if isinstance(each, Taken) for said in each.said}
    return [
        _decision(house, each, kept.get(number, _Kept()), spoken.get(number), taken=number in taken)
        for each in reversed(reads)
        for number in (each.said.message_id,)
    ]


def _reads(record: Iterable[Happening]) -> list[_Read]:
    """Return each message once, in the order in which they were read last."""
    said: dict[int, Said] = {}
    reads: dict[int, _Read] = {}
    for each in record:
        if isinstance(each, Said):
            said[each.message_id] = each
        elif isinstance(each, Judged):
            before = reads.pop(each.message_id, None)
            if before is not None and each.again:
                reads[each.message_id] = _Read(before.said, before.why, before.earlier, changed=True)
            else:
                earlier = before.why.verdict.considered if before is not None else ()
                reads[each.message_id] = _Read(said[each.message_id], each.why, earlier)
    return list(reads.values())


async def _remembered(house: Playhouse, reads: Iterable[_Read]) -> dict[int, _Kept]:
    found: dict[int, _Kept] = {}
    guild_id = house.guild.id
    async with house.house.database.read() as tx:
        for each in reads:
            number = each.said.message_id
            kept = found[number] = _Kept(await kept_decisions.find(tx, guild_id, number))
            kept.cases = await kept_cases.of_message(tx, guild_id, number)
            if kept.decision is not None:
                judged = await judgements.of_message(tx, guild_id, number, kept.decision.revision)
                kept.judgements = list(judged.values())
    return found


def _decision(house: Playhouse, read: _Read, kept: _Kept, spoken: str | None, *, taken: bool) -> dict[str, Any]:
    said, why, whys = read.said, read.why, Whys(house)
    found = [each for each in why.verdict.considered if each.outcome in (Outcome.MATCHED, Outcome.SHADOWED)]
    # Where older finds stood before an edit, something else may stand by now.
    spots = [spot for each in found if each not in read.earlier for spot in each.spots if spot.passage == 0]
    nothing_left = why.decided_at is not None and kept.decision is None
    return {
        "id": str(said.message_id),
        "at": said.at.isoformat(),
        "who": house.names.person(said.who),
        "where": house.names.channel(said.channel_id),
        "place": str(said.channel_id),
        "text": _marked(said.text, _spans((spot.start, spot.end) for spot in spots)),
        "found": bool(found),
        "verdict": spoken or _verdict(why),
        "lines": [*whys.lines(why)],
        "done": [whys.done(case) for case in kept.cases],
        "offered": next((case.rewrite for case in kept.cases if case.rewrite), None),
        "judged": list(dict.fromkeys(whys.judged(each) for each in kept.judgements)),
        "taken": taken,
        "changed": read.changed,
        "kept_until": kept.decision.expires_at.isoformat() if kept.decision else None,
        "forgotten": "all" if nothing_left else "word" if spoken and not kept.cases else None,
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
