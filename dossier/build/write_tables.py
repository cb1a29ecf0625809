"""Put files in place that are made of a whole dossier beside its documents, such as the trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dossier import __version__
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.build_store import Store, open_store, save
from dossier.project.journal import content_digest
from dossier.project.layout import shown


def write_tables(
    folder: Path, files: Mapping[str, bytes], document: str, inputs: str
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Put the files in place, but never over one that somebody edited; return their paths.

    `document` is the one whose words they print, `inputs` the fingerprint of what they are of.
    """
    if not files:
        return (), ()
    store = open_store(folder)
    kept = {name: each for name, each in files.items() if not store.edited(name, each)}
    record = {"document": document, "program": f"upr-dossier {__version__}", "inputs": inputs}
    records = {
        name: {"sha256": content_digest(each), "format": name.rpartition(".")[2], **record}
        for name, each in kept.items()
    }
    save(store, kept, replace(store, files={**store.files, **records}))
    edited = tuple(_edited(store, name) for name in files if name not in kept)
    return tuple(shown(store.path(name)) for name in kept), edited


def _edited(store: Store, name: str) -> Finding:
    message = "somebody changed this file since it was made; it was left as it is"
    hint = "rename it to keep the changes, then run the command again"
    return Finding(shown(store.path(name)), 0, Fault.EDITED_OUTPUT, message, hint)
