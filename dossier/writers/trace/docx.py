"""Write the matrix as a Word file on A4 across, in the styles of the document's own template."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docx import Document as open_word
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, Twips
from lxml import etree

from dossier.ooxml.elements import make
from dossier.ooxml.repack import packed
from dossier.writers.docx import MissingStyles
from dossier.writers.docx.paragraphs import paragraph
from dossier.writers.docx.runs import text_run
from dossier.writers.docx.style_ids import name_styles
from dossier.writers.trace.sheet import (
    ALONE,
    CHAINS,
    COLUMNS,
    NOTHING_ALONE,
    STANDS_ALONE,
    TITLE,
    UNEXPLAINED,
    Count,
    Group,
    Line,
    Named,
    Past,
    Sheet,
    missing,
)
from dossier.writers.trace.word_page import LONG, MARGIN, frame, settle, turn

_TEXT = LONG - 2 * MARGIN
_SHARES = (15, 12, 13, 19, 19, 11, 11)
_ALONE_SHARES = (14, 40, 18, 28)
_NEEDED = (
    *("Subtitle", "Title", "Heading2", "BodyText", "Footer"),
    *("TableText", "TableHeading", "EvidenceTable", "CoverTable"),
)
_STYLES = {
    "MatrixText": ("Matrix Text", "TableText", 8),
    "MatrixHead": ("Matrix Head", "TableHeading", 8),
    "MatrixSection": ("Matrix Section", "Heading2", 14),
}
"""Styles of the matrix by id: their names, the styles they are made from, their sizes."""

_COLOURS = {"supported": "1D6B45", "noted": "8A5200"}
_ACCENT, _QUIET, _GAP = "14466B", "57606A", "B3261E"

Cell = list[etree._Element]


def write_docx(sheet: Sheet, template: Path) -> bytes:
    """Return `sheet` as a Word file, the same bytes for the same sheet and template.

    Raises `MissingStyles` when `template` lacks a style that is used here.
    """
    word = open_word(str(template))
    name_styles(word, _STYLES)
    _dress(word)
    end = word.element.body.sectPr
    for element in list(word.element.body):
        if element is not end:
            word.element.body.remove(element)
    for element in _body(sheet):
        end.addprevious(element)
    turn(word)
    frame(word, sheet)
    settle(word, sheet)
    made = io.BytesIO()
    word.save(made)
    return packed(made.getvalue(), {})


def _dress(word: Any) -> None:
    """Add the styles of the matrix, made from the template's, unless it has its own."""
    known = {each.style_id: each for each in word.styles}
    lacking = tuple(each for each in _NEEDED if each not in known)
    if lacking:
        raise MissingStyles(lacking)
    for id_, (name, base, size) in _STYLES.items():
        if id_ in known:
            continue
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = known[base]
        style.font.size = Pt(size)
        if id_ == "MatrixSection":  # a heading of the first level, without a number before it
            style.next_paragraph_style = known["BodyText"]
            style.element.get_or_add_pPr().append(make("outlineLvl", val=0))
        else:
            space = style.paragraph_format
            space.space_before = space.space_after = Twips(20)


def _body(sheet: Sheet) -> Iterator[etree._Element]:
    document = sheet.edition.document
    yield paragraph("Subtitle", [text_run(document.properties.subject)])
    yield paragraph("Title", [text_run(TITLE)])
    yield paragraph("BodyText", [text_run(sheet.about)])
    yield _overview(sheet.counts)
    yield paragraph("MatrixSection", [text_run(CHAINS)])
    widths = _widths(_SHARES)
    rows = [_head(COLUMNS, widths)]
    rows += [row for group in sheet.groups for row in _rows(sheet, group, widths)]
    yield _table("EvidenceTable", CHAINS, widths, rows)
    yield paragraph("MatrixSection", [text_run(STANDS_ALONE)])
    if not sheet.alone:
        yield paragraph("BodyText", [text_run(NOTHING_ALONE)])
        return
    widths = _widths(_ALONE_SHARES)
    rows = [_head(ALONE, widths)]
    for each in sheet.alone:
        cells = [_texts(each.name), _texts(each.item), _texts(each.lacks)]
        cells.append(_texts(each.explained) if each.explained else [_gap(UNEXPLAINED)])
        rows.append(_row([_cell(*pair) for pair in zip(cells, widths, strict=True)]))
    yield _table("EvidenceTable", STANDS_ALONE, widths, rows)
    yield _end()


def _end() -> etree._Element:
    """Return the paragraph that must follow a last table, too small to need a page of its own."""
    element = paragraph("MatrixText", [])
    element[0].append(make("spacing", before=0, after=0, line=20, lineRule="exact"))
    return element


