"""Names of folders and documents that name somebody: they get into files that no document is."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.build.registries import collect
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.layout import Files
from dossier.redaction.names import guarded_names


def named_ids(files: Files, ids: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Find what the public may not read in the name of a dossier’s folder and in further `ids`.

    The ids are those of its documents. A surname alone may be somebody else's, and is not told.
    """
    net = guarded_names(collect(files)[0].guarded, "public")
    named = [
        (files.name, "the name of the folder"),
        *((each, "the id of a document") for each in ids),
    ]
    for text, where in named:
        for caught in net.find(text, "id"):
            if caught.severity == "error":
                message = (
                    f'"{caught.name}" stands in {where}, and may not be read by "public" '
                    f'(written "{caught.excerpt}")'
                )
                hint = f'name it by what happened or a role: "{text}" gets into the file'
                yield Finding(files.shown("dossier.yaml"), 0, Fault.NAME_LEAKS, message, hint)
