"""Hold translations against the glossary: each term is called what the glossary calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.layout import Files
from dossier.readers.glossary import Term, read_glossary

FILE = "glossary.yaml"
"""Its name, in a dossier and in the library."""

_ENDING = 3
"""How many letters an ending may have by which words differ in case and number."""


def glossary(files: Files) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
    """Return the terms of a dossier, then those of the library that it has not."""
    terms: dict[str, Term] = {}
    findings: list[Finding] = []
    for home in (files, files.library):
        if home is None or FILE not in home.content:
            continue
        text, wrong = home.text(FILE)
        found, faults = ((), ()) if wrong else read_glossary(text, home.shown(FILE))
        findings += (*wrong, *faults)
        for each in found:
            terms.setdefault(each.id, each)
    return tuple(terms.values()), tuple(findings)


def term_findings(
    terms: tuple[Term, ...], original: str, translated: str, first: str, code: str
) -> Iterator[tuple[Fault, str, str]]:
    """Yield rule, message and hint where a translation does not say a term as it is agreed."""
    for term in terms:
        wanted = term.words.get(code, ())
        hint = f"glossary: {', '.join(wanted)}" if wanted else "see the glossary"
        for word in term.avoid.get(code, ()):
            if _found(word, translated):
                message = f'"{word}" is not to be said for "{term.id}"'
                yield Fault.GLOSSARY_TERM, message, hint
        said = next((e for e in term.words.get(first, ()) if _found(e, original)), "")
        if said and wanted and not any(_found(each, translated) for each in wanted):
            message = f'the original says "{said}", and the translation none of its words'
            yield Fault.GLOSSARY_TERM, message, hint


def _found(words: str, text: str) -> bool:
    return bool(_pattern(words).search(text))


@lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds words in any of their forms; scripts without spaces have no bounds."""
    pieces = [_stem(each) for each in words.split()]
    joined = r"\s+".join(pieces)
    bound = "" if re.search(r"[\u3040-\u30ff\u3400-\u9fff]", words) else r"(?<!\w)"
    return re.compile(bound + joined, re.IGNORECASE)


def _stem(word: str) -> str:
    """Return what matches a word with other endings: "syndicats", "профсоюзов"."""
    if re.search(r"[\u3040-\u30ff\u3400-\u9fff]", word):
        return re.escape(word)
    cut = max(len(word) - 2, 4) if not word.isascii() else len(word)
    stem = re.escape(word[:cut])
    return rf"{stem}\w{{0,{_ENDING + len(word) - min(cut, len(word))}}}(?!\w)"