def _overview(counts: Sequence[Count]) -> etree._Element:
    widths = _widths([1] * len(counts))
    cells = [
        _cell(
            [
                _line(str(len(each.items)), "b", colour=_ACCENT, size=40),
                _line(each.name, "b"),
                _line(each.remark, colour=_GAP if each.number("open") else _QUIET),
            ],
            width,
        )
        for each, width in zip(counts, widths, strict=True)
    ]
    return _table("CoverTable", "Overview", widths, [_row(cells)])


def _rows(sheet: Sheet, group: Group, widths: Sequence[int]) -> Iterator[etree._Element]:
    """Yield the rows of a concern, one for each earlier recommendation that it follows up.

    No cell spans rows: Word tears such a cell where a page ends, and its words are not overleaf.
    Rows after the first name the concern and the recommendation again.
    """
    top: Cell = _named(group.concern, "b") if group.concern else [_gap(missing("concern"))]
    for place, line in enumerate(group.lines):
        for position, past in enumerate(line.rows):
            first, opens = position == 0, position == 0 and place == 0
            edge = _ACCENT if opens else _QUIET if first else ""
            cells = [top if opens else _again(group.concern)]
            cells += _chain(line) if first else ([], [], _again(line.recommendation))
            cells += _past(sheet, line, past)
            yield _row([_cell(*each, edge) for each in zip(cells, widths, strict=True)])


def _again(named: Named | None) -> Cell:
    """Return the number and the title of a block whose text stands in a row above."""
    words = (named.number, named.title) if named else ()
    return [_line(each, colour=_QUIET) for each in words if each]


def _chain(line: Line) -> tuple[Cell, Cell, Cell]:
    asked = line.recommendation
    return (
        [each for named in line.evidence for each in _named(named)] or [_gap(missing("evidence"))],
        [each for named in line.obligations for each in _named(named)]
        or [_gap(missing("obligation"))],
        _named(asked, "b") if asked else [_gap(missing("recommendation"))],
    )


def _named(named: Named, *marks: str) -> Cell:
    found = [_line(named.number, "b", colour=_ACCENT)] if named.number else []
    found += [_line(named.title, *marks)] if named.title else []
    return found + ([_line(named.text)] if named.text else [])


def _past(sheet: Sheet, line: Line, past: Past | None) -> tuple[Cell, Cell, Cell]:
    if past is None:
        why = f": {line.unfollowed}" if line.unfollowed else ""
        said = f"{missing('earlier recommendation')}{why}" if line.recommendation else ""
        return [_line(said, "i", colour=_QUIET)] if said else [], [], []
    before, after = sheet.edition.language.quotes
    states = f" ({past.states})" if past.states else ""
    first = [_line(f"{past.paragraph}{states}", "b", colour=_ACCENT), _line(past.text)]
    second = [_line(past.position, "b", colour=_COLOURS.get(past.position, _QUIET))]
    second += [_line(f"{before}{past.words}{after}")] if past.words else []
    third = [_line(past.level, "b")] if past.level else []
    return first, second, third + ([_line(past.assessment)] if past.assessment else [])


# Elements


def _line(text: str, *marks: str, colour: str = "", size: int = 0) -> etree._Element:
    run = text_run(text, *marks)
    looks = [make("color", val=colour)] if colour else []
    looks += [make("sz", val=size)] if size else []
    if not marks:
        run.insert(0, make("rPr"))
    run[0].extend(looks)
    return paragraph("MatrixText", [run])


def _gap(text: str) -> etree._Element:
    return _line(f"[{text}]", "b", colour=_GAP)


def _texts(text: str) -> Cell:
    return [_line(text)]


def _widths(parts: Sequence[int]) -> list[int]:
    return [_TEXT * each // sum(parts) for each in parts]


def _cell(content: Cell, width: int, edge: str = "") -> etree._Element:
    properties = make("tcPr", make("tcW", w=width, type="dxa"))
    if edge:
        top = make("top", val="single", sz=8 if edge == _ACCENT else 4, space=0, color=edge)
        properties.append(make("tcBorders", top))
    return make("tc", properties, *(content or [paragraph("MatrixText", [])]))


def _row(cells: Sequence[etree._Element], *kind: str) -> etree._Element:
    return make("tr", make("trPr", make("cantSplit"), *map(make, kind)), *cells)


def _head(columns: Sequence[str], widths: Sequence[int]) -> etree._Element:
    heads = [[paragraph("MatrixHead", [text_run(each)])] for each in columns]
    cells = [_cell(*pair) for pair in zip(heads, widths, strict=True)]
    return _row(cells, "tblHeader")


def _table(
    style: str, caption: str, widths: Sequence[int], rows: Sequence[etree._Element]
) -> etree._Element:
    properties = make(
        "tblPr",
        make("tblStyle", val=style),
        make("tblW", w=sum(widths), type="dxa"),
        make("tblLayout", type="fixed"),
        make("tblLook", val="0020"),
        make("tblCaption", val=caption),
    )
    return make("tbl", properties, make("tblGrid", *(make("gridCol", w=w) for w in widths)), *rows)
