"""Read XLIFF 2.1 as a translator's tool returns it.

A tool may part or join segments, move codes, add notes and set states; what it returns is read as
the standard means it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from lxml import etree

from dossier.interchange.translation.coded_text import (
    Code,
    Part,
    Span,
    UnknownCode,
    joined_parts,
)
from dossier.interchange.translation.exchange import Exchange, ExchangedBlock, ExchangedUnit
from dossier.interchange.translation.exchanged_xml import exchanged_xml
from dossier.interchange.translation.write_xliff import CORE, OWN, PROPOSED
from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.translation import UnitState

_Q = f"{{{CORE}}}"
_ORDER: tuple[UnitState, ...] = ("initial", "translated", "reviewed", "final")


def read_xliff(content: bytes, file: str) -> Exchange:
    """Return what an XLIFF file holds. Raises `Refused` where it is none, or not of our making."""
    root = exchanged_xml(content, partial(_refused, file))
    if root.getroottree().docinfo.doctype:
        raise _refused(file, "the file declares entities of its own", 1)
    if root.tag != f"{_Q}xliff":
        raise _refused(file, "the file is no XLIFF 2", 1)
    blocks = []
    dossier = ""
    for each in root.iter(f"{_Q}file"):
        dossier, _, id_ = each.get("original", "").rpartition("/")
        units = tuple(_read_unit(unit, file) for unit in each.iter(f"{_Q}unit"))
        blocks.append(ExchangedBlock(id_ or each.get("id", ""), units))
    return Exchange(dossier, root.get("srcLang", ""), root.get("trgLang", ""), tuple(blocks))


def _refused(file: str, message: str, line: int) -> Refused:
    hint = "take the file as the translator’s tool saved it; `translate … --export` makes one"
    return Refused(Finding(file, line, Fault.BROKEN_FILE, message, hint))


def _read_unit(unit: etree._Element, file: str) -> ExchangedUnit:
    data = {each.get("id", ""): each.text or "" for each in unit.iter(f"{_Q}data")}
    segments = [*unit.iter(f"{_Q}segment", f"{_Q}ignorable")]
    here = [each.find(f"{_Q}source") for each in segments]
    there = [each.find(f"{_Q}target") for each in segments]
    pairs = list(zip(segments, here, there, strict=True))
    own = [(one, two) for each, one, two in pairs if each.tag == f"{_Q}segment"]
    translated = any(two is not None for _, two in own)
    try:
        source = _Reader(data).of(*here)
        target = _Reader(data).of(*(one if two is None else two for _, one, two in pairs))
    except UnknownCode as error:
        message = f'a code of the unit "{unit.get("name", "")}" cannot be read: {error}'
        raise _refused(file, message, unit.sourceline or 0) from None
    return ExchangedUnit(
        key=unit.get("name", ""),
        source=joined_parts(source),
        target=joined_parts(target) if translated else None,
        state=min(map(_state, unit.iter(f"{_Q}segment")), key=_rank, default="initial"),
        base=unit.get(f"{{{OWN}}}base", ""),
        export=unit.get(f"{{{OWN}}}export", ""),
        notes=tuple("".join(each.itertext()) for each in unit.iter(f"{_Q}note")),
        line=unit.sourceline or 0,
        partial=translated and any(two is None and _has_letters(one) for one, two in own),
    )


def _has_letters(element: etree._Element | None) -> bool:
    return element is not None and any(map(str.isalpha, "".join(element.itertext())))


def _state(segment: etree._Element) -> UnitState:
    said = segment.get("state", "initial")
    if said == "initial" and segment.get("subState") == PROPOSED:
        return "proposed"
    return next((each for each in _ORDER if each == said), "initial")


def _rank(state: UnitState) -> float:
    return 0.5 if state == "proposed" else _ORDER.index(state)


class _Reader:
    """Reads the words and codes of a source or target; `data` are the original data by id.

    Of codes that begin and end apart (`sc`, `ec`), each has its own text; those that a tool made of
    a pair are one again.
    """

    def __init__(self, data: Mapping[str, str]) -> None:
        self.data = data

    def of(self, *elements: etree._Element | None) -> list[Part]:
        """Return the parts of elements one after the other; a pair of codes may span several."""
        levels: list[tuple[str, str, list[Part]]] = [("", "", [])]
        for event in (each for element in elements for each in _events(element)):
            if isinstance(event, str):
                levels[-1][2].append(event)
            else:
                self.element(event, levels)
        if len(levels) > 1:
            raise UnknownCode(levels[-1][1])
        return levels[0][2]

    def element(self, found: etree._Element, levels: list[tuple[str, str, list[Part]]]) -> None:
        here = levels[-1][2]
        match etree.QName(found).localname:
            case "ph":
                here.append(Code(self.text(found, "dataRef")))
            case "pc":
                pair = (self.text(found, "dataRefStart"), self.text(found, "dataRefEnd"))
                here.append(Span(*pair, joined_parts(self.of(found))))
            case "cp":
                here.append(_character(found.get("hex", "")))
            case "mrk":
                here += self.of(found)
            case "sc":
                levels.append((found.get("id", ""), self.text(found, "dataRef"), []))
            case "ec":
                self.end(found, levels)

    def end(self, found: etree._Element, levels: list[tuple[str, str, list[Part]]]) -> None:
        if len(levels) == 1 or levels[-1][0] != found.get("startRef", ""):
            raise UnknownCode(self.text(found, "dataRef"))
        _, begin, content = levels.pop()
        levels[-1][2].append(Span(begin, self.text(found, "dataRef"), joined_parts(content)))

    def text(self, found: etree._Element, name: str) -> str:
        """Return the original data of a code, or what it is displayed as."""
        reference = found.get(name, "")
        if reference in self.data:
            return self.data[reference]
        shown: str = found.get("disp" if name == "dataRef" else name.replace("dataRef", "disp"), "")
        if not shown and found.get("type") == "fmt":
            plain = {"xlf:i": "*", "xlf:b": "**"}
            return plain.get(found.get("subType", ""), "")
        return shown


def _events(element: etree._Element | None) -> Iterator[str | etree._Element]:
    if element is None:
        return
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        raise UnknownCode(code) from None
