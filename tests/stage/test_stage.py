from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp

from bot.rehearsal.stage.director import TICK
from bot.rehearsal.stage.opening import _listen

if TYPE_CHECKING:
    from tests.stage.conftest import Visitor

HOSTILE = "<img src=x onerror=alert(1)>"


async def test_nothing_is_served_without_the_token(visitor: Visitor) -> None:
    """The page, its parts, its state, what it does, and everything of SimCord's need the token."""
    paths = ("/", "/stage/stage.js", "/stage/events", "/channel", "/app.js", "/api/state", "/fonts/x", "/nowhere")
    async with aiohttp.ClientSession() as stranger:
        for path in paths:
            async with stranger.get(visitor.root + path) as answer:
                assert answer.status == 403
        for path in ("/stage/clock", "/stage/play", "/stage/be", "/stage/look", "/stage/welcome", "/api/action"):
            async with stranger.post(visitor.root + path, json={"by": "1d"}) as answer:
                assert answer.status == 403


async def test_every_place_is_there_and_opens_for_who_can_read_it(visitor: Visitor) -> None:
    """Channels, threads and direct messages are listed; whoever cannot read one becomes the first who can."""
    await visitor.says("lea", "Quel connard !")
    state = await visitor.state()
    assert state["me"] == "mira"
    found = {(each["kind"], each["name"]): each for each in state["places"]}
    assert {kind for kind, _ in found} == {"channel", "thread", "direct"}
    log = found["channel", "usher-log"]
    assert log["turns_into"] == "moss"
    assert await visitor.does("look", place=log["id"]) is None
    state = await visitor.state()
    assert state["me"] == "moss"
    assert [each["name"] for each in state["places"] if each["open"]] == ["usher-log"]
    assert await visitor.does("look", place=found["direct", "Léa"]["id"]) is None
    assert (await visitor.state())["me"] == "lea"


async def test_whoever_one_becomes_sees_what_they_may_see(visitor: Visitor) -> None:
    """One stays in a place that the next member can read, and leaves one that they cannot."""
    await visitor.does("look", place=(await visitor.place("theories"))["id"])
    await visitor.does("be", who="moss")
    assert (await visitor.place("theories"))["open"]
    await visitor.does("look", place=(await visitor.place("usher-desk"))["id"])
    await visitor.does("be", who="hugo")
    state = await visitor.state()
    assert state["me"] == "hugo"
    assert [each["name"] for each in state["places"] if each["open"]] == ["lobby"]


async def test_a_nudge_is_shown_explained_and_in_the_ledger(visitor: Visitor) -> None:
    """A decision tells what was found, why, and what was done; the private message lights up; the ledger is done."""
    await visitor.says("mira", "What bullshit 🎬 that twist was.")
    state = await visitor.state()
    newest = state["decisions"][0]
    assert (newest["who"], newest["where"], newest["found"]) == ("Mira", "#lobby", True)
    assert newest["text"] == [["What ", False], ["bullshit", True], [" 🎬 that twist was.", False]]
    voice = visitor.house.house.voice
    assert newest["verdict"] == voice.say("cases.nudge.title")
    assert "(strong, plain)" in newest["lines"][1]
    assert len(newest["done"]) == 1
    assert newest["forgotten"] is None
    assert any("Mira" in row["what"] for row in state["ledger"]["done"])
    assert [each["unread"] for each in state["places"] if each["kind"] == "direct" and each["name"] == "Mira"] == [True]
    await visitor.does("look", place=next(each["id"] for each in state["places"] if each["unread"]))
    assert not any(each["unread"] for each in (await visitor.state())["places"])


