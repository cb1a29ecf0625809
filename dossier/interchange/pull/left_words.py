"""What tracked changes that are left for review say: words, and signs for what is none.

The call of a note reads "[note: its text]", a picture "[picture: its alternative text]".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import TypeAlias

from dossier.model.document import Break
from dossier.model.frozen import frozen
from dossier.readers.exported_docx.paragraphs import (
    Atom,
    Call,
    Field,
    Picture,
    ReturnedParagraph,
    Revision,
)

Notes: TypeAlias = Mapping[str, Sequence[ReturnedParagraph]]
"""The paragraphs of each note of the file by kind and id, such as "footnote:3"."""

GONE = ("delete", "move-from")
CAME = ("insert", "move-to")
_LEAD = 3
"""Words beside a change that say where it belongs."""

_END = 6
"""Words at the end of a paragraph that say that a new one belongs behind it."""

_UNIT = re.compile(r"\[(?:note|picture): [^\[\]]*\]\s*|[^\s\[]+\s*|\[\s*")
"""A word, or a sign, with the space behind it."""


@frozen
class Left:
    """A tracked change that is left for review: who wants to put `new` for `old`, and where.

    Where both are the same, the words look otherwise, are another kind of paragraph, or were moved
    `behind` other words. Between paragraphs that are parted or joined stands "¶", between the cells
    of a row "|". A new paragraph comes `after` the one of `line`, which ends so.
    """

    author: str
    date: str
    old: str
    new: str
    line: int
    behind: str = ""
    after: str = ""


def done(atom: Atom) -> tuple[Revision, ...]:
    """Return the changes that brought words or take them out, the outermost first."""
    return tuple(each for each in atom.revisions if each.did != "format")


def with_row(line: ReturnedParagraph) -> list[Atom]:
    """Return the words of a line, each with the changes that its row or cell alone may have."""
    return [each if done(each) else replace(each, revisions=(*line.row, *each.revisions))
            for each in line.atoms]  # fmt: skip


def stands(atom: Atom, depth: int = 0) -> bool:
    """Whether words stand in the text where changes within `depth` others were not yet made."""
    outer, inner = done(atom)[:depth], done(atom)[depth:]
    return not any(each.did in GONE for each in outer) and not any(e.did in CAME for e in inner)


def is_kept(atom: Atom) -> bool:
    """Whether nobody put words in or took them out."""
    return not done(atom)


def said(atoms: Sequence[Atom], notes: Notes) -> str:
    """Return what atoms say, with signs for notes and pictures."""
    return "".join(_said(each, notes) for each in atoms)


def _said(atom: Atom, notes: Notes) -> str:
    match atom.content:
        case str():
            return atom.content
        case Field():
            return atom.content.shown
        case Break():
            return "\n"
        case Call():
            rows = notes.get(f"{atom.content.kind}:{atom.content.id}", ())
            own = {each.did for each in done(atom)}
            told = (said([e for e in row.atoms if _in_note(e, own)], {}) for row in rows)
            return f"[note: {_plain(' '.join(told))}]"
        case Picture():
            return f"[picture: {_plain(atom.content.alternative)}]"


def _in_note(atom: Atom, own: Set[str]) -> bool:
    """Whether words of a note come and go with its call, or nobody touched them."""
    return all(each.did in own for each in done(atom))


def _plain(text: str) -> str:
    return " ".join(text.translate(str.maketrans("[]", "()")).split())


def without_signs(text: str) -> str:
    """Return what is words.

    >>> without_signs("They fled.[note: A Report.]")
    'They fled.'
    """
    return re.sub(r"\[(?:note|picture): [^\[\]]*\]", "", text)


def last_words(text: str, *, spare: int = 0) -> str:
    """Return the last words of a text, which say where something behind them belongs.

    With `spare` more words it stands for the text where more may follow within a word.
    """
    return "".join(_UNIT.findall(text)[-_LEAD - spare :])


def first_words(text: str) -> str:
    """Return the first words of a text, without space at the ends."""
    return "".join(_UNIT.findall(text)[:_LEAD]).strip()


def end_of(text: str) -> str:
    """Return the words that a paragraph ends with, for a new one that belongs behind it."""
    return " ".join(text.split()[-_END:])
