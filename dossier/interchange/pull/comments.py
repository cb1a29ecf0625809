"""What a file that came back says beside the text: comments, and changes that were not taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.interchange.pull.block_edits import Pulled
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import Conflict, Proposal
from dossier.interchange.pull.tracked_changes import Left
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
    for remark in returned.remarks:
        block, flat = _place(remark, returned, found)
        yield block, _comment(remark, flat, base)
    for each in left:
        block, flat = found.places.get(each.line, ("", ""))
        yield block, _proposal(base, each.author, each.date, flat, each.old, each.new,
                               "A tracked change, left for review.")  # fmt: skip
    for one in found.found:
        author, date = who(returned, getattr(one, "line", 0))
        match one:
            case Proposal():
                yield one.block, _proposal(base, author, date, one.flat, one.old, one.new,
                                           f"{one.why[:1].upper()}{one.why[1:]}.")  # fmt: skip
            case Conflict():
                why = "The text was changed in another way meanwhile."
                yield one.block, _proposal(base, author, date, one.flat, one.source, one.came, why)


def _place(remark: Remark, returned: Returned, found: Pulled) -> tuple[str, str]:
    if remark.line in found.places:
        return found.places[remark.line]
    thread = next((each for each in returned.remarks if each.id == remark.answers), None)
    return _place(thread, returned, found) if thread and thread.id != remark.id else ("", "")


def _comment(remark: Remark, flat: str, base: Base) -> ReviewNote:
    return ReviewNote(
        remark.id, "comment", remark.author, remark.date, remark.text, remark.quoted, flat,
        base.embedded.id, _audience(base), remark.answers, settled=remark.date[:10] if
        remark.settled else "",
    )  # fmt: skip


def _proposal(
    base: Base, author: str, date: str, flat: str, old: str, new: str, why: str
) -> ReviewNote:
    return ReviewNote(
        "p", "proposal", author, date, why, old, flat, base.embedded.id, _audience(base),
        old=old, new=new,
    )  # fmt: skip


def _audience(base: Base) -> Audience:
    said = base.embedded.audience
    return next((each for each in AUDIENCES if each == said), "internal")


def who(returned: Returned, number: int) -> tuple[str, str]:
    """Return who changed a paragraph, and when: its tracked changes say, else the file does."""
    found = authors_of(returned, number)
    return found[-1] if found else (returned.author, returned.date)


def authors_of(returned: Returned, number: int) -> tuple[tuple[str, str], ...]:
    """Return all who changed a paragraph, each with the time of the last change."""
    line = next((each for each in returned.lines if each.number == number), None)
    found = dict(each for each in _revisions(line, returned) if each[0]) if line else {}
    return tuple(found.items()) or (((returned.author, returned.date),) if number else ())


def _revisions(line: ReturnedParagraph, returned: Returned) -> Iterator[tuple[str, str]]:
    """Yield who tracked a change in a paragraph, or in a note that it calls, and when."""
    for each in (*line.mark, *line.row, *(e for atom in line.atoms for e in atom.revisions)):
        yield each.author, each.date
    for atom in line.atoms:
        if isinstance(atom.content, Call):
            name = f"{atom.content.kind}:{atom.content.id}"
            for inner in returned.notes.get(name, ()):
                yield from _revisions(inner, returned)
