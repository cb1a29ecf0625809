"""Find the recommendations that were put into a Word file, before, inside or after another one.

A paragraph that somebody gave a label, "Recommendation 3.", begins one wherever it stands: at the
end, or where Enter parted a recommendation in two. Where recommendations have one paragraph each,
one more is a new one without a label too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.paragraph_matching import splits
from dossier.interchange.pull.returned_text import LinkedParagraph
from dossier.interchange.pull.tokens import Token, shown
from dossier.readers.exported_docx.paragraphs import Shape

_LABELLED = ("paragraph", "number", "bullet", "continue")
"""Paragraphs that may begin a recommendation with a label of their own."""

_BEHIND = r"\s?(?:[a-z]|bis|ter)?\s*[.:)\]–—-]"
"""What stands behind a number that was typed into a label, such as "3." or "2a:"."""

_APART = r"\s*\Z|\s+(?=[^\W\d_])"
"""What may stand there where a recommendation begins anyway: its end, or a space and a capital."""

Groups = list[list[LinkedParagraph]]


def opened(
    rows: Sequence[LinkedParagraph], base: Base, texts: dict[str, tuple[str, ...]]
) -> tuple[list[LinkedParagraph], Groups]:
    """Return the rows of a recommendation, and those of each new one above it.

    A row that begins a new one among the rest, or after it, says so (`opens`). `texts` are the
    words of each exported paragraph.
    """
    rows = [_without_label(row, base) for row in rows]
    parted = splits(rows, texts)
    own = [n for n, row in enumerate(rows) if row.links or n in parted]
    if not own:
        return rows, []
    single = _single(base)

    def opens(n: int) -> bool:
        row = rows[n]
        outside = single and not own[0] <= n <= own[-1] and row.line.shape.kind == "paragraph"
        return bool(row.tokens) and (outside or (row.labelled and not _is_opening(row, base)))

    before = _groups(rows[: own[0]], opens)
    if len(before) > 1:  # what stands above a new recommendation stays above it
        before = [[], [*before[0], *before[1]], *before[2:]]
    kept = [_opening(row, base) if n > own[0] and opens(n) else row
            for n, row in enumerate(rows) if n >= own[0]]  # fmt: skip
    return [*before[0], *kept], [_headed(each, base) for each in before[1:]]


def _single(base: Base) -> bool:
    """Whether recommendations have one paragraph each, so that another one is a new one."""
    counts = [
        sum(flat.sort == "paragraph" and not flat.path for flat in base.flats[id_])
        for id_, block in base.blocks.items()
        if block.kind == "recommendation"
    ]
    return 2 * sum(each == 1 for each in counts) > len(counts)


def _groups(rows: Sequence[LinkedParagraph], opens: Callable[[int], bool]) -> Groups:
    """Return rows in groups, each opened by a row that opens one but for the first."""
    groups: Groups = [[]]
    for n, row in enumerate(rows):
        if opens(n):
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _is_opening(row: LinkedParagraph, base: Base) -> bool:
    """Whether a row is the first paragraph of a recommendation that was exported."""
    return any(base.opening(base.flat[id_]) for id_ in row.links)


def _opening(row: LinkedParagraph, base: Base) -> LinkedParagraph:
    """Return a row that begins a recommendation, as a paragraph without its label."""
    shape = row.line.shape
    if shape.kind not in _LABELLED:
        return row
    line = replace(row.line, shape=Shape("paragraph"))
    bare = _bare(row.tokens, base, f"{_BEHIND}|{_APART}")
    labelled = row.labelled or len(bare) < len(row.tokens)
    return replace(row, line=line, tokens=bare, labelled=labelled, opens=True)


def _headed(group: list[LinkedParagraph], base: Base) -> list[LinkedParagraph]:
    """Return a group of rows, of which the first paragraph begins the recommendation."""
    at = next((n for n, row in enumerate(group) if row.line.shape.kind in _LABELLED), 0)
    return [*group[:at], _opening(group[at], base), *group[at + 1 :]]


def _without_label(row: LinkedParagraph, base: Base) -> LinkedParagraph:
    """Return a row without a label that somebody typed before it, and that it had one."""
    if row.line.shape.kind not in _LABELLED:
        return row
    exported = "".join(shown(base.tokens(base.flat[id_])) for id_ in row.links[:1])
    bare = _bare(row.tokens, base, _BEHIND)
    if len(bare) == len(row.tokens) or shown(row.tokens)[:20] == exported[:20]:
        return row
    return replace(row, tokens=bare, labelled=True)


def _bare(tokens: Sequence[Token], base: Base, behind: str) -> tuple[Token, ...]:
    """Return tokens without a label; `behind` is what must stand behind its number.

    Without a sign there, words that go on small are a sentence: "Recommendation 12 of 2018 asks".
    """
    before, _, after = base.edition.language.terms["recommendation"].partition("{n}")
    lead = r"\s*".join(map(re.escape, before.split()))
    if not lead:
        return tuple(tokens)
    ends = f"{behind}|{re.escape(after.strip()) or _APART}"
    text = "".join(each.text if each.is_word else "\0" for each in tokens)
    label = rf"\s*{lead}\s*\d+(?P<end>{ends})(?!\d)\s*"
    found = re.match(label, text, re.IGNORECASE)
    left = found.end() if found else 0
    if found and not found["end"].strip() and not text[left : left + 1].isupper():
        left = left if left == len(text) else 0
    rest = list(tokens)
    while rest and left >= len(rest[0].text) > 0:
        left -= len(rest.pop(0).text)
    return tuple(rest)
