"""In which registry of the evidence a finding stands, by its file."""

from __future__ import annotations

from dossier.build.evidence import REGISTRIES
from dossier.build.registries import registry_paths
from dossier.model.diagnostics import Finding
from dossier.project.layout import Files


def registry_at(files: Files, finding: Finding) -> str:
    """Return the name of the registry whose file a finding is about, "" for another file."""
    for home in (files, *files.others().values()):
        for name in REGISTRIES:
            if any(home.shown(path) == finding.file for path in registry_paths(home, name)):
                return name
    return ""
