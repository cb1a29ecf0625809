"""The categories of action by which UPR Info sorts recommendations, 1 (minimal) to 5 (specific).

Which one a recommendation has, `lint/recommendation_strength` finds by its verbs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from dossier.model.language import DATA
from dossier.model.program_data import read_data


@cache
def action_data() -> Mapping[str, Any]:
    """Return what `data/actions.yaml` holds: categories with verbs, words that may stand before."""
    raw: dict[str, Any] = read_data(DATA / "actions.yaml")
    return raw


def label(category: int) -> str:
    """Return the name of a category, such as "Minimal action"."""
    return str(action_data()["categories"][category]["label"])
