"""A generator of disguises: what people do to a word so that a filter misses it.

Every kind is a function of a word (lower-case ASCII letters) and chance; it returns the word disguised. The same kinds
are used on harmless words, which have to stay harmless.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random
from urllib.parse import quote

Disguise = Callable[[str, Random], str]

_STRONG = """
fuck fucking fucker shit shitty bullshit bitch bitches cunt asshole bastard whore slut pussy dickhead
motherfucker wanker faggot nigger retard cocksucker dumbass
"""
_HARMLESS = """
film movie shift beach popcorn director trailer bunker custard mustard pushing country bucket whistle assist
mission matinee wonder planet garden rabbit singer kitchen
"""
STRONG = tuple(_STRONG.split())
"""Words that have to be seen in every disguise that keeps them readable."""
HARMLESS = tuple(_HARMLESS.split())
"""Words that no disguise may turn into strong ones."""

_VOWELS = "aeiou"
_LEET = {"a": "4", "b": "8", "e": "3", "g": "9", "i": "1", "l": "1", "o": "0", "s": "5", "t": "7"}
_SIGNS = {"a": "@", "i": "!", "l": "|", "o": "0", "s": "$", "t": "+", "e": "3"}
_CYRILLIC = dict(zip("aceopxykmtbhnsij", "асеорхукмтЬһпѕіј", strict=True))
_GREEK = dict(zip("abceiknoptuvxyz", "αβϲεικηορτυνχγζ", strict=True))
_SMALL = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
_SUPER = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_TURNED = dict(zip("abcdefghijklmnopqrstuvwxyz", "ɐqɔpǝɟƃɥıɾʞlɯuodbɹsʇnʌʍxʎz", strict=True))
_SYLLABIC = dict(zip("abcdefhijklmnoprstuvwx", "ᗩᗷᑕᗪᗴᖴᕼIᒍKᒪᗰᑎOᑭᖇᔕTᑌᐯᗯ᙭", strict=True))
_CURRENCY = dict(zip("abcefgklmnopstuwy", "₳฿₵ɆƒǤ₭ⱠM₦Ø₱$₮Ʉ₩Ɏ", strict=True))
_MARKS = "\u0335\u0336\u0338\u0321\u0327\u0328\u0300\u0301\u0302\u0303\u0308\u030a\u0316\u0317\u0323\u0324\u034a"


def _each(word: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in word)


def _shifted(first: int, *, upper: bool = False) -> Disguise:
    """Letters from a block of 26 that begins with a."""
    base = ord("A") if upper else ord("a")
    return lambda word, _: "".join(chr(first + ord(letter) - base) for letter in (word.upper() if upper else word))


def _between(sign: str) -> Disguise:
    return lambda word, _: sign.join(word)


def _around(before: str, after: str) -> Disguise:
    return lambda word, _: before + word + after


def _cut(before: str, after: str = "") -> Disguise:
    """The second part of the word behind a sign, or between two."""

    def cut(word: str, chance: Random) -> str:
        place = chance.randint(1, len(word) - 1)
        return word[:place] + before + word[place:] + after

    return cut


def _vowel(sign: str) -> Disguise:
    """One vowel hidden behind a sign."""

    def hide(word: str, chance: Random) -> str:
        place = chance.choice([place for place, letter in enumerate(word) if letter in _VOWELS and place])
        return word[:place] + sign + word[place + 1 :]

    return hide


def _middle_starred(word: str, _: Random) -> str:
    return word[0] + "*" * (len(word) - 2) + word[-1]


def _tail_starred(word: str, _: Random) -> str:
    return word[:2] + "*" * (len(word) - 2)


def _held(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place] * chance.randint(3, 9) + word[place + 1 :]


def _held_all(word: str, chance: Random) -> str:
    return "".join(letter * chance.randint(3, 5) for letter in word)


def _doubled(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place] + word[place:]


def _swapped(word: str, chance: Random) -> str:
    place = chance.choice([place for place in range(1, len(word) - 1) if word[place] != word[place + 1]])
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _combining(word: str, chance: Random) -> str:
    return "".join(letter + "".join(chance.choices(_MARKS, k=3)) for letter in word)


def _accented(word: str, chance: Random) -> str:
    marks = {
        "a": "\u0301\u0308\u030a",
        "e": "\u0301\u0308",
        "i": "\u0301\u0308",
        "o": "\u0308\u0303",
        "u": "\u0308\u0301",
    }
    marks |= {"c": "\u0327", "s": "\u030c", "t": "\u030c", "n": "\u0303", "k": "\u0327", "g": "\u0306"}
    return unicodedata.normalize("NFC", "".join(c + (chance.choice(marks[c]) if c in marks else "") for c in word))


def _case(word: str, chance: Random) -> str:
    return "".join(chance.choice((letter, letter.upper())) for letter in word)


def _regional(word: str, _: Random) -> str:
    return " ".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in word)


def _custom_emoji(word: str, chance: Random) -> str:
    return f"<:{word}:{chance.randint(10**17, 10**18)}>"


def _mentioned(word: str, chance: Random) -> str:
    return _cut(f"<@{chance.randint(10**17, 10**18)}>")(word, chance)


def _encoded(word: str, _: Random) -> str:
    return "https://example.org/" + "".join(f"%{ord(letter):02x}" for letter in word)


def _percent_spaced(word: str, _: Random) -> str:
    return "https://example.org/" + quote(f"you {word} you")


def _tagged(word: str, _: Random) -> str:
    return "".join(letter + chr(0xE0000 + ord(letter)) for letter in word)


def _turned(word: str, _: Random) -> str:
    return _each(word, _TURNED)[::-1]


def _some_leet(word: str, chance: Random) -> str:
    places = [place for place, letter in enumerate(word) if letter in _LEET]
    place = chance.choice(places) if places else -1
    return word if place < 0 else word[:place] + _LEET[word[place]] + word[place + 1 :]


KINDS: dict[str, Disguise] = {
    "plain": lambda word, _: word,
    "capitals": lambda word, _: word.upper(),
    "title": lambda word, _: word.title(),
    "mixed case": _case,
    "one digit": _some_leet,
    "digits": lambda word, _: _each(word, _LEET),
    "signs": lambda word, _: _each(word, _SIGNS),
    "starred vowel": _vowel("*"),
    "starred middle": _middle_starred,
    "starred tail": _tail_starred,
    "hash for a vowel": _vowel("#"),
    "percent for a vowel": _vowel("%"),
    "dash for a vowel": _vowel("-"),
    "underscore for a vowel": _vowel("_"),
    "dot for a vowel": _vowel("."),
    "at for a vowel": _vowel("@"),
    "bullet for a vowel": _vowel("•"),
    "block for a vowel": _vowel("█"),
    "spaced": _between(" "),
    "spaced twice": _between("  "),
    "spaced thrice": _between("   "),
    "dotted": _between("."),
    "dashed": _between("-"),
    "long dashed": _between("–"),
    "underscored": _between("_"),
    "slashed": _between("/"),
    "commas": _between(","),
    "stars between": _between("*"),
    "tildes": _between("~"),
    "dots and spaces": _between(". "),
    "dashes and spaces": _between(" - "),
    "one a line": _between("\n"),
    "emoji between": _between("🔥"),
    "emoji and spaces": _between(" 👏 "),
    "no-break spaces": _between("\u00a0"),
    "ideographic spaces": _between("\u3000"),
    "cut by a dot": _cut("."),
    "cut by a dash": _cut("-"),
    "cut by an emoji": _cut("💀"),
    "cut by a pipe": _cut("\\"),
    "zero width spaces": _between("\u200b"),
    "zero width non-joiners": _between("\u200c"),
    "zero width joiners": _between("\u200d"),
    "word joiners": _between("\u2060"),
    "soft hyphens": _between("\u00ad"),
    "byte order marks": _between("\ufeff"),
    "grapheme joiners": _between("\u034f"),
    "Hangul fillers": _between("\u3164"),
    "direction marks": _between("\u200e"),
    "variation selectors": _between("\ufe0f"),
    "tags": _tagged,
    "full width": _shifted(0xFF41),
    "bold": _shifted(0x1D41A),
    "bold sans": _shifted(0x1D5EE),
    "italic sans": _shifted(0x1D622),
    "bold script": _shifted(0x1D4EA),
    "fraktur": _shifted(0x1D586),
    "double struck": _shifted(0x1D552),
    "monospace": _shifted(0x1D68A),
    "circled": _shifted(0x24D0),
    "circled capitals": _shifted(0x24B6, upper=True),
    "bracketed": _shifted(0x249C),
    "negative circles": _shifted(0x1F150, upper=True),
    "squared": _shifted(0x1F130, upper=True),
    "negative squares": _shifted(0x1F170, upper=True),
    "regional indicators": _regional,
    "Cyrillic": lambda word, _: _each(word, _CYRILLIC),
    "Greek": lambda word, _: _each(word, _GREEK),
    "syllabics": lambda word, _: _each(word, _SYLLABIC),
    "currency": lambda word, _: _each(word, _CURRENCY),
    "small capitals": lambda word, _: _each(word, _SMALL),
    "superscript": lambda word, _: _each(word, _SUPER),
    "upside down": _turned,
    "backwards": lambda word, _: word[::-1],
    "accents": _accented,
    "zalgo": _combining,
    "struck through": lambda word, _: "".join(letter + "\u0336" for letter in word),
    "keycaps": lambda word, _: "".join(letter + "\u20e3" for letter in word),
    "held": _held,
    "all held": _held_all,
    "one letter twice": _doubled,
    "all letters twice": lambda word, _: "".join(letter * 2 for letter in word),
    "neighbours swapped": _swapped,
    "bold first letter": lambda word, _: f"**{word[0]}**{word[1:]}",
    "italic part": _cut("*", "*"),
    "underlined part": _cut("__", "__"),
    "spoiler part": _cut("||", "||"),
    "struck part": _cut("~~", "~~"),
    "code part": _cut("`", "`"),
    "in bold": _around("**", "**"),
    "spoiler": _around("||", "||"),
    "code block": _around("```\n", "\n```"),
    "quotes": _around("“", "”"),
    "brackets": _around("(", ")"),
    "hashtag": _around("#", ""),
    "mention": _around("@", ""),
    "emoji name": _around(":", ":"),
    "custom emoji": _custom_emoji,
    "cut by a mention": _mentioned,
    "in a link": lambda word, _: f"https://example.org/you-{word}-you",
    "percent-encoded": _encoded,
    "percent-encoded spaces": _percent_spaced,
    "digits behind": lambda word, chance: word + str(chance.randint(1, 999)),
    "you behind": _around("", "you"),
    "x before": _around("x", ""),
    "x around": _around("xX", "Xx"),
    "possessive": _around("", "'s"),
}

FRAMES = ("{}", "you {}", "{} the finale", "that ending was {} honestly", "no way, {}!", "well {} this scene lol")


def disguised(word: str, kind: str, seed: int) -> str:
    """Return the word in one disguise within a short message; the same for the same seed."""
    chance = Random(f"{word} {kind} {seed}")
    return chance.choice(FRAMES).format(KINDS[kind](word, chance))
