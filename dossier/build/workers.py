"""Who makes the files of documents: this process, others on this machine, or other machines.

Whoever it is, the bytes are the same. What is handed to other machines are documents as their
audience may read them; what it may not read stays on this one, and so does the search for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol, TypeAlias

from dossier.build.ready_document import ReadyDocument
from dossier.build.searched_file import searched
from dossier.build.written_file import Result, write
from dossier.model.diagnostics import Refused
from dossier.model.second_process import meanwhile
from dossier.redaction.scan import Guard

Pending: TypeAlias = Callable[[], Result]
"""Waits for a file that is being made, and returns it read back and searched."""


class WorkersLost(Refused):
    """Nobody is left who could write files; the build cannot go on."""


class Workers(Protocol):
    """Those who write files besides this process."""

    @property
    def most(self) -> int:
        """How many files should be under way, so that nobody has to wait."""

    def prepare(self, documents: int) -> None:
        """Make ready to write up to so many documents: there is something to build."""

    def take(self, format_: str, documents: int) -> bool:
        """Whether they write files of this format where so many documents may be made."""

    def begin(
        self, document: ReadyDocument, folders: tuple[Path, ...], format_: str, guard: Guard
    ) -> Pending:
        """Let one of them write a file. `guard` knows what its audience may not read."""


class Nobody:
    """No workers: a second process may write a file meanwhile, or it is written when waited for."""

    most = 0

    def prepare(self, documents: int) -> None:
        """Do nothing: nobody has to be made ready."""

    def take(self, format_: str, documents: int) -> bool:  # noqa: ARG002
        """Return False: nobody takes anything."""
        return False

    def begin(
        self, document: ReadyDocument, folders: tuple[Path, ...], format_: str, guard: Guard
    ) -> Pending:
        """Return what searches the file here, once it is written."""
        written = meanwhile(partial(write, document, folders, format_))
        return lambda: searched(document, written(), guard)
