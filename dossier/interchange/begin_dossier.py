"""Begin a dossier with the recommendations that earlier reviews made to its State.

They come from an export of the UN or of UPR Info, or from another dossier on the same State. They
are read before anything is written; then the dossier is written with them, all or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from dossier.interchange.new_document import manifest_of
from dossier.interchange.recommendations.run import (
    FILE,
    RecommendationsRequest,
    import_into,
)
from dossier.interchange.registry_edit.recommendations import amend
from dossier.model.diagnostics import Finding, errors
from dossier.model.frozen import frozen
from dossier.model.registry import Earlier
from dossier.project.layout import Files, Places, dossiers, read_files
from dossier.project.new_dossier import Beginning, NewDossier, new_dossier
from dossier.readers.registries.recommendations import read_recommendations
from dossier.readers.un_exports.reader import read_export
from dossier.readers.un_exports.state_names import key


@frozen
class Offered:
    """Earlier recommendations to a State; `states` are those that an export has others to.

    There are no entries where a finding is an error.
    """

    entries: tuple[Earlier, ...] = ()
    states: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@frozen
class Held:
    """A dossier that has recommendations of earlier reviews to a State."""

    dossier: str
    entries: tuple[Earlier, ...] = field(repr=False)


def offered_by(path: Path, state: str) -> Offered:
    """Return what an export has for a dossier on `state`; "" asks only to which States."""
    if not state.strip():
        return Offered((), *_states(path))
    asked = RecommendationsRequest((path,), state, on_other="convert")
    found = import_into(Files("", Path(), {}), asked)
    if found.entries and not errors(found.findings):
        return Offered(found.entries, (), found.findings)
    return Offered((), _states(path)[0], found.findings)


def held_by(places: Places, state: str) -> tuple[Held, ...]:
    """Return the dossiers on `state` that have recommendations of earlier reviews."""
    return tuple(_held(places, state)) if state.strip() else ()


def begin_dossier(
    places: Places, name: str, today: date, beginning: Beginning, entries: Sequence[Earlier]
) -> NewDossier:
    """Make a dossier with these recommendations of earlier reviews, or say why it cannot be.

    What somebody assessed about them elsewhere stays there: it names blocks of that dossier. Raises
    `OSError` where a file cannot be written.
    """
    bare = [replace(each, assessment=None) for each in entries]
    more = {FILE: amend("", bare, {}).encode("utf-8")} if bare else {}
    return new_dossier(places, name, today, beginning=beginning, more=more)


def _states(path: Path) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    export = read_export(path, path.name, lambda _: False)
    return tuple(sorted(export.elsewhere)), export.findings


def _held(places: Places, state: str) -> Iterator[Held]:
    for name in dossiers(places):
        files, _ = read_files(places, name)
        manifest = manifest_of(files)[0] if files and FILE in files.content else None
        if files and manifest and key(manifest.state) == key(state):
            text, _ = files.text(FILE)
            entries, wrong = read_recommendations(text, files.shown(FILE))
            if entries and not errors(wrong):
                yield Held(name, entries)
