"""Words of the skeleton, or others that stand for missing text, are left in a document.

Why: They are there to be replaced. Whoever reads them in a document that was sent learns that
    nobody read it before.
Source: House style. A warning in a draft, an error in a document whose status is final.
Bad:
    # Background

    (To be written.)
Says: "(To be written.)" stands for text that is missing
Good:
    # Background

    The amount of the fine is to be determined by the court. It asked: “How much (to be decided)?”
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import fields
from itertools import pairwise
from typing import Any

from dossier.lint.draft import Draft, Unit
from dossier.lint.placeholders import alone, placeholders
from dossier.lint.quotations import unquoted
from dossier.lint.rule import ALL, Hit
from dossier.model.diagnostics import Severity
from dossier.model.registry import Source
from dossier.readers.dossier_yaml import Submitter

SEVERITY = "warning"
LANGUAGES = ALL

_SHOWN = 60
"""Letters of the words that the message shows."""

_HINT = "write what belongs there, or delete it"
_CONFIRM = "put it right where it is wrong, then take its name out of `assumed:`"


def check(draft: Draft) -> Iterator[Hit]:
    """Find such words in units, in the sources that they cite, and in the manifest."""
    severity: Severity = "error" if draft.about.get("status") == "final" else "warning"
    unfilled = tuple(_unfilled(draft))
    heads = _heads(draft)
    for unit in draft.units:
        yield from _in_unit(unit, draft, heads, {words for _, words in unfilled}, severity)
    for source, words in unfilled:
        at = source.at
        yield Hit(None, _message(words), _HINT, words, severity, file=at.file, line=at.line)
    for key in ("dossier", "submitters", "contact", "keywords"):
        for text in _texts(draft.about.get(key)):
            if placeholders(draft.language).all(text) or _skeletal(text, draft):
                yield Hit(None, _message(text), _HINT, text, severity, line=_line(draft, key))
    for key in draft.about.get("assumed") or ():
        value = draft.about.get(key)
        said = f"{key.replace('_', ' ')} ({value})" if isinstance(value, str | int) else key
        message = f"the {said} was assumed when the dossier was made, and nobody confirmed it"
        yield Hit(None, message, _CONFIRM, "", severity, line=_line(draft, "assumed"))


def _heads(draft: Draft) -> frozenset[tuple[str, int]]:
    """Return the places of heads of tables, which may say what a cell of the skeleton says."""
    rows = {
        (unit.file, unit.line)
        for before, unit in pairwise(draft.units)
        if unit.where == "cell" and before.where != "cell"
    }
    below = {
        (before.file, before.line)
        for before, unit in pairwise(draft.units)
        if unit.where == before.where == "cell" and unit.line != before.line
    }
    return frozenset(rows & below)


def _in_unit(
    unit: Unit,
    draft: Draft,
    heads: Set[tuple[str, int]],
    cited: Set[str],
    severity: Severity,
) -> Iterator[Hit]:
    """Yield the first such words of a unit that no source gave to it."""
    found = [each[0] for each in placeholders(draft.language).all(unquoted(unit.text))]
    below = unit.where == "cell" and (unit.file, unit.line) not in heads
    if below and alone(unit.text, draft.language):
        found.append(unit.text)
    own = next((each for each in found if not any(each in words for words in cited)), None)
    if own is not None:
        yield Hit(unit, _message(own), _HINT, own, severity)


def _unfilled(draft: Draft) -> Iterator[tuple[Source, str]]:
    """Yield the sources that stand in the document, each with its texts of that sort."""
    pattern = placeholders(draft.language)
    for source in draft.registry.sources.values():
        for words in (source.title, *source.authors, *source.fields.values()):
            if pattern.all(words) and any(words in each.text for each in draft.units):
                yield source, words


def _skeletal(text: str, draft: Draft) -> bool:
    """Whether a text is the acronym of the skeleton, and abbreviates no submitter."""
    names = (each.name for each in draft.about.get("submitters") or ())
    return text == "NYO" and not any(_initials(each).startswith("NYO") for each in names)


def _initials(name: str) -> str:
    return "".join(each[0] for each in name.split() if each[0].isupper())


def _line(draft: Draft, key: str) -> int:
    return int((draft.about.get("lines") or {}).get(key, 1))


def _message(words: str) -> str:
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"
    return f'"{shown}" stands for text that is missing'


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a value of the manifest, whatever holds them."""
    match value:
        case str():
            yield value
        case Mapping():
            for each in value.values():
                yield from _texts(each)
        case list() | tuple():
            for each in value:
                yield from _texts(each)
        case Submitter():
            yield from _texts([getattr(value, each.name) for each in fields(value)])
