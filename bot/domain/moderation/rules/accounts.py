"""Payment cards and bank accounts, told by their check digits.

Owns these sums. A number that does not add up is some other number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_CARD: Final = re.compile(r"(?<![\w.,/=-])\d(?:[ -]?\d){12,18}(?![\w-])")
_ISSUED: Final = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|4[4-9]\d|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|(?:5018|5020|5038|6304|67\d\d)\d{12}"
)
_IBAN: Final = re.compile(r"(?<!\w)(?=([A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}))")
_LENGTHS: Final = """
AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18
FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20
LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19
SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20
"""
_LENGTH: Final = {each[:2]: int(each[2:]) for each in _LENGTHS.split()}


def cards(text: str) -> Iterator[tuple[int, int]]:
    """Yield where numbers of payment cards stand in a text."""
    for run in _CARD.finditer(text):
        digits = run[0].replace(" ", "").replace("-", "")
        if digits.isascii() and _ISSUED.fullmatch(digits) and _luhn(digits):
            yield run.span()


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[::-2]) + sum(two - 9 * (two > 9) for two in doubled)) % 10 == 0  # noqa: PLR2004 -- a sum of digits


def ibans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where numbers of bank accounts stand in a text."""
    done = 0
    for found in _IBAN.finditer(text):
        start = found.start()
        length = _LENGTH.get(found[1][:2].upper())
        if length is None or start < done:
            continue
        places = [place for place, letter in enumerate(found[1]) if letter not in " -"][:length]
        end = start + places[-1] + 1
        inside = end < len(text) and text[end].isalnum()
        account = "".join(found[1][place] for place in places)
        if len(places) == length and not inside and account.isascii() and _adds_up(account):
            done = end
            yield start, end


def _adds_up(account: str) -> bool:
    turned = account[4:] + account[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
