"""List the registries of a dossier, a row for each entry, for who keeps the evidence.

A row holds words as a person reads them: requests to other entries are filled in, dates are
written out. It is for the authors alone: it names everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from dossier.build.entry_references import EntryKey, EntryReference, entry_references
from dossier.build.entry_words import read_words
from dossier.build.evidence_rows import EvidenceRow, ListedEntries, entries
from dossier.build.library import library_of
from dossier.build.registries import collect
from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.model.language import language
from dossier.model.registry import Registry
from dossier.project.layout import Files
from dossier.readers.dossier_yaml import read_manifest

REGISTRIES = (
    "sources", "facts", "incidents", "people", "organisations", "treaties", "recommendations",
)  # fmt: skip
"""The registries that hold evidence, in the order in which they are shown."""


@frozen
class Evidence:
    """The registries of a dossier: rows, what refers to each entry, and what is wrong with them.

    `titles` are those of its blocks.
    """

    rows: tuple[EvidenceRow, ...]
    references: Mapping[EntryKey, tuple[EntryReference, ...]]
    findings: tuple[Finding, ...]
    language: str
    registry: Registry
    titles: Mapping[str, str]

    def at(self, finding: Finding) -> EvidenceRow | None:
        """Return the entry that a finding is about: the last that begins before its line."""
        here = [each for each in self.rows if each.at.file == finding.file]
        above = [each for each in here if each.at.line <= finding.line]
        return max(above, key=lambda each: each.at.line, default=None)

    def of(self, name: str) -> tuple[EvidenceRow, ...]:
        """Return the rows of one registry."""
        return tuple(each for each in self.rows if each.registry == name)


@frozen
class EntryNames:
    """What entries are called, by registry and id, and blocks by id (`titles`)."""

    entries: Mapping[EntryKey, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


def entry_names(files: Files) -> EntryNames:
    """Return what entries and blocks of a dossier are called; nothing else is asked of them."""
    registry, _ = collect(files)
    listed = ListedEntries(registry, language(_language(files)), date.min)
    names = {key: listed.name(each) for key, each in entries(registry)}
    return EntryNames(names, {each.id: each.title for each in library_of(files)[0].own})


def read_evidence(files: Files, today: date) -> Evidence:
    """Return what a dossier's registries hold, those it shares included. No document is made."""
    registry, findings = collect(files)
    tag = _language(files)
    listed = ListedEntries(registry, language(tag), today)
    blocks = library_of(files)[0].own
    references = entry_references(blocks, registry)
    titles = {each.id: each.title for each in blocks}
    return Evidence(tuple(listed.rows()), references, findings, tag, registry, titles)


def read_aloud(files: Files, text: str) -> str:
    """Return words of an entry as they read, with what they ask for filled in."""
    code = language(_language(files)).code
    return read_words(collect(files)[0], code, {"": text})


def _language(files: Files) -> str:
    text = files.text("dossier.yaml")[0] if "dossier.yaml" in files.content else ""
    manifest = read_manifest(text, "")[0] if text else None
    return manifest.language if manifest else "en"
