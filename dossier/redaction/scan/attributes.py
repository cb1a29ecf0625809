"""The words in the attributes of elements, and in the names that elements and attributes bear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from dossier.redaction.names import Mode
from dossier.redaction.names.letters import listed
from dossier.redaction.scan.encodings import untagged
from dossier.redaction.scan.format_words import is_own, without_own
from dossier.redaction.scan.piece import Piece

_PLACES: Mapping[str, str] = {
    "tag val": "the tag of a content control",
    "alias val": "the title of a content control",
    "style styleId": "a style",
    "bookmarkStart name": "a bookmark",
    "bookmark name": "a bookmark",
    "bookmark-start name": "a bookmark",
    "hyperlink anchor": "a link",
    "docPr name": "the name of a picture",
    "cNvPr name": "the name of a picture",
    "sheet name": "the name of a sheet",
    "definedName name": "the name of a range",
    "meta content": "the properties",
    " alt": "an alternative text",
    " descr": "an alternative text",
    " title": "an alternative text",
    " aria-label": "an alternative text",
    " author": "the author of a comment or change",
    " initials": "the author of a comment or change",
    " displayName": "the author of a comment or change",
    " userId": "the author of a comment or change",
    " Target": "a link",
    " href": "a link",
    " src": "a link",
    " action": "a link",
    " id": "an id",
    " name": "a name",
    " class": "a class",
    " value": "a form field",
    " placeholder": "a form field",
}
"""Where attributes are, by element and name, or by name alone."""

_FIXED = frozenset(("lsdException", "font"))
"""Elements of Office whose values are its own: lists of styles and of fonts."""

_KNOWN = re.compile(
    r"http://(?:schemas\.(?:openxmlformats|microsoft)\.|purl\.(?:oclc|org/dc)|www\.w3\.org/)"
    r"|urn:(?:oasis:names:tc:opendocument|schemas-microsoft-com|microsoft)|adobe:"
    r"|http://ns\.adobe\.com"
)
_PLAIN = re.compile(r"\W*(?:[^\W\d_]|(?:\d\W*){0,6})\W*|(?=\D*\d)[0-9A-F]{8}")
"""Values without words: a letter, a short number, the mark of a revision."""

_OF_PEOPLE = listed(
    "alt aria-label author content descr displayName initials placeholder title userId val value"
)
"""Attributes whose values somebody writes, be they words of the format or not."""

_ADDRESS = re.compile(r"^\w[\w+.-]*:\S|^[#./]|://|%[0-9A-Fa-f]{2}|^\S+/\S*$")


def pieces_of_attributes(root: etree._Element) -> Iterator[Piece]:
    """Yield each attribute of `root` and what is below it once, and names that are no format's."""
    found: dict[tuple[str, str, str], None] = {}
    tags: dict[str, None] = {}
    for node in root.iter(etree.Element):
        tags[node.tag] = None
        for key, value in node.items():
            found[node.tag, str(key), str(value)] = None
    for tag, key, value in found:
        tags[key] = None
        yield from _piece(_local(tag), _local(key), value)
    for tag in tags:
        space, _, name = tag.rpartition("}")
        if not _KNOWN.match(space[1:]) and not is_own(name):
            yield Piece(name, "the name of an element", "id")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _piece(element: str, key: str, value: str) -> Iterator[Piece]:
    where = _PLACES.get(f"{element} {key}") or _PLACES.get(f" {key}", "")
    if element in _FIXED or key.startswith("rsid") or _PLAIN.fullmatch(value):
        return
    if is_own(value) and not (key in _OF_PEOPLE and where):
        return
    if key == "style":
        value = without_own(value)
    elif key == "class":
        value = " ".join(each for each in value.split() if not is_own(each))
    where = where or f"an attribute ({key})"
    yield Piece(value, where, mode_of(value))
    if "<" in value:
        yield from (Piece(each, where) for each in untagged(value))


def mode_of(value: str) -> Mode:
    """Return how a value is to be read: as words, or as an id or address, which has no spaces."""
    if _ADDRESS.search(value):
        return "address"
    return "words" if re.search(r"\s", value) else "id"
