"""Say of each language how well its words are known, and which of them are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dossier.build.requested_documents import outline_of
from dossier.lint.spelling import has_dictionary
from dossier.model.frozen import frozen
from dossier.model.language import own_templates
from dossier.model.language_file import (
    WORD_GRADES,
    GradedWord,
    graded_words,
    language_file,
    language_words,
    own_languages,
)
from dossier.readers.registries.instruments import categories, instruments, names
from dossier.readers.templates.outline_translation import untranslated

_ENGLISH = "en"


@frozen
class LanguageReport:
    """A language: its words by grade, those that were only recalled, and what is missing.

    `unnamed` are instruments that have no name in it; `spelling` says whether there is a dictionary
    of it.
    """

    code: str
    name: str
    grades: Mapping[str, int]
    recalled: tuple[GradedWord, ...]
    missing: tuple[str, ...]
    unnamed: tuple[str, ...]
    spelling: bool


def language_reports(codes: Iterable[str]) -> tuple[LanguageReport, ...]:
    """Return what is to be said of some languages."""
    return tuple(_report(code) for code in codes)


def _report(code: str) -> LanguageReport:
    words = graded_words(code)
    counted = Counter(each.grade for each in words)
    return LanguageReport(
        code=code,
        name=language_words(code)["name"],
        grades={grade: counted[grade] for grade in WORD_GRADES},
        recalled=tuple(each for each in words if each.grade == "recalled"),
        missing=tuple(missing_words(code)) if code != _ENGLISH else (),
        unnamed=tuple(each for each in instruments() if code not in names(each)),
        spelling=has_dictionary(code),
    )


def missing_words(code: str) -> Iterator[str]:
    """Yield the keys of the English file that a language lacks, and words of outlines."""
    english = language_words(_ENGLISH)
    own = language_file(code) if code in own_languages() else language_words(code)
    yield from (key for key in english if key not in own)
    yield from (f"terms: {key}" for key in english["terms"] if key not in own.get("terms", {}))
    yield from ("citations",) if "citations" not in own else ()
    held = own.get("categories", {})
    yield from (f"categories: {key}" for key in categories() if key not in held)
    said = (words for folder in _kinds() for words in _left(folder, code))
    yield from (f"outlines: {words}" for words in dict.fromkeys(said))


def _kinds() -> tuple[Path, ...]:
    return tuple(sorted(each.parent for each in own_templates().glob("*/outline.yaml")))


def _left(folder: Path, code: str) -> Iterator[str]:
    outline, _ = outline_of(folder)
    if outline is not None:
        yield from untranslated(outline, code)
