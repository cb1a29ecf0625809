"""The file of a language: every word that the program prints, each with how well it is known.

A word of a language other than English stands as `{is: …, grade: …, source: …}`:

- verified: somebody saw it in a document of the United Nations, the ILO, a government or an
  organisation, or in Unicode's CLDR.
- likely: it stands in a secondary text, or is made of parts that were seen.
- recalled: it was written from memory; a native speaker must check it.

English is the language that the program is written in; its words stand bare. A project may have
languages of its own, in files of the same form; what they lack is said in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias, TypeVar, get_args

from dossier.model.frozen import frozen
from dossier.model.program_data import read_data

FOLDER = Path(__file__).parents[1] / "data" / "languages"

WordGrade: TypeAlias = Literal["verified", "likely", "recalled"]

WORD_GRADES: tuple[str, ...] = get_args(WordGrade)
"""Every grade of a word, the best known first."""


class _Forgetful(Protocol):
    """A function that remembers its results."""

    def cache_clear(self) -> None:
        """Forget them."""


ForgetfulT = TypeVar("ForgetfulT", bound=_Forgetful)


@frozen
class GradedWord:
    """A word of a language, or a list of words; `path` are the keys that lead to it in the file."""

    path: tuple[str, ...]
    value: Any
    grade: str
    source: str
    note: str = ""


_own: dict[str, Mapping[str, Any]] = {}
"""What the files of the project's own languages hold; a process serves one project."""

_made_of_languages: list[_Forgetful] = []


def of_languages(function: ForgetfulT) -> ForgetfulT:
    """Let a function that remembers results forget them when the project's languages change."""
    _made_of_languages.append(function)
    return function


def use_own_languages(files: Mapping[str, Mapping[str, Any]]) -> None:
    """Let the languages of a project be known besides those of the program, by their codes."""
    if dict(files) != _own:
        _own.clear()
        _own.update(files)
        for each in _made_of_languages:
            each.cache_clear()


def own_languages() -> tuple[str, ...]:
    """Return the codes of the project's own languages."""
    return tuple(sorted(_own))


def shipped_languages() -> tuple[str, ...]:
    """Return the codes of the languages that come with the program."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@of_languages
@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages the program has words for."""
    return tuple(sorted({*shipped_languages(), *_own}))


@of_languages
@cache
def language_file(code: str) -> Mapping[str, Any]:
    """Return what the file of a language holds, with its grades.

    Raises `KeyError` where neither the program nor the project has a file for it.
    """
    if code in _own:
        return _own[code]
    if code not in languages():
        raise KeyError(code)
    raw: dict[str, Any] = read_data(FOLDER / f"{code}.yaml")
    return raw


@of_languages
@cache
def language_words(code: str) -> Mapping[str, Any]:
    """Return what the file of a language holds, without its grades.

    What a language of the project lacks is that of English.
    """
    bare: dict[str, Any] = bare_words(language_file(code))
    if code not in _own:
        return bare
    english = bare_words(language_file("en"))
    return {**english, **bare, "terms": {**english["terms"], **bare.get("terms", {})}}


@of_languages
@cache
def graded_words(code: str) -> tuple[GradedWord, ...]:
    """Return the words of a language that have a grade, in the order of its file."""
    sources = language_file(code).get("sources", {})
    return tuple(_graded(language_file(code), (), sources))


def is_graded(raw: object) -> bool:
    """Whether `raw` is a word with its grade, and no group of words."""
    return isinstance(raw, Mapping) and "is" in raw


def bare_words(raw: Any) -> Any:
    """Return what a file of a language holds, without grades and sources."""
    if isinstance(raw, Mapping):
        return (
            bare_words(raw["is"]) if is_graded(raw) else {key: bare_words(raw[key]) for key in raw}
        )
    return raw


def _graded(raw: object, path: tuple[str, ...], sources: Mapping[str, str]) -> Iterator[GradedWord]:
    if not isinstance(raw, Mapping):
        return
    if is_graded(raw):
        source = str(raw.get("source", ""))
        named = str(sources.get(source, source))
        grade, note = str(raw.get("grade", "")), str(raw.get("note", ""))
        yield GradedWord(path, raw["is"], grade, named, note)
        return
    for key, each in raw.items():
        yield from _graded(each, (*path, str(key)), sources)
