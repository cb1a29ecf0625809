"""The levels of lists that styles number by: a level names its style, and the style its list.

Word goes by what the level says (ECMA-376, part 1, 17.9.3, 17.9.23). LibreOffice drops that of most
levels when it saves, and keeps what the style says; so the link is made whole again here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dossier.ooxml.elements import attribute, child, make
from dossier.ooxml.names import local, q

_BEFORE = ("start", "numFmt", "lvlRestart")
"""What stands before the name of a level's style."""


def leveled(style: str, level: int) -> str:
    """Return Word's style id of a list style at a level, such as "ListBullet2"."""
    return style if level == 1 else f"{style}{level}"


def bullet_list(word: Any) -> int | None:
    """Return the number of the list that has the levels of all bullets, if a style names one."""
    path = 'w:style[@w:styleId="ListBullet"]/w:pPr/w:numPr/w:numId/@w:val'
    return next((int(each) for each in word.styles.element.xpath(path)), None)


def link_levels(word: Any) -> None:
    """Let each level of a list name the style that numbers by it, where none is named."""
    named = {attribute(each) for each in _root(word).iter(q("pStyle"))}
    for style, level in _numbered(word):
        if style not in named and level.find(q("pStyle")) is None:
            after = [each for each in level if local(each) in _BEFORE]
            level.insert(len(after), make("pStyle", val=style))
            named.add(style)


def levels_of(word: Any, styles: re.Pattern[str]) -> list[etree._Element]:
    """Return the levels that number the styles whose ids match."""
    named = [
        each
        for each in _root(word).iter(q("lvl"))
        if styles.fullmatch(attribute(each.find(q("pStyle"))))
    ]
    found = (level for style, level in _numbered(word) if styles.fullmatch(style))
    return list(dict.fromkeys((*named, *found)))


def _root(word: Any) -> etree._Element:
    return word.part.numbering_part.element


def _numbered(word: Any) -> Iterator[tuple[str, etree._Element]]:
    """Yield the styles that name a list, with the level of that list."""
    root = _root(word)
    forms = {attribute(each, "abstractNumId"): each for each in root.iter(q("abstractNum"))}
    lists = {
        attribute(each, "numId"): forms.get(attribute(each.find(q("abstractNumId"))))
        for each in root.iter(q("num"))
    }
    for style in word.styles.element.iter(q("style")):
        numbering = child(style, "pPr", "numPr")
        form = lists.get(attribute(child(numbering, "numId")))
        at = attribute(child(numbering, "ilvl"), "val", "0")
        for level in () if form is None else form.findall(q("lvl")):
            if attribute(level, "ilvl") == at:
                yield attribute(style, "styleId"), level
