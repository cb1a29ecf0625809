"""`build`: make documents, each format read back before it is kept."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier import __version__
from dossier.catalog import FORMATS
from dossier.command.report import Progress, tell_findings, tell_json
from dossier.finding import Finding, did_you_mean, errors
from dossier.project import Files, Places, dossiers, fingerprint, places, read_files, shown
from dossier.store import Store, digest, drop, open_store, save

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from dossier.assemble import Assembled, Dossier
    from dossier.produce import Made, Production


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for: documents by dossier (none: all of it), formats, force."""

    documents: Mapping[str, tuple[str, ...]]
    formats: tuple[str, ...]
    force: str


@dataclass(frozen=True, slots=True)
class Line:
    """One file as it is reported: where it is, how long it is, how long it took."""

    file: str
    state: str
    pages: int | None
    words: int
    notes: int
    seconds: float

    def __str__(self) -> str:
        pages = f"{self.pages:>4} pages" if self.pages is not None else " " * 10
        took = f"{self.seconds:6.2f} s" if self.state == "built" else " unchanged"
        return f"{self.file:<44} {pages} {self.words:>6} words {self.notes:>5} notes {took}"


def run(options: argparse.Namespace, root: Path) -> int:
    """Build what `options` ask for. Returns 0, 1 with errors, 2 for a wish that makes no sense."""
    where = places(root, options.content, options.templates, options.output)
    wish, findings = _wish(options, where)
    if wish is None:
        tell_findings(findings)
        return 2
    lines: list[Line] = []
    progress = Progress()
    for name, documents in wish.documents.items():
        made, found = _dossier(where, name, documents, wish, progress)
        progress.clear()
        if not options.json:
            for line in made:
                print(line, flush=True)
        lines += made
        findings += found
    if options.json:
        files = [{field: getattr(line, field) for field in Line.__slots__} for line in lines]
        tell_json({"program": f"upr-dossier {__version__}", "files": files}, findings)
    else:
        tell_findings(findings)
    return 1 if errors(findings) else 0


def _wish(options: argparse.Namespace, where: Places) -> tuple[Wish | None, list[Finding]]:
    if options.templates and not options.templates.is_dir():
        message, hint = "there is no such folder", "name a folder that holds templates"
        return None, [Finding(shown(options.templates), 0, "no-templates", message, hint)]
    formats = tuple(each.strip() for each in options.format.split(",") if each.strip()) or FORMATS
    for each in formats:
        if each not in FORMATS:
            hint = did_you_mean(each, FORMATS, f"formats are {', '.join(FORMATS)}")
            return None, [Finding("--format", 0, "unknown-format", f'no format "{each}"', hint)]
    documents: dict[str, tuple[str, ...]] = {}
    for each in options.wanted:
        dossier, _, document = each.strip("/").partition("/")
        documents[dossier] = (*documents.get(dossier, ()), *([document] if document else []))
    if not options.wanted:
        documents = dict.fromkeys(dossiers(where), ())
    if not documents:
        hint = "`python build.py new NAME` makes a dossier there"
        message = "there are no dossiers here"
        return None, [Finding(shown(where.content), 0, "no-dossiers", message, hint)]
    return Wish(documents, tuple(dict.fromkeys(formats)), "force" if options.force else ""), []


def _dossier(
    where: Places, name: str, documents: tuple[str, ...], wish: Wish, progress: Progress
) -> tuple[list[Line], list[Finding]]:
    files, found = read_files(where, name)
    if files is None or found:
        return [], list(found)
    store = open_store(where.output / name)
    mark = fingerprint(where, files)
    ready = _unchanged(store, mark, documents, wish)
    if ready is not None:
        return ready, []
    from dossier.worker import worker

    with worker() if "pdf" in wish.formats else nullcontext() as pool:
        return _make(where, files, documents, wish, (store, mark), pool, progress)


def _unchanged(
    store: Store, mark: str, documents: tuple[str, ...], wish: Wish
) -> list[Line] | None:
    """Return the lines of all files that are wished for when each is as it was built."""
    if wish.force or store.inputs != mark:
        return None
    names = [f"{each}.{kind}" for each in documents or store.documents for kind in wish.formats]
    if not all(store.intact(name, mark) for name in names):
        return None
    return [_line(store, name, "unchanged", 0.0) for name in names]


def _line(store: Store, name: str, state: str, seconds: float) -> Line:
    record = store.files[name]
    return Line(
        file=shown(store.path(name)),
        state=state,
        pages=record["pages"],
        words=record["words"],
        notes=record["notes"],
        seconds=seconds,
    )


