"""The program's data on names, as they stand in `data/names`: every value is a text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from dossier.model.language import DATA


@cache
def read_name_data(name: str) -> Mapping[str, Any]:
    """Return a file of `data/names` by its bare name; "no" and "on" are words there."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    text = (DATA / "names" / f"{name}.yaml").read_text("utf-8")
    found: Mapping[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 (texts alone)
    return found
