"""Write and read TMX 1.4b, in which translators' tools keep what was translated before.

Codes stand in the elements for native codes, as an author types them; so the text of a segment is
that of its unit.

Source: TMX 1.4b Specification, Localization Industry Standards Association, 26 April 2005.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from lxml import etree

from dossier import __version__
from dossier.interchange.translation.coded_text import Code, Part, Span
from dossier.interchange.translation.exchanged_xml import exchanged_xml
from dossier.interchange.translation.memory import Translated
from dossier.interchange.translation.segments import segments
from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.language import code_of

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_tmx(translated: Iterable[Translated], first: str, code: str) -> bytes:
    """Return units in the languages `first` and `code` as a TMX file, a sentence each.

    A unit whose sentences are no pairs is one paragraph.
    """
    root = etree.Element("tmx", {"version": "1.4"})
    etree.SubElement(root, "header", {
        "creationtool": "upr-dossier", "creationtoolversion": __version__, "segtype": "sentence",
        "o-tmf": "Markdown", "adminlang": "en", "srclang": first, "datatype": "plaintext",
    })  # fmt: skip
    body = etree.SubElement(root, "body")
    for source, target, kind in dict.fromkeys(_pairs(translated)):
        unit = etree.SubElement(body, "tu", {"segtype": kind})
        for tag, parts in ((first, source), (code, target)):
            variant = etree.SubElement(unit, "tuv", {_LANG: tag})
            _write(etree.SubElement(variant, "seg"), parts, iter(range(1, 10_000)))
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made + b"\n"


def _pairs(
    translated: Iterable[Translated],
) -> Iterator[tuple[tuple[Part, ...], tuple[Part, ...], str]]:
    """Yield what is said in both languages, and whether it is a sentence or a paragraph."""
    for each in translated:
        found = segments(each.source, each.target, "")
        kind = "sentence" if len(found) > 1 else "paragraph"
        for one in found:
            yield one.source, one.target or (), kind


def _write(segment: etree._Element, parts: Sequence[Part], numbers: Iterator[int]) -> None:
    for part in parts:
        match part:
            case str():
                _append(segment, part)
            case Code():
                etree.SubElement(segment, "ph", {"x": str(next(numbers))}).text = part.text
            case Span():
                number = str(next(numbers))
                etree.SubElement(segment, "bpt", {"i": number, "x": number}).text = part.begin
                _write(segment, part.content, numbers)
                etree.SubElement(segment, "ept", {"i": number}).text = part.end


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def read_tmx(content: bytes, file: str, first: str, code: str) -> tuple[Translated, ...]:
    """Return the units of a TMX file that are in both languages. Raises `Refused`."""
    root = exchanged_xml(content, partial(_refused, file))
    if root.tag != "tmx":
        raise _refused(file, "the file is no TMX", 1)
    if root.getroottree().docinfo.internalDTD is not None and _declares(root):
        raise _refused(file, "the file declares entities of its own", 1)
    found = []
    for unit in root.iter("tu"):
        said = {code_of(each.get(_LANG) or each.get("lang", "")): each.find("seg")
                for each in unit.iter("tuv")}  # fmt: skip
        source, target = said.get(first), said.get(code)
        if source is not None and target is not None:
            found.append(Translated(("".join(source.itertext()),), ("".join(target.itertext()),)))
    return tuple(found)


def _declares(root: etree._Element) -> bool:
    return any(root.getroottree().docinfo.internalDTD.iterentities())


def _refused(file: str, message: str, line: int) -> Refused:
    hint = "take the file as the translator’s tool exported it"
    return Refused(Finding(file, line, Fault.BROKEN_FILE, message, hint))
