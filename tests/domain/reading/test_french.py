from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.services.evaluation import is_strong

if TYPE_CHECKING:
    from bot.domain.moderation.reading import Reader


@pytest.mark.parametrize(
    "text",
    [
        "putain de film",
        "espèce de connard",
        "quelle connasse",
        "bande d'enculés",
        "va te faire enculer",
        "va te faire foutre",
        "fils de pute",
        "ferme-la salope",
        "nique ta mère",
        "c'est de la merde",
        "film merdique",
        "il m'emmerde",
        "sale pédé",
        "gros con",
        "trou du cul",
        "pauvre bâtard",
        "sale bougnoule",
        "s.a.l.o.p.e",
        "c0nnard",
        "saaaalope",
        "enc*lé",
        "connnnard",
        "ｐｕｔａｉｎ",
    ],
)
def test_french_swearing_is_seen(reader: Reader, text: str) -> None:
    """French words are found with and without accents, and in the same disguises."""
    assert is_strong(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "je suis en retard, on se voit plus tard",
        "le retard du train, encore",
        "tôt ou tard il reviendra",
        "une douche froide",
        "le dîner de cons était drôle",
        "il conne à rien? non, il ne connaît rien",
        "la bite d'amarrage du port",
        "cul-de-sac, culbuto, culotte",
        "salopette en jean",
        "député, réputé, disputé, computer",
        "Martinique, pique-nique, unique, technique, Dominique",
        "bâtard-montrachet, pain bâtard",
        "un con promis, un concert, un concours",
        "saluts à tous",
        "éculé comme gag",
        "Les Huit Salopards de Tarantino",
        "Salaud, on t'aime de Lelouch",
        "L'Emmerdeur avec Ventura et Brel",
        "Connasse, princesse des cœurs",
        "La Maman et la Putain d'Eustache",
        "le pédalo de la plage, la pédale douce",
        "la nègre? non, la neige",
        "bouchon, bouche, bouchée, boucher",
        "les phoques du zoo",
        "l'as de pique, assez, associé, assiette",
        "chatte et chaton, les deux minous",
        "une tapette à souris",
        "la queue du cinéma fait cent mètres",
    ],
)
def test_ordinary_french_is_left_alone(reader: Reader, text: str) -> None:
    """French that only looks coarse, to an English or a French eye, is not flagged."""
    assert not is_strong(reader, text)
