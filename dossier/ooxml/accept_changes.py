"""Accept the changes that a Word file tracks, so that its text is left as it would stand then.

Import and redline read files through here. `pull` decides change by change, and may reject; it
does so on what it has read, in `readers/exported_docx/tracked_changes.py`, by the same rule for
paragraphs whose end went. Both kinds of the standard are known.

Source: ECMA-376, part 1, 17.13.5 (revisions); 17.13.5.15 (a deleted end of a paragraph).
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from dossier.ooxml.elements import child
from dossier.ooxml.names import (
    BLOCKS,
    CHANGE_RANGES,
    DELETED,
    FORMAT_CHANGES,
    INSERTED,
    local,
    tags,
)

_TRACKED = (
    DELETED | INSERTED | FORMAT_CHANGES | CHANGE_RANGES | tags("cellIns", "cellDel", "cellMerge")
)


def accept_changes(root: etree._Element) -> bool:
    """Accept the tracked changes below `root`, in place; return whether there were any."""
    found = next(root.iter(*_TRACKED), None) is not None
    if found:
        _accept_rows(root)
        _accept_paragraph_ends(root)
        each_of(root, DELETED | FORMAT_CHANGES | CHANGE_RANGES, remove)
        each_of(root, INSERTED, unwrap)
    return found


def each_of(
    root: etree._Element, names: frozenset[str], act: Callable[[etree._Element], None]
) -> None:
    """Do something with the elements of some names below `root` that are still there then."""
    for each in list(root.iter(*names)):
        if each.getparent() is not None:
            act(each)


def remove(element: etree._Element) -> None:
    """Take an element out of its parent, with all that is in it."""
    element.getparent().remove(element)


def unwrap(element: etree._Element) -> None:
    """Put what stands in an element in its place; its own properties go."""
    for each in list(element):
        if not str(each.tag).endswith("Pr"):
            element.addprevious(each)
    remove(element)


def _accept_rows(root: etree._Element) -> None:
    """Take out rows and cells that were deleted, and tables that have no row then."""
    for row in list(root.iter(*tags("tr"))):
        if child(row, "trPr", "del") is not None:
            remove(row)
    for cell in list(root.iter(*tags("tc"))):
        if child(cell, "tcPr", "cellDel") is not None:
            remove(cell)
    each_of(root, tags("cellIns"), remove)
    for table in list(root.iter(*tags("tbl"))):
        if next(table.iter(*tags("tr")), None) is None:
            remove(table)


def _accept_paragraph_ends(root: etree._Element) -> None:
    """Join paragraphs whose end was deleted with those that follow."""
    for paragraph in list(root.iter(*tags("p"))):
        mark = child(paragraph, "pPr", "rPr")
        if mark is None or not any(each.tag in DELETED for each in mark):
            continue
        each_of(paragraph, DELETED, remove)
        following = next((e for e in paragraph.itersiblings() if e.tag in BLOCKS), None)
        if following is not None and local(following) == "p":
            _join(paragraph, following)
        elif not _spoken(paragraph) and following is not None:
            remove(paragraph)


def _spoken(paragraph: etree._Element) -> bool:
    return any(local(each) != "pPr" for each in paragraph)


def _join(paragraph: etree._Element, following: etree._Element) -> None:
    """Put what a paragraph says in front of the next one, which is what both are then.

    Where nothing is left of the next one, both are what the first was.
    """
    if not _says(following) and child(following, "pPr", "sectPr") is None:
        _format_as(following, paragraph)
    at = 1 if child(following, "pPr") is not None else 0
    following[at:at] = [each for each in paragraph if local(each) != "pPr"]
    remove(paragraph)


def _says(paragraph: etree._Element) -> bool:
    """Whether anything is left in the runs of a paragraph."""
    return any(
        any(local(each) != "rPr" for each in run)
        for run in paragraph.iter(*tags("r"))
        if next(run.iterancestors(*DELETED), None) is None
    )


def _format_as(paragraph: etree._Element, other: etree._Element) -> None:
    """Give a paragraph the properties of another, but not those of its end."""
    own, taken = child(paragraph, "pPr"), child(other, "pPr")
    end = child(own, "rPr")
    if own is not None:
        remove(own)
    if taken is not None:
        old = child(taken, "rPr")
        if old is not None and end is not None:
            taken.replace(old, end)
        elif old is not None:
            remove(old)
        paragraph.insert(0, taken)
