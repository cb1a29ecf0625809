"""Write the matrix as one self-contained web page, drawn by `templates/traceability`."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from dossier.model.template_sandbox import drawing, file_templates
from dossier.model.theme import Theme
from dossier.writers.html import find
from dossier.writers.trace import sheet as words
from dossier.writers.trace.sheet import Sheet

_STYLES = ("house-screen.css", "screen.css")
_NAMES = ("TITLE", "CHAINS", "STANDS_ALONE", "COLUMNS", "ALONE", "UNEXPLAINED", "NOTHING_ALONE")
_WORDS = {**{name: getattr(words, name) for name in _NAMES}, "missing": words.missing}


def write_html(sheet: Sheet, folders: tuple[Path, ...], theme: Theme) -> bytes:
    """Return the page of `sheet`, UTF-8, well-formed as XML.

    `folders` are searched for templates and styles in order. Raises `TemplateFault`, and
    `FileNotFoundError` where a style is missing.
    """
    sandbox = file_templates(folders, trim=True)
    sheets = (find(folders, name).read_text("utf-8") for name in _STYLES)
    style = "\n".join((theme.css(), *sheets))
    nodes = sum(1 for _ in sheet.texts()) + sum(len(each.items) for each in sheet.counts)
    with drawing(sandbox, nodes):
        page = sandbox.get_template("page.html.j2").render(
            sheet=sheet,
            edition=sheet.edition,
            document=sheet.edition.document,
            term=sheet.edition.language.terms,
            quotes=sheet.edition.language.quotes,
            words=_WORDS,
            style=Markup(style),  # noqa: S704 (the designer's own style sheet)
        )
    return f"{page}\n".encode()
