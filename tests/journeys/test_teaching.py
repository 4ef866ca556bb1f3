"""Staff learn and teach: judging finds, allowing words, and looking after rules, from Discord."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.settings.moderation import SHIPPED as RULES
from tests.simulation import SHIPPED, button, simulated

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import simcord

    from tests.simulation import World

STRONG = "well, that was a shitty ending"
SLUR_RULE = "rules:\n  language:\n    kind: language\n    card: true\n"
SHADOW = "rules:\n  watchful:\n    kind: language\n    tiers: []\n    add: {mild: [gorram]}\n"


@pytest.fixture
async def moderator(world: World) -> simcord.MemberActor:
    """Someone who moderates."""
    return await world.staff("zz-mod")


async def with_rules(folder: Path, rules: str) -> AsyncIterator[World]:
    """Run a server whose moderation.yaml says this."""
    config = folder / "from"
    shutil.copytree(SHIPPED, config)
    (config / "communities" / "main" / "moderation.yaml").write_text(rules, encoding="utf-8")
    async with simulated(folder, config=config) as world:
        await world.set_up()
        yield world


def ids(message: Any) -> list[str]:
    """Return the custom ids of everything that can be pressed, and the addresses of links."""
    found = []
    for row in message.components:
        for child in row["components"] if isinstance(row, dict) else row.children:
            each = child if isinstance(child, dict) else child.to_dict()
            found.append(each.get("custom_id") or each["url"])
    return found


def verbs(message: Any) -> set[str]:
    """Return the verbs of the buttons."""
    return {each.split(":")[1] for each in ids(message) if each.startswith("moderation:")}


def shown(result: Any) -> Any:
    """Return what an interaction showed last."""
    return (result.followups or [result.response])[-1]


async def press(who: simcord.MemberActor, message: Any, prefix: str) -> Any:
    """Press the button whose custom id begins so."""
    return await who.click(message, custom_id=button(message, prefix))


async def record(world: World) -> int:
    """Return how many notes about the fan are remembered."""
    return len(await world.usher.house.cases.record(world.guild.id, world.fan.id))


async def judged(world: World, rule: str = "language") -> tuple[int, int]:
    """Return how many finds of a rule were right, of how many that were judged."""
    precision = (await world.usher.house.teaching.statistics(world.guild.id)).of(rule).precision
    return precision.right, precision.judged


async def test_always_allow_ends_a_false_positive(world: World, moderator: simcord.MemberActor) -> None:
    """The moderator allows the word for its rule; the fan writes it again and hears nothing, also after a restart."""
    await world.fan.send(world.general, STRONG)
    (line,) = world.log_lines()

    asked = await press(moderator, line, "moderation:allow:")
    assert asked.ephemeral
    choice = next(each for each in ids(asked.response) if each.endswith(".language"))
    done = await moderator.click(asked.response, custom_id=choice)

    assert ids(done.response) == []
    assert world.usher.house.teaching.allowing.allowed(world.guild.id, "language") == ("shitty",)
    await world.fan.send(world.general, "another shitty one")
    await world.restart()
    await world.fan.send(world.general, "and a shitty third")
    assert len(world.notices()) == 1
    assert len(world.log_lines()) == 1


async def test_a_word_allowed_for_all_rules_is_taken_back(world: World, moderator: simcord.MemberActor) -> None:
    """What was allowed for all stands in the list of rules, and the button there takes it back."""
    await world.fan.send(world.general, STRONG)
    asked = await press(moderator, world.log_lines()[0], "moderation:allow:")
    await moderator.click(asked.response, custom_id=next(each for each in ids(asked.response) if each.endswith(".")))
    await world.fan.send(world.general, STRONG)
    assert len(world.log_lines()) == 1

    listed = await moderator.slash(world.general, "moderation rules")
    await press(moderator, listed.response, "moderation:take_back:")

    assert world.usher.house.teaching.allowing.allowed(world.guild.id, None) == ()
    await world.fan.send(world.general, STRONG)
    assert len(world.log_lines()) == 2


async def test_what_was_allowed_for_a_rule_is_taken_back_there(world: World, moderator: simcord.MemberActor) -> None:
    """The screen of the rule takes back the last word; a second press on the old screen takes back no more."""
    allowing = world.usher.house.teaching.allowing
    for word in ("one", "two"):
        await allowing.allow(world.guild.id, "language", word, world.admin.id)
    first = await moderator.slash(world.general, "moderation rules", rule="language")
    second = await moderator.slash(world.general, "moderation rules", rule="language")

    await press(moderator, first.response, "moderation:take_back:")
    late = await press(moderator, second.response, "moderation:take_back:")

    assert allowing.allowed(world.guild.id, "language") == ("one",)
    assert shown(late).content == world.usher.house.voice.say("refusals.taken_back_already", "en")


async def test_a_message_that_is_gone_is_allowed_by_its_term(world: World, moderator: simcord.MemberActor) -> None:
    """A deleted message leaves the term of the decision to allow."""
    said = await world.fan.send(world.general, STRONG)
    await world.fan.delete(said)
    asked = await press(moderator, world.log_lines()[0], "moderation:allow:")
    await moderator.click(asked.response, custom_id=ids(asked.response)[0])
    await world.fan.send(world.general, STRONG)
    assert len(world.log_lines()) == 1


@pytest.mark.parametrize(("verb", "right", "kept"), [("right", (1, 1), 1), ("fine", (0, 1), 0)])
async def test_a_line_shows_who_judged_it(
    world: World, moderator: simcord.MemberActor, verb: str, right: tuple[int, int], kept: int
) -> None:
    """The line is kept and says who decided; it still explains and leads there, and cannot be decided again."""
    said = await world.fan.send(world.general, STRONG)
    (line,) = world.log_lines()

    await press(moderator, line, f"moderation:{verb}:")

    (after,) = world.log_lines()
    assert line.content in after.content
    assert moderator.mention in after.content
    assert verbs(after) == {"why"} | ({"allow"} if verb == "fine" else set())
    assert said.jump_url in ids(after)
    assert await judged(world) == right
    assert await record(world) == kept
    why = await press(moderator, after, "moderation:why:")
    assert shown(why).ephemeral


async def test_a_withdrawn_note_is_gone_for_its_member(world: World, moderator: simcord.MemberActor) -> None:
    """After *Not a problem*, the button below the notice finds nothing remembered, and nothing counts next time."""
    await world.fan.send(world.general, STRONG)
    await press(moderator, world.log_lines()[0], "moderation:fine:")
    (notice,) = world.notices()

    opened = await world.fan.user.click(notice, custom_id=button(notice, "cases:mine"))

    assert opened.response.content == world.usher.house.voice.say("refusals.note_forgotten", "en")
    assert world.usher.house.standing.remembered(world.guild.id, world.fan.id) == 0


@pytest.mark.parametrize("restart", [False, True])
async def test_the_second_press_is_told_of_the_first(
    world: World, moderator: simcord.MemberActor, restart: bool
) -> None:
    """Where a line still has its buttons, as after a kill, the second press tells who was first, and mends it."""
    other = await world.staff("zz-other-mod")
    said = await world.fan.send(world.general, STRONG)
    house = world.usher.house
    await house.teaching.judge_hits(world.guild.id, said.id, right=True, by=moderator.id)
    if restart:
        await world.restart(gently=False)

    second = await press(other, world.log_lines()[0], "moderation:fine:")

    (after,) = world.log_lines()
    assert moderator.mention in after.content
    assert other.mention not in after.content
    assert verbs(after) == {"why"}
    (told,) = second.followups
    assert told.ephemeral
    assert moderator.mention in told.content
    assert await judged(world) == (1, 1)
    assert await record(world) == 1


async def test_a_card_is_judged_once_and_shows_it(tmp_path: Path) -> None:
    """A card on the desk says who decided, keeps *Why?*, and has nothing more to decide."""
    async for world in with_rules(tmp_path, SLUR_RULE):
        moderator = await world.staff("zz-mod")
        await world.fan.send(world.general, STRONG)
        (card,) = world.cards()

        await press(moderator, card, "moderation:fine:")

        (after,) = world.cards()
        assert card.embeds[0].description in after.embeds[0].description
        assert moderator.mention in after.embeds[0].description
        assert verbs(after) == {"why"}
        assert await record(world) == 0
        # The line in the log tells of the same find, and learns who was first.
        late = await press(moderator, world.log_lines()[0], "moderation:right:")
        assert shown(late).ephemeral
        assert await judged(world) == (0, 1)


async def test_without_the_rank_nothing_is_judged_or_allowed(world: World, moderator: simcord.MemberActor) -> None:
    """Someone who is no moderator any more between two presses is refused, and nothing changes."""
    house = world.usher.house
    await house.teaching.allowing.allow(world.guild.id, "language", "one", world.admin.id)
    await world.fan.send(world.general, STRONG)
    (line,) = world.log_lines()
    asked = await press(moderator, line, "moderation:allow:")
    listed = await moderator.slash(world.general, "moderation rules", rule="language")
    file = world.config / "communities" / "main" / "community.yaml"
    file.write_text(file.read_text("utf-8").replace("[Moderator]", "[]"), encoding="utf-8")
    world.usher.use(house.reloading.peek())

    below_line = [await press(moderator, line, f"moderation:{verb}:") for verb in ("right", "fine", "allow")]
    below_list = [
        await press(moderator, listed.response, f"moderation:{verb}:")
        for verb in ("history", "examples", "replay", "take_back", "rules_page")
    ]
    chosen = await moderator.click(asked.response, custom_id=ids(asked.response)[0])

    said = [shown(each).content for each in (*below_line, *below_list, chosen)]
    assert said == [house.voice.say("refusals.rank_moderator", "en")] * 9
    assert house.teaching.allowing.allowed(world.guild.id, "language") == ("one",)
    assert await judged(world) == (0, 0)
    assert await record(world) == 1


async def test_a_shadow_rule_does_nothing_and_shows_what_it_would_have_done(tmp_path: Path) -> None:
    """The fan hears nothing, the log has a line that can be judged, and the list of rules counts the find."""
    async for world in with_rules(tmp_path, SHADOW):
        moderator = await world.staff("zz-mod")
        said = await world.fan.send(world.general, "that gorram lighthouse")

        assert world.notices() == []
        assert world.general.history() == [said]
        (line,) = world.log_lines()
        assert verbs(line) == {"why", "right", "fine", "allow"}
        listed = await moderator.slash(world.general, "moderation rules")
        numbers = (await world.usher.house.teaching.statistics(world.guild.id)).of("watchful")
        assert (numbers.hits, numbers.people) == (1, 1)
        assert expected_line(world, "watchful", "shadow", 1, 1) in listed.response.embeds[0].description
        assert await record(world) == 0


def expected_line(world: World, rule: str, mode: str, hits: int, people: int) -> str:
    """Return the line of a rule that nobody has judged."""
    say = world.usher.house.voice.say
    return say(
        "moderation.rules.line",
        "en",
        rule=rule,
        mode=say(f"moderation.rules.mode.{mode}", "en"),
        hits=hits,
        people=people,
        right=say("moderation.rules.not_judged", "en"),
    )


def many_rules(count: int) -> str:
    """Return settings with so many rules."""
    rules = (f"  rule-{n:03}: {{kind: language, mode: 'off', tiers: [mild]}}\n" for n in range(count))
    return "rules:\n" + "".join(rules)


async def test_five_hundred_rules_have_pages(tmp_path: Path) -> None:
    """Every rule stands on one page, a menu opens it, and a page that is gone by now is the last one."""
    async for world in with_rules(tmp_path, many_rules(500)):
        screen = (await world.admin.slash(world.general, "moderation rules")).response
        listed, page = menu_of(screen), 1
        while f"moderation:rules_page:{page + 1}" in ids(screen):
            page += 1
            screen = (await world.admin.click(screen, custom_id=f"moderation:rules_page:{page}")).response
            listed += menu_of(screen)
        assert listed == [*RULES, *(f"rule-{n:03}" for n in range(500))]

        file = world.config / "communities" / "main" / "moderation.yaml"
        file.write_text(many_rules(12), encoding="utf-8")
        world.usher.use(world.usher.house.reloading.peek())
        back = (await world.admin.click(screen, custom_id=f"moderation:rules_page:{page - 1}")).response
        everything = [*RULES, *(f"rule-{n:03}" for n in range(12))]
        assert menu_of(back) == everything[10:]

        opened = await world.admin.select(back, ["rule-011"], custom_id="moderation:rule:")
        assert button(opened.response, "moderation:mode:live") == "moderation:mode:live.rule-011"


def menu_of(screen: Any) -> list[str]:
    """Return what the menu of a screen offers."""
    return [each["value"] for row in screen.components for each in row["components"][0].get("options", ())]


async def test_a_rule_is_looked_after_from_its_screen(world: World, moderator: simcord.MemberActor) -> None:
    """Mode, history and the way back: an admin's change is told with who made it."""
    opened = await world.admin.slash(world.general, "moderation rules", rule="language")
    await press(world.admin, opened.response, "moderation:mode:shadow")
    await press(moderator, (await rule_screen(world, moderator)), "moderation:mode:live")
    history = await press(moderator, await rule_screen(world, moderator), "moderation:history:")

    told = history.response.embeds[0].description
    assert world.admin.mention in told
    assert moderator.mention not in told
    assert world.usher.house.communities.of(world.guild.id).settings.moderation.rules["language"].mode == "shadow"
    back = await press(moderator, history.response, "moderation:rule:")
    assert "moderation:mode:live.language" in ids(back.response)
    listed = await press(moderator, back.response, "moderation:rules_page:1")
    assert menu_of(listed.response) != []


