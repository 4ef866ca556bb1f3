"""What the description does not hold about commands: their names, the order of options, and their whole size."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from tests.contract.findings import inside, listed, number, repeated, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.findings import Body, Finding, Limit

_CHAT = 1
_KINDS = {1: ("chat commands", 100), 2: ("user menu entries", 15), 3: ("message menu entries", 15)}
_SUBCOMMANDS = frozenset({1, 2})


def named_well(name: str) -> bool:
    """Whether a chat command or option may have this name: small letters, digits, - _ and ', 1 to 32 of them."""
    return 1 <= len(name) <= 32 and name == name.lower() and all(_allowed(letter) for letter in name)


def names(command: Body) -> Iterator[Finding]:
    """Chat commands, options and their translations are named well; entries of a menu are free."""
    if _kind(command) != _CHAT:
        return
    for at, part in _parts(command):
        for key, name in _names(part):
            if not named_well(name):
                yield _join(at, key), f"{name!r} is not 1 to 32 small letters, digits, -, _ or '"


def descriptions(command: Body) -> Iterator[Finding]:
    """A chat command and its options say what they do; an entry of a menu says nothing and asks nothing."""
    if _kind(command) == _CHAT:
        for at, part in _parts(command):
            if not 1 <= len(text(part, "description")) <= 100:
                yield (
                    _join(at, "description"),
                    f"{len(text(part, 'description'))} characters, and Discord wants 1 to 100",
                )
        return
    for key in ("description", "options"):
        if command.get(key):
            yield key, "not on an entry of a menu"


def option_order(command: Body) -> Iterator[Finding]:
    """What is required comes first, no two options share a name, and subcommands stand alone."""
    for at, part in _parts(command):
        options = [(_join(at, place), option) for place, option in listed(part, "options")]
        yield from repeated([(f"{place}.name", text(option, "name")) for place, option in options], "name")
        optional = False
        for place, option in options:
            if optional and option.get("required"):
                yield f"{place}.required", "a required option after an optional one"
            optional = optional or not option.get("required")
        kinds = [option.get("type") in _SUBCOMMANDS for _, option in options]
        if any(kinds) and not all(kinds):
            yield _join(at, "options"), "subcommands beside options"


def option_values(command: Body) -> Iterator[Finding]:
    """Choices have names of their own and exclude autocomplete; the least is not above the most."""
    for at, option in _parts(command):
        choices = listed(option, "choices")
        yield from repeated([(_join(at, f"{place}.name"), text(one, "name")) for place, one in choices], "name")
        if choices and option.get("autocomplete"):
            yield _join(at, "autocomplete"), "not beside choices"
        for least, most in (("min_value", "max_value"), ("min_length", "max_length")):
            low, high = number(option, least), number(option, most)
            if low is not None and high is not None and low > high:
                yield _join(at, least), f"{low} is more than {most}"


def whole_size(command: Body) -> Iterator[Finding]:
    """8000 characters in all names, descriptions and choices, each in its longest language."""
    total = 0
    for _, part in _parts(command):
        total += _longest(part, "name") + _longest(part, "description")
        total += sum(_longest(one, "name") + len(str(one.get("value", ""))) for _, one in listed(part, "choices"))
    if total > 8000:
        yield "", f"{total} characters in the whole command, and Discord takes 8000"


EDIT: tuple[Limit, ...] = (names, option_order, option_values, whole_size)
COMMAND: tuple[Limit, ...] = (descriptions, *EDIT)


def all_commands(commands: list[Body]) -> Iterator[Finding]:
    """How many commands of each kind there may be, each with a name of its own."""
    for kind, number_of in Counter(_kind(command) for command in commands).items():
        what, most = _KINDS.get(kind, ("commands of this kind", 1))
        if number_of > most:
            yield "", f"{number_of} {what}, and Discord takes {most}"
    for kind in _KINDS:
        same = [(f"{place}.name", text(one, "name")) for place, one in enumerate(commands) if _kind(one) == kind]
        yield from repeated(same, "name")


def _kind(command: Body) -> int:
    return number(command, "type") or _CHAT


def _parts(command: Body, at: str = "") -> Iterator[tuple[str, Body]]:
    yield at, command
    for place, option in listed(command, "options"):
        yield from _parts(option, _join(at, place))


def _join(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


def _names(part: Body) -> Iterator[tuple[str, str]]:
    if "name" in part:
        yield "name", text(part, "name")
    for locale, name in inside(part, "name_localizations").items():
        yield f"name_localizations.{locale}", str(name)


def _longest(part: Body, key: str) -> int:
    translations = inside(part, f"{key}_localizations")
    return max(len(text(part, key)), *(len(str(words)) for words in translations.values()), 0)


def _allowed(letter: str) -> bool:
    if letter in "-_'" or unicodedata.category(letter)[0] in "LN":
        return True
    return unicodedata.name(letter, "").startswith(("DEVANAGARI", "THAI"))
