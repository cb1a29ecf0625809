"""Files that are given for Word files (.docx) and are none: what each is, and how to save it.

What a file is follows from its content. Its name counts only for what is told: a .doc may hold RTF,
and a .docx what LibreOffice saved as .odt.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import PurePath

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.ooxml.archive import Archive, unzipped

_SAVE = "open it in Word or LibreOffice and save it as Word (.docx)"
_DOWNLOAD = "open it in the browser and choose File → Download → Microsoft Word (.docx)"
_START = 4096


@frozen
class OtherFormat:
    """A kind of file: what it is, how one comes from it to a .docx, and the endings of its names.

    `converts` says that LibreOffice makes a .docx of it, known to it by the first of `endings`.
    """

    what: str
    hint: str
    endings: tuple[str, ...]
    converts: bool = False
    fault: Fault = Fault.UNKNOWN_FILE

    def finding(self, file: str, hint: str = "") -> Finding:
        """Return that the file is no Word file, with the ending of its name where that is wrong."""
        ending = PurePath(file).suffix.lower()
        named = "" if ending in ("", *self.endings) else f", though its name ends in {ending}"
        return Finding(file, 0, self.fault, f"the file is {self.what}{named}", hint or self.hint)


ODT = OtherFormat("an OpenDocument text (.odt)", _SAVE, (".odt", ".ott"), converts=True)
FLAT_ODT = OtherFormat("a flat OpenDocument text (.fodt)", _SAVE, (".fodt", ".xml"), converts=True)
DOC = OtherFormat("a Word file of the old kind (.doc)", _SAVE, (".doc", ".dot"), converts=True)
RTF = OtherFormat("a text in RTF (.rtf)", _SAVE, (".rtf",), converts=True)
WORD_2003 = OtherFormat("Word’s XML of 2003", _SAVE, (".xml",), converts=True)
WORD_PERFECT = OtherFormat("a WordPerfect file (.wpd)", _SAVE, (".wpd", ".wp"), converts=True)
FLAT_WORD = OtherFormat("a Word file as one XML", "open it in Word and save it as .docx", (".xml",))
WEB_ARCHIVE = OtherFormat(
    "a web archive (.mht)", "open it in Word and save it as .docx", (".mht", ".mhtml")
)
WEB_PAGE = OtherFormat(
    "a web page", "open it in Word and save it as .docx", (".html", ".htm", ".xhtml")
)
PDF = OtherFormat(
    "a PDF",
    "give the Word file it was made of, or copy its text into a .txt file and import that",
    (".pdf",),
)
PAGES = OtherFormat(
    "a document of Apple’s Pages, Numbers or Keynote",
    "open it in Pages and choose File → Export To → Word (.docx)",
    (".pages", ".numbers", ".key"),
)
LINK = OtherFormat(
    "a link to a document, and not the document", _DOWNLOAD, (".gdoc", ".url", ".webloc")
)
OWNER = OtherFormat(
    "the mark that Word leaves beside a document that is open",
    "give the document itself; its name has no “~$”",
    (".docx", ".doc"),
)
LOCKED = OtherFormat(
    "protected by a password",
    "open it in Word, take the password off, and save it as .docx",
    (".docx", ".docm"),
    fault=Fault.LOCKED_FILE,
)
SHEET = OtherFormat(
    "a spreadsheet", "copy what you need into a Word file", (".xlsx", ".xls", ".ods")
)
_SLIDES = OtherFormat("a presentation", "copy its text into a Word file", (".pptx", ".ppt", ".odp"))
_MAIL = OtherFormat("an e-mail of Outlook", "save the document attached to it", (".msg",))
_BOOK = OtherFormat("an EPUB", "give the Word file it was made of", (".epub",))
_PICTURE = OtherFormat(
    "a picture", "give the Word file, or type its text", (".png", ".jpg", ".jpeg", ".gif", ".tif")
)
_ZIP = OtherFormat("a zip with a Word file in it", "unpack it and give the .docx in it", (".zip",))

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: Mapping[str, OtherFormat] = {
    "EncryptedPackage": LOCKED,
    "WordDocument": DOC,
    "Workbook": SHEET,
    "PowerPoint Document": _SLIDES,
    "__properties_version1.0": _MAIL,
}
"""Names in a file of Office’s old form (compound file), and what a file with them is."""

_MIME_TYPES: Mapping[str, OtherFormat] = {
    "application/vnd.oasis.opendocument.text": ODT,
    "application/vnd.oasis.opendocument.spreadsheet": SHEET,
    "application/vnd.oasis.opendocument.presentation": _SLIDES,
    "application/epub+zip": _BOOK,
}
_PARTS: Mapping[str, OtherFormat] = {
    r"xl/workbook\.(xml|bin)": SHEET,
    r"ppt/presentation\.xml": _SLIDES,
    r".*\.iwa|Index\.zip|buildVersionHistory\.plist": PAGES,
    r"(?!~\$)[^/]*\.docx|[^/]+/[^/]*\.docx": _ZIP,
}
_BEGINNINGS: Mapping[bytes, OtherFormat] = {
    rb"\{\\rtf": RTF,
    rb"\xffWPC": WORD_PERFECT,
    rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*": _PICTURE,
    rb"(?s)\{.{0,2000}(docs\.google\.com|\"doc_id\").{0,1000}\}\s*$": LINK,
    rb"\[InternetShortcut\]": LINK,
    rb"(?s)<\?xml.{0,400}<plist.{0,400}<key>URL</key>": LINK,
    rb"(?s)<\?xml.{0,2000}(w:wordDocument|progid=.Word\.Document)": WORD_2003,
    rb"(?s)<\?xml.{0,2000}<pkg:package": FLAT_WORD,
    rb"(?s)<\?xml.{0,3000}opendocument\.text": FLAT_ODT,
    rb"(?is)(<\?xml.{0,400})?<(!doctype\s+)?html": WEB_PAGE,
    rb"(?is)(from:.{0,400}|)mime-version:.{0,2000}multipart/related": WEB_ARCHIVE,
}
"""How files begin, after a mark of their encoding and empty lines."""


def other_format(content: bytes, file: str) -> OtherFormat | None:
    """Return what a file is that is no Word file, or None where it may be one, or is unknown."""
    if PurePath(file).name.startswith("~$") and len(content) < _START:
        return OWNER
    if content.startswith(_OLE):
        found = (kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in content)
        return next(found, None)
    if content.startswith(b"PK"):
        return _zipped(content, file)
    start = content[:_START].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-") or (b"%PDF-" in start[:1024] and b"startxref" in content):
        return PDF
    return next((kind for look, kind in _BEGINNINGS.items() if re.match(look, start)), None)


def refuse_others(content: bytes, file: str) -> None:
    """Raise `Refused` for a file of another format."""
    found = other_format(content, file)
    if found:
        raise Refused(found.finding(file))


def _zipped(content: bytes, file: str) -> OtherFormat | None:
    """Return what a zip is by its parts; one that cannot be opened is for others to refuse."""
    try:
        with unzipped(io.BytesIO(content), file) as archive:
            if "word/document.xml" in archive.names:
                return None
            return _by_type(archive) or _by_parts(archive)
    except Refused:
        return None


def _by_type(archive: Archive) -> OtherFormat | None:
    if "mimetype" not in archive.names:
        return None
    said = b"".join(archive.pieces("mimetype", 256)).decode("ascii", "replace").strip()
    return next((kind for name, kind in _MIME_TYPES.items() if said.startswith(name)), None)


def _by_parts(archive: Archive) -> OtherFormat | None:
    for look, kind in _PARTS.items():
        if any(re.fullmatch(look, each) for each in archive.names):
            return kind
    return None
