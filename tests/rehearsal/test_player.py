from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.rehearsal.player import play
from bot.rehearsal.record import Asked, Changed, Checked, Filled, Said
from bot.rehearsal.scenes import load_scenes, scene_paths
from bot.settings.shipped import shipped_dir
from cogs.door import UsherModal
from cogs.pressing import buttons

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.rehearsal.bill import Bill
    from bot.rehearsal.playhouse import Playhouse
    from bot.rehearsal.scenes import Scene

SCENES = scene_paths([shipped_dir() / "rehearsal"])


@pytest.mark.parametrize("name", list(SCENES))
async def test_each_shipped_scene_holds_by_itself(name: str, house: Playhouse, bill: Bill) -> None:
    """A scene builds on no other: each holds on a server on which nothing else has happened."""
    played = await play(house, load_scenes({name: SCENES[name]}, bill)[0])
    assert played.misses == []
    assert played.held


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("{who: mira, presses: cases:opne}", "cases:open"),
        ("{who: mira, presses: communities:apply}", "cases:open"),  # somebody else's answer is not in sight
        ("{who: mira, runs: /usher doctor}", "not visible"),
        ("{who: mira, runs: /nothing}", "nothing"),
        ("{who: moss, runs: /moderation why}", "message"),
        ("{who: mira, fills: {text: Hello}}", "form"),
        ("{who: mira, says: Hello, in: log}", "Access"),
        ("{who: mira, edits: the word, to: Hello}", "own messages"),
        ("{who: noor, chooses: Report to the tean, of: the word}", "Report to the team"),
        ("{who: mira, chooses: commands.me, of: the word}", "Report to the team"),
        ("{who: mira, chooses: language, from: moderation:rule}", "moderation:rule"),
        ("{who: mira, presses: cases:open:7}", "cases:open"),
    ],
)
async def test_what_cannot_be_done_ends_the_scene_and_says_why(
    step: str, why: str, house: Playhouse, write: Callable[[str], Scene]
) -> None:
    """What follows builds on it, so it is not played; the list names the line and the reason."""
    before = "  - {who: noor, says: bullshit, called: the word}\n  - {expects: message, in: lobby}\n"
    after = "  - {expects: message, in: lobby}\n"
    played = await play(house, write(f"{before}  - {step}\n{after}"))
    assert played.held == 1
    assert [miss.line for miss in played.misses] == [5]
    assert why in played.misses[0].why


async def test_an_entry_that_a_menu_has_not_is_answered_with_those_it_has(
    house: Playhouse, write: Callable[[str], Scene]
) -> None:
    """Whoever writes a scene learns what can be chosen there."""
    steps = "  - {who: moss, runs: /moderation rules}\n  - {who: moss, chooses: langauge, from: moderation:rule}\n"
    played = await play(house, write(steps))
    assert '"language"' in played.misses[0].why


async def test_of_buttons_alike_the_one_meant_is_pressed(house: Playhouse, write: Callable[[str], Scene]) -> None:
    """How its id goes on tells a button from others that do the same; a part of a word does not."""
    steps = "  - {who: ada, runs: /moderation rules, with: {rule: links}}\n  - {who: ada, presses: moderation:mode:"
    assert (await play(house, write(f"{steps}shad}}\n"))).misses
    assert (await play(house, write(f"{steps}shadow}}\n"))).misses == []
    assert house.community is not None
    assert house.community.settings.moderation.rules["links"].mode == "shadow"


async def test_what_an_edit_says_is_what_stands_there(house: Playhouse, write: Callable[[str], Scene]) -> None:
    """The message is the same, and mentions in its new text are mentions."""
    scene = write(
        "  - {who: hugo, says: Good evening, called: it}\n  - {who: hugo, edits: it, to: 'Good evening, @mira'}\n"
    )
    assert (await play(house, scene)).misses == []
    (message,) = house.channels["lobby"].history()
    assert message.content == f"Good evening, {house.people['mira'].mention}"
    said = [each for each in house.watch.record if isinstance(each, Said)]
    assert [type(each) for each in said] == [Said, Changed]
    assert {each.message_id for each in said} == {message.id}


