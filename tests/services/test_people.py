"""People: the language each one uses, known from the first command on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.services.houses import FAN, GUILD, OTHER_FAN, OTHER_GUILD

if TYPE_CHECKING:
    from bot.house import House


async def test_a_language_is_known_once_it_was_seen(house: House) -> None:
    """The newest language counts, in the community where it was seen, also after a restart."""
    assert house.people.locale(GUILD, FAN) is None
    await house.people.saw_locale(GUILD, FAN, "fr")
    await house.people.saw_locale(GUILD, FAN, "pt-BR")
    for _ in range(2):
        assert house.people.locale(GUILD, FAN) == "pt-BR"
        assert house.people.locale(GUILD, OTHER_FAN) is None
        assert house.people.locale(OTHER_GUILD, FAN) is None
        await house.people.load()


async def test_only_news_is_written(house: House) -> None:
    """Every press tells the language again; only another one costs a write."""
    await house.people.saw_locale(GUILD, FAN, "fr")
    passed: list[str] = []
    house.database.boundary = passed.append
    await house.people.saw_locale(GUILD, FAN, "fr")
    assert passed == []
    await house.people.saw_locale(GUILD, FAN, "de")
    assert passed