async def test_what_was_taken_away_is_shown_with_what_would_be_fine(visitor: Visitor) -> None:
    """A decision of any rule tells what was found, that the message is gone, and the version that was offered."""
    text = "Call Hugo, his number is 020 7946 0018."
    await visitor.says("theo", text)
    state = await visitor.state()
    newest = state["decisions"][0]
    voice = visitor.house.house.voice
    assert newest["verdict"] == voice.say("cases.hide.title")
    assert newest["taken"]
    assert "".join(piece for piece, _ in newest["text"]) == text
    assert [piece for piece, marked in newest["text"] if marked] == ["020 7946 0018"]
    assert newest["offered"]
    assert "020 7946" not in newest["offered"]
    assert not any("020 7946" in line for line in newest["lines"])
    assert voice.say("moderation.why.card") in newest["lines"]
    await visitor.says("hugo", "Shit, my phone is ringing.")
    stays = (await visitor.state())["decisions"][0]
    assert (stays["taken"], stays["offered"]) == (False, None)


async def test_what_staff_said_about_a_find_is_shown(visitor: Visitor) -> None:
    """Who decided what stands beside the decision; after *Not a problem* nothing of it is remembered."""
    await visitor.says("mira", "Shit, I missed it.")
    async with visitor.stage.director.turn():
        await visitor.house.act.press("moss", "moderation:fine")
    newest = (await visitor.state())["decisions"][0]
    assert newest["judged"] == [visitor.house.house.voice.say("desk.judged.fine", by="Moss")]
    assert newest["done"] == []


async def test_an_edited_message_is_one_decision(visitor: Visitor) -> None:
    """An edit that brings something is shown as it is then; one that brings nothing only says that there was one."""
    house = visitor.house
    await visitor.says("mira", "What an ending.")
    message_id = (await visitor.state())["decisions"][0]["id"]
    for text in ("What a shit ending.", "What an ending!"):
        async with visitor.stage.director.turn():
            await house.act.edit("mira", int(message_id), text)
        (decision,) = (await visitor.state())["decisions"]
        assert decision["id"] == message_id
        assert decision["text"] == [["What a ", False], ["shit", True], [" ending.", False]]
        assert decision["changed"] is (text == "What an ending!")


async def test_a_report_that_makes_a_find_is_shown(visitor: Visitor) -> None:
    """A message in which nothing was found is found once enough members have reported it."""
    house = visitor.house
    await visitor.says("oskar", "The keeper was dead all along.")
    message_id = int((await visitor.state())["decisions"][0]["id"])
    for number, who in enumerate(("hugo", "ivy", "priya"), start=1):
        async with visitor.stage.director.turn():
            await house.act.choose(who, "commands.moderation.report", message_id)
        (decision,) = (await visitor.state())["decisions"]
        assert decision["found"] is (number == 3)
    ledger = (await visitor.state())["ledger"]["done"]
    assert all(any(name in row["what"] for row in ledger) for name in ("Hugo", "Ivy", "Priya", "Oskar"))


async def test_also_nothing_done_is_explained(visitor: Visitor) -> None:
    """A message without a finding, one of staff and one during a pause each say why nothing was done."""
    await visitor.says("mira", "What a lovely twist.")
    await visitor.says("moss", "Well, shit.")
    async with visitor.stage.director.turn():
        await visitor.house.act.run("carol", "/usher pause", {"feature": "moderation"})
    await visitor.says("mira", "Shit, again.")
    paused, staff, clean = (await visitor.state())["decisions"][:3]
    assert (clean["found"], staff["found"], paused["found"]) == (False, False, True)
    assert len({paused["verdict"], staff["verdict"], clean["verdict"]}) == 3
    assert all(each["lines"] and not each["done"] and each["forgotten"] is None for each in (paused, staff, clean))


