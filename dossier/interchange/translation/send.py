"""Write the file of a dossier's translations for whoever translates, or reads them."""

from __future__ import annotations

import secrets
from pathlib import Path

from dossier.build.beside_page import beside_page
from dossier.interchange.translation.export import exchange_of
from dossier.interchange.translation.kept_back import kept_back, without
from dossier.interchange.translation.memory import translated_units
from dossier.interchange.translation.run import TranslationResult
from dossier.interchange.translation.tmx import write_tmx
from dossier.interchange.translation.wanted_translations import (
    TranslatedDossier,
    translated_dossier,
)
from dossier.interchange.translation.word_table import write_word_table
from dossier.interchange.translation.write_xliff import write_xliff
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.project.layout import Places, shown


def send(
    places: Places, wanted: str, code: str, file: Path, *, whole: bool = False
) -> TranslationResult:
    """Write what is to be translated into a file for whoever translates; a file there stays.

    What not everybody may read goes into it where it is to be `whole`. Raises `Refused` where a
    registry has an error: somebody may be guarded there whom nobody can read of.
    """
    held, findings = translated_dossier(places, wanted, code)
    if held is None or errors(findings):
        return TranslationResult(held, (), findings)
    if file.exists():
        message, hint = "the file is there already", "give another name, or move it away"
        finding = Finding(shown(file), 0, Fault.NOT_WRITTEN, message, hint)
        return TranslationResult(held, (), (*findings, finding))
    if file.suffix.lower() == ".html":
        return _page_written(places, held, wanted, file, findings)
    gone = () if whole else kept_back(held)
    file.write_bytes(sent(without(held, gone), file.suffix.lower()))
    ids = tuple(each.original.id for each in gone)
    return TranslationResult(held, (shown(file),), findings, left_out=ids)


def _page_written(
    places: Places,
    held: TranslatedDossier,
    wanted: str,
    file: Path,
    findings: tuple[Finding, ...],
) -> TranslationResult:
    """Write the page of one document beside its translation, if there is nothing against it."""
    document = wanted.strip("/").partition("/")[2]
    page = beside_page(places, held.files, document, held.code, file.name)
    findings = (*findings, *page.findings)
    if not page.content:
        return TranslationResult(held, (), findings)
    file.write_bytes(page.content)
    sides = (page.original, page.translation)
    return TranslationResult(held, (shown(file),), findings, sides=sides)


def sent(held: TranslatedDossier, ending: str) -> bytes:
    """Return what a file for whoever translates holds, by the ending of its name.

    Each has an id of its own, so that what comes home is known from what came of another file.
    """
    if ending == ".tmx":
        return write_tmx(translated_units(held), held.first, held.code)
    if ending == ".docx":
        return write_word_table(exchange_of(held, secrets.token_hex(4)))
    return write_xliff(exchange_of(held, secrets.token_hex(4)))