async def test_a_scene_goes_on_after_an_expectation_that_does_not_hold(
    house: Playhouse, write: Callable[[str], Scene]
) -> None:
    """One evening tells everything that is wrong."""
    played = await play(
        house,
        write(
            "  - {who: mira, says: Good evening}\n"
            "  - {expects: log line}\n"
            "  - {expects: no log line}\n"
            "  - {expects: direct message, who: mira}\n"
        ),
    )
    assert (played.held, [miss.line for miss in played.misses]) == (1, [4, 6])
    told = [each.why_not is None for each in house.watch.record if isinstance(each, Checked)]
    assert told == [False, True, False]


@pytest.mark.parametrize("where", ["in a listener", "in a press"])
async def test_a_mistake_of_ushers_own_fails_the_scene(
    where: str, house: Playhouse, write: Callable[[str], Scene]
) -> None:
    """Also where no step looks for one."""
    if where == "in a listener":
        house.client.message_readers.append(stumble)
    else:
        house.client.presses.on("cases", "mine", stumble)
    played = await play(house, write("  - {who: mira, says: bullshit}\n  - {who: mira, presses: cases:mine}\n"))
    assert played.misses
    assert played.held == 0


async def test_forms_are_filled_in_by_field(house: Playhouse, write: Callable[[str], Scene]) -> None:
    """A form that Usher opens is filled in and sent by whom it was opened for, and by nobody else."""
    sent: list[str] = []

    class Form(UsherModal, title="A form"):
        """One question."""

        answer: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Answer", custom_id="tests:form:answer")

        async def on_submit(self, interaction: discord.Interaction) -> None:
            sent.append(self.answer.value)
            await interaction.response.send_message("Thank you.", ephemeral=True)

    async def open_form(interaction: discord.Interaction, _id: str) -> None:
        await interaction.response.send_modal(Form())

    house.client.presses.on("tests", "form", open_form)
    lobby = house.client.get_channel(house.channels["lobby"].id)
    assert isinstance(lobby, discord.TextChannel)
    await lobby.send("Press", view=buttons(("Open", "tests:form:1")))
    await house.watch.look()
    begin = "  - {who: mira, presses: tests:form}\n"
    end = "  - {who: mira, fills: {answer: Yes please}}\n  - {expects: private answer, who: mira, words: thank}\n"
    assert (await play(house, write(begin + end))).misses == []
    assert sent == ["Yes please"]
    assert {type(each) for each in house.watch.record} >= {Asked, Filled}
    wrong = await play(house, write(f"{begin}  - {{who: mira, fills: {{question: No}}}}\n"))
    assert "answer" in wrong.misses[0].why
    other = await play(house, write(f"{begin}  - {{who: hugo, fills: {{answer: No}}}}\n"))
    assert [miss.line for miss in other.misses] == [4]


async def test_options_mean_members_channels_and_messages_by_their_names(
    house: Playhouse, write: Callable[[str], Scene]
) -> None:
    """What is written in a message or filled into a command is what a person would pick there."""
    scene = write(
        "  - {who: hugo, says: 'Dear @mira, meet me in #theories', called: the letter}\n"
        "  - {who: moss, runs: /moderation why, with: {message: the letter}, in: theories}\n"
        "  - {expects: private answer, who: moss, voice: moderation.why.outcome.clean}\n"
    )
    assert (await play(house, scene)).misses == []
    letter = house.channels["lobby"].history()[-1]
    assert letter.content == f"Dear <@{house.people['mira'].id}>, meet me in <#{house.channels['theories'].id}>"


async def stumble(*_: object) -> None:
    """Stands in for a mistake in a feature."""
    raise ZeroDivisionError
