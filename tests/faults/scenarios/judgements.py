"""Moderators judge: one find was right, one no problem, one word is allowed, and some messages are spared in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.faults import checks
from tests.faults.history import buttons_of, rows, said_by_usher, written
from tests.faults.people import STRONG, all_say, found, person, press, say
from tests.faults.scenarios.conversations import BAD, RULES, rules_of

if TYPE_CHECKING:
    from simcord.results import InteractionResult

    from tests.simulation import World

AGAIN, ALLOWED = f"{STRONG}, again", "a shitty trailer as well"
COARSE: Final = "what the fuck was that ending"
TRIES = 6
"""How often a press is made again that got an apology, and how many finds are judged in a row, at most."""


async def one_was_no_problem_and_one_was_right(world: World) -> None:
    """Below a line, and below a card."""
    moderator = person(world, "zz-mod")
    await press(world, moderator, f"moderation:fine:{_id(world, 'zz-mira', STRONG)}")
    await press(world, moderator, f"moderation:right:{_id(world, 'zz-ada', BAD)}")


async def a_word_is_allowed(world: World) -> None:
    """For its rule; and somebody says it then."""
    moderator, allowing = person(world, "zz-mod"), world.usher.house.teaching.allowing
    for _ in range(TRIES):
        if not allowing.allowed(world.guild.id, "language"):
            asked = await press(world, moderator, f"moderation:allow:{_id(world, 'zz-tom', AGAIN)}")
            await _click(world, asked, "moderation:allow_for:")
    if allowing.allowed(world.guild.id, "language"):
        say(world, {world.fan: ALLOWED})


async def two_offend_while_nothing_is_done(world: World) -> None:
    """Discord deletes nothing, and an admin lets nobody be told."""
    delete = {"method": "DELETE", "path": f"/channels/{world.general.id}/messages/*", "status": 500, "code": 0}
    world.env.inject_error(**delete, times=None)
    await world.admin.slash(world.general, "usher pause", feature="cases")
    await all_say(world, {person(world, "zz-leo"): BAD, world.fan: COARSE})


async def a_moderator_finds_nothing_wrong(world: World) -> None:
    """From the screen of the rule, one find after the other, while no line tells of them yet."""
    opened = await person(world, "zz-mod").slash(world.general, "moderation rules", rule="language")
    shown = await _click(world, opened, "moderation:examples:")
    for _ in range(TRIES):
        shown = await _click(world, shown, "moderation:example_fine:")


async def all_goes_on(world: World) -> None:
    """What still waits is done."""
    faults = world.env.backend.faults
    faults[:] = [fault for fault in faults if fault["method"] != "DELETE"]
    if rows(world, "SELECT feature FROM communities_pauses"):
        await press(world, world.admin, "communities:resume:cases")


async def _click(world: World, shown: InteractionResult | None, prefix: str) -> InteractionResult | None:
    """Press a button of what was shown, if it is there."""
    screen = shown.response if shown is not None else None
    ids = [each for each in buttons_of(screen.components) if each.startswith(prefix)] if screen else []
    return await person(world, "zz-mod").click(screen, custom_id=ids[0]) if ids else None


def _id(world: World, name: str, text: str) -> int:
    return next(id_ for id_, said in written(world, person(world, name).id).items() if said == text)


class Judgements:
    """Each judgement is kept once; what was no problem is no note any more, and what was not taken away yet stays."""

    name = "judgements"
    acts = (
        one_was_no_problem_and_one_was_right,
        a_word_is_allowed,
        two_offend_while_nothing_is_done,
        a_moderator_finds_nothing_wrong,
        all_goes_on,
    )

    async def begin(self, world: World) -> None:
        """A server that is set up, in which something was found in three messages."""
        await world.set_up()
        await rules_of(world, RULES)
        await world.staff("zz-mod")
        ada, _ = (world.guild.add_member(world.env.create_user(name)) for name in ("zz-ada", "zz-leo"))
        await all_say(world, {world.fan: STRONG, world.other: AGAIN, ada: BAD})

    async def check(self, world: World, unheard: frozenset[int]) -> None:
        """Only what was right is still noted, and only that message is gone."""
        right, allowed = _id(world, "zz-ada", BAD), _id(world, "zz-mira", ALLOWED)
        fine = {_id(world, "zz-mira", STRONG), _id(world, "zz-tom", AGAIN)}
        late = {_id(world, "zz-leo", BAD), _id(world, "zz-mira", COARSE)}
        kept = {row["message_id"]: row["right"] for row in rows(world, "SELECT * FROM moderation_judgements")}
        expected = {right: 1} | dict.fromkeys(fine | (late - unheard), 0)
        assert kept == expected, f"judged: {kept}, and not {expected}"
        assert {case["message_id"] for case in rows(world, "SELECT * FROM cases")} == {right}
        assert {row["message_id"] for row in rows(world, "SELECT * FROM moderation_evidence")} == {right}
        assert found(world, person(world, "zz-ada"), BAD) is None
        assert found(world, person(world, "zz-leo"), BAD) is not None
        assert allowed not in {row["message_id"] for row in rows(world, "SELECT * FROM moderation_decisions")}
        told = [said.channel_id for said in said_by_usher(world) if said.marks and said.marks[0].startswith("cases:")]
        assert sorted(told) == sorted(world.env.backend.dm_channels[id_] for id_ in self._told(world))
        checks.lines_as_planned(world)
        checks.nothing_stopped(world)

    def _told(self, world: World) -> tuple[int, ...]:
        return world.fan.id, world.other.id, person(world, "zz-ada").id
