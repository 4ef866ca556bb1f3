"""What is taken away comes back whole, however long it was; and much that is remembered can still be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cogs.notices import FILE
from tests.faults.people import close_messages
from tests.simulation import button

if TYPE_CHECKING:
    from typing import Any

    from tests.simulation import World

SLUR = "zorkface"
RULES = f"rules: {{language: {{kind: language, mode: live, add: {{slur: [{SLUR}], strong: [frak]}}}}}}\n"
TALK = f"{SLUR} " + "lovely score " * 150
ALT = "a lighthouse in the fog " * 42


@pytest.fixture
async def house(world: World) -> World:
    """A server in which an invented word demeans people."""
    (world.config / "communities" / "main" / "moderation.yaml").write_text(RULES, encoding="utf-8")
    world.usher.use(world.usher.house.reloading.peek())
    return world


async def post(world: World) -> str:
    """Let a fan post more text than all embeds of a message can hold; return it."""
    backend = world.env.backend
    files = backend.store_attachments(world.general.id, [(f"still-{n}.png", b"x") for n in range(4)])
    described = [each | {"description": ALT} for each in files]
    backend.create_message(world.general.id, world.fan.id, TALK, attachments=described)
    await world.env.settle()
    return "\n".join([TALK, *(part for n in range(4) for part in (f"still-{n}.png", ALT))])


def embed_of(message: Any) -> str:
    """Return the text of a screen."""
    return str(message.embeds[0].description)


async def enclosed(message: Any) -> str:
    """Return the text in the file that came with a message."""
    (file,) = message.attachments
    assert file.filename == FILE
    return str((await file.read()).decode())


async def test_a_text_too_long_for_a_notice_comes_as_a_file(house: World) -> None:
    """A long message with long descriptions is hidden, and its author has every word of it in private."""
    text = await post(house)
    assert house.general.history() == []
    (notice,) = house.notices()
    assert await enclosed(notice) == text
    assert len(house.cards()) == 1


async def test_the_file_is_there_when_the_note_is_opened_from_its_line(house: World) -> None:
    """With closed messages, the same comes to whoever opens their note."""
    close_messages(house, house.fan)
    text = await post(house)
    (line,) = house.general.history()
    opened = await house.fan.click(line, custom_id=button(line, "cases:open"))
    assert opened.ephemeral
    assert await enclosed(opened.response) == text


async def test_a_record_full_of_markup_can_be_shown(house: World) -> None:
    """Ten notes with more signs than letters are shown as far as they fit, each whole, and the rest is counted."""
    for number in range(10):
        await house.other.send(house.general, f"frak {number} " + "*_" * 90)
    shown = await house.other.slash(house.general, "me")
    told = embed_of(shown.response)
    last = told.rpartition("\n\n")[2]
    count = told.count("frak")
    assert 0 < count < 10
    assert last == house.usher.house.voice.say("records.more", "en", count=10 - count)
