"""A moderated conversation: slurs written, edited in, forwarded and given as a title; reports; a quiet watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from simcord.enums import ChannelType
from simcord.results import to_discord_message

from tests.faults import checks
from tests.faults.history import rows, went, written
from tests.faults.people import STRONG, close_messages, forward, found, leaves, person, press, rewords, say, says

if TYPE_CHECKING:
    import simcord
    from simcord.backend.models import Channel

    from tests.simulation import World

SLUR: Final = "zorkface"
RULES: Final = f"""rules:
  language: {{add: {{slur: [{SLUR}]}}}}
  watchful: {{kind: words, words: [gorram]}}
"""
HARMLESS, WATCHED, REPORTED = "what a lovely score", "that gorram lighthouse", "the lighthouse is empty, you know"
BAD: Final = f"what a {SLUR}, honestly\nand a second line"
WORSE: Final = f"{STRONG}, you {SLUR}"
SOURCE: Final = f"somebody called me a {SLUR}"
TITLE: Final = f"the {SLUR}"
REPORT: Final = "Report to the team"


async def rules_of(world: World, rules: str) -> None:
    """Let a server have these rules."""
    (world.config / "communities" / "main" / "moderation.yaml").write_text(rules, encoding="utf-8")
    world.usher.use(world.usher.house.reloading.peek())


async def one_demeans_and_one_forwards_and_goes(world: World) -> None:
    """One has the text back; the other is not there any more."""
    leo = person(world, "zz-leo")
    source = found(world, world.admin, SOURCE)
    say(world, {world.fan: BAD})
    if source is not None and not written(world, leo.id):
        forward(world, leo, source)
    await leaves(world, leo)


async def words_are_changed(world: World) -> None:
    """A harmless message of somebody who takes no messages becomes a bad one; a coarse one of another, a worse one."""
    close_messages(world, world.other)
    say(world, {world.other: HARMLESS, person(world, "zz-bo"): STRONG})
    await world.env.settle()
    await rewords(world, world.other, HARMLESS, BAD)
    await rewords(world, person(world, "zz-bo"), STRONG, WORSE)


async def the_text_is_read_through_the_line(world: World) -> None:
    """The neutral line opens for its addressee, with the whole text; a fault answers with an apology instead."""
    opened = await press(world, world.other, "cases:open:")
    if opened is not None and opened.response is not None and opened.response.embeds:
        assert opened.response.embeds[1].description == BAD


async def a_title_is_changed(world: World) -> None:
    """A thread gets a bad name, again where nobody took notice."""
    backend, ada = world.env.backend, person(world, "zz-ada")
    threads = [each for each in backend.channels.values() if each.owner_id == ada.id]
    if not threads:
        threads = [backend.create_thread(world.general.id, HARMLESS, ada.id, type=ChannelType.PUBLIC_THREAD)]
    await world.env.settle()
    if threads[0].name in {HARMLESS, TITLE}:
        backend.edit_channel(threads[0].id, {"name": HARMLESS})
        await world.env.settle()
        backend.edit_channel(threads[0].id, {"name": TITLE})
    await world.env.settle()


async def one_is_watched_and_one_is_reported(world: World) -> None:
    """Three members tell the team; staff get a card."""
    say(world, {world.fan: WATCHED})
    await says(world, world.other, REPORTED)
    said = found(world, world.other, REPORTED)
    for name in ("zz-mira", "zz-ada", "zz-bo"):
        await person(world, name).context_menu(world.general, REPORT, to_discord_message(world.env, said))


def authors(world: World) -> dict[simcord.MemberActor, str]:
    """Return who was to lose which message of theirs, and to have it back."""
    return {world.fan: BAD, world.other: BAD, person(world, "zz-bo"): WORSE, person(world, "zz-leo"): SOURCE}


class Conversations:
    """What could not stay is gone, and nothing else; it was given back in full, once; staff know, and decide."""

    name = "conversations"
    acts = (
        one_demeans_and_one_forwards_and_goes,
        words_are_changed,
        the_text_is_read_through_the_line,
        a_title_is_changed,
        one_is_watched_and_one_is_reported,
    )

    async def begin(self, world: World) -> None:
        """A server that is set up, in which an invented word demeans people; staff quoted it."""
        await world.set_up()
        await rules_of(world, RULES)
        for name in ("zz-ada", "zz-bo", "zz-leo"):
            world.guild.add_member(world.env.create_user(name))
        await says(world, world.admin, SOURCE)

    async def check(self, world: World, unheard: frozenset[int]) -> None:
        """Each bad text is gone, kept, and told to its author alone; what the shadow rule found is untouched."""
        cases = {(case["message_id"], case["kind"]): case for case in rows(world, "SELECT * FROM cases")}
        kept = {row["message_id"]: checks.kept_text(row) for row in rows(world, "SELECT * FROM moderation_evidence")}
        hidden = {}
        for who, text in authors(world).items():
            (id_, *_) = written(world, who.id)
            if id_ not in unheard or (id_, "hide") in cases:
                hidden[id_] = text
                how = {world.other.id: "line", person(world, "zz-leo").id: "left"}.get(who.id, "dm")
                assert cases[id_, "hide"]["delivery"] == how, f"{who.name}: {cases[id_, 'hide']}"
        lines = written(world, world.env.backend.bot_user.id).keys()
        assert went(world).keys() - lines == hidden.keys()
        assert SLUR not in self._thread(world).name
        gone = hidden | {-self._thread(world).id: TITLE}
        assert kept == gone, f"kept: {kept}, gone: {gone}"
        for who, text in ((world.fan, WATCHED), (world.other, REPORTED)):
            said = found(world, who, text)
            assert said is not None
            assert not {(said.id, "nudge"), (said.id, "hide")} & cases.keys()
        checks.taken_before_it_is_told(world)
        checks.each_decision_has_its_line(world)
        checks.lines_as_planned(world)
        checks.no_line_left(world)
        checks.nothing_stopped(world)
        checks.nothing_dropped(world)

    def _thread(self, world: World) -> Channel:
        (thread,) = (
            each for each in world.env.backend.channels.values() if each.owner_id == person(world, "zz-ada").id
        )
        return thread
