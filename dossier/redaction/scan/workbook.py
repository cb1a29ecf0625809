"""The words of a workbook, row by row: cells hold numbers of strings that are kept elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from dossier.ooxml.parts import NOTHING, beside, relations_in
from dossier.ooxml.workbook_rows import column_of
from dossier.redaction.scan.encodings import spelt_out
from dossier.redaction.scan.markup import parsed, pieces_of_tree
from dossier.redaction.scan.piece import Inner, Piece, downward
from dossier.redaction.scan.table_columns import columns_of

STRINGS = "xl/sharedStrings.xml"
_WORKBOOK = "xl/workbook.xml"


def sheets(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the parts of a workbook that are sheets, in order; those not listed come last."""
    found = [each for each in parts if re.fullmatch(r"xl/worksheets/[^/]+\.xml", each)]
    if _WORKBOOK not in parts:
        return ()
    listed = [*_listed(parts)]
    return (*(each for each in listed if each in found), *(e for e in found if e not in listed))


def _listed(parts: Mapping[str, bytes]) -> Iterator[str]:
    relations = parts.get(beside(_WORKBOOK), b"")
    targets = relations_in(parsed(relations), _WORKBOOK) if relations else {}
    for sheet in parsed(parts[_WORKBOOK]).iter("{*}sheet"):
        ids = (str(value) for key, value in sheet.items() if str(key).endswith("}id"))
        yield targets.get(next(ids, ""), NOTHING).target


def pieces_of_sheets(parts: Mapping[str, bytes], inner: Inner) -> Iterator[Piece]:
    """Yield the rows of each sheet as texts, what else a sheet holds, then strings in no cell."""
    held = [_text(each) for each in parsed(parts[STRINGS])] if STRINGS in parts else []
    shown: set[int] = set()
    for number, name in enumerate(sheets(parts), 1):
        root = parsed(parts[name])
        where = f"sheet {number}"
        rows: list[list[tuple[int, str]]] = []
        for row in root.iter("{*}row"):
            cells = [*_cells(row, held, shown)]
            rows.append([*_in_columns(cells)])
            yield from _said(" | ".join(text for _, text in cells), where)
            yield from _said("\n".join(each.text or "" for each in row.iter("{*}f")), where)
        yield from (downward(each, where) for each in columns_of(rows))
        for data in root.findall("{*}sheetData"):
            data.clear()
        yield from pieces_of_tree(root, inner, {"": where})
    for at, text in enumerate(held):
        if at not in shown:
            yield from _said(text, "the text of a cell that is no more")


def _cells(row: etree._Element, held: Sequence[str], shown: set[int]) -> Iterator[tuple[str, str]]:
    """Yield the references (“AB7”) and texts of a row's cells; strings shown go into `shown`."""
    for cell in row:
        value = next((each.text or "" for each in cell.findall("{*}v")), "")
        reference = str(cell.get("r", ""))
        if cell.get("t") == "s" and value.isdecimal() and int(value) < len(held):
            shown.add(int(value))
            yield reference, held[int(value)]
        else:
            yield reference, value + "".join(_text(each) for each in cell.findall("{*}is"))


def _in_columns(cells: Sequence[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """Yield the texts of a row with their columns; cells that say none follow each other."""
    following = 0
    for reference, text in cells:
        at = column_of(reference, following)
        following = at + 1
        yield at, text


def _text(string: etree._Element) -> str:
    """Return a string of several runs as one; how it is to be pronounced comes after."""
    return "".join(each.text or "" for each in string.iter("{*}t"))


def _said(text: str, where: str) -> Iterator[Piece]:
    if re.search(r"[^\W\d_]", text) or len(text) > 4:
        yield Piece(text, where)
        if "_x" in text:
            yield from (Piece(each, where) for each in spelt_out(text))
