"""An admin sets Usher up, and things are taken away from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from tests.simulation import USHER_MAY, button, simulated

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from tests.simulation import World

STRONG = "well, that was a shitty ending"


def hide_log(world: World) -> None:
    """Take from Usher the right to write in the log's threads."""
    from simcord.backend.models import Overwrite  # noqa: PLC0415 -- only here

    log = world.guild.channels["usher-log"]
    allowed = discord.Permissions(view_channel=True, read_message_history=True).value
    denied = discord.Permissions(send_messages_in_threads=True, create_public_threads=True).value
    world.env.backend.set_overwrite(log.id, Overwrite(world.env.backend.bot_user.id, 1, allowed, denied))


def show_log(world: World) -> None:
    """Give it back."""
    from simcord.backend.models import Overwrite  # noqa: PLC0415 -- only here

    log = world.guild.channels["usher-log"]
    allowed = discord.Permissions(
        view_channel=True,
        send_messages_in_threads=True,
        send_messages=True,
        create_public_threads=True,
        read_message_history=True,
    ).value
    world.env.backend.set_overwrite(log.id, Overwrite(world.env.backend.bot_user.id, 1, allowed, 0))


async def test_setup_makes_what_is_missing_once(tmp_path: Path, log: io.StringIO) -> None:
    """On an empty server one press makes roles and staff channels; a second run finds all in place."""
    async with simulated(tmp_path) as world:
        shown = await world.admin.slash(world.general, "usher setup")
        await world.admin.click(shown.response, custom_id=button(shown.response, "communities:apply"))
        made = (set(world.guild.channels), set(world.guild.roles))
        assert made[0] == {"general", "usher-desk", "usher-log"}
        assert {"Community Manager", "Moderator", "Team"} <= made[1]

        again = await world.admin.slash(world.general, "usher setup")

        assert again.response.components == []
        assert world.usher.house.voice.say("setup.complete", "en") in again.response.embeds[0].description
        assert (set(world.guild.channels), set(world.guild.roles)) == made
        await world.fan.send(world.general, STRONG)
        assert len(world.notices()) == len(world.log_lines()) == 1


async def test_staff_channels_are_hidden_from_fans(world: World) -> None:
    """What the set-up made for staff cannot be seen by a fan, and can by a moderator."""
    moderator = await world.staff("zz-mod")
    for name in ("usher-desk", "usher-log"):
        channel = world.usher.get_channel(world.guild.channels[name].id)
        assert not channel.permissions_for(world.fan.member).view_channel
        assert channel.permissions_for(moderator.member).view_channel


async def test_a_second_press_of_apply_changes_nothing(tmp_path: Path) -> None:
    """Pressing the button again, on the old screen, makes no second set of channels."""
    async with simulated(tmp_path) as world:
        shown = await world.admin.slash(world.general, "usher setup")
        apply = button(shown.response, "communities:apply")
        sent = shown.response
        await world.admin.click(sent, custom_id=apply)
        later = await world.admin.slash(world.general, "usher setup")
        assert later.response.components == []
        names = [channel.name for channel in world.usher.get_guild(world.guild.id).channels]
        assert len(names) == len(set(names))


async def test_only_those_who_manage_the_server_set_up(tmp_path: Path) -> None:
    """A fan cannot run the set-up: Discord does not show it, and the button is refused as well."""
    async with simulated(tmp_path) as world:
        from simcord.backend.errors import SetupError  # noqa: PLC0415 -- only here

        with pytest.raises(SetupError):
            await world.fan.slash(world.general, "usher setup")
        assert set(world.guild.channels) == {"general"}


async def test_setup_says_which_permission_it_lacks(tmp_path: Path) -> None:
    """Without Manage Roles there is no button, and the screen names what is missing."""
    without = discord.Permissions(USHER_MAY.value)
    without.update(manage_roles=False)
    async with simulated(tmp_path, permissions=without) as world:
        shown = await world.admin.slash(world.general, "usher setup")

        say = world.usher.house.voice.say
        assert shown.response.components == []
        assert say("permissions.manage_roles", "en") in shown.response.embeds[0].description


