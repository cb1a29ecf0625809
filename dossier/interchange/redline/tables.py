"""Merge the tables of two versions: rows that came and went, cells, and how they look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import TypeAlias

from lxml import etree

from dossier.interchange.redline.comparison_keys import saying
from dossier.interchange.redline.plan import Match, lone
from dossier.interchange.redline.tracking import Marker, Status
from dossier.ooxml.elements import make
from dossier.ooxml.names import q

Content: TypeAlias = Callable[
    [Sequence[Match], etree._Element | None, Status], list[etree._Element]
]
"""Gives the elements that matches make, below an element of the new file or none."""

_HELD = frozenset(q(name) for name in ("p", "tbl", "sdt"))


class Tables:
    """Merges tables. `content` merges what stands in cells."""

    def __init__(
        self,
        marker: Marker,
        content: Content,
        adopt: Callable[[etree._Element], etree._Element],
    ) -> None:
        self.marker = marker
        self.content = content
        self.adopt = adopt

    def table(self, match: Match) -> etree._Element:
        """Return a table; one that came or went does so row by row."""
        old, new = (side[0] if side else None for side in (match.old, match.new))
        made = make("tbl")
        self.properties(made, "tblPr", old, new)
        made.append(self.grid(old, new))
        if match.inner:
            made.extend(self.row(each) for each in match.inner)
        else:
            rows = [] if new is None else new.findall(q("tr"))
            gone = [] if old is None else old.findall(q("tr"))
            made.extend(self.row(lone((each,), ())) for each in gone)
            made.extend(self.row(lone((), (each,))) for each in rows)
        return made

    def grid(self, old: etree._Element | None, new: etree._Element | None) -> etree._Element:
        was, now = _part(old, "tblGrid"), _part(new, "tblGrid")
        source = was if now is None else now
        made = make("tblGrid") if source is None else deepcopy(source)
        if was is not None and now is not None and saying(was) != saying(now):
            made.append(make("tblGridChange", deepcopy(was), id=next(self.marker.ids)))
        return made

    def row(self, match: Match) -> etree._Element:
        old, new = (side[0] if side else None for side in (match.old, match.new))
        made = make("tr")
        source = (match.new or match.old)[0]
        made.extend(deepcopy(e) for e in source if e.tag == q("tblPrEx"))
        self.properties(made, "trPr", old, new)
        if not (match.old and match.new):
            self.mark(made, "ins" if match.new else "del")
            made.extend(self.lone_cell(each, match) for each in source.findall(q("tc")))
            return made
        made.extend(self.cell(each) for each in match.inner)
        return made

    def mark(self, row: etree._Element, status: Status) -> None:
        properties = row.find(q("trPr"))
        if properties is None:
            properties = make("trPr")
            row.insert(len(row.findall(q("tblPrEx"))), properties)
        properties.append(self.marker.mark(status))

    def cell(self, match: Match) -> etree._Element:
        made = make("tc")
        self.properties(made, "tcPr", match.old[0], match.new[0])
        made.extend(self.content(match.inner, match.new[0], ""))
        return made

    def lone_cell(self, cell: etree._Element, row: Match) -> etree._Element:
        """Return a cell of a row that came or went, all of it marked."""
        made = make("tc", *(deepcopy(e) for e in cell.findall(q("tcPr"))))
        held = [each for each in cell if each.tag in _HELD]
        inner = [lone((), (each,)) if row.new else lone((each,), ()) for each in held]
        status: Status = "ins" if row.new else "del"
        made.extend(self.content(inner, cell if row.new else None, status))
        return made

    def properties(
        self,
        made: etree._Element,
        name: str,
        old: etree._Element | None,
        new: etree._Element | None,
    ) -> None:
        """Give an element its properties, and a mark of what they were where they changed."""
        was, now = _part(old, name), _part(new, name)
        both = old is not None and new is not None
        found = deepcopy(was if new is None else now)
        if both and saying(was) != saying(now):
            found = make(name) if found is None else found
            before = make(name, *(() if was is None else (deepcopy(e) for e in was)))
            found.append(self.marker.mark(f"{name}Change", before))
        if found is not None:
            made.append(found)


def _part(element: etree._Element | None, name: str) -> etree._Element | None:
    return element.find(q(name)) if element is not None else None
