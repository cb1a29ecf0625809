"""The file of a language: every word that the program prints, each with how well it is known.

A word of a language other than English stands as `{is: …, grade: …, source: …}`:

- verified: somebody saw it in a document of the United Nations, the ILO, a government or an
  organisation, or in Unicode's CLDR.
- likely: it stands in a secondary text, or is made of parts that were seen.
- recalled: it was written from memory; a native speaker must check it.

English is the language that the program is written in; its words stand bare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from dossier.model.frozen import frozen
from dossier.model.program_data import read_data

FOLDER = Path(__file__).parents[1] / "data" / "languages"

WordGrade: TypeAlias = Literal["verified", "likely", "recalled"]

WORD_GRADES: tuple[str, ...] = get_args(WordGrade)
"""Every grade of a word, the best known first."""


@frozen
class GradedWord:
    """A word of a language, or a list of words; `path` are the keys that lead to it in the file."""

    path: tuple[str, ...]
    value: Any
    grade: str
    source: str
    note: str = ""


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages the program has words for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def language_file(code: str) -> Mapping[str, Any]:
    """Return what the file of a language holds, with its grades.

    Raises `KeyError` when `data/languages` has no file for it.
    """
    if code not in languages():
        raise KeyError(code)
    raw: dict[str, Any] = read_data(FOLDER / f"{code}.yaml")
    return raw


@cache
def language_words(code: str) -> Mapping[str, Any]:
    """Return what the file of a language holds, without its grades."""
    bare: dict[str, Any] = _bare(language_file(code))
    return bare


@cache
def graded_words(code: str) -> tuple[GradedWord, ...]:
    """Return the words of a language that have a grade, in the order of its file."""
    sources = language_file(code).get("sources", {})
    return tuple(_graded(language_file(code), (), sources))


def is_graded(raw: object) -> bool:
    """Whether `raw` is a word with its grade, and no group of words."""
    return isinstance(raw, Mapping) and "is" in raw


def _bare(raw: Any) -> Any:
    if isinstance(raw, Mapping):
        return _bare(raw["is"]) if is_graded(raw) else {key: _bare(raw[key]) for key in raw}
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
