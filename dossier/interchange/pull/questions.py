"""What a pull asks the author to look at, and what it does not know by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.interchange.pull.results import Question
from dossier.interchange.pull.tracked_changes import Decision
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault


def asked(place: str, questions: Iterable[Question], decision: Decision) -> Iterator[Finding]:
    """Yield what was guessed in the file `place`, and authors who have no tracked changes in it."""
    yield from unsure(place, questions)
    for name in decision.unknown:
        message = f'the file has no tracked changes by "{name}"'
        others = f"authors: {', '.join(decision.authors) or '–'}"
        hint = did_you_mean(name, decision.authors, others)
        yield Finding(place, 0, Fault.UNKNOWN_AUTHOR, message, hint)


def unsure(place: str, questions: Iterable[Question]) -> Iterator[Finding]:
    """Yield what the author is to look at in the file `place`."""
    for each in questions:
        yield Finding(place, each.line, Fault.UNSURE, each.message, each.hint, severity="warning")


def unknown_dossier(dossier: str, known: Iterable[str], place: str) -> Finding:
    """Return what is said of an export of a dossier that is not here."""
    message = f'the file is an export of the dossier "{dossier[:60]}", which is not here'
    hint = did_you_mean(dossier, known, "say with `--content` where it lies")
    return Finding(place, 0, Fault.UNKNOWN_DOSSIER, message, hint)
