"""Find the title and the headings of a draft whose author may have used no styles.

Headings by style are certain. Else a short piece without a full stop is one if it is numbered in
a series, in capitals, bold, or alone on its line; each of these looks makes a level, the numbers
before the others, in the order in which they first come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from dossier.model.word_count import characters_in, words_in
from dossier.readers.drafts.list_marks import bullet, heading_marks
from dossier.readers.drafts.piece import Piece

LONGEST = 14
"""Words that a heading has at most where nothing but its look says that it is one."""

BIG = 36
"""Half points of letters that only a title has."""

_NOTED = re.compile(r"[^\W\d_]{3}[.!?][’”\"')\]]?\d{1,3}$")
"""The end of a sentence with the number of a note."""

_STOPS = ".;,:。；，：、؛،"
"""Signs that no heading ends with."""

_LOOKS = ("caps", "bold", "lone")

_NUMBER = re.compile(r"\W*\d{1,3}\W*")
"""A number alone, such as that of a page; a year may be the title of what happened in it."""


def find_headings(pieces: Sequence[Piece]) -> tuple[int | None, Mapping[int, int]]:
    """Return the position of the title (or None), and the level of each heading by position."""
    levels = {at: piece.level for at, piece in enumerate(pieces) if piece.level}
    deepest = max(levels.values(), default=0)
    run_formats = _looks(pieces, deepest > 0)
    for rank, run_format in enumerate(run_formats, start=1):
        levels |= dict.fromkeys(run_formats[run_format], deepest + rank)
    opening = _opening(pieces, levels, {at for each in _LOOKS for at in run_formats.get(each, ())})
    levels = {at: level for at, level in levels.items() if at not in opening}
    top = min(levels.values(), default=0)
    first = min((at for at, level in levels.items() if level == top), default=len(pieces))
    title = _title(pieces, first)
    kept = {at: level for at, level in levels.items() if at >= first or pieces[at].level}
    return title, {at: level for at, level in kept.items() if at != title}


def _looks(pieces: Sequence[Piece], styled: bool) -> dict[str, list[int]]:
    """Return the positions of headings by what they are known by, the highest level first."""
    able = [at for at, piece in enumerate(pieces) if may_head(piece)]
    found = dict(_numbered(pieces, able))
    taken = {at for each in found.values() for at in each}
    items = _items(pieces)
    for run_format in _LOOKS:
        out = taken | items if run_format == "lone" else taken
        same = [at for at in able if at not in out and _has(run_format, pieces, at)]
        if same and not (styled and run_format == "lone"):
            found[run_format] = same
            taken.update(same)
    return found


def count_words(text: str) -> int:
    """Return the length of a line in words; two characters of Chinese are about one.

    >>> count_words("On strikes"), count_words("关于罢工")
    (2, 2)
    """
    characters = characters_in(text)
    return words_in(text) - characters + (characters + 1) // 2


def look_of(piece: Piece) -> str:
    """Return by what a heading without a style is known, in a word."""
    text = piece.text.strip()
    if heading_marks(text) or piece.listed:
        return "numbered"
    return "bold" if piece.run_format.bold else "capital" if text.isupper() else "lone"


def may_head(piece: Piece) -> bool:
    """Whether a piece is short and ends like a heading."""
    text = piece.text.strip()
    listed = piece.listed is not None and not (
        piece.listed.ordered and (piece.run_format.bold or text.isupper())
    )
    if piece.prose or piece.node or piece.style or piece.level or listed or bullet(text):
        return False
    if _NUMBER.fullmatch(text):
        return False
    if piece.run_format.indented and not heading_marks(text):
        return False
    begins = next((each for each in text if each.isalnum()), "")
    short = count_words(text) <= LONGEST and len(text) <= 110
    ends = text[-1] in _STOPS or bool(_NOTED.search(text))
    return bool(begins) and not begins.islower() and short and not ends


def _numbered(pieces: Sequence[Piece], able: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
    """Yield each form of number that counts headings, those that begin anew last."""
    forms: dict[str, list[tuple[int, int]]] = {}
    for at in able:
        for mark in heading_marks(pieces[at].text.lstrip()):
            forms.setdefault(mark.form, []).append((at, mark.value))
    taken: set[int] = set()
    fitting = [(_anew(found), found[0][0], form) for form, found in forms.items()]
    for anew, _, form in sorted(fitting):
        positions = [at for at, _ in forms[form] if at not in taken]
        steps = form.startswith("steps")
        if len(positions) > 1 and (steps or anew < 99) and not _is_list(positions):
            taken.update(positions)
            yield form, positions


def _items(pieces: Sequence[Piece]) -> set[int]:
    """Return the positions of pieces that count on directly below each other, as items do."""
    marks = [heading_marks(each.text.lstrip()) for each in pieces]
    found: set[int] = set()
    for at, (above, here) in enumerate(pairwise(marks), start=1):
        if any(b.form == a.form and b.value == a.value + 1 for a in above for b in here):
            found |= {at - 1, at}
    return found


def _anew(found: Sequence[tuple[int, int]]) -> int:
    """Return how often a series begins again at 1, or 99 where it does not count by ones."""
    values = [value for _, value in found]
    steps = zip([0, *values], values, strict=False)
    if any(after not in (before + 1, 1) for before, after in steps):
        return 99
    return values.count(1) - 1


def _is_list(positions: Sequence[int]) -> bool:
    """Whether most of these follow each other, with nothing below them."""
    known = set(positions)
    following = sum(at + 1 in known for at in positions)
    return following * 2 >= len(positions)


def _has(run_format: str, pieces: Sequence[Piece], at: int) -> bool:
    piece = pieces[at]
    text = "".join(each for each in piece.text if each.isalpha())
    match run_format:
        case "caps":
            return (
                len(text) > 3
                and text.isupper()
                and (piece.run_format.lone or piece.run_format.bold)
            )
        case "bold":
            return piece.run_format.bold
        case _:
            after = pieces[at + 1] if at + 1 < len(pieces) else None
            return piece.run_format.lone and after is not None and _is_prose(after)


def _is_prose(piece: Piece) -> bool:
    return piece.node is None and not may_head(piece) and not piece.level


def _opening(pieces: Sequence[Piece], levels: Mapping[int, int], plain: set[int]) -> set[int]:
    """Return what looks like headings at the very beginning and is the lines of a title page."""
    end = 0
    while end < len(pieces) and (end in plain or (end not in levels and may_head(pieces[end]))):
        end += 1
    same = [at for at in levels if levels[at] == levels.get(end - 1) and at >= end]
    if end == 0 or end - 1 not in plain or _is_apart(pieces, end - 1, same):
        return set(range(end))
    return set(range(end - 1))


def _is_apart(pieces: Sequence[Piece], at: int, same: Sequence[int]) -> bool:
    """Whether a line looks unlike the other headings of its level: bigger, or centred."""
    if not same:
        return False
    run_format, others = pieces[at].run_format, [pieces[each].run_format for each in same]
    bigger = run_format.size > max(each.size for each in others)
    return bigger or (run_format.centred and not any(each.centred for each in others))


def _title(pieces: Sequence[Piece], first: int) -> int | None:
    """Return the position of the title before the first heading, or None."""
    styled = [at for at, piece in enumerate(pieces) if piece.style == "title"]
    if styled:
        return styled[0]
    able = [at for at in range(first) if _may_be_title(pieces[at])]
    ranked = [(pieces[at].run_format.size, pieces[at].run_format.centred, -at) for at in able]
    return -max(ranked)[2] if ranked else None


def _may_be_title(piece: Piece) -> bool:
    run_format = piece.run_format
    seen = (
        run_format.bold
        or run_format.centred
        or run_format.lone
        or run_format.size >= BIG
        or piece.text.isupper()
    )
    words = count_words(piece.text)
    fits = piece.style == "" and piece.listed is None and not piece.level and not piece.prose
    return (
        fits
        and piece.node is None
        and seen
        and 1 < words <= 30
        and not piece.text.endswith((".", "。"))
    )
