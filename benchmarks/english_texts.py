"""The sample’s texts in English alone, so that both versions build the same texts."""

from __future__ import annotations

import shutil
from pathlib import Path


def copy_english(source: Path, target: Path) -> None:
    """Copy the folder `content` of a checkout without its translations."""
    shutil.copytree(source, target)
    for folder in target.glob("*/blocks/*/"):
        if len(folder.name) == len("fr"):
            shutil.rmtree(folder)
