from __future__ import annotations

import shutil
import tempfile
import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.people import Rank
from bot.rehearsal.cast import Cast, Person
from bot.rehearsal.playhouse import Playhouse, playhouse
from bot.rehearsal.record import Made, Pressed, Ran, Reach, Sent
from bot.rehearsal.simulation import open_direct_messages
from bot.settings.loading import load_settings
from bot.settings.shipped import shipped_dir
from cogs.ranks import rank_of

if TYPE_CHECKING:
    import io

SHIPPED = shipped_dir()
pytestmark = pytest.mark.usefixtures("log")


async def test_it_opens_as_an_admin_would_open_it(house: Playhouse) -> None:
    """The set-up is run and applied by the admin, through the command and the button, and what it makes is there."""
    admin = house.people["ada"].id
    done = [each for each in house.watch.record if isinstance(each, Ran | Pressed | Made)]
    assert [type(each).__name__ for each in done[:2]] == ["Ran", "Pressed"]
    assert {each.who for each in done if isinstance(each, Ran | Pressed)} == {admin}
    made = {each.name for each in done if isinstance(each, Made)}
    assert made == {"Community Manager", "Moderator", "Team", "usher-desk", "usher-log"}
    assert house.channel("log") is not None
    assert house.errors() == []


async def test_everybody_has_the_rank_of_their_role(house: Playhouse) -> None:
    """Managers and moderators got the roles that the set-up made; the admin and the fans needed none."""
    ranks = {"fan": Rank.FAN, "team": Rank.TEAM, "moderator": Rank.MODERATOR, "manager": Rank.MANAGER}
    for key, person in house.cast.people.items():
        member = house.people[key].member
        assert member is not None
        assert rank_of(house.client, member) == ranks.get(person.role, Rank.ADMIN)


async def test_everybody_has_a_history(house: Playhouse) -> None:
    """Members joined as long ago as the cast says, before Usher came."""
    opened = house.env.now()
    for key, person in house.cast.people.items():
        member = house.people[key].member
        assert member is not None
        assert member.joined_at == opened - person.here_for


async def test_staff_see_the_commands_of_staff(house: Playhouse) -> None:
    """What an admin allows under Integrations is allowed, and nothing more."""
    lobby = house.channels["lobby"]
    seen = {key: house.people[key].available_commands(lobby) for key in ("mira", "moss", "carol", "ada")}
    assert "usher doctor" not in seen["mira"]
    assert "me" in seen["mira"]
    assert all("usher doctor" in seen[key] for key in ("moss", "carol", "ada"))


async def test_usher_may_what_its_invitation_asks_for(house: Playhouse) -> None:
    """A rehearsal does not work by rights that the real Usher would not have."""
    guild = house.client.get_guild(house.guild.id)
    assert guild is not None
    assert guild.me.guild_permissions.manage_roles
    assert not guild.me.guild_permissions.administrator
    assert not guild.me.guild_permissions.ban_members


async def test_closed_messages_can_be_opened(house: Playhouse) -> None:
    """Only the one who closed them is not reached, and only as long as they are closed."""
    reached = []
    for who in ("noor", "mira", "noor"):
        before = len(house.watch.record)
        await house.act.say(who, "bullshit")
        reached.append({each.reach for each in house.watch.record[before:] if isinstance(each, Sent)})
        open_direct_messages(house.env, house.people["noor"].user)
    assert [Reach.DIRECT in each for each in reached] == [False, True, True]


async def test_somebody_new_can_come_in(house: Playhouse) -> None:
    """A fan who joins during the rehearsal is a member like everybody else."""
    zoe = house.welcome("zoe", Person(name="Zoé", here_for=timedelta(0), locale="fr"))
    await house.env.settle()
    await house.act.run("zoe", "/me")
    assert house.house.people.locale(house.guild.id, zoe.id) == "fr"


@pytest.mark.parametrize("gently", [True, False])
async def test_usher_can_be_restarted(house: Playhouse, *, gently: bool) -> None:
    """Another Usher on the same database knows what the first one knew."""
    await house.act.say("mira", "bullshit")
    first = house.client
    await house.restart(gently=gently)
    assert house.client is not first
    assert house.community is not None
    with house.env.time_context():
        assert len(await house.house.cases.record(house.guild.id, house.people["mira"].id)) == 1
    assert house.people["hugo"].member is not None


async def test_long_waits_pass(house: Playhouse) -> None:
    """Hours pass at once, exactly as many as were asked for."""
    before = house.env.now()
    await house.act.wait(timedelta(hours=7, seconds=1))
    assert house.env.now() - before == timedelta(hours=7, seconds=1)


async def test_it_leaves_nothing_behind(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it closes, no thread runs on, and no file or folder is left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    threads, files = set(threading.enumerate()), tmp_path.iterdir
    async with playhouse(SHIPPED, cast) as opened:
        await opened.act.say("mira", "bullshit")
        assert any(files())
    for thread in set(threading.enumerate()) - threads:
        thread.join(timeout=2)
    assert set(threading.enumerate()) <= threads
    assert not any(files())


async def test_mistakes_that_nobody_looked_at_are_raised(cast: Cast) -> None:
    """A test that ends quietly is one in which Usher made no mistake."""
    opening = playhouse(SHIPPED, cast)
    opened = await opening.__aenter__()
    opened.client.message_readers.append(stumble)
    await opened.act.say("mira", "Good evening")
    with pytest.raises(BaseExceptionGroup) as raised:
        await opening.__aexit__(None, None, None)
    assert raised.group_contains(ZeroDivisionError)


async def test_settings_that_name_ids_find_what_they_name(tmp_path: Path, cast: Cast, log: io.StringIO) -> None:
    """An admin's own settings speak of their own server: it is rehearsed with the ids that it has."""
    shutil.copytree(SHIPPED, tmp_path / "own")
    (tmp_path / "own" / "communities" / "main" / "community.yaml").write_text(
        'name: Ours\nserver: "111111111111111111"\nstaff:\n  moderators: ["222222222222222222"]\n'
        'channels:\n  log: {name: back-office, id: "333333333333333333"}\n',
        encoding="utf-8",
    )
    settings = load_settings(tmp_path / "own").communities["main"]
    async with playhouse(tmp_path / "own", cast, community=settings) as opened:
        assert opened.guild.id == 111111111111111111
        assert opened.community is not None
        assert opened.community.staff.moderators == {222222222222222222}
        assert opened.community.channel("log") == 333333333333333333
        moss = opened.people["moss"].member
        assert moss is not None
        assert rank_of(opened.client, moss) == Rank.MODERATOR
        await opened.act.say("mira", "bullshit")
        back_office = opened.channel("log")
        assert back_office is not None
        assert back_office.threads


async def stumble(_message: object) -> None:
    """Stands in for a mistake in a feature."""
    raise ZeroDivisionError
