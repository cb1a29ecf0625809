"""Read the program's own data on ratings: the levels of the ITUC Global Rights Index."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from dossier.catalog import DATA
from dossier.drawing import LEVELS, Level
from dossier.read.yaml import Loader
from dossier.registry import Words


@cache
def ratings() -> Mapping[Level, Words]:
    """Return the levels of the index, the best first: what each means, by language."""
    raw: dict[str, Any] = yaml.load((DATA / "ratings.yaml").read_text("utf-8"), Loader=Loader)  # noqa: S506
    return {level: raw["levels"][level] for level in LEVELS}
