"""What came back: the paragraphs of a Word file as tokens, linked to what was exported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.printed_labels import unlabelled
from dossier.interchange.pull.tokens import (
    BREAK,
    DIRECTION,
    Key,
    KeyKind,
    RunFormat,
    Token,
    with_plain_spaces,
    word,
    words,
)
from dossier.model.document import Break, NoteAgain
from dossier.model.frozen import frozen
from dossier.model.textdiff import tokens as cut
from dossier.readers.exported_docx.paragraphs import Atom, Call, Field, Picture, ReturnedParagraph


@frozen
class LinkedParagraph:
    """A paragraph that came back. `links` are the exported ones that it continues.

    `sure` is how certain that is, from 0 to 1; `block` is the exported block it stands in. Before a
    `labelled` one stood the label of a recommendation; one that `opens` begins a new one.
    """

    line: ReturnedParagraph
    tokens: tuple[Token, ...]
    links: tuple[str, ...] = ()
    block: str = ""
    sure: float = 1.0
    labelled: bool = False
    opens: bool = False


def returned_tokens(
    line: ReturnedParagraph,
    base: Base,
    notes: Mapping[str, str],
    texts: Mapping[str, tuple[ReturnedParagraph, ...]],
    *,
    opens: bool = False,
) -> tuple[Token, ...]:
    """Return the tokens of a paragraph that came back.

    `notes` gives the exported note that a note of the file is ("footnote:3"), `texts` the
    paragraphs of each note; `opens` says that the program printed a label before the paragraph.
    """
    found: list[Token] = []
    term = base.edition.language.terms["recommendation"]
    atoms = _looking_alike(unlabelled(line.atoms, term, opens=opens))
    for atom in _joined(_undirected(each, base) for each in atoms):
        found += _tokens(atom, base, notes, texts)
    return with_plain_spaces(found, base.edition.language)


def _looking_alike(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """Yield atoms, fields that were updated in the look of the words before them, or after.

    An update gives the result of a field the look of what its bookmark holds.
    """
    for at, atom in enumerate(atoms):
        if isinstance(atom.content, Field) and atom.content.other_look:
            beside = (*reversed(atoms[:at]), *atoms[at + 1 :])
            near = next((each for each in beside if isinstance(each.content, str)), Atom(""))
            yield replace(atom, bold=near.bold, italic=near.italic)
        else:
            yield atom


def _undirected(atom: Atom, base: Base) -> Atom:
    """Return words without marks of direction that a program put in: the export had none."""
    if not isinstance(atom.content, str) or base.directed:
        return atom
    return replace(atom, content=DIRECTION.sub("", atom.content))


def _joined(atoms: Iterable[Atom]) -> Iterator[Atom]:
    """Yield atoms, words that look alike as one: a word may go on in a run of another script."""
    for look, group in groupby((each for each in atoms if each.content != ""), _look):
        if look is None:
            yield from group
        else:
            first, *rest = group
            yield replace(first, content="".join(str(each.content) for each in (first, *rest)))


def _look(atom: Atom) -> tuple[bool, bool, str] | None:
    """Return how words look; None for what is none."""
    return (atom.bold, atom.italic, atom.address) if isinstance(atom.content, str) else None


def _tokens(
    atom: Atom,
    base: Base,
    notes: Mapping[str, str],
    texts: Mapping[str, tuple[ReturnedParagraph, ...]],
) -> Iterator[Token]:
    run_format = RunFormat(atom.bold, atom.italic, atom.address)
    match atom.content:
        case str():
            yield from words(atom.content, run_format)
        case Break():
            yield BREAK
        case Call():
            name = f"{atom.content.kind}:{atom.content.id}"
            known = notes.get(name)
            key = Key(KeyKind.NOTE, known) if known else Key(KeyKind.NEW_NOTE, name)
            text = texts.get(name, ())
            yield Token("", key, run_format, note_paragraphs=text, note_name=name)
        case Field():
            yield from _field(atom.content, base, run_format)
        case Picture():
            said = atom.content.alternative
            yield Token(said, Key(KeyKind.PICTURE, said), run_format)


def _field(field: Field, base: Base, run_format: RunFormat) -> Iterator[Token]:
    code = field.code.split()
    kind, goal = (*code, "", "")[:2]
    kind, goal = kind.upper(), goal.strip('"')
    if kind == "NOTEREF" and r"\f" in code and goal in base.note_marks:
        id_ = base.note_marks[goal]
        yield Token("", Key(KeyKind.NOTE_AGAIN, id_), run_format, nodes=(NoteAgain(id_),))
    elif kind in ("REF", "NOTEREF", "PAGEREF") and goal in base.goals:
        key = Key(KeyKind.REFERENCE, goal)
        yield Token(field.shown, key, run_format, nodes=(base.goals[goal],))
    else:
        yield from words(field.shown, run_format)


def unglued(row: Sequence[Token], exported: Sequence[Token]) -> tuple[Token, ...]:
    """Return tokens with words parted where the exported paragraph parts them.

    A registry's words may touch an author's, as in "over" and "16", and so may words of a
    format that does not show in a heading; in Word they are one.
    """
    whole = _glued(exported)
    if not whole:
        return tuple(row)
    parted: list[Token] = []
    for token in row:
        if token.is_word and token.text in whole:
            parted += [word(each, token.run_format) for each in whole[token.text]]
        else:
            parted.append(token)
    return tuple(parted)


def _glued(exported: Sequence[Token]) -> dict[str, tuple[str, ...]]:
    """Return the words that an exported paragraph has in parts, each with its parts."""
    found: dict[str, tuple[str, ...]] = {}
    for is_word, group in groupby(exported, lambda each: each.is_word):
        parts = [each.text for each in group] if is_word else []
        whole = cut("".join(parts))
        if len(whole) == len(parts):
            continue
        at = 0
        for text in whole:
            begin = at
            while sum(map(len, parts[begin:at])) < len(text):
                at += 1
            if at - begin > 1:
                found[text] = tuple(parts[begin:at])
    return found
