"""The documents that are read by their paragraphs: Word files without a table that is known."""

from __future__ import annotations

from pathlib import Path

from dossier.ooxml.archive import Archive
from dossier.readers.un_exports import concluding_observations, working_group_report
from dossier.readers.un_exports.export import Intake
from dossier.readers.un_exports.word_document import read_document


def read_report(path: Path, archive: Archive, intake: Intake) -> bool:
    """Take in a document of the UN, and say whether it is one that is known."""
    document = read_document(path, archive)
    if working_group_report.is_report(document):
        working_group_report.read_report(document, intake)
        return True
    if concluding_observations.is_observations(document):
        concluding_observations.read_observations(document, intake)
        return True
    return False
