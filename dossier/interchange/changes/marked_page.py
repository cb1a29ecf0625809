"""The page of a document as the studio shows changes: what would go and come, in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dossier.build.dossier import read_dossier
from dossier.build.output_formats import render
from dossier.interchange.changes.marked_text import MARK, Anchor, marked, marked_as, numbers_of
from dossier.interchange.changes.single_changes import SingleChange
from dossier.interchange.pull.block_files import block_files, document_code
from dossier.interchange.pull.file_changes import with_wanted
from dossier.model.diagnostics import Finding
from dossier.model.document import Nodes
from dossier.model.frozen import frozen
from dossier.project.layout import Files, Places

_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_HEAD = re.compile(r"\A.*?<body[^>]*>", re.DOTALL)
_ELEMENTS = {"del": "del", "ins": "ins", "remark": "mark"}


@frozen
class DrawnPage:
    """A page, or "" and why there is none."""

    html: str
    findings: tuple[Finding, ...] = ()


def marked_page(
    places: Places,
    files: Files,
    document: str,
    changes: Sequence[SingleChange],
    anchors: Mapping[str, Anchor],
) -> DrawnPage:
    """Return the page of a document with changes, and what comments are about, marked in it.

    Each stands in elements `ins`, `del` or `mark` with its id in `data-change`. `anchors` are those
    of comments by the ids that they get.
    """
    known = block_files(files, document_code(files, document))
    numbers = numbers_of([*(each.id for each in changes), *anchors])
    wanted: dict[str, Nodes] = {}
    for id_, block_file in known.items():
        parts = [
            (numbers[each.id], part) for each in changes for part in each.parts if part.block == id_
        ]
        here = [(numbers[name], each) for name, each in anchors.items() if each.block == id_]
        if (parts or here) and block_file.read[0] is not None:
            wanted[id_] = marked(block_file.block.content, parts, here)
    drawn = drawn_page(places, with_wanted(files, known, wanted), document)
    names = {number: id_ for id_, number in numbers.items()}
    return DrawnPage(with_elements(drawn.html, names), drawn.findings)


def drawn_page(places: Places, files: Files, document: str) -> DrawnPage:
    """Return the page of a document as files make it."""
    dossier = read_dossier(places, files, (document,))
    found = next((each for each in dossier.documents if each.id == document), None)
    if found is None:
        return DrawnPage("", dossier.findings)
    content, findings = render(found.in_format("html"), places.folders(found.template), "html")
    return DrawnPage(content.decode("utf-8"), tuple(findings))


def with_elements(html: str, names: Mapping[int, str]) -> str:
    """Return a page with elements in the place of marks; `names` are the ids of their numbers.

    >>> from dossier.interchange.changes.marked_text import mark
    >>> with_elements(f"<body>{mark('ins', 1)}a <b>b</b>{mark('end', 1)}", {1: "c1"})
    '<body><ins data-change="c1">a </ins><b><ins data-change="c1">b</ins></b>'
    """
    head = _HEAD.match(html)
    begin = head.end() if head else 0
    return MARK.sub("", html[:begin]) + "".join(_elements(html[begin:], names))


def _elements(html: str, names: Mapping[int, str]) -> Iterator[str]:
    """Yield a page piece by piece; each run of text has its own elements, so that they nest."""
    opened: list[tuple[str, str]] = []
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            yield MARK.sub("", piece)
            continue
        at = 0
        for found in MARK.finditer(piece):
            yield _wrapped(piece[at : found.start()], opened)
            sign, number = marked_as(found)
            if sign == "end":
                opened = [each for each in opened if each[1] != names.get(number)]
            elif number in names:
                opened = [*opened, (_ELEMENTS[sign], names[number])]
                if sign == "remark":
                    yield f'<span data-anchor="{names[number]}"></span>'
            at = found.end()
        yield _wrapped(piece[at:], opened)


def _wrapped(text: str, opened: Sequence[tuple[str, str]]) -> str:
    if not text.strip() and "\n" in text:
        return text
    for name, id_ in reversed(opened):
        text = f'<{name} data-change="{id_}">{text}</{name}>' if text else ""
    return text
