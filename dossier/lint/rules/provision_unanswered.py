"""A provision of a law is blamed, and no recommendation mentions it; or the other way round.

Why: States act on what they are asked for. A provision that put people in prison and is not named
    in a recommendation stays as it is.
Source: House style; a submission of 2019 reports a conviction under article 250 and asks for an end
    to prosecutions under 189 and 190 alone.
Bad:
    # Prosecutions

    She was charged under article 189 of the Criminal Code and convicted under article 250 of the
    Criminal Code.

    # Recommendations

    - Repeal article 189 of the Criminal Code by the end of 2020.
Says: article 250 of the Criminal Code is blamed, and no recommendation mentions it
Good:
    # Prosecutions

    She was charged under article 189 of the Criminal Code and convicted under article 250 of the
    Criminal Code.

    # Recommendations

    - Repeal articles 189 and 250 of the Criminal Code by the end of 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.provisions import Provision, covers, key, laws_in, of_draft, same_law
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_at
from dossier.lint.word_lists import listed
from dossier.model.registry import Registry
from dossier.model.traceability import BLAMING, Orphan, lone_provisions

SEVERITY = "warning"
LANGUAGES = ("en",)
_HINT = "name it in a recommendation, or say why it is left out"
_BACK = "show in the evidence what it did, or leave it out of the recommendation"


def check(draft: Draft) -> Iterator[Hit]:
    """Find provisions on one side alone: by the links of a dossier, or from the text."""
    if not draft.of_kind("recommendation"):
        return
    if draft.registry == Registry():
        yield from _unanswered(draft)
        yield from _unfounded(draft)
        return
    for orphan in lone_provisions(draft.blocks, draft.registry):
        yield _linked(draft, orphan)


def _linked(draft: Draft, orphan: Orphan) -> Hit:
    """Return the finding for a provision that the matrix of a dossier leaves alone."""
    number = orphan.id.rpartition("art. ")[2]
    blamed = orphan.lacks.startswith("the evidence")
    held = [each for each in draft.prose if each.block in orphan.blocks]
    whole = re.compile(rf"(?<![\d-]){re.escape(number)}(?!\d)")
    unit = next((each for each in held if whole.search(each.text)), next(iter(held), None))
    hint = "name it in a recommendation, or explain it in trace.yaml" if blamed else _BACK
    excerpt = number if unit and whole.search(unit.text) else ""
    return Hit(unit, f"{orphan.label}: {orphan.lacks}", hint, excerpt)


def _unanswered(draft: Draft) -> Iterator[Hit]:
    asked = of_draft(draft, "recommendation")
    whole = tuple(_whole_laws(draft, asked))
    told: set[tuple[str, str]] = set()
    for each in of_draft(draft, *BLAMING):
        answered = any(covers(one.number, each.number) and _alike(one, each) for one in asked)
        if each.kind != "law" or answered or not _blamed(each, draft.language):
            continue
        same = (each.word, each.number)
        if same in told or any(same_law(name, each.law) for name in whole):
            continue
        told.add(same)
        words = each.unit.text[each.start : each.end]
        message = f"{each.label} is blamed, and no recommendation mentions it"
        yield Hit(each.unit, message, _HINT, words)


def _unfounded(draft: Draft) -> Iterator[Hit]:
    others = [each for each in of_draft(draft) if each.unit.kind != "recommendation"]
    for each in of_draft(draft, "recommendation"):
        known = any(covers(one.number, each.number) or covers(each.number, one.number)
                    for one in others)  # fmt: skip
        if each.kind == "law" and not known:
            words = each.unit.text[each.start : each.end]
            message = f"a recommendation mentions {each.label}, and the evidence nowhere does"
            yield Hit(each.unit, message, _BACK, words)


def _alike(one: Provision, other: Provision) -> bool:
    return not one.law or not other.law or same_law(one.law, other.law)


def _blamed(provision: Provision, tag: str) -> bool:
    """Whether the sentence with a provision says that it did harm."""
    start, end = sentence_at(provision.unit.text, provision.start)
    words = re.findall(r"[\w-]+", provision.unit.text[start:end].lower())
    starts = listed(tag, "blame")
    return any(word.startswith(starts) for word in words)


def _whole_laws(draft: Draft, asked: tuple[Provision, ...]) -> Iterator[str]:
    """Yield laws that recommendations name without any provision: such a one answers for all."""
    for unit in draft.of_kind("recommendation"):
        held = [each.law for each in asked if each.unit is unit]
        for law in laws_in(unit.text, draft.language):
            with_number = any(same_law(each, law.name) for each in held)
            if law.kind == "law" and len(key(law.name)) > 1 and not with_number:
                yield law.name
