"""Words of a file that came back which no block has: the title block, and what is below pictures.

Their edits are proposals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import repeat

from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import Proposal
from dossier.interchange.pull.tokens import DIRECTION
from dossier.model.document import Figure, Inline, Paragraph
from dossier.model.walk import below, entries, everything, plain
from dossier.readers.exported_docx.paragraphs import Kind, Returned, ReturnedParagraph

TITLE_BLOCK: tuple[Kind, ...] = ("title", "subtitle", "cover")
"""What the paragraphs of the title block are."""

WHY, HINT = "the title block is made from dossier.yaml", "change it there"
_PICTURE = (
    "what stands below a picture is made from the picture’s caption and the registries",
    "change it there",
)


def cover_edits(returned: Returned, base: Base) -> Iterator[Proposal]:
    """Yield what was changed in title, line above it, and title block; what went is not told."""
    document = base.embedded.document
    cover = [
        said
        for line in document.cover
        for said in (line.label, *(plain(each) for each in entries(line.content)))
    ]
    said: list[tuple[Kind, list[str]]] = [
        ("subtitle", [document.procedure]), ("title", [document.title]), ("cover", cover)
    ]  # fmt: skip
    joined = [plain(line.content) for line in document.cover]
    for kind, before in said:
        lines = [line for line in returned.lines if line.shape.kind == kind and _key(_text(line))]
        said_now = [(line.number, _text(line)) for line in lines]
        yield from _changed(said_now, before, joined, (WHY, HINT))


def picture_edits(returned: Returned, base: Base) -> Iterator[Proposal]:
    """Yield what was changed below pictures: in captions, and in lists of what they show.

    The number of a page, which Word counts, is no edit.
    """
    figures = (
        part
        for block in base.blocks.values()
        for part in everything(block)
        if isinstance(part, Figure)
    )
    before = [plain(content) for figure in figures for content in _below(figure) if content]
    lines = [line for line in returned.lines if line.shape.kind == "caption"]
    page = _page_reference(base.edition.language.terms["page_reference"])
    said = [(line.number, page.sub("", _text(line))) for line in lines]
    yield from _changed([each for each in said if _key(each[1])], before, (), _PICTURE)


def _page_reference(term: str) -> re.Pattern[str]:
    """Return what finds a page at the end of a line, whether its number can be read or not."""
    before, after = term.split("{n}")
    words = (r"\s*".join(map(re.escape, each.split())) for each in (before, after))
    return re.compile(r"\s*\d*\s*".join(words) + r"\s*$")


def _below(figure: Figure) -> Iterator[tuple[Inline, ...]]:
    """Yield what stands below a picture, line by line."""
    yield figure.caption
    for node in figure.index:
        yield from (each.content for each in below(node) if isinstance(each, Paragraph))


def _changed(
    lines: Sequence[tuple[int, str]],
    before: Sequence[str],
    joined: Sequence[str],
    why: tuple[str, str],
) -> Iterator[Proposal]:
    """Yield the lines that do not read as any did, each with one that is no longer there.

    `lines` are numbers and words. Entries may stand `joined` in one paragraph, as in files of
    earlier versions.
    """
    known = {_key(each) for each in (*before, *joined)}
    now = {_key(text) for _, text in lines}
    if lines and known.isdisjoint(now) and len(lines) != len([each for each in before if each]):
        return  # made anew by another program
    gone = [each for each in before if each and _key(each) not in now]
    came = [line for line in lines if _key(line[1]) not in known]
    reason, hint = why
    for (at, text), old in zip(came, [*gone, *repeat("", len(came))], strict=False):
        yield Proposal(block="", flat="", old=old, new=text.strip(), why=reason, hint=hint, line=at)


def _text(line: ReturnedParagraph) -> str:
    """Return the words of a line without the marks of direction that the export put in."""
    parts = (each.content if isinstance(each.content, str) else " " for each in line.atoms)
    return DIRECTION.sub("", "".join(parts))


def _key(text: str) -> str:
    return "".join(DIRECTION.sub("", text).split())
