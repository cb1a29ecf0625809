"""Settle a part of a Word file before it is compared: its tracked changes are accepted first.

Away goes also what says nothing of the text: where a speller has been, where pages broke at the
last print, frames of the old XML features. Simple fields become those of runs, which can be marked.
"""

from __future__ import annotations

from lxml import etree

from dossier.ooxml.accept_changes import accept_changes, each_of, remove, unwrap
from dossier.ooxml.elements import make
from dossier.ooxml.names import SPACE, q, tags

_UNSAID = tags("proofErr", "lastRenderedPageBreak")
_FRAMES = tags("smartTag", "customXml")


def settle(root: etree._Element) -> bool:
    """Settle what stands below `root`, in place; return whether it tracked changes."""
    tracked = accept_changes(root)
    each_of(root, tags("sdt"), _remove_empty)
    each_of(root, _UNSAID, remove)
    each_of(root, _FRAMES, unwrap)
    each_of(root, tags("fldSimple"), _unfold)
    for row in (*root.iter(q("tbl")), *root.iter(q("tr"))):
        for control in row.findall(q("sdt")):  # a control around rows or cells
            _unwrap_control(control)
    _remove_last_cursor(root)
    return tracked


def _remove_empty(control: etree._Element) -> None:
    """Take out a control that holds nothing any more."""
    content = control.find(q("sdtContent"))
    if content is None or len(content) == 0:
        remove(control)


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
    remove(element)


def _unwrap_control(control: etree._Element) -> None:
    for each in list(control.find(q("sdtContent"))):
        control.addprevious(each)
    remove(control)


def _remove_last_cursor(root: etree._Element) -> None:
    """Take out the bookmark in which Word keeps where somebody typed last."""
    for start in list(root.iter(q("bookmarkStart"))):
        if start.get(q("name")) == "_GoBack":
            ends = [e for e in root.iter(q("bookmarkEnd")) if e.get(q("id")) == start.get(q("id"))]
            for each in (start, *ends):
                remove(each)
