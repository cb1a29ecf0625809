"""A paragraph states what happened, and neither a note nor a reference says how that is known.

What speaks of the document itself, or says "to our knowledge", needs no source. A list is covered
by the note of the sentence that leads to it.

Why: OHCHR takes up what it can check. A statement without a source is passed over at best; at worst
    the delegation denies it, and doubt falls on all the others.
Source: House style; OHCHR's technical guidelines for stakeholders ask for reliable information, and
    for references in notes (UPR Info, guidelines of the second and third cycle).
Bad:
    # De-registration

    On 25 May 2015 the Ministry of Justice refused to register the confederation.
Says: nothing says from where this is known: "On 25 May 2015 the Ministry of Justice refused to …"
Good:
    # De-registration

    On 25 May 2015 the Ministry of Justice refused to register the confederation.[^1]

    [^1]: International Labour Conference, 104th Session, record of the Committee on Standards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dossier.lint.author_words import authored, clip, noted, spans
from dossier.lint.draft import Draft, Unit
from dossier.lint.prose_words import any_of, compiled, wordlist
from dossier.lint.rule import Hit
from dossier.model.kept_patterns import program_pattern

SEVERITY = "warning"
LANGUAGES = ("en",)
KINDS = ("evidence", "background", "previous review")
_DATE = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NUMBER = re.compile(r"(?<![\w(.])\d+(?:[.,]\d+)*(?![\w)])")


def check(draft: Draft) -> Iterator[Hit]:
    """Find the first statement of each paragraph of `KINDS` that has no source at all."""
    if not wordlist("prose", draft.language):
        return
    covered = ""
    for unit in draft.of_kind(*KINDS):
        if unit.where == "quote":
            continue
        if unit.where == "text":
            covered = unit.block if noted(unit) and unit.text.rstrip().endswith(":") else ""
        elif covered and covered == unit.block:
            continue
        if noted(unit) or unit.links or _refers(unit, draft.language):
            continue
        found = _statement(unit, draft.language)
        if found:
            message = f'nothing says from where this is known: "{clip(found, 10)}"'
            hint = "add a note with the source, or a reference to the paragraph that has it"
            yield Hit(unit, message, hint, found)


def _statement(unit: Unit, language: str) -> str:
    """Return the first sentence of `unit` that states an event, or nothing."""
    told = authored(unit)
    for start, end in spans(unit):
        own = told[start:end]
        vouched = compiled("prose", language, "known").search(own)
        if vouched or compiled("prose", language, "itself").search(own):
            continue
        if _past(language, own) and (
            _DATE.search(own) or _NUMBER.search(own) or _body(language, own)
        ):
            return unit.text[start:end]
    return ""


@cache
def _refer(language: str) -> re.Pattern[str]:
    return program_pattern("|".join(wordlist("prose", language).get("refers", ("(?!)",))))


def _refers(unit: Unit, language: str) -> bool:
    return bool(_refer(language).search(unit.text))


def _past(language: str, own: str) -> bool:
    """Whether a sentence has a verb of the past: a known one, or a word in -ed that is one."""
    lists = wordlist("prose", language)
    if compiled("prose", language, "past").search(own):
        return True
    none, articles = lists["not_past"], lists["not_before"]
    words = re.finditer(r"(?<![\w-])([a-z]{2,}ed)(?![\w-])", own)
    return any(
        each[1] not in none and not _attribute(own, each.start(), articles) for each in words
    )


def _attribute(own: str, at: int, articles: Sequence[str]) -> bool:
    """Whether the word at `at` stands where an adjective does: after an article or "be"."""
    before = re.search(r"([\w’]+)\s$", own[:at])
    return before is not None and before[1].lower() in articles


@cache
def _bodies(language: str) -> re.Pattern[str]:
    return program_pattern(r"(?<!^)" + any_of(wordlist("prose", language).get("bodies", ())))


def _body(language: str, own: str) -> bool:
    return bool(_bodies(language).search(own))
