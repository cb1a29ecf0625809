"""Decide about the single changes of Word files, as the studio and the command `pull` do.

Each file is read against the blocks alone. What was left or dismissed earlier is so still, unless
somebody says otherwise. What the program is not sure of must be answered first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dossier.interchange.changes.chosen_changes import Choice, Choices, chosen
from dossier.interchange.changes.single_changes import SingleChange
from dossier.interchange.pull.pull_request import PullRequest
from dossier.interchange.pull.run import PullResult, pull
from dossier.interchange.review.run import DossierReview
from dossier.model.comments import ReviewNote, same
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.layout import Places


def pulled_alone(places: Places, request: PullRequest) -> tuple[PullResult, ...]:
    """Return what each file of a request alone makes of the blocks; nothing is written."""
    return tuple(pull(places, replace(request, files=(each,))) for each in request.files)


def notes_beside(review: DossierReview | None, block: str) -> tuple[ReviewNote, ...]:
    """Return the notes that are kept beside a block."""
    blocks = review.blocks if review else ()
    return tuple(note for each in blocks if each.id == block for note in each.held.notes)


def kept_before(
    changes: Sequence[SingleChange], review: DossierReview | None
) -> Mapping[str, ReviewNote]:
    """Return the notes that keep changes since an earlier time, by the ids of changes."""
    return {
        each.id: note
        for each in changes
        for note in notes_beside(review, each.block)
        if same(each.kept, note)
    }


def with_earlier(choices: Choices, before: Mapping[str, ReviewNote]) -> Choices:
    """Return choices with those of an earlier time, where nobody chose since."""
    kept = {id_: Choice("dismiss" if note.settled else "leave") for id_, note in before.items()}
    return replace(choices, changes={**kept, **choices.changes})


def decided(
    results: Sequence[PullResult], changes: Sequence[SingleChange], choices: Choices
) -> PullResult:
    """Return the pull that writes what was chosen; findings say what must be settled first."""
    result = chosen(results, changes, choices)
    open_ = tuple(
        Finding(each.files[0], each.line, Fault.UNSURE, each.unsure, "say whether it is so")
        for each in changes
        if each.unsure and each.id not in {*choices.sure, *choices.changes}
    )
    if not open_:
        return result
    return replace(result, changes=(), findings=(*result.findings, *open_))
