"""What happens on the server while no Usher is there to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.people import STRONG
from tests.faults.weather.fans import FANS, TALK

if TYPE_CHECKING:
    from collections.abc import Callable

    from simcord.backend import Backend

    from tests.faults.weather.sky import Sky

AWAY = (0, 0, 5, 600, 4 * 3600, 30 * 3600)
"""For how many seconds nobody may be there."""


def downtime(sky: Sky) -> Callable[[Backend], None]:
    """Return what happens until the next Usher starts: often nothing, else time, talk, and people who go and come."""

    def happen(server: Backend) -> None:
        (guild_id,) = server.guilds
        away = sky.chance.choice(AWAY)
        sky.diary.append(f"nobody is there for {away} seconds")
        server.clock.advance(away)
        if not away:
            return
        talkers = [user for user in server.users.values() if user.name in FANS]
        members = server.guilds[guild_id].members
        for user in sky.chance.sample(talkers, 2):
            if user.id in members:
                sky.diary.append(f"{user.name} leaves meanwhile")
                server.remove_member(guild_id, user.id)
            elif sky.chance.random() < 0.5:
                sky.diary.append(f"{user.name} returns meanwhile")
                server.add_member(guild_id, user.id)
        for channel in [channel for channel in server.channels.values() if channel.name in TALK]:
            for number in range(sky.chance.choice((0, 3, 70))):
                server.create_message(channel.id, talkers[0].id, f"{STRONG}, unheard ({away}, {number})")

    return happen
