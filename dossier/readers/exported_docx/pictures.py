"""What is drawn among the words of a Word file: pictures, text in frames, things of others."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.ooxml.elements import attribute
from dossier.ooxml.names import local
from dossier.ooxml.parts import NOTHING, PackagePart
from dossier.readers.exported_docx.elements import inner
from dossier.readers.exported_docx.paragraphs import Picture

_EMBEDDED = {"OLEObject", "chart", "relIds", "control"}
_TELLING = {"blip", "imagedata", "docPr", "shape", *_EMBEDDED}


@frozen
class Drawn:
    """A drawing: the texts of its frames, or a picture; `rule` names what is not read."""

    frames: tuple[etree._Element, ...] = ()
    picture: Picture | None = None
    rule: Fault | None = None


def drawn(name: str, element: etree._Element, part: PackagePart) -> Drawn:
    """Return what the element `name` of a part shows; nothing is fetched for it."""
    if name == "txbxContent":
        return Drawn((element,))
    frames = tuple(_frames(element))
    if frames:
        return Drawn(frames)
    parts = {local(each): each for each in element.iter() if local(each) in _TELLING}
    if name == "object" or _EMBEDDED & set(parts):
        return Drawn(rule=Fault.EMBEDDED_OBJECT)
    shown = parts.get("blip", parts.get("imagedata"))
    if shown is None:
        return Drawn()
    told = attribute(parts.get("docPr"), "descr") or attribute(parts.get("shape"), "alt")
    rule = Fault.REMOTE_PICTURE if _is_remote(shown, part) else None
    return Drawn(picture=Picture(" ".join(told.split())), rule=rule)


def _is_remote(shown: etree._Element, part: PackagePart) -> bool:
    """Whether a picture is not in the file."""
    names = (attribute(shown, each) for each in ("link", "embed", "id"))
    found = (part.relations.get(each, NOTHING) for each in names)
    return any(each.target and each.target not in part.package.names for each in found)


def _frames(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the texts of frames, the outermost ones, each of them once."""
    for name, each in inner(element):
        if name == "txbxContent":
            yield each
        else:
            yield from _frames(each)
