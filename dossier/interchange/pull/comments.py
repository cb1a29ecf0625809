"""What a file that came back says beside the text: comments, and changes that were not taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.left_words import Left
from dossier.interchange.pull.results import Conflict, Edit, Proposal, Pulled
from dossier.model.comments import ReviewNote
from dossier.model.registry import AUDIENCES, Audience
from dossier.readers.exported_docx.paragraphs import Call, Remark, Returned, ReturnedParagraph


def margin_notes(
    returned: Returned, left: Sequence[Left], base: Base, found: Pulled
) -> Iterator[tuple[str, ReviewNote]]:
    """Yield the notes that a file leaves beside blocks, each with its block ("" for none).

    Comments come as they are; tracked changes that were left, words typed over what the program
    prints, and conflicts are proposals.
    """
    yield from comments(returned, base, found)
    for each in left:
        block, flat = found.places.get(each.line, ("", ""))
        yield block, _left(each, flat, base)
    for one in found.found:
        if not isinstance(one, Edit):
            yield one.block, kept(one, returned, base)


def comments(returned: Returned, base: Base, found: Pulled) -> Iterator[tuple[str, ReviewNote]]:
    """Yield the comments of a file as notes, each with its block."""
    for remark in returned.remarks:
        block, flat = _place(remark, returned, found)
        yield block, _comment(remark, flat, base)


def kept(found: Proposal | Conflict, returned: Returned, base: Base) -> ReviewNote:
    """Return the note that keeps a change which was not taken."""
    by = who(found, returned, base)
    match found:
        case Proposal():
            why = f"{found.why[:1].upper()}{found.why[1:]}."
            return proposal(base, found.flat, by, (found.old, found.new), why)
        case Conflict():
            why = "The text was changed in another way meanwhile."
            return proposal(base, found.flat, by, (found.source, found.came), why)


def _left(left: Left, flat: str, base: Base) -> ReviewNote:
    """Return the note that keeps a tracked change; words that were moved are a comment on them."""
    by = (left.author, left.date)
    if not left.behind:
        why = "A tracked change, left for review."
        made = proposal(base, flat, by, (left.old, left.new), why)
        return replace(made, quoted=left.after) if left.after else made
    why = f"A tracked move, left for review: these words would stand behind “{left.behind}”."
    return replace(proposal(base, flat, by, ("", ""), why), quoted=left.old)


def _place(remark: Remark, returned: Returned, found: Pulled) -> tuple[str, str]:
    """Return block and paragraph of a comment; one in a note stands where the note is called."""
    line = _caller(remark.note, returned) if remark.note else remark.line
    if line in found.places:
        return found.places[line]
    thread = next((each for each in returned.remarks if each.id == remark.answers), None)
    return _place(thread, returned, found) if thread and thread.id != remark.id else ("", "")


def _caller(note: str, returned: Returned) -> int:
    calls = (
        line.number
        for line in returned.lines
        for atom in line.atoms
        if isinstance(atom.content, Call) and f"{atom.content.kind}:{atom.content.id}" == note
    )
    return next(calls, 0)


def _comment(remark: Remark, flat: str, base: Base) -> ReviewNote:
    return ReviewNote(
        id=remark.id,
        kind="comment",
        author=remark.author,
        date=remark.date,
        text=remark.text,
        quoted=remark.quoted,
        paragraph=flat,
        document=base.embedded.id,
        audience=_audience(base),
        answers=remark.answers,
        settled=remark.date[:10] if remark.settled else "",
    )


def proposal(
    base: Base, flat: str, by: tuple[str, str], words: tuple[str, str], why: str
) -> ReviewNote:
    """Return a proposal; what is no matter of words is a comment, which nobody can take.

    `by` are author and date, `words` the old ones and the new.
    """
    (author, date), (old, new) = by, words
    says = old.strip() or new.strip()
    return ReviewNote(
        id="p",
        kind="proposal" if says else "comment",
        author=author,
        date=date,
        text=why,
        quoted=old,
        paragraph=flat,
        document=base.embedded.id,
        audience=_audience(base),
        old=old if says else "",
        new=new if says else "",
    )


def _audience(base: Base) -> Audience:
    said = base.embedded.audience
    return next((each for each in AUDIENCES if each == said), "internal")


def who(found: Edit | Proposal | Conflict, returned: Returned, base: Base) -> tuple[str, str]:
    """Return who made a change, and when: tracked changes say, else the file does."""
    every = authors_of(found, returned, base)
    return every[-1] if every else (returned.author, returned.date)


def authors_of(
    found: Edit | Proposal | Conflict, returned: Returned, base: Base
) -> tuple[tuple[str, str], ...]:
    """Return all who changed a paragraph or a note, each with the time of the last change."""
    lines = returned.notes.get(found.called, ()) or _lines(found, returned, base)
    made = dict(each for line in lines for each in _revisions(line) if each[0])
    known = bool(lines or found.line or not isinstance(found, Conflict))
    return tuple(made.items()) or (((returned.author, returned.date),) if known else ())


def _lines(
    found: Edit | Proposal | Conflict, returned: Returned, base: Base
) -> tuple[ReturnedParagraph, ...]:
    """Return the paragraph where something was found; one that was deleted may still be there.

    With it come those whose end was deleted, so that they have become part of it.
    """
    if found.line:
        return _with_joined(returned, found.line)
    marks = {name for name, id_ in base.marks.items() if id_ == found.flat}
    return tuple(each for each in returned.lines if marks & {*each.bookmarks})


def _with_joined(returned: Returned, number: int) -> tuple[ReturnedParagraph, ...]:
    found: list[ReturnedParagraph] = []
    for line in reversed([each for each in returned.lines if each.number <= number]):
        went = any(each.did in ("delete", "move-from") for each in line.mark)
        if line.number < number and not (went and _stays(line)):
            break
        found.insert(0, line)
    return tuple(found)


def _stays(line: ReturnedParagraph) -> bool:
    """Whether anything of a paragraph was not taken out."""
    return any(not {e.did for e in each.revisions} & {"delete", "move-from"} for each in line.atoms)


def _revisions(line: ReturnedParagraph) -> Iterator[tuple[str, str]]:
    """Yield who tracked a change in a paragraph, and when."""
    for each in (*line.mark, *line.row, *(e for atom in line.atoms for e in atom.revisions)):
        yield each.author, each.date
