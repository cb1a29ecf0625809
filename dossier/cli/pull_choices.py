"""The arguments by which single changes of Word files are chosen."""

from __future__ import annotations

import argparse
from typing import Literal

WAYS: tuple[Literal["take", "leave", "dismiss"], ...] = ("take", "leave", "dismiss")
"""What becomes of a change that is named."""


def add_choices(command: argparse.ArgumentParser) -> None:
    """Add the arguments by which single changes are chosen."""
    command.add_argument(
        "--each", action="store_true", help="list each change with its id, and what becomes of it"
    )
    helps = {
        "take": "take this change into the text (may be repeated)",
        "leave": "leave it: a proposal beside its block",
        "dismiss": "dismiss it: a settled proposal",
    }
    for way, help_ in helps.items():
        command.add_argument(f"--{way}", action="append", default=[], metavar="ID", help=help_)
    command.add_argument(
        "--sure", action="append", default=[], metavar="ID", help="what is asked about it is so"
    )
    command.add_argument(
        "--others", choices=("take", "leave"), default="take",
        help="what becomes of the changes that are not named (default: take what is not open)",
    )  # fmt: skip


def chooses(options: argparse.Namespace) -> bool:
    """Whether single changes are asked for."""
    named = any(getattr(options, each) for each in (*WAYS, "sure"))
    return bool(options.each or named or options.others != "take")