async def test_the_clock_can_be_moved_and_runs_otherwise(visitor: Visitor) -> None:
    """By each step, to just after the next row of the ledger, and by itself as real time does."""
    env = visitor.house.env
    for step, length in {"10m": timedelta(minutes=10), "1h": timedelta(hours=1), "1d": timedelta(days=1)}.items():
        before = env.now()
        assert await visitor.does("clock", by=step) is None
        assert length <= env.now() - before < length + timedelta(seconds=30)
    due = (await visitor.state())["ledger"]["due"][0]
    assert await visitor.does("clock", by="next") is None
    ledger = (await visitor.state())["ledger"]
    assert timedelta() < env.now() - datetime.fromisoformat(due["at"]) < timedelta(seconds=30)
    assert due["id"] in {row["id"] for row in ledger["done"]}
    before = env.now()
    await asyncio.sleep(1.5 * TICK)
    assert timedelta(seconds=TICK) <= env.now() - before < timedelta(seconds=30 * TICK)


async def test_what_expires_is_seen_to_expire(visitor: Visitor) -> None:
    """A neutral line for somebody with closed messages waits in the ledger, and after an hour it is gone."""
    await visitor.says("noor", "The dubbing is shit.")
    due = (await visitor.state())["ledger"]["due"]
    line = next(row for row in due if "#lobby" in row["what"])
    await visitor.does("clock", by="1h")
    assert line["id"] in {row["id"] for row in (await visitor.state())["ledger"]["done"]}


async def test_what_is_forgotten_is_said_to_be(visitor: Visitor) -> None:
    """When a member is forgotten, their decisions say so and keep nothing of what was done."""
    await visitor.says("mira", "Shit, I missed it.")
    before = [each for each in (await visitor.state())["decisions"] if each["who"] == "Mira"]
    assert [each["forgotten"] for each in before] == [None]
    async with visitor.stage.director.turn():
        await visitor.house.house.privacy.forget(visitor.house.guild.id, visitor.house.people["mira"].id)
    after = [each for each in (await visitor.state())["decisions"] if each["who"] == "Mira"]
    assert [(each["forgotten"], each["done"], each["kept_until"]) for each in after] == [("all", [], None)]
    assert after[0]["verdict"] == before[0]["verdict"]


async def test_a_scene_can_be_played_again_and_again(visitor: Visitor) -> None:
    """Also one that expects a clean page, since Usher forgets its people first; one looks at where it begins."""
    for _ in range(2):
        assert await visitor.does("play", scene="in-french") is None
        state = await visitor.state()
        played = next(each for each in state["scenes"] if each["name"] == "in-french")
        assert played["held"] > 0
        assert played["misses"] == []
        assert state["me"] == "lea"
        assert [each["name"] for each in state["places"] if each["open"]] == ["lobby"]


async def test_a_fan_joins_and_is_whoever_stands_at_the_stage(visitor: Visitor) -> None:
    """A fan is a member like all others, whatever they are called, and no name is ever markup."""
    fan = {"name": HOSTILE, "locale": "fr", "days": 7, "direct_messages": "closed"}
    assert await visitor.does("welcome", **fan) is None
    assert await visitor.does("welcome", **fan) is None
    state = await visitor.state()
    added = [each for each in state["people"] if each["name"] == HOSTILE]
    assert len({each["key"] for each in added}) == 2
    assert state["me"] == added[-1]["key"]
    member = visitor.house.people[state["me"]].member
    assert member is not None
    assert member.display_name == HOSTILE
    assert visitor.house.env.now() - member.joined_at > timedelta(days=6)
    for path in ("/", "/channel"):
        async with visitor.session.get(visitor.root + path) as answer:
            assert HOSTILE not in await answer.text()


async def test_what_cannot_be_done_is_said(visitor: Visitor) -> None:
    """The answer says why, nothing changes, and the open place stays open."""
    fan = {"name": "Zoe", "locale": "en-GB", "days": 0, "direct_messages": "open"}
    before = await visitor.state()
    for name, body in (
        ("look", {"place": "1"}),
        ("be", {"who": "nobody"}),
        ("clock", {"by": "1y"}),
        ("play", {"scene": "no-such"}),
        ("welcome", fan | {"name": ""}),
        ("welcome", fan | {"name": "x" * 33}),
        ("welcome", fan | {"locale": "tlh"}),
        ("welcome", fan | {"direct_messages": "ajar"}),
    ):
        assert await visitor.does(name, **body)
        after = await visitor.state()
        assert after["screen"] == before["screen"]
        assert after["people"] == before["people"]


