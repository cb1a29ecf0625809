"""Find words in the paragraphs of a Word file, and put marks around them.

Words may stand in several runs, links and paragraphs. Marks never stand inside a field, whose
content Word makes anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from dossier.model.frozen import frozen
from dossier.ooxml.names import q

_SPACES = (q("br"), q("tab"), q("cr"))


@frozen
class Letter:
    """One letter: the run it stands in, and its place in that run's piece of text."""

    sign: str
    run: etree._Element
    piece: etree._Element
    at: int


Span = tuple[Letter, Letter]
"""The first and the last letter of some words."""


def find(paragraphs: Sequence[etree._Element], words: str) -> Span | None:
    """Return where `words` stand first, whatever the white space; soft hyphens do not count."""
    wanted = " ".join(words.replace("\u00ad", "").split())
    letters = [*_closed(paragraphs)]
    at = "".join(each.sign for each in letters).find(wanted) if wanted else -1
    return (letters[at], letters[at + len(wanted) - 1]) if at >= 0 else None


def _closed(paragraphs: Sequence[etree._Element]) -> Iterator[Letter]:
    """Yield letters with one space for any white space, also between paragraphs."""
    space = False
    for paragraph in paragraphs:
        for letter in _letters(paragraph):
            if not letter.sign.isspace():
                yield letter
            elif not space:
                yield Letter(" ", letter.run, letter.piece, letter.at)
            space = letter.sign.isspace()
        if not space:
            for run in [*paragraph.iter(q("r"))][-1:]:
                yield Letter(" ", run, run, 0)
            space = True


def _letters(paragraph: etree._Element) -> Iterator[Letter]:
    for run in paragraph.iter(q("r")):
        for piece in run:
            if piece.tag == q("t"):
                for at, sign in enumerate(piece.text or ""):
                    yield Letter(sign, run, piece, at)
            elif piece.tag in _SPACES:
                yield Letter(" ", run, piece, 0)


def mark(span: Span, before: Sequence[etree._Element], after: Sequence[etree._Element]) -> None:
    """Put the elements `before` in front of the words of `span`, those `after` behind them."""
    first, last = span
    _cut(last, last.at + 1)
    end = _beyond(last.run)
    while end.getnext() is not None and end.getnext().tag == q("bookmarkEnd"):
        end = end.getnext()
    for element in reversed(after):
        end.addnext(element)
    start = _outside(_cut(first, first.at))
    while start.getprevious() is not None and start.getprevious().tag == q("bookmarkStart"):
        start = start.getprevious()
    for element in before:
        start.addprevious(element)


def mark_whole(
    paragraph: etree._Element,
    before: Sequence[etree._Element],
    after: Sequence[etree._Element],
) -> None:
    """Put marks around all that stands in a paragraph."""
    at = 0 if paragraph.find(q("pPr")) is None else 1
    paragraph[at:at] = before
    paragraph.extend(after)


def _cut(letter: Letter, at: int) -> etree._Element:
    """Part a run before the `at`-th letter of a piece, and return the run that begins there."""
    run, piece = letter.run, letter.piece
    text = piece.text or ""
    head = [each for each in run if each.tag != q("rPr")]
    place = head.index(piece)
    if at <= 0 and place == 0:
        return run
    rest = head[place + (1 if at > 0 else 0) :]
    if piece.tag == q("t") and 0 < at < len(text):
        tail = deepcopy(piece)
        piece.text, tail.text = text[:at], text[at:]
        rest.insert(0, tail)
    if not rest:
        return run
    new = etree.Element(run.tag, nsmap=run.nsmap)
    properties = run.find(q("rPr"))
    if properties is not None:
        new.append(deepcopy(properties))
    new.extend(rest)
    run.addnext(new)
    return new


def _fields(run: etree._Element) -> list[etree._Element]:
    """Return the runs that begin the fields which are open at `run`."""
    opened: list[etree._Element] = []
    for each in run.itersiblings(q("r"), preceding=True):
        opened.insert(0, each)
    found: list[etree._Element] = []
    for each in (*opened, run):
        sort = _sort(each)
        if sort == "begin":
            found.append(each)
        elif sort == "end" and found and each is not run:
            found.pop()
    return found


def _sort(run: etree._Element) -> str:
    mark = run.find(q("fldChar"))
    return "" if mark is None else str(mark.get(q("fldCharType")))


def _outside(run: etree._Element) -> etree._Element:
    """Return the run in front of which a mark may stand: that which begins a field, if in one."""
    opened = _fields(run)
    return opened[0] if opened else run


def _beyond(run: etree._Element) -> etree._Element:
    """Return the run behind which a mark may stand: that which ends a field, if in one."""
    depth = len(_fields(run))
    for each in run.itersiblings(q("r")) if depth else ():
        sort = _sort(each)
        depth += {"begin": 1, "end": -1}.get(sort, 0)
        if depth == 0:
            return each
    return run
