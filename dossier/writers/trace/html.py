"""Write the matrix as one self-contained web page, drawn by `templates/traceability`."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dossier.model.theme import Theme
from dossier.writers.html import find
from dossier.writers.trace import sheet as words
from dossier.writers.trace.sheet import Sheet

_STYLES = ("house-screen.css", "screen.css")


def write_html(sheet: Sheet, folders: tuple[Path, ...], theme: Theme) -> bytes:
    """Return the page of `sheet`, UTF-8, well-formed as XML.

    `folders` are searched for templates and styles in order. Raises `jinja2.TemplateError` from
    templates, `FileNotFoundError` where a style is missing.
    """
    environment = Environment(
        loader=FileSystemLoader([str(each) for each in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sheets = (find(folders, name).read_text("utf-8") for name in _STYLES)
    style = "\n".join((theme.css(), *sheets))
    page = environment.get_template("page.html.j2").render(
        sheet=sheet,
        edition=sheet.edition,
        document=sheet.edition.document,
        term=sheet.edition.language.terms,
        quotes=sheet.edition.language.quotes,
        words=words,
        style=Markup(style),  # noqa: S704 (the designer's own style sheet)
    )
    return (page + "\n").encode()
