"""The state of the stage as the page gets it: plain values, nothing but texts, numbers and lists."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import discord
from babel import Locale

from bot.rehearsal.stage.clock import zone_of
from bot.rehearsal.stage.decisions import decisions
from bot.rehearsal.stage.ledger import ledger

if TYPE_CHECKING:
    from bot.rehearsal.cast import Person
    from bot.rehearsal.player import Played
    from bot.rehearsal.stage.director import Director
    from bot.rehearsal.stage.places import Place


async def describe(director: Director, trouble: str | None) -> dict[str, Any]:
    """Return everything that the page shows, but for the running clock."""
    house = director.house
    unread = director.seen.unread(director.me)
    return {
        "server": house.cast.server,
        "zone": zone_of(house),
        "me": director.me,
        "people": [_person(key, person) for key, person in director.people.items()],
        "languages": languages(),
        "places": [_place(director, each, unread) for each in director.places()],
        "screen": {"capability": director.screen.capability},
        "scenes": [_scene(each) for each in director.scenes.values()],
        "decisions": await decisions(house, director.spoken),
        "ledger": await ledger(house),
        "trouble": trouble,
    }


@cache
def languages() -> list[dict[str, str]]:
    """Return the languages that somebody's Discord can be in, by their English names."""
    named = {each.value: str(Locale.parse(each.value, sep="-").english_name) for each in discord.Locale}
    return [{"tag": tag, "name": name} for tag, name in sorted(named.items(), key=lambda each: each[1])]


def _person(key: str, person: Person) -> dict[str, str]:
    return {
        "key": key,
        "name": person.name,
        "role": person.role,
        "about": person.about,
        "language": str(Locale.parse(person.locale, sep="-").get_language_name("en")),
        "direct_messages": person.direct_messages,
    }


def _place(director: Director, place: Place, unread: set[int]) -> dict[str, Any]:
    """Return one place. `turns_into`: who one becomes on opening it; None: one stays who one is."""
    mine = director.me in place.seen_by
    return {
        "id": str(place.channel.id),
        "name": place.name,
        "kind": place.kind,
        "open": place.channel.id == director.screen.channel_id,
        "unread": mine and place.channel.id in unread,
        "turns_into": None if mine else next(iter(place.seen_by), ""),
    }


def _scene(played: Played) -> dict[str, Any]:
    return {
        "name": played.scene.name,
        "title": played.scene.file.title,
        "shows": played.scene.file.shows,
        "held": played.held,
        "misses": [{"what": each.what, "why": each.why} for each in played.misses],
    }
