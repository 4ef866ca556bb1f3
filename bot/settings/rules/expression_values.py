"""Regular expressions as admins write them: what is refused, where exactly, and what to write instead.

Owns these checks and their words. What RE2 can do is RE2's; this module knows what people write who know other engines.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints

from bot.domain.moderation.rules.expressions import Expression, ExpressionError, TooLargeError
from bot.settings.explaining import refusal
from bot.settings.problems import quoted

LONGEST: Final = 260
"""Characters that a pattern may have."""

_TOKENS: Final = re.compile(
    r"""
    \\Q.*?(?:\\E|$)                                          # quoted text
    | (?P<octal>\\0[0-7]{0,2})
    | (?P<escape>\\(?:[uU]\{[0-9A-Fa-f]*\}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|.|$))
    | \[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*(?P<class_end>\]|$)
    | (?P<group>\((?:\?(?:<[=!]|<\w|P[=>]|[=!>(|\#&R0-9+-]|[a-zA-Z]*))?)
    | (?P<close>\))
    | (?P<count>[*+?]|\{[0-9]+(?:,[0-9]*)?\})(?P<more>\+)?
    """,
    re.VERBOSE | re.DOTALL,
)
_CLASS_ESCAPES: Final = re.compile(r"\\(?:[uU]\{[0-9A-Fa-f]*\}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[uUNRXKG]|\\)")
_COUNTS: Final = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")
_GROUPS: Final = {
    "(?=": ("looking ahead with (?= …) is not possible", "Match the text itself, without (?="),
    "(?!": ("looking ahead with (?! …) is not possible", "Match more, and list under allow what is fine"),
    "(?<=": ("looking back with (?<= …) is not possible", "Match the text itself, without (?<="),
    "(?<!": (
        "looking back with (?<! …) is not possible",
        r"Write \b for the beginning of a word, or list what is fine",
    ),
    "(?>": ("the atomic group (?> …) is not known", "Write (?: …) instead"),
    "(?(": ("the condition (?( …) is not possible", "Write two patterns"),
    "(?|": ("the group (?| …) is not known", "Write (?: …) instead"),
    "(?#": ("the remark (?# …) is not known", "Take it out, and put a remark behind # after the quotes"),
    "(?P=": ("going back to what a group found is not possible", "Write the text out"),
    "(?P>": ("calling a group again is not possible", "Write the group out"),
    "(?R": ("calling the pattern again is not possible", "Write it out"),
}
_ESCAPES: Final = {
    "Z": r"Write \z instead",
    "h": r"Write [ \t] instead",
    "R": r"Write \n instead",
    "K": "Match the text itself",
    "G": "Take it out",
    "X": "Write a dot",
    "e": r"Write \x1b instead",
    "N": r"Write the character itself, or \x{…} with its number",
    "c": r"Write \x{…} with the number of the character",
}
_FAULTS: Final = (
    ("missing ]", "the [ is not closed", "Put ] behind the last character, or write \\[ for the sign itself"),
    ("no argument for repetition", "there is nothing to repeat here", "Put a backslash before the sign to mean it"),
    ("bad repetition", "this repeats a repetition", "Write one of the two, or put brackets around the first"),
    ("invalid repetition size", "this repeats too often", "Write up to 1000, the smaller first; nested ones multiply"),
    ("invalid character class range", "this range is not known", "Write the smaller end first; a script is \\p{Greek}"),
    ("invalid escape", "this escape is not known", "Take the backslash out, or write the character itself"),
    ("trailing \\", "the backslash at the end stands for nothing", "Write \\\\ for the sign itself"),
    ("invalid perl operator", "this kind of group is not known", "Write (?: …) instead"),
    ("invalid named capture", "this name of a group is not known", "Write (?: …) instead"),
)  # fmt: skip


def read_pattern(text: str) -> str:
    """Check a pattern, and give it back as it is; raises refusals with their place in it."""
    for place, letter in enumerate(text):
        if letter < " " and letter not in "\t\n":
            cure = "Put the pattern in single quotes, where a backslash is a backslash"
            raise refusal("double quotes have made a control character of a backslash", cure, offset=place)
    _refuse_foreign_syntax(text)
    try:
        expression = Expression(text)
    except TooLargeError as error:
        cure = r"Repeat less: {2,5} rather than {1,100}; count [a-z] rather than \p{L}"
        raise refusal("the pattern grows too large", cure, offset=_largest(text)) from error
    except ExpressionError as error:
        raise _told(text, str(error)) from error
    if expression.program.search(b"") is not None:
        raise refusal("the pattern fits an empty text, and so every message", "Write + instead of *", offset=0)
    return text


def _refuse_foreign_syntax(text: str) -> None:
    """Refuse what other engines know, and brackets without their like."""
    opened: list[int] = []
    for token in _TOKENS.finditer(text):
        place = token.start()
        if (escape := token["escape"]) is not None:
            _refuse_escape(escape, place)
        elif (group := token["group"]) is not None:
            if words := _GROUPS.get(group):
                raise refusal(*words, offset=place)
            opened.append(place)
        elif token["close"]:
            if not opened:
                raise refusal("the ) closes nothing", r"Write \) for the sign itself", offset=place)
            opened.pop()
        elif token["more"]:
            what = f"the possessive {quoted(token[0])} is not known, and not needed"
            raise refusal(what, f"Write {token['count']} alone", offset=place)
        elif token["class_end"] is not None:
            _refuse_in_class(token[0], place)
    if opened:
        raise refusal("the ( is not closed", r"Add the ), or write \( for the sign itself", offset=opened[-1])


def _refuse_escape(escape: str, place: int) -> None:
    sign = escape[1:2]
    if sign in {"u", "U"}:
        number = escape[2:].strip("{}")
        cure = rf"Write the character itself, or \x{{{number or '300'}}}"
        raise refusal(f"{escape} is not known", cure, offset=place)
    if sign and (sign in "123456789" or sign in {"k", "g"}):
        raise refusal(f"going back to what a group found ({escape}) is not possible", "Write it out", offset=place)
    if sign in _ESCAPES:
        raise refusal(f"{escape[:2]} is not known", _ESCAPES[sign], offset=place)


def _refuse_in_class(written: str, place: int) -> None:
    for escape in _CLASS_ESCAPES.finditer(written):
        if escape[0] != "\\\\":
            _refuse_escape(escape[0], place + escape.start())


def _told(text: str, said: str) -> Exception:
    """Return RE2's complaint in our words, at the place that it quotes."""
    _, _, fragment = said.partition(": ")
    for begins, what, cure in _FAULTS:
        if said.startswith(begins):
            if begins == "trailing \\":
                return refusal(what, cure, offset=len(text) - 1)
            named = f"{what}: {quoted(fragment)}" if fragment and fragment != text else what
            return refusal(named, cure, offset=_place(text, fragment))
    return refusal(f"the pattern cannot be read ({said})", "See the syntax of RE2", offset=_place(text, said))


def _place(text: str, fragment: str) -> int:
    """Return where the fragment stands, but not behind a backslash that makes it another."""
    place = text.find(fragment)
    while place > 0 and _backslashes(text, place) % 2:
        place = text.find(fragment, place + 1)
    return max(place, 0)


def _backslashes(text: str, place: int) -> int:
    before = text[:place]
    return len(before) - len(before.rstrip("\\"))


def _largest(text: str) -> int:
    """Return where the largest count of a pattern stands, which most likely makes it large."""
    counts = [(max(map(int, re.findall(r"[0-9]+", count[0]))), count.start()) for count in _COUNTS.finditer(text)]
    return max(counts, key=lambda each: each[0])[1] if counts else 0


WrittenPattern = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST), AfterValidator(read_pattern)]
"""A regular expression in the syntax of RE2."""
