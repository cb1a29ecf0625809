"""A recommendation does not say who is to act, and no sentence that leads to it does.

Why: Reform that "should be undertaken" is undertaken by nobody. The State under review can only
    be asked for what it is told to do.
Source: House style; UPR recommendations are addressed to the State under review (Human Rights
    Council resolution 5/1, para. 27).
Bad:
    # Recommendations

    - Article 402 should be repealed by the end of 2020.
Says: nobody is asked to act in "Article 402 should be repealed"
Good:
    # Recommendations

    The Government of Ruritania should see to the following:

    - Article 402 should be repealed by the end of 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.recommendations import leads, opening_words, requests
from dossier.lint.rule import Hit
from dossier.lint.word_lists import listed

SEVERITY = "warning"
LANGUAGES = ("en",)
_PASSIVE = re.compile(
    r"\b(?:should|must|shall|ought to|needs? to|has to|have to)\s+(?:\w+ly\s+)?be\s+(?:\w+ly\s+)?"
    r"\w+(?:ed|en|ne|de|wn|ght|pt|ld|id|ut|un)\b"
)


def check(draft: Draft) -> Iterator[Hit]:
    """Find recommendations in the passive that name nobody; imperatives address the State."""
    actors = set(listed(draft.language, "actors"))
    if not actors or any(_names(each, actors, draft) for each in leads(draft)):
        return
    for each in requests(draft):
        if _PASSIVE.search(each.text) and not _names(each.text, actors, draft):
            words = opening_words(each)
            message = f'nobody is asked to act in "{words}"'
            yield Hit(each.unit, message, 'say who: "The Government should …"', words)


def _names(text: str, actors: set[str], draft: Draft) -> bool:
    state = str(draft.about.get("state") or "")
    if state and state in text:
        return True
    return any(each.lower() in actors for each in re.findall(r"\w+", text))