def _make(
    where: Places,
    files: Files,
    documents: tuple[str, ...],
    wish: Wish,
    opened: tuple[Store, str],
    pool: Executor | None,
    progress: Progress,
) -> tuple[list[Line], list[Finding]]:
    from dossier.assemble import assemble
    from dossier.produce import produce

    begun = time.perf_counter()
    dossier = assemble(where, files)
    known = tuple(each.id for each in dossier.documents)
    findings = [*_unknown(files, documents, known)]
    if errors((*dossier.findings, *findings)):
        return [], [*dossier.findings, *findings]
    took = time.perf_counter() - begun
    store = replace(opened[0], inputs=opened[1], documents=known)
    lines: list[Line] = []
    for document in dossier.documents:
        if not documents or document.id in documents:
            refused = _second_reading(dossier, document, files)
            findings += refused
            if errors(refused):
                continue
            production = produce(document, where, wish.formats, pool, progress)
            made, found, store = _keep(production, store, files, wish, took)
            lines += made
            findings += [*production.findings, *found]
            took = 0.0
    return lines, findings


def _second_reading(dossier: Dossier, document: Assembled, files: Files) -> list[Finding]:
    """Return what `check` finds: errors whole, of its own warnings how many there are.

    What an author allowed for a reason is left out. A final document with errors is refused; in a
    draft they are warnings yet.
    """
    from dossier.examine import examine

    found = examine(dossier, document, files, None).standing
    own = [each for each in found if each in dossier.findings]
    grave = [each for each in errors(found) if each not in own]
    light = len(found) - len(own) - len(grave)
    if document.status != "final":
        return [*own, *(replace(each, severity="warning") for each in grave)]
    if not light:
        return [*own, *grave]
    message = f"the second reading has {light} remarks on this document"
    hint = f"`check {dossier.name}/{document.id}` shows them"
    told = Finding(files.shown("dossier.yaml"), 0, "check", message, hint, "warning")
    return [*own, *grave, told]


def _unknown(files: Files, wanted: Sequence[str], known: Sequence[str]) -> Iterator[Finding]:
    for each in wanted:
        if each not in known and known:
            file = files.shown("dossier.yaml")
            message = f'the dossier "{files.name}" has no document "{each}"'
            hint = did_you_mean(each, known, f"documents here: {', '.join(known)}")
            yield Finding(file, 0, "unknown-document", message, hint)


def _keep(
    production: Production, store: Store, files: Files, wish: Wish, took: float
) -> tuple[list[Line], list[Finding], Store]:
    """Put what was made in place, but never over a file that somebody edited.

    `took` are the seconds spent on reading, which the first file is charged with.
    """
    id_ = production.document.id
    if any(each.rule == "words-lost" for each in production.findings):
        return [], [], drop(store, [f"{id_}.{each}" for each in wish.formats])
    findings: list[Finding] = []
    kept: dict[str, Made] = {}
    for made in production.made:
        name = f"{id_}.{made.format}"
        if store.edited(name, made.content) and not wish.force:
            findings.append(_edited(store, name))
        else:
            kept[name] = made
    hashes = _hashes(production, files)
    records = {name: _record(production, made, store, hashes) for name, made in kept.items()}
    changed = replace(store, files={**store.files, **records}, pending={})
    save(store, {name: made.content for name, made in kept.items()}, changed)
    lines = [_line(changed, name, "built", made.seconds) for name, made in kept.items()]
    if lines:
        lines[0] = replace(lines[0], seconds=lines[0].seconds + took)
    return lines, findings, changed


def _edited(store: Store, name: str) -> Finding:
    message = "somebody changed this file since it was built; it was left as it is"
    hint = "rename it to keep the changes, then build again; --force replaces it"
    return Finding(shown(store.path(name)), 0, "edited-output", message, hint)


def _hashes(production: Production, files: Files) -> dict[str, str]:
    """Return the hashes of the blocks of a document, by id; a template's own leads have none."""
    inside = {files.shown(path): files.content[path] for path in files.blocks()}
    return {
        block.id: digest(inside[block.file])
        for section in production.document.edition.document.sections
        for block in section.blocks
        if block.file in inside
    }


def _record(
    production: Production, made: Made, store: Store, hashes: Mapping[str, str]
) -> dict[str, Any]:
    """Return what the manifest says of one file; `hashes` are those of its blocks."""
    return {
        "sha256": digest(made.content),
        "document": production.document.id,
        "format": made.format,
        "program": f"upr-dossier {__version__}",
        "inputs": store.inputs,
        "pages": made.pages if made.pages is not None else production.pages,
        "words": production.size.words,
        "note_words": production.size.note_words,
        "notes": production.size.notes,
        "blocks": hashes,
    }
