"""`trace`: from each concern to the recommendations that answer it, and what stands alone."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from dossier import __version__
from dossier.build.dossier import Dossier, ReadyDocument, read_dossier
from dossier.build.resolve import Setting
from dossier.build.resolve.phrase import find_leaks, phrase
from dossier.build.traceability_gaps import gap, idle, reasons_of
from dossier.cli.report import tell_findings, tell_json
from dossier.model.conditional_text import View, fits, vary
from dossier.model.diagnostics import Finding, did_you_mean, errors
from dossier.model.faults import Fault
from dossier.model.template_fault import TemplateFault
from dossier.model.traceability import Matrix, trace
from dossier.project.build_store import Store, digest, open_store, save
from dossier.project.layout import Files, Places, fingerprint, places, read_files, shown
from dossier.writers.trace.sheet import Sheet
from dossier.writers.trace.words import Voice, make_sheet

FORMATS = ("html", "docx", "xlsx")
NAME = "trace"


def run(options: argparse.Namespace, root: Path) -> int:
    """Trace one dossier. Returns 0, 1 with errors (if strict, gaps), 2 for a senseless wish."""
    where = places(root, options.content, options.templates, options.output)
    formats = tuple(each.strip() for each in options.format.split(",") if each.strip()) or FORMATS
    for each in formats:
        if each not in FORMATS:
            hint = did_you_mean(each, FORMATS, f"formats are {', '.join(FORMATS)}")
            tell_findings(
                [Finding("--format", 0, Fault.UNKNOWN_FORMAT, f'no format "{each}"', hint)]
            )
            return 2
    name, _, wanted = options.wanted.strip("/").partition("/")
    files, found = read_files(where, name)
    if files is None or found:
        return _stop(options, found)
    dossier = read_dossier(where, files)
    document, wrong = _chosen(dossier, files, wanted)
    if document is None:
        return _stop(options, (*dossier.findings, *wrong))
    return _traced(options, where, files, dossier, document, formats)


def _stop(options: argparse.Namespace, findings: Sequence[Finding]) -> int:
    if options.json:
        tell_json({"program": f"upr-dossier {__version__}", "files": []}, findings)
    else:
        tell_findings(findings)
    return 1


def _chosen(
    dossier: Dossier, files: Files, wanted: str
) -> tuple[ReadyDocument | None, list[Finding]]:
    """Return the document whose numbers and words are printed: the one asked for, or the first."""
    known = {each.id: each for each in dossier.documents}
    file = files.shown("dossier.yaml")
    if NAME in known:
        message = f'the document "{NAME}" would have the names of the matrix\'s files'
        return None, [
            Finding(file, 0, Fault.TAKEN_NAME, message, "call the document something else")
        ]
    if wanted and known and wanted not in known:
        message = f'the dossier "{files.name}" has no document "{wanted}"'
        hint = did_you_mean(wanted, known, f"documents here: {', '.join(known)}")
        return None, [Finding(file, 0, Fault.UNKNOWN_DOCUMENT, message, hint)]
    return known.get(wanted) or next(iter(dossier.documents), None), []


def _traced(
    options: argparse.Namespace,
    where: Places,
    files: Files,
    dossier: Dossier,
    document: ReadyDocument,
    formats: Sequence[str],
) -> int:
    """Make the matrix, write it and tell of it. What `build` warns of is left to `build`."""
    setting = replace(dossier.settings[document.id], findings=[])
    dossier = _cleared(dossier, document)
    matrix = trace(dossier.blocks, dossier.registry, document.edition)
    reasons = reasons_of(files)
    sheet = _sheet(matrix, dossier, document, setting)
    texts = [(each.explained, reasons.get(each.id, each.at)) for each in sheet.alone]
    find_leaks([*sheet.texts(), *texts], setting, document.edition)
    made, wrong = _made(sheet, where, document, formats)
    said = " ".join(text for text, _ in sheet.texts())
    findings = [*setting.findings, *wrong, *_escaped(made, dossier, document, said)]
    written: list[str] = []
    if not errors(findings):
        written, wrong = _keep(where, files, document, made)
        findings += wrong
    gaps = [gap(each) for each in sheet.alone if not each.explained]
    findings += [*gaps, *idle(matrix, dossier, reasons)]
    if options.json:
        tell_json(_told(dossier, document, matrix, sheet, written), findings)
    else:
        print(*_lines(dossier, document, matrix, sheet, written), sep="\n")
        tell_findings(findings)
    return 1 if errors(findings) or (options.strict and gaps) else 0


def _cleared(dossier: Dossier, document: ReadyDocument) -> Dossier:
    """Return the dossier with its blocks as they may stand in a document's matrix."""
    view = View(document.template.name, document.audience, "")
    blocks = tuple(vary(each, view) for each in dossier.blocks if fits(each.conditions, view))
    return replace(dossier, blocks=blocks)


