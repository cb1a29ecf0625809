"""Read a text file: paragraphs broken into lines, typed headings, bullets and numbers of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from dossier.model.diagnostics import Finding
from dossier.model.document import Inlines, Nodes, Note, NoteAgain, Paragraph
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.readers.drafts.corrections import Calls
from dossier.readers.drafts.inline_splices import cut, splice
from dossier.readers.drafts.line_joining import guessed_words, pieces_of, with_links
from dossier.readers.drafts.lines import Line, lines_of, setting
from dossier.readers.drafts.lone_numbers import with_lone_numbers
from dossier.readers.drafts.note_calls import Call, find_calls, raised, with_lost
from dossier.readers.drafts.note_titles import is_title_of_notes
from dossier.readers.drafts.page_notes import with_notes_last
from dossier.readers.drafts.page_numbers import without_heads, without_repeated
from dossier.readers.drafts.piece import Piece
from dossier.readers.drafts.starred_notes import with_starred_notes

_NOTE = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3})[.)]?(?=\s)|\((\d{1,3})\))\s*(?=\S)")
SHOWN = 12
"""Examples that a finding gives."""

TRIED = 20
"""Places at which the notes at the end may begin."""

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@frozen
class NoteText:
    """A note as it stands at the end of the text."""

    content: Inlines
    line: int


def read_lines(
    text: str, file: str, calls: Calls = "find"
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """Return the pieces of a text, with its notes at their calls, and what is wrong with them.

    Sentences stay as they are, word for word; white space is folded, and only the numbers of
    pages and running heads go.
    """
    paged, folios = lines_of(text)
    paged, repeated = without_repeated(paged)
    lines, heads = without_heads(with_lone_numbers(with_notes_last(paged)))
    pieces = with_starred_notes(pieces_of(lines, setting(lines)))
    made, findings = with_notes(pieces, file, calls)
    gone = sorted((*folios, *repeated, *heads), key=lambda each: each.number)
    return made, (*findings, *_heads(gone, file), *_hyphens(lines, file))


def _heads(gone: Sequence[Line], file: str) -> Iterator[Finding]:
    """Yield a finding for running heads and numbers of pages that were left out."""
    said = dict.fromkeys(re.sub(r"\s{2,}", " ", each.text) for each in gone)
    if said:
        shown = ", ".join(f'"{each}"' for each in [*said][:SHOWN]) + (
            " …" if len(said) > SHOWN else ""
        )
        message = f"{len(gone)} lines were left out as running heads or numbers of pages: {shown}"
        hint = "the program makes its own"
        yield Finding(file, gone[0].number, Fault.LEFT_OUT, message, hint, severity="warning")


def _hyphens(lines: Sequence[Line], file: str) -> Iterator[Finding]:
    """Yield a finding for words parted at ends of lines that lost their hyphen by a guess."""
    told = [*guessed_words(lines)]
    if told:
        made = ", ".join(f'"{typed}" as "{word}"' for _, typed, word in told[:SHOWN])
        message = f"hyphens at the ends of lines were left out: took {made}"
        message += f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        hint = "look whether they have a hyphen"
        yield Finding(file, told[0][0], Fault.HYPHENS_GUESSED, message, hint, severity="warning")


def with_raised_notes(
    pieces: Sequence[Piece], file: str, calls: Calls = "find"
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """As `with_notes`, for a file that can raise numbers: others call only notes at its end."""
    pieces = with_starred_notes(pieces)
    body, texts = _parted(pieces)
    if texts or raised([each.text for each in body]):
        return with_notes(pieces, file, calls)
    return tuple(_linked(pieces)), ()


def with_notes(
    pieces: Sequence[Piece], file: str, calls: Calls = "find"
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """Return `pieces` with notes in place of the numbers that call them; their texts go."""
    body, texts = _parted(pieces)
    found = find_calls([each.text for each in body], range(*_ends(texts)))
    if texts and not _belong(found, texts, pieces[len(body)]):
        body, texts = pieces, {}
        found = find_calls([each.text for each in body])
    if not found or calls == "none":
        return tuple(_linked(pieces)), ()
    found = with_lost([each.text for each in body], found, texts)
    called = {each.value for each in found}
    alone = [each for each in pieces[len(body) :] if _number(each) not in {0, *called}]
    made = [*_called(body, found, texts), *alone]
    findings = (*_missing(body, found, texts, file), *(_never(each, file) for each in alone))
    return tuple(_linked(made)), findings


def _ends(texts: Mapping[int, NoteText]) -> tuple[int, int]:
    """Return the first number of the notes and the one behind the last; twice 0 without notes."""
    return (min(texts), max(texts) + 1) if texts else (0, 0)


def _belong(calls: Sequence[Call], texts: Mapping[int, NoteText], first: Piece) -> bool:
    """Whether what is numbered at the end are notes, and not recommendations or the like."""
    if not calls:
        return False
    titled = _number(first) == 0
    bare = not re.match(r"\(?\d{1,3}[.)]", first.text)
    return titled or calls[-1].value == max(texts) or (bare and calls[-1].value in texts)


def _parted(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], Mapping[int, NoteText]]:
    """Return the pieces before the notes at the end and their title, and the notes by number."""
    numbers = [_number(each) for each in pieces]
    titles = {at + 1 for at, each in enumerate(pieces) if is_title_of_notes(each.text)}
    starts = [at for at, number in enumerate(numbers) if number == 1 or (number and at in titles)]
    for start in reversed(starts[-TRIED:]):
        titled = start in titles
        texts = _series(pieces[start:], numbers[start:])
        if texts and (titled or len(texts) > 1):
            return pieces[: start - 1 if titled else start], texts
    return pieces, {}


def _number(piece: Piece) -> int:
    found = _NOTE.match(piece.text.translate(_SUPERSCRIPTS))
    return int(found[1] or found[2] or found[3]) if found else 0


def _series(pieces: Sequence[Piece], numbers: Sequence[int]) -> dict[int, NoteText]:
    """Return notes that count on to the end; none where something else stands there."""
    found: dict[int, NoteText] = {}
    for piece, number in zip(pieces, numbers, strict=True):
        if number == numbers[0] + len(found):
            mark = _NOTE.match(piece.text.translate(_SUPERSCRIPTS))
            found[number] = NoteText(cut(piece.content, mark.end() if mark else 0), piece.line)
        else:
            return {}
    return found


def _called(
    pieces: Sequence[Piece], calls: Sequence[Call], texts: Mapping[int, NoteText]
) -> list[Piece]:
    """Return `pieces` with a note at each call; a number that was called before calls it again."""
    made = list(pieces)
    met: set[int] = set()
    for at, group in groupby(calls, lambda call: call.text):
        piece, cuts = pieces[at], []
        for call in group:
            cuts.append((call.start, call.end, (_note(call.value, piece.line, texts, met),)))
            met.add(call.value)
        made[at] = replace(piece, content=splice(piece.content, cuts))
    return made


def _note(value: int, line: int, texts: Mapping[int, NoteText], met: set[int]) -> Note | NoteAgain:
    id_ = f"note-{value}"
    if value in met:
        return NoteAgain(id_, line)
    held = texts.get(value)
    content: Nodes = ()
    if held:
        content = (Paragraph(with_links(held.content), f"{id_}.text", held.line),)
    return Note(id_, content, line)


def _missing(
    pieces: Sequence[Piece], calls: Sequence[Call], texts: Mapping[int, NoteText], file: str
) -> list[Finding]:
    """Return one finding where calls and notes are not the same."""
    values = [each.value for each in calls]
    alone = [each for each in values if each not in texts]
    if not alone:
        return []
    first = next(each for each in calls if each.value == alone[0])
    count = len(values)
    message = f"{count} note calls and no notes"
    if texts:
        message = f"the note {alone[0]} is called and stands nowhere"
    hint = 'give the file with its notes, or put their texts at its end under "Notes"'
    line = pieces[first.text].line
    return [Finding(file, line, Fault.MISSING_NOTES, message, hint, severity="warning")]


def _never(piece: Piece, file: str) -> Finding:
    """Return a finding for a note that stands at the end and is called nowhere."""
    number = _number(piece)
    message = f"nothing in the text calls the note {number}; it stands as a paragraph at the end"
    hint = "put it where it belongs, as `[^…]`"
    return Finding(file, piece.line, Fault.NOTE_NEVER_CALLED, message, hint, severity="warning")


def _linked(pieces: Sequence[Piece]) -> list[Piece]:
    return [replace(each, content=with_links(each.content)) for each in pieces]
