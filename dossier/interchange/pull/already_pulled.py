"""What was pulled before: edits of a file that the blocks have already.

A file is pulled twice, or a colleague's copy holds what another copy brought. Held against the
present text, and not the one that was exported, a block that has a file's edits shows none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from dossier.interchange.pull.block_edits import pulled
from dossier.interchange.pull.changed_since import changed_since
from dossier.interchange.pull.exported_tokens import exported_units
from dossier.interchange.pull.exported_version import Base, words_of
from dossier.interchange.pull.results import Conflict, Edit, Proposal, Pulled
from dossier.interchange.pull.source_tokens import source_tokens
from dossier.interchange.pull.tokens import Token, words
from dossier.model.document import Block, Nodes, Note
from dossier.model.flat_paragraphs import flatten, unflatten
from dossier.readers.exported_docx.paragraphs import Atom, Call, Field, Returned, ReturnedParagraph

_Said: TypeAlias = tuple[str, ...]
_Word: TypeAlias = tuple[str, bool, bool]
"""A word, and whether it is bold and italic."""

_Cut: TypeAlias = Callable[[Sequence[Token]], _Said]
"""What counts of some tokens."""


def touched(found: Pulled, base: Base, blocks: Mapping[str, Block]) -> bool:
    """Whether a block with edits, or the row of recommendations, was changed since the export.

    What is proposed stays proposed, and so concerns no block here.
    """
    told = {each.block for each in found.found if not isinstance(each, Proposal)}
    concerned = told | set(found.wanted)
    if found.added and any(
        each.kind == "recommendation" and id_ not in base.blocks for id_, each in blocks.items()
    ):
        return True
    return any(changed_since(base, blocks[id_]) for id_ in concerned if id_ in blocks)


def without_earlier(
    found: Pulled, returned: Returned, base: Base, present: Base, blocks: Mapping[str, Block]
) -> Pulled:
    """Return what was found without the edits of blocks that have them all.

    `present` is the document as the blocks make it now.
    """
    again = pulled(_marked(returned, base, present), present, blocks)
    unlike = {each.block for each in again.found if not isinstance(each, Proposal)}
    unlike |= set(again.wanted)
    open_ = {each for each in unlike if not _says(returned, again, present, each)}
    new = {each.line for each in again.added}
    wanted = {
        id_: _once(nodes, base, blocks[id_]) for id_, nodes in found.wanted.items() if id_ in open_
    }
    there = {id_: _put_in(base, blocks[id_]) for id_ in open_ if id_ in blocks}
    return replace(
        found,
        wanted={id_: nodes for id_, nodes in wanted.items() if nodes != blocks[id_].content},
        added=tuple(each for each in found.added if each.line in new),
        found=tuple(each for each in found.found if _stands(each, open_, there)),
    )


def _stands(
    each: Edit | Proposal | Conflict, open_: set[str], there: Mapping[str, Counter[_Said]]
) -> bool:
    """Whether something that was found is still to be told."""
    if isinstance(each, Proposal):
        return True
    if isinstance(each, Edit) and each.change == "added" and not each.note:
        return each.block in open_ and words_of(each.new) not in there.get(each.block, ())
    return each.block in open_


def _put_in(base: Base, block: Block) -> Counter[_Said]:
    """Return what a block has said since the export: the words of its new paragraphs."""
    exported = {
        words_of([unit.token for unit in exported_units(base.tokens(flat))])
        for flat in base.flats.get(block.id, ())
    }
    now = (words_of(source_tokens(flat.content, base.view)) for flat in flatten(block.content))
    return Counter(each for each in now if each and each not in exported)


def _once(nodes: Nodes, base: Base, block: Block) -> Nodes:
    """Return the new nodes of a block without paragraphs that it has got already."""
    there = _put_in(base, block)
    own = {flat.id for flat in flatten(block.content)}
    kept = []
    for flat in flatten(nodes):
        said = words_of(source_tokens(flat.content, base.view))
        new = flat.sort in ("paragraph", "heading") and flat.id not in own
        if new and there[said] > 0:
            there[said] -= 1
        else:
            kept.append(flat)
    return unflatten(kept)


def _says(returned: Returned, again: Pulled, present: Base, block: str) -> bool:
    """Whether a file and the present text say the same in a block, with its notes.

    A new note may have become one with the citation beside it, which no comparing undoes. Then
    only words count in notes, and signs in the text alone.
    """
    lines = [each for each in returned.lines if again.places.get(each.number, ("", ""))[0] == block]
    rows = [present.tokens(flat) for flat in present.flats.get(block, ())]
    calls = sum(isinstance(atom.content, Call) for line in lines for atom in line.atoms)
    notes = sum(isinstance(node, Note) for row in rows for each in row for node in each.nodes)
    in_notes = _with_signs if calls == notes else words_of
    came = [word for line in lines for word in _words(line, returned, in_notes)]
    return came == [word for row in rows for word in _printed(row, present, in_notes)]


def _with_signs(row: Sequence[Token]) -> _Said:
    return tuple(each.text for each in row if each.text.strip())


def _words(
    line: ReturnedParagraph, returned: Returned, in_notes: _Cut, said: _Cut = _with_signs
) -> Iterator[_Word]:
    for atom in line.atoms:
        match atom.content:
            case str() | Field():
                shown = atom.content if isinstance(atom.content, str) else atom.content.shown
                yield from ((each, atom.bold, atom.italic) for each in said(words(shown)))
            case Call():
                for each in returned.notes.get(f"{atom.content.kind}:{atom.content.id}", ()):
                    yield from _words(each, returned, in_notes, in_notes)


def _printed(
    row: Sequence[Token], present: Base, in_notes: _Cut, said: _Cut = _with_signs
) -> Iterator[_Word]:
    for token in row:
        note = next((each for each in token.nodes if isinstance(each, Note)), None)
        if note is not None:
            for flat in flatten(note.content):
                yield from _printed(present.tokens(flat), present, in_notes, in_notes)
        else:
            run_format = token.run_format
            yield from ((each, run_format.bold, run_format.italic) for each in said([token]))


def _marked(returned: Returned, base: Base, present: Base) -> Returned:
    """Return a file with those bookmarks alone that mean the same in the present text.

    A paragraph that was put in may have a block of its own by now, and loses its control.
    """
    names = {mark for mark, id_ in base.marks.items() if not _same(id_, base, present)}
    names |= set(base.note_marks)

    def atom(each: Atom) -> Atom:
        if not isinstance(each.content, Call):
            return each
        return replace(each, content=replace(each.content, bookmarks=()))

    def line(each: ReturnedParagraph) -> ReturnedParagraph:
        marks = tuple(name for name in each.bookmarks if name not in names)
        made = replace(each, bookmarks=marks, atoms=tuple(map(atom, each.atoms)))
        known = any(name in base.marks for name in each.bookmarks)
        return made if known else replace(made, control="", alias="")

    notes = {name: tuple(map(line, many)) for name, many in returned.notes.items()}
    return replace(returned, lines=tuple(map(line, returned.lines)), notes=notes)


def _same(id_: str, base: Base, present: Base) -> bool:
    before, now = base.flat[id_], present.flat.get(id_)
    if now is None:
        return False
    if base.opening(before) and present.opening(now):
        return True
    return words_of(base.tokens(before)) == words_of(present.tokens(now))
