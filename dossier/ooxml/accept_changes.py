"""Settle a Word file before it is compared: changes that it tracks itself are accepted.

Away goes also what says nothing of the text: where a speller has been, where pages broke at the
last print, frames of the old XML features. Simple fields become those of runs, which can be marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from dossier.ooxml.elements import SPACE, make, q

_CHANGES = frozenset(
    q(f"{name}Change") for name in ("rPr", "pPr", "tblPr", "tblPrEx", "tcPr", "trPr", "tblGrid",
                                    "sectPr", "numbering")
)  # fmt: skip
_RANGES = frozenset(
    q(f"{kind}Range{end}")
    for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom",
                 "customXmlMoveTo")
    for end in ("Start", "End")
)  # fmt: skip
_GONE = frozenset((q("del"), q("moveFrom")))
_COME = frozenset((q("ins"), q("moveTo")))
_SILENT = frozenset((q("proofErr"), q("lastRenderedPageBreak")))
_FRAMES = frozenset((q("smartTag"), q("customXml")))
_BLOCKS = frozenset((q("p"), q("tbl"), q("sdt")))


def settle(root: etree._Element) -> bool:
    """Accept the tracked changes below `root`, in place; return whether there were any."""
    tracked = _GONE | _COME | _CHANGES | _RANGES
    found = any(each.tag in tracked for each in root.iter())
    if found:
        _rows(root)
        _paragraphs(root)
        for tags, act in ((_GONE | _CHANGES | _RANGES, _remove), (_COME, _unwrap)):
            _all(root, tags, act)
    _empty(root)
    _all(root, _SILENT, _remove)
    _all(root, _FRAMES, _unwrap)
    _all(root, frozenset((q("fldSimple"),)), _unfold)
    for row in (*root.iter(q("tbl")), *root.iter(q("tr"))):
        for control in row.findall(q("sdt")):  # a control around rows or cells
            _unwrap_control(control)
    _last_cursor(root)
    return found


def _all(root: etree._Element, tags: frozenset[str], act: Callable[[etree._Element], None]) -> None:
    for each in list(root.iter(*tags)):
        if each.getparent() is not None:
            act(each)


def _remove(element: etree._Element) -> None:
    element.getparent().remove(element)


def _unwrap(element: etree._Element) -> None:
    for each in list(element):
        if not each.tag.endswith("Pr"):
            element.addprevious(each)
    _remove(element)


def _unwrap_control(control: etree._Element) -> None:
    for each in list(control.find(q("sdtContent"))):
        control.addprevious(each)
    _remove(control)


def _unfold(element: etree._Element) -> None:
    """Put a field of three runs in the place of a simple one."""
    code = make("instrText")
    code.set(SPACE, "preserve")
    code.text = element.get(q("instr"), "")
    element.addprevious(make("r", make("fldChar", fldCharType="begin")))
    element.addprevious(make("r", code))
    element.addprevious(make("r", make("fldChar", fldCharType="separate")))
    for each in list(element):
        element.addprevious(each)
    element.addprevious(make("r", make("fldChar", fldCharType="end")))
    _remove(element)


def _rows(root: etree._Element) -> None:
    """Take out rows and cells that were deleted, and tables that have no row then."""
    for row in list(root.iter(q("tr"))):
        if row.find(f"{q('trPr')}/{q('del')}") is not None:
            _remove(row)
    for cell in list(root.iter(q("tc"))):
        if cell.find(f"{q('tcPr')}/{q('cellDel')}") is not None:
            _remove(cell)
    for mark in list(root.iter(q("cellIns"))):
        _remove(mark)
    for table in list(root.iter(q("tbl"))):
        if next(table.iter(q("tr")), None) is None:
            _remove(table)


def _paragraphs(root: etree._Element) -> None:
    """Join paragraphs whose end was deleted with those that follow."""
    for paragraph in list(root.iter(q("p"))):
        mark = paragraph.find(f"{q('pPr')}/{q('rPr')}")
        if mark is None or not any(each.tag in _GONE for each in mark):
            continue
        _all(paragraph, _GONE, _remove)
        following = next(_following(paragraph), None)
        if following is not None and following.tag == q("p"):
            _join(paragraph, following)
        elif not _spoken(paragraph) and following is not None:
            _remove(paragraph)


def _following(paragraph: etree._Element) -> Iterator[etree._Element]:
    return (each for each in paragraph.itersiblings() if each.tag in _BLOCKS)


def _spoken(paragraph: etree._Element) -> bool:
    return any(each.tag != q("pPr") for each in paragraph)


def _join(paragraph: etree._Element, following: etree._Element) -> None:
    at = 1 if following.find(q("pPr")) is not None else 0
    following[at:at] = [each for each in paragraph if each.tag != q("pPr")]
    _remove(paragraph)


def _empty(root: etree._Element) -> None:
    """Take out controls that hold nothing any more."""
    for control in list(root.iter(q("sdt"))):
        content = control.find(q("sdtContent"))
        if content is None or len(content) == 0:
            _remove(control)


def _last_cursor(root: etree._Element) -> None:
    """Take out the bookmark in which Word keeps where somebody typed last."""
    for start in list(root.iter(q("bookmarkStart"))):
        if start.get(q("name")) == "_GoBack":
            ends = [e for e in root.iter(q("bookmarkEnd")) if e.get(q("id")) == start.get(q("id"))]
            for each in (start, *ends):
                _remove(each)
