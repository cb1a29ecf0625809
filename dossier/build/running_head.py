"""Shorten a running head that names many organisations, or has a long title: it has two lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from textwrap import shorten

from dossier.model.language import Language
from dossier.model.outline import FilledOutline
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
    head = filled.running_head
    if len(head) > LONGEST_LINE and len(submitters) > 2:
        form = str(language.terms["first and others"])
        said = form.format(first=submitters[0].short, n=len(submitters) - 1)
        one = {**values, "submitters": (replace(submitters[0], name=said, acronym=said),)}
        again, _ = expand(outline, one, filters)
        head = again.running_head if again else head
    if len(head) > LONGEST_HEAD:
        head = shorten(head, LONGEST_HEAD, placeholder=" …")
        head = head if len(head) > 2 else f"{filled.running_head[:LONGEST_HEAD]}…"
    return replace(filled, running_head=head)
