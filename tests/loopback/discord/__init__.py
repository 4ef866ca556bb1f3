"""A Discord in a process of its own on 127.0.0.1, for what an in-process simulation cannot show.

It speaks TLS, REST with real rate-limit headers, and the gateway with compression, resuming and every kind of
broken line, so that an unmodified client can be measured and hurt. It judges nothing that a script does not ask it to:
permissions and most limits belong to the simulated server and to the published description.

    async with Loopback(running, heartbeat=0.5) as discord:  # settings: `world.Settings`
        home = await discord.guild(members=["ana"])
        async with discord.run(build(config, database, connector=discord.connector())):
            await discord.say(home["members"]["ana"], home["channels"]["general"], "good evening")
            await discord.wait_for(lambda: discord.dms(home["members"]["ana"]))

The verbs are the public methods of `director.Director` and of `people.People`. `BlockingLoopback` has them without a
loop, and its `environment()` is for a bot in a process of its own. There are the routes and verbs that some test or
bench needs, and a request without a route fails the test that made it: add it when it is needed.
"""

from __future__ import annotations

from tests.loopback.discord.client import BlockingLoopback, Loopback

__all__ = ["BlockingLoopback", "Loopback"]
