"""What a step of the history did, told by words: for each file what went and what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from dossier.model.frozen import frozen
from dossier.model.word_merge import Piece, told_difference
from dossier.project.history import ChangedFile, Step, content_after, content_before

_MOST = 400_000
"""Bytes of a file whose words are compared."""


@frozen
class FileDifference:
    """A file of a step with its difference; `why` says why there is none."""

    file: ChangedFile
    pieces: tuple[Piece, ...] = ()
    why: str = ""


def step_differences(
    content: Path,
    step: Step,
    known: Sequence[Step],
    readable: Callable[[str, str], str],
) -> tuple[FileDifference, ...]:
    """Return what a step did with each of its files; `known` are all steps that are kept.

    `readable` returns the text of a file as a reader is shown it, from its path and its text. Where
    two texts differ in nothing that it shows, they are compared as they are.
    """
    return tuple(_difference(content, step, each, known, readable) for each in step.files)


def _difference(
    content: Path,
    step: Step,
    file: ChangedFile,
    known: Sequence[Step],
    readable: Callable[[str, str], str],
) -> FileDifference:
    old = content_before(content, step, file) if file.before else b""
    new = content_after(content, step, file, known) if file.after else b""
    if old is None or new is None:
        return FileDifference(
            file, why="the file was changed since by a program that keeps nothing"
        )
    if max(len(old), len(new)) > _MOST:
        return FileDifference(file, why="the file is too long to be compared")
    try:
        texts = old.decode("utf-8"), new.decode("utf-8")
    except UnicodeDecodeError:
        return FileDifference(file, why="it is no text")
    said = [readable(file.path, each) for each in texts]
    return FileDifference(file, told_difference(*(said if said[0] != said[1] else texts)))
