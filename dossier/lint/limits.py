"""Read rule sets: what a body of the UN or the ILO asks of a submission, from `data/rules`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from dossier.model.language import DATA
from dossier.model.program_data import read_data

FOLDER = DATA / "rules"


def rule_sets() -> tuple[str, ...]:
    """Return the ids of the rule sets there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def limits(id_: str) -> Mapping[str, Any]:
    """Return a rule set. Raises `KeyError` for one there is not.

    Each entry of `rules` is a mapping with `value`, `grade` (see `model/grade.py`), `source`,
    `checked` and perhaps `note`; only what is verified may block.
    """
    if id_ not in rule_sets():
        raise KeyError(id_)
    raw: dict[str, Any] = read_data(FOLDER / f"{id_}.yaml")
    return raw
