"""Words that a format uses itself: whoever bears such a name is not looked for in them.

A colour, a keyword or a font stands in nearly every file, and nobody wrote it there. Only a whole
value that is such a word is passed over, never one of several words.
"""

from __future__ import annotations

import re

from dossier.redaction.names.letters import listed

_WORDS = listed(
    """
    aqua azure beige black blue brown coral crimson cyan fuchsia gold gray green grey indigo ivory
    khaki lavender lime linen magenta maroon navy olive orange orchid peru pink plum purple red
    salmon sienna silver snow tan teal thistle tomato violet wheat white yellow
    absolute all auto avoid balance baseline block bold bolder border both bottom break button
    caption cell center char character circle clip close collapse color column contain cover dark
    dash decimal default disc dot dotted double end exact far figure first fit fixed flat flex
    float font footer full grid header heading hidden high home image inherit initial inline inner
    inside italic item jump justify large last left level light line link list long low main many
    mark marker medium menu middle mixed more narrow next none normal note number oblique one open
    outer outline outset outside page paragraph part plain point portrait print prev quote right
    ridge roman round row rule run sans screen select self separate serif short single sketch small
    solid square start static sticky stretch strong style sub summary super svg table tail text
    thick thin tight title top upper visible wave wide wrap
    address article audio base code data kind label lang legend map max media method min object
    output pattern picture ruby search shape sizes slot source step time track video
    Action Alt Annot Annots Art Ascent Author Bold Border Caption Catalog Center Char Color Column
    Contents Count Creator Default Dest Dests Div Document Encoding Figure First Flags Font Form
    Formula Group Header Headers Headline Heading Height Image Index Info Italic Keywords Kids Lang
    Last Layout Left Length Link List Mark Marked Matrix Metadata Name Names Next None Normal Note
    Nums Order Outlines Page Pages Paper Parent Part Pattern Portrait Prev Producer Quote Range Rect
    Regular Resources Right Role Root Rotate Row Scope Sect Shading Size Span Start Style Subject
    Subtype Table Text Title Top Type Weight Widget Width
    Arial Calibri Cambria Candara Consolas Constantia Corbel Courier Garamond Georgia Helvetica
    Palatino Symbol Tahoma Times Verdana Wingdings
    """
)
_FONTS = frozenset(("Times New Roman", "Courier New", "Segoe UI", "PT Sans", "PT Serif"))
_QUOTED = re.compile(r"""(/\*.*?\*/|"[^"]*"|'[^']*')""", re.DOTALL)
_PROPERTY = re.compile(r"(?<![\w-])(?!--)[a-z-]+(?=\s*:)")
_KEYWORD = re.compile(r"(?<![\w.#-])[A-Za-z]+(?![\w-])")


def is_own(value: str) -> bool:
    """Whether the whole of a value is a word of the format itself."""
    return value in _WORDS or value in _FONTS


def without_own(style: str) -> str:
    """Return a style sheet without properties and keywords; what is quoted stays, and remarks.

    >>> without_own("h1 {color: green; content: 'green'} .green {}")
    "h1 {: ; : 'green'} .green {}"
    """
    parts = _QUOTED.split(style)
    parts[::2] = (_KEYWORD.sub(_blank, _PROPERTY.sub("", each)) for each in parts[::2])
    return "".join(parts)


def _blank(found: re.Match[str]) -> str:
    return "" if is_own(found[0]) else found[0]
