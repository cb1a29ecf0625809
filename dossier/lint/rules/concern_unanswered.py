"""A concern is raised, and no recommendation rests on it.

Why: States ask what they are given to ask. A concern without a recommendation is read and left.
Source: House style; the matrix of traceability (`python build.py trace`).
Bad:
    ---
    rests_on: {part-3-1: [part-2]}
    ---
    # Our concerns: witnesses

    Witnesses of the trial are not protected.

    # Our concerns: registration

    Unions are refused registration.

    # Recommendations

    - Register the unions by the end of 2020.
Says: no recommendation rests on the concern "Witnesses of the trial are not protected"
Good:
    ---
    rests_on: {part-2-1: [part-1]}
    ---
    # Our concerns

    Unions are refused registration.

    # Recommendations

    - Register the unions by the end of 2020.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.block_links import linked, rests_on
from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.sentence_spans import sentence_spans

SEVERITY = "warning"
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find concerns that no recommendation's head names, unless trace.yaml says why."""
    if not linked(draft):
        return
    asked = [each for each in draft.blocks if each.kind == "recommendation"]
    answered = {id_ for each in asked for id_ in rests_on(draft, each)}
    shown = {unit.block for unit in draft.prose}
    for block in draft.blocks:
        lone = block.id not in answered and block.id not in draft.registry.explained
        if block.kind == "concern" and lone and block.id in shown:
            unit = next(each for each in draft.prose if each.block == block.id)
            end = next(iter(sentence_spans(unit.text)), (0, len(unit.text)))[1]
            words = block.title if not block.id.startswith("part-") else ""
            words = words or unit.text[:end].rstrip(".")
            message = f'no recommendation rests on the concern "{words}"'
            hint = "name it in `rests_on` of a recommendation, or say why in trace.yaml"
            yield Hit(unit, message, hint, " ".join(unit.text.split()[:4]))
