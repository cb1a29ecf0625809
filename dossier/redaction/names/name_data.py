"""The program's data on names, as they stand in `data/names`: every value is a text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from dossier.model.language import DATA
from dossier.model.program_data import read_data


@cache
def read_name_data(name: str) -> Mapping[str, Any]:
    """Return a file of `data/names` by its bare name; "no" and "on" are words there."""
    found: Mapping[str, Any] = read_data(DATA / "names" / f"{name}.yaml", as_texts=True)
    return found
