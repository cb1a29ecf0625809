"""Write the Word file: python-docx opens `word.docx` for the styles, we make what it cannot.

Everything that Word can count is Word's own: section and paragraph numbers come from the
numbering of the template's styles, notes from Word's notes, cross-references from fields.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from docx import Document as open_word
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from dossier.model.comments import ReviewNote
from dossier.model.edition import Edition
from dossier.model.language import Language
from dossier.model.list_numbers import Form
from dossier.model.text_columns import column_share
from dossier.model.theme import Theme
from dossier.ooxml.elements import make
from dossier.ooxml.names import MC, W15, q
from dossier.writers.docx.blocks import Body
from dossier.writers.docx.comments import add_remarks
from dossier.writers.docx.deep_lists import add_levels
from dossier.writers.docx.directions import set_directions
from dossier.writers.docx.embedded_version import add_embedded_version
from dossier.writers.docx.list_levels import bullet_list, link_levels
from dossier.writers.docx.list_numbering import list_numbering
from dossier.writers.docx.notes import add_notes
from dossier.writers.docx.notes_heading import set_notes_heading
from dossier.writers.docx.page_setup import (
    put_logos_in_text,
    set_paper,
    text_height,
    text_indent,
    text_width,
    turn,
)
from dossier.writers.docx.pictures import Pictures, Room, drawer_of
from dossier.writers.docx.properties import set_properties
from dossier.writers.docx.runs import Story, field, text_run
from dossier.writers.docx.small_tables import add_small_styles
from dossier.writers.docx.stable_ids import StableIds
from dossier.writers.docx.style_ids import name_styles, styles_of
from dossier.writers.docx.text_columns import set_columns
from dossier.writers.docx.theme import recolour, resize

_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
"""Word's fields for what stands in the form of a page's number."""

_BELOW_HEAD = 140
"""The space below a running head of two lines, in twentieths of a point."""


class MissingStyles(Exception):
    """`word.docx` lacks styles that the writer uses; `names` are their ids."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def write_docx(
    edition: Edition,
    template: Path,
    pictures: Mapping[str, bytes],
    theme: Theme = Theme(),  # noqa: B008 (frozen)
    made_for: Theme = Theme(),  # noqa: B008
    embedded: str = "",
    remarks: Mapping[str, Sequence[ReviewNote]] = MappingProxyType({}),
    vectors: Mapping[str, bytes] = MappingProxyType({}),
    line: float = 1.0,
) -> bytes:
    """Return `edition` as a Word file, the same bytes for the same edition and template.

    `pictures` holds PNG, JPEG or GIF files by the path an author gives. The template's styles
    were `made_for` one look and get the colours and fonts of `theme`. `embedded` is what the file
    says of the version it was exported from, for `pull`; `remarks` are shown as comments, by the
    id of their block. `vectors` are SVG files that are shown in place of the picture of the same
    path by programs that can. `line` is how much a line of a table holds in print, as a
    part of what it does in the usual look: columns are shared by it here, too. Raises
    `MissingStyles` when a style is used that the template lacks.
    """
    word = _declared(open_word(str(template)))
    _prepare(word, edition, theme, made_for, line)
    ids = StableIds()
    numbering = list_numbering(word.part)
    held = Pictures(pictures, vectors)
    body = _body(word, edition, held, numbering, ids, line)
    _put_text(word, body)
    if edition.numbers.note:
        add_notes(edition, word.part, numbering, ids)
    if remarks:
        add_remarks(word, edition, remarks)
    _frame(word, edition)
    _settings(word, edition)
    set_directions(word, _with_fonts(edition.language, theme))
    set_properties(word, edition)
    _check_styles(word)
    set_columns(word, body.across, edition.document.settings.columns, body.width)
    if embedded:
        add_embedded_version(word.part, embedded)
    _tidy(word)
    return _packed(word)


def _with_fonts(language: Language, theme: Theme) -> Language:
    """Return the language with the fonts of its letters that the look gives it, and it alone."""
    asked = {role: theme.values.get(f"{language.code}.word_{role}") for role in language.word}
    own = {role: font for role, font in asked.items() if font}
    return replace(language, word={**language.word, **own}) if own else language


def _prepare(word: Any, edition: Edition, theme: Theme, made_for: Theme, line: float) -> None:
    """Make of a template what the writer counts on: ids of styles, their lists, theme and paper."""
    name_styles(word, styles_of(edition))
    link_levels(word)
    recolour(word, theme, made_for)
    add_levels(word, edition.document)
    resize(word, theme.scale())
    add_small_styles(word, edition.document, line)
    set_paper(word, theme)
    turn(word, edition)
    set_notes_heading(word, edition)
    if not edition.document.above:
        put_logos_in_text(word)


