"""Write XLIFF 2.1, the format of translators' tools.

A `file` is a block, a `unit` one of its paragraphs, headings, cells or notes, a `segment` one of
its sentences. What is no word stands as an inline code, with what an author types for it as
original data.

Source: XLIFF Version 2.1, OASIS Standard, 13 February 2018.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from dossier.interchange.translation.coded_text import Code, Part, Span
from dossier.interchange.translation.exchange import Exchange, ExchangedUnit
from dossier.interchange.translation.segments import Segment, segments
from dossier.model.language import language

CORE = "urn:oasis:names:tc:xliff:document:2.0"
OWN = "urn:upr-dossier:translation"
"""The namespace of what the program says of a unit: its export, a digest of its words there."""

PROPOSED = "upr:proposed"
"""The sub-state of words that the memory proposed."""

_Q = f"{{{CORE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FORMATS = {"*": "xlf:i", "**": "xlf:b"}


def write_xliff(exchange: Exchange) -> bytes:
    """Return an exchange as an XLIFF file; the same for the same."""
    root = etree.Element(
        f"{_Q}xliff", {"version": "2.1", "srcLang": exchange.first, "trgLang": exchange.code},
        nsmap={None: CORE, "upr": OWN},
    )  # fmt: skip
    space = language(exchange.code).sentence_space
    for block in exchange.blocks:
        name = f"{exchange.dossier}/{block.id}"
        file = etree.SubElement(root, f"{_Q}file", {"id": block.id, "original": name})
        for at, unit in enumerate(block.units, start=1):
            _unit(file, unit, at, space)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made + b"\n"


def _unit(file: etree._Element, unit: ExchangedUnit, at: int, space: str) -> None:
    made = etree.SubElement(file, f"{_Q}unit", {"id": f"u{at}", "name": unit.key})
    for name, said in (("base", unit.base), ("export", unit.export)):
        if said:
            made.set(f"{{{OWN}}}{name}", said)
    if unit.notes:
        notes = etree.SubElement(made, f"{_Q}notes")
        for number, text in enumerate(unit.notes, start=1):
            etree.SubElement(notes, f"{_Q}note", {"id": f"n{number}"}).text = text
    data: dict[str, str] = {}
    held = etree.SubElement(made, f"{_Q}originalData")
    writer = _Inlines(data)
    for number, each in enumerate(segments(unit.source, unit.target, space), start=1):
        if number > 1:
            _between(made, each, unit.target is not None)
        segment = etree.SubElement(made, f"{_Q}segment", {"id": f"s{number}"})
        segment.set("state", "initial" if unit.state == "proposed" else unit.state)
        if unit.state == "proposed":
            segment.set("subState", PROPOSED)
        writer.begin_source()
        writer.write(etree.SubElement(segment, f"{_Q}source"), each.source)
        if each.target is not None:
            writer.begin_target()
            writer.write(etree.SubElement(segment, f"{_Q}target"), each.target)
    for text, id_ in data.items():
        etree.SubElement(held, f"{_Q}data", {"id": id_}).text = text
    if not data:
        made.remove(held)


def _between(unit: etree._Element, after: Segment, translated: bool) -> None:
    """Write what stands between two sentences; where languages differ in it, both."""
    if not after.before and not after.before_target:
        return
    made = etree.SubElement(unit, f"{_Q}ignorable")
    texts = {"source": after.before}
    if translated or after.before != after.before_target:
        texts["target"] = after.before_target
    for name, text in texts.items():
        said = etree.SubElement(made, f"{_Q}{name}")
        said.set(_SPACE, "preserve")
        said.text = text


class _Inlines:
    """Writes words and codes; a code of the target has the id of the same code in the source."""

    def __init__(self, data: dict[str, str]) -> None:
        self.data = data
        self.ids: dict[str, list[str]] = {}
        self.left: dict[str, list[str]] | None = None
        self.count = 0

    def begin_source(self) -> None:
        """What is written now is the source of another segment."""
        self.ids, self.left = {}, None

    def begin_target(self) -> None:
        """What is written now is the target."""
        self.left = {name: [*each] for name, each in self.ids.items()}

    def write(self, element: etree._Element, parts: Sequence[Part]) -> None:
        """Put parts into an element."""
        if element.tag in (f"{_Q}source", f"{_Q}target"):
            element.set(_SPACE, "preserve")
        for part in parts:
            match part:
                case str():
                    _append(element, part)
                case Code():
                    self.code(element, part)
                case Span():
                    self.span(element, part)

    def code(self, element: etree._Element, code: Code) -> None:
        made = etree.SubElement(element, f"{_Q}ph", {"id": self.id(code.text)})
        made.set("dataRef", self.ref(code.text))
        made.set("disp", code.text)
        if code.text == "\\":
            made.attrib.update({"type": "fmt", "subType": "xlf:lb"})

    def span(self, element: etree._Element, span: Span) -> None:
        made = etree.SubElement(element, f"{_Q}pc", {"id": self.id(f"{span.begin}…{span.end}")})
        made.set("dataRefStart", self.ref(span.begin))
        made.set("dataRefEnd", self.ref(span.end))
        if span.begin in _FORMATS:
            made.attrib.update({"type": "fmt", "subType": _FORMATS[span.begin]})
        elif span.end.startswith("]("):
            made.set("type", "link")
        self.write(made, span.content)

    def ref(self, text: str) -> str:
        return self.data.setdefault(text, f"d{len(self.data) + 1}")

    def id(self, name: str) -> str:
        if self.left is not None and self.left.get(name):
            return self.left[name].pop(0)
        self.count += 1
        self.ids.setdefault(name, []).append(str(self.count))
        return str(self.count)


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
