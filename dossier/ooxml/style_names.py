"""The names of styles, by which Word and LibreOffice know them; ids change as files are saved.

Word's own names are English in every language, and their case does not count: "heading 1" is
"Heading 1". What stands after a comma are other names of the same style. LibreOffice has names of
its own for a few of Word's styles, and writes ids such as `TextBody` for "Body Text".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from dossier.model.frozen import frozen
from dossier.ooxml.elements import attribute, child
from dossier.ooxml.names import local, q

_SAME = {
    "text body": "body text",
    "quotations": "quote",
    "envelope address": "addressee",
    "internet link": "hyperlink",
    "footnote characters": "footnote reference",
    "footnote anchor": "footnote reference",
    "endnote characters": "endnote reference",
    "endnote anchor": "endnote reference",
}
"""What LibreOffice calls styles, and what they are in Word and in our templates."""

_HEADINGS = re.compile(
    r"(?:überschrift|berschrift|titre|titolo|título|titulo|ttulo|encabezado|cabeçalho|kop|rubrik"
    r"|overskrift|otsikko|nagłówek|nadpis|címsor|naslov|antraštė|virsraksts|pealkiri|titlu|başlık"
    r"|επικεφαλίδα|заголовок|заглавие|тақырып|标题|標題|見出し|제목|عنوان|כותרת) ?([1-9])"
)
"""What other programs call "heading 1" in their own languages; Word’s own names are English."""

_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink",
               "styleLink", "clickAndTypeStyle")  # fmt: skip


def canonical(name: str) -> str:
    """Return the name by which a style is known, whatever its case and its other names.

    >>> canonical("Heading 1,H1"), canonical("Envelope Address"), canonical("Überschrift 1")
    ('heading 1', 'addressee', 'heading 1')
    """
    first = " ".join(name.partition(",")[0].casefold().split())
    heading = _HEADINGS.fullmatch(first)
    return f"heading {heading[1]}" if heading else _SAME.get(first, first)


def styles_in(root: etree._Element | None) -> list[etree._Element]:
    """Return the styles of a part; none where there is no part."""
    return [] if root is None else [each for each in root if local(each) == "style"]


def style_id(style: etree._Element) -> str:
    """Return the id of a style."""
    return attribute(style, "styleId")


def style_name(style: etree._Element) -> str:
    """Return the name of a style as the file has it."""
    return attribute(child(style, "name"))


def new_ids(root: etree._Element, wanted: Mapping[str, str]) -> Mapping[str, str]:
    """Return which ids of the styles in `root` become others, so that each has the one wanted.

    `wanted` has names by ids; where no name is given, the id is the name without its spaces. A
    style is found by its name, then by its other names, then by its id. One that has an id which
    another one gets receives a free id.
    """
    known = [_known(each) for each in styles_in(root)]
    ranked = sorted(
        (rank, at, one.id)
        for one in map(_wanted, wanted.items())
        for at, each in enumerate(known)
        if (rank := _rank(each, one)) is not None
    )
    found: dict[str, str] = {}
    given: set[str] = set()
    for _, at, id_ in ranked:
        if id_ not in given and known[at].id not in found:
            found[known[at].id] = id_
            given.add(id_)
    return _without_clashes([each.id for each in known], found)


def ids_by_name(old: etree._Element | None, new: etree._Element | None) -> Mapping[str, str]:
    """Return which ids of the styles in `old` become others, those of the same names in `new`."""
    wanted = {style_id(each): style_name(each) for each in styles_in(new)}
    theirs = {canonical(style_name(each)) for each in styles_in(old)}
    both = {id_: name for id_, name in wanted.items() if canonical(name) in theirs}
    return {} if old is None else new_ids(old, both)


def rename_styles(roots: Iterable[etree._Element], ids: Mapping[str, str]) -> None:
    """Give styles other ids, in place, and everything that refers to them in `roots`."""
    if not ids:
        return
    for root in roots:
        for each in root.iter(*(q(name) for name in _REFERENCES)):
            _set(each, q("val"), ids)
        for each in root.iter(q("style")):
            _set(each, q("styleId"), ids)


@frozen
class _Known:
    """A style of a file: its id, its name, that without spaces or case, and all it is called."""

    id: str
    name: str
    bare: str
    every: frozenset[str]


def _known(style: etree._Element) -> _Known:
    name = style_name(style)
    texts = (name, attribute(child(style, "aliases")))
    every = (each for text in texts for each in text.split(",") if each.strip())
    bare = _bare(name.partition(",")[0])
    return _Known(style_id(style), name, bare, frozenset(_bare(canonical(e)) for e in every))


@frozen
class _Wanted:
    """A style that is wanted: its id, its name if it has one, that bare, and how it is known."""

    id: str
    name: str
    bare: str
    known: str


def _wanted(style: tuple[str, str]) -> _Wanted:
    id_, name = style
    return _Wanted(id_, name, _bare(name or id_), _bare(canonical(name or id_)))


def _rank(style: _Known, wanted: _Wanted) -> tuple[int, bool] | None:
    """Return how surely a style is the one that is wanted, or None; the least is the surest."""
    other = style.id != wanted.id
    if wanted.name and style.name == wanted.name:
        return 0, other
    if style.bare == wanted.bare:
        return 1, other
    if wanted.known in style.every:
        return 2, other
    return None if wanted.name or other else (3, other)


def _bare(name: str) -> str:
    return name.casefold().replace(" ", "")


def _without_clashes(taken: list[str], found: Mapping[str, str]) -> dict[str, str]:
    """Give ids that are needed elsewhere away; return only those that change."""
    given = set(found.values())
    ids = {old: new for old, new in found.items() if old != new}
    known = given | set(taken)
    for each in taken:
        if each in given and each not in found:
            ids[each] = next(f"{each}{n}" for n in range(1, len(known) + 2)
                             if f"{each}{n}" not in known)  # fmt: skip
            known.add(ids[each])
    return ids


def _set(element: etree._Element, name: str, ids: Mapping[str, str]) -> None:
    value = str(element.get(name))
    if value in ids:
        element.set(name, ids[value])
