"""The names of the Citation Style Language's types and variables, from `data/csl.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import yaml

from dossier.model.language import DATA
from dossier.readers.yaml import Loader


@cache
def variables() -> frozenset[str]:
    """Return the names of CSL's variables."""
    return _csl()["variables"]


@cache
def types() -> frozenset[str]:
    """Return the names of CSL's types."""
    return _csl()["types"]


def _csl() -> Mapping[str, frozenset[str]]:
    raw = yaml.load((DATA / "csl.yaml").read_text("utf-8"), Loader=Loader)  # noqa: S506 (a safe loader)
    return {what: frozenset(raw[what].split()) for what in ("types", "variables")}
