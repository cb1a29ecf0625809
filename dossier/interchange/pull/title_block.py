"""The title block of a file that came back: its edits are proposals, for no block has its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import Proposal
from dossier.interchange.pull.tokens import DIRECTION
from dossier.model.walk import entries, plain
from dossier.readers.exported_docx.paragraphs import Kind, Returned, ReturnedParagraph

TITLE_BLOCK: tuple[Kind, ...] = ("title", "subtitle", "cover")
"""What the paragraphs of the title block are."""

WHY, HINT = "the title block is made from dossier.yaml", "change it there"


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
        yield from _changed(lines, before, joined)


def _changed(
    lines: Sequence[ReturnedParagraph], before: Sequence[str], joined: Sequence[str]
) -> Iterator[Proposal]:
    """Yield the lines that do not read as any did, each with one that is no longer there.

    Entries may stand `joined` in one paragraph, as in files of earlier versions.
    """
    known = {_key(each) for each in (*before, *joined)}
    now = {_key(_text(line)) for line in lines}
    if lines and known.isdisjoint(now) and len(lines) != len([each for each in before if each]):
        return  # made anew by another program
    gone = [each for each in before if each and _key(each) not in now]
    came = [line for line in lines if _key(_text(line)) not in known]
    for line, old in zip_longest(came, gone[: len(came)], fillvalue=""):
        if isinstance(line, ReturnedParagraph):
            yield Proposal(
                block="",
                flat="",
                old=str(old),
                new=_text(line).strip(),
                why=WHY,
                hint=HINT,
                line=line.number,
            )


def _text(line: ReturnedParagraph) -> str:
    """Return the words of a line without the marks of direction that the export put in."""
    parts = (each.content if isinstance(each.content, str) else " " for each in line.atoms)
    return DIRECTION.sub("", "".join(parts))


def _key(text: str) -> str:
    return "".join(DIRECTION.sub("", text).split())
