"""The voice: every sentence that a person can see, by key and language.

Owns finding, checking and filling the sentences of `config/voice/<locale>.yaml`. Which sentence is said when is the
business of whoever calls `say`. An admin's own voice files are laid over the shipped ones, key by key.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError

from bot.settings.documents import read_document
from bot.settings.problems import Problem, SettingsError, cure_by_choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.domain.plans import Words

FALLBACK = "en"
_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text, or one for each plural form of `count`."""

    forms: Mapping[str, str]

    @property
    def places(self) -> frozenset[str]:
        """The names of what can be put in."""
        return frozenset().union(*(_places(form) for form in self.forms.values()))


@dataclass(frozen=True, slots=True)
class Voice:
    """All sentences of all languages."""

    languages: Mapping[str, Mapping[str, Sentence]] = field(default_factory=dict)

    def say(self, key: str, locale: str | None = None, /, **values: object) -> str:
        """Return the sentence in the member's language, or the closest there is, with its places filled.

        Raises KeyError for a key that no language has: a mistake in the code, found by the tests.
        """
        language = self.language(locale)
        if key not in self.languages[language]:
            language = FALLBACK
        sentence = self.languages[language][key]
        form = sentence.forms.get("other", "")
        count = values.get("count")
        if len(sentence.forms) > 1 and isinstance(count, int):
            form = sentence.forms.get(Locale.parse(language, sep="-").plural_form(count), form)
        return form.format_map(values)

    def words(self, words: Words, part: str = "", locale: str | None = None, /, **more: object) -> str:
        """Return what words come to, or one part of them; words within words are said first."""
        within = {place: self.words(inner, "", locale) for place, inner in words.parts.items()}
        key = f"{words.key}.{part}" if part else words.key
        return self.say(key, locale, **{**words.values, **within, **more})

    def language(self, locale: str | None) -> str:
        """Return the language that is spoken for a Discord locale: itself, its base, or English."""
        wanted = locale or FALLBACK
        for candidate in (wanted, wanted.split("-")[0]):
            if candidate in self.languages:
                return candidate
        return FALLBACK


def load_voice(*folders: Path) -> Voice:
    """Read every `<locale>.yaml` in the folders, later ones over earlier ones.

    Raises SettingsError with all problems: an unknown key, a place that the English sentence does not have, a language
    that does not exist, a text that is none.
    """
    problems: list[Problem] = []
    languages: dict[str, dict[str, Sentence]] = {}
    for folder in folders:
        # English first: it says which keys and places there are.
        for path in sorted(folder.glob("*.yaml"), key=lambda path: (path.stem != FALLBACK, path.stem)):
            _lay_over(languages, path, problems, shipped=folder is folders[0])
    if problems:
        raise SettingsError(tuple(problems))
    return Voice(languages)


def _lay_over(languages: dict[str, dict[str, Sentence]], path: Path, problems: list[Problem], *, shipped: bool) -> None:
    document = read_document(path)
    try:
        Locale.parse(path.stem, sep="-")
    except (UnknownLocaleError, ValueError):
        problems.append(Problem(path, 1, 1, "", f"“{path.stem}” is no language", "Name the file like fr.yaml."))
        return
    known = languages.get(FALLBACK, {})
    spoken = languages.setdefault(path.stem, {})
    for key_path, value in _leaves(document.data):
        key = ".".join(key_path)
        problem = _problem_of(key, value, known if known and not (shipped and path.stem == FALLBACK) else None)
        if problem is None:
            spoken[key] = Sentence(value if isinstance(value, dict) else {"other": value})
        else:
            problems.append(document.problem(key_path, *problem))


def _problem_of(key: str, value: Any, known: Mapping[str, Sentence] | None) -> tuple[str, str] | None:  # noqa: ANN401 -- whatever the YAML holds
    forms = list(value.values()) if isinstance(value, dict) else [value]
    if not all(isinstance(form, str) for form in forms):
        return "this is no text", "Put the sentence in quotes."
    if isinstance(value, dict) and "other" not in value:
        return "the form for all other numbers is missing", "Add it as other:"
    try:
        places = frozenset().union(*(_places(form) for form in forms))
    except ValueError as error:
        return f"a brace is out of place ({error})", "Write a place as {name}, and a plain brace twice."
    if known is not None and key not in known:
        return "Usher never says this", cure_by_choice(key, known)
    allowed = places if known is None else known[key].places
    strange = places - allowed
    if strange:
        listed = ", ".join(f"{{{name}}}" for name in sorted(allowed)) or "none"
        return f"{{{min(strange)}}} has no meaning here", f"Places that this sentence has: {listed}."
    return None


def _leaves(data: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in data.items():
        if isinstance(value, dict) and not (value and _PLURALS.issuperset(value)):
            yield from _leaves(value, (*above, name))
        else:
            yield (*above, name), value


def _places(form: str) -> frozenset[str]:
    places = set()
    for _, name, layout, conversion in string.Formatter().parse(form):
        if name is None:
            continue
        if not name.isidentifier() or layout or conversion:
            raise ValueError(f"{{{name}}}")
        places.add(name)
    return frozenset(places)
