from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import discord
import pytest
import simcord
from rich.console import Console

from bot.rehearsal.markup import Markup
from bot.rehearsal.names import Names
from bot.rehearsal.player import play
from bot.rehearsal.record import Judged
from bot.rehearsal.scenes import load_scenes, scene_paths
from bot.rehearsal.speech import Speech
from bot.rehearsal.transcript import Transcript
from bot.services.reloading import read_voice
from bot.settings.shipped import shipped_dir

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.rehearsal.bill import Bill
    from bot.rehearsal.playhouse import Playhouse
    from bot.rehearsal.scenes import Scene

NUMBERED = re.compile(r"<[@#t]|\d{15,}|\\[*_~|`]|\*\*|__|-# |https?://discord")
SIGNS = re.compile(r"^ {7}([✓✗]) ", re.MULTILINE)


@pytest.fixture
def names() -> Names:
    """The names of a server in which nobody is."""
    return Names(simcord.Env(discord.Client(intents=discord.Intents.none())))


class Paper:
    """What a transcript prints, on a page of a given width."""

    def __init__(self, house: Playhouse, width: int, *, terminal: bool = False) -> None:
        self._file = io.StringIO()
        console = Console(file=self._file, width=width, force_terminal=terminal, highlight=False, markup=False)
        house.watch.observers.append(Transcript(console, house).tell)

    @property
    def text(self) -> str:
        """Everything so far."""
        return self._file.getvalue()


async def test_a_stranger_reads_names_and_not_numbers(house: Playhouse, bill: Bill) -> None:
    """Nothing of Discord's markup is left, no id, and no line is wider than the page."""
    paper = Paper(house, 80)
    for scene in load_scenes(scene_paths([shipped_dir() / "rehearsal"]), bill):
        await play(house, scene)
    assert not NUMBERED.findall(paper.text)
    assert max(map(len, paper.text.splitlines())) <= 80
    assert "\x1b" not in paper.text
    names = {house.cast.people[key].name for key in ("mira", "lea", "noor", "theo", "priya", "oskar", "carol", "ada")}
    assert all(name in paper.text for name in names)
    assert set(SIGNS.findall(paper.text)) == {"✓"}


@pytest.mark.parametrize("width", [40, 72, 200])
async def test_any_page_will_do(width: int, house: Playhouse, write: Callable[[str], Scene]) -> None:
    """Narrow pages wrap, wide ones are not filled."""
    paper = Paper(house, width)
    await play(house, write("  - {who: mira, says: bullshit}\n  - {expects: direct message, who: mira}\n"))
    assert max(map(len, paper.text.splitlines())) <= min(width, 92)


async def test_what_did_not_hold_is_told_without_colour(house: Playhouse, write: Callable[[str], Scene]) -> None:
    """A sign and words say it, so that neither colours nor a terminal are needed."""
    paper = Paper(house, 80)
    await play(house, write("  - {who: mira, says: Good evening}\n  - {expects: direct message, who: mira}\n"))
    assert SIGNS.findall(paper.text) == ["✗"]


async def test_who_sees_what_is_told(house: Playhouse, write: Callable[[str], Scene]) -> None:
    """Everything that happened is on the page: messages, presses, time, and what was taken away."""
    paper = Paper(house, 80)
    scene = write(
        "  - {who: noor, says: 'bullshit, @hugo', in: fan-art}\n  - {who: noor, presses: cases:open}\n  - {waits: 2h}\n"
    )
    await play(house, scene)
    lines = [line.strip() for line in paper.text.splitlines()]
    arrows = [line for line in lines if line.startswith("→")]
    assert len(arrows) == 4
    assert ["#fan-art" in arrow for arrow in arrows] == [True, False, False, True]
    assert ["#usher-log" in arrow for arrow in arrows] == [False, True, False, False]
    assert ["Noor" in arrow for arrow in arrows] == [False, False, True, False]
    assert any(line.endswith("Noor in #fan-art") for line in lines)
    assert "bullshit, Hugo" in lines
    assert any(line.startswith("│") and "*bullshit*" in line for line in lines)


async def test_what_people_do_with_messages_is_told(house: Playhouse, write: Callable[[str], Scene]) -> None:
    """An edit, a choice from a menu, and a message that was taken away are told by who and whose."""
    paper = Paper(house, 80)
    scene = write(
        "  - {who: mira, says: Good evening, called: it}\n"
        "  - {who: mira, edits: it, to: 'Call Theo, his number is 020 7946 0018'}\n"
        "  - {who: hugo, says: Good night, called: that}\n"
        "  - {who: ivy, chooses: Report to the team, of: that}\n"
        "  - {who: moss, runs: /moderation rules}\n"
        "  - {who: moss, chooses: links, from: moderation:rule}\n"
    )
    assert (await play(house, scene)).misses == []
    lines = [line.strip() for line in paper.text.splitlines()]
    assert any("Mira" in line and "#lobby" in line and line.startswith("→") for line in lines)
    assert any("Ivy" in line and "[Report to the team]" in line and "Hugo" in line for line in lines)
    assert any("Moss" in line and "[links]" in line for line in lines)
    assert any(line.endswith("▾]") for line in lines)


