"""A recommendation is addressed to another State than the one under review.

Where no State is named in the manifest, the one most recommendations are addressed to is taken.

Why: A submission is about one State; what it asks of another reaches nobody, and is often left
    over from a text on that other State.
Source: OHCHR, Technical guidelines for the submission of stakeholders’ information, 1 July 2008.
Bad:
    ---
    rules: upr-individual
    cycle: 1
    state: Kazakhstan
    ---
    # Recommendations

    We call on the Government of Kazakhstan to register the confederation.

    Uzbekistan should repeal article 402 of the Criminal Code.
Says: this is addressed to Uzbekistan, and the submission is on Kazakhstan
Good:
    ---
    rules: upr-individual
    cycle: 1
    state: Kazakhstan
    ---
    # Recommendations

    We call on the Government of Kazakhstan to register the confederation.

    Kazakhstan should repeal article 402 of the Criminal Code, as Uzbekistan has repealed its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from dossier.lint.draft import Draft, Unit
from dossier.lint.form_words import form_words
from dossier.lint.rule import Hit
from dossier.lint.rule_set_values import asked
from dossier.model.kept_patterns import program_pattern

SEVERITY = "error"
LANGUAGES = ("en",)
_NAME = r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+(?:(?:of|and|the|da|de)\s+)*[A-ZÀ-Þ][\w’'-]+)*)"


def check(draft: Draft) -> Iterator[Hit]:
    """Find recommendations that are addressed to another State."""
    rule = asked(draft, "one_state")
    if rule is None:
        return
    found = [(unit, name) for unit in _units(draft) for name in _addressed(unit, draft)]
    own = str(draft.about.get("state") or "") or _usual([name for _, name in found])
    for unit, name in found:
        if name != own and not _same(name, own):
            message = f"this is addressed to {name}, and the submission is on {own}{rule.remark}"
            hint = f"address it to {own}, or take it out"
            yield Hit(unit, message, hint, name, rule.severity)


def _units(draft: Draft) -> Iterator[Unit]:
    for unit in draft.units:
        asks = unit.kind in ("recommendation", "lead") and unit.where in ("text", "item", "heading")
        if asks or unit.where == "section":
            yield unit


def _usual(names: list[str]) -> str:
    """Return the name most of `names` are, as the first of them."""
    return Counter(names).most_common(1)[0][0] if names else ""


def _addressed(unit: Unit, draft: Draft) -> tuple[str, ...]:
    """Return the names of the States that a unit asks something of."""
    running, heads = _patterns(draft.language)
    patterns = (heads,) if unit.where in ("section", "heading") else running
    own = draft.about.get("state")
    named = (each["name"] for pattern in patterns for each in pattern.finditer(unit.text))
    states = (name if name == own else _state(name) for name in named)
    return tuple(dict.fromkeys(state for state in states if state))


@lru_cache(maxsize=8)
def _patterns(tag: str) -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """Return how somebody is asked in running text, and in headings.

    In an order to one State (“ask Uzbekistan to extradite him”) the other is not addressed.
    """

    def either(name: str) -> str:
        return "|".join(map(re.escape, form_words(tag, name))) or r"(?!)"

    body = rf"(?:[Tt]he\s+)?(?:(?:{either('asked')})\s+of\s+)?(?:the\s+)?"
    asker = rf"\b(?:(?i:{either('we')})|[A-Z]\w+)\s+(?:\w+ly\s+|also\s+)?"
    running = (
        program_pattern(rf"\b(?:{either('asking')})\s+{body}{_NAME}"),
        program_pattern(rf"{asker}(?:{either('we_ask')})\s+{body}{_NAME}"),
        program_pattern(rf"(?:^|[.;:]\s+){body}{_NAME}\s+(?:{either('duty')})\b"),
    )
    return running, program_pattern(rf"^(?i:{either('asking_heads')})\s+{body}{_NAME}")


@lru_cache(maxsize=512)
def _state(words: str) -> str:
    """Return the longest name of a State that begins `words`, or ""."""
    from dossier.readers.un_exports.state_names import is_known

    parts = words.split()
    tried = (" ".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((re.sub(r"[’']s$", "", each) for each in tried if is_known(each)), "")


@lru_cache(maxsize=512)
def _same(name: str, other: str) -> bool:
    from dossier.readers.un_exports.state_names import key

    return key(name) == key(other)
