"""Let the text of a Word file run down in columns: sections of Word's that go on, on one page.

What stands across all columns is a section of one column. A section ends with a paragraph, which
holds what is said of it; the last one is said of at the end of the text (ECMA-376, 17.6.17).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from lxml import etree

from dossier.model.text_columns import GAP
from dossier.ooxml.elements import attribute, child, make, put_before
from dossier.ooxml.names import local, q

_AFTER_COLUMNS = ("formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi",
                  "rtlGutter", "docGrid", "printerSettings")  # fmt: skip
_AFTER_TYPE = ("pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols",
               *_AFTER_COLUMNS)  # fmt: skip
_AFTER_COMPAT = ("docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang",
                 "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures",
                 "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary",
                 "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol",
                 "listSeparator")  # fmt: skip
_BEFORE_BALANCE = ("useSingleBorderforContiguousCells", "wpJustification", "noTabHangInd",
                   "noLeading", "spaceForUL")  # fmt: skip
_OF_FIRST = ("headerReference", "footerReference", "titlePg")
"""What only the first section says; the others go on with it."""


def set_columns(word: Any, across: Sequence[etree._Element], columns: int, width: int) -> None:
    """Let the text run down in `columns`, but for elements that stand `across` them.

    `width` is that of the text, in twentieths of a point.
    """
    if columns == 1:
        return
    body = word.element.body
    wide = {id(each) for each in across}
    parts = [*_parts(body)]
    spans = [*_with_what_leads_in(parts, [id(each) in wide for each in parts])]
    end, first = body.sectPr, True
    for (part, span), (_, after) in pairwise(zip(parts, spans, strict=True)):
        if span != after:
            ending = _section(end, 1 if span else columns, width, first)
            _of(_last_paragraph(part)).append(ending)
            first = False
    last = _section(end, 1 if spans and spans[-1] else columns, width, first)
    end.getparent().replace(end, last)
    if any(_has_notes(part) for part, span in zip(parts, spans, strict=True) if not span):
        _leave_unequal(word.settings.element)


def _has_notes(part: etree._Element) -> bool:
    return next(part.iter(q("footnoteReference")), None) is not None


def _leave_unequal(settings: etree._Element) -> None:
    """Let columns before what stands across them be as high as they come, not equally high.

    LibreOffice goes round without end where it sets columns equally high over notes at the foot
    (see docs/word/columns.md).
    """
    compat = settings.find(q("compat"))
    if compat is None:
        compat = make("compat")
        put_before(settings, compat, _AFTER_COMPAT)
    before = [each for each in compat if local(each) in _BEFORE_BALANCE]
    compat.insert(len(before), make("noColumnBalance"))


def _parts(body: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables of the text, those in content controls as well."""
    for each in body:
        if each.tag == q("sdt"):
            yield from each.find(q("sdtContent"))
        elif each.tag in (q("p"), q("tbl")):
            yield each


def _with_what_leads_in(parts: list[etree._Element], spans: list[bool]) -> list[bool]:
    """Return what stands across, with the headings and lead-ins that stay with it."""
    found = list(spans)
    for at in range(len(parts) - 1, 0, -1):
        found[at - 1] = found[at - 1] or (found[at] and _leads_in(parts[at - 1]))
    return found


def _leads_in(part: etree._Element) -> bool:
    properties = child(part, "pPr")
    style = attribute(child(properties, "pStyle"))
    return child(properties, "keepNext") is not None or style.startswith("Heading")


def _last_paragraph(part: etree._Element) -> etree._Element:
    """Return the paragraph that ends a section: after a table there must be one."""
    if local(part) == "p":
        return part
    made = make("p", make("pPr", make("pStyle", val="TableText")))
    part.addnext(made)
    return made


def _of(paragraph: etree._Element) -> etree._Element:
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = make("pPr")
        paragraph.insert(0, properties)
    return properties


def _section(end: etree._Element, columns: int, width: int, first: bool) -> etree._Element:
    """Return what is said of a section, as at the `end` of the text, in so many columns."""
    made = copy.deepcopy(end)
    dropped = ("type", "cols") if first else ("type", "cols", *_OF_FIRST)
    for each in [one for one in made if local(one) in dropped]:
        made.remove(each)
    if not first:
        put_before(made, make("type", val="continuous"), _AFTER_TYPE)
    space = round(width * GAP)
    put_before(made, make("cols", num=columns, space=space), _AFTER_COLUMNS)
    return made
