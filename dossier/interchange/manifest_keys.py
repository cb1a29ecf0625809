"""Which key of `dossier.yaml` a finding is about, so that it can be told where that is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from dossier.model.diagnostics import Finding
from dossier.project.layout import Files
from dossier.readers.yaml import Keys, read_yaml


def setting_at(files: Files, finding: Finding, document: str) -> tuple[str, str]:
    """Return the document ("": the dossier) and the key that a finding in the manifest is about.

    It is the key in whose lines the finding stands, or the one that it says to be missing; "" for
    none.
    """
    if finding.file != files.shown("dossier.yaml"):
        return document, ""
    return _key_at(files.content.get("dossier.yaml", b""), finding, document)


def at_fields(findings: Iterable[Finding], content: bytes, document: str) -> tuple[Finding, ...]:
    """Return findings in a manifest, each with the key of the document or ("") dossier it is about.

    The key is `field` among their `data`; where it is another document's, or none, they say none.
    """
    told = ((each, _key_at(content, each, document)) for each in findings)
    return tuple(
        replace(each, data={**each.data, "field": key}) if key and home == document else each
        for each, (home, key) in told
    )


def _key_at(content: bytes, finding: Finding, document: str) -> tuple[str, str]:
    marks = _marks(content)
    above = [(home, key) for line, home, key in marks if line <= finding.line]
    home, key = above[-1] if above else (document, "")
    named, missing = str(finding.rule), "missing-"
    if not key and named.startswith(missing):
        key = named.removeprefix(missing).replace("-", "_")
    return home, key


@lru_cache(maxsize=8)
def _marks(content: bytes) -> tuple[tuple[int, str, str], ...]:
    """Return the line of each key of a manifest with its document, "" for where one begins."""
    keys = read_yaml(content.decode("utf-8-sig", "replace"), "dossier.yaml")[0]
    marks = [(line, "", key) for key, line in keys.lines.items()]
    held = keys.values["documents"].content if "documents" in keys.values else None
    documents = held if isinstance(held, Keys) else Keys()
    for name, document in documents.values.items():
        marks.append((documents.lines[name], name, ""))
        inside = document.content.lines if isinstance(document.content, Keys) else {}
        marks += [(line, name, key) for key, line in inside.items()]
    return tuple(sorted(marks))
