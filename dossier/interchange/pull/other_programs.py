"""Give a file that another program wrote anew the shape of an export, so that it can be compared.

Such a file has lost styles, bookmarks and fields: numbered paragraphs are a list, labels are typed
out, the cover is a table. What a paragraph is, is told here by the exported one that has its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.interchange.pull.exported_version import Base, words_of
from dossier.interchange.pull.paragraph_matching import linked
from dossier.interchange.pull.returned_text import LinkedParagraph, returned_tokens
from dossier.interchange.pull.structure import shapes
from dossier.interchange.pull.tokens import words
from dossier.model.bookmark_names import bookmark_name
from dossier.model.walk import entries, plain
from dossier.readers.exported_docx.paragraphs import Atom, Field, Returned, ReturnedParagraph, Shape

_LOST = frozenset(
    {"", "normal", "standard", "default", "default style", "body text", "text body", "compact",
     "first paragraph", "block text", "list paragraph", "table contents"}
)  # fmt: skip
"""Styles that say nothing of what a paragraph is, or another program's."""

_TEXT = frozenset({"paragraph", "bullet", "number", "continue", "quote"})


def familiar(returned: Returned, base: Base) -> Returned:
    """Return a file in the shape of an export: its cover told apart, paragraphs in their shapes.

    What has a style of ours stays as it is. Words stay, but for labels that the program prints.
    """
    goals = _section_goals(returned.lines, base)
    lines = [_referring(each, goals) for each in returned.lines]
    lines = [*_cover(lines, base)]
    lines = [_unlabelled(each, base) for each in lines]
    return replace(returned, lines=tuple(_shaped(lines, base)))


def _text(line: ReturnedParagraph) -> str:
    said = (each.content for each in line.atoms)
    return "".join(
        each if isinstance(each, str) else each.shown if isinstance(each, Field) else ""
        for each in said
    )


def _words(text: str) -> tuple[str, ...]:
    return words_of(words(text))


def _cover(lines: Sequence[ReturnedParagraph], base: Base) -> Iterator[ReturnedParagraph]:
    """Yield lines, those of the title block as such: it prints before the first section."""
    document = base.embedded.document
    labels = {_words(each.label) for each in document.cover}
    titles = {_words(document.title), _words(document.procedure)}
    pasted = labels | {
        _words(plain(said))
        for each in document.cover
        for said in (each.content, *entries(each.content))
    }
    tables = {each.shape.table for each in lines
              if each.shape.kind == "cell" and _words(_text(each)) in labels
              and each.shape.column == 0}  # fmt: skip
    first = {_words(each.title) for each in document.sections if each.title}
    before = True
    for each in lines:
        said = _words(_text(each))
        bare = each.shape.kind in _TEXT and each.style in _LOST
        begins = (bare or each.shape.kind == "heading") and said in first
        before = before and not begins
        known = each.shape.table in tables or said in titles or (bare and said in pasted)
        if before and known:
            yield replace(each, shape=Shape("cover"))
        elif begins and bare:
            yield replace(each, shape=Shape("heading", 1))
        else:
            yield each


def _section_goals(lines: Sequence[ReturnedParagraph], base: Base) -> Mapping[str, str]:
    """Return our bookmarks of sections by what another program calls them."""
    titles = {_words(each.title): each.id for each in base.embedded.document.sections if each.title}
    found: dict[str, str] = {}
    for line in lines:
        section = titles.get(_words(_text(line))) if line.shape.kind == "heading" else None
        if section is not None:
            found |= {name: bookmark_name("s", section) for name in line.bookmarks}
    return found | {name: name for name in base.goals}


def _referring(line: ReturnedParagraph, goals: Mapping[str, str]) -> ReturnedParagraph:
    """Return a line in which links inside the file are cross-references again."""

    def atom(each: Atom) -> Atom:
        goal = goals.get(each.address.removeprefix("#")) if each.address[:1] == "#" else None
        if goal is None or not isinstance(each.content, str):
            return each
        return replace(each, content=Field(f"REF {goal} \\h", each.content), address="", style="")

    return replace(line, atoms=tuple(map(atom, line.atoms)))


def _unlabelled(line: ReturnedParagraph, base: Base) -> ReturnedParagraph:
    """Return a line without a label that was typed out, such as "Recommendation 3."."""
    label = base.edition.language.terms["recommendation"]
    pattern = re.escape(label).replace(re.escape("{n}"), r"\d+").replace(r"\ ", r"\s+")
    found = re.match(rf"\s*{pattern}\s+", _text(line))
    fields = any(isinstance(each.content, Field) and each.content.code.startswith("SEQ")
                 for each in line.atoms)  # fmt: skip
    if found is None or fields or line.shape.kind not in _TEXT:
        return line
    left = found.end()
    atoms = []
    for each in line.atoms:
        if left and isinstance(each.content, str):
            gone = min(left, len(each.content))
            left -= gone
            if gone < len(each.content):
                atoms.append(replace(each, content=each.content[gone:]))
        else:
            atoms.append(each)
    return replace(line, atoms=tuple(atoms))


def _shaped(lines: Sequence[ReturnedParagraph], base: Base) -> Iterator[ReturnedParagraph]:
    """Yield lines, those without a style of ours in the shape that their words had."""
    texts = {id_: words_of(base.tokens(flat)) for id_, flat in base.flat.items()}
    rows = linked(
        [LinkedParagraph(each, returned_tokens(each, base, {}, {})) for each in lines],
        texts,
        base.marks,
    )
    printed = {flat.id: shape for many in base.flats.values()
               for flat, shape in zip(many, shapes(many), strict=True)}  # fmt: skip
    for line, row in zip(lines, rows, strict=True):
        kind, level = printed[row.links[0]] if row.links else (line.shape.kind, line.shape.level)
        bare = line.style in _LOST and line.shape.kind in _TEXT
        if bare and kind == "heading":
            depth = base.depth(base.flat[row.links[0]])
            yield replace(line, shape=replace(line.shape, kind=kind, level=depth))
        elif bare and kind in _TEXT:
            yield replace(line, shape=replace(line.shape, kind=kind, level=level))
        else:
            yield line
