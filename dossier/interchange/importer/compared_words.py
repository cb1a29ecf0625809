"""The two rows of words that an import compares: of the draft, and of the dossier made of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from dossier.interchange.importer.lost_words import Called, Word, words
from dossier.interchange.importer.manifest import host
from dossier.interchange.importer.sections import Sectioned, in_form
from dossier.model.document import Inline, Reference, Text
from dossier.model.edition import Edition
from dossier.model.walk import rebuilt
from dossier.readers.drafts.draft import Draft
from dossier.readers.drafts.section import Part


def words_of_draft(draft: Draft, sections: Sequence[Sectioned]) -> list[Word]:
    """Return the words of a draft: its title block, then its sections.

    Where it has `sections` of the form, they are in their order, and what stood before the first
    title stands behind that of the section which takes it.
    """
    found: list[Word] = []
    met: dict[str, Called] = {}
    front = [part for part in draft.parts if not part.title]
    parts = [part for part in draft.parts if part.title]
    titled = [each for each in sections if each.title]
    home = {each.id: part for each, part in zip(titled, parts, strict=False)}
    taker = home.get(host(sections)) if sections else None

    def opening() -> list[Word]:
        cover = [(*words((Text(line.label),)), *words(line.content)) for line in draft.cover]
        return [each for line in cover for each in line] + [
            each for part in front for each in _words(part, met)
        ]

    found += opening() if taker is None else []
    for part in [home[each.id] for each in in_form(sections)] or parts:
        found += words((Text(part.title),))
        found += opening() if part is taker else []
        found += _words(part, met)
    return found


def _words(part: Part, met: dict[str, Called]) -> list[Word]:
    """Return the words below the title of a part."""
    return words(tuple(rebuilt(node, _unnumbered) for node in part.content), met=met)


def _unnumbered(inline: Inline) -> Inline:
    """Return a live reference of a draft without its number, which the program counts anew."""
    return replace(inline, lead=()) if isinstance(inline, Reference) else inline


def words_of_edition(
    edition: Edition, labelled: Collection[str], untitled: Collection[str]
) -> list[Word]:
    """Return the words of an edition; in sections `labelled` with recommendations’ numbers.

    The titles of those that are `untitled` in the draft are left out.
    """
    found: list[Word] = []
    met: dict[str, Called] = {}

    def label_of(reference: Reference) -> str:
        """Return the number of a reference that a citation makes; others had one in the draft."""
        return "" if reference.line else edition.reference_label(reference)

    for section in edition.document.sections:
        found += words((Text(section.title),)) if section.id not in untitled else []
        for block in section.blocks:
            for node in block.content if block.kind != "lead" else ():
                label = edition.recommendation_label(block, node)
                found += words((Text(label),)) if section.id in labelled else []
                found += words((node,), label_of, met)
    return found
