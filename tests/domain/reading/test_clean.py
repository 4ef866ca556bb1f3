from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.evaluation import is_strong
from tests.domain.reading.clean_names import PEOPLE, PLACES
from tests.domain.reading.clean_talk import TALK
from tests.domain.reading.clean_titles import TITLES
from tests.domain.reading.clean_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.reading import Reader


def flagged(reader: Reader, texts: Iterable[str]) -> list[str]:
    return [text for text in texts if is_strong(reader, text)]


def test_titles_are_left_alone(reader: Reader) -> None:
    """No title of a film or series is flagged, in whatever case."""
    assert flagged(reader, TITLES) == []
    assert flagged(reader, [title.lower() for title in TITLES]) == []
    assert flagged(reader, [f"has anyone seen {title} yet?" for title in TITLES]) == []


def test_a_title_that_is_a_coarse_word_stands_alone(reader: Reader) -> None:
    """A title that is a coarse word and no more is left alone as a whole message with capitals, and nowhere else."""
    assert flagged(reader, ["Dick", "Dick (1999)", "Bad Ass", "dick", "DICK", "You Dick", "bad ass"]) == [
        "dick",
        "DICK",
        "You Dick",
        "bad ass",
    ]


def test_names_are_left_alone(reader: Reader) -> None:
    """No name of a person or a place is flagged when it is written as one."""
    assert flagged(reader, PEOPLE) == []
    assert flagged(reader, PLACES) == []
    assert flagged(reader, [f"I met {name} at the premiere." for name in PEOPLE]) == []


def test_ordinary_words_are_left_alone(reader: Reader) -> None:
    """No ordinary word is flagged for the letters in it."""
    assert flagged(reader, WORDS) == []
    assert flagged(reader, [word.upper() for word in WORDS]) == []
    assert flagged(reader, [f"the {word}, they said" for word in WORDS]) == []


def test_film_talk_is_left_alone(reader: Reader) -> None:
    """Talk of films, quotes, code, addresses and other languages are not flagged."""
    assert flagged(reader, TALK) == []


def test_the_same_words_meant_badly_are_seen(reader: Reader) -> None:
    """What excuses a title or a name excuses nothing else."""
    texts = (
        "you are a dick",
        "Stop being a dick",
        "suck my cock",
        "what a bunch of bastards",
        "you bastards",
        "shut up bitch",
        "kick your ass",
        "such a jackass",
        "you pussy",
        "dumb whore",
        "what a prick",
        "fat slut",
        "fag",
        "these chinks",
        "filthy coons",
        "you spic",
        "ugly dyke",
        "retard",
        "nice tits",
    )
    assert [text for text in texts if not is_strong(reader, text)] == []