def _escaped(
    made: Mapping[str, bytes], dossier: Dossier, document: ReadyDocument, said: str
) -> Iterator[Finding]:
    """Find what finished files of the matrix hold that the document's audience may not read."""
    from dossier.build.verify import escaped
    from dossier.redaction.policy import guard

    held = guard(dossier.registry, dossier.library, document.audience)
    for name, content in made.items():
        yield from escaped(document, name, content, held, said)


def _sheet(matrix: Matrix, dossier: Dossier, document: ReadyDocument, setting: Setting) -> Sheet:
    one, *more = setting.citation_style.places.get("paragraph", ("para.", "paras"))
    voice = Voice(
        lambda words, at: phrase(words, at, setting, document.edition), (one, (*more, one)[0])
    )
    return make_sheet(matrix, dossier.blocks, dossier.registry, document.edition, voice)


# Writing


def _made(
    sheet: Sheet, where: Places, document: ReadyDocument, formats: Sequence[str]
) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the files by their names, or what in a template stands in the way."""
    from dossier.writers.docx import MissingStyles

    folders = [each / "traceability" for each in where.templates]
    found = tuple(each for each in folders if each.is_dir())
    searched = (*found, *where.folders(document.template))
    try:
        return {f"{NAME}.{each}": _WRITERS[each](sheet, searched) for each in formats}, []
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
    from dossier.readers.templates.theme import read_theme
    from dossier.writers.trace.html import write_html

    return write_html(sheet, folders, read_theme(folders)[0])


def _docx(sheet: Sheet, folders: tuple[Path, ...]) -> bytes:
    from dossier.writers.html import find
    from dossier.writers.trace.docx import write_docx

    return write_docx(sheet, find(folders, "word.docx"))


def _xlsx(sheet: Sheet, _: tuple[Path, ...]) -> bytes:
    from dossier.writers.trace.xlsx import write_xlsx

    return write_xlsx(sheet)


_WRITERS: Mapping[str, Callable[[Sheet, tuple[Path, ...]], bytes]] = {
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
}


def _keep(
    where: Places, files: Files, document: ReadyDocument, made: Mapping[str, bytes]
) -> tuple[list[str], list[Finding]]:
    """Put the files in place, but never over one that somebody edited; return where they lie."""
    store = open_store(where.output / files.name)
    kept = {name: each for name, each in made.items() if not store.edited(name, each)}
    record = {
        "document": document.id,
        "program": f"upr-dossier {__version__}",
        "inputs": fingerprint(where, files),
    }
    records = {
        name: {"sha256": digest(each), "format": name.rpartition(".")[2], **record}
        for name, each in kept.items()
    }
    save(store, kept, replace(store, files={**store.files, **records}, pending={}))
    edited = [_edited(store, name) for name in made if name not in kept]
    return [shown(store.path(name)) for name in kept], edited


def _edited(store: Store, name: str) -> Finding:
    message = "somebody changed this file since it was made; it was left as it is"
    hint = "rename it to keep the changes, then trace again"
    return Finding(shown(store.path(name)), 0, Fault.EDITED_OUTPUT, message, hint)


# What is told


def _told(
    dossier: Dossier, document: ReadyDocument, matrix: Matrix, sheet: Sheet, written: Sequence[str]
) -> dict[str, Any]:
    return {
        "program": f"upr-dossier {__version__}",
        "document": f"{dossier.name}/{document.id}",
        "files": list(written),
        "chains": len(matrix.chains),
        "concerns": [asdict(each) for each in sheet.groups],
        "orphans": [asdict(each) for each in sheet.alone],
    }


def _lines(
    dossier: Dossier, document: ReadyDocument, matrix: Matrix, sheet: Sheet, written: Sequence[str]
) -> Iterator[str]:
    count = len(matrix.chains)
    concerns = sum(each.concern is not None for each in sheet.groups)
    yield from written
    yield (
        f"{dossier.name}/{document.id}: {count} chain{'s' * (count != 1)} "
        f"from {concerns} concern{'s' * (concerns != 1)}"
    )
    for side in dict.fromkeys(each.side for each in sheet.alone):
        lone = [each for each in sheet.alone if each.side == side]
        opened = list(dict.fromkeys(each.id for each in lone if not each.explained))
        yield f"{side} that stands alone:"
        if opened:
            yield f"  open: {', '.join(opened)}"
        for why in dict.fromkeys(each.explained for each in lone if each.explained):
            ids = dict.fromkeys(each.id for each in lone if each.explained == why)
            yield f"  explained: {', '.join(ids)} – {_short(why)}"


def _short(why: str) -> str:
    from textwrap import shorten

    return shorten(why, 100, placeholder=" …")
