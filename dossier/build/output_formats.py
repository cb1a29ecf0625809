"""Render a document in one format; what cannot be rendered is a finding, not an exception."""

from __future__ import annotations

import base64
import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dossier.build.font_hints import font_hint
from dossier.build.ready_document import ReadyDocument
from dossier.build.tall_rows import is_tall
from dossier.model.bookmark_names import DEEPEST_LIST
from dossier.model.diagnostics import Finding
from dossier.model.document import Block, Item, Row, is_drawn
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.foreign_phrases import with_foreign_phrases
from dossier.model.page_wishes import PageWishes
from dossier.model.passages import passages
from dossier.model.template_fault import TemplateFault
from dossier.model.theme import WORD_LOOK
from dossier.model.unbroken_spaces import unbroken
from dossier.model.walk import blocks, everything
from dossier.ooxml.embedded_version import EmbeddedVersion, encode
from dossier.project.layout import shown
from dossier.project.picture_files import kind_of

ROWS = "rows"
"""Among the facts of a finding: the beginnings of the rows that are taller than a page."""

_NO_WISHES = PageWishes()

_NESTED = 10
"""Nodes one inside the other after which the text, and not a template, is what is too deep."""


def render(
    document: ReadyDocument,
    folders: tuple[Path, ...],
    format_: str,
    wishes: PageWishes = _NO_WISHES,
) -> tuple[bytes, list[Finding]]:
    """Return the bytes of `document` in a format, or b"" and the findings that say why not.

    Where a PDF does not fulfil its `wishes`, `OpeningNotes` or `MovedPictures` is raised
    (`writers/pdf`).
    """
    try:
        if format_ == "pdf":
            return _pdf(document, folders, wishes), []
        return _WRITERS[format_](document, folders), []
    except FileNotFoundError as error:
        message = f'the template lacks the file "{error.args[-1] if error.args else error}"'
        hint = "copy it from a template that comes with the program"
        return b"", [Finding(shown(document.template), 0, Fault.TEMPLATE_ERROR, message, hint)]
    except SyntaxError as error:  # xml.etree.ElementTree.ParseError
        message = f"the page is not well-formed: {error}"
        hint = "close every element, and write `<br/>` for elements that hold nothing"
        file = shown(document.template / "page.html.j2")
        return b"", [Finding(file, 0, Fault.TEMPLATE_ERROR, message, hint)]
    except Unwritable as error:
        return b"", [error.finding]
    except RecursionError:
        return b"", [_too_deep(document)]
    except TemplateFault as fault:
        return b"", [template_fault(fault, document, folders)]


def _too_deep(document: ReadyDocument) -> Finding:
    message, hint = "lists or quotations are nested too deeply", "use fewer levels"
    return Finding(shown(document.template), 0, Fault.TOO_DEEP, message, hint)


def _circle(error: RecursionError, folders: tuple[Path, ...]) -> Finding | None:
    """Return a finding where templates include each other, or None where the text is the cause."""
    trace = traceback.extract_tb(error.__traceback__)
    frames = [
        (Path(each.filename), each.lineno or 0)
        for each in trace
        if _is_template(Path(each.filename), folders)
    ]
    nested = sum(each.name == "many" for each in trace) > _NESTED
    pages = [each for each in frames if each[0].name != "nodes.html.j2" or not nested]
    again = [each for each in dict.fromkeys(pages) if pages.count(each) > 2]
    if not again:
        return None
    round_ = " → ".join(file.name for file, _ in (*again, again[0]))
    message, hint = f"templates include each other: {round_}", "take one `include` or `extends` out"
    return Finding(shown(again[0][0]), again[0][1], Fault.CYCLE, message, hint)


