"""Messages made to cost as much as they can."""

from __future__ import annotations

from random import Random
from typing import Final

LONGEST: Final = 4000
_MENTIONS: Final = ("<@123456789012345678>", "<:fuck:123456789012345678>", "||f||", "\n", "- a\n", "f\u0336")
_PIECES: Final = """
a |a.|a. |*|f*|f*k |**** |a55 |fuck |fuck|ass |a-s-s |sh!t |$h1t|5h1t |@|f u c k |f  u  c  k  |aaab
fuuuck |shiiit|aaa|`f`|~~s~~|aa|moby dick |dick |Dick Tracy |🔥|f🔥u🔥c🔥k🔥|е|сук|fυck |ƃuıʞɔnɟ |ʇ
%66%75|% |https://a.b/|www.a.b/ass |((((|(a|a!|#a|!|!!a|-|--a|a--|_a_|a__|shi|shita|yoshita|nigg|d |4 |1a
kk|𝖋|ａ|1️⃣|日本|가|ﷺ|\u200b|x.y@z.w |a@b.c |ass.|fk |dik |tard |m**tard |f*c* |b*t* |s*t*|*a*|f**k|ab*
a*b*c*|cum@|cum5|(((fu(k|fag |f4g |a1b2|ﬃ|\ue000|ß|İ|\xff|f\xadu|5|$|aaa$|ass#st |of the |retard le |aa
nigga nigger |shitake |xXfuckXx |b--
d...i...c...k |fu ck |s_h_i_t_|f.u.c.k |a\\ss |c u n t
"""
_POOLS: Final = """
fuckshitas*. !1$@-_~|f*uck |fuc k*|shit*1$ |dickTracy |ass.-_ |🔥 fuck|αβγ fuck |сукa
"""


def hostile() -> dict[str, str]:
    """Return messages of the greatest length, by what they are made of."""
    chance = Random(7)
    pieces = [piece for line in _PIECES.strip("\n").split("\n") for piece in line.split("|")]
    made = {piece: (piece * LONGEST)[:LONGEST] for piece in (*pieces, *_MENTIONS)}
    made |= {f"any of {pool}": "".join(chance.choices(pool, k=LONGEST)) for pool in _POOLS.strip("\n").split("|")}
    for name, first, last in (
        ("every plane", 0x20, 0x10FFFF),
        ("the first plane", 0x20, 0xFFFF),
        ("pictures", 0x1F000, 0x1FFFF),
        ("syllables", 0xAC00, 0xBC00),
        ("accents", 0x80, 0x600),
    ):
        made[name] = "".join(chr(chance.randrange(first, last)) for _ in range(LONGEST))
    made["different masks"] = " ".join("".join(chance.choices("fsbcnw*uiahctk", k=6)) for _ in range(571))
    return made
