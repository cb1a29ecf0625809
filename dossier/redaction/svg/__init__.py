"""SVG pictures: what one may hold, what of it is kept, how large it is.

An SVG can be a program as much as a picture: run scripts, fetch what lies elsewhere, move, and say
more than it shows. Only what every format can show is taken, by a list of what is allowed;
all else has a name in the finding. What only describes the picture is taken out.
"""

from __future__ import annotations

from lxml import etree

from dossier.model.frozen import frozen
from dossier.redaction.svg.contents import forbidden_in, unshowable_in
from dossier.redaction.svg.description import undescribed
from dossier.redaction.svg.size import Size, size_of, with_size

MOST_BYTES = 2 * 1024 * 1024
"""How large the file may be."""


@frozen
class SvgPicture:
    """An SVG that may be shown, without what only describes it; its size and its words."""

    content: bytes
    size: Size
    words: tuple[str, ...]


class UnusableSvg(ValueError):
    """What stands in the way of an SVG: what it holds that it may not, or what cannot be shown."""

    def __init__(
        self, *, forbidden: tuple[str, ...] = (), unshowable: tuple[str, ...] = ()
    ) -> None:
        super().__init__(", ".join((*forbidden, *unshowable)))
        self.forbidden = forbidden
        self.unshowable = unshowable


def read_svg(content: bytes) -> SvgPicture:
    """Return an SVG as it may be shown. Raises `UnusableSvg`, which names all that is wrong."""
    root = _parsed(content)
    forbidden, unshowable = forbidden_in(root), unshowable_in(root)
    size = size_of(root)
    if isinstance(size, str):
        unshowable = (*unshowable, size)
    if forbidden or unshowable or isinstance(size, str):
        raise UnusableSvg(forbidden=forbidden, unshowable=unshowable)
    try:
        shown = with_size(undescribed(root), size)
    except ValueError as error:
        raise UnusableSvg(unshowable=("a picture that is broken",)) from error
    return SvgPicture(etree.tostring(shown), size, _words(shown))


def _parsed(content: bytes) -> etree._Element:
    """Return the root of an SVG; no entity is resolved and nothing is fetched."""
    if len(content) > MOST_BYTES:
        raise UnusableSvg(unshowable=(f"more than {MOST_BYTES // 1024 // 1024} MB",))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnusableSvg(unshowable=("XML that is broken or nested too deep",)) from error
    if etree.QName(root).localname != "svg":
        raise UnusableSvg(unshowable=(f'"{etree.QName(root).localname}" in the place of "svg"',))
    return root


def _words(root: etree._Element) -> tuple[str, ...]:
    """Return the words of each line of text in a picture."""
    texts = ("".join(each.itertext()) for each in root.iter("{*}text"))
    return tuple(filter(None, (" ".join(each.split()) for each in texts)))
