"""Frame the old text as the new one is framed, where controls got lost or lost what they held.

Word tracks no move into or out of a control, and LibreOffice leaves tables at a control's end
outside when it saves. So the same paragraphs would stand as taken out and put in. Text in the place
where the new file has it can be compared; the words are not touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from dossier.interchange.redline.alignment import worth
from dossier.interchange.redline.plan import Planner, held
from dossier.ooxml.elements import make
from dossier.ooxml.names import q


def frame(old: etree._Element, new: etree._Element, planner: Planner) -> None:
    """Move paragraphs and tables of the old body into or out of its controls, in place."""
    ours, theirs = ({planner.key(e): e for e in body.findall(q("sdt"))} for body in (new, old))
    for key in [each for each in theirs if each]:
        _let_out(theirs[key], ours.get(key), _after(new, ours.get(key)), planner)
    for key, control in ours.items():
        if key and key not in theirs:
            _take_in(old, control, planner)


def _let_out(
    control: etree._Element,
    other: etree._Element | None,
    loose: Sequence[etree._Element],
    planner: Planner,
) -> None:
    """Put behind a control what it ends with and the other control does not hold any more."""
    inside = held(control.find(q("sdtContent")))
    kept = [] if other is None else held(other.find(q("sdtContent")))
    here = {planner.item(each).same for each in kept}
    first = len(inside)
    for at in range(len(inside) - 1, -1, -1):
        if planner.item(inside[at]).words and planner.item(inside[at]).same in here:
            break
        if planner.item(inside[at]).words:
            if not _stands(inside[at], loose, planner) or _finds(inside[at], kept, planner):
                break
            first = at
    for each in reversed(inside[first:]):
        control.addnext(each)
    if first == 0 and inside:
        control.getparent().remove(control)


def _take_in(body: etree._Element, control: etree._Element, planner: Planner) -> None:
    """Put a control around the loose text that the new file has in one."""
    inside = held(control.find(q("sdtContent")))
    loose = [each for each in held(body) if each.tag != q("sdt")]
    found = [each for each in loose if planner.item(each).words and _same(each, inside, planner)]
    if not found:
        return
    every = held(body)
    first, last = every.index(found[0]), every.index(found[-1]) + 1
    if any(each.tag == q("sdt") for each in every[first:last]):
        return
    while last < len(every) and every[last] in loose and _finds(every[last], inside, planner):
        last += 1
    while first and every[first - 1] in loose and _finds(every[first - 1], inside, planner):
        first -= 1
    content = make("sdtContent")
    every[first].addprevious(
        make("sdt", *(deepcopy(e) for e in control.findall(q("sdtPr"))), content)
    )
    planner.name(content.getparent(), planner.key(control))
    content.extend(every[first:last])


def _same(element: etree._Element, others: Sequence[etree._Element], planner: Planner) -> bool:
    """Whether others say the same, or bear one of its bookmarks."""
    item = planner.item(element)
    known = (planner.item(each) for each in others)
    return any(each.same == item.same or each.names & item.names for each in known)


def _stands(element: etree._Element, others: Sequence[etree._Element], planner: Planner) -> bool:
    """Whether others hold a paragraph as it is, or a table much like it."""
    alike = _finds if element.tag == q("tbl") else _same
    return alike(element, others, planner)


def _finds(element: etree._Element, others: Sequence[etree._Element], planner: Planner) -> bool:
    item = planner.item(element)
    return any(worth(item, planner.item(each)) for each in others)


def _after(body: etree._Element, control: etree._Element | None) -> list[etree._Element]:
    """Return what stands loose behind a control, or all that is loose where there is none."""
    every = held(body)
    if control is None:
        return [each for each in every if each.tag != q("sdt")]
    return [*_until(every[every.index(control) + 1 :])]


def _until(every: Sequence[etree._Element]) -> Iterator[etree._Element]:
    for each in every:
        if each.tag == q("sdt"):
            return
        yield each
