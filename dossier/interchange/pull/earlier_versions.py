"""Find what a Word file was exported from among what is known of earlier versions.

They are the exports that builds kept, the Word file in the output folder, and the revisions in
Git. The nearest by its words is taken: what others changed since then makes later ones less like.
Where an earlier one than the true one is taken, nothing is lost: both sides then have the changes
that came between.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from dossier.interchange.pull.exported_version import Base, words_of
from dossier.interchange.pull.tokens import Token, words
from dossier.interchange.redline.git_revision import Revision, unpack
from dossier.model.diagnostics import Refused
from dossier.model.flat_paragraphs import flatten
from dossier.model.frozen import frozen
from dossier.ooxml.embedded_version import UnreadableVersion, decode, encode
from dossier.project.git import git
from dossier.project.kept_exports import kept_exports
from dossier.project.layout import LIBRARY, Places, read_files
from dossier.readers.exported_docx import read_returned
from dossier.readers.exported_docx.paragraphs import Field, Returned, ReturnedParagraph

_REVISIONS = 8
"""Revisions of the content that are looked at, the newest first: each is built."""


@frozen
class EarlierVersion:
    """A version of a document, and what it is called in messages."""

    base: Base
    name: str


def nearest_version(returned: Returned, now: Base, where: Places) -> EarlierVersion | None:
    """Return the earlier version that a file is most like, or None where none is known.

    `now` is the document as the blocks make it. A revision that says the same counts only where
    an older one is known that is less like the file: else the true one may be older still.
    """
    said = _said_in_file(returned)
    kept, revisions = [*_exports(where, now)], [*_in_git(where, now)]
    same = encode(now.embedded)
    if not kept and all(encode(each.base.embedded) == same for each in revisions):
        return None
    found = [*kept, *revisions]
    ranked = [(*_distance(said, each.base), n) for n, each in enumerate(found)]
    return found[min(ranked)[-1]]


def version_at(revision: Revision, where: Places, now: Base) -> Base | None:
    """Return a document as it was at a revision, or None where it could not be built then.

    Raises `Refused` where the content was not there.
    """
    from dossier.interchange.pull.recovered_version import present

    with tempfile.TemporaryDirectory() as folder:
        there = replace(where, content=Path(folder) / "content")
        unpack(revision, where.content, there.content)
        files, _ = read_files(there, now.embedded.dossier)
        return present(there, files, now.embedded.id) if files else None


def _exports(where: Places, now: Base) -> Iterator[EarlierVersion]:
    """Yield the exports of a document that are kept, and the one in the output folder."""
    folder = where.output / now.embedded.dossier
    for each in kept_exports(folder, now.embedded.id):
        day = datetime.fromtimestamp(each.seconds, UTC).date()
        yield from _decoded(each.text(), f"the export of {day}")
    path = folder / f"{now.embedded.id}.docx"
    if path.is_file():
        try:
            carried = read_returned(path.read_bytes(), path.name).embedded
        except (Refused, OSError):
            return
        yield from _decoded(carried, "the Word file in the output folder")


def _decoded(text: str, name: str) -> Iterator[EarlierVersion]:
    try:
        yield EarlierVersion(Base(decode(text)), name)
    except UnreadableVersion:
        return


def _in_git(where: Places, now: Base) -> Iterator[EarlierVersion]:
    """Yield the document as it was at the latest revisions of its dossier."""
    try:
        commits = _commits(where, now.embedded.dossier)
    except Refused:
        return
    for commit in commits:
        try:
            base = version_at(Revision(commit, commit), where, now)
        except Refused:
            continue
        if base is not None:
            yield EarlierVersion(base, f"revision {commit[:8]}")


def _commits(where: Places, dossier: str) -> list[str]:
    """Return the latest commits that changed a dossier or what all dossiers share."""
    if not where.content.is_dir():
        return []
    asked = ("log", f"-{_REVISIONS}", "--format=%H", "--", dossier, LIBRARY)
    return (git(where.content, *asked) or b"").decode().split()


def _distance(said: Counter[tuple[str, str]], base: Base) -> tuple[int, int]:
    """Return how many pairs of words two texts do not share, and how many the file lacks at all.

    A paragraph that the file does not have in any form counts in the second number alone: else a
    copy that lost half of the text would be most like the shortest version.
    """
    flats = [flat for many in base.flats.values() for flat in many]
    noted = [flat for note in base.notes.values() for flat in flatten(note.content)]
    rows = [_pairs([base.tokens(flat)]) for flat in (*flats, *noted)]
    own = sum(rows, Counter[tuple[str, str]]())
    came = sum((each for each in rows if 2 * (each & said).total() >= each.total()),
               Counter[tuple[str, str]]())  # fmt: skip
    return (said - own).total() + (came - said).total(), (own - said).total()


def _said_in_file(returned: Returned) -> Counter[tuple[str, str]]:
    lines = (*returned.lines, *(each for many in returned.notes.values() for each in many))
    return _pairs(_words(each) for each in lines)


def _words(line: ReturnedParagraph) -> list[Token]:
    said = (each.content for each in line.atoms)
    texts = (each.shown if isinstance(each, Field) else each for each in said)
    return words("".join(each for each in texts if isinstance(each, str)))


def _pairs(rows: Iterable[Sequence[Token]]) -> Counter[tuple[str, str]]:
    """Count the words of texts, each with the one before it."""
    return Counter(pair for row in rows for pair in pairwise(("", *words_of(row))))
