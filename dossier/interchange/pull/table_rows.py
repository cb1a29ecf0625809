"""The paragraphs of a file that came back, as rows: cells whole, without labels and titles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.number_forms import without_number
from dossier.interchange.pull.printed_labels import is_labelled
from dossier.interchange.pull.results import Proposal
from dossier.interchange.pull.returned_text import LinkedParagraph, returned_tokens
from dossier.interchange.pull.tokens import shown
from dossier.interchange.pull.typed_numbers import TypedNumbers
from dossier.model.document import Break, Section
from dossier.model.unbroken_spaces import with_plain_spaces
from dossier.readers.exported_docx.paragraphs import Returned, ReturnedParagraph

_FRAME = ("title", "subtitle", "cover", "frame", "picture", "caption")


def rows_of(
    returned: Returned,
    base: Base,
    notes: Mapping[str, str],
    texts: Mapping[str, Sequence[str]],
) -> list[LinkedParagraph]:
    """Return the paragraphs of the text; those without words only where they stand for something.

    `notes` gives the exported note of each note of the file, `texts` the words of each
    exported paragraph.
    """
    labelled = {name for name, id_ in base.marks.items() if base.opening(base.flat[id_])}
    empty = {name for name, id_ in base.marks.items() if not texts[id_]}
    term = base.edition.language.terms["recommendation"]
    rows = []
    for line in _cells(returned.lines):
        if line.shape.kind in _FRAME:
            continue
        opens = not labelled.isdisjoint(line.bookmarks)
        tokens = returned_tokens(line, base, notes, returned.notes, opens=opens)
        if tokens or line.shape.kind == "cell" or not empty.isdisjoint(line.bookmarks):
            rows.append(LinkedParagraph(line, tokens, labelled=is_labelled(line.atoms, term)))
    return rows


def _cells(lines: Sequence[ReturnedParagraph]) -> Iterator[ReturnedParagraph]:
    """Yield lines, those of one cell as one, and an empty one where a cell joined columns."""

    def cell(line: ReturnedParagraph) -> tuple[int, int, int]:
        shape = line.shape
        inside = shape.kind == "cell"
        return (shape.table, shape.row, shape.column) if inside else (-1, line.number, 0)

    place = -1, 0, 0
    for here, group in groupby(lines, cell):
        first, *rest = group
        begun = place[2] + 1 if here[:2] == place[:2] else 0
        place = here
        for column in range(begun, here[2]):
            skipped = replace(first.shape, column=column)
            yield replace(first, shape=skipped, atoms=(), bookmarks=(), control="", alias="")
        atoms = list(first.atoms)
        marks = list(first.bookmarks)
        for each in rest:
            if each.atoms and atoms:
                atoms.append(replace(each.atoms[0], content=Break()))
            atoms += each.atoms
            marks += each.bookmarks
        yield replace(first, atoms=tuple(atoms), bookmarks=tuple(marks))


def without_titles(
    rows: Sequence[LinkedParagraph],
    base: Base,
    typed: TypedNumbers,
    tell: Callable[[Proposal], None],
) -> tuple[list[LinkedParagraph], list[str]]:
    """Return rows without the titles of sections, and the id of the section that each is in."""
    titles = {each.title: each for each in base.embedded.document.sections if each.title}
    kept: list[LinkedParagraph] = []
    sections: list[str] = []
    here = ""
    for row in rows:
        section = _section(row, base, titles)
        if section is None:
            kept.append(row)
            sections.append(here)
            continue
        here = section.id
        number = base.edition.numbers.section.get(here, 0)
        said = with_plain_spaces(shown(typed.without_one(row, number, section.title)).strip())
        if said != with_plain_spaces(section.title):
            why = "the title of a section comes from dossier.yaml or the template"
            hint = "change it there"
            tell(
                Proposal(
                    block="",
                    flat=here,
                    old=section.title,
                    new=said,
                    why=why,
                    hint=hint,
                    line=row.line.number,
                )
            )
    return kept, sections


def _section(row: LinkedParagraph, base: Base, titles: Mapping[str, Section]) -> Section | None:
    """Return the section that a row is the title of: by its bookmark, else by its words."""
    marks = [name for name in row.line.bookmarks if name in base.section_marks]
    if marks:
        return base.section_marks[marks[0]]
    shape = row.line.shape
    titled = shape.kind == "heading" and shape.level == 1
    said = shown(row.tokens).strip()
    return titles.get(said) or titles.get(without_number(said)) if titled else None
