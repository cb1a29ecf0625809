"""Read the program's own data on ratings: the levels of the ITUC Global Rights Index."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from dossier.model.figures import LEVELS, Level
from dossier.model.language import DATA
from dossier.model.language_file import language_words, languages, of_languages
from dossier.model.registry import Words
from dossier.readers.yaml import Loader


@of_languages
@cache
def ratings() -> Mapping[Level, Words]:
    """Return the levels of the index, the best first: what each means, by language."""
    raw: dict[str, Any] = yaml.load((DATA / "ratings.yaml").read_text("utf-8"), Loader=Loader)  # noqa: S506
    others = {code: language_words(code).get("ratings", {}) for code in languages()}
    said = {level: {code: words[level] for code, words in others.items() if level in words}
            for level in LEVELS}  # fmt: skip
    return {level: {**said[level], **raw["levels"][level]} for level in LEVELS}
