"""Somebody is quoted, and no note, article or document says where the words stand.

Why: A quotation nobody can look up is worth less than none: OHCHR leaves it out, and a State may
    deny it.
Source: OHCHR's guidelines ask for credible, verifiable information; house style.
Bad:
    # The law

    An official said that “the unions of this country have never needed a court”. Nothing followed.
Says: nothing says where this is quoted from: “the unions of this country …”
Good:
    # The law

    An official said that “the unions of this country have never needed a court”.[^1] Article 22 of
    the Covenant protects “the right to form and join trade unions”.

    [^1]: Daily News, 3 May 2018.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.draft import Draft, Unit
from dossier.lint.provisions import laws_in
from dossier.lint.quotations import Quotation, quotations
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_spans
from dossier.lint.word_lists import listed

SEVERITY = "warning"
LANGUAGES = ("en",)
LONGEST = 5
"""So many words may be quoted without saying where from."""

_SAID = re.compile(
    r"\b(?:[Aa]rticles?|[Aa]rts?\.|[Ss]ections?|[Pp]aragraphs?|[Pp]aras?\.?|[Rr]ecommendations?)\s+\d"
    r"|\b[A-Z]+/[\w.]+|\bhttps?:|\babove note\b|\bibid\b|\b\d+\.\d+\b"
)
_TITLED = re.compile(
    r"\b(?:(?:en)?titled|called|named|[Ll]aw|[Cc]ode|[Aa]ct|[Dd]ecree|[Rr]eport|[Aa]rticle|[Bb]ook|"
    r"[Ff]ilm|[Cc]ampaign|[Ss]logan|[Rr]esolution|[Pp]rogramme|[Pp]roject),?\s+$"
)
_TYPED = re.compile(r"[’”\"')]\s?\[?\d{1,3}\]?(?!\w)|[*†‡]")


def check(draft: Draft) -> Iterator[Hit]:
    """Find longer quotations with nothing of the kind in their sentence or the next call."""
    if not listed(draft.language, "weekdays") or draft.edition.document.settings.notes == "none":
        return  # what is spoken, and a digest of sources, have no notes to say it in
    for unit in draft.prose:
        for each in quotations(unit.text):
            if each.length <= LONGEST or unit.where == "quote" or _title(unit, each):
                continue
            if not _sourced(unit, each, draft.language):
                words = " ".join(each.words.split()[:5])
                message = f"nothing says where this is quoted from: “{words} …”"
                hint = "add a note with the source, or name the article"
                yield Hit(unit, message, hint, unit.text[each.start : each.start + len(words)])


def _title(unit: Unit, quotation: Quotation) -> bool:
    """Whether the quotation is the title of something: that is itself a source."""
    return _TITLED.search(unit.text, 0, quotation.start) is not None


def _sourced(unit: Unit, quotation: Quotation, tag: str) -> bool:
    """Whether its sentence says, or a note is called there or later in the paragraph."""
    spans = sentence_spans(unit.text)
    at = next((n for n, (_, end) in enumerate(spans) if quotation.start < end), 0)
    start = spans[at][0] if spans else 0
    last = next((n for n, (_, end) in enumerate(spans) if quotation.end <= end), at)
    end = spans[last][1] if spans else len(unit.text)
    said = unit.text[start : quotation.start] + " ¶ " + unit.text[quotation.end - 1 : end + 6]
    if _SAID.search(said) or _TYPED.search(unit.text[quotation.end - 1 : end + 6]):
        return True
    if any(law.kind for law in laws_in(said, tag)):
        return True
    return any(offset > start for offset, _ in unit.calls)
