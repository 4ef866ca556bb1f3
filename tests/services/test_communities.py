"""Communities: which settings a server uses, through arriving, leaving, renaming, reloading and restarting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.communities.servers import Place, Role
from bot.domain.people import Rank
from tests.services.houses import DESK_ID, GUILD, LOG_ID, MODERATOR, OTHER_GUILD, SERVER, STAFF, build_house

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.house import House
    from tests.services.houses import HandClock

MODE = "moderation.rules.language.mode"


@pytest.fixture
async def unnamed(tmp_path: Path, clock: HandClock) -> AsyncIterator[House]:
    """A house whose settings name no server."""
    built = build_house(tmp_path, clock, community="name: The Lantern\n")
    await built.open()
    yield built
    await built.close()


def mode(house: House) -> str:
    """Return the mode of the one rule, as it is in force."""
    community = house.communities.of(GUILD)
    assert community is not None
    return str(community.settings.moderation.rules["language"].mode)


async def test_a_server_is_known_by_the_id_in_its_settings(house: House) -> None:
    """The server that the settings name is looked after, and no other."""
    assert house.communities.guild_ids() == {GUILD}
    assert await house.communities.arrive(OTHER_GUILD) is None
    assert await house.communities.claim(OTHER_GUILD) is None
    assert house.communities.of(None) is None


async def test_settings_without_a_server_go_to_the_first_that_claims_them(unnamed: House) -> None:
    """Nobody is looked after until an admin sets Usher up; after that the settings are taken, also after a restart."""
    communities = unnamed.communities
    assert await communities.arrive(GUILD) is None
    assert await communities.claim(GUILD) is not None
    assert await communities.claim(GUILD) is not None
    assert await communities.claim(OTHER_GUILD) is None
    await communities.load()
    assert communities.guild_ids() == {GUILD}


async def test_a_server_that_usher_was_removed_from_is_left_alone(unnamed: House) -> None:
    """After being removed nothing is known of the server, also after a restart; returning, it is as it was."""
    communities = unnamed.communities
    await communities.claim(GUILD)
    await communities.adopt(SERVER)
    await communities.depart(GUILD)
    for _ in range(2):
        assert communities.guild_ids() == frozenset()
        await communities.load()
    returned = await communities.arrive(GUILD)
    assert returned is not None
    assert returned.channel("log") == LOG_ID


async def test_a_renamed_folder_keeps_its_server(tmp_path: Path, clock: HandClock) -> None:
    """When the settings that name a server move to another folder, the server moves with them."""
    first = build_house(tmp_path, clock)
    await first.open()
    await first.communities.arrive(GUILD)
    await first.close()
    (tmp_path / "config/communities/main").rename(tmp_path / "config/communities/lantern")
    second = build_house(tmp_path, clock, community='name: Another\nserver: "999999999999999999"\n')
    await second.open()
    community = await second.communities.arrive(GUILD)
    await second.close()
    assert community is not None
    assert community.settings.folder == "lantern"


async def test_places_are_remembered_through_renaming(house: House) -> None:
    """Once found, a role or channel is known by its id, whatever it is called later, also after a restart."""
    await house.communities.adopt(SERVER)
    await house.communities.load()
    renamed = replace(SERVER, channels=tuple(replace(each, name=f"new-{each.name}") for each in SERVER.channels))
    found = {each.wanted.key: each.id for each in await house.communities.adopt(renamed)}
    assert (found["desk"], found["log"]) == (DESK_ID, LOG_ID)


async def test_a_place_that_is_gone_is_known_no_more(house: House) -> None:
    """A role that was deleted gives nobody a rank, and one of the same name made later does."""
    await house.communities.adopt(SERVER)
    staff = frozenset({MODERATOR})
    assert house.communities.rank(GUILD, staff, runs_the_server=False) is Rank.MODERATOR
    await house.communities.adopt(replace(SERVER, roles=()))
    assert house.communities.rank(GUILD, staff, runs_the_server=False) is Rank.FAN
    await house.communities.adopt(replace(SERVER, roles=(Role(777, "moderator"),)))
    assert house.communities.rank(GUILD, frozenset({777}), runs_the_server=False) is Rank.MODERATOR


async def test_adopting_what_is_known_writes_nothing(house: House) -> None:
    """Looking at a server again, with nothing new, is free."""
    await house.communities.adopt(SERVER)
    passed: list[str] = []
    house.database.boundary = passed.append
    found = await house.communities.adopt(SERVER)
    assert all(each.id is not None for each in found)
    assert passed == []


async def test_nobody_has_a_rank_in_a_strange_server(house: House) -> None:
    """Where Usher has no settings, only whoever runs the server is somebody."""
    assert house.communities.rank(OTHER_GUILD, frozenset({MODERATOR}), runs_the_server=False) is Rank.FAN
    assert house.communities.rank(OTHER_GUILD, frozenset(), runs_the_server=True) is Rank.ADMIN


async def test_an_override_stands_over_the_file_until_it_is_taken_away(house: House) -> None:
    """What is set from Discord counts at once and after a restart; taking it away brings the file's value back."""
    assert mode(house) == "live"
    await house.communities.override(GUILD, MODE, "shadow", STAFF)
    await house.communities.load()
    assert mode(house) == "shadow"
    assert "shadow" in house.communities.overrides_as_yaml(GUILD)
    await house.communities.override(GUILD, MODE, None, STAFF)
    assert mode(house) == "live"
    await house.communities.load()
    assert mode(house) == "live"
    assert house.communities.overrides_as_yaml(GUILD) == ""


async def test_an_override_that_does_not_fit_changes_nothing(house: House) -> None:
    """A value that became impossible is left out and told; everything else works."""
    await house.communities.override(GUILD, MODE, "loud", STAFF)
    community = house.communities.of(GUILD)
    assert mode(house) == "live"
    assert community is not None
    assert [problem.key for problem in community.settings.problems] == [MODE]


async def test_whoever_listens_hears_of_changes_that_are_safe(house: House) -> None:
    """Listeners hear of a change once it is committed, and can see it then."""
    heard: list[tuple[int, str]] = []
    house.communities.listen(lambda guild_id: heard.append((guild_id, mode(house))))
    house.database.boundary = lambda name: heard.append((0, name))
    await house.communities.override(GUILD, MODE, "off", STAFF)
    assert heard == [(0, "commit:before"), (0, "commit:after"), (GUILD, "off")]


async def test_a_reload_that_takes_a_folder_away_lets_its_server_go(house: House, tmp_path: Path) -> None:
    """When its settings are gone a server is known no more, and is known again when they are back."""
    home = tmp_path / "config" / "communities"
    (home / "main").rename(home / "other")
    house.reloading.accept(house.reloading.peek())
    assert house.communities.of(GUILD) is None
    (home / "other").rename(home / "main")
    house.reloading.accept(house.reloading.peek())
    assert house.communities.of(GUILD) is not None


async def test_each_place_has_its_kind(house: House) -> None:
    """What the settings name is found by its kind and key, and by the names that other files use."""
    await house.communities.adopt(SERVER)
    community = house.communities.of(GUILD)
    assert community is not None
    assert community.role_names() == {"Moderator": MODERATOR}
    assert community.channel_names() == {"desk": DESK_ID, "log": LOG_ID, "usher-desk": DESK_ID, "usher-log": LOG_ID}
    assert {wanted.kind for wanted in community.wanted()} == set(Place)
