"""Merge two versions by their plan: one text in which each change is tracked.

Of both versions nothing is lost. What one takes out of the other's place stands beside it, marked;
the last paragraph of a cell, a note or a control stays one on both sides, since it cannot go.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from copy import deepcopy

from lxml import etree

from dossier.interchange.redline.content_controls import retag
from dossier.interchange.redline.last_paragraph import closed
from dossier.interchange.redline.layout import Laid, Layout, MergedStep, RangeMark, Whole
from dossier.interchange.redline.paragraph_atoms import Lines, Step
from dossier.interchange.redline.plan import Match
from dossier.interchange.redline.tables import Tables
from dossier.interchange.redline.tracking import Marker, Status
from dossier.model.textdiff import difference, smoothed
from dossier.ooxml.elements import make
from dossier.ooxml.names import q

_HELD = frozenset(q(name) for name in ("p", "tbl", "sdt", "sectPr", "tcPr"))


class Merger:
    """Merges the content of one part: the text, a running head, or the notes."""

    def __init__(
        self,
        sides: tuple[Lines, Lines],
        marker: Marker,
        layout: Callable[[], Layout],
        adopt: Callable[[etree._Element], etree._Element],
    ) -> None:
        self.old, self.new = sides
        self.marker = marker
        self.layout = layout
        self.adopt = adopt
        self.numbers: dict[Hashable, int] = {}
        self.tables = Tables(marker, self.content, adopt)

    def content(
        self, matches: Sequence[Match], new: etree._Element | None, status: Status = ""
    ) -> list[etree._Element]:
        """Return the elements that `matches` make; `new` is what holds the new ones.

        With a status all of them went or came together with what held them.
        """
        laid = [*self.laid(matches, new)]
        return self.layout().elements(laid if status else closed(laid))

    def laid(self, matches: Sequence[Match], new: etree._Element | None) -> Iterator[Laid]:
        between = _between(new)
        for match in matches:
            for each in match.new:
                yield from (Whole(other) for other in between.pop(each, ()))
            match match.kind:
                case "p":
                    yield from self.moved(match)
                case "tbl":
                    yield Whole(self.tables.table(match))
                case _:
                    yield from (Whole(each) for each in self.control(match))
        yield from (Whole(other) for others in between.values() for other in others)

    def moved(self, match: Match) -> Iterator[Laid]:
        """Yield the pieces of a paragraph; around one that moved, the range that says where."""
        if not match.move:
            yield from self.pieces(match)
            return
        name = "moveFrom" if match.old else "moveTo"
        start = self.marker.mark(f"{name}RangeStart", name=match.move)
        yield RangeMark(start)
        yield from self.pieces(match)
        yield RangeMark(make(f"{name}RangeEnd", id=start.get(q("id"), "")))

    def pieces(self, match: Match) -> Iterator[MergedStep]:
        """Yield what stayed, went and came in paragraphs that are one, or are on one side."""
        old = [step for each in match.old for step in self.old.line(each)]
        new = [step for each in match.new for step in self.new.line(each)]
        if not new:
            yield from (MergedStep("moveFrom" if match.move else "del", each, None) for each in old)
            return
        if not old:
            yield from (MergedStep("moveTo" if match.move else "ins", None, each) for each in new)
            return
        yield from self.compared(old[:-1], new[:-1])
        yield MergedStep("", old[-1], new[-1])

    def compared(self, old: Sequence[Step], new: Sequence[Step]) -> Iterator[MergedStep]:
        keys = [each.key for each in old]
        ops = difference(
            [self.number(each) for each in keys], [self.number(each.key) for each in new]
        )
        for tag, a, b, c, d in smoothed(ops, keys):
            if tag == "equal":
                yield from (MergedStep("", *each) for each in zip(old[a:b], new[c:d], strict=True))
            else:
                yield from (MergedStep("del", each, None) for each in old[a:b])
                yield from (MergedStep("ins", None, each) for each in new[c:d])

    def number(self, key: Hashable) -> int:
        """Return a number for a key, so that no two keys are taken for one."""
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def control(self, match: Match) -> Iterator[etree._Element]:
        """Yield a control; one that came or went stands in the ranges that say so."""
        source = (match.new or match.old)[0]
        made = etree.Element(source.tag, dict(source.attrib))
        made.extend(deepcopy(e) for e in source if e.tag in (q("sdtPr"), q("sdtEndPr")))
        content = etree.SubElement(made, q("sdtContent"))
        if match.new and match.old:
            retag(made, match.old[0])
            content.extend(self.content(match.inner, source.find(q("sdtContent"))))
            yield made
            return
        if match.old:
            _number(made, next(self.marker.ids))
        kind = "Ins" if match.new else "Del"
        opening, closing = (self.marker.mark(f"customXml{kind}RangeStart") for _ in range(2))
        content.append(make(f"customXml{kind}RangeEnd", id=opening.get(q("id"), "")))
        inside = source.find(q("sdtContent")) if match.new else None
        content.extend(self.content(match.inner, inside, "ins" if match.new else "del"))
        content.append(closing)
        yield opening
        yield made
        yield make(f"customXml{kind}RangeEnd", id=closing.get(q("id"), ""))


def _number(control: etree._Element, number: int) -> None:
    for each in control.findall(f"{q('sdtPr')}/{q('id')}"):
        each.set(q("val"), str(number))


def _between(new: etree._Element | None) -> dict[etree._Element | None, list[etree._Element]]:
    """Return what stands before each paragraph, table or control, and (None) after the last."""
    found: dict[etree._Element | None, list[etree._Element]] = {}
    held: list[etree._Element] = []
    for each in new if new is not None else ():
        if each.tag in _HELD:
            found[each] = held
            held = []
        else:
            held.append(deepcopy(each))
    return {**found, None: held}