async def test_a_word_that_was_answered_is_not_told_again(house: Playhouse, write: Callable[[str], Scene]) -> None:
    """After an edit that brings nothing new, the page says so, and not what was found before."""
    paper = Paper(house, 80)
    await play(house, write("  - {who: mira, says: bullshit, called: it}\n  - {who: mira, edits: it, to: Well}\n"))
    judged = [each for each in house.watch.record if isinstance(each, Judged)]
    assert [each.again for each in judged] == [False, True]
    assert len([line for line in paper.text.splitlines() if line.strip().startswith("·")]) == 2


async def test_a_terminal_gets_styles_instead_of_asterisks(house: Playhouse, write: Callable[[str], Scene]) -> None:
    """Marked words are underlined where that can be seen, and starred where it cannot."""
    paper = Paper(house, 80, terminal=True)
    await play(house, write("  - {who: mira, says: Such bullshit}\n"))
    assert "\x1b[" in paper.text
    assert "*bullshit*" not in paper.text


async def test_long_words_are_not_told_twice(house: Playhouse, write: Callable[[str], Scene]) -> None:
    """A paragraph that the reader has met before is left out."""
    paper = Paper(house, 80)
    await play(house, write("  - {who: mira, says: bullshit}\n"))
    first = len(paper.text)
    await play(house, write("  - {who: mira, says: bullshit}\n"))
    assert len(paper.text) - first < first * 0.75
    assert re.search(r"│ …$", paper.text, re.MULTILINE)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("plain", "plain"),
        ("**bold** and __under__ and *slanted* and ~~gone~~", "bold and under and slanted and gone"),
        ("a __**marked**__ word", "a *marked* word"),
        ("**__marked__**", "*marked*"),
        (r"an \*escaped\* \_word\_", "an *escaped* _word_"),
        ("`code *as it is*`", "code *as it is*"),
        ("f*ck", "f*ck"),
        ("5 ** 2", "5 ** 2"),
        ("> quoted", "┃ quoted"),
        ("[your message](https://discord.com/channels/1/2/3)", "your message"),
        ("see [the site](https://tickets.example.net/win?x=1)", "see the site (leads to tickets.example.net)"),
        ("-# Moss says: right", "Moss says: right"),
        ("<t:1767376800:R>", "1 second ago"),
        ("until <t:1767383999:D>", "until 2 January 2026"),
        ("at <t:1767376800:t>", "at 18:00"),
        ("<t:1767376800>", "2 January 2026, 18:00"),
        ("<t:1767384000:R>", "in 2 hours"),
        ("<@1>, <#2>, <@&3>", "somebody, a channel that is gone, a role that is gone"),
        ("https://discord.com/channels/1/2/3", "[link to a message that is gone]"),
    ],
)
def test_markup_reads_as_on_discord(source: str, shown: str, names: Names) -> None:
    """What Discord would style, resolve or hide is styled, resolved or hidden."""
    markup = Markup(names, lambda: datetime(2026, 1, 2, 18, tzinfo=UTC), plain=True)
    assert markup.flat(source) == shown


def test_times_are_told_in_the_readers_language(names: Names) -> None:
    """As Discord does, by the language of whoever sees the message."""
    markup = Markup(names, lambda: datetime(2026, 1, 2, 18, tzinfo=UTC))
    assert markup.flat("<t:1767376800:D>", "fr") == "2 janvier 2026"
    assert markup.flat("<t:1767376800:t>", "en-US").startswith("6:00")


def test_sentences_are_recognised_by_key_and_language() -> None:
    """What Usher says is told apart by the voice's own keys, whatever its places hold."""
    voice = read_voice(shipped_dir())
    speech = Speech(voice)
    for language, spoken in voice.languages.items():
        for key in spoken:
            if key.startswith("commands."):
                continue
            places: dict[str, object] = dict.fromkeys(spoken[key].places, "…")
            said = voice.say(key, language, **places | ({"count": 3} if len(spoken[key].forms) > 1 else {}))
            assert speech.says(key, [said]), key
            assert speech.says(key.rpartition(".")[0], [said]), key
    watched = voice.say("moderation.why.outcome.shadowed", "en", rule="x", because="y")
    assert not speech.says("moderation.why.outcome.matched", [watched])  # which it contains, but for its end
    nudge = voice.say("cases.nudge.title", "fr")
    assert not speech.says("doctor.well", [nudge])
    assert speech.languages([nudge, voice.say("doctor.well", "fr")]) == {"fr"}
    assert speech.languages([voice.say("doctor.well", "en"), voice.say("desk.empty", "fr")]) == {"en", "fr"}
    assert speech.languages(["Good evening"]) == frozenset()