async def test_a_permission_taken_away_pauses_one_feature_until_it_returns(world: World) -> None:
    """Moderation stops when the log is out of reach, staff hear it once, and it resumes by itself."""
    pauses = world.usher.house.pauses
    hide_log(world)
    await world.env.settle()
    assert pauses.all() == {(world.guild.id, "moderation")}
    assert len(world.cards()) == 1
    await world.fan.send(world.general, STRONG)
    assert world.notices() == []

    show_log(world)
    await world.env.settle()

    assert pauses.all() == set()
    await world.fan.send(world.general, STRONG)
    assert len(world.notices()) == 1
    assert len(world.cards()) == 1


async def test_the_doctor_names_what_is_missing_and_where(world: World) -> None:
    """After a permission was taken away, the doctor names it and its channel."""
    hide_log(world)
    await world.env.settle()

    shown = await world.admin.slash(world.general, "usher doctor")

    say = world.usher.house.voice.say
    text = shown.response.embeds[0].description
    assert say("permissions.send_messages_in_threads", "en") in text
    assert world.guild.channels["usher-log"].mention in text


async def test_a_pause_until_a_time_ends_by_itself(world: World) -> None:
    """A manager pauses everything for two hours; nothing happens, and afterwards it does again."""
    manager = await world.staff("zz-manager", "Community Manager")
    shown = await world.admin.slash(world.general, "usher pause", feature="everything", until="in 2 hours")
    assert shown.ephemeral
    await world.fan.send(world.general, STRONG)
    assert world.notices() == []
    assert manager is not None

    await world.env.advance_time(2 * 3600 + 1)
    await world.fan.send(world.general, STRONG)

    assert len(world.notices()) == 1


async def test_a_pause_is_ended_by_its_button(world: World) -> None:
    """The answer to a pause carries the button that ends it."""
    shown = await world.admin.slash(world.general, "usher pause", feature="moderation")
    assert world.usher.house.pauses.all() == {(world.guild.id, "moderation")}

    await world.admin.click(shown.response, custom_id=button(shown.response, "communities:resume"))

    assert world.usher.house.pauses.all() == set()


@pytest.mark.parametrize("until", ["banana", "yesterday"])
async def test_a_time_that_makes_no_sense_pauses_nothing(world: World, until: str) -> None:
    """What cannot be read, or is past, is said, and nothing is paused."""
    shown = await world.admin.slash(world.general, "usher pause", feature="moderation", until=until)

    assert shown.response.components == []
    assert world.usher.house.pauses.all() == set()


async def test_a_server_without_settings_is_left_alone(tmp_path: Path) -> None:
    """A second server gets no nudge, no message and no error; its admin is told what to do when they ask."""
    async with simulated(tmp_path) as world:
        await world.set_up()
        second = world.env.create_guild("Elsewhere")
        lobby = second.create_text_channel("lobby")
        fan = second.add_member(world.env.create_user("zz-stranger"))
        boss = second.add_member(
            world.env.create_user("zz-boss"),
            roles=[second.create_role("Hera", permissions=discord.Permissions(manage_guild=True))],
        )
        await fan.send(lobby, STRONG)
        assert world.notices(fan) == []

        shown = await boss.slash(lobby, "usher setup")

        assert str(second.id) in shown.response.content
        assert set(second.channels) == {"lobby"}


async def test_a_server_that_comes_back_finds_its_settings(world: World) -> None:
    """Removed from the server and invited again, Usher goes on as before, without another set-up."""
    gone = {"id": str(world.guild.id)}
    world.env.backend.emit("GUILD_DELETE", gone)
    await world.env.settle()
    assert world.usher.house.communities.of(world.guild.id) is None
    await world.restart()
    assert world.usher.house.communities.of(world.guild.id) is not None

    await world.fan.send(world.general, STRONG)

    assert len(world.notices()) == 1


async def test_settings_that_name_another_server_let_the_first_one_go(world: World) -> None:
    """The id in community.yaml wins over the server in which the set-up was run first."""
    file = world.config / "communities" / "main" / "community.yaml"
    second = world.env.create_guild("Premiere")
    await world.env.settle()
    file.write_text(f'name: Premiere\nserver: "{second.id}"\n', encoding="utf-8")

    world.usher.use(world.usher.house.reloading.peek())
    await world.env.settle()

    communities = world.usher.house.communities
    assert communities.of(world.guild.id) is None
    assert communities.of(second.id) is not None
    await world.restart()
    assert world.usher.house.communities.of(world.guild.id) is None
