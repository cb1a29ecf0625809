"""The words of a Word file as Word prints them, with the numbers that Word counts itself.

Numbers of sections, paragraphs and list items are counted from styles and numbering, those of
notes by the order of their calls. What a field shows is what the file says it shows.
Source: ECMA-376, part 1, 17.9 and 17.11.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from lxml import etree

from dossier.model.list_numbers import PLAIN
from dossier.ooxml.custom_marks import is_marked
from dossier.ooxml.elements import attribute, child, number
from dossier.ooxml.names import q
from dossier.ooxml.styles import Styles
from dossier.readers.drafts.docx.numbering import Numbering

_KINDS = {q("footnoteReference"): "footnote", q("endnoteReference"): "endnote"}
_MARKS = (q("footnoteRef"), q("endnoteRef"))
_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}


def words_of_docx(content: bytes) -> str:
    """Return the words of a Word file: its text, then its footnotes and endnotes as called."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if posixpath.dirname(name) == "word"]
        roots = {
            posixpath.basename(name): etree.fromstring(package.read(name))
            for name in names if name.endswith(".xml")
        }  # fmt: skip
    return "".join(_Printed(roots).everything())


class _Printed:
    """Goes through the stories of a file, counting as Word does."""

    def __init__(self, roots: Mapping[str, etree._Element]) -> None:
        self.roots = roots
        self.styles = Styles(roots.get("styles.xml"))
        self.numbering = Numbering(roots.get("numbering.xml"), self.styles)
        self.called: dict[tuple[str, str], int] = {}
        self.count: Counter[str] = Counter()
        self.styled = cache(self.styles.numbering)
        self.form = cache(self._form)

    def everything(self) -> Iterator[str]:
        yield from self.story(self.roots["document.xml"], "")
        notes = {
            (kind, attribute(each, "id")): each
            for kind in ("footnote", "endnote")
            for each in self.roots.get(f"{kind}s.xml", ())
        }
        for (kind, id_), count in list(self.called.items()):
            yield from self.story(notes[kind, id_], self.shown(kind, count))

    def story(self, root: etree._Element, own: str) -> Iterator[str]:
        """Yield the words of a story; `own` is the number of the note that it is."""
        names = [q(each) for each in ("p", "t", "br", "tab")]
        for element in root.iter(*names, *_KINDS, *_MARKS):
            if element.tag == q("t"):
                yield element.text or ""
            elif element.tag == q("p"):
                yield f" {self.label(element)} "
            elif element.tag in _KINDS:
                yield self.call(_KINDS[element.tag], element)
            else:
                yield own if element.tag in _MARKS else " "

    def label(self, paragraph: etree._Element) -> str:
        """Return the number before a paragraph, or "" where it has none or a bullet."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        style = attribute(child(properties, "pStyle"))
        list_, level = self.styled(style)
        list_ = attribute(child(own, "numId"), "val", list_)
        direct = number(child(own, "ilvl"))
        if not list_:
            return ""
        listed = self.numbering.listed(list_, level if direct is None else direct, style)
        if listed is None or not listed.ordered:
            return ""
        if listed.form != PLAIN:
            return listed.mark
        return (listed.label or "{n}").replace("{n}", str(listed.number))

    def call(self, kind: str, element: etree._Element) -> str:
        """Return the number of a call, and remember the note."""
        key = (kind, attribute(element, "id"))
        if is_marked(element):
            self.called.setdefault(key, 0)
            return ""
        if key not in self.called:
            self.count[kind] += 1
            self.called[key] = self.count[kind]
        return self.shown(kind, self.called[key])

    def shown(self, kind: str, count: int) -> str:
        """Return the number of a note as Word prints it; other numerals than 1, 2, 3 are named."""
        form, start = self.form(kind)
        numeral = str(count + start - 1)
        return numeral if form == "decimal" else f"{form} {numeral}"

    def _form(self, kind: str) -> tuple[str, int]:
        """Return which numerals the notes of a kind have, and the first; sections may say so."""
        sections = self.roots["document.xml"].iter(q("sectPr"))
        every = [child(each, f"{kind}Pr") for each in (*sections, self.roots.get("settings.xml"))]
        forms = (attribute(child(each, "numFmt")) for each in every)
        starts = (number(child(each, "numStart")) for each in every)
        form = next((each for each in forms if each), _USUAL[kind])
        return form, next((each for each in starts if each is not None), 1)
