"""The heading above the endnotes, which Word itself puts after all else without one.

It has a style of its own, by which it is known when the file comes back. It looks as titles of
sections do, without a number, unless `word.docx` has the style.
"""

from __future__ import annotations

import copy
from typing import Any

from dossier.model.edition import Edition
from dossier.ooxml.elements import child, make
from dossier.ooxml.names import q

NOTES_HEADING = "NotesHeading"
NAME = "Notes Heading"


def has_notes_heading(edition: Edition) -> bool:
    """Whether a title stands above the notes."""
    return bool(edition.numbers.note) and edition.document.settings.notes == "endnotes"


def set_notes_heading(word: Any, edition: Edition) -> None:
    """Give a Word file the style of the heading if it is needed, and take it away if not."""
    root = word.styles.element
    styles = {each.get(q("styleId")): each for each in root.iter(q("style"))}
    found, title = styles.get(NOTES_HEADING), styles.get("Heading1")
    if not has_notes_heading(edition):
        if found is not None:
            root.remove(found)
    elif found is None and title is not None:
        title.addnext(_unnumbered(title))


def _unnumbered(title: Any) -> Any:
    """Return a style that looks as titles of sections do, without a number."""
    made = copy.deepcopy(title)
    made.set(q("styleId"), NOTES_HEADING)
    made.find(q("name")).set(q("val"), NAME)
    listed = child(made, "pPr", "numPr")
    if listed is not None:
        listed[:] = [make("numId", val=0)]
    return made
