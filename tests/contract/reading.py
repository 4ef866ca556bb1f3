"""The validator's errors as sentences that begin with the path of the key, as Discord's own answers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jsonschema_rs import ValidationError


def sentences(errors: Iterable[ValidationError]) -> Iterator[str]:
    """One sentence for each thing that is wrong; a union that failed is read in the branch that was meant."""
    for error in errors:
        context: Sequence[Sequence[ValidationError]] = getattr(error.kind, "context", ())
        told = [branch for branch in context if branch]
        constants = [branch[0].kind for branch in told if branch[0].kind.name == "const"]
        if constants and len(constants) == len(told):
            listed = ", ".join(repr(getattr(kind, "expected_value", None)) for kind in constants)
            yield at(error.instance_path, f"the value is none of {listed}")
        elif told:
            distances = [_distance(branch, error.instance_path) for branch in told]
            yield from sentences(told[distances.index(min(distances))])
        else:
            yield at(error.instance_path, error.message)


def at(path: Iterable[object], sentence: str) -> str:
    """`components.0.label: the sentence`; the body as a whole is called just that."""
    return f"{'.'.join(str(part) for part in path) or 'the body'}: {sentence}"


def _distance(branch: Sequence[ValidationError], here: Sequence[object]) -> tuple[int, int, int]:
    """How far a branch is from what was meant: another kind of value, another constant, more errors."""
    own = [error for error in branch if list(error.instance_path) == list(here)]
    another_kind = sum(error.kind.name == "type" for error in own)
    beside = [error for error in branch if len(error.instance_path) == len(here) + 1]
    another_constant = sum(error.kind.name in {"enum", "const"} for error in beside)
    return another_kind, another_constant, len(branch)
