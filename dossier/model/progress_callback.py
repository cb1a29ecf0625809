"""How a long task tells what it is at: it calls back with a few words, such as a file's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str], None]


def silent(_: str) -> None:
    """Tell nobody."""
