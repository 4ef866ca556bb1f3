"""What is said in the bench: real chat where the shared data is, and own lines everywhere.

Own lines are put together from parts by a seed, so that they are the same in every run and hardly two are alike.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("USHER_SHARED") or ROOT.parent / "shared") / "data"
REAL_CHAT = SHARED / "chat" / "dota2.jsonl"

OPENINGS = (
    "ok so", "honestly", "wait", "I think", "no but", "did anyone else notice that", "hot take:", "just got home and",
    "second time watching and", "not gonna lie,", "my sister says", "in the first cut", "spoiler free:", "hm,",
)  # fmt: skip
MIDDLES = (
    "the lantern scene", "that last shot", "the score", "the lighthouse keeper", "episode four", "the costume work",
    "her brother", "the whole harbour sequence", "the trailer", "the director's cut", "the captain", "the French dub",
    "the new poster", "the ending", "the sound mix", "the book", "the second season", "the shipwreck",
)  # fmt: skip
ENDINGS = (
    "still gives me chills", "is so underrated", "was not what I expected at all 😭", "looks even better in the cinema",
    "deserves an award", "makes much more sense now", "reminds me of the old ones", "had me crying at 2am",
    "is on my wall already", "https://example.org/stills/0412", "starts at 20:30 right?", "broke me, thanks :)",
    "was filmed in one take???", "is basically a ghost story", "LOOK AT THE DETAIL", "will be discussed for years",
    "got cut from the 1987 version", "c'est magnifique", "needs more screen time", "is my new lock screen",
)  # fmt: skip
SHORT = (
    "lol", "same", "yesss", "hi!", "no way", "<3", "brb", "haha", "agreed", "🎉🎉🎉", "oh no", "+1", "me too", "when?",
)  # fmt: skip
GREETINGS = ("thank you", "good night", "see you tomorrow", "welcome back", "your turn")
NAMES = (
    "Ada", "Ben", "Chloé", "Dario", "Ed", "Fatou", "Gus", "Hana", "Inês", "Jo", "Kim", "Léo", "Mia", "Noor", "Omar",
)  # fmt: skip
STRONG = (
    "what the fuck was that ending", "this trailer is fucking great", "oh shit they killed him", "that is bullshit",
    "shit, I missed the premiere", "fuck, my ticket is for tomorrow", "holy shit the score",
    "he is an asshole in the book",
)  # fmt: skip
"""Lines that the shipped policy answers with a nudge."""


def own_lines(count: int, seed: int = 1) -> list[str]:
    """Return clean lines as fans write them: a third of them a word or two, the rest a sentence or two."""
    chance = random.Random(seed)

    def sentence() -> str:
        return f"{chance.choice(OPENINGS)} {chance.choice(MIDDLES)} {chance.choice(ENDINGS)}"

    def line() -> str:
        how = chance.random()
        if how < 0.1:
            return f"{chance.choice(GREETINGS)}, {chance.choice(NAMES)}"
        return chance.choice(SHORT) if how < 0.33 else ". ".join(sentence() for _ in range(chance.randint(1, 2)))

    return [line() for _ in range(count)]


def real_rows(count: int | None = None) -> list[dict[str, str]]:
    """Return rows of a real, rough chat in order of time; none where the shared data is absent."""
    if not REAL_CHAT.is_file():
        return []
    with REAL_CHAT.open(encoding="utf-8") as rows:
        return [json.loads(row) for _, row in zip(range(count or 10**9), rows, strict=False)]


def storm_lines(count: int, strong: int, seed: int = 1) -> list[str]:
    """Return `count` lines, of which `strong`, evenly among them, are answered with a nudge."""
    lines = own_lines(count, seed)
    for number in range(strong):
        lines[(2 * number + 1) * count // (2 * strong)] = STRONG[number % len(STRONG)]
    return lines
