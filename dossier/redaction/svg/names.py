"""The namespaces of SVG files, and names taken apart."""

from __future__ import annotations

from typing import Any

SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"


def parts(name: Any) -> tuple[str, str]:
    """Return the namespace of a name, or "", and its name there.

    >>> parts("{http://www.w3.org/2000/svg}g"), parts("href")
    (('http://www.w3.org/2000/svg', 'g'), ('', 'href'))
    """
    space, _, own = str(name).rpartition("}")
    return space.removeprefix("{"), own


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return parts(element.tag)[1]
