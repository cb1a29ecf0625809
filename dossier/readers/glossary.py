"""Read `glossary.yaml`: what a term is called in each language, and what it is not to be called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language_file import languages, of_languages
from dossier.model.remembered import remembered
from dossier.readers.yaml import Keys, Value, read_yaml


@frozen
class Term:
    """A term by languages: the words for it, the best first, and words that are not to be used."""

    id: str
    words: Mapping[str, tuple[str, ...]] = field(hash=False)
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


@of_languages
@remembered
def read_glossary(text: str, file: str) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
    """Return the terms in `text` in order, and what is wrong with them."""
    keys, broken = read_yaml(text, file)
    findings = list(broken)
    found: list[Term] = []
    for id_, value in keys.values.items():
        if not isinstance(value.content, Keys):
            message = f'the term "{id_}" has no words'
            hint = "write `{en: trade union, fr: syndicat}`"
            findings.append(Finding(file, value.line, Fault.WRONG_VALUE, message, hint))
            continue
        entry: dict[str, Any] = dict(value.content.values)
        avoid = entry.pop("avoid", None)
        not_so = avoid.content if avoid and isinstance(avoid.content, Keys) else Keys()
        words = {code: _words(each) for code, each in entry.items()}
        avoided = {code: _words(each) for code, each in not_so.values.items()}
        found.append(Term(id_, words, avoided, file, value.line))
        for code, line in (*value.content.lines.items(), *not_so.lines.items()):
            if code not in (*languages(), "avoid"):
                hint = did_you_mean(code, languages(), f"known are {', '.join(languages())}")
                message = f'the language "{code}" is not known'
                findings.append(Finding(file, line, Fault.UNKNOWN_LANGUAGE, message, hint))
    return tuple(found), tuple(findings)


def _words(value: Value) -> tuple[str, ...]:
    """Return the words of a text or a list of texts."""
    held = value.content if isinstance(value.content, list) else [value]
    return tuple(each.typed.strip() for each in held if each.typed.strip())
