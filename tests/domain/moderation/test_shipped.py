"""The whole shipped policy on what fans write: it leaves film talk alone, and finds the same words meant badly."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.domain.moderation.judging import judge
from bot.domain.moderation.messages import Attachment, Message
from bot.domain.moderation.recent import Recent
from tests.domain.moderation.every import policy
from tests.domain.moderation.fan_talk import BAD, CLEAN
from tests.domain.moderation.talk import said

SHIPPED = policy()
_MENTION = re.compile(r"<@(\d+)>")


def message(text: str, second: float = 0, author: int = 1) -> Message:
    """One message, with whom it addresses as Discord would tell."""
    return said(text, second, author, mentions=tuple(map(int, _MENTION.findall(text))))


def found(one: Message) -> set[str]:
    """The rules that find something in it."""
    return {each.rule for each in judge(SHIPPED, one).findings}


@pytest.mark.parametrize("line", CLEAN)
def test_film_talk_is_left_alone(line: str) -> None:
    """Titles, names, quotes, code, scores, dates, sums, links and cheers are no reason for anything."""
    assert found(message(line)) == set()


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, lines in BAD.items() for line in lines])
def test_the_same_meant_badly_is_found(rule: str, line: str) -> None:
    """The rule that the line is about finds it, and no other does."""
    assert found(message(line)) == {rule}


def test_the_tables_are_large() -> None:
    """There are enough of both to mean something."""
    assert len(CLEAN) >= 60
    assert sum(map(len, BAD.values())) >= 60


def test_bad_words_are_found_among_film_talk() -> None:
    """What excuses a title or a name excuses nothing beside it."""
    for clean, bad in zip(CLEAN * 2, BAD["language"], strict=False):
        if not clean.startswith((">", "`")):
            assert "language" in found(message(f"{clean}, and {bad}")), (clean, bad)


def test_an_evening_of_film_talk_is_no_flood() -> None:
    """Two fans who say all of this in turn, one line every five seconds, say nothing that is found."""
    recent = Recent()
    for number, line in enumerate(CLEAN):
        one = message(line, second=number * 5, author=1 + number % 2)
        verdict = judge(SHIPPED, one, recent.before(one))
        assert verdict.findings == (), line
        recent.add(one, verdict)


@pytest.mark.parametrize(
    ("name", "type_", "rules"),
    [
        ("poster.png", "image/png", set()),
        ("trailer.final.mp4", "video/mp4", set()),
        ("script-draft-3.pdf", "application/pdf", set()),
        ("stills.zip", "application/zip", set()),
        ("poster.png.exe", "application/x-msdownload", {"files"}),
        ("trailer.mp4.scr", None, {"files"}),
        ("subtitles.bat", "text/plain", {"files"}),
        ("budget.xlsm", None, {"files"}),
    ],
)
def test_files_of_films_are_fine_and_programs_are_not(name: str, type_: str | None, rules: set[str]) -> None:
    """Pictures, films, scripts to read and archives may be sent; what runs may not, however it is called."""
    one = replace(message("here it is"), attachments=(Attachment(name, type_, 1000),))
    assert found(one) == rules
