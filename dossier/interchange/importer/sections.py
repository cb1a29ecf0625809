"""Part a draft into the sections and blocks of a dossier.

A block is one concern that somebody may want elsewhere: what stands below a heading, else a
section; each recommendation is one by itself. Kinds and ids of sections are those of the form of
a UPR submission where a title is like one of its own, so that the blocks fit that form too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.interchange.importer.ids import Names, slug
from dossier.model.document import (
    Block,
    BulletList,
    Cell,
    Heading,
    Node,
    Nodes,
    NumberedList,
    Paragraph,
    Row,
    Table,
    Text,
)
from dossier.model.frozen import frozen
from dossier.model.language_file import language_words, languages
from dossier.model.walk import below, plain
from dossier.readers.drafts.draft import Draft
from dossier.readers.drafts.section import Part
from dossier.readers.drafts.section_kinds import LABELLED, blocks_of, kind_of

FRONT = "front"
"""The section for what stands before the first title."""

OPENING = "opening"
"""The kind of words that lead to others: before the first title, before recommendations."""

FORM = {
    "organisation": "submitting-organisation",
    "background": "background",
    "concern": "concerns",
    "obligation": "obligations",
    "previous review": "previous-review",
    "analysis": "analysis",
    "recommendation": "recommendations",
}
"""The sections of the form of a UPR submission, by the kind of block they take."""

KINDS = (*FORM, "evidence")
"""The kinds of block that the sections of a draft can hold."""

_ABOVE_TITLE = "Universal Periodic Review"
"""What the form of a submission prints above the title."""

_BEFORE = re.compile(
    r"previous|follow.?up|mise en (?:œ|oe)uvre|seguimiento|anterior|précédent"
    r"|implementation of|(?:first|second|third|last) (?:upr )?(?:cycle|review)"
    r"|предыдущ|алдыңғы"
)
_KINDS = (
    (r"recommandation|recomendaci", "recommendation"),
    (r"obligaci", "obligation"),
    (r"préoccupation|preocupaci", "concern"),
    (r"contexte|antecedentes|introducci", "background"),
    (r"análisis|analyse|conclusi", "analysis"),
    (r"рекомендаци|ұсыныс|ұсынымд", "recommendation"),
    (r"обязательств|міндеттем", "obligation"),
    (r"обеспокоен|проблем|алаңдат", "concern"),
    (r"об организаци|об автор|ұйым туралы", "organisation"),
    (r"введение|общие сведения|предыстори|кіріспе", "background"),
    (r"анализ|вывод|заключени|талдау|қорытынды", "analysis"),
)


@frozen
class Sectioned:
    """A section on its way into a dossier; `line` is that of its title in the draft.

    `labelled` where the draft calls each recommendation by its number, as the program does.
    """

    id: str
    title: str
    kind: str
    blocks: tuple[Block, ...]
    line: int
    labelled: bool = False


def sections_of(
    draft: Draft, said: Mapping[int, str], *, form: bool = False
) -> tuple[Sectioned, ...]:
    """Return the sections of `draft` in order, in blocks that have names of their own.

    `said` are kinds of sections by the lines of their titles; others follow from the titles. The
    `form` of a submission has one section of a kind: what has a like title later is evidence.
    """
    sections, names = Names(), Names()
    sections.taken.add(FRONT)
    made = []
    front = _front(draft)
    if front:
        block = Block(names.new(FRONT), OPENING, front, "Before the first section", FRONT)
        made.append(Sectioned(FRONT, "", OPENING, (block,), 1))
    titled = [each for each in draft.parts if each.title]
    for at, part in enumerate(titled, start=1):
        kind = said.get(part.line) or kind_by(part.title)
        if form and kind in {each.kind for each in made} and part.line not in said:
            kind = "evidence"
        id_ = sections.new(FORM.get(kind, ""), slug(part.title), f"section-{at}")
        labelled = kind == "recommendation" and _is_labelled(part)
        parted = _recommendations(part) if kind == "recommendation" else _concerns(part, kind)
        blocks = tuple(_named(kind_, nodes, id_, part, names) for kind_, nodes in parted)
        made.append(Sectioned(id_, part.title, kind, blocks, part.line, labelled=labelled))
    return tuple(made)


def with_title_page(draft: Draft) -> Draft:
    """Return `draft` with the lines above its title before its first section.

    The form has a line of its own above the title, which takes the place of one like it.
    """
    lines, own = draft.procedure.strip(), _is_above_title(draft.procedure)
    before = (Paragraph((Text(lines),), "title-page", 1),) if lines and not own else ()
    parts = (Part("", before, 1), *draft.parts) if before else draft.parts
    return replace(draft, procedure="", front_guessed=False, parts=parts)


def _is_above_title(text: str) -> bool:
    """Whether the form of a submission prints this above its title, in some language."""
    said = (
        language_words(code).get("outlines", {}).get(_ABOVE_TITLE, _ABOVE_TITLE)
        for code in languages()
    )
    return text.strip().casefold() in {each.casefold() for each in said}


def in_form(sections: Sequence[Sectioned]) -> tuple[Sectioned, ...]:
    """Return sections with titles in the order that the form of a submission has."""
    kinds = [*FORM]
    kinds.insert(kinds.index("analysis"), "evidence")
    titled = (each for each in sections if each.title)
    return tuple(sorted(titled, key=lambda each: kinds.index(each.kind)))


def kind_by(title: str) -> str:
    """Return the kind of block that a section of this title holds.

    >>> kind_by("Implementation of recommendations"), kind_by("Рекомендации")
    ('previous review', 'recommendation')
    """
    lowered = title.casefold()
    if _BEFORE.search(lowered):
        return "previous review"
    found = (kind for pattern, kind in _KINDS if re.search(pattern, lowered))
    return next(found, "") or kind_of(title)


def _front(draft: Draft) -> Nodes:
    """Return what stands before the first title: the title block as a table, then the text."""
    rows = tuple(
        Row((Cell((Text(each.label),), f"cover.{at}.0"), Cell(each.content, f"cover.{at}.1")))
        for at, each in enumerate(draft.cover)
    )
    table: Nodes = (Table(("", ""), rows[0], rows[1:]),) if rows else ()
    return (*table, *(node for part in draft.parts if not part.title for node in part.content))


def _concerns(part: Part, kind: str) -> Iterator[tuple[str, Nodes]]:
    """Yield what stands below each of the highest headings of a section, and before them."""
    levels = [each.level for each in part.content if isinstance(each, Heading)]
    held: list[Node] = []
    for node in part.content:
        if isinstance(node, Heading) and node.level == min(levels) and _says(held):
            yield kind, tuple(held)
            held = []
        held.append(node)
    if held:
        yield kind, tuple(held)


def _says(nodes: Sequence[Node]) -> bool:
    return any(not isinstance(each, Heading) for each in nodes)


def _recommendations(part: Part) -> Iterator[tuple[str, Nodes]]:
    """Yield each recommendation, and between them what leads to some.

    Where a section has lists, their items are its recommendations; else its paragraphs are.
    """
    if _is_labelled(part):
        for each in blocks_of(part, 1, "", _label(part), 2):
            yield (OPENING if each.kind == "lead" else each.kind), each.content
        return
    lists = any(isinstance(each, BulletList | NumberedList) for each in part.content)
    asks = _items if lists else _paragraph
    led: list[Node] = []
    for node in part.content:
        asked = [*asks(node)]
        if asked and led:
            yield OPENING, tuple(led)
            led = []
        yield from (("recommendation", each) for each in asked)
        if not asked:
            led.append(node)
    if led:
        yield OPENING, tuple(led)


def _is_labelled(part: Part) -> bool:
    return bool(_label(part))


def _label(part: Part) -> str:
    """Return by what word, of any language, a section calls its recommendations, or ""."""
    labels = (language_words(code)["terms"]["recommendation"] for code in languages())
    return next((each for each in labels if _has(part, each)), "")


def _has(part: Part, label: str) -> bool:
    return any(each.id.startswith(LABELLED) for each in blocks_of(part, 1, "", label, 2))


def _items(node: Node) -> Iterator[Nodes]:
    if isinstance(node, BulletList | NumberedList):
        yield from (item.content for item in node.items if item.content)


def _paragraph(node: Node) -> Iterator[Nodes]:
    if isinstance(node, Paragraph) and not plain(node.content).rstrip().endswith(":"):
        yield (node,)


def _named(kind: str, nodes: Nodes, section: str, part: Part, names: Names) -> Block:
    """Return a block of a section, named after its heading or its first words."""
    first = nodes[0] if nodes else None
    words = plain(first.content) if isinstance(first, Heading) else ""
    if kind == "recommendation":
        said = slug(_words(nodes))
        id_ = names.new(f"rec-{said}" if said else "rec")
        return Block(id_, kind, nodes, _short(_words(nodes)), section)
    suffix = "opening" if kind == OPENING else ""
    base = "-".join(filter(None, (section if not words else "", suffix)))
    id_ = names.new(slug(words), base or section)
    title = words or (part.title if kind != OPENING else f"{part.title}: before them")
    return replace(Block(id_, kind, nodes, _short(title), section), line=part.line)


def _words(nodes: Nodes) -> str:
    """Return the words of the first node that has any."""
    contents = (
        plain(each.content)
        for node in nodes
        for each in below(node)
        if isinstance(each, Paragraph | Heading)
    )
    return next((each for each in contents if each.strip()), "")


def _short(text: str) -> str:
    """Return the beginning of a text, as a label for lists of blocks."""
    text = " ".join(text.split())
    if len(text) <= 70:
        return text
    return f"{text[:70].rpartition(' ')[0] or text[:70]} …"
