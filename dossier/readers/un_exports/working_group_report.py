"""Reports of the UPR Working Group (Word): recommendations with the positions of their sections.

The chapter "Conclusions and/or recommendations" has a paragraph for each answer of the State ("121.
The recommendations … enjoy the support of Slovenia:") and below it the recommendations: 121.1 and
so on, or 1, 2, 3 in the first cycle, cited as 111 (1). What the paragraph does not say clearly is
left open, and told.

Source: the reports on Slovenia of 2010, 2014, 2019 and 2025 (A/HRC/14/15, 28/15, 43/15 and 59/15);
the words for what a State does not support are those of Council resolution 5/1, annex, paragraph
32, and of UPR Info's older tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.registry import Earlier
from dossier.readers.un_exports.export import Intake, Row
from dossier.readers.un_exports.recommendation_text import Reading, read_recommendation
from dossier.readers.un_exports.sessions import cycle_of
from dossier.readers.un_exports.word_document import Line, WordDocument
from dossier.readers.un_exports.wording import Position

NAME = "a report of the UPR Working Group"
_CHAPTER = re.compile(r"(?:[IVX]+\.\s*)?conclusions and/or recommendations\W*", re.IGNORECASE)
_END = re.compile(r"(?:\d+\.\s*)?all conclusions and/or rec|annex\b|I(?:II|V)\.\s", re.IGNORECASE)
_ITEM = re.compile(r"(\d{1,3})\.(\d{1,3})[.)]?\s+(?=\D)")
_SIMPLE = re.compile(r"(\d{1,3})[.)]\s+(?=\D)")
_PENDING = re.compile(
    r"\bwill (?:be )?(?:examine|consider|provide|respond|study|review)|"
    r"\b(?:being|under) (?:examin|consider|review|study)",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"\b(?:(?:do|does|did|can|could|would|will) ?not (?:be )?"
    r"(?:(?:enjoy|receive|have|gain) (?:the )?support|accept|support)\w*|"
    r"not (?:supported|accepted)|(?:unable|not in a position) to (?:accept|support)|"
    r"note[ds]|reject(?:s|ed)|(?:takes?|took|taken|taking) note)\b",
    re.IGNORECASE,
)
_SUPPORTED = re.compile(
    r"\b(?:(?:enjoy|receive|ha[sv]|gain)\w* the support|enjoy\w* support|"
    r"support(?:s|ed)|accept(?:s|ed))\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:partial|part\b|except|some of)", re.IGNORECASE)
_SHORT = 120
"""Up to how many letters a line between recommendations may be a heading."""


@frozen
class _Item:
    """A recommendation as it is gathered; `section` is the paragraph that says the position."""

    line: int
    section: str
    paragraph: str
    text: str


def is_report(document: WordDocument) -> bool:
    """Whether a document is such a report: it has a chapter of recommendations."""
    return any(_CHAPTER.fullmatch(each.text) for each in document.lines)


def answer(sentence: str) -> Position:
    """Return the position that the paragraph before recommendations says, or "" if it is not clear.

    >>> answer("The recommendations listed below enjoy the support of Peru:")
    'supported'
    >>> answer("The recommendations below did not enjoy the support of Peru and would be noted:")
    'noted'
    >>> answer("The following will be examined by Peru, which will provide responses:")
    'pending'
    >>> answer("Peru cannot accept these:"), answer("They did not receive the support of Peru:")
    ('noted', 'noted')
    >>> answer("Peru supports the first and notes, in part, the others; they are noted:")
    ''
    """
    rest, noted = _NOTED.subn(" ", sentence)
    said: list[Position] = []
    if noted:
        said.append("noted")
    if _SUPPORTED.search(rest):
        said.append("supported")
    if _PENDING.search(rest):
        said.append("pending")
    return said[0] if len(said) == 1 and not _PART.search(sentence) else ""


def read_report(document: WordDocument, intake: Intake) -> None:
    """Take in the recommendations of a report."""
    intake.kind, intake.unit = NAME, "paragraph"
    positions: dict[str, Position] = {}
    state = document.state()
    for item in _items(document, intake, positions):
        reading = read_recommendation(item.text)
        if not reading.text:
            intake.cannot(item.line, f"{item.paragraph} has no words")
        elif state and not intake.wanted(state):
            intake.elsewhere[state] += 1
        else:
            earlier = _earlier(item, reading, document, positions.get(item.section, ""))
            _doubt(intake, item, earlier, reading)
            day = document.published
            row = Row(earlier, state, document.session, item.line, published=day, listed=day)
            intake.take(row, (earlier.symbol, earlier.paragraph))


def _items(
    document: WordDocument, intake: Intake, positions: dict[str, Position]
) -> Iterator[_Item]:
    """Yield the recommendations; what the paragraphs before them say goes into `positions`."""
    held: _Item | None = None
    section, last = "", 0
    for line in _chapter(document):
        begun = _begun(line, section, last)
        if begun:
            if held:
                yield held
            held, last = begun, last + 1
        elif number := _SIMPLE.match(line.text):
            if held:
                yield held
            held, last, section = None, 0, number[1]
            positions[section] = answer(line.text)
        elif held and not read_recommendation(held.text).states:
            held = _Item(held.line, held.section, held.paragraph, f"{held.text} {line.text}")
        elif read_recommendation(line.text).states:
            intake.cannot(line.number, "it names States, but has no number by which to cite it")
        elif len(line.text) > _SHORT:
            intake.cannot(line.number, "it is neither a recommendation with a number nor a heading")
    if held:
        yield held


def _chapter(document: WordDocument) -> Iterator[Line]:
    """Yield the lines of the chapter, to the paragraph which says whose positions these are."""
    starts = [at for at, each in enumerate(document.lines) if _CHAPTER.fullmatch(each.text)]
    for line in document.lines[starts[-1] + 1 :]:
        if _END.match(line.text):
            return
        yield line


def _begun(line: Line, section: str, last: int) -> _Item | None:
    """Return the recommendation that begins in a line: 121.1, or 1 below paragraph 111."""
    item = _ITEM.match(line.text)
    if item:
        paragraph = f"{item[1]}.{item[2]}"
        return _Item(line.number, item[1], paragraph, line.text[item.end() :])
    simple = _SIMPLE.match(line.text)
    if not (simple and section and int(simple[1]) == last + 1):
        return None
    is_next = int(simple[1]) == int(section) + 1 and not read_recommendation(line.text).states
    paragraph = f"{section} ({simple[1]})"
    return None if is_next else _Item(line.number, section, paragraph, line.text[simple.end() :])


def _earlier(item: _Item, reading: Reading, document: WordDocument, position: Position) -> Earlier:
    return Earlier(
        paragraph=item.paragraph,
        symbol=document.symbol,
        text=reading.text,
        states=reading.states,
        position=position,
        cycle=cycle_of(document.session),
        origin=f"{document.symbol or 'report of the Working Group'}, para. {item.section}",
    )


def _doubt(intake: Intake, item: _Item, earlier: Earlier, reading: Reading) -> None:
    where = f"paragraph {item.line}: {item.paragraph}"
    if not earlier.states:
        message = f"{where} names no recommending State"
        intake.doubt(item.line, Fault.NO_STATES, message, "add `states:` to the entry")
    if not earlier.position:
        message = f"{where}: paragraph {item.section} does not say clearly whether it is supported"
        hint = "look into the State's answer and add `position:`"
        intake.doubt(item.line, Fault.OPEN_POSITION, message, hint)
    for name in reading.strange:
        message = f'{where}: "{name}" is no State that is known here; it was taken for one'
        intake.doubt(item.line, Fault.UNKNOWN_STATE, message, "correct `states:` in the entry")
