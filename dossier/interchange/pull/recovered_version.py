"""Recover what a Word file was exported from that no longer says so: by its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.build.dossier import read_dossier
from dossier.build.output_formats import embedded
from dossier.build.ready_document import ReadyDocument
from dossier.interchange.pull.exported_version import Base, words_of
from dossier.interchange.pull.tokens import words
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.ooxml.embedded_version import decode, encode
from dossier.project.layout import Files, Places, dossiers, read_files, shown
from dossier.readers.exported_docx.paragraphs import Returned

LEAST = 0.3
"""How much of a file's words a document must have that it is taken for, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Guess:
    """A document that a file may be, and how much of the file's words it has."""

    name: str
    document: ReadyDocument
    share: float


def recovered(
    returned: Returned, path: Path, where: Places, document: str | None
) -> tuple[Base | None, list[Finding]]:
    """Return the present version of the document that a file is most like, or that is named."""
    texts = (atom.content for line in returned.lines for atom in line.atoms)
    said = Counter(words_of([t for each in texts if isinstance(each, str) for t in words(each)]))
    found = sorted(_guesses(said, where, document), key=lambda each: -each.share)
    if not found:
        names = dossiers(where)
        hint = did_you_mean(document or "", names, "name it with `--document DOSSIER/DOCUMENT`")
        message = "the file does not say what it was exported from, and no document is like it"
        if document:
            message = f'there is no document "{document}" that can be built'
        return None, [Finding(shown(path), 0, Fault.NOT_AN_EXPORT, message, hint)]
    best = found[0]
    if not document and best.share < LEAST:
        message = (
            "the file is no export: the document most like it, "
            f"{best.name}, has {best.share:.0%} of its words"
        )
        hint = "`import` makes a dossier of it; `--document DOSSIER/DOCUMENT` pulls it all the same"
        return None, [Finding(shown(path), 0, Fault.NOT_AN_EXPORT, message, hint)]
    message = (
        f"the file no longer carries the version it was exported from; it was taken for "
        f"{best.name} ({best.share:.0%} of its words) and compared with the present text"
    )
    hint = "look at each change: what was changed in the blocks since looks like an edit too"
    finding = Finding(shown(path), 0, Fault.VERSION_LOST, message, hint, severity="warning")
    return Base(decode(encode(embedded(best.document)))), [finding]


def present(where: Places, files: Files, document: str) -> Base | None:
    """Return a document as the blocks make it now, or nothing where they make none."""
    made = read_dossier(where, files, (document,)).documents
    found = next((each for each in made if each.id == document), None)
    return Base(decode(encode(embedded(found)))) if found else None


def _guesses(said: Counter[str], where: Places, document: str | None) -> Iterator[_Guess]:
    wanted, _, name = (document or "").partition("/")
    for dossier in dossiers(where):
        if wanted and dossier != wanted:
            continue
        files, _ = read_files(where, dossier)
        if files is None:
            continue
        for each in read_dossier(where, files, (name,) if name else ()).documents:
            if name and each.id != name:
                continue
            base = Base(embedded(each))
            there = Counter(words_of([t for many in base.flats.values() for flat in many
                                      for t in base.tokens(flat)]))  # fmt: skip
            share = sum((said & there).values()) / max(1, sum(said.values()))
            whole = sum((said & there).values()) / max(1, sum(there.values()))
            yield _Guess(f"{dossier}/{each.id}", each, min(share, max(whole, share / 2)))
