"""Join what a Word file keeps apart without a difference: runs of one look, parts of a field."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from itertools import groupby

from dossier.readers.exported_docx.paragraphs import Atom, Field


def joined(atoms: Iterable[Atom]) -> tuple[Atom, ...]:
    """Return `atoms` with neighbours of one look as one; those without words are gone.

    >>> [each.content for each in joined([Atom("to "), Atom(""), Atom("strike"), Atom("!", True)])]
    ['to strike', '!']
    """
    kept = (each for each in atoms if each.content != "")
    return tuple(_one(list(group)) for _, group in groupby(kept, _likeness))


def _likeness(atom: Atom) -> Hashable:
    """Return what neighbours share that are one; a field's words may differ in their looks."""
    if isinstance(atom.content, str):
        return replace(atom, content="")
    if isinstance(atom.content, Field):
        return atom.content.code, atom.revisions, atom.remarks
    return object()


def _one(group: list[Atom]) -> Atom:
    first = group[0]
    if isinstance(first.content, str):
        return replace(first, content="".join(str(each.content) for each in group))
    if isinstance(first.content, Field):
        fields = [each.content for each in group if isinstance(each.content, Field)]
        shown = "".join(each.shown for each in fields)
        other_look = any(each.other_look for each in fields)
        return replace(first, content=Field(first.content.code, shown, other_look))
    return first