async def rule_screen(world: World, who: simcord.MemberActor, rule: str = "language") -> Any:
    """Return the screen of a rule."""
    return (await who.slash(world.general, "moderation rules", rule=rule)).response


async def test_finds_are_judged_one_after_the_other(world: World, moderator: simcord.MemberActor) -> None:
    """Each find is shown with its text, a judgement brings the next one, *Next* passes one by, until none is left."""
    for text in ("a shitty first", "a shitty second", "a shitty third"):
        await world.fan.send(world.general, text)
    screen = (await press(moderator, await rule_screen(world, moderator), "moderation:examples:")).response
    texts = []
    for verb in ("example_right", "example_next", "example_fine"):
        texts.append(screen.embeds[0].description)
        screen = (await press(moderator, screen, f"moderation:{verb}:")).response

    assert [word in text for word, text in zip(("third", "second", "first"), texts, strict=True)] == [True] * 3
    assert verbs(screen) == {"rule"}
    assert await judged(world) == (1, 2)
    assert await record(world) == 2


async def test_a_find_whose_message_is_gone_can_still_be_judged(world: World, moderator: simcord.MemberActor) -> None:
    """The text is said to be gone, and why the rule found it is told by its term."""
    said = await world.fan.send(world.general, STRONG)
    await world.fan.delete(said)
    screen = (await press(moderator, await rule_screen(world, moderator), "moderation:examples:")).response
    assert world.usher.house.voice.say("moderation.example.gone", "en") in screen.embeds[0].description
    await press(moderator, screen, "moderation:example_right:")
    assert await judged(world) == (1, 1)


