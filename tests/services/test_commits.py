"""Memory follows the database: what was not committed is not remembered, and what was is there after a restart."""

from __future__ import annotations

import copy
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.communities.doctor import Finding
from tests.services.houses import FAN, GUILD, HOUR, NOON, OTHER_GUILD, SERVER, STAFF, HandClock, build_house, everything

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from bot.house import House

LOST = Finding("cases", "permission", {"permission": "send_messages"}, stops=True)

ACTS: dict[str, Callable[[House], Awaitable[object]]] = {
    "pause": lambda house: house.pauses.pause(GUILD, "cases", NOON + HOUR, STAFF),
    "resume": lambda house: house.pauses.resume(GUILD, "moderation", by=STAFF),
    "examined": lambda house: house.pauses.examined(GUILD, [LOST], tell=True),
    "saw a language": lambda house: house.people.saw_locale(GUILD, STAFF, "de"),
    "forget a fan": lambda house: house.privacy.forget(GUILD, FAN),
    "forget staff": lambda house: house.privacy.forget(GUILD, STAFF),
    "claim": lambda house: house.communities.claim(OTHER_GUILD),
    "depart": lambda house: house.communities.depart(GUILD),
    "adopt": lambda house: house.communities.adopt(SERVER),
    "override": lambda house: house.communities.override(GUILD, "moderation.rules.language.mode", "off", STAFF),
    "override no more": lambda house: house.communities.override(GUILD, "moderation.enabled", None, STAFF),
    "examine": lambda house: house.premises.examine(SERVER, tell=True),
    "keep house": lambda house: house.privacy.keep_house(),
}
"""Everything that changes what a house remembers."""


class DeathError(Exception):
    """What a boundary raises."""


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[House]:
    """Open a house that remembers something of every kind; the settings `second` are free for another server."""
    (folder / "config/communities/second").mkdir(parents=True, exist_ok=True)
    (folder / "config/communities/second/community.yaml").write_text("name: Second\n", encoding="utf-8")
    clock = HandClock()
    house = build_house(folder, clock)
    await house.open()
    await house.communities.arrive(GUILD)
    await house.people.saw_locale(GUILD, FAN, "fr")
    await house.pauses.pause(GUILD, "moderation", None, STAFF)
    await house.communities.override(GUILD, "moderation.enabled", value=False, by=STAFF)
    clock.move(24 * HOUR)
    try:
        yield house
    finally:
        await house.close()


def memory(house: House) -> dict[str, Any]:
    """Return what the services hold in memory."""
    kept = {
        "people": house.people._locales,
        "pauses": house.pauses._by_person,
        "lacks": house.pauses._by_need,
        "folders": house.communities._folders,
        "left": house.communities._left,
        "places": {guild: places for guild, places in house.communities._places.items() if places},
        "overrides": {guild: mine for guild, mine in house.communities._overrides.items() if mine},
        "known": house.communities._known,
    }
    return copy.deepcopy(kept)


def dying_at(boundary: str) -> Callable[[str], None]:
    """Return a boundary at which nothing passes."""

    def pass_by(name: str) -> None:
        if name == boundary:
            raise DeathError

    return pass_by


@pytest.mark.parametrize("act", ACTS)
async def test_what_was_not_committed_is_not_remembered(tmp_path: Path, act: str) -> None:
    """When a commit fails, rows and memory are as they were, nobody is told, and the act can be repeated."""
    async with started(tmp_path) as house:
        rows, remembered, told = await everything(house), memory(house), house.ledger.changes
        house.database.boundary = dying_at("commit:before")
        with pytest.raises(DeathError):
            await ACTS[act](house)
        assert memory(house) == remembered
        assert await everything(house) == rows
        assert house.ledger.changes == told
        house.database.boundary = lambda _: None
        await ACTS[act](house)
        assert memory(house) != remembered or await everything(house) != rows


@pytest.mark.parametrize("act", ACTS)
async def test_what_was_committed_is_there_after_a_restart(tmp_path: Path, act: str) -> None:
    """A process that dies right after the commit leaves rows from which the next one knows what this one would have."""
    async with started(tmp_path / "dies") as house:
        house.database.boundary = dying_at("commit:after")
        with pytest.raises(DeathError):
            await ACTS[act](house)
        rows = await everything(house)
    async with started(tmp_path / "lives") as house:
        await ACTS[act](house)
        assert await everything(house) == rows
        lived = memory(house)
    again = build_house(tmp_path / "dies", HandClock())
    await again.open()
    remembered = memory(again)
    await again.close()
    lacks = lived.pop("lacks"), remembered.pop("lacks")
    assert remembered == lived
    assert lacks[1] == {}, "what Discord took away is examined anew at every start"