async def test_what_is_no_request_is_refused(visitor: Visitor) -> None:
    """Neither a form, nor a broken body, nor one that lacks something reaches the server."""
    address = f"{visitor.root}/stage/clock"
    for status, sent in (
        (415, {"data": {"by": "1d"}}),
        (400, {"data": b"{", "headers": {"Content-Type": "application/json"}}),
        (400, {"json": {}}),
        (400, {"json": ["1d"]}),
    ):
        async with visitor.session.post(address, **sent) as answer:  # type: ignore[arg-type]
            assert answer.status == status


async def test_what_comes_together_takes_turns(visitor: Visitor) -> None:
    """Presses that arrive at once are carried out one after the other, and none is lost."""
    before = visitor.house.env.now()
    theories = (await visitor.place("theories"))["id"]
    troubles = await asyncio.gather(
        visitor.does("clock", by="1h"),
        visitor.does("look", place=theories),
        visitor.does("clock", by="10m"),
        visitor.does("play", scene="quiet-word"),
        visitor.does("be", who="ivy"),
        visitor.does("clock", by="10m"),
    )
    assert set(troubles) == {None}
    assert visitor.house.env.now() - before >= timedelta(minutes=80)


async def test_only_the_open_place_answers(visitor: Visitor) -> None:
    """SimCord's page may stand in the stage's and nowhere else; what belongs to a place left behind is gone."""
    capability = (await visitor.state())["screen"]["capability"]
    async with visitor.session.get(f"{visitor.root}/channel") as answer:
        assert answer.status == 200
        assert "X-Frame-Options" not in answer.headers
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
        assert "/stage/channel.css" in await answer.text()
    opened = visitor.root + "/api/pages"
    async with visitor.session.post(opened, json={}, headers={"X-Simcord-Capability": capability}) as answer:
        assert answer.status == 200
    async with visitor.session.post(opened, json={}) as answer:
        assert answer.status == 401
    await visitor.does("be", who="hugo")
    assert (await visitor.state())["screen"]["capability"] != capability
    async with visitor.session.post(opened, json={}, headers={"X-Simcord-Capability": capability}) as answer:
        assert answer.status == 410


async def test_a_press_a_moment_too_early_is_a_press(visitor: Visitor) -> None:
    """Whoever presses what they see, while something new is about to appear, is not asked to press again."""
    capability = (await visitor.state())["screen"]["capability"]
    headers = {"X-Simcord-Capability": capability}
    async with visitor.session.post(f"{visitor.root}/api/pages", json={}, headers=headers) as answer:
        seen = await answer.json()
    await visitor.says("hugo", "Something new.")
    headers["X-Simcord-Context"] = seen["context"]["id"]
    early = {
        "kind": "browse_messages",
        "query": "",
        "filter": "all",
        "cursor": None,
        "protocol_version": 3,
        "sequence": 1,
        "request_id": "a-press",
        "generation": seen["context"]["generation"],
        "bot_generation": seen["botGeneration"],
        "published_revision": seen["publishedRevision"],
    }
    async with visitor.session.post(f"{visitor.root}/api/action", json=early, headers=headers) as answer:
        receipt = await answer.json()
    assert (receipt["rejected"], receipt["settlement"], receipt["diagnostics"]) == (False, "settled", [])


async def test_a_port_that_is_taken_is_left_alone() -> None:
    """Where the wanted port is taken, the stage takes a free one, on loopback as well."""
    with _listen(0) as taken:
        taken.listen()
        host, port = taken.getsockname()
        with _listen(port) as other:
            assert (other.getsockname()[0], host) == ("127.0.0.1", "127.0.0.1")
            assert other.getsockname()[1] != port
