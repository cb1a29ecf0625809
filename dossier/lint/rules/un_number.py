"""A number below ten stands in figures before what is counted: "5 officers", not "five officers".

Dates, ages, times, measures, percentages, articles and other labels are in figures; so are all
numbers of a sentence that has a higher one of the same kind.

Why: It is the form of all documents that the submission will be quoted in.
Source: United Nations Editorial Manual, "Numbers, dates and time": "Numbers under 10 are generally
    expressed in words" (read; grade verified).
Bad:
    # Trials

    The court heard 5 officers.
Says: "5 officers" has a number below ten in figures
Good:
    # Trials

    The court heard five officers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.author_words import authored, sentence
from dossier.lint.draft import Draft
from dossier.lint.rule import Hit

SEVERITY = "warning"
LANGUAGES = ("en",)
_COUNTED = re.compile(
    r"(?<=[a-z] )([2-9]) ((?:(?:[a-z]+-)?[a-z]+ ){0,2}?(?:[a-z]+(?:ers|ors|ants|ists|ors|ees|ions|"
    r"ents|ies|ses|ials|als)|people|persons|men|women|children|police|cases|judges|witnesses))\b"
)
_MEASURED = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?|minutes?|per|metres?|meters?|kilomet|percent|million|"
    r"billion|thousand|euros|dollars|tenge|editions|times)\b"
)
_LABEL = re.compile(
    r"\b(?:articles?|sections?|paragraphs?|paras?|notes?|annex|chapters?|tables?|figures?|items?|"
    r"parts?|pages?|rules?|principles?|goals?|targets?|recommendations?|cases?|to|and|or|level|"
    r"phase|stage|grade|tier|category|class|type|step|group|number|of|in|on|until|from|by|since) $",
    re.IGNORECASE,
)
_HIGHER = re.compile(r"(?<![\w.,/(-])\d{2,3}(?![\w/%)-])")
_DAY = re.compile(r"\d{1,2} (?:and \d{1,2} )?[A-Z][a-z]+")


def check(draft: Draft) -> Iterator[Hit]:
    """Find small numbers in figures before a noun of people or things."""
    if not draft.language.startswith("en"):
        return
    for unit in draft.prose:
        if unit.where == "quote":
            continue
        own = authored(unit)
        for each in _COUNTED.finditer(own):
            if _MEASURED.search(each[2]) or _LABEL.search(own[: each.start()]):
                continue
            if _HIGHER.search(_DAY.sub("", sentence(unit, each.start()))):
                continue
            words = unit.text[each.start() : each.end()]
            spelt = draft.edition.language.cardinal(int(each[1]))
            hint = f'write "{spelt} {words[2:]}"'
            yield Hit(unit, f'"{words}" has a number below ten in figures', hint, words)
