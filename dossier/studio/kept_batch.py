"""A batch of returned files with what was chosen among its changes, and how both are kept."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, field, replace
from typing import Any, get_args

from dossier.interchange.changes.chosen_changes import Answer, Choice, Choices, Way
from dossier.interchange.pull.results import Deletions
from dossier.model.frozen import frozen
from dossier.project.received_batches import KeptBatch


@frozen
class ReadAs:
    """How a file is read: as which document, what becomes of what it lacks, and who sent it."""

    document: str = ""
    deletions: Deletions = "ask"
    sender: str = ""


def _undecided() -> Choices:
    return Choices(undecided="leave")


@frozen
class Batch:
    """Files that came together, by their names, and what was chosen; all else is left."""

    id: str
    dossier: str
    files: Mapping[str, bytes]
    choices: Choices = field(default_factory=_undecided)
    read_as: Mapping[str, ReadAs] = field(default_factory=dict)


def with_choices(
    batch: Batch,
    changes: Mapping[str, Choice | None],
    answers: Mapping[str, Answer],
    sure: Mapping[str, bool],
) -> Batch:
    """Return a batch with more chosen; None takes back what was chosen."""
    old = batch.choices
    every = {**old.changes, **changes}
    kept = {id_: each for id_, each in every.items() if each is not None}
    now = {each for each in old.sure if sure.get(each, True)} | {
        e for e, yes in sure.items() if yes
    }
    choices = replace(old, changes=kept, answers={**old.answers, **answers}, sure=frozenset(now))
    return replace(batch, choices=choices)


def kept_of(batch: Batch) -> KeptBatch:
    """Return a batch as it is kept; who chooses, and the day, are said when it is applied."""
    chosen = {
        "changes": {id_: asdict(each) for id_, each in batch.choices.changes.items()},
        "answers": {id_: asdict(each) for id_, each in batch.choices.answers.items()},
        "sure": sorted(batch.choices.sure),
        "read_as": {name: asdict(each) for name, each in batch.read_as.items()},
    }
    return KeptBatch(batch.id, batch.dossier, batch.files, chosen)


def batch_of(kept: KeptBatch) -> Batch:
    """Return a batch that was kept; choices that cannot be read are to be made again."""
    bare = Batch(kept.id, kept.dossier, kept.files)
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        said = kept.chosen
        choices = replace(
            bare.choices,
            changes={id_: _choice(each) for id_, each in said["changes"].items()},
            answers={
                id_: Answer(str(each["text"]), bool(each["settled"]))
                for id_, each in said["answers"].items()
            },
            sure=frozenset(map(str, said["sure"])),
        )
        read_as = {name: _read_as(each) for name, each in said["read_as"].items()}
        return replace(bare, choices=choices, read_as=read_as)
    return bare


def _choice(said: Mapping[str, Any]) -> Choice:
    way, words = said["way"], said["words"]
    if way not in get_args(Way) or not isinstance(words, str | None):
        raise ValueError
    return Choice(way, words)


def _read_as(said: Mapping[str, Any]) -> ReadAs:
    if said["deletions"] not in get_args(Deletions):
        raise ValueError
    return ReadAs(str(said["document"]), said["deletions"], str(said.get("sender", "")))