async def test_a_replay_tells_what_a_rule_would_have_found(tmp_path: Path) -> None:
    """A rule that is off is tried on the last messages of a channel; the fan hears nothing, and nothing is kept."""
    async for world in with_rules(tmp_path, SHADOW.replace("tiers", "mode: 'off'\n    tiers")):
        moderator = await world.staff("zz-mod")
        for text in ("that gorram lighthouse", "a quiet evening", "gorram fog"):
            await world.fan.send(world.general, text)

        form = await press(moderator, await rule_screen(world, moderator, "watchful"), "moderation:replay:")
        result = await moderator.submit_modal(form, {"channels": [world.general], "number": ["100"]})

        assert result.ephemeral
        told = result.response.embeds[0].description
        values = {"found": 2, "people": 1, "read": 3, "exempt": 0}
        assert told.startswith(world.usher.house.voice.say("moderation.replay.found", "en", **values))
        assert "lighthouse" in told
        assert world.notices() == []
        assert world.log_lines() == []


@pytest.mark.parametrize("who", ["moderator", "usher"])
async def test_a_replay_reads_only_what_both_may_read(world: World, moderator: simcord.MemberActor, who: str) -> None:
    """A channel whose history is closed to the moderator, or to Usher, is left alone, and that is said."""
    form = await press(moderator, await rule_screen(world, moderator), "moderation:replay:")
    closed = discord.PermissionOverwrite(read_message_history=False)
    target = moderator if who == "moderator" else world.guild.me
    channel = world.guild.create_text_channel("closed", overwrites={target: closed})
    result = await moderator.submit_modal(form, {"channels": [channel], "number": ["100"]})
    said = world.usher.house.voice.say("refusals.not_readable", "en", channel=f"<#{channel.id}>")
    assert shown(result).content == said


async def test_french_staff_read_french(world: World, moderator: simcord.MemberActor) -> None:
    """The screens speak the language of whoever looks at them."""
    world.speaks(moderator, "fr")
    screen = await rule_screen(world, moderator)
    assert screen.embeds[0].title == world.usher.house.voice.say("moderation.rules.one", "fr", rule="language")
