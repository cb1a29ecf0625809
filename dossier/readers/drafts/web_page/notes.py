"""The notes of a web page: which links call them, and which elements hold them whole."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from dossier.model.document import Inlines
from dossier.readers.drafts.inline_splices import cut
from dossier.readers.drafts.note_titles import is_title_of_notes
from dossier.readers.drafts.piece import Piece
from dossier.readers.drafts.web_page.elements import BLOCKS, words_of
from dossier.readers.drafts.web_page.formats import is_raised

_NUMBER = re.compile(r"[\s\[(]*(\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§]{1,3})[\])]*\s*", re.IGNORECASE)
_CALLS = re.compile(r"note-?ref|footnote|endnote|\bcall\b", re.IGNORECASE)
_BACK = re.compile(r"[\s↩↑^⤴\ufe0e\ufe0f\u21a9]*|\W*(?:back|return)\W*", re.IGNORECASE)
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class Notes:
    """Which links call notes and which lead back, and the elements that hold whole notes."""

    def __init__(self, root: Any) -> None:
        self.targets: dict[str, Any] = {}
        self.order: dict[Any, int] = {}
        for at, each in enumerate(root.iter()):
            self.order[each] = at
            for name in (each.get("id"), each.get("name")):
                if name and isinstance(each.tag, str):
                    self.targets.setdefault(name, each)
        self.called_by: dict[Any, Any] = {}
        self.backs: set[Any] = set()
        for each in root.iter("a"):
            note = self.note_of(each)
            if note is not None:
                self.called_by[each] = note
        self.held = set(self.called_by.values())
        for each in root.iter("a"):
            target = self.target(each)
            inside = any(up in self.held for up in each.iterancestors())
            if target is not None and inside and self.is_back(each, target):
                self.backs.add(each)

    def target(self, link: Any) -> Any:
        address = link.get("href") or ""
        return self.targets.get(address[1:]) if address.startswith("#") else None

    def note_of(self, link: Any) -> Any:
        """Return the element of the note that a link calls, or None where it calls none.

        Notes come after their calls; what leads to something before it leads back.
        """
        target = self.target(link)
        words = words_of(link)
        if target is None or not _NUMBER.fullmatch(words) or not _marked(link, words):
            return None
        note = _container(target)
        if (
            note is None
            or self.order[note] < self.order[link]
            or not words_of(note).strip(words + " ")
        ):
            return None
        return note

    def is_back(self, link: Any, target: Any) -> bool:
        """Whether a link in a note leads back to its call, and is no part of its words."""
        calls = {each for each in self.called_by if target is each or target in each.iter()}
        around = target in {
            up for each in self.called_by for up in each.iterancestors() if up.tag != "p"
        }
        words = words_of(link)
        return bool(calls or around) and bool(_NUMBER.fullmatch(words) or _BACK.fullmatch(words))

    def is_title(self, element: Any) -> bool:
        """Whether a heading stands above nothing but notes, which stand at their calls."""
        if not self.held or not is_title_of_notes(words_of(element)):
            return False
        home = element.getparent()
        return home is not None and any(up in self.held for up in home.iter())


def _marked(link: Any, words: str) -> bool:
    """Whether a link is raised, in brackets, or says that it calls a note."""
    if link.get("role") == "doc-noteref" or _CALLS.search(link.get("class") or ""):
        return True
    raised = any(is_raised(each) for each in (link, *link.iterdescendants(), *link.iterancestors()))
    return raised or words.startswith("[")


def _container(target: Any) -> Any:
    """Return the element that holds the whole note which begins at `target`."""
    for each in (target, *target.iterancestors()):
        if each.tag in ("li", "aside", "dd", "tr"):
            return each
        if each.tag in ("p", "div"):
            home = each.getparent()
            alone = (
                home is not None
                and home.tag == "div"
                and (home.get("id") or "").startswith(("ftn", "edn"))
            )
            return home if alone else each
        if each.tag in BLOCKS:
            return None
    return None


def numbers_itself(element: Any, backs: Collection[Any]) -> bool:
    """Whether the number of a note stands in its link back to the call, which is left out."""
    return any(_NUMBER.fullmatch(words_of(e)) for e in element.iter("a") if e in backs)


def unnumbered(content: Inlines, number: str) -> Inlines:
    """Return the words of a note without its number at their beginning."""
    text = Piece(content, 0).text
    bare = number.strip("[]() ")
    found = re.match(rf"\s*[\[(]?{re.escape(bare)}[\])]?[.:]?(?:\s+|$)", text.translate(_PLAIN))
    return cut(content, found.end()) if found else content
