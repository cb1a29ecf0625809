"""Join lines into pieces, and tell where a paragraph, an item or a heading ends."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from dossier.model.document import Inlines, Link, Text
from dossier.readers.drafts.lines import END, Line, Setting
from dossier.readers.drafts.list_marks import bullet, heading_marks, item_marks
from dossier.readers.drafts.note_titles import is_title_of_notes
from dossier.readers.drafts.piece import Piece, RunFormat

NARROW = 60
"""Letters in a line of which a shorter one stands by itself, in a text of short lines too."""

LONGEST = 60
"""Letters in a word that may be parted at the end of a line."""

CENTRED = 6
"""Spaces before a line from which it may stand in the middle of the page."""

WORD = 5
"""Letters of a half that is a word of its own, if it stands elsewhere too."""

_PREFIXES = frozenset(
    {"non", "self", "well", "long", "short", "co", "anti", "post", "pre", "ex", "vice", "so", "pro",
     "multi", "socio", "semi", "sub", "inter", "intra", "ill", "low", "high", "mid", "full", "part",
     "quasi", "half", "two", "three", "four", "five", "six", "ten", "all", "cross", "follow",
     "decision", "policy", "law", "gender", "state", "peut", "celui", "celle", "ceux", "quelques"}
)  # fmt: skip
_ENDING = re.compile(
    r"(?:m?ents?|tions?|sions?|ings?|ers?|ed|ly|ness|ity|ities|able|ible|ally|ance|ences?|ives?)"
)
_UNSPACED = re.compile("[\u3001-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")
_SLACK = 8
_NOTE = re.compile(r"\[?(\d{1,3})(?:[.)\]]|(?=\s))\s+(?=\S)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d[,;)]?")
_PAIR = r"\([^\s<>()\"“”]*\)"
_ADDRESS = re.compile(rf"https?://(?:[^\s<>\"“”()]|{_PAIR})*(?:[^\s<>\"“”().,;:!?’'\]]|{_PAIR})")


def pieces_of(lines: Sequence[Line], how: Setting) -> tuple[Piece, ...]:
    """Return the pieces that `lines` make, with a line of the first of each."""
    groups: list[list[Line]] = []
    notes, years = _notes(lines), _years(lines)
    for line in lines:
        goes_on = groups and line.number not in notes and _together(groups[-1], line, how)
        if goes_on or line.number in years:
            groups[-1].append(line)
        else:
            groups.append([line])
    known = _vocabulary(lines)
    mostly = sum(each.indented for each in lines) > 0.4 * len(lines)
    return tuple(_piece(group, how, known, mostly) for group in groups)


def _notes(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines with which the notes at the end of a text begin."""
    found = {each.number: _NOTE.match(each.text) for each in lines}
    marks = [(number, each[0].replace(each[1], ""), int(each[1])) for number, each in found.items()
             if each]  # fmt: skip
    first = max((at for at, (_, _, value) in enumerate(marks) if value == 1), default=len(marks))
    starts: list[int] = []
    for number, form, value in marks[first:]:
        if value == len(starts) + 1 and form == marks[first][1]:
            starts.append(number)
    titled = any(is_title_of_notes(each.text) for each in lines if each.number < (*starts, 0)[0])
    return frozenset(starts if titled or len(starts) > 1 else ())


