"""The pieces of a web page, a drawing or any XML: words, attributes, scripts, what is embedded."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from dossier.redaction.scan.attributes import pieces_of_attributes
from dossier.redaction.scan.data_urls import is_packed, unpacked
from dossier.redaction.scan.encodings import spelt_out, untagged
from dossier.redaction.scan.format_words import is_own, without_own
from dossier.redaction.scan.piece import Inner, Piece, Unsearchable, downward
from dossier.redaction.scan.table_columns import columns_of_tree
from dossier.redaction.scan.text_encodings import decodings
from dossier.redaction.scan.text_flow import Passage, flow

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[(.*?)\]\s*)?>", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"""\sxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_STYLE = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"\w{2,}")

_PLACES: Mapping[str, str] = {
    "": "the text",
    "comment": "a comment",
    "script": "a script",
    "style": "a style sheet",
    "template": "a template",
    "noscript": "the text for browsers without scripts",
    "txbxContent": "a text box",
    "textbox": "a text box",
    "annotation": "a comment",
    "note": "a note",
    "deleted": "deleted text",
    "field": "the code of a field",
}


def pieces_of_markup(text: str, inner: Inner) -> Iterator[Piece]:
    """Yield the pieces of a page or other XML; of broken markup, all that can be made of it."""
    root = _xml(_DECLARATION.sub("", text).encode()) if _is_xml(text) else None
    root = _page(text) if root is None else root
    found = [*pieces_of_tree(root, inner), *_declared(text)] if root is not None else []
    yield from found
    known = {word for each in found for word in _WORD.findall(each.text)}
    text = _STYLE.sub(" ", text) if found else text
    bare = (*untagged(text),)
    if any(word not in known and not is_own(word) for word in _WORD.findall(bare[-1])):
        yield from (Piece(each, "the source") for each in (html.unescape(text), *bare))


def pieces_of_xml(content: bytes, inner: Inner, places: Mapping[str, str]) -> Iterator[Piece]:
    """Yield the pieces of a part of an Office file; `places` say where passages are, by kind."""
    yield from pieces_of_tree(parsed(content), inner, places)
    for text in decodings(content)[:1]:
        yield from _declared(text)


def parsed(content: bytes) -> etree._Element:
    """Return the root of a part of an Office file. Raises `Unsearchable` where it is broken."""
    root = _xml(content)
    if root is None:
        raise Unsearchable("a part of it is no XML that can be read")
    return root


PROPERTIES = "the properties"
"""Where the parts of a file stand that say who made it, when and with what."""


def pieces_of_tree(
    root: etree._Element, inner: Inner, places: Mapping[str, str] = _PLACES
) -> Iterator[Piece]:
    """Yield the words of a tree of elements, then its attributes."""
    for passage in flow(root):
        where = places.get(passage.kind) or _PLACES.get(passage.kind, "the text")
        yield from _passage(passage, where, inner)
    where = places.get("") or _PLACES[""]
    if where == PROPERTIES:  # each is a value by itself, such as the name of an account
        yield from (Piece(each.text, where, read="itself") for each in root.iter() if each.text)
    yield from (downward(each, where) for each in columns_of_tree(root))
    yield from pieces_of_attributes(root)


def _passage(passage: Passage, where: str, inner: Inner) -> Iterator[Piece]:
    text = without_own(passage.text) if passage.kind == "style" else passage.text
    yield Piece(text, where)
    if "<" in text:
        yield from (Piece(each, where) for each in untagged(text))
    if "\\" in text or "_x" in text:
        yield from (Piece(each, where) for each in spelt_out(text))
    if is_packed(text):
        yield from inner(unpacked(text.encode()), where)


def _is_xml(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("<?xml") or (
        _SPACE.search(text[:5000]) is not None and "<html" not in text[:5000].lower()
    )


def _xml(content: bytes) -> etree._Element | None:
    """Return the root of XML, or None; no entity leads to another file, none swells."""
    parser = etree.XMLParser(
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _page(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        return etree.fromstring(text.replace("\0", " ").encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _declared(text: str) -> Iterator[Piece]:
    """Yield what stands above the first element, and the names of vocabularies."""
    for found in _DOCTYPE.finditer(text):
        if found[1]:
            yield Piece(html.unescape(found[0]), "the declarations")
    for space in dict.fromkeys(_SPACE.findall(text)):
        yield Piece(space[0], "the name of an element", "id")
        yield Piece(space[1] or space[2], "the name of an element", "address")
