"""Read of what a document is an extract: `extract:` of a document in `dossier.yaml`."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape

EXTRACT: Shape = {"of": Key("text", "needed"), "sections": Key("texts", "needed")}


@frozen
class Extract:
    """What a document holds of another one: the sections with these ids, and no others."""

    of: str
    sections: tuple[str, ...]
    file: str
    line: int


def read_extract(
    keys: Keys, taken: Mapping[str, object], documents: Mapping[str, Keys], file: str
) -> tuple[Extract | None, list[Finding]]:
    """Return of what a document is an extract, which must be one of `documents` and whole.

    `taken` are the keys of the document.
    """
    said, line = taken.get("extract"), keys.lines.get("extract", keys.line)
    if not isinstance(said, dict) or not {"of", "sections"} <= set(said):
        return None, []
    whole = [id_ for id_, each in documents.items() if "extract" not in each.values]
    if said["of"] in whole:
        return Extract(said["of"], said["sections"], file, line), []
    message = f'there is no document "{said["of"]}" that this could be an extract of'
    hint = did_you_mean(said["of"], whole, f"documents are {', '.join(whole)}")
    return None, [Finding(file, line, Fault.UNKNOWN_DOCUMENT, message, hint)]
