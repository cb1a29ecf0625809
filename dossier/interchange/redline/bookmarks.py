"""Bookmarks of both versions in one file: each name once, and each field leading where it led.

The bookmark of a paragraph bears a number that moves on when one is put in before it. So an old
name may stand on another paragraph in the new file, and the paragraph tells which is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from lxml import etree

from dossier.interchange.redline.related_parts import Pairs
from dossier.model.bookmark_names import LONGEST_BOOKMARK
from dossier.ooxml.names import q

_ENDS = (q("bookmarkStart"), q("bookmarkEnd"))
_REMARKS = (q("commentRangeStart"), q("commentRangeEnd"), q("commentReference"))
_NAME = re.compile(r"\w+")


def carry_bookmarks(
    old: Sequence[etree._Element],
    new: Sequence[etree._Element],
    pairs: Pairs,
    number: Callable[[], int],
) -> None:
    """Give the bookmarks of the old roots names and ids that are free in the new, in place.

    Those that the new file has are taken out, as are others that nothing leads to in paragraphs
    that stayed. Codes of fields and links inside the file get the new names.
    """
    taken = {str(e.get(q("name"))) for root in new for e in root.iter(q("bookmarkStart"))}
    starts = [each for root in old for each in root.iter(q("bookmarkStart"))]
    names = _same(pairs)
    stayed = {each for pair, _ in pairs for each in pair.iter(q("bookmarkStart"))}
    wanted = _wanted(old)
    kept: dict[str, str] = {}
    for start in starts:
        name = str(start.get(q("name")))
        loose = start.getparent().tag != q("p")
        if name in names or loose or (start in stayed and name not in wanted):
            continue
        names[name] = _free(name, taken)
        taken.add(names[name])
        start.set(q("name"), names[name])
        kept[str(start.get(q("id")))] = str(number())
    _renumber(old, kept)
    _rename(old, {name: other for name, other in names.items() if name != other})


def drop_remarks(roots: Iterable[etree._Element]) -> bool:
    """Take comments' ends out of `roots`; return whether there were any."""
    found = [each for root in roots for each in root.iter(*_REMARKS)]
    for each in found:
        each.getparent().remove(each)
    return bool(found)


def _same(pairs: Pairs) -> dict[str, str]:
    """Return the new names of the bookmarks that both sides of a paragraph have."""
    found: dict[str, str] = {}
    for old, new in pairs:
        here = [str(each.get(q("name"))) for each in new.iter(q("bookmarkStart"))]
        own = next((each for each in here if each.startswith("p_")), "")
        for each in old.iter(q("bookmarkStart")):
            name = str(each.get(q("name")))
            if name in here:
                found[name] = name
            elif name.startswith("p_") and own:
                found[name] = own
    return found


def _wanted(roots: Iterable[etree._Element]) -> set[str]:
    """Return the names that fields and links lead to."""
    found: set[str] = set()
    for root in roots:
        for code in root.iter(q("instrText")):
            found.update(_NAME.findall(code.text or ""))
        found.update(str(each.get(q("anchor"))) for each in root.iter(q("hyperlink")))
    return found


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    tries = (f"{name[: LONGEST_BOOKMARK - len(end)]}{end}" for end in _endings(len(taken)))
    return next(each for each in tries if each not in taken)


def _endings(count: int) -> Iterable[str]:
    return (f"_{n}" for n in range(2, count + 4))


def _renumber(roots: Iterable[etree._Element], kept: dict[str, str]) -> None:
    """Give kept bookmarks new ids, and take all others out."""
    for root in roots:
        for each in list(root.iter(*_ENDS)):
            id_ = kept.get(str(each.get(q("id"))))
            if id_ is None:
                each.getparent().remove(each)
            else:
                each.set(q("id"), id_)


def _rename(roots: Iterable[etree._Element], names: dict[str, str]) -> None:
    for root in roots:
        for code in root.iter(q("instrText")):
            code.text = _NAME.sub(lambda found: names.get(found[0], found[0]), code.text or "")
        for link in root.iter(q("hyperlink")):
            anchor = link.get(q("anchor"))
            if anchor in names:
                link.set(q("anchor"), names[anchor])
