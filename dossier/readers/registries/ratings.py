"""Read the program's own data on ratings: the levels of the ITUC Global Rights Index."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from dossier.model.figures import LEVELS, Level
from dossier.model.language import DATA
from dossier.model.registry import Words
from dossier.readers.yaml import Loader


@cache
def ratings() -> Mapping[Level, Words]:
    """Return the levels of the index, the best first: what each means, by language."""
    raw: dict[str, Any] = yaml.load((DATA / "ratings.yaml").read_text("utf-8"), Loader=Loader)  # noqa: S506
    return {level: raw["levels"][level] for level in LEVELS}
