"""One recommendation asks for several things.

Why: A State answers each recommendation with one word, "supported" or "noted". If it dislikes one
    thing of three, it notes all three; and nobody can say later whether it was carried out.
Source: UPR Info, guidance on SMART recommendations (not compared); house style. Two steps of one
    action ("investigate and publish") are left alone.
Bad:
    # Recommendations

    - Investigate the allegations of torture, overturn unsafe convictions, and adopt a law on the
      protection of witnesses by the end of 2020.
Says: this recommendation asks for 3 things: investigate, overturn, adopt
Good:
    # Recommendations

    - Investigate the allegations of torture and publish the outcome by the end of 2020.
    - Adopt a law to protect, house and support witnesses by the end of 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.draft import Draft
from dossier.lint.quotations import unquoted
from dossier.lint.recommendation_strength import openings, verbs
from dossier.lint.recommendations import requests
from dossier.lint.rule import Hit
from dossier.lint.word_lists import listed
from dossier.model.kept_patterns import program_pattern

SEVERITY = "warning"
LANGUAGES = ("en",)
MANY = 3
_CLAUSE = re.compile(r"\b(?:to|that|which|who|where|whether|in order|can|may|should|must) ")


def check(draft: Draft) -> Iterator[Hit]:
    """Find recommendations with three imperatives, or with two sentences that ask for something."""
    if not draft.language.startswith("en"):
        return
    for each in requests(draft):
        asked = _asked(unquoted(each.text), draft.language)
        sentences = re.split(r"(?<=[.;])\s+(?=[A-Z])", each.text)
        heads = [openings(one)[:1] for one in sentences]
        apart = [head[0] for head in heads if head and head[0] in _imperatives(draft.language)]
        found = asked if len(asked) >= MANY else apart if len(apart) > 1 else []
        if found:
            message = f"this recommendation asks for {len(found)} things: {', '.join(found)}"
            hint = "make a recommendation of each"
            yield Hit(each.unit, message, hint, " ".join(each.unit.text.split()[:4]))


@cache
def _imperatives(tag: str) -> frozenset[str]:
    return frozenset(each for each in (*verbs(), *listed(tag, "imperatives")) if " " not in each)


@cache
def _pattern(tag: str) -> re.Pattern[str]:
    nouns = set(listed(tag, "verb_or_noun"))
    plain, doubtful = (
        "|".join(sorted(map(re.escape, sorted(held)), key=len, reverse=True)) or "(?!)"
        for held in (_imperatives(tag) - nouns, _imperatives(tag) & nouns)
    )
    return program_pattern(
        rf"(?:,|;|\band)\s+(?:and\s+)?(?:\w+ly\s+)?(?:(?P<verb>{plain})\s+(?=\w+\s+\w)|"
        rf"(?P<doubtful>{doubtful})\s+(?=(?:the|all|any|every|its|those|an?)\s))"
    )


def _asked(text: str, tag: str) -> list[str]:
    """Return the imperatives of the first sentence that stand on a level with its first.

    What follows "to", "that" or "which" says how or why; a list there asks for nothing more. Two
    verbs with one object ("promote and protect") are one.
    """
    first = openings(text)[:1]
    if not first or first[0] not in _imperatives(tag):
        return []
    found, at = list(first), text.lower().find(first[0]) + len(first[0])
    for each in _pattern(tag).finditer(text, at):
        between, at_verb = text[at : each.start()], max(each.start("verb"), each.start("doubtful"))
        joint = text[each.start() : at_verb]
        if not between.strip() or _below(between, joint):
            at = each.end() if not between.strip() else at
            continue
        found.append(each["verb"] or each["doubtful"])
        at = each.end()
    return found


def _below(between: str, joint: str) -> bool:
    """Whether a verb goes on with what "to" or "that" began, and not with the recommendation."""
    if not _CLAUSE.search(between):
        return False
    if not joint.startswith((", and", ";")):
        return True
    return re.search(rf"{_CLAUSE.pattern}\w+[^,;]*,[^,;]*$", between) is not None
