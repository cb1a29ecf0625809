"""More than three recommendations rest on one concern.

Why: A reviewing State speaks for about a minute and takes one or two. Two or three on each issue
    are chosen from; of six the easiest is.
Source: UPR Info’s outline of a pre-session statement asks for two or three recommendations for each
    issue (slideplayer.com 14270172, docsbay.net/doc/562276).
Bad:
    ---
    rests_on: {part-2-1: [part-1], part-2-2: [part-1], part-2-3: [part-1], part-2-4: [part-1]}
    ---
    # Our concerns

    Unions are refused registration.

    # Recommendations

    - Register the unions by the end of 2020.
    - Publish the reasons of each refusal by the end of 2020.
    - Repeal article 402 by the end of 2020.
    - Train the registrars by the end of 2020.
Says: 4 recommendations rest on the concern "Unions are refused registration"
Good:
    ---
    rests_on: {part-2-1: [part-1], part-2-2: [part-1]}
    ---
    # Our concerns

    Unions are refused registration.

    # Recommendations

    - Register the unions by the end of 2020.
    - Publish the reasons of each refusal by the end of 2020.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.lint.block_links import rests_on
from dossier.lint.draft import Draft, Unit
from dossier.lint.rule import ALL, Hit
from dossier.lint.sentence_spans import sentence_spans

SEVERITY = "warning"
LANGUAGES = ALL
MOST = 3


def check(draft: Draft) -> Iterator[Hit]:
    """Find concerns on which more recommendations of the document rest than are taken up."""
    shown = {unit.block: unit for unit in reversed(draft.prose)}
    asked = [e for e in draft.blocks if e.kind == "recommendation" and e.id in shown]
    counts = Counter(each for e in asked for each in {*rests_on(draft, e)})
    for block in draft.blocks:
        if block.kind != "concern" or block.id not in shown:
            continue
        count = counts[block.id]
        if count > MOST:
            unit = shown[block.id]
            own = "" if block.id.startswith("part-") else block.title
            message = f'{count} recommendations rest on the concern "{own or _first(unit)}"'
            hint = "keep the two or three that matter most, or part the concern"
            yield Hit(unit, message, hint, " ".join(unit.text.split()[:4]))


def _first(unit: Unit) -> str:
    end = next(iter(sentence_spans(unit.text)), (0, len(unit.text)))[1]
    return unit.text[:end].rstrip(".")
