"""Wherever a word is written, it is read: in edits, forwards, polls, titles, files, stickers and webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from simcord.backend.models.message import MessageSticker, Poll, PollAnswer
from simcord.enums import ChannelType

from bot.domain.moderation.messages import Field
from tests.simulation import World, button

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from bot.storage.moderation import Decision

SLUR = "zorkface"
RULES = f"rules: {{language: {{kind: language, mode: live, add: {{slur: [{SLUR}]}}}}}}\n"


@pytest.fixture
async def house(world: World) -> World:
    """A server in which an invented word demeans people."""
    (world.config / "communities" / "main" / "moderation.yaml").write_text(RULES, encoding="utf-8")
    world.usher.use(world.usher.house.reloading.peek())
    return world


async def decisions(world: World) -> list[Decision]:
    """Return every decision that was kept, newest first."""
    from bot.storage import moderation  # noqa: PLC0415 -- as a reader of the database

    async with world.usher.house.database.read() as tx:
        return await moderation.latest(tx, world.guild.id, 50)


async def test_a_slur_is_taken_away_given_back_and_put_before_a_person(house: World) -> None:
    """The message goes at once; its author has the whole text back in private; staff decide on one card."""
    text = f"what a {SLUR}, honestly\nand a second line"
    await house.fan.send(house.general, text)

    assert house.general.history() == []
    (notice,) = house.notices()
    assert notice.embeds[1].description == text
    (card,) = house.cards()
    assert button(card, "moderation:fine")
    (line,) = house.log_lines()
    assert button(line, "moderation:right")
    (case,) = await house.usher.house.cases.record(house.guild.id, house.fan.id)
    assert case.kind == "hide"


async def test_an_edit_that_adds_a_slur_is_seen_and_one_that_removes_it_is_not_punished_again(house: World) -> None:
    """A harmless message becomes a bad one and is taken away; a word that was answered is not answered again."""
    quiet = await house.fan.send(house.general, "what a lovely score")
    await house.fan.edit(quiet, f"what a {SLUR}")
    assert house.general.history() == []
    assert len(house.notices()) == 1

    strong = await house.other.send(house.general, "a shitty ending")
    await house.other.edit(strong, "a shitty ending, I mean it")
    await house.other.edit(strong, "a sad ending")
    await house.other.edit(strong, "a shitty ending")
    assert len(house.notices(house.other)) == 1
    assert len(await house.usher.house.cases.record(house.guild.id, house.other.id)) == 1


async def test_an_edit_of_a_message_that_was_answered_is_judged_for_what_is_new(house: World) -> None:
    """A coarse word got its quiet word; the slur that an edit adds is taken away, with a word of its own."""
    said = await house.fan.send(house.general, "a shitty ending")
    await house.fan.edit(said, f"a shitty ending, you {SLUR}")

    assert house.general.history() == []
    kinds = [case.kind for case in await house.usher.house.cases.record(house.guild.id, house.fan.id)]
    assert kinds == ["hide", "nudge"]
    (decision,) = await decisions(house)
    assert decision.revision == 1
    assert len(house.cards()) == 1


async def test_an_edit_that_usher_never_saw_before_is_read(house: World) -> None:
    """A message from before the start, which no memory holds, is read when it is edited."""
    said = await house.fan.send(house.general, "what a lovely score")
    await house.restart()
    await house.fan.edit(said, f"what a {SLUR}")
    assert house.general.history() == []


async def forwarded(world: World) -> None:
    """Forward a bad message that staff wrote, whom nobody reads."""
    source = await world.admin.send(world.general, f"he said {SLUR} to me")
    await world.fan.forward(source, world.general)
    await world.env.settle()
    world.env.backend.delete_message(world.general.id, source.id)


async def polled(world: World) -> None:
    """Ask a poll with a bad answer."""
    poll = Poll("Who was worst?", [PollAnswer(1, "the keeper"), PollAnswer(2, f"the {SLUR}")], "2030-01-01T00:00:00Z")
    world.env.backend.create_message(world.general.id, world.fan.id, poll=poll)


async def attached(world: World) -> None:
    """Attach a file with a bad name."""
    await world.fan.send(world.general, "look", attachments=[(f"{SLUR}.txt", b"hello")])


async def described(world: World) -> None:
    """Attach a file whose description is bad."""
    files = world.env.backend.store_attachments(world.general.id, [("still.png", b"not really")])
    world.env.backend.create_message(
        world.general.id, world.fan.id, attachments=[files[0] | {"description": f"a {SLUR} in a hat"}]
    )


async def stuck(world: World) -> None:
    """Post a sticker with a bad name."""
    sticker = MessageSticker(world.env.backend.snowflake(), SLUR, 1, world.guild.id)
    world.env.backend.create_message(world.general.id, world.fan.id, stickers=[sticker])


async def webhooked(world: World) -> None:
    """Let a webhook carry what somebody wrote elsewhere."""
    webhook = world.guild.create_webhook(world.general, "relay")
    await webhook.send(f"from the other side: {SLUR}", username="someone")


@pytest.mark.parametrize(
    ("how", "field"),
    [
        (forwarded, Field.FORWARD),
        (polled, Field.POLL),
        (attached, Field.ATTACHMENT),
        (described, Field.ALT_TEXT),
        (stuck, Field.STICKER),
        (webhooked, Field.CONTENT),
    ],
)
async def test_a_slur_is_seen_wherever_it_is_written(
    house: World, how: Callable[[World], Awaitable[None]], field: Field
) -> None:
    """It is found in the part of the message where it stands, and the message is taken away."""
    await how(house)
    await house.env.settle()

    (decision,) = await decisions(house)
    assert {spot.field for each in decision.considered for spot in each.spots} == {field}
    assert house.general.history() == []
    assert len(house.notices()) == (0 if how is webhooked else 1)


async def test_what_a_bot_or_discord_says_is_left_alone(house: World) -> None:
    """Other bots, and Discord's own lines, are not read."""
    robot = house.guild.add_member(house.env.create_user("zz-robot", bot=True))
    house.env.backend.create_message(house.general.id, robot.id, f"the {SLUR}")
    await house.env.settle()
    assert await decisions(house) == []


