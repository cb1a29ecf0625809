"""The comments of a Word file: what they say, what they answer, and the words they are put to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from lxml import etree

from dossier.model.comments import moment
from dossier.model.document import Break
from dossier.ooxml.accept_changes import accept_changes
from dossier.ooxml.elements import attribute, visible
from dossier.ooxml.names import local
from dossier.ooxml.parts import PackagePart
from dossier.readers.drafts.docx.signs import sign
from dossier.readers.exported_docx.paragraphs import Remark

QUOTED = 300
"""Characters of the words in a comment's range that are kept."""


@dataclass(slots=True)
class Ranges:
    """The ranges of comments in one part: `open` are those that cover what is read now.

    `begun` has the number of the paragraph where each begins.
    """

    open: tuple[str, ...] = ()
    begun: dict[str, int] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)

    def begin(self, id_: str) -> None:
        if id_ not in self.kept:
            self.open = (*self.open, id_)
            self.point(id_)

    def end(self, id_: str) -> None:
        self.open = tuple(each for each in self.open if each != id_)

    def point(self, id_: str) -> None:
        """Note that a comment stands here, if its range has not begun before."""
        if id_ not in self.kept:
            self.kept[id_] = self.gone[id_] = ""
            self.fresh.append(id_)

    def hear(self, text: str, *, deleted: bool) -> None:
        """Take words that stand in the open ranges; those that were deleted by themselves."""
        heard = self.gone if deleted else self.kept
        for each in self.open:
            if len(heard[each]) < QUOTED:
                heard[each] += text

    def line(self, number: int) -> None:
        """End a paragraph."""
        self.begun |= dict.fromkeys(self.fresh, number)
        self.fresh = []
        self.hear(" ", deleted=False)

    def quoted(self, id_: str) -> str:
        """Return the words in a range; deleted ones where no others are left."""
        kept = " ".join(self.kept.get(id_, "").split())
        return (kept or " ".join(self.gone.get(id_, "").split()))[:QUOTED]


def remarks(main: PackagePart, ranges: Mapping[str, Ranges]) -> tuple[Remark, ...]:
    """Return the comments in the order of their part; those on the same words by their dates.

    LibreOffice saves comments on the same words in reverse order, and forgets what answers what.
    `ranges` are those of the text ("") and of each note, by its kind and id.
    """
    part = main.related("comments")
    if part is None:
        return ()
    accept_changes(part.root)
    found = [each for each in part.root if local(each) == "comment"]
    ids = {name: attribute(each, "id") for each in found for name in _names(each) if name}
    answers = _answers(main, ids)
    where = {id_: note for note, each in ranges.items() for id_ in each.begun}
    made: dict[str, Remark] = {}
    for each in found:
        id_ = attribute(each, "id")
        parent, settled = answers.get(id_, ("", False))
        note = where.get(id_, "")
        remark = _remark(each, ranges.get(note, Ranges()))
        made[id_] = replace(remark, answers=parent, settled=settled, note=note)
    placed = [_placed(each, made) for each in made.values()]
    together = groupby(placed, lambda each: (each.note, each.line, each.quoted))
    return tuple(each for _, many in together for each in _in_time([*many]))


def _in_time(many: list[Remark]) -> list[Remark]:
    """Return comments on the same words by their dates, if all have one and Word joins none."""
    if any(each.answers or not each.date for each in many):
        return many
    return sorted(many, key=lambda each: moment(each.date))


def _remark(comment: etree._Element, ranges: Ranges) -> Remark:
    id_ = attribute(comment, "id")
    paragraphs = (each for each in comment.iter("{*}p"))
    text = "\n".join("".join(_texts(each)).strip() for each in paragraphs)
    author, date = attribute(comment, "author"), attribute(comment, "date")
    quoted, line = ranges.quoted(id_), ranges.begun.get(id_, 0)
    return Remark(id_, author, date, text.strip(), quoted=quoted, line=line)


def _placed(remark: Remark, made: Mapping[str, Remark]) -> Remark:
    """Put an answer that has no range of its own where the comment is that it answers."""
    first = made.get(remark.answers)
    if remark.line or first is None:
        return remark
    return replace(remark, line=first.line, note=first.note, quoted=first.quoted)


def _names(comment: etree._Element) -> Iterator[str]:
    """Yield the ids of a comment's paragraphs: the last one stands for it."""
    for each in comment.iter("{*}p"):
        yield attribute(each, "paraId")


def _answers(main: PackagePart, ids: Mapping[str, str]) -> Mapping[str, tuple[str, bool]]:
    """Return what each comment answers, and whether it is settled."""
    part = main.related("commentsExtended")
    if part is None:
        return {}
    rows = [each for each in part.root if local(each) == "commentEx"]
    return {
        ids[attribute(each, "paraId")]: (
            ids.get(attribute(each, "paraIdParent"), ""),
            attribute(each, "done").lower() in ("1", "true", "on"),
        )
        for each in rows
        if attribute(each, "paraId") in ids
    }


def _texts(element: etree._Element) -> Iterator[str]:
    for each in visible(element):
        if local(each) == "t":
            yield each.text or ""
        else:
            stands_for = sign(local(each), each)
            yield "\n" if isinstance(stands_for, Break) else stands_for
            yield from _texts(each)
