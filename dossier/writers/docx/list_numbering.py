"""Number the lists of a Word file: each has an instance of its own, lettered ones another form."""

from __future__ import annotations

import copy
from collections.abc import Callable
from itertools import count
from typing import Any

from lxml import etree

from dossier.model.list_numbers import ALPHABETS, PLAIN, Form, kind_of
from dossier.ooxml.elements import attribute, child, make
from dossier.ooxml.names import q

_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_FORMATS |= {letters[0]: name for name, letters in ALPHABETS.items()}
_FORMATS |= {"А": "russianUpper"}
_OWN = ("nsid", "tmpl", "name", "styleLink", "numStyleLink")
"""What names one list among others, and no copy of it (ECMA-376, part 1, 17.9.1)."""


def list_numbering(part: Any) -> Callable[[int, int, Form], int]:
    """Return a function that adds a numbering instance for a list (level from 0, start, form)."""
    root = part.numbering_part.element
    styled = part.styles.element.xpath('w:style[@w:styleId="ListNumber"]/w:pPr/w:numPr/w:numId')
    source = styled[0].get(q("val")) if styled else ""
    found = root.xpath(f'w:num[@w:numId="{source}"]/w:abstractNumId')
    known: dict[Form, str] = {PLAIN: found[0].get(q("val")) if found else "0"}
    numbers = count(1 + max((int(each.get(q("numId"))) for each in root.xpath("w:num")), default=0))

    def add(level: int, start: int, form: Form) -> int:
        number = next(numbers)
        if form not in known:
            known[form] = _lettered(root, known[PLAIN], form)
        override = make("lvlOverride", make("startOverride", val=start), ilvl=level)
        root.append(make("num", make("abstractNumId", val=known[form]), override, numId=number))
        return number

    return add


def _lettered(root: etree._Element, source: str, form: Form) -> str:
    """Add a copy of the list of numbers in another form, and return its id."""
    every = list(root.iterchildren(q("abstractNum")))
    ids = [attribute(each, "abstractNumId") for each in every]
    made = copy.deepcopy(every[ids.index(source)] if source in ids else _bare())
    id_ = str(1 + max((int(each) for each in ids if each.isdecimal()), default=0))
    made.set(q("abstractNumId"), id_)
    for name in _OWN:
        for each in made.findall(q(name)):
            made.remove(each)
    for level in made.iterchildren(q("lvl")):
        _reform(level, form)
    every[-1].addnext(made) if every else root.insert(0, made)
    return id_


def _reform(level: etree._Element, form: Form) -> None:
    """Let a level count in a form, and number no style by itself."""
    place = f"%{int(attribute(level, 'ilvl', '0')) + 1}"
    for each in level.findall(q("pStyle")):
        level.remove(each)
    kind = kind_of(form)
    for name, said in (("numFmt", _FORMATS[kind]), ("lvlText", form.replace(kind, place))):
        found = child(level, name)
        if found is not None:
            found.set(q("val"), said)


def _bare() -> etree._Element:
    """Return a list of one level, for a file whose style of numbers has none."""
    level = make("lvl", make("start", val=1), make("numFmt", val="decimal"),
                 make("lvlText", val="%1."), ilvl=0)  # fmt: skip
    return make("abstractNum", level, abstractNumId=0)
