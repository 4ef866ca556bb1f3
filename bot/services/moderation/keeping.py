"""What moderation keeps about people: showing it to them, forgetting it, and letting it end by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.storage import moderation as decisions
from bot.storage.moderation import evidence, judgements, purges, reports

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.database import Transaction


async def export(tx: Transaction, guild_id: int, member_id: int) -> dict[str, Any]:
    """Return everything kept about a member here: about their messages, and about what they did on staff."""
    return {
        "decisions": [
            {
                "message": str(each.message_id),
                "channel": str(each.channel_id),
                "rules": {one.rule: one.outcome.value for one in each.considered},
                "words": [spot.term for one in each.considered for spot in one.spots],
                "found": [{"what": one.because, **one.values} for one in each.considered if one.because],
                "response": each.response,
                "decided_at": each.decided_at.isoformat(),
                "kept_until": each.expires_at.isoformat(),
            }
            for each in await decisions.of_author(tx, guild_id, member_id)
        ],
        "taken_away": [
            {
                "message": str(each.message_id),
                "channel": str(each.channel_id),
                "texts": [passage.text for passage in each.passages],
                "at": each.kept_at.isoformat(),
                "kept_until": each.expires_at.isoformat(),
            }
            for each in await evidence.of_author(tx, guild_id, member_id)
        ],
        "reported": {
            str(message_id): at.isoformat()
            for message_id, at in (await reports.by_member(tx, guild_id, member_id)).items()
        },
        "judged": [
            {"message": str(each.message_id), "rule": each.rule, "right": each.right, "at": each.judged_at.isoformat()}
            for each in await judgements.by_member(tx, guild_id, member_id)
        ],
        "purges": {str(number): at.isoformat() for number, at in await purges.by_member(tx, guild_id, member_id)},
    }


async def forget(tx: Transaction, guild_id: int, member_id: int) -> None:
    """Forget a member; what they decided on staff stays, without their name."""
    await decisions.forget(tx, guild_id, member_id)
    await evidence.forget(tx, guild_id, member_id)
    await reports.forget(tx, guild_id, member_id)
    await judgements.forget_judge(tx, guild_id, member_id)
    await purges.forget_asker(tx, guild_id, member_id)


async def expire(tx: Transaction, now: datetime) -> None:
    """Remove what has been kept long enough."""
    for kept in (decisions, evidence, judgements, reports, purges):
        await kept.expire(tx, now)