def _body(
    word: Any,
    edition: Edition,
    pictures: Pictures,
    numbering: Callable[[int, int, Form], int],
    ids: StableIds,
    line: float,
) -> Body:
    """Return what makes the text, for the paper of `word` and in its styles.

    `line` is how much a line of a table holds, as a part of what it does in the usual size.
    """

    def relate(address: str) -> str:
        return str(word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    width = text_width(word)
    columns = edition.document.settings.columns
    indent = text_indent(word, edition.document.settings)
    column = round(width * column_share(columns)) - indent
    room = Room(width - indent, text_height(word), column, columns)
    styles = {each.get(q("styleId")) for each in word.styles.element.iter(q("style"))}
    drawer = drawer_of(word.part, pictures, room, ids)
    return Body(
        edition=edition,
        story=Story(edition, relate, ids),
        numbering=numbering,
        picture=drawer,
        width=width,
        styles=styles,
        bullets=bullet_list(word),
        line=line,
        indent=indent,
    )


def _put_text(word: Any, body: Body) -> None:
    """Put the text in the place of what stands in the template."""
    end = word.element.body.sectPr
    for element in list(word.element.body):
        if element is not end:
            word.element.body.remove(element)
    for element in body.everything():
        end.addprevious(element)


def _frame(word: Any, edition: Edition) -> None:
    """Set the running head and "page X of Y"; the first page has no running head.

    The first page of a letter has no number either: what begins with a letterhead is one.
    """
    section = word.sections[0]
    section.different_first_page_header_footer = True
    head = _emptied(section.header)
    lines = edition.document.running_head.split("\n")
    properties = head._p.get_or_add_pPr()
    properties.insert(0, make("pStyle", val="Header"))
    if len(lines) > 1:  # it may reach down to the text, which then makes room for it
        properties.append(make("spacing", after=_BELOW_HEAD))
    for at, line in enumerate(lines):
        head._p.extend([*([make("r", make("br"))] if at else []), text_run(line)])
    for footer in (section.footer, section.first_page_footer):
        line = _emptied(footer)
        line._p.get_or_add_pPr().insert(0, make("pStyle", val="Footer"))
        if footer is not section.footer and edition.document.above:
            continue
        line._p.extend(_page_number(edition))


def _page_number(edition: Edition) -> Iterator[Any]:
    """Yield the number of the page in the form that the look or the language gives."""
    form = edition.document.settings.page_number or edition.language.terms["page_of"]
    for part in re.split(r"(\{pages?\})", form):
        if part in _FIELDS:
            yield from field(_FIELDS[part], "1")
        elif part:
            yield text_run(part)


def _emptied(frame: Any) -> Any:
    """Return the first paragraph of a header or footer, emptied of what a designer left there."""
    first, *rest = frame.paragraphs
    for paragraph in rest:
        paragraph._p.getparent().remove(paragraph._p)
    for element in list(first._p):
        first._p.remove(element)
    return first


def _settings(word: Any, edition: Edition) -> None:
    """Declare the notes' separators, number endnotes 1, 2, 3, and set the language."""
    settings = word.settings.element
    compat = settings.find(q("compat"))
    place = compat.addprevious if compat is not None else settings.append
    for kind in ("footnote", "endnote"):
        old = settings.find(q(f"{kind}Pr"))
        if old is not None:
            settings.remove(old)
        if not edition.numbers.note or f"{kind}s" != edition.document.settings.notes:
            continue
        marks = [make("numFmt", val="decimal"), make(kind, id=-1), make(kind, id=0)]
        place(make(f"{kind}Pr", *marks))
    ending = word.sections[0]._sectPr
    for old in ending.findall(q("endnotePr")):
        ending.remove(old)
    if edition.numbers.note and edition.document.settings.notes == "endnotes":
        size = ending.find(q("pgSz"))
        size.addprevious(make("endnotePr", make("numFmt", val="decimal")))  # LibreOffice looks here
    for mark in word.styles.element.iter(q("lang")):
        mark.set(q("val"), edition.document.language)
    for mark in settings.iter(q("themeFontLang")):
        mark.set(q("val"), edition.document.language)


def _check_styles(word: Any) -> None:
    known = {each.get(q("styleId")) for each in word.styles.element.iter(q("style"))}
    section = word.sections[0]
    roots = [word.element, section.header._element, section.footer._element]
    names = ("/word/footnotes.xml", "/word/endnotes.xml")
    parts = word.part.package.iter_parts()
    roots += [etree.fromstring(part.blob) for part in parts if part.partname in names]
    used = {
        each.get(q("val"))
        for root in roots
        for each in root.iter(q("pStyle"), q("rStyle"), q("tblStyle"))
    }
    missing = tuple(sorted(used - known))
    if missing:
        raise MissingStyles(missing)


def _declared(word: Any) -> Any:
    """Return the file with the extension declared that hides the frames of content controls.

    This comes before the text, since lxml looks through all that is moved to another element.
    """
    old = word.part._element
    root = old.makeelement(old.tag, dict(old.attrib), {**old.nsmap, "w15": W15, "mc": MC})
    ignorable = {*root.get(f"{{{MC}}}Ignorable", "").split(), "w15"}
    root.set(f"{{{MC}}}Ignorable", " ".join(sorted(ignorable)))
    root.extend(list(old))
    word.part._element = root
    return word.part.document


def _tidy(word: Any) -> None:
    """Take declarations of namespaces off the elements that need none of their own."""
    root = word.part._element
    ignorable = root.get(f"{{{MC}}}Ignorable").split()
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*ignorable, "mc", "w", "r"])


def _packed(word: Any) -> bytes:
    """Return the file with fixed times in the archive, so that equal content is equal bytes."""
    made = io.BytesIO()
    word.save(made)
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
