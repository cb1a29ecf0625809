"""The names of Office's XML: its namespaces, and the elements that its readers tell apart.

Whoever reads a file goes by local names (`local`), so that both kinds of the standard, and what
either program writes, read the same; whoever writes one gives full names (`q`).

Source: ECMA-376, part 1, 17 (WordprocessingML); part 2 (packages); part 4, A (the strict kind).
"""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
EXPORT = "urn:upr-dossier:export"
"""Ours: of the part in which an export says what it is (docs/word/embedded-version.md)."""

NAMES = {"w": W, "r": R}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def q(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML.

    >>> q("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return f"{{{W}}}{name}"


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace; "" for a remark."""
    return _bare(str(element.tag))


def tags(*names: str) -> frozenset[str]:
    """Return the full names of elements in both kinds of the standard."""
    return frozenset(f"{{{space}}}{name}" for space in (W, _STRICT) for name in names)


@lru_cache(4096)
def _bare(name: str) -> str:
    return name.rpartition("}")[2] if name.startswith("{") else ""


BLOCKS = tags("p", "tbl", "sdt")
"""What stands in a body, a cell or a note, one below the other."""

INSERTED = tags("ins", "moveTo")
DELETED = tags("del", "moveFrom")
"""Tracked changes around words, and in the properties of a paragraph's end or of a row."""

FORMAT_CHANGES = tags(
    *(f"{name}Change" for name in ("rPr", "pPr", "tblPr", "tblPrEx", "tcPr", "trPr", "tblGrid",
                                   "sectPr", "numbering"))
)  # fmt: skip
"""What formatting was before a tracked change of it."""

CHANGE_RANGES = tags(
    *(f"{kind}Range{end}"
      for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom",
                   "customXmlMoveTo")
      for end in ("Start", "End"))
)  # fmt: skip
"""The ends of what moved, and of changes around content controls."""

SILENT = frozenset(
    {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sectPr",
     "sdtPr", "sdtEndPr", "delText", "delInstrText", "annotationRef", "commentReference",
     "proofErr", "fldData", "ffData", "rubyPr", "smartTagPr", "customXmlPr"}
)  # fmt: skip
"""Elements that hold no text of the document, such as properties."""
