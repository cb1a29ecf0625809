"""Refuse a file that would delete most of a document: a copy that lost text is no edit of it.

Text that was pasted as plain text, a copy that was cut off, another document's words in the file:
all of them look as if somebody had deleted the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

from dossier.interchange.pull.exported_version import Base, words_of
from dossier.interchange.pull.lost_marks import has_marks
from dossier.interchange.pull.results import Conflict, Edit, Proposal, Pulled
from dossier.interchange.pull.tokens import words
from dossier.model.bookmark_names import bookmark_name
from dossier.model.conditional_text import vary
from dossier.model.diagnostics import Finding
from dossier.model.document import Block, Citation, Note, Reference, Table
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.walk import everything
from dossier.project.layout import shown
from dossier.readers.exported_docx.paragraphs import Returned, ReturnedParagraph

_MOST = 1 / 2
"""Share of the words, or of the blocks, that no edit deletes."""

_MUCH = 1 / 5
"""Share of the words, or of the blocks, that looks cut off where nobody tracked the deletion."""

_FEW = 3
"""So many paragraphs anybody may delete, however short the document is."""

_KINDS = (
    ("notes", Note, 2), ("citations", Citation, 2), ("cross-references", Reference, 2),
    ("tables", Table, 1),
)  # fmt: skip
"""What a file does not lose to the last one by editing, and from how many on."""


@frozen
class ComparedFile:
    """A file that came back, as it came and with its tracked changes settled, and its base."""

    path: Path
    returned: Returned
    settled: Returned
    base: Base


def mass_deletion(
    file: ComparedFile, found: Pulled, blocks: Mapping[str, Block]
) -> tuple[Finding, ...]:
    """Return why a file may not delete what it lacks: most of the text, or all of a kind."""
    own = {id_: each for id_, each in blocks.items() if id_ in file.base.blocks}
    lost = [*_lost_text(file, found, own), *_lost_kinds(file, found, own)]
    if not lost:
        return ()
    message = f"the file would delete {', '.join(lost)} of the document"
    hint = "`--deletions review` keeps them as proposals; `--deletions accept` deletes them"
    if not has_marks(file.settled, file.base):
        message = f"{message}; it has lost its marks, as pasted text does"
        hint = "ask for the Word file itself; `--deletions review` keeps what is missing"
    return (Finding(shown(file.path), 0, Fault.MASS_DELETION, message, hint),)


def _lost_text(file: ComparedFile, found: Pulled, own: Mapping[str, Block]) -> Iterator[str]:
    """Yield how many blocks would go, and how many of the words, where it is most of them."""
    base = file.base
    texts = {flat.id: words_of(base.tokens(flat)) for id_ in own for flat in base.flats[id_]}
    gone = {each.flat for each in found.found if each.flat in texts and _is_missing(each)}
    unseen = {id_ for id_ in gone if not _is_tracked(id_, file)}
    if unseen:
        yield from _lost_sections(file)
    unseen = unseen if len(unseen) > _FEW else set()
    emptied, cut_off = (_emptied(base, own, some, found.came) for some in (gone, unseen))
    if emptied > _MOST * len(own) or cut_off > _MUCH * len(own):
        yield f"{emptied} of {len(own)} blocks"
    every = sum(map(len, texts.values()))
    there = Counter(word for line in file.settled.lines for word in _words(line))
    lost = (_count(texts, gone) - there).total()
    if lost > _MOST * every or (_count(texts, unseen) - there).total() > _MUCH * every:
        yield f"{lost:,} of {every:,} words"


def _lost_sections(file: ComparedFile) -> Iterator[str]:
    """Yield how many sections at the beginning and at the end are cut off, titles and all.

    A title is the outline's: who deletes some text on purpose leaves it.
    """
    said = {_words(line) for line in file.returned.lines}
    marks = {name for line in file.returned.lines for name in line.bookmarks}
    titled = [each for each in file.base.embedded.document.sections if each.title]
    there = [bookmark_name("s", each.id) in marks or words_of(words(each.title)) in said
             for each in titled]  # fmt: skip
    for place, row in (("first", there), ("last", there[::-1])):
        gone = row.index(True) if any(row) else 0
        if gone:
            yield f"the {place} {gone} sections" if gone > 1 else f"the {place} section"


def _is_missing(each: Edit | Proposal | Conflict) -> bool:
    """Whether it tells of a paragraph that the source has and the file lacks."""
    match each:
        case Edit():
            return each.change == "deleted" and not each.note
        case Conflict():
            return not each.came
    return False


def _emptied(base: Base, own: Mapping[str, Block], gone: Set[str], came: Set[str]) -> int:
    """Return how many blocks the file has nothing of, and lacks something that is still there."""
    ids = [{flat.id for flat in base.flats[id_]} for id_ in own]
    return sum(bool(each & gone) and not each & came for each in ids)


def _count(texts: Mapping[str, Sequence[str]], ids: Set[str]) -> Counter[str]:
    return Counter(word for id_ in ids for word in texts[id_])


def _words(line: ReturnedParagraph) -> tuple[str, ...]:
    said = "".join(each.content for each in line.atoms if isinstance(each.content, str))
    return words_of(words(said))


def _is_tracked(id_: str, file: ComparedFile) -> bool:
    """Whether a paragraph that goes still stands in the file, as a tracked deletion."""
    name = bookmark_name("p", id_)
    return any(name in line.bookmarks for line in file.returned.lines)


def _lost_kinds(file: ComparedFile, found: Pulled, own: Mapping[str, Block]) -> Iterator[str]:
    """Yield the kinds of things of which the document would keep none.

    Tables that the program prints count too: as text they would go into blocks.
    """
    base = file.base
    before = [vary(each, base.view) for each in own.values()]
    wanted = [
        replace(each, content=found.wanted.get(id_, each.content)) for id_, each in own.items()
    ]
    after = [vary(each, base.view) for each in wanted]
    for name, kind, least in _KINDS:
        had, has = _counted(before, kind), _counted(after, kind)
        if kind is Table and all(line.shape.kind != "cell" for line in file.settled.lines):
            had += _counted([each for id_, each in base.blocks.items() if id_ not in own], kind)
        if had >= least and not has:
            yield f"all {had} {name}" if had > 1 else f"the only {name.removesuffix('s')}"


def _counted(row: Sequence[Block], kind: type[object]) -> int:
    return sum(isinstance(part, kind) for block in row for part in everything(block))
