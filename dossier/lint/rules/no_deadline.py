"""A recommendation sets no time by which it is to be carried out.

Why: The next review is four to five years away. What has no date is never late.
Source: UPR Info asks for recommendations that are specific, measurable, achievable, relevant and
    time-bound (SMART; guidance for the third cycle).
Bad:
    # Recommendations

    - Repeal article 402 of the Criminal Code.
    - Adopt rules on registration by the end of 2020.
Says: this recommendation sets no time
Good:
    # Recommendations

    - Repeal article 402 of the Criminal Code immediately.
    - Adopt rules on registration by 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.draft import Draft
from dossier.lint.recommendations import leads, opening_words, requests, time_words
from dossier.lint.rule import Hit
from dossier.lint.word_lists import listed
from dossier.model.kept_patterns import program_pattern

SEVERITY = "warning"
LANGUAGES = ("en", "es", "fr", "ru")


def check(draft: Draft) -> Iterator[Hit]:
    """Find recommendations without a time; one finding for all where most have none."""
    held = requests(draft)
    if not listed(draft.language, "times") or any(_timed(each, draft) for each in leads(draft)):
        return
    without = [each for each in held if not _timed(each.text, draft)]
    if len(without) > 1 and 2 * len(without) > len(held):
        many = "none" if len(without) == len(held) else f"only {len(held) - len(without)}"
        message = (
            f"of {len(held)} recommendations {many} set{'s' if many[-1:] == '1' else ''} a time"
        )
        first = without[0]
        hint = "set a time for each, or one for all in the sentence that leads to them"
        yield Hit(first.unit, message, hint, opening_words(first))
        return
    some = " or ".join(f'"{each}"' for each in listed(draft.language, "time_examples"))
    for each in without:
        hint = f"add one, such as {some}"
        yield Hit(each.unit, "this recommendation sets no time", hint, opening_words(each))


def _timed(text: str, draft: Draft) -> bool:
    said = _years(draft.language, draft.edition.language.months)
    future = [each for each in said.finditer(text) if int(each[1]) >= draft.day.year]
    return bool(future) or time_words(draft.language).search(text) is not None


@cache
def _years(tag: str, months: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a year, or a month of it, by which something is asked for."""
    day = rf"(?:\d{{1,2}}(?:er)? )?(?:de )?(?:{'|'.join(months)}) (?:del? )?"
    return program_pattern(
        rf"(?<!\w)(?:{'|'.join(listed(tag, 'years'))})\s+(?:{day})?(20\d\d)\b", re.IGNORECASE
    )
