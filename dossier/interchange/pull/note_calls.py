"""Know the notes of a file that came back, and mend their calls in the blocks.

In Word a note is cut and pasted like a word, its paragraph moved into another block, its first
call deleted where a second one stays. In a block's file each note has a label of that file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dossier.interchange.pull.exported_version import Base, words_of
from dossier.interchange.pull.paragraph_matching import LIKE
from dossier.interchange.pull.returned_text import returned_tokens
from dossier.model.document import Inline, Nodes, Note, NoteAgain
from dossier.model.flat_paragraphs import flatten
from dossier.model.textdiff import likeness
from dossier.model.walk import below, rebuilt
from dossier.readers.exported_docx.paragraphs import Call, Returned

_Text = tuple[tuple[str, ...], ...]
"""The words of a note's paragraphs."""


def known_notes(returned: Returned, base: Base) -> dict[str, str]:
    """Return the exported note that each note of the file is: by its bookmark, else its words.

    Notes of the file are named as in `Returned.notes`.
    """
    called: dict[str, tuple[str, ...]] = {}
    for line in returned.lines:
        for atom in line.atoms:
            if isinstance(atom.content, Call):
                called.setdefault(f"{atom.content.kind}:{atom.content.id}", atom.content.bookmarks)
    found: dict[str, str] = {}
    free = dict.fromkeys(base.notes)
    for name, marks in called.items():
        own = [base.note_marks[each] for each in marks if each in base.note_marks]
        if own and own[0] in free:
            found[name] = own[0]
            free.pop(own[0])
    lost = [name for name in called if name not in found]
    if lost and free:
        found |= _by_words({name: _came(returned, base, name) for name in lost},
                           {id_: _printed(base, id_) for id_ in free})  # fmt: skip
    return found


def _by_words(lost: Mapping[str, _Text], free: dict[str, _Text]) -> Iterator[tuple[str, str]]:
    """Yield notes with the exported ones that say the same, then with those that are like them."""
    waiting: dict[_Text, list[str]] = {}
    for id_, text in free.items():
        waiting.setdefault(text, []).append(id_)
    left: list[str] = []
    for name, text in lost.items():
        if waiting.get(text):
            id_ = waiting[text].pop(0)
            free.pop(id_)
            yield name, id_
        else:
            left.append(name)
    for name in left:
        said = [word for each in lost[name] for word in each]
        like = [(likeness([w for each in text for w in each], said), id_)
                for id_, text in free.items()]  # fmt: skip
        most, id_ = max(like, default=(0.0, ""))
        if said and most >= LIKE:
            free.pop(id_)
            yield name, id_


def _came(returned: Returned, base: Base, name: str) -> _Text:
    texts = (words_of(returned_tokens(line, base, {}, {})) for line in returned.notes.get(name, ()))
    return tuple(each for each in texts if each)


def _printed(base: Base, id_: str) -> _Text:
    texts = (words_of(base.tokens(flat)) for flat in flatten(base.notes[id_].content))
    return tuple(each for each in texts if each)


def notes_of(nodes: Nodes) -> Iterator[tuple[str, Note]]:
    """Yield the notes in nodes, with their ids."""
    for node in nodes:
        for part in below(node):
            if isinstance(part, Note):
                yield part.id, part


def recalled(
    block: str, nodes: Nodes, notes: Mapping[str, Note], taken: Iterable[str] = ()
) -> Nodes:
    """Return the nodes of a block with each note at its first call, under a label of its own.

    `notes` are all that are known, by their ids; `taken` are labels that mean another note.
    """
    mended = _Mended(block, notes, {*taken})
    return tuple(rebuilt(node, mended.inline) for node in nodes)


class _Mended:
    def __init__(self, block: str, notes: Mapping[str, Note], taken: set[str]) -> None:
        self.block = block
        self.notes = notes
        self.taken = taken
        self.names: dict[str, str] = {}
        self.seen: set[str] = set()

    def inline(self, inline: Inline) -> Inline:
        """Return a call as the first one of its note, or as a later one."""
        if not isinstance(inline, Note | NoteAgain):
            return inline
        id_ = self.own(inline.id)
        note = inline if isinstance(inline, Note) else self.notes.get(inline.id)
        if id_ in self.seen or note is None:
            return NoteAgain(id_, inline.line)
        self.seen.add(id_)
        return Note(id_, note.content, note.line, note.origin)

    def own(self, id_: str) -> str:
        """Return the id of a note in this block."""
        owner, _, label = id_.partition("/")
        if owner == self.block:
            return id_
        if id_ not in self.names:
            numbered = (f"note-{n}" for n in range(1, len(self.taken) + 2))
            label = next(each for each in (label, *numbered) if each not in self.taken)
            self.taken.add(label)
            self.names[id_] = f"{self.block}/{label}"
        return self.names[id_]