def _years(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines that hold a year alone, in the middle of a sentence."""
    threes = zip(lines, lines[1:], lines[2:], strict=False)
    return frozenset(
        line.number
        for last, line, after in threes
        if _YEAR.fullmatch(line.text) and not (line.gap or after.gap or END.search(last.text))
        and after.text[0].islower()
    )  # fmt: skip


def _together(group: Sequence[Line], line: Line, how: Setting) -> bool:
    """Whether `line` goes on with the paragraph that `group` is so far."""
    last = group[-1]
    lower, full = line.text[0].islower(), len(last.text) >= 0.6 * how.width
    if not how.broken or _begins(line, last) or (_heads(group) and not (lower and full)):
        return False
    if _apart(group, line, how) or _counts_on(group[0], line):
        return False
    ended = bool(END.search(last.text))
    if not ended and full and (lower or (line.paged and not _heads([line]))):
        return not line.indented or line.gap <= how.gap
    if line.gap > how.gap or (line.indented and line.gap and how.gap):
        return False
    if lower or how.apart:
        return True
    fits = len(last.text) + 1 + len(line.text.split()[0]) <= how.width - _SLACK
    return not fits if ended else full


def _apart(group: Sequence[Line], line: Line, how: Setting) -> bool:
    """Whether a line looks unlike the group: after capitals, centred, or set out from an item."""
    last = group[-1]
    capitals = last.text.isupper() and len(last.text) > 3 and not line.text.isupper()
    centred = min(last.indent, line.indent) >= CENTRED and last.indent != line.indent
    ended = how.hanging and bullet(group[0].text) and last.text[-1] in ".!?"
    return capitals or centred or bool(ended and line.indent <= group[0].indent)


def _begins(line: Line, last: Line) -> bool:
    """Whether a line begins with a mark, so that it begins an item or a numbered paragraph."""
    if bullet(line.text):
        sure = line.text[0] not in "–—·" or END.search(last.text)
        return bool(sure) or line.gap > 1
    return bool(item_marks(line.text)) and (bool(END.search(last.text)) or line.gap > 0)


def _counts_on(first: Line, line: Line) -> bool:
    """Whether a line bears the number after that of an item's first line."""
    before = {(each.form, each.value + 1) for each in item_marks(first.text)}
    return any((each.form, each.value) in before for each in item_marks(line.text))


def _heads(group: Sequence[Line]) -> bool:
    """Whether a single line is a numbered heading, which the next line does not go on with."""
    text = group[0].text
    marks = heading_marks(text)
    if len(group) > 1 or not marks or len(text) > 90 or text[-1] in ".,;:-。，；：":
        return False
    words = text[marks[0].length :].split()
    return bool(words) and words[0][0].isupper() and len(words) <= 12


def _piece(group: Sequence[Line], how: Setting, known: frozenset[str], mostly: bool) -> Piece:
    text = group[0].text
    for line in group[1:]:
        text = _joined(text, line.text, known)
    text = re.sub(r"[ \t]+", " ", text)
    lone = len(group) == 1 and (not how.broken or len(text) < 0.9 * max(how.width, NARROW))
    run_format = RunFormat(lone=lone, indented=group[0].indented and not mostly)
    return Piece((Text(text),), group[0].number, run_format=run_format)


def _joined(text: str, more: str, known: frozenset[str]) -> str:
    """Join two lines; a hyphen goes where the text has the word elsewhere without it."""
    parted = re.search(r"(\w+)-$", text[-LONGEST:]) if text.endswith("-") else None
    following = re.match(r"[\w-]+", more)
    if not parted or not following or not more[0].islower():
        return f"{text}{'' if _run_on(text, more) else ' '}{more}"
    return f"{text[:-1] if _is_whole(parted[1], following[0], known) else text}{more}"


def _run_on(text: str, more: str) -> bool:
    """Whether no space stands between two lines, as in Chinese."""
    return bool(_UNSPACED.search(text[-1:]) and _UNSPACED.match(more))


def _is_whole(first: str, second: str, known: frozenset[str]) -> bool:
    """Whether the halves of a word parted at a hyphen are one word without it."""
    one, two = first.casefold(), second.casefold()
    if {one + two, f"{one}-{two}"} & known:
        return one + two in known and f"{one}-{two}" not in known
    if _ENDING.fullmatch(two):
        return True
    words = (one in known and len(one) >= WORD) or (two in known and len(two) >= WORD)
    return not (one in _PREFIXES or words or {one, two} <= known)


def guessed_words(lines: Sequence[Line]) -> Iterator[tuple[int, str, str]]:
    """Yield line, typed word and whole word, where nothing else in the text says that it is one."""
    known = _vocabulary(lines)
    for line, after in itertools.pairwise(lines):
        first = re.search(r"([^\W\d_]+)-$", line.text)
        second = re.match(r"[^\W\d_]+", after.text)
        if first and second and second[0][0].islower():
            typed, whole = f"{first[1]}-{second[0]}", first[1] + second[0]
            sure = {typed.casefold(), whole.casefold()} & known
            if not sure and _is_whole(first[1], second[0], known):
                yield line.number, typed, whole


def _vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    """Return the words of a text; halves at the beginnings and ends of lines are none."""
    found: set[str] = set()
    parted = False
    for each in lines:
        words = re.findall(r"[\w-]+", each.text)
        if parted and words:
            words = words[1:]
        parted = each.text.endswith("-")
        found |= {word.casefold() for word in words}
    return frozenset(found)


def with_links(content: Inlines) -> Inlines:
    """Return `content` with the web addresses in its words as links, brackets in pairs.

    >>> with_links((Text("(see http://a.org/b_(c), p. 2)"),))[1]
    Link(address='http://a.org/b_(c)', content=(Text(text='http://a.org/b_(c)'),))
    """
    found: list[Text | Link] = []
    for inline in content:
        if not isinstance(inline, Text):
            return content
        at = 0
        for address in _ADDRESS.finditer(inline.text):
            found.append(Text(inline.text[at : address.start()]))
            found.append(Link(address[0], (Text(address[0]),)))
            at = address.end()
        found.append(Text(inline.text[at:]))
    return tuple(each for each in found if each != Text(""))
