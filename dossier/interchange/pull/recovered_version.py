"""Recover which document a Word file is that no longer says so: by its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from dossier.build.dossier import read_dossier
from dossier.build.output_formats import embedded
from dossier.build.ready_document import ReadyDocument
from dossier.interchange.pull.exported_version import Base, words_of
from dossier.interchange.pull.tokens import words
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.ooxml.embedded_version import UnreadableVersion, decode, encode
from dossier.project.kept_exports import kept_exports
from dossier.project.layout import Files, Places, dossiers, read_files, shown
from dossier.readers.exported_docx.paragraphs import Returned

LEAST = 0.3
"""How much of a file's words a document must have that it is taken for, from 0 to 1."""

CLEAR = 0.1
"""By how much a document must be more like a file than the next one, to be taken unasked."""


@frozen
class LikelyDocument:
    """A document that a file may be, and how much of the file's words it has.

    `base` is the document as the blocks make it now; as it was last built where they make none.
    """

    name: str
    base: Base
    share: float


def recovered(
    returned: Returned, path: Path, where: Places, document: str | None
) -> tuple[LikelyDocument | None, tuple[Finding, ...]]:
    """Return the document that a file is most like, or that is named, or the question which."""
    texts = (atom.content for line in returned.lines for atom in line.atoms)
    said = Counter(words_of([t for each in texts if isinstance(each, str) for t in words(each)]))
    found = sorted(_guesses(said, where, document), key=lambda each: -each.share)
    if not found:
        return None, (_unknown(path, where, document),)
    best = found[0]
    if document:
        return best, ()
    if best.share < LEAST:
        return None, (_unlike(path, best),)
    near = [each for each in found if best.share - each.share < CLEAR]
    if len(near) > 1:
        return None, (_question(path, near),)
    return best, ()


def present(where: Places, files: Files, document: str) -> Base | None:
    """Return a document as the blocks make it now, or nothing where they make none."""
    made = read_dossier(where, files, (document,)).documents
    found = next((each for each in made if each.id == document), None)
    return _base(found) if found else None


def _base(document: ReadyDocument) -> Base:
    return Base(decode(encode(embedded(document.in_format("docx")))))


def _unknown(path: Path, where: Places, document: str | None) -> Finding:
    hint = did_you_mean(
        document or "", dossiers(where), "name it with `--document DOSSIER/DOCUMENT`"
    )
    message = "the file does not say what it was exported from, and no document is like it"
    if document:
        message = f'there is no document "{document}" that can be built'
    return Finding(shown(path), 0, Fault.NOT_AN_EXPORT, message, hint)


def _unlike(path: Path, best: LikelyDocument) -> Finding:
    message = (
        "the file is no export: the document most like it, "
        f"{best.name}, has {best.share:.0%} of its words"
    )
    hint = "`import` makes a dossier of it; `--document DOSSIER/DOCUMENT` pulls it all the same"
    return Finding(shown(path), 0, Fault.NOT_AN_EXPORT, message, hint)


def _question(path: Path, near: Sequence[LikelyDocument]) -> Finding:
    names = [f"{each.name} ({each.share:.0%} of its words)" for each in near[:4]]
    message = (
        "the file no longer says what it was exported from, and may be "
        f"{', '.join(names[:-1])} or {names[-1]}"
    )
    ways = [f"`--document {each.name}`" for each in near[:4]]
    hint = f"say which it is: {', '.join(ways[:-1])} or {ways[-1]}"
    return Finding(shown(path), 0, Fault.AMBIGUOUS_DOCUMENT, message, hint)


def _guesses(said: Counter[str], where: Places, document: str | None) -> Iterator[LikelyDocument]:
    wanted, _, name = (document or "").partition("/")
    for dossier in dossiers(where):
        if wanted and dossier != wanted:
            continue
        files, _ = read_files(where, dossier)
        if files is None:
            continue
        for base in _versions(where, files, name):
            there = Counter(words_of([t for many in base.flats.values() for flat in many
                                      for t in base.tokens(flat)]))  # fmt: skip
            share = sum((said & there).values()) / max(1, sum(said.values()))
            whole = sum((said & there).values()) / max(1, sum(there.values()))
            known = f"{dossier}/{base.embedded.id}"
            yield LikelyDocument(known, base, min(share, max(whole, share / 2)))


def _versions(where: Places, files: Files, name: str) -> Iterator[Base]:
    """Yield the documents of a dossier, or the one named.

    A document that cannot be built now, such as a final one with open notes, is as it was kept.
    """
    dossier = read_dossier(where, files, (name,) if name else ())
    made = {each.id: each for each in dossier.documents}
    for id_ in dict.fromkeys((*made, *dossier.names)):
        if name and id_ != name:
            continue
        if id_ in made:
            yield _base(made[id_])
            continue
        for kept in kept_exports(where.output / files.name, id_)[:1]:
            try:
                yield Base(decode(kept.text()))
            except UnreadableVersion:
                continue
