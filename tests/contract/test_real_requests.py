"""What discord.py really sends passes: every doorway that a bot like Usher uses, on the simulated server."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import discord

from tests.contract.tiny_bot import Choice

if TYPE_CHECKING:
    from tests.contract.conftest import House


def _clean(house: House, least: int) -> None:
    assert [str(problem) for problem in house.contract.problems] == []
    assert house.contract.requests >= least


async def test_messages_of_every_kind_pass(house: House) -> None:
    """Words, embeds, replies, files, polls and edits are as Discord wants them."""
    said = await house.lobby.send("Good evening", nonce="12345678901234567890", silent=True)
    embed = discord.Embed(title="Programme", description="Tonight", url="https://example.com", colour=0x6699CC)
    embed.set_footer(text="Usher").set_image(url="attachment://poster.png").set_author(name="Ada")
    embed.add_field(name="Doors", value="19:30", inline=False)
    embed.timestamp = discord.utils.utcnow()
    await said.reply(embed=embed, mention_author=False, allowed_mentions=discord.AllowedMentions.none())
    await house.lobby.send(file=discord.File(BytesIO(b"poster"), "poster.png", description="The poster"))
    poll = discord.Poll(question="Which night?", duration=timedelta(hours=24))
    poll.add_answer(text="Friday", emoji="🎬").add_answer(text="Saturday")
    await house.lobby.send(poll=poll)
    await said.edit(content="Good night", embeds=[embed], attachments=[])
    await said.add_reaction("🎬")
    await said.pin(reason="So that it is seen")
    await said.unpin()
    _clean(house, 9)


async def test_components_of_every_kind_pass(house: House) -> None:
    """Buttons, menus and whole layouts are as Discord wants them, sent and edited."""
    said = await house.lobby.send("Choose", view=Choice())
    await said.edit(view=None)
    layout = discord.ui.LayoutView()
    box: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(accent_colour=discord.Colour(0x336699))
    box.add_item(discord.ui.TextDisplay("## Tonight"))
    button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(label="Open", custom_id="programme:open:1")
    box.add_item(discord.ui.Section("A film", accessory=button))
    box.add_item(discord.ui.Separator())
    row: discord.ui.ActionRow[discord.ui.LayoutView] = discord.ui.ActionRow()
    options = [discord.SelectOption(label=word, value=word, description="Seat", emoji="🎟️") for word in ("A", "B")]
    row.add_item(discord.ui.Select(custom_id="seats", options=options, min_values=0, max_values=2))
    box.add_item(row)
    layout.add_item(box)
    sent = await house.lobby.send(view=layout)
    await sent.edit(view=layout)
    _clean(house, 4)


async def test_commands_presses_and_modals_pass(house: House) -> None:
    """Command sync, every kind of interaction answer, and followups are as Discord wants them."""
    asked = await house.fan.slash(house.lobby_handle, "ask", about="The film")
    await house.fan.submit_modal(asked, {"words": "When?", "about": ["film"]})
    said = await house.lobby.send("Choose", view=Choice())
    await house.fan.select(said, [house.fan], custom_id="questions:hand:1")
    again = await house.lobby.send("Choose", view=Choice())
    await house.fan.click(again, custom_id="questions:take:1")
    message = await house.fan.send(house.lobby_handle, "Spoiler!")
    await house.fan.context_menu(house.lobby_handle, "Report to the team", message)
    _clean(house, 10)


async def test_looking_after_members_passes(house: House) -> None:
    """Private messages, timeouts, roles, nicknames, bans and reasons are as Discord wants them."""
    member = house.guild.get_member(house.fan.id)
    assert member is not None
    await member.send("A word in private", view=Choice())
    await member.timeout(timedelta(days=28), reason="Three warnings – “quiet” please")
    await member.timeout(None)
    role = await house.guild.create_role(name="Seat 7", colour=discord.Colour(0x336699), reason="A prize")
    await member.add_roles(role, reason="Won")
    await member.edit(nick="Ada", roles=[role])
    await role.edit(name="Seat 8", permissions=discord.Permissions(view_channel=True))
    await house.guild.ban(member, reason="Gone", delete_message_seconds=3600)
    await house.guild.unban(member)
    await role.delete()
    _clean(house, 9)


async def test_channels_threads_and_overwrites_pass(house: House) -> None:
    """Channels, their overwrites, slowmode and threads are as Discord wants them."""
    closed: dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite] = {
        house.guild.default_role: discord.PermissionOverwrite(view_channel=False),
        house.guild.me: discord.PermissionOverwrite(view_channel=True),
    }
    desk = await house.guild.create_text_channel("desk", overwrites=closed, topic="Decisions", slowmode_delay=5)
    await desk.set_permissions(house.guild.me, view_channel=True, manage_messages=True, reason="To work")
    await desk.edit(slowmode_delay=21600, topic="Slow", name="front-desk")
    said = await desk.send("A card")
    thread = await said.create_thread(name="Talk", auto_archive_duration=1440)
    await thread.send("Here")
    await thread.edit(archived=True, locked=True)
    room = await desk.create_thread(name="Room", type=discord.ChannelType.private_thread, invitable=False)
    await room.add_user(discord.Object(house.fan.id))
    await desk.delete(reason="Tidy")
    _clean(house, 10)


async def test_a_post_in_a_forum_passes(house: House) -> None:
    """A forum's post carries its first message as Discord wants it."""
    handle = house.env.guild.create_forum_channel("fan-works")
    await house.env.settle()
    forum = house.guild.get_channel(handle.id)
    assert isinstance(forum, discord.ForumChannel)
    post = await forum.create_thread(name="A poster", content="Made by Ada", auto_archive_duration=10080)
    await post.thread.edit(name="A framed poster", archived=True)
    _clean(house, 4)


async def test_history_purges_and_webhooks_pass(house: House) -> None:
    """Reading back, deleting in bulk, and speaking through a webhook are as Discord wants them."""
    for word in ("one", "two", "three"):
        await house.lobby.send(word)
    assert [message async for message in house.lobby.history(limit=2, oldest_first=True)]
    await house.lobby.purge(limit=10, reason="Tidy")
    webhook = await house.lobby.create_webhook(name="Gallery")
    sent = await webhook.send("Fan art", username="Ada", wait=True, embed=discord.Embed(title="Poster"))
    await sent.edit(content="Fan art, framed")
    await sent.delete()
    await webhook.delete()
    async with house.lobby.typing():
        pass
    entries = [entry async for entry in house.guild.audit_logs(limit=5)]
    assert len(entries) <= 5
    _clean(house, 10)


async def test_events_and_native_automod_pass(house: House) -> None:
    """Scheduled events and AutoMod rules are as Discord wants them."""
    start = discord.utils.utcnow() + timedelta(days=1)
    await house.guild.create_scheduled_event(
        name="Premiere",
        start_time=start,
        end_time=start + timedelta(hours=2),
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location="Screen 1",
    )
    await house.guild.create_automod_rule(
        name="Usher: strong words",
        event_type=discord.AutoModRuleEventType.message_send,
        trigger=discord.AutoModTrigger(keyword_filter=["plonker*"]),
        actions=[discord.AutoModRuleAction(custom_message="Softly, please")],
        enabled=True,
    )
    _clean(house, 2)
