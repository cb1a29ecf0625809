"""Render the matrix in its formats; what cannot be rendered is a finding, not an exception."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dossier.build.output_records import TRACE
from dossier.build.ready_document import ReadyDocument
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.language import code_of
from dossier.model.template_fault import TemplateFault
from dossier.project.layout import Places, shown
from dossier.readers.templates.theme import read_theme
from dossier.writers.docx import MissingStyles
from dossier.writers.html import find
from dossier.writers.trace.docx import write_docx
from dossier.writers.trace.html import write_html
from dossier.writers.trace.sheet import Sheet
from dossier.writers.trace.xlsx import write_xlsx

FORMATS = ("html", "docx", "xlsx")


def render_trace(
    sheet: Sheet, places: Places, document: ReadyDocument, formats: Sequence[str]
) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the files by their names, or what in a template stands in the way."""
    folders = [each / "traceability" for each in places.templates]
    found = tuple(each for each in folders if each.is_dir())
    searched = (*found, *places.folders(document.template))
    try:
        return {f"{TRACE}.{each}": _WRITERS[each](sheet, searched) for each in formats}, []
    except FileNotFoundError as error:
        message = f'the templates lack the file "{error.args[0]}"'
    except MissingStyles as error:
        message = f"word.docx has no style {', '.join(error.names)}"
    except TemplateFault as error:
        message = f"the page of the matrix cannot be drawn: {error}"
        hint = "docs/templates.md lists what a template may use"
        file = shown(Path(error.file)) if error.file else shown(searched[0])
        return {}, [Finding(file, error.line, Fault.TEMPLATE_ERROR, message, hint)]
    hint = "compare with the templates that come with the program"
    return {}, [Finding(shown(searched[0]), 0, Fault.TEMPLATE_ERROR, message, hint)]


def _html(sheet: Sheet, folders: tuple[Path, ...]) -> bytes:
    theme = read_theme(folders)[0].in_language(code_of(sheet.edition.document.language))
    return write_html(sheet, folders, theme)


def _docx(sheet: Sheet, folders: tuple[Path, ...]) -> bytes:
    return write_docx(sheet, find(folders, "word.docx"))


def _xlsx(sheet: Sheet, _: tuple[Path, ...]) -> bytes:
    return write_xlsx(sheet)


_WRITERS: Mapping[str, Callable[[Sheet, tuple[Path, ...]], bytes]] = {
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
}