class Unwritable(Exception):
    """A format cannot be written here; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def _pdf(document: ReadyDocument, folders: tuple[Path, ...], wishes: PageWishes) -> bytes:
    from dossier.writers.pdf import MissingLetters, MissingLibrary, Overfull, write_pdf

    try:
        return write_pdf(
            directed(document.edition), folders, addresses(document.pictures), document.theme,
            wishes,
        )  # fmt: skip
    except Overfull as error:
        raise Unwritable(_overfull(document, str(error), error.words)) from error
    except MissingLetters as error:
        message = f"no PDF was made, since no font has the letters {error.letters}"
        hint = font_hint(error.letters) or "install a font of this computer that has them"
        finding = _where(document, error.letters[0], Fault.MISSING_LETTERS, message, hint)
        raise Unwritable(finding) from error
    except MissingLibrary as error:
        message = f"no PDF was made, since WeasyPrint lacks a system library: {error}"
        hint = (
            "install Pango (Debian, Ubuntu: `apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0`; macOS: `brew install pango`; Windows: MSYS2 with "
            "`mingw-w64-x86_64-pango`)"
        )
        raise Unwritable(Finding("WeasyPrint", 0, Fault.MISSING_LIBRARY, message, hint)) from error


def _overfull(document: ReadyDocument, why: str, tall: Sequence[str]) -> Finding:
    """Return a finding at the first `tall` row, which begins so, where it can be found."""
    rule, message = Fault.OVERFULL_PAGE, f"a page of the PDF cannot be laid out: {why}"
    if not tall:
        hint = "look at what the template's print style does with space, breaks and notes"
        return Finding(shown(document.template), 0, rule, message, hint)
    hint = "split the row in two, or write paragraphs instead"
    for block in blocks(document.edition.document):
        for part in everything(block):
            if isinstance(part, Row) and is_tall(part, frozenset(tall)):
                line, rows = part.cells[0].line, {ROWS: "\n".join(tall)}
                return Finding(block.file, line, rule, message, hint, data=rows)
    return Finding(shown(document.template), 0, rule, f'{message}: "{tall[0]}"', hint)


def _where(document: ReadyDocument, sign: str, rule: Fault, message: str, hint: str) -> Finding:
    """Return a finding at the first paragraph that holds `sign`, or at the template."""
    for passage in passages(document.edition):
        if passage.block and sign in passage.text:
            return Finding(passage.block.file, passage.line, rule, message, hint)
    return Finding(shown(document.template), 0, rule, message, hint)


def _docx(document: ReadyDocument, folders: tuple[Path, ...]) -> bytes:
    from dossier.writers.docx import MissingStyles, write_docx
    from dossier.writers.docx.deep_lists import too_deep
    from dossier.writers.html import find
    from dossier.writers.print_width import line_of_tables

    template = find(folders, "word.docx")
    if deep := too_deep(document.edition.document):
        raise Unwritable(_uncounted(*deep))
    try:
        pictures = {**document.pictures, **document.rasters}
        drawn = {each: document.pictures[each] for each in document.rasters if is_drawn(each)}
        said = encode(embedded(document))
        return write_docx(
            edition=directed(document.edition),
            template=template,
            pictures=pictures,
            theme=document.theme,
            made_for=WORD_LOOK,
            embedded=said,
            remarks=document.remarks,
            vectors=drawn,
            line=line_of_tables(document.edition.document.settings, folders, document.theme),
        )
    except MissingStyles as error:
        raise Unwritable(_missing_style(document, template, error.names)) from error


def embedded(document: ReadyDocument) -> EmbeddedVersion:
    """Return the version of `document` that its Word file embeds."""
    return EmbeddedVersion(
        dossier=document.dossier,
        id=document.id,
        kind=document.template.name,
        audience=document.audience,
        status=document.status,
        document=document.edition.document,
        summaries=tuple(id_ for id_, form in document.uses.items() if "summary" in form.split()),
    )


def _uncounted(block: Block, item: Item) -> Finding:
    message = f"a numbered list is nested deeper than the {DEEPEST_LIST} levels that Word can count"
    hint = "use fewer levels, or build the other formats: `--format pdf,html,md`"
    return Finding(block.file, item.line or block.line, Fault.TOO_DEEP, message, hint)


def _missing_style(document: ReadyDocument, template: Path, names: tuple[str, ...]) -> Finding:
    """Return a finding where the outline names a style that the Word file lacks, or at that."""
    message = f"the template has no style {', '.join(names)}"
    hint = "add the style in Word, or copy `word.docx` from a template that has it"
    outline = document.template / "outline.yaml"
    for number, line in enumerate(outline.read_text("utf-8").split("\n"), start=1):
        if any(re.search(rf"\b{re.escape(name)}\b", line) for name in names):
            return Finding(shown(outline), number, Fault.MISSING_STYLE, message, hint)
    return Finding(shown(template), 0, Fault.MISSING_STYLE, message, hint)


def _html(document: ReadyDocument, folders: tuple[Path, ...]) -> bytes:
    from dossier.writers.html import write_html

    return write_html(
        directed(document.edition), folders, addresses(document.pictures), document.theme
    )


def directed(edition: Edition) -> Edition:
    """Return an edition as it is written where words have a direction and a language."""
    return with_foreign_phrases(unbroken(edition))


def _markdown(document: ReadyDocument, _: tuple[Path, ...]) -> bytes:
    from dossier.writers.markdown import write_markdown

    return write_markdown(unbroken(document.edition))


def _xlsx(document: ReadyDocument, _: tuple[Path, ...]) -> bytes:
    from dossier.writers.xlsx import write_xlsx

    return write_xlsx(unbroken(document.edition))


_WRITERS: Mapping[str, Callable[[ReadyDocument, tuple[Path, ...]], bytes]] = {
    "docx": _docx,
    "html": _html,
    "md": _markdown,
    "xlsx": _xlsx,
}


def addresses(pictures: Mapping[str, bytes]) -> dict[str, str]:
    """Return pictures as `data:` addresses, so that a page holds everything it shows."""
    return {
        path: f"data:{kind_of(content)};base64,{base64.b64encode(content).decode()}"
        for path, content in pictures.items()
    }


def template_fault(
    fault: TemplateFault, document: ReadyDocument, folders: tuple[Path, ...]
) -> Finding:
    """Return a finding where a template cannot be drawn."""
    cause = fault.__cause__
    if isinstance(cause, RecursionError):
        return _circle(cause, folders) or _too_deep(document)
    message = f"the template cannot be drawn: {fault}"
    hint = "docs/templates.md lists what a template may use"
    file = Path(fault.file) if fault.file else folders[0]
    return Finding(shown(file), fault.line, Fault.TEMPLATE_ERROR, message, hint)


def _is_template(file: Path, folders: tuple[Path, ...]) -> bool:
    return any(file.is_relative_to(folder) for folder in folders)
