"""An acronym is never explained, or only after it was used.

Why: Whoever summarises a submission does not know the country. An acronym that nobody explains is
    left out of the summary, or taken for another body.
Source: House style; OHCHR's summaries write the names of organisations in full at first mention
    (A/HRC/WG.6/48/SVN/3, note 2).
Bad:
    # Attacks on trade unionists

    On 14 September 2017 the car of a leader of the FNPRK was set on fire.
Says: "FNPRK" is never explained
Good:
    # Attacks on trade unionists

    On 14 September 2017 the car of a leader of the Confederation of Independent Trade Unions
    (KNPRK) was set on fire. The KNPRK complained to the police and to the ILO.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dossier.lint.acronyms import Use, common, explanations, own, uses
from dossier.lint.draft import Draft
from dossier.lint.quotations import unquoted
from dossier.lint.rule import ALL, Hit
from dossier.model.remembered import remembered

SEVERITY = "warning"
LANGUAGES = ALL
_SMALL = re.compile(r"\b[^\W\d_]+\b")


def check(draft: Draft) -> Iterator[Hit]:
    """Find acronyms of the prose that no unit up to their first use explains."""
    if draft.registry.organisations:
        return  # assembling the dossier has already compared them with its organisations
    explained, order = _explained(draft), _order(draft)
    for use in unknown(draft):
        later = explained.get(use.word)
        if later is None:
            hint = f'write the name in full the first time: "Name of the body ({use.word})"'
            yield Hit(use.unit, f'"{use.word}" is never explained', hint, use.word)
        elif later[1].unit is not use.unit and later[0] > order[id(use.unit)]:
            message = f'"{use.word}" is used here, and only explained in {later[1].unit.place}'
            yield Hit(use.unit, message, "explain it here, where it is used first", use.word)
        elif later[1].unit is use.unit and later[1].at > use.at + len(use.word):
            message = f'"{use.word}" is used here, and only explained after it'
            yield Hit(use.unit, message, "explain it here, where it is used first", use.word)


def unknown(draft: Draft) -> Iterator[Use]:
    """Yield the first use of each acronym of the prose that is not common knowledge."""
    plain = frozenset().union(*(_small(unit.text) for unit in draft.prose))
    seen = {*common(), *own(draft)}
    for unit in draft.prose:
        blanked = unquoted(unit.text)
        for use in uses(unit):
            if use.word in seen or blanked[use.at] == " " or use.word.lower() in plain:
                continue
            seen.add(use.word)
            yield use


@remembered
def _small(text: str) -> frozenset[str]:
    """Return the words of a text that are in small letters."""
    return frozenset(each for each in _SMALL.findall(text) if each.islower())


def _explained(draft: Draft) -> Mapping[str, tuple[int, Use]]:
    """Return where each acronym is explained first: the order of the unit, and the place."""
    found: dict[str, tuple[int, Use]] = {}
    for at, unit in enumerate(draft.units):
        for use in explanations(unit):
            found.setdefault(use.word, (at, use))
    return found


def _order(draft: Draft) -> Mapping[int, int]:
    return {id(unit): at for at, unit in enumerate(draft.units)}
