"""The margin of a dossier: which review notes belong to which block, and to which document.

`blocks/strike-2011.review.yaml` lies beside `blocks/strike-2011.md`; `review.yaml` in the dossier's
folder has what belongs to no block, such as remarks on a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.model.comments import ReviewNote, pending
from dossier.model.diagnostics import Finding
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.registry import may_read
from dossier.model.translation import language_of_file
from dossier.model.walk import blocks
from dossier.project.layout import Files
from dossier.readers.comments import read_review

ENDING = ".review.yaml"
OWN = "review.yaml"


@frozen
class Beside:
    """One file of notes: the dossier and the path it has, and the file of its block, as shown.

    `home` is "" for the dossier's own files, `block` is "" for notes that belong to no block.
    """

    home: str
    path: str
    block: str
    notes: tuple[ReviewNote, ...]


def review_file(path: str) -> str:
    """Return the path of the notes on a block.

    >>> review_file("blocks/strike-2011.md")
    'blocks/strike-2011.review.yaml'
    """
    return f"{path.removesuffix('.md')}{ENDING}"


def beside(files: Files) -> tuple[tuple[Beside, ...], tuple[Finding, ...]]:
    """Return the notes of a dossier, of the library, and of the dossiers it takes from."""
    found: list[Beside] = []
    findings: list[Finding] = []
    for name, home in {"": files, **files.others()}.items():
        for path in home.content:
            block = _block(home, path)
            if block is None and not (path == OWN and not name):
                findings += _astray(home, path)
                continue
            text, wrong = home.text(path)
            notes, faults = read_review(text, home.shown(path))
            findings += (*wrong, *faults)
            found.append(Beside(name, path, home.shown(block) if block else "", notes))
    return tuple(found), tuple(findings)


def _block(files: Files, path: str) -> str | None:
    """Return the path of the block that a file of notes lies beside, if it is one."""
    block = f"{path.removesuffix(ENDING)}.md"
    return block if path.endswith(ENDING) and block in files.texts() else None


def _astray(files: Files, path: str) -> Iterator[Finding]:
    """Find notes that belong to nothing, and so would be seen by nobody."""
    if path.endswith(ENDING):
        block = f"{path.removesuffix(ENDING)}.md"
        message = f'the notes are about "{block}", which is not there'
        hint = "rename the file with its block, or delete it"
        yield Finding(
            files.shown(path), 0, Fault.REVIEW_WITHOUT_BLOCK, message, hint, severity="warning"
        )
    elif path.endswith((".review.yml", "/review.yml")) or path == "review.yml":
        message = "the file is not read: notes are files `….review.yaml`"
        hint = "let its name end in .yaml"
        yield Finding(files.shown(path), 0, Fault.UNREAD_FILE, message, hint, severity="warning")


def margin(
    besides: Sequence[Beside], editions: Iterable[Edition], document: str
) -> Mapping[str, Beside]:
    """Return the notes on what a document takes, by the id of the block, "" for no block."""
    homes = {block.file: block.id for each in editions for block in blocks(each.document)}
    found: dict[str, Beside] = {}
    for each in besides:
        notes = each.notes
        if not each.block:
            notes = tuple(note for note in notes if note.document in ("", document))
        if notes and (not each.block or each.block in homes):
            found[homes[each.block] if each.block else ""] = replace(each, notes=notes)
    return found


def remarks(notes: Mapping[str, Beside], audience: str) -> Mapping[str, tuple[ReviewNote, ...]]:
    """Return the open notes that `audience` may read, by the id of their block."""
    found = {
        id_: tuple(
            note
            for thread in pending(each.notes)
            for note in thread
            if may_read(audience, note.audience)
        )
        for id_, each in notes.items()
    }
    return {id_: many for id_, many in found.items() if many}


def unsettled(notes: Mapping[str, Beside], dossier: str, document: str) -> Iterator[Finding]:
    """Find threads that are open on what a final document takes."""
    for id_, each in notes.items():
        for thread in pending(each.notes):
            code = language_of_file(each.block)
            name = reference(each.home, f"{code}/{id_}" if code else id_, thread[0].id)
            yield _open(thread[0], name, dossier, document)


def _open(note: ReviewNote, name: str, dossier: str, document: str) -> Finding:
    words = note.quoted or note.old
    about = f' on "{words[:60]}"' if words else ""
    who = f" by {note.author}" if note.author else ""
    message = f'the document "{document}" is final, and a {note.kind}{who}{about} is open'
    hint = f"settle it: python build.py review {dossier} --settle {name}"
    return Finding(note.file, note.line, Fault.OPEN_REVIEW, message, hint)


def reference(home: str, block: str, id_: str) -> str:
    """Return what a note is called in a dossier.

    >>> reference("", "dissolution", "r1"), reference("library", "safety", "r2")
    ('dissolution/r1', 'library/safety/r2')
    """
    return "/".join(each for each in (home, block, id_) if each)
