"""Read XML that a translator’s tool wrote; no entity is resolved and nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from dossier.model.diagnostics import Refused

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
    remove_comments=True, remove_pis=True,
)  # fmt: skip


def exchanged_xml(content: bytes, refused: Callable[[str, int], Refused]) -> etree._Element:
    """Return the root of a file. `refused` makes what is raised of a message and a line."""
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        message = f"the file is broken or no XML: {error.msg}"
        raise refused(message, error.lineno or 0) from None
