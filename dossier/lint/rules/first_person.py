"""The text says "we" here, and elsewhere speaks of its authors by name.

Why: OHCHR quotes submissions by their sender ("ICTUR reported that…"). A text that changes its
    voice reads as if several had written it and none had read it.
Source: House style; OHCHR's summaries name the sender of each statement (A/HRC/WG.6/48/SVN/3).
Bad:
    ---
    submitters: [{name: International Centre for Trade Union Rights, acronym: ICTUR}]
    ---
    # Background

    ICTUR observes trials. ICTUR knows of no public account. We ask for an inquiry.
Says: the text says "We" here, and "ICTUR" where it speaks of its authors elsewhere (2 times)
Good:
    ---
    submitters: [{name: International Centre for Trade Union Rights, acronym: ICTUR}]
    ---
    # Background

    ICTUR observes trials. ICTUR knows of no public account. ICTUR asks for an inquiry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft, Unit
from dossier.lint.prose_words import wordlist
from dossier.lint.rule import Hit
from dossier.lint.text_pattern import TextPattern

SEVERITY = "warning"
LANGUAGES = ("en",)
_LEAST = 2


def check(draft: Draft) -> Iterator[Hit]:
    """Find the first place of the first person, where the third is used as often or more."""
    pronouns = wordlist("prose", draft.language).get("first_person", ())
    if not pronouns:
        return
    forms = [form for each in pronouns if each != "I" for form in (each, each.capitalize())]
    first = _pattern(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])|(?:^|(?<=[.;] ))I(?= [a-z])")
    prose = [each for each in draft.prose if each.where != "quote"]
    ours = [(unit, each) for unit in prose for each in first.all(authored(unit))]
    name, count = _third(draft, prose)
    if ours and count >= max(_LEAST, len(ours)):
        unit, where = ours[0]
        said = where[0]
        message = (
            f'the text says "{said}" here, and "{name}" where it speaks of its authors elsewhere '
            f"({count} times)"
        )
        yield Hit(unit, message, f'write "{name}" here too, or the first person throughout', said)


@lru_cache(maxsize=8)
def _pattern(text: str) -> TextPattern:
    """Return a pattern; documents of one language and the same submitters share it."""
    return TextPattern(text)


def _third(draft: Draft, prose: list[Unit]) -> tuple[str, int]:
    """Return the name by which the text most often speaks of its authors, and how often."""
    known = [re.escape(each) for each in _submitters(draft.about.get("submitters"))]
    lists = wordlist("prose", draft.language)
    names, acts = "|".join([*known, *lists["authors"]]), "|".join(lists["acts"])
    pattern = _pattern(rf"(?<!\w)(?:{names})(?= (?:\w+ly |also )?(?:{acts})\b)")
    found = [each[0] for unit in prose for each in pattern.all(authored(unit))]
    return max(((each, found.count(each)) for each in found), key=lambda two: two[1],
               default=("", 0))  # fmt: skip


def _submitters(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list | tuple) else ():
        get = each.get if isinstance(each, dict) else lambda key, of=each: getattr(of, key, "")
        yield from (str(get(key)) for key in ("name", "acronym") if get(key))
