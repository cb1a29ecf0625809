"""Write citations as the Markdown that an author would have typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from dossier.interchange.markdown_source.escaping import bracket_depth, trimmed
from dossier.interchange.markdown_source.markdown_context import MarkdownContext, Unwritable
from dossier.model.document import Citation, Cite, Inlines
from dossier.model.walk import plain

Write: TypeAlias = Callable[[Inlines, MarkdownContext, str, str], str]
"""Gives the Markdown of inlines between what stands before and after them."""

_BARE_KEY = re.compile(r"\w(?:[\w:.#$%&+?<>~/-]*\w)?")
_LABELS = {
    "": ("", ""),
    "paragraph": ("para.", "paras"),
    "page": ("p.", "pp."),
    "article": ("art.", "arts"),
    "chapter": ("chap.", "chaps."),
    "section": ("sec.", "secs."),
    "annex": ("annex", "annexes"),
    "note": ("note", "notes"),
    "volume": ("vol.", "vols."),
    "rule": ("rule", "rules"),
    "principle": ("principle", "principles"),
    "recommendation": ("rec.", "recs."),
    "part": ("part", "parts"),
}
_SUB = r"(?: ?\([0-9a-zA-Z]{1,5}\))"
_ONE = (
    r"(?:\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d+|[ivxlc]+\b|[IVXLC]+\b|[A-Z](?:-\d+)?\b)"
    rf"(?:[.:/](?:\d+|[A-Z]\b))*[a-z]?\b{_SUB}*"
    r"(?: (?:bis|ter|quater|quinquies)\b)?(?: (?:et seqq?\b\.?|ff?\b\.?|sqq?\b\.?|passim\b))?"
)
_MORE = r"(?: ?(?:-{1,3}|[–—−]) ?|,? (?:and|et|y|or|to|à|a) | ?[,&] ?(?!\d+ [A-Z][a-z]))"
_LIST = re.compile(rf"{_ONE}(?:{_MORE}(?:{_ONE}|{_SUB}))*")
_PLACE_LIKE = re.compile(
    r"[ ,]*(?=(?:[-–—−&]+ ?|(?:and|et|y|or|to|à|a) )?(?:\d|\(|[ivxlcA-Z]+\b)"
    r"|(?:bis|ter|quater|quinquies|et seqq?|ff?|sqq?|passim)\b|[.:/][\dA-Z]"
    r"|(?i:para|page|pp?\b|art|ch|sec|annex|foot|note|nn?\.|fn|vol|rule|princ|rec|part|pts?\.|[¶§]))"
)


def source_of_citation(citation: Citation, context: MarkdownContext, write: Write) -> str:
    """Return the Markdown of a citation; `write` gives that of inlines in it."""
    if not citation.cites:
        raise Unwritable("a citation names no source")
    inner = replace(context, bracketed=True)
    parts = [
        _cite(each, inner, write, "[" if not at else "; ") for at, each in enumerate(citation.cites)
    ]
    return f"[{'; '.join(parts)}]"


def _cite(cite: Cite, context: MarkdownContext, write: Write, opening: str) -> str:
    words = write(trimmed(cite.before), context, opening, " ")
    key = cite.key if _BARE_KEY.fullmatch(cite.key) else f"{{{cite.key}}}"
    odd = re.search(r"[\s{}\[\]\\|<>]|^$", cite.key) or (";" in words and opening != "[")
    if odd or bracket_depth(words):
        raise Unwritable(f'"{cite.key}" cannot be cited so')
    if any(not label for label, _ in cite.places[1:]):
        raise Unwritable(f'"{cite.places[-1][1]}" cannot follow another place in "{cite.key}"')
    places = "".join(_place(each) for each in cite.places)
    after = _after(trimmed(cite.after), context, write)
    bare = cite.places and not cite.places[-1][0]
    if bracket_depth(after) or (bare and after and after[0] not in ",)"):
        raise Unwritable(f'"{plain(cite.after)}" cannot follow "{cite.key}"')
    gap = " " if after and after[0] not in ",)" else ""
    return f"{words}{' ' if words else ''}@{key}{places}{gap}{after}"


def _after(content: Inlines, context: MarkdownContext, write: Write) -> str:
    """Return the words after a source, so that they do not read as a place in it."""
    text = write(content, context, "]", "]")
    found = _PLACE_LIKE.match(text)
    at = found.end() if found else 0
    return f"{text[:at]}&#{ord(text[at])};{text[at + 1 :]}" if found else text


def _place(place: tuple[str, str]) -> str:
    label, value = place
    if not _LIST.fullmatch(value) or (not label and not value[0].isdigit()) or label not in _LABELS:
        raise Unwritable(f'"{label} {value}" cannot be a place in a source')
    one, several = _LABELS[label]
    word = several if re.search(r"\s(?:and|et|y|or|to|à)\s|[,&–]|\d-\d", value) else one
    return f", {word} {value}" if word else f", {value}"
