"""The base of every settings model, and how a file becomes one.

Owns loading and the strict rules that all models share. Where each complaint points to and how it is worded is left to
`explaining`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.settings.documents import Document, scan_document
from bot.settings.explaining import explain
from bot.settings.problems import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


class Model(BaseModel):
    """A frozen group of settings: no unknown keys, no guessed types; the docstring of a field is its help text."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        allow_inf_nan=False,
    )


M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A checked file, with the document it came from for problems that only show beside other files."""

    value: M
    document: Document


def load_model(path: Path, model: type[M], *, context: object = None) -> M:
    """Read and check one file; raises SettingsError with all its problems.

    `context` reaches the validators of types that refer to other files.
    """
    return load_document(path, model, context=context).value


def load_document(path: Path, model: type[M], *, context: object = None) -> Loaded[M]:
    """As `load_model`, keeping the positions."""
    document, problems = scan_document(path)
    try:
        value = model.model_validate(document.data, context=context)
    except ValidationError as error:
        problems.extend(explain(error, document, model))
    if problems:
        raise SettingsError(problems)
    return Loaded(value, document)
