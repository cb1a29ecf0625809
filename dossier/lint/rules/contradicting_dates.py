"""One event has two dates.

Why: One of them is wrong. A submission of 2019 dated a de-registration to 2018 that its sources put
    in 2017; where both stand in one text, the State will quote the other.
Source: House style; verbs for what happens only once in data/words/consistency.en.yaml.
Bad:
    # Background

    The confederation was de-registered on 28 March 2017.

    # Events

    In the end the confederation was de-registered on 28 March 2018.
Says: "de-registered" on 28 March 2018 here, on 28 March 2017 in paragraph 1
Good:
    # Background

    The confederation was de-registered on 28 March 2017. Another was refused on 6 August 2018.

    # Events

    The union was refused again on 27 August 2018. The federation was founded on 28 March 2018.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.dates import moments
from dossier.lint.draft import Draft, Unit
from dossier.lint.recommendations import content
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_at
from dossier.lint.word_lists import listed
from dossier.model.frozen import frozen
from dossier.model.registry import Day

SEVERITY = "warning"
LANGUAGES = ("en",)
_VERB = re.compile(r"\b(?P<verb>(?:[a-z]+-)?[a-z]{3,}(?:ed|en|ied|ook|old|eld))\s+on\s+$")
_THEN = re.compile(
    r",?\s+(?P<who>[^,;.]{3,80}?)\s+(?:was|were)\s+(?:\w+ly\s+)?"
    r"(?P<verb>(?:[a-z]+-)?[a-z]{3,}(?:ed|en|ied|eld))\b"
)
_ANY = re.compile(r"\b(?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]ome|[Ss]everal|[Mm]any|\d+)\b")
"""Of whatever it was, there may have been another."""
_AGAIN = re.compile(r"\b(?:again|another|also|second|third|re-\w+ed|anniversary|further)\b")


@frozen
class Event:
    """What happened on a day: the verb, whom it befell, and where it is told."""

    verb: str
    subject: frozenset[str]
    day: Day
    unit: Unit
    words: str

    @property
    def key(self) -> str:
        """The verb, whether or not it is written with a hyphen."""
        return self.verb.replace("-", "")


def check(draft: Draft) -> Iterator[Hit]:
    """Find events with the same verb and subject, and dates that differ as slips do."""
    once = set(listed(draft.language, "once"))
    seen: dict[str, list[Event]] = {}
    for event in _events(draft):
        for other in seen.get(event.key, ()):
            if other.subject & event.subject and _rival(other, event, event.verb in once):
                say = draft.edition.language.day
                message = (f'"{event.verb}" on {say(event.day)} here, '
                           f"on {say(other.day)} in {other.unit.place}")  # fmt: skip
                hint = "look the date up, and make it a fact or an incident that both refer to"
                yield Hit(event.unit, message, hint, event.words)
                break
        seen.setdefault(event.key, []).append(event)


def _events(draft: Draft) -> Iterator[Event]:
    """Yield "X was VERBed on DATE" and "On DATE X was VERBed", whole dates alone."""
    for unit in draft.prose:
        for each in moments(unit.text, draft.edition.language.months):
            start, end = sentence_at(unit.text, each.start)
            if not each.exact or _AGAIN.search(unit.text[start:end]):
                continue
            found = _VERB.search(unit.text, max(start, each.start - 40), each.start)
            first = unit.text[start : each.start].strip() == "On"
            after = _THEN.match(unit.text, each.end, end) if first and not found else None
            told = found or after
            if not told:
                continue
            subject = _subject(unit.text[start : told.start()] if found else told["who"])
            words = unit.text[min(each.start, told.start()) : max(each.end, told.end())]
            if subject:
                yield Event(told["verb"], subject, each.day, unit, words)


def _subject(before: str) -> frozenset[str]:
    """Return the words of the clause before a verb: whom it befell."""
    clause = re.split(r"[,;:(]|\b(?:and|but|when|while|which|who)\b", before)[-1]
    if _ANY.search(clause):
        return frozenset()
    said = frozenset(each for each in content(clause) if len(each) > 2)
    return said - {"was", "were", "had", "has", "have", "end", "final", "last", "later", "eventual"}


def _rival(one: Event, other: Event, once: bool) -> bool:
    """Whether two dates cannot be of one event, and look as if they were."""
    first, second = one.day, other.day
    same = (first.year == second.year, first.month == second.month, first.day == second.day)
    alike = one.subject <= other.subject or other.subject <= one.subject
    return alike and sum(same) < 3 and ((sum(same) == 2 and same[2]) or once)
