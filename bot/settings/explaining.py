"""Where each of pydantic's complaints belongs in the file that a person wrote.

Owns the way from pydantic's location to a key path and a position. The words are `mistakes`'; types that know more
than pydantic raise `refusal` and are quoted as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError

from bot.settings.mistakes import Mistake, word_mistake
from bot.settings.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from bot.settings.documents import Document, KeyPath
    from bot.settings.problems import Problem

KIND = "kind"  # the key by which every family of models is told apart
_REFUSAL = "usher_refusal"
_AT_KEY = frozenset({"extra_forbidden", "missing"})


def refusal(what: str, cure: str, *, offset: int | None = None) -> PydanticCustomError:
    """The error that a validator raises when it knows both what is wrong and the cure.

    `offset` is the place of the trouble inside of a text, in characters.
    """
    return PydanticCustomError(_REFUSAL, "{what}. {cure}", {"what": what, "cure": cure, "offset": offset})


def explain(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Problem]:
    """Every complaint of one validation as a problem of the document."""
    shape = Shape(model)
    for details in error.errors(include_url=False):
        yield _problem(details, document, shape)


def _problem(details: ErrorDetails, document: Document, shape: Shape) -> Problem:
    kind, given = details["type"], details["input"]
    path, at_key = _path(details, document, shape)
    context: dict[str, Any] = details.get("ctx", {})
    if kind == _REFUSAL and given is not None:
        return document.problem(path, context["what"], context["cure"], at_key=at_key, offset=context.get("offset"))
    if kind.startswith("union_tag") and isinstance(given, dict):
        path = (*path, KIND)
        kind = "missing" if KIND not in given else "literal_error"
        given = given.get(KIND)
    if at_key and kind == "literal_error":
        kind = "extra_forbidden"  # a key that has to be one of a few words
    line = document.line(document.place(path).line)
    mistake = Mistake(kind, path, given, document.scalars.get(path), line, shape, details["msg"], context)
    what, cure = word_mistake(mistake)
    return document.problem(path, what, cure, at_key=at_key or kind in _AT_KEY)


def _path(details: ErrorDetails, document: Document, shape: Shape) -> tuple[KeyPath, bool]:
    """The steps of pydantic's location that the person wrote, and whether it speaks of a key rather than a value.

    Pydantic also names the member of a union that it chose; such steps stand nowhere in the file.
    """
    location = details["loc"]
    path: KeyPath = ()
    here: object = document.data
    at_key = False
    for number, step in enumerate(location, start=1):
        last = number == len(location)
        in_mapping = isinstance(here, dict) and step in here and (last or shape.opens((*path, step)))
        if in_mapping or (isinstance(here, list | tuple) and isinstance(step, int) and step < len(here)):
            path, here = (*path, step), here[step]  # type: ignore[index]
        elif step == "[key]":
            at_key = True
        elif last and details["type"] == "missing":
            path = (*path, step)
    return path, at_key
