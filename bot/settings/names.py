"""How ids, roles, channels and languages are named in settings, and what is said when they are named differently.

Owns reading them and checking references against what `community.yaml` declares. Whether a role or channel exists on
the server is found out later, by those who can see the server.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.settings.explaining import refusal
from bot.settings.mistakes import kind_of
from bot.settings.problems import cure_by_choice, quoted
from bot.settings.references import References

if TYPE_CHECKING:
    from pydantic import ValidationInfo

    from bot.settings.references import Reference

_SNOWFLAKE: Final = re.compile(r"[0-9]{15,20}", re.ASCII)
_MENTION: Final = re.compile(r"<(?:@&|@!?|#)([0-9]{15,20})>", re.ASCII)
_LOCALE: Final = re.compile(r"[a-z]{2,3}(-([A-Z]{2}|[A-Z][a-z]{3}|[0-9]{3}))?", re.ASCII)
_LARGEST_ID: Final = 2**63 - 1  # what a database column holds, and Discord's own limit
_LONGEST_NAME: Final = 100  # Discord's limit for roles and channels
_SHORTEST_ID: Final = 10**14
_COPY_ID: Final = "Switch on Developer Mode in Discord's settings, then choose Copy ID, and put it in quotes"


def read_id(value: object) -> int:
    """A Discord id, written in quotes."""
    if isinstance(value, float):
        raise refusal("this id has lost its last digits", _COPY_ID)
    if isinstance(value, int) and not isinstance(value, bool):
        raise _unquoted(value)
    if not isinstance(value, str):
        raise refusal(f"an id is wanted, not {kind_of(value)}", _COPY_ID)
    if (found := _id_in(value)) is not None:
        return found
    if mention := _MENTION.fullmatch(value.strip()):
        raise refusal(f"{quoted(value)} is a mention, not an id", f"Write {quoted(mention[1])}")
    raise refusal(f"{quoted(value)} is not a Discord id", _COPY_ID)


def read_role(value: object) -> Reference:
    """A role by name, with or without its `@`, or by quoted id."""
    read = _read_reference(value, "@")
    if read in {"everyone", "here"}:
        raise refusal(f"@{read} is everybody", "Name a role that only the people meant have")
    return read


def read_channel(value: object) -> Reference:
    """A channel by name, with or without its `#`, or by quoted id."""
    return _read_reference(value, "#")


def read_name(value: object) -> str:
    """The name of a channel that may not exist yet, with or without its `#`."""
    read = _read_reference(value, "#")
    if isinstance(read, int):
        raise refusal(f"{quoted(read)} is an id, and a name is wanted", f"Write {{name: …, id: {quoted(read)}}}")
    return read


def declared_role(value: object, info: ValidationInfo) -> Reference:
    """A role that `community.yaml` names among the staff, by list or by name; or any role by quoted id."""
    read = read_role(value)
    known = info.context.roles if isinstance(info.context, References) else None
    return _declared(read, known, "role", "staff")


def declared_channel(value: object, info: ValidationInfo) -> Reference:
    """A channel of `community.yaml`, by key or by name; or any channel by quoted id."""
    read = read_channel(value)
    known = info.context.channels if isinstance(info.context, References) else None
    return _declared(read, known, "channel", "channels")


def read_locale(value: object) -> str:
    """A language tag as Discord writes it: `en`, `fr`, `pt-BR`."""
    if not isinstance(value, str):
        raise refusal(f"a language is wanted, not {kind_of(value)}", "Write its tag: en, fr, pt-BR")
    if _LOCALE.fullmatch(value):
        return value
    language, _, region = value.strip().replace("_", "-").partition("-")
    likely = language.lower() + (f"-{region.upper()}" if region else "")
    cure = f"Did you mean {quoted(likely)}?" if _LOCALE.fullmatch(likely) else "Write its tag: en, fr, pt-BR"
    raise refusal(f"{quoted(value)} is not a language tag", cure)


def _id_in(text: str) -> int | None:
    found = _SNOWFLAKE.fullmatch(text.strip())
    return int(found[0]) if found and int(found[0]) <= _LARGEST_ID else None


def _unquoted(value: int) -> Exception:
    what = f"the id {value} is without quotes, and some editors and tools round the last digits of such numbers"
    return refusal(what, f"Put it in quotes: {quoted(value)}")


def _read_reference(value: object, sign: str) -> Reference:
    if isinstance(value, int) and not isinstance(value, bool) and value >= _SHORTEST_ID:
        raise _unquoted(value)
    if isinstance(value, bool | int | float):
        raise refusal(f"a name is wanted, not {kind_of(value)}", f"Put it in quotes: {quoted(_spelled(value))}")
    if not isinstance(value, str):
        raise refusal(f"a name or an id in quotes is wanted, not {kind_of(value)}", "Write the name on this line")
    if (found := _id_in(value)) is not None:
        return found
    if mention := _MENTION.fullmatch(value.strip()):
        raise refusal(f"{quoted(value)} is a mention, not an id", f"Write {quoted(mention[1])}")
    name = value.strip().removeprefix(sign).strip()
    if not 0 < len(name) <= _LONGEST_NAME:
        raise refusal(f"{quoted(value)} cannot be a name on Discord", f"Use 1 to {_LONGEST_NAME} letters")
    return name


def _spelled(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _declared(read: Reference, known: frozenset[str] | None, noun: str, home: str) -> Reference:
    if isinstance(read, int) or known is None or read in known:
        return read
    raise refusal(
        f"the {noun} {quoted(read)} is not in community.yaml",
        f"{cure_by_choice(read, sorted(known))} Or add it there under {home}",
    )
