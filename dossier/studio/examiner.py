"""Examine documents in a process of its own, so that no page waits for it while somebody types.

Of the questions on one document only the newest is answered: the text has changed since the others.
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import signal
import threading
from collections.abc import Mapping
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from dossier.build.preview import Standing, examine_page, with_unsaved
from dossier.model.frozen import frozen
from dossier.project.input_digests import begin_run
from dossier.project.layout import Places, read_files

MOST_ANSWERS = 500
"""Answers of one process."""


@frozen
class Question:
    """What is to be said of a document, with texts that are not saved yet."""

    dossier: str
    document: str
    unsaved: Mapping[str, str]
    today: date


class Examiner:
    """Answers questions, one after the other."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._numbers = itertools.count()
        self._newest: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False

    async def ask(self, question: Question) -> Standing | None:
        """Return the answer; None where a newer question on the same document came meanwhile."""
        number = next(self._numbers)
        self._newest[question.dossier, question.document] = number
        return await asyncio.to_thread(self._answer, question, number)

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._closed = True
        process = self._process
        if process is not None:
            process.terminate()

    def _answer(self, question: Question, number: int) -> Standing | None:
        with self._lock:
            if self._newest[question.dossier, question.document] != number or self._closed:
                return None
            said = self._asked(question) or self._asked(question)
        if isinstance(said, str):
            raise RuntimeError(said)
        return said

    def _asked(self, question: Question) -> Standing | str | None:
        """Return what the process says; None where it was ended, here, by itself or the system."""
        if self._closed:
            return None
        pipe = self._ready()
        try:
            pipe.send(question)
            said: Standing | str = pipe.recv()
        except (EOFError, OSError):
            self._process = None
            return None
        return said

    def _ready(self) -> Connection:
        """Return the pipe to the process, which is begun if there is none."""
        if self._process is None or self._pipe is None or not self._process.is_alive():
            context = multiprocessing.get_context("spawn")
            self._pipe, there = context.Pipe()
            process = context.Process(
                target=serve, args=(there, self.places), name="studio-examiner", daemon=True
            )
            process.start()
            self._process = process  # only now can another thread end it
            there.close()
            if self._closed:
                process.terminate()
        return self._pipe


def serve(pipe: Connection, places: Places) -> None:
    """Answer what comes through `pipe` until that ends: the whole life of the process.

    After many answers it ends by itself, and what it remembers of texts that are gone goes with it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the studio, which ends this
    for _ in range(MOST_ANSWERS):
        try:
            question = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(examined(places, question))
        except Exception as error:
            pipe.send(f"{type(error).__name__}: {error}")


def examined(places: Places, question: Question) -> Standing:
    """Return what is to be said of a document."""
    begin_run()
    files, found = read_files(places, question.dossier)
    if files is None:
        return Standing(found)
    files = with_unsaved(files, question.unsaved)
    return examine_page(places, files, question.document, question.today)
