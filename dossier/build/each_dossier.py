"""Read one dossier after the other, for what lists the entries of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.model.diagnostics import Finding
from dossier.model.progress_callback import Progress
from dossier.project.layout import Files, Places, dossiers, read_files


def each_dossier(
    places: Places, wanted: Sequence[str], progress: Progress
) -> Iterator[tuple[Files | None, tuple[Finding, ...]]]:
    """Yield the files of the dossiers `wanted`, or of all where none is, with what is wrong.

    `progress` is told which one is read.
    """
    for name in wanted or dossiers(places):
        progress(name)
        yield read_files(places, name)
