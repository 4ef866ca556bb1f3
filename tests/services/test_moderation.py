"""Moderation: the policy in force follows the settings, and every decision explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.moderation.verdicts import Exemption, Outcome
from tests.services.houses import GUILD, MODERATOR, NOON, OTHER_GUILD, SERVER, STAFF, a_message, speak

if TYPE_CHECKING:
    from bot.house import House
    from tests.services.houses import HandClock

MODE, ALLOW = "moderation.rules.language.mode", "moderation.rules.language.allow"


def outcomes(house: House, text: str = "oh frak this") -> list[Outcome]:
    """Return what the rules make of a text now."""
    verdict = house.moderation.explain(a_message(text))
    return [each.outcome for each in verdict.considered if each.rule == "language"]


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [("live", Outcome.MATCHED), ("shadow", Outcome.SHADOWED), ("off", Outcome.OFF)],
)
async def test_a_rule_does_as_much_as_its_mode_lets_it(house: House, mode: str, outcome: Outcome) -> None:
    """A mode that is set from Discord counts for the next message."""
    await house.communities.override(GUILD, MODE, mode, STAFF)
    assert outcomes(house) == [outcome]


async def test_an_allowed_phrase_is_allowed_at_once(house: House) -> None:
    """A phrase that staff allow is found no more, and is found again when it is taken back."""
    await house.communities.override(GUILD, ALLOW, ["oh frak"], STAFF)
    assert outcomes(house) == [Outcome.ALLOWED]
    assert outcomes(house, "what the frak") == [Outcome.MATCHED]
    await house.communities.override(GUILD, ALLOW, None, STAFF)
    assert outcomes(house) == [Outcome.MATCHED]


async def test_new_words_count_after_a_reload(house: House) -> None:
    """What an admin writes into the file is read with the next message; a broken edit changes nothing."""
    file = house.config_dir / "communities" / "main" / "moderation.yaml"
    file.write_text("rules:\n  language:\n    kind: language\n    add: {strong: [gorram]}\n", encoding="utf-8")
    assert outcomes(house, "gorram") == [Outcome.CLEAN]
    house.reloading.accept(house.reloading.peek())
    assert outcomes(house, "gorram") == [Outcome.MATCHED]
    assert outcomes(house) == [Outcome.CLEAN]


async def test_a_paused_feature_reads_nothing(house: House) -> None:
    """Paused, or without settings, moderation watches nothing."""
    assert house.moderation.watches(GUILD)
    assert not house.moderation.watches(OTHER_GUILD)
    await house.pauses.pause(GUILD, "moderation", None, STAFF)
    assert not house.moderation.watches(GUILD)


async def test_a_community_without_moderation_judges_nothing(house: House) -> None:
    """Switched off in the file, no message is considered by any rule."""
    file = house.config_dir / "communities" / "main" / "moderation.yaml"
    file.write_text("enabled: false\n", encoding="utf-8")
    house.reloading.accept(house.reloading.peek())
    assert outcomes(house) == []
    assert not house.moderation.watches(GUILD)


async def test_why_answers_with_the_decision_that_was_taken(house: House, clock: HandClock) -> None:
    """A kept decision is told as it was, with its hits and its time, whatever the settings say now."""
    await speak(house, a_message())
    clock.now = NOON.replace(hour=20)
    await house.communities.override(GUILD, MODE, "off", STAFF)
    why = await house.moderation.why(a_message())
    assert why.decided_at == NOON
    assert [(each.outcome, each.spots[0].term) for each in why.verdict.considered] == [(Outcome.MATCHED, "frak")]


async def test_why_answers_as_of_now_where_nothing_was_kept(house: House) -> None:
    """A clean message, and one from before Usher came, are judged anew, and that is said."""
    for text, outcome in (("a clean one", Outcome.CLEAN), ("oh frak", Outcome.MATCHED)):
        why = await house.moderation.why(a_message(text))
        assert why.decided_at is None
        assert not why.paused
        assert [each.outcome for each in why.verdict.considered if each.rule == "language"] == [outcome]


async def test_why_says_that_nothing_would_be_done_at_present(house: House) -> None:
    """While moderation is paused, an answer as of now says so."""
    await house.pauses.pause(GUILD, "moderation", None, STAFF)
    assert (await house.moderation.why(a_message())).paused


async def test_exemptions_by_role_follow_the_server(house: House) -> None:
    """A role that the settings leave out counts once it is found in the server, by its id."""
    file = house.config_dir / "communities" / "main" / "moderation.yaml"
    file.write_text("exempt: {staff: false, roles: [Moderator]}\n", encoding="utf-8")
    house.reloading.accept(house.reloading.peek())
    theirs = a_message(roles=frozenset({MODERATOR}))
    assert house.moderation.judge(theirs).exemption is None
    await house.communities.adopt(SERVER)
    assert house.moderation.judge(theirs).exemption is Exemption.ROLE
