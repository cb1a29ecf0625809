"""Take away what the program printed before a recommendation, such as "Recommendation 3.".

Word counts the number with a field (`SEQ`), the words around it have a character style. A program
may drop the style, part the runs, or put marks for the direction of writing before the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.interchange.pull.number_forms import without_number
from dossier.interchange.pull.tokens import DIRECTION
from dossier.readers.exported_docx.paragraphs import Atom, Field

_STYLE = "recommendation label"
"""The style of "Recommendation 3.", wherever its paragraph went."""

_COUNTER, _OTHER = "\ufffc", "\ufffd"
"""Stand for the field that counts, and for what is no word."""

_UNSEEN = rf"(?:\s|{DIRECTION.pattern})*"


def unlabelled(atoms: Sequence[Atom], term: str, *, opens: bool) -> Sequence[Atom]:
    """Return a paragraph without the labels that the program printed in it.

    `term` is a label with `{n}` for its number; `opens` says that the paragraph had one when it
    was exported, so that it may have lost its field. Words that an author typed into a label stay.
    """
    if not opens and not any(_counts(each) or each.style == _STYLE for each in atoms):
        return atoms
    text = "".join(map(_said, atoms))
    gone = _labels(atoms, term, opens=opens)
    if 0 in gone:
        rest = next(n for n in range(len(text) + 1) if n not in gone)
        gone |= {*range(rest, len(text) - len(text[rest:].lstrip()))}
    return [*_left(atoms, gone, term)]


def is_labelled(atoms: Sequence[Atom], term: str) -> bool:
    """Whether a paragraph begins with a label that the program printed, perhaps elsewhere."""
    return 0 in _labels(atoms, term, opens=False)


def _labels(atoms: Sequence[Atom], term: str, *, opens: bool) -> set[int]:
    """Return the places of the letters of labels."""
    text = "".join(map(_said, atoms))
    gone: set[int] = set()
    for found in _pattern(term).finditer(text):
        first = _at(atoms, found.start())
        alone = opens and not without_number(text[: found.start()]).strip()
        if _COUNTER in found[0] or first.style == _STYLE or alone:
            gone |= {*range(*found.span())}
    return gone


def _pattern(term: str) -> re.Pattern[str]:
    before, _, after = term.partition("{n}")
    words = (re.escape(each) for each in before.split())
    lead = "".join(f"{each}{_UNSEEN}" for each in words)
    return re.compile(
        rf"^{_UNSEEN}(?:{lead})?{_COUNTER}{_UNSEEN}(?:{re.escape(after.strip())})?"
        rf"|{lead}(?:{_COUNTER}|\d+)(?:{DIRECTION.pattern})*(?:{re.escape(after.strip())})?"
    )


def _said(atom: Atom) -> str:
    if isinstance(atom.content, str):
        return atom.content
    return _COUNTER if _counts(atom) else _OTHER


def _counts(atom: Atom) -> bool:
    content = atom.content
    return isinstance(content, Field) and content.code.split()[:2] == ["SEQ", "recommendation"]


def _at(atoms: Sequence[Atom], place: int) -> Atom:
    """Return the atom at a place of the text."""
    for each in atoms:
        place -= len(_said(each))
        if place < 0:
            return each
    return atoms[-1]


def _left(atoms: Sequence[Atom], gone: set[int], term: str) -> Iterator[Atom]:
    """Yield what is left of atoms, without fields that count and what is left of labels."""
    at = 0
    for each in atoms:
        said = _said(each)
        kept = "".join(sign for n, sign in enumerate(said, at) if n not in gone)
        at += len(said)
        if isinstance(each.content, str):
            if each.style == _STYLE and _is_piece(kept, term):
                continue
            if kept:
                yield replace(each, content=kept)
        elif kept and not _counts(each):
            yield each


def _is_piece(text: str, term: str) -> bool:
    """Whether words are a piece of a label of which the rest was deleted."""
    bare = re.sub(_UNSEEN, "", text)
    before, _, after = (re.sub(r"\s", "", each) for each in term.partition("{n}"))
    pattern = rf"{re.escape(before)}\d*{re.escape(after)}"
    if before.startswith(bare) or before.endswith(bare) or bare == after:
        return True
    return re.fullmatch(pattern, bare) is not None
