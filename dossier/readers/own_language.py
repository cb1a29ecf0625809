"""Read the file of a language that a project adds: the form of those that come with the program.

What it lacks is said in English, and listed by `languages`; what it says in another form than the
English file is an error, and then the language is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

import yaml

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.language_file import WORD_GRADES, bare_words, is_graded, language_words
from dossier.model.plurals import CLASSES, plural
from dossier.model.remembered import remembered
from dossier.readers.yaml import Keys, Loader, Value, read_yaml

_STRUCTURE = ("sources", "direction", "instruments", "outlines", "citations", "categories")
_BEYOND = (
    *_STRUCTURE, "ratings", "days", "months_alone", "span_of_months", "span_of_days", "span_keeps",
    "year", "note_call", "articles", "contractions", "cases", "place_words", "italics", "brackets",
    "stop", "paragraph_number", "reference_space", "sentence_space", "fonts", "signs", "drafts",
    "article_paragraph", "treaty_paragraph", "treaty_letter", "treaty_place", "article_letter",
    "treaty_numerals", "articles_apart", "number_forms",
)  # fmt: skip
"""Keys that the English file does not need."""

_COUNTED = {"months": 12, "seasons": 4, "treaty_columns": 4, "quotes": 2, "inner_quotes": 2}
_ADD = "copy `dossier/data/languages/fr.yaml`, and keep its form"


@remembered
def read_own_language(text: str, file: str) -> tuple[Mapping[str, Any] | None, tuple[Finding, ...]]:
    """Return what the file of a language holds, or None where it cannot be used."""
    keys, broken = read_yaml(text, file)
    if broken:
        return None, broken
    raw: dict[str, Any] = yaml.load(text, Loader=Loader) or {}  # noqa: S506 (the safe loader)
    findings = tuple(_faults(raw, keys, file))
    usable = not any(each.severity == "error" for each in findings)
    return (raw if usable else None), findings


def _faults(raw: Mapping[str, Any], keys: Keys, file: str) -> Iterator[Finding]:
    english = language_words("en")
    known = (*english, *_BEYOND)
    for name, line in keys.lines.items():
        if name not in known:
            hint = did_you_mean(name, known, _ADD)
            message = f'the language knows no key "{name}"'
            yield Finding(file, line, Fault.UNKNOWN_KEY, message, hint, "warning", name)
    if not isinstance(raw.get("name"), str):
        message, hint = "the language has no name", "add its English name: `name: Kazakh`"
        yield Finding(file, 1, Fault.WRONG_LANGUAGE, message, hint)
    bare = bare_words(raw)
    for name in (each for each in english if each in bare):
        wrong = _form(name, bare[name], english[name])
        if wrong:
            message = f'"{name}" of the language {wrong}'
            yield Finding(file, keys.lines.get(name, 1), Fault.WRONG_LANGUAGE, message, _ADD)
    yield from _switches(bare, keys, file)
    yield from _plurals(bare.get("plurals", {}), keys, file)
    yield from _terms(bare.get("terms", {}), keys, file)
    yield from _grades(raw, keys, file)


def _form(name: str, said: Any, english: Any) -> str:
    """Return what is wrong with the form of a value, or ""."""
    if name in _COUNTED and isinstance(said, list) and len(said) != _COUNTED[name]:
        return f"has {len(said)} entries, and needs {_COUNTED[name]}"
    if name in ("article", "ordinals", "ordinal_words"):
        fits = isinstance(said, list | dict)
    elif isinstance(english, Mapping):
        fits = isinstance(said, Mapping)
    else:
        fits = isinstance(said, type(english))
    asked = "a text" if isinstance(english, str) else "a list"
    return "" if fits else f"is not {'keys' if isinstance(english, Mapping) else asked}"


def _switches(bare: Mapping[str, Any], keys: Keys, file: str) -> Iterator[Finding]:
    """Find words that YAML reads as true or false, such as the Portuguese “no”."""
    for name, said in bare.items():
        if name not in ("italics", "articles_apart") and any(
            isinstance(each, bool) for each in _values(said)
        ):
            message = f'"{name}" of the language has a word that YAML reads as yes or no'
            hint = 'write such words in quotation marks: "no", "on", "y"'
            yield Finding(file, keys.lines.get(name, 1), Fault.WRONG_LANGUAGE, message, hint)


def _values(said: Any) -> Iterator[Any]:
    match said:
        case Mapping():
            for key, each in said.items():
                yield from (key, *_values(each))
        case list():
            for each in said:
                yield from _values(each)
        case _:
            yield said


def _plurals(rules: Any, keys: Keys, file: str) -> Iterator[Finding]:
    if not isinstance(rules, Mapping):
        return
    line = keys.lines.get("plurals", 1)
    hint = 'write them as CLDR does: `{one: "n % 10 = 1 and n % 100 != 11"}`'
    for name, rule in rules.items():
        try:
            plural(1, {name: str(rule)})
        except ValueError:
            message = f'"{rule}" is no rule of plurals'
            yield Finding(file, line, Fault.WRONG_LANGUAGE, message, hint)
        if name not in CLASSES:
            message = f'there is no class of numbers "{name}"'
            hint = did_you_mean(str(name), CLASSES, f"classes are {', '.join(CLASSES)}")
            yield Finding(file, line, Fault.WRONG_LANGUAGE, message, hint)


def _terms(terms: Any, keys: Keys, file: str) -> Iterator[Finding]:
    """Find terms that do not hold what the English ones hold in braces."""
    if not isinstance(terms, Mapping):
        return
    english = language_words("en")["terms"]
    value = keys.values.get("terms", Value(None, 1))
    lines = value.content.lines if isinstance(value.content, Keys) else {}
    for name, said in terms.items():
        line = lines.get(name, value.line)
        if name not in english:
            hint = did_you_mean(str(name), english, "take it out")
            message = f'there is no term "{name}"'
            yield Finding(file, line, Fault.UNKNOWN_KEY, message, hint, "warning", str(name))
            continue
        first = english[name]
        wanted, given = _fields(first), _fields(said)
        if given | {"n"} != wanted | {"n"} or isinstance(said, str) != isinstance(first, str):
            message = f'the term "{name}" is "{said}", and in English "{first}"'
            hint = "say the same in braces, and a form for each class of number"
            yield Finding(file, line, Fault.WRONG_LANGUAGE, message, hint)


def _fields(said: Any) -> set[str]:
    texts = said.values() if isinstance(said, Mapping) else [said]
    try:
        return {name for text in texts for _, name, _, _ in Formatter().parse(str(text)) if name}
    except ValueError:
        return {"{"}


def _grades(raw: Mapping[str, Any], keys: Keys, file: str) -> Iterator[Finding]:
    for name, value in raw.items():
        grade = value.get("grade") if is_graded(value) else WORD_GRADES[0]
        if grade not in WORD_GRADES:
            message = f'"{name}" has the grade "{grade}"'
            hint = did_you_mean(str(grade), WORD_GRADES, f"grades are {', '.join(WORD_GRADES)}")
            yield Finding(file, keys.lines.get(name, 1), Fault.WRONG_LANGUAGE, message, hint)
