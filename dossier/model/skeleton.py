"""What a new dossier begins with, in the languages of the United Nations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dossier.model.language import SKELETON
from dossier.model.program_data import read_data

ORGANISATION = "Name of Your Organisation"
"""Who submits, until somebody says so."""


def skeleton_blocks(code: str) -> tuple[Path, ...]:
    """Return the blocks of the skeleton in a language; none where it has none."""
    folder = SKELETON / "blocks"
    return tuple(sorted((folder if code == "en" else folder / code).glob("*.md")))


@cache
def skeleton_words() -> Mapping[str, Mapping[str, str]]:
    """Return what the skeleton's YAML files say in other languages, by the English words."""
    found: Mapping[str, Mapping[str, str]] = read_data(SKELETON / "words.yaml")
    return found


def skeleton_word(english: str, code: str) -> str:
    """Return what the skeleton's YAML files say for English words of theirs in a language."""
    return skeleton_words()[english].get(code, english)
