"""A State has another name than its short one in documents of the United Nations.

Each is reported once, at its first place. Quotations, titles, notes and names of organisations are
left alone; so are older names of a State in what is said of earlier reviews.

Why: A delegation may object to a name before it reads what is said; "South Korea" or "Burma" are
    positions in a dispute.
Source: United Nations Editorial Manual, "Country names" (read: the short form is used for most
    purposes); short names of the UN's terminology database, `data/words/states.<language>.yaml`,
    grade partly.
Bad:
    # Background

    A similar law was adopted in South Korea.
Says: "South Korea" is "the Republic of Korea" in documents of the United Nations
Good:
    # Background

    A similar law was adopted in the Republic of Korea.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft, Unit
from dossier.lint.prose_words import wordlist
from dossier.lint.registry_names import names
from dossier.lint.rule import Hit
from dossier.lint.text_pattern import TextPattern

SEVERITY = "warning"
LANGUAGES = ("en",)


@cache
def _others(language: str) -> tuple[TextPattern, Mapping[str, Mapping[str, Any]]] | None:
    states = wordlist("states", language).get("states", ())
    known = [(each, other) for each in states for other in each.get("others", ())]
    if not known:
        return None
    parts = [f"(?P<n{at}>{other})" for at, (_, other) in enumerate(known)]
    # Beside another word with a capital it may be part of a name: "Amnesty International Russia".
    pattern = TextPattern(rf"(?<![\w-])(?<![a-z] [A-Z])(?:{'|'.join(parts)})(?![\w-]|[/])")
    return pattern, {f"n{at}": each for at, (each, _) in enumerate(known)}


def check(draft: Draft) -> Iterator[Hit]:
    """Find other names of States in the text, each once."""
    found = _others(draft.language)
    if found is None:
        return
    pattern, states = found
    seen: set[str] = set()
    held = names(draft)
    for unit in draft.units:
        if unit.where not in ("text", "item", "heading", "section", "title"):
            continue
        own = authored(unit)
        for each in pattern.all(own):
            state = states[str(each.lastgroup)]
            words = unit.text[each.start() : each.end()]
            if words in seen or _partial(own, each, held) or _older(state, unit, draft):
                continue
            seen.add(words)
            right = f"{state['article']} {state['name']}" if "article" in state else state["name"]
            message = f'"{words}" is "{right}" in documents of the United Nations'
            yield Hit(unit, message, f'write "{right}"', words)


def _partial(own: str, each: re.Match[str], held: frozenset[str]) -> bool:
    """Whether the name is part of a longer one: of an organisation, a street, a company."""
    before = re.search(r"([A-Z][\w’]+|&|(?:of|for|in) (?:the )?)\s$", own[: each.start()])
    after = re.match(r"\s[A-Z][a-z]+", own[each.end() :])
    if after:
        return True
    if before is None:
        return False
    if before[1][0].isupper():
        return not _begins(own, before.start())
    words = own[max(0, each.start() - 60) : each.end()].casefold()
    tail = words[-(len(each[0]) + 12) :].split()
    return any(" ".join(tail) in one for one in held if len(tail) > 2)


def _begins(own: str, at: int) -> bool:
    """Whether a sentence begins at `at`: a capital there tells nothing."""
    return not own[:at].strip() or own[:at].rstrip()[-1:] in ".:;!?"


def _older(state: Mapping[str, Any], unit: Unit, draft: Draft) -> bool:
    """Whether an older name of the State can be right here."""
    since = state.get("since", 0)
    return bool(since) and (draft.day.year < since or unit.kind == "previous review")
