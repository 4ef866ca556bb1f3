"""Telephone numbers among all the other digits that people write.

Owns what looks like one. Dates, scores, years, sums, episode numbers, ids and counting do not; a number of no telling
shape is one only where the words before it say so.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RUN: Final = re.compile(r"(?<![\w$€£¥#=/.,:+-])(?:\+ ?)?\(?\d(?:[ ()./-]{0,3}\d){6,}(?![\w%])")
_DIALLED: Final = re.compile(r"(?:wa\.me/|\btel:|whatsapp\.com/send\?phone=)\+?(\d{8,15})", re.IGNORECASE)
_GROUP: Final = re.compile(r"\d+")
_BETWEEN: Final = re.compile(r"[ ()./-]+")
_DATE: Final = re.compile(
    r"(?<!\d)(?<!\d[./-])\d{1,2}([./-])\d{1,2}\1(?:19|20)?\d\d(?!\d|\1\d)|(?<!\d)(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2}(?!\d)"
)
_FRENCH: Final = re.compile(r"0[1-9](?:[ ./-]?\d\d){4}")
_AMERICAN: Final = re.compile(r"(?:1[ .-]?)?(?:\([2-9]\d\d\)[ .-]?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}")
_WITH_AREA: Final = re.compile(r"(?:[78] ?)?\(0?\d{2,4}\) ?\d{2,5}(?:[ -]?\d{2,5}){1,3}")
_FICTIONAL: Final = re.compile(r"(?:1[ .-]?)?\(?555|(?:\)|\d)[ .)-]{1,2}555[ .-]\d{4}")
"""Numbers that only ever ring in films."""
_CUE: Final = re.compile(
    r"\b(?:phone|cell|mobile|whats ?app|telephone|tel|sms)\b"
    r"|\b(?:my|his|her|their|our|'s|’s) (?:\w+ )?(?:number|num|digits|cell)\b"
    r"|\b(?:call|text|ring|reach|dial|phone) (?:me|him|her|us|them|at|<@)"
    r"|t[ée]l(?:[ée]phone)?\b|\bportable\b|\b(?:num[ée]ro|num)\b|\bappel(?:le|er|ez)\b|\bjoignable\b|\bmon 0[67]\b",
    re.IGNORECASE,
)
_NO_CUE: Final = re.compile(
    r"\b(?:isbn|issn|ean|upc|id|ids|ref|order|commande|tracking|colis|episodes?|eps?|[ée]pisodes?|seasons?|saisons?|"
    r"chapters?|tomes?|vols?|seats?|rows?|si[èe]ges?|version|score)\b[\s.:°#]*\Z",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(
    r"\s{0,2}(?:[$€£¥%]|(?:dollars?|euros?|usd|eur|million|billion|milliards?|views?|vues?|votes?|likes?|followers?|"
    r"abonn[ée]s|points?|pts|people|entr[ée]es|spectateurs|tickets?|copies|times|fois|years|ans)\b)",
    re.IGNORECASE,
)
_NEAR: Final = 40
_COUNTING: Final = "01234567890123456789"
_ROUND: Final = "00000"


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Yield where telephone numbers stand in a text without addresses and mentions."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        if _UNIT.match(text, end) is None and _is_phone(run[0], text[max(0, start - _NEAR) : start]):
            yield start, end


def dialled(text: str) -> Iterator[tuple[int, int]]:
    """Yield where telephone numbers stand in links that call them."""
    if "wa.me/" in text or "tel:" in text or "phone=" in text:
        for found in _DIALLED.finditer(text):
            yield found.span(1)


def _is_phone(run: str, before: str) -> bool:
    groups = _GROUP.findall(run)
    digits = "".join(groups)
    if _is_something_else(run, groups, digits) or _NO_CUE.search(before):
        return False
    if _CUE.search(before):
        return len(digits) in range(8, 16)
    return _is_shaped(run, groups, digits)


def _is_something_else(run: str, groups: Sequence[str], digits: str) -> bool:
    """Whether these digits are a date, a sum, years, a count, a decimal, a book's number."""
    if digits in _COUNTING or _ROUND in digits or len(set(digits)) == 1 or _DATE.search(run):
        return True
    if sum(len(group) == 1 for group in groups) > (2 if run[0] == "+" else 1):
        return True
    values = [int(group) for group in groups]
    steps = {after - one for one, after in pairwise(values)}
    if len(groups) > 2 and (len(steps) == 1 or all(1900 <= value <= 2100 for value in values)):  # noqa: PLR2004 -- years
        return True
    if run.count(".") == 1 and len(groups) == 2 and not run.startswith(("+", "(")):  # noqa: PLR2004 -- a decimal
        return True
    return len(digits) == 13 and digits.startswith(("978", "979"))  # noqa: PLR2004 -- an ISBN


def _is_shaped(run: str, groups: Sequence[str], digits: str) -> bool:
    """Whether the number alone is written as telephone numbers are."""
    if run[0] == "+":
        return len(digits) in range(8, 16) and digits[0] != "0"
    if _AMERICAN.fullmatch(run):
        return _FICTIONAL.match(run) is None
    if _WITH_AREA.fullmatch(run):
        return len(digits) in range(8, 13)
    return run[0] == "0" and (_FRENCH.fullmatch(run) is not None or _is_national(run, groups, digits))


def _is_national(run: str, groups: Sequence[str], digits: str) -> bool:
    """Whether a number that begins with 0 has the length, and one sign between its groups, of a telephone number."""
    between = _BETWEEN.findall(run.lstrip("("))
    if len(set(between[1:])) > 1:
        return False
    if digits.startswith("00"):
        return len(digits) in range(10, 16)
    return len(digits) in range(9, 13) and all(len(group) > 1 for group in groups[1:])
