"""A part on the previous review names a recommendation, and not who made it or what came of it.

Why: A delegate can take up what another State asked before, and asks what became of it. Number,
    State, what happened since and what remains make a recommendation that can be repeated.
Source: UPR Info’s outline of a pre-session statement: per issue the earlier recommendation and who
    made it, what changed, two or three recommendations (docsbay.net/doc/562276).
Bad:
    # Previous review

    The delegation took note of recommendation 126.45 on compulsory affiliation.
Says: nothing here says who recommended 126.45, or what happened since
Good:
    # Previous review

    Recommendation 126.45 of Poland, on compulsory affiliation, has not been carried out: the law
    is unchanged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dossier.lint.block_links import earlier
from dossier.lint.draft import Draft, Unit
from dossier.lint.prose_words import compiled, wordlist
from dossier.lint.rule import Hit
from dossier.readers.un_exports.state_names import is_known, key

SEVERITY = "warning"
LANGUAGES = ("en",)
KINDS = ("previous review", "implementation")
_NUMBER = re.compile(
    r"(?<![\d.])\d{1,3}\.\d{1,3}(?![\d.]*\d)(?! ?(?:%|per cent|[mb]illion|[ap]\.?m\.?|hours))"
)
_ABOUT = re.compile(r"\b(?:recommend|para\b|paras\b|paragraph)", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:(?:of|and|the) )*[A-ZÀ-Þ][\w’'-]+)*")


def check(draft: Draft) -> Iterator[Hit]:
    """Find blocks that name an earlier recommendation in a sentence, and half of what it needs."""
    if not wordlist("handbook", draft.language):
        return
    blocks: dict[str, list[Unit]] = defaultdict(list)
    for unit in draft.units:
        if unit.kind in KINDS:
            blocks[unit.block].append(unit)
    known = frozenset(each.paragraph for each in earlier(draft))
    for units in blocks.values():
        named = next((each for each in units if _number(each, known)), None)
        missing = _missing(units, draft) if named else ()
        if named and missing:
            number = _number(named, known)
            said = ", or ".join(missing).replace("recommended it", f"recommended {number}")
            message = f"nothing here says {said}"
            hint = "name the State, what happened since, and what remains to be done"
            yield Hit(named, message, hint, number)


def _number(unit: Unit, known: frozenset[str]) -> str:
    """Return the first number of a recommendation in a sentence, "" for none."""
    if unit.where not in ("text", "item"):
        return ""
    numbers = [found[0] for found in _NUMBER.finditer(unit.text)]
    said = _ABOUT.search(unit.text) is not None
    return next((each for each in numbers if said or each in known), "")


def _missing(units: Sequence[Unit], draft: Draft) -> tuple[str, ...]:
    """Return what is not said of the earlier recommendations that a block names."""
    text = " ".join(each.text for each in units if each.where != "note")
    told = compiled("handbook", draft.language, "outcome").search(text)
    own = key(str(draft.about.get("state") or ""))
    names = (part for found in _NAME.finditer(text) for part in _parts(found[0]))
    who = any(is_known(each) and key(each) != own for each in names)
    wanted = (("who recommended it", who), ("what happened since", told))
    return tuple(words for words, said in wanted if not said)


def _parts(name: str) -> Iterator[str]:
    """Yield a run of capitalised words and what of it may be the name of a State."""
    words = name.replace("’s", "").split()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            yield " ".join(words[start:end])