@pytest.mark.parametrize("answer", [True, False])
async def test_what_another_bot_answers_to_a_command_is_no_webhook(house: World, answer: bool) -> None:
    """Discord sends both through a webhook: a bot's own answer is left alone as its other words are, a relay is not."""
    robot = house.guild.add_member(house.env.create_user("zz-robot", bot=True))

    def marked(event: str, payload: Any, *_: object) -> None:
        if event == "MESSAGE_CREATE" and payload.get("webhook_id"):
            payload["application_id"] = str(robot.id)

    house.env.backend.subscribers.insert(0, marked)
    if answer:
        house.env.backend.create_message(house.general.id, robot.id, f"the quote: {SLUR}", webhook_id=robot.id)
        await house.env.settle()
    else:
        await webhooked(house)
        await house.env.settle()
    assert len(await decisions(house)) == (0 if answer else 1)


async def test_a_thread_whose_channel_usher_does_not_know_is_read(house: World) -> None:
    """A message in it is judged like any other, and a title is; that nobody can tell the category is no error."""
    thread = house.env.backend.create_thread(house.general.id, "talk", house.fan.id, type=ChannelType.PUBLIC_THREAD)
    await house.env.settle()
    guild = house.usher.get_guild(house.guild.id)
    assert guild is not None
    known = guild._channels.pop(house.general.id)
    house.env.backend.create_message(thread.id, house.fan.id, f"what a {SLUR}")
    await house.env.settle()
    guild._channels[house.general.id] = known

    (decision,) = await decisions(house)
    assert decision.channel_id == thread.id
    assert [each for each in house.env.backend.messages[thread.id].values() if SLUR in each.content] == []
