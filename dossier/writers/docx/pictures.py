"""Pictures of a Word file: no wider than the text, and no higher than the page has room for."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.shared import Mm, Twips
from lxml import etree

from dossier.model.document import Figure
from dossier.model.frozen import frozen
from dossier.model.text_columns import figure_spans
from dossier.ooxml.elements import make
from dossier.ooxml.names import R
from dossier.writers.docx.stable_ids import StableIds

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_VECTOR = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"

_HIGHEST = Mm(150)
"""How high a picture is at most, as on the printed page."""

_MOST = 0.85
"""The part of a page that a picture may take, so that its caption has room, too."""


@frozen
class Room:
    """What a page has room for, in twentieths of a point, and each of its columns."""

    width: int
    height: int
    column: int
    columns: int = 1


@frozen
class Pictures:
    """The pictures of a document by their paths; of some `vectors`, which are SVG, as well."""

    shown: Mapping[str, bytes]
    vectors: Mapping[str, bytes]


def drawer_of(
    part: Any, pictures: Pictures, room: Room, ids: StableIds
) -> Callable[[Figure], etree._Element]:
    """Return a function that makes the element of a picture.

    Each has a number of its own, by which readers aloud and other programs tell them apart;
    python-docx would give the same one to all that are made before they stand in the text.
    """
    most = min(Twips(int(room.height * _MOST)), _HIGHEST)

    def draw(figure: Figure) -> etree._Element:
        stream = io.BytesIO(pictures.shown[figure.path])
        _, image = part.get_or_add_image(stream)
        wanted = Mm(figure.width) if figure.width else image.width
        spans = figure_spans(figure, room.columns)
        width = min(wanted, Twips(room.width if spans else room.column))
        width = min(width, int(most * image.width / image.height))
        inline = part.new_pic_inline(stream, width=width)
        for side in "TBLR":  # LibreOffice takes an eighth of an inch where nothing is said
            inline.set(f"dist{side}", "0")
        inline.docPr.set("id", str(ids.number(f"picture:{figure.path}")))
        inline.docPr.set("descr", figure.alternative)
        if figure.path in pictures.vectors:
            _add_vector(part, inline, pictures.vectors[figure.path])
        drawing = make("drawing")
        drawing.append(inline)
        return drawing

    return draw


def _add_vector(part: Any, inline: Any, content: bytes) -> None:
    """Put an SVG beside the dots of a picture, for Word 2016 and later ([MS-ODRAWXML], 2.3.5)."""
    name = part.package.next_partname("/word/media/vector%d.svg")
    vector = Part(name, "image/svg+xml", content, part.package)
    shown = etree.Element(f"{{{_SVG}}}svgBlip", nsmap={"asvg": _SVG})
    shown.set(f"{{{R}}}embed", part.relate_to(vector, RELATIONSHIP_TYPE.IMAGE))
    (blip,) = inline.iter(f"{{{_MAIN}}}blip")
    listed = etree.SubElement(blip, f"{{{_MAIN}}}extLst")
    etree.SubElement(listed, f"{{{_MAIN}}}ext", uri=_VECTOR).append(shown)
