"""Write two languages of a document side by side: one self-contained web page, row by row.

Each side is drawn by the same templates as its own web page, and says its language and direction.
What stands below a row says that its translation is stale, or missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Literal, Protocol, TypeAlias, TypeVar

from markupsafe import Markup

from dossier.model.document import Block, CoverLine, Node, Note, Section
from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.template_sandbox import drawing
from dossier.model.theme import Theme
from dossier.model.walk import blocks, everything
from dossier.writers.html import Page, Pictures, find, notes_of, sandbox_of

RemarkSort: TypeAlias = Literal["untranslated", "stale", "missing", "gone"]
"""What is said of a row; "gone" is what the original has no more, or never had."""

_T = TypeVar("_T")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_N = TypeVar("_N", bound=_Named)

SIDES = (ORIGINAL, TRANSLATION) = ("original", "translation")
"""The classes of the two sides of a row, and how their ids begin."""

_TIMES = 8
"""How often what a side holds is copied while the page is drawn."""


@frozen
class Remark:
    """What is said of a row; `changes` are words of the original, each with "", "del" or "ins"."""

    sort: RemarkSort
    changes: tuple[tuple[str, str], ...] = ()


@frozen
class Pair:
    """Two editions of a document, the original first, each with the addresses of its pictures.

    `remarks` are on the nodes of blocks, by the block's id, the side and the node's place, and
    `noted` on notes, by their id. `matches` say of blocks which node of the original each node of
    the translation stands beside; where they say nothing, that is the one at the same place.
    """

    original: Edition
    translation: Edition
    pictures: tuple[Pictures, Pictures]
    remarks: Mapping[tuple[str, str, int], Remark]
    noted: Mapping[str, Remark]
    matches: Mapping[str, Mapping[int, int]]


@frozen
class Row:
    """What stands beside each other, drawn, and what is said of it."""

    sort: str
    sides: tuple[Markup, Markup]
    remark: Remark | None = None


def write_beside(pair: Pair, folders: tuple[Path, ...], theme: Theme) -> bytes:
    """Return the page of two editions, UTF-8. Raises `TemplateFault`.

    `folders` are searched for templates and styles in order.
    """
    sandbox = sandbox_of(folders)
    editions = (pair.original, pair.translation)
    nodes = sum(
        1 for each in editions for block in blocks(each.document) for _ in everything(block)
    )
    letters = sum(map(len, (*pair.pictures[0].values(), *pair.pictures[1].values())))
    with drawing(sandbox, _TIMES * nodes, _TIMES * letters):
        sides = tuple(
            _Side(edition, name, Page(edition, sandbox, pictures, "screen", {}))
            for edition, name, pictures in zip(editions, SIDES, pair.pictures, strict=True)
        )
        style = "\n".join((theme.css(), *_styles(folders)))
        page = sandbox.get_template("beside.html.j2").render(
            sides=tuple(each.edition for each in sides),
            rows=tuple(_rows(pair, sides[0], sides[1])),
            term=pair.translation.language.terms,
            edition=pair.translation,
            style=Markup(style),  # noqa: S704 (the designer's own style sheet)
        )
    return f"{_without_dead_links(page)}\n".encode()


def _styles(folders: tuple[Path, ...]) -> Iterator[str]:
    for name in ("house-screen.css", "beside.css"):
        yield find(folders, name).read_text("utf-8")


_LINK = re.compile(r'<a class="(?:reference|number)" href="#([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')


def _without_dead_links(page: str) -> str:
    """Return a page whose links lead somewhere: an extract leaves out what its original has."""
    here = {*_ID.findall(page)}
    return _LINK.sub(lambda found: found[0] if found[1] in here else found[2], page)


class _Side:
    """Draws one of the two editions; its ids begin with its name, so that none stands twice."""

    def __init__(self, edition: Edition, name: str, page: Page) -> None:
        self.edition, self.name, self.page = edition, name, page

    def own(self, drawn: str) -> Markup:
        drawn = drawn.replace(' id="', f' id="{self.name}-')
        return Markup(drawn.replace(' href="#', f' href="#{self.name}-'))  # noqa: S704 (drawn)

    def text(self, said: str, tag: str, class_: str = "") -> Markup:
        attribute = Markup(' class="{}"').format(class_) if class_ else ""
        made = Markup("<{0}{1}>{2}</{0}>").format(tag, attribute, said)
        return made if said else Markup()

    def notes_title(self, notes: Sequence[Note]) -> Markup:
        return self.text(self.edition.language.terms["notes"] if notes else "", "h2")

    def fact(self, line: CoverLine) -> Markup:
        row = Markup('<p class="fact"><span class="name">{}</span> {}</p>')
        return row.format(line.label, self.own(self.page.many(line.content)))

    def title(self, section: Section) -> Markup:
        label = self.edition.section_label(section)
        number = Markup('<span class="number">{}</span> ').format(label) if label else ""
        heading = Markup('<h2 id="section-{}">{}{}</h2>').format(
            self.edition.numbers.section.get(section.id, section.id), number, section.title
        )
        return self.own(heading) if section.title else Markup()

    def node(self, block: Block, node: Node) -> Markup:
        self.page.block = block
        return self.own(self.page.many((node,)))

    def note(self, note: Note) -> Markup:
        return self.own(self.page.macros["Footnote"](note))


def _rows(pair: Pair, left: _Side, right: _Side) -> Iterator[Row]:
    first, second = left.edition.document, right.edition.document
    said = ("p", "procedure")
    yield Row("procedure", (left.text(first.procedure, *said), right.text(second.procedure, *said)))
    yield Row("title", (left.text(first.title, "h1"), right.text(second.title, "h1")))
    for one, other in zip_longest(first.cover, second.cover):
        yield Row("cover", _both(left.fact, right.fact, one, other))
    for section, beside in _paired(first.sections, second.sections):
        yield Row("heading", _both(left.title, right.title, section, beside))
        yield from _blocks(pair, left, right, section, beside)
    yield from _notes(pair, left, right)


def _blocks(
    pair: Pair, left: _Side, right: _Side, section: Section | None, beside: Section | None
) -> Iterator[Row]:
    """Yield the paragraphs of the blocks of a section, those of an extract in what it holds."""
    for one, other in _paired(section.blocks if section else (), beside.blocks if beside else ()):
        block = one or other
        if block is None:
            continue
        matches = pair.matches.get(block.id) or None
        first = [_Placed(str(at), at, node) for at, node in enumerate(one.content if one else ())]
        second = [
            _Placed(_beside(matches, at), at, node)
            for at, node in enumerate(other.content if other else ())
        ]
        for mine, theirs in _paired(first, second):
            drawn = (
                left.node(one, mine.node) if one and mine else Markup(),
                right.node(other, theirs.node) if other and theirs else Markup(),
            )
            said = pair.remarks.get((block.id, TRANSLATION, theirs.at)) if theirs else None
            said = said or (pair.remarks.get((block.id, ORIGINAL, mine.at)) if mine else None)
            yield Row(f"text {block.kind.replace(' ', '-')}", drawn, said or _lacking(drawn))


@frozen
class _Placed:
    """A node at its place in a block; two with the same id stand beside each other."""

    id: str
    at: int
    node: Node


def _beside(matches: Mapping[int, int] | None, at: int) -> str:
    if matches is None:
        return str(at)
    return str(matches[at]) if at in matches else f"alone {at}"


def _lacking(drawn: tuple[Markup, Markup]) -> Remark | None:
    """Return what is said where one of the sides has nothing."""
    if all(drawn) or not any(drawn):
        return None
    return Remark("gone" if drawn[1] else "missing")


def _notes(pair: Pair, left: _Side, right: _Side) -> Iterator[Row]:
    first, second = [*notes_of(left.edition)], [*notes_of(right.edition)]
    if not first and not second:
        return
    title = left.notes_title(first), right.notes_title(second)
    yield Row("heading", title)
    for one, other in _paired(first, second):
        drawn = _both(left.note, right.note, one, other)
        note = one or other
        said = pair.noted.get(note.id) if note else None
        yield Row("note", drawn, said or _lacking(drawn))


def _both(
    left: Callable[[_T], Markup], right: Callable[[_T], Markup], one: _T | None, other: _T | None
) -> tuple[Markup, Markup]:
    return (
        left(one) if one is not None else Markup(),
        right(other) if other is not None else Markup(),
    )


def _paired(first: Sequence[_N], second: Sequence[_N]) -> Iterator[tuple[_N | None, _N | None]]:
    """Yield what has the same id beside each other, each side in its own order.

    What the other side lacks stands alone.
    """
    waiting = list(second)
    for each in first:
        if each.id not in [other.id for other in waiting]:
            yield each, None
            continue
        while waiting[0].id != each.id:
            yield None, waiting.pop(0)
        yield each, waiting.pop(0)
    for other in waiting:
        yield None, other
