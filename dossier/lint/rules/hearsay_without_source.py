"""Words such as "reportedly" or "sources say" stand where no note says who reports it.

Why: Second-hand information is taken only where it clearly supports the rest, and a delegation asks
    who said so. With a note the same words are honest; without one they are rumour.
Source: OHCHR's advice for the first cycle, in the IFEX toolkit: no second-hand information except
    where it clearly supports; word list `data/words/prose.<language>.yaml`, grade partly.
Bad:
    # Attacks

    The owner of the car was reportedly known to the police.
Says: "reportedly" says that somebody says so, and no note says who
Good:
    # Attacks

    According to Human Rights Watch, the owner of the car was known to the police.[^1]

    [^1]: Human Rights Watch, World Report 2019.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.lint.author_words import authored, sentence, sourced
from dossier.lint.draft import Draft
from dossier.lint.prose_words import compiled, wordlist
from dossier.lint.rule import Hit

SEVERITY = "warning"
LANGUAGES = ("en",)
KINDS = ("evidence", "background", "previous review", "analysis")


def check(draft: Draft) -> Iterator[Hit]:
    """Find hearsay in the sentences of `KINDS` that no note covers."""
    refers = wordlist("prose", draft.language).get("refers", ())
    for unit in draft.of_kind(*KINDS):
        if unit.where == "quote":
            continue
        for each in compiled("prose", draft.language, "hearsay").finditer(authored(unit)):
            if sourced(unit, each.start()) or _refers(sentence(unit, each.start()), refers):
                continue
            words = unit.text[each.start() : each.end()]
            message = f'"{words}" says that somebody says so, and no note says who'
            hint = "say who in the sentence and where in a note, or leave the statement out"
            yield Hit(unit, message, hint, words)


def _refers(said: str, refers: Sequence[str]) -> bool:
    return any(re.search(each, said) for each in refers)
