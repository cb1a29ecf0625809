"""Make a finished file that is searched for what its audience may not read.

Whoever searches must know what is guarded: this process and others of this machine do, other
machines do not.
"""

from __future__ import annotations

from pathlib import Path

from dossier.build.ready_document import ReadyDocument
from dossier.build.verify import escaped
from dossier.build.written_file import Result, write
from dossier.model.passages import passages
from dossier.redaction.scan import Guard


def make(document: ReadyDocument, folders: tuple[Path, ...], format_: str, guard: Guard) -> Result:
    """Return `document` in one format, read back, compared and searched, or findings.

    `folders` are where its template's files are looked for.
    """
    return searched(document, write(document, folders, format_), guard)


def searched(document: ReadyDocument, result: Result, guard: Guard) -> Result:
    """Return a file with what it holds that the document's audience may not read."""
    made, findings = result
    if made is None or not guard:
        return result
    said = " ".join(each.text for each in passages(document.edition))
    name = f"{document.id}.{made.format}"
    return made, [*findings, *escaped(document, name, made.content, guard, said)]
