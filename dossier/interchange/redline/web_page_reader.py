"""Read a redline back from the finished Word file, so that page and summary say what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from dossier.interchange.redline.drawn_words import EQUATIONS, drawn, words_of_equation
from dossier.interchange.redline.tracking import Status
from dossier.interchange.redline.web_page_content import (
    Body,
    Grid,
    PageBlock,
    PageNote,
    PageParagraph,
    Row,
    Span,
)
from dossier.model.list_numbers import PLAIN
from dossier.ooxml.names import q
from dossier.ooxml.package import Package
from dossier.ooxml.styles import Styles
from dossier.readers.drafts.docx.numbering import Numbering
from dossier.readers.drafts.docx.signs import sign
from dossier.readers.drafts.docx.symbol_fonts import words_of

_MARKS: dict[str, Status] = {
    q("ins"): "ins", q("del"): "del", q("moveFrom"): "moveFrom", q("moveTo"): "moveTo",
}  # fmt: skip
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}

RUNNING_HEADS = "Running heads"
_RAISED = ("footnote reference", "endnote reference")
_FORMATS = frozenset(
    q(f"{name}Change") for name in ("tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sectPr")
)
_CALLS = (q("footnoteReference"), q("endnoteReference"))


def sheet(package: Package) -> tuple[PageBlock, ...]:
    """Return the parts of a redline, in order."""
    reader = _Reader(package)
    body = package.root(package.main).find(q("body"))
    return (*reader.parts(body), *reader.heads())


class _Reader:
    """Reads a redline from its start to its end, counting as Word does, before and after."""

    def __init__(self, package: Package) -> None:
        def root(kind: str) -> etree._Element | None:
            name = package.related(package.main, kind)
            return package.root(name) if name else None

        self.package = package
        self.styles = Styles(root("styles"))
        lists = root("numbering")
        self.counts = Numbering(lists, self.styles), Numbering(lists, self.styles)
        self.texts = {
            (each.tag, str(each.get(q("id")))): each
            for kind in ("footnotes", "endnotes")
            for each in _every(root(kind))
        }
        self.notes: list[PageNote] = []
        self.called = [0, 0]
        self.place = 0

    def parts(self, body: etree._Element) -> Iterator[PageBlock]:
        loose: list[PageParagraph | Grid] = []
        status: Status = ""
        for each in body:
            if each.tag == q("sdt"):
                if loose:
                    yield self.part("", "", "", tuple(loose))
                    loose = []
                content = self.body(each.find(q("sdtContent")))
                id_ = _value(each, "tag").removeprefix("block:")
                yield self.part(id_, _value(each, "alias"), status, content)
            else:
                loose += self.body([each])
            status = _ranged(each)
        paper = len(body.findall(f"{q('sectPr')}/{q('sectPrChange')}"))
        if loose or paper:
            yield replace(self.part("", "", "", tuple(loose)), looks=paper)

    def heads(self) -> Iterator[PageBlock]:
        """Yield the running heads and feet as one part, where one of them changed."""
        relations = self.package.relations(self.package.main).values()
        names = dict.fromkeys(e.target for e in relations if e.kind in ("header", "footer"))
        found = [self.body(self.package.root(each)) for each in names if each in self.package.parts]
        touched = tuple(line for each in found for line in each if line.touched)
        if touched:
            yield PageBlock("", RUNNING_HEADS, "", touched, ())

    def part(self, id_: str, title: str, status: Status, body: Body) -> PageBlock:
        notes, self.notes = tuple(self.notes), []
        return PageBlock(id_, title, status, body, notes)

    def body(self, element: etree._Element) -> Body:
        found: list[PageParagraph | Grid] = []
        for each in element:
            if each.tag == q("p"):
                found.append(self.line(each))
            elif each.tag == q("tbl"):
                rows = tuple(self.row(row) for row in each.findall(q("tr")))
                found.append(Grid(rows, len([*_looks(each)])))
            elif each.tag == q("sdt"):
                found += self.body(each.find(q("sdtContent")))
        return tuple(found)

    def row(self, row: etree._Element) -> Row:
        properties = row.find(q("trPr"))
        cells = tuple(self.body(each) for each in row.findall(q("tc")))
        return Row(_status(properties), cells)

    def line(self, paragraph: etree._Element) -> PageParagraph:
        properties = paragraph.find(q("pPr"))
        mark = properties.find(q("rPr")) if properties is not None else None
        change = properties.find(q("pPrChange")) if properties is not None else None
        end = _status(mark)
        before = properties if change is None else change.find(q("pPr"))
        label = self.label(before, properties, end)
        style = _value(properties, "pStyle")
        level = self.styles.heading(style, properties)
        spans = tuple(_joined(self.spans(paragraph, "")))
        return PageParagraph(
            kind=self.kind(style, level),
            level=level,
            label=label,
            end=end,
            changed=change is not None,
            spans=spans,
        )

    def kind(self, style: str, level: int) -> str:
        if level:
            return "heading"
        name = next(iter(self.styles.names(style)), "")
        kinds = {"title": "title", "subtitle": "subtitle", "quote": "quote"}
        return kinds.get(name, "item" if name.startswith("list") else "text")

    def label(self, before: etree._Element | None, now: etree._Element | None, end: Status) -> str:
        """Return the number that Word prints, now or (where it went) before."""
        went, came = end in ("del", "moveFrom"), end in ("ins", "moveTo")
        was = "" if came else self.number(before, self.counts[0])
        is_ = "" if went else self.number(now, self.counts[1])
        return was if went else is_

    def number(self, properties: etree._Element | None, counts: Numbering) -> str:
        style = _value(properties, "pStyle")
        list_, level = self.styles.numbering(style)
        own = properties.find(q("numPr")) if properties is not None else None
        list_ = _value(own, "numId") or list_
        direct = _value(own, "ilvl")
        if list_ not in counts.lists:
            return ""
        place = counts.listed(list_, int(direct) if direct.isdecimal() else level, style)
        if place is None:
            return ""
        if place.form != PLAIN:
            return place.mark
        form = place.label or "{n}."
        return form.replace("{n}", str(place.number)) if place.ordered else "•"

    def spans(self, element: etree._Element, status: Status) -> Iterator[Span]:
        code = False
        for each in element:
            if each.tag == q("r"):
                kinds = [e.get(q("fldCharType")) for e in each.findall(q("fldChar"))]
                code = (code or "begin" in kinds) and not {"separate", "end"} & set(kinds)
                yield from () if code else self.run(each, status)
            elif each.tag in _MARKS:
                yield from self.spans(each, _MARKS[each.tag])
            elif each.tag in (q("hyperlink"), q("sdt"), q("sdtContent"), q("dir"), q("bdo")):
                yield from self.spans(each, status)
            elif each.tag in EQUATIONS:
                yield Span(words_of_equation(each), status, drawn="equation")

    def run(self, run: etree._Element, status: Status) -> Iterator[Span]:
        look = run.find(q("rPr"))
        changed = look is not None and look.find(q("rPrChange")) is not None
        bold, italic = (look is not None and _on(look.find(q(name))) for name in ("b", "i"))
        for each in run:
            name = str(each.tag).rpartition("}")[2]
            if each.tag in _CALLS:
                note = self.call(each, status)
                yield Span(note.label, status, changed=changed, note=note.place)
            elif name in ("t", "delText"):
                said = words_of(each, self.styles, "")
                yield Span(said, status, bold, italic, changed, raised=self.raised(look))
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                yield drawn(each, status, changed)
            elif name == "sym":
                yield Span(_symbol(each), status, bold, italic, changed)
            elif name in _SIGNS:
                yield Span(_SIGNS[name], status, bold, italic, changed)

    def raised(self, look: etree._Element | None) -> bool:
        """Whether a run is raised, as a note that is called again is: that call is a field."""
        style = _value(look, "rStyle")
        named = self.styles.names(style)[:1] if style else ()
        return any(each in _RAISED for each in named) or _value(look, "vertAlign") == "superscript"

    def call(self, mark: etree._Element, status: Status) -> PageNote:
        """Read the note that is called, with the number it prints."""
        went, came = status in ("del", "moveFrom"), status in ("ins", "moveTo")
        self.called[0] += not came
        self.called[1] += not went
        label = str(self.called[0] if went else self.called[1])
        tag = str(mark.tag).removesuffix("Reference")
        text = self.texts.get((tag, str(mark.get(q("id")))))
        self.place += 1
        lines = self.body(text) if text is not None else ()
        self.notes.append(PageNote(self.place, label, status, lines))
        return self.notes[-1]


def _symbol(element: etree._Element) -> str:
    """Return a sign of a font, as Unicode has it; "•" where that is not known."""
    found = str(sign("sym", element))
    return "•" if "\ue000" <= found <= "\uf8ff" else found


def _looks(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the changes of formatting of a table, its rows and cells; not of tables in these."""
    for each in table:
        if each.tag in _FORMATS:
            yield each
        elif each.tag != q("p") and (each.tag != q("tbl")):
            yield from _looks(each)


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Join neighbours that are alike."""
    held: Span | None = None
    for each in spans:
        if (
            held
            and not (held.note or each.note or held.drawn or each.drawn)
            and (_form(held), held.raised) == (_form(each), each.raised)
        ):
            held = Span(held.text + each.text, *_form(held), raised=held.raised)
        else:
            yield from [held] if held else []
            held = each
    yield from [held] if held else []


def _form(span: Span) -> tuple[Status, bool, bool, bool]:
    return span.status, span.bold, span.italic, span.changed


def _every(root: etree._Element | None) -> list[etree._Element]:
    return [] if root is None else list(root)


def _status(properties: etree._Element | None) -> Status:
    every = () if properties is None else properties
    return next((_MARKS[each.tag] for each in every if each.tag in _MARKS), "")


def _ranged(element: etree._Element) -> Status:
    """Return what became of the control that follows, if a range of changes begins here."""
    if element.tag == q("customXmlInsRangeStart"):
        return "ins"
    return "del" if element.tag == q("customXmlDelRangeStart") else ""


def _value(element: etree._Element | None, name: str) -> str:
    found = None if element is None else element.find(q(name))
    if found is None and element is not None and element.tag == q("sdt"):
        found = element.find(f"{q('sdtPr')}/{q(name)}")
    return "" if found is None else str(found.get(q("val"), ""))


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(q("val"), "1") not in ("0", "false", "off")
