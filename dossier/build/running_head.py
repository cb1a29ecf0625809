"""Shorten a running head that names many organisations, or has a long title: it has two lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from textwrap import shorten

from dossier.model.language import Language
from dossier.model.outline import FilledOutline
from dossier.model.theme import HEAD_LINES
from dossier.readers.dossier_yaml import Submitter
from dossier.readers.templates.filled_outline import expand
from dossier.readers.templates.outline import Outline

LONGEST_LINE = 90
"""Characters that fit in one line at the top of a page."""

LONGEST_HEAD = 170
"""Characters that fit in two."""


def with_short_head(
    filled: FilledOutline,
    outline: Outline,
    values: Mapping[str, object],
    submitters: tuple[Submitter, ...],
    language: Language,
    filters: Mapping[str, object],
) -> FilledOutline:
    """Return what was filled in with a running head of two lines at most.

    Of many organisations it names the first, and how many others there are.
    """
    head = "\n".join(_lines(filled.running_head))
    if _is_long(head) and len(submitters) > 2:
        form = str(language.terms["first and others"])
        said = form.format(first=submitters[0].short, n=len(submitters) - 1)
        one = {**values, "submitters": (replace(submitters[0], name=said, acronym=said),)}
        again, _ = expand(outline, one, filters)
        head = "\n".join(_lines(again.running_head)) if again else head
    lines = head.split("\n")
    most = LONGEST_HEAD if len(lines) == 1 else LONGEST_LINE
    return replace(filled, running_head="\n".join(_short(each, most) for each in lines))


def _lines(head: str) -> list[str]:
    r"""Return the lines of a running head, of which the second holds all that follows.

    >>> _lines("One \n\n two\nthree")
    ['One', 'two three']
    """
    lines = [" ".join(each.split()) for each in head.split("\n") if each.strip()]
    return [*lines[: HEAD_LINES - 1], *([" ".join(lines[HEAD_LINES - 1 :])] if lines[1:] else [])]


def _is_long(head: str) -> bool:
    return any(len(each) > LONGEST_LINE for each in head.split("\n"))


def _short(line: str, most: int) -> str:
    """Return a line cut at a word, or within its first word if that is too long."""
    if len(line) <= most:
        return line
    cut = shorten(line, most, placeholder=" …")
    return cut if len(cut) > 2 else f"{line[:most]}…"
