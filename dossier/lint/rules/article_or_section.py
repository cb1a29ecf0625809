"""A provision of a law is an article in one place and a section in another.

Why: A reader who looks up section 189 of a law that has articles does not find it, and wonders what
    else was written from memory.
Source: House style; a submission of 2019 has "Article 189 of the Criminal Code" and "sections 189
    and 190".
Bad:
    # Prosecutions

    She was charged under Article 189 of the Criminal Code.

    # Recommendations

    - End prosecutions under sections 189 and 190 of the Criminal Code.
Says: the Criminal Code has both "article 189" and "section 189"
Good:
    # Prosecutions

    She was charged under Article 189 of the Criminal Code.

    # Recommendations

    - End prosecutions under articles 189 and 190 of the Criminal Code.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.provisions import Provision, key, of_draft, same_law
from dossier.lint.rule import Hit

SEVERITY = "warning"
LANGUAGES = ("en",)


def check(draft: Draft) -> Iterator[Hit]:
    """Find, once for each law, a number that is called both an article and a section."""
    told: list[str] = []
    seen: list[Provision] = []
    for each in of_draft(draft):
        base = each.number.partition("(")[0]
        if each.kind != "law" or any(same_law(each.law, law) for law in told):
            continue
        for other in seen:
            apart = other.word != each.word and other.number.partition("(")[0] == base
            if apart and same_law(other.law, each.law) and (other.near or each.near):
                told.append(max(each.law, other.law, key=lambda name: len(key(name))))
                yield _hit(other, each, told[-1])
                break
        else:
            seen.append(each)


def _hit(first: Provision, again: Provision, law: str) -> Hit:
    old = f"{first.word} {first.number}"
    new = f"{again.word} {again.number}"
    hint = f'write "{first.word}" as in {first.unit.place}, or whichever the law itself uses'
    words = again.unit.text[again.start : again.end]
    return Hit(again.unit, f'the {law} has both "{old}" and "{new}"', hint, words)
