"""Make a draft of a plain document, which has no dossier behind it: rules read its text alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dossier.lint.draft import Draft, Unit, units_of
from dossier.lint.limits import limits
from dossier.model.document import Document
from dossier.model.edition import Edition
from dossier.model.language import language
from dossier.model.walk import blocks, plain
from dossier.readers.drafts.plain_document import UNDATED, numbers_of
from dossier.readers.drafts.section_kinds import LABELLED

_ENGLISH = "en-GB"


def plain_draft(document: Document, file: str, rules: str = "") -> Draft:
    """Return the draft of a document that `read_draft` read from `file`.

    `rules` is the id of a rule set, "" for none; raises `KeyError` for one there is not. `about`
    holds "plain" and what the document says of itself. A document without a date has the date
    `UNDATED`, and no "date" in `about`. The lines of the title block are units of cells.
    """
    edition = plain_edition(document)
    about: dict[str, Any] = {"plain": True, "language": document.language}
    about |= {"title": document.title} if document.title else {}
    about |= {"rules": rules} if rules else {}
    day = document.properties.date
    about |= {"date": day} if day != UNDATED else {}
    return Draft(
        edition,
        tuple(_placed(edition, file)),
        tuple(blocks(document)),
        limits=limits(rules) if rules else {},
        about=about,
        file=file,
    )


def plain_edition(document: Document) -> Edition:
    """Return a plain document with its author's numbers, and no words that stand not in it."""
    try:
        words = language(document.language)
    except KeyError:
        words = language(_ENGLISH)
    if not any(each.id.startswith(LABELLED) for each in blocks(document)):
        words = replace(words, terms={**words.terms, "recommendation": ""})
    return Edition(document, numbers_of(document), words)


def _placed(edition: Edition, file: str) -> Iterator[Unit]:
    """Yield the units with the lines of titles; what is below no title has that of its words."""
    lines = iter([each.blocks[0].line if each.blocks else 0 for each in edition.document.sections])
    for unit in units_of(edition):
        match unit.where:
            case "title":
                if unit.text:
                    yield replace(unit, file=file, line=1)
                yield from _cover(edition, file)
            case "section":
                line = next(lines)
                if unit.text:
                    yield replace(unit, file=file, line=line)
            case _:
                yield unit


def _cover(edition: Edition, file: str) -> Iterator[Unit]:
    for line in edition.document.cover:
        yield Unit(line.label, "cell", kind="cover", file=file, line=1)
        yield Unit(plain(line.content), "cell", kind="cover", file=file, line=1)
