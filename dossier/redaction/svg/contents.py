"""What an SVG holds that no picture may hold, and what not every format can show.

A list of what is allowed decides, not one of what is known to be bad: SVG and CSS grow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from dossier.redaction.names.letters import listed
from dossier.redaction.svg.names import SVG, XHTML, XLINK, XML, local, parts
from dossier.redaction.svg.repetition import repeated
from dossier.redaction.svg.style_rules import forbidden_in_style

SHOWN = listed(
    """circle clipPath defs ellipse g image line linearGradient marker mask path pattern polygon
    polyline radialGradient rect stop style svg symbol text textPath tspan use"""
)
"""The elements that a browser and WeasyPrint draw alike."""

DESCRIBING = frozenset(("title", "desc", "metadata"))

_FORBIDDEN: Mapping[str, str] = {
    "script": "a script",
    "handler": "a script",
    "listener": "a script",
    "foreignObject": "a piece of a web page (foreignObject)",
    **dict.fromkeys(
        listed("animate animateColor animateMotion animateTransform set discard mpath"),
        "an animation",
    ),
    "a": "a link",
}
_EMBEDDED = re.compile(r"data:image/(?:png|jpe?g|gif);base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
_MOST_SHOWN = 60


def forbidden_in(root: etree._Element) -> tuple[str, ...]:
    """Return what `root` holds that a picture may not: what runs, moves, or lies elsewhere."""
    return tuple(dict.fromkeys(_forbidden(root)))


def unshowable_in(root: etree._Element) -> tuple[str, ...]:
    """Return what `root` holds that not every format shows, or that is too much to draw."""
    return tuple(dict.fromkeys((*_unknown(root), *repeated(root))))


def _forbidden(root: etree._Element) -> Iterator[str]:
    if root.getroottree().docinfo.doctype:
        yield "a document type (<!DOCTYPE …>)"
    for instruction in root.xpath("//processing-instruction()"):
        if instruction.target == "xml-stylesheet":
            yield "a style sheet that lies elsewhere"
    for element in root.iter(etree.Element, etree.Entity):
        if element.tag is etree.Entity:
            yield f"the entity {element.text}"
            continue
        space, name = parts(element.tag)
        if space == XHTML:
            yield f'a piece of a web page ("{name}")'
        if space in (SVG, "") and name in _FORBIDDEN:
            yield _FORBIDDEN[name]
        if name == "style":
            yield from forbidden_in_style("".join(element.itertext()))
        yield from _forbidden_attributes(element)


def _forbidden_attributes(element: etree._Element) -> Iterator[str]:
    for key, value in element.items():
        space, name = parts(key)
        if name.lower().startswith("on") and not space:
            yield f'the event attribute "{name}"'
        elif name in ("href", "src") and space in ("", XLINK):
            yield from _address(local(element), value.strip())
        elif name == "base" and space == XML:
            yield f'the external address "{value[:_MOST_SHOWN]}"'
        elif name == "style" and not space:
            yield from forbidden_in_style(f"* {{ {value} }}")
        elif "(" in value or "\\" in value:
            yield from forbidden_in_style(f"* {{ {name}: {value} }}")


def _address(element: str, value: str) -> Iterator[str]:
    """Yield what is wrong with an address: only places in the picture and dots in it are taken."""
    if value.startswith("#") or (element == "image" and _EMBEDDED.fullmatch(value)):
        return
    if value.lower().startswith("data:"):
        yield f'an embedded file ("{value.partition(",")[0][:_MOST_SHOWN]}")'
    elif value.lower().startswith(("javascript:", "vbscript:")):
        yield "a script"
    elif value:
        yield f'the external address "{value[:_MOST_SHOWN]}"'


def _unknown(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        space, name = parts(element.tag)
        if space in (SVG, "") and name not in (*SHOWN, *DESCRIBING, *_FORBIDDEN):
            yield f'"{name}"'
