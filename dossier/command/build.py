"""`build`: make documents, each format read back before it is kept."""

from __future__ import annotations

import argparse
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dossier import __version__
from dossier.catalog import FORMATS
from dossier.command.report import Progress, tell_findings, tell_json
from dossier.finding import Finding, did_you_mean, errors
from dossier.project import (
    Files,
    Places,
    begin_run,
    dossiers,
    fingerprint,
    meant,
    places,
    read_files,
    shown,
    surroundings,
)
from dossier.store import Store, digest, drop, open_store, save

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from dossier.assemble import Assembled, Dossier
    from dossier.produce import Made, Pending, Production
    from dossier.search import Guard


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for: documents by dossier (none: all of it), formats.

    "force" builds anew what is there, "changed" tells only of what a change touches, and why.
    """

    documents: Mapping[str, tuple[str, ...]]
    formats: tuple[str, ...]
    force: str
    changed: str = ""


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
    begin_run()
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
    force = "force" if options.force else ""
    changed = "changed" if options.changed else ""
    return Wish(documents, tuple(dict.fromkeys(formats)), force, changed), []


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
        return ([] if wish.changed else ready), []
    from dossier.worker import workers

    most = len(documents) or max(1, files.content.get("dossier.yaml", b"").count(b"template:"))
    with workers(most) if "pdf" in wish.formats else nullcontext() as pool:
        return _Builder(where, files, wish, (store, mark), progress).build(documents, pool)


def _unchanged(
    store: Store, mark: str, documents: tuple[str, ...], wish: Wish
) -> list[Line] | None:
    """Return the lines of all files that are wished for when each is as it was built."""
    if wish.force or (store.inputs != mark and not documents):
        return None
    wanted = [
        name
        for each in documents or store.documents
        for name in meant(each, store.documents, store.merges)
    ]
    if documents and not wanted:
        return None
    names = [
        f"{each}.{kind}"
        for each in wanted
        for kind in wish.formats
        if kind in store.formats.get(each, FORMATS)
    ]
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


class _Builder:
    """Builds the documents of one dossier; keeps the store as it goes."""

    def __init__(
        self,
        where: Places,
        files: Files,
        wish: Wish,
        opened: tuple[Store, str],
        progress: Progress,
    ) -> None:
        self.where = where
        self.files = files
        self.wish = wish
        self.store, self.mark = opened
        self.progress = progress
        self.lines: list[Line] = []
        self.findings: list[Finding] = []
        self.took = 0.0

    def build(
        self, documents: tuple[str, ...], pool: Executor | None
    ) -> tuple[list[Line], list[Finding]]:
        """Return the lines of the files that were made, and all findings.

        Every PDF is begun before the first other file is made, so that no core waits.
        """
        from dossier.assemble import assemble

        begun = time.perf_counter()
        self.progress(f"{self.files.name} (reading)")
        dossier = assemble(self.where, self.files, documents)
        wanted, unknown = _wanted(self.files, documents, dossier)
        self.findings += unknown
        stopped = errors((*dossier.common(), *unknown))
        made = [] if stopped else [each.id for each in dossier.documents]
        self.findings += dossier.common() if stopped else ()
        self.findings += [
            each for name in wanted if name not in made for each in dossier.own.get(name, ())
        ]
        self.sweep(dossier)
        self.findings += [] if stopped else self.orphans(dossier, documents)
        if stopped:
            return [], list(dict.fromkeys(self.findings))
        self.took = time.perf_counter() - begun
        self.store = self.opened(dossier, documents)
        self.withdraw(dossier, wanted)
        pending = [*self.begin(dossier, wanted, pool)]
        for each, marks in pending:
            self.finish(each, marks)
        save(self.store, {}, self.store)
        return self.lines, list(dict.fromkeys(self.findings))

    def opened(self, dossier: Dossier, wanted: tuple[str, ...]) -> Store:
        """Return the store with what is known of its documents now.

        Only a build of the whole dossier knows all of them, and what they were made from.
        """
        formats = {each.id: each.formats for each in dossier.documents}
        if not wanted:
            return replace(
                self.store,
                inputs=self.mark,
                documents=dossier.names,
                formats=formats,
                merges=dossier.merges,
            )
        names = dict.fromkeys((*self.store.documents, *dossier.names))
        formats = {**self.store.formats, **formats}
        merges = {**self.store.merges, **dossier.merges}
        return replace(self.store, documents=tuple(names), formats=formats, merges=merges)

    def begin(
        self, dossier: Dossier, wanted: Sequence[str], pool: Executor | None
    ) -> Iterator[tuple[Pending, Mapping[str, str]]]:
        """Yield the documents that must be made, their PDFs begun; note those that need not."""
        from dossier.guard import guard
        from dossier.produce import begin

        guards: dict[str, Guard] = {}
        for document in dossier.documents:
            if document.id not in wanted:
                continue
            refused = _second_reading(dossier, document, self.files)
            self.findings += refused
            if errors(refused):
                continue
            audience = document.audience
            if audience not in guards:
                guards[audience] = guard(dossier.registry, dossier.shelf, audience)
            held = guards[audience]
            marks = {
                "imprint": _imprint(document, self.where),
                "guard": _guarded(held),
                "audience": document.audience,
            }
            formats = [each for each in document.formats if each in self.wish.formats]
            if not self.wish.force and self.kept(document, formats, marks):
                continue
            if self.wish.changed:
                self.progress.clear()
                print(_why(document, self.store, _hashes(document, self.files)), flush=True)
            yield begin(document, self.where, formats, pool, held), marks

    def kept(self, document: Assembled, formats: Sequence[str], marks: Mapping[str, str]) -> bool:
        """Whether a document's files are what would be made again; then they count as of now.

        Where the dossier has more to guard than before, they are made and searched once more.
        """
        names = [f"{document.id}.{each}" for each in formats]
        records = [self.store.files.get(name, {}) for name in names]
        same = all(each.get(key) == value for each in records for key, value in marks.items())
        if not same or not all(self.store.untouched(name) for name in names):
            return False
        hashes = _hashes(document, self.files)
        now = {
            name: {**self.store.files[name], "inputs": self.mark, "blocks": hashes}
            for name in names
        }
        self.store = replace(self.store, files={**self.store.files, **now})
        if not self.wish.changed:
            self.lines += [_line(self.store, name, "unchanged", 0.0) for name in names]
        return True

    def finish(self, pending: Pending, marks: Mapping[str, str]) -> None:
        from dossier.produce import finish

        try:
            production = finish(pending, self.progress)
        except Exception as error:  # one document must not keep the others from being made
            self.findings.append(_failed(pending.document.id, error, self.files))
            return
        self.progress.clear()
        made, found, self.store = _keep(
            production,
            self.store,
            self.files,
            self.wish,
            (self.took, {**marks, "inputs": self.mark}),
        )
        self.took = 0.0
        self.lines += made
        self.findings += [*production.findings, *found]

    def sweep(self, dossier: Dossier) -> None:
        """Search the files of earlier builds, which this one may not replace, for what is guarded.

        What holds too much by now is deleted; a file that somebody edited is only told of.
        """
        from dossier.guard import guard

        guards: dict[str, tuple[Guard, str]] = {}
        for name, record in list(self.store.files.items()):
            path = self.store.path(name)
            audience: Any = record.get("audience", "public")
            if not path.is_file():
                continue
            if audience not in guards:
                held = guard(dossier.registry, dossier.shelf, audience)
                guards[audience] = held, _guarded(held)
            held, mark = guards[audience]
            if record.get("guard") != mark:
                self.look_again(name, path.read_bytes(), held)

    def orphans(self, dossier: Dossier, wanted: tuple[str, ...]) -> Iterator[Finding]:
        """Find files that no document makes any more, or not in this format."""
        formats = {each.id: each.formats for each in dossier.documents}
        others = set(dossier.names) | (set(self.store.documents) if wanted else set())
        for name in self.store.files:
            id_, _, kind = name.rpartition(".")
            known = kind in formats[id_] if id_ in formats else id_ in others
            if not known and self.store.path(name).is_file():
                yield _orphan(self.store, name)

    def look_again(self, name: str, content: bytes, held: Guard) -> None:
        """Delete a file that holds what its audience may no longer read."""
        from dossier.search import Unsearchable, pieces

        try:
            leaks = [each for each in held.find(pieces(content, name)) if each.severity == "error"]
        except Unsearchable:
            return
        if not leaks:
            return
        mine = self.store.untouched(name)
        where = shown(self.store.path(name))
        message = f"{leaks[0].what} stands in {leaks[0].where} of a file that was built before"
        hint = (
            "it was deleted" if mine else "somebody edited it, so it was left: delete it yourself"
        )
        severity: Literal["error", "warning"] = "warning" if mine else "error"
        self.findings.append(Finding(where, 0, "name-leaks", message, hint, severity))
        self.store = drop(self.store, [name])

    def withdraw(self, dossier: Dossier, wanted: Sequence[str]) -> None:
        """Delete what earlier builds made of documents that may now say too much."""
        gone = [
            name
            for each in wanted
            if any(f.rule in WITHDRAWN and f.severity == "error" for f in dossier.own.get(each, ()))
            for name in self.store.files
            if name.rpartition(".")[0] == each
        ]
        if gone:
            self.store = drop(self.store, gone)


WITHDRAWN = (
    "name-leaks", "block-not-cleared", "incident-not-cleared", "source-not-cleared",
    "picture-not-cleared",
)  # fmt: skip
"""Findings on a document whose earlier files may hold what its audience may not read."""


def _failed(document: str, error: Exception, files: Files) -> Finding:
    """Return a finding for what no check foresaw, with the place in the program."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    message = f'the program failed on the document "{document}": {type(error).__name__} ({where})'
    hint = "this is a fault of the program: tell those who keep it, with the document’s blocks"
    return Finding(files.shown("dossier.yaml"), 0, "program-fault", f"{message}: {error}", hint)


def _wanted(
    files: Files, documents: tuple[str, ...], dossier: Dossier
) -> tuple[tuple[str, ...], list[Finding]]:
    """Return the documents to be made, a mail merge as the letters it makes, and unknown ones."""
    known = dossier.names
    if not documents:
        return known, []
    found = {each: meant(each, known, dossier.merges) for each in documents}
    lost = [each for each, names in found.items() if not names]
    return tuple(name for names in found.values() for name in names), [
        *_unknown(files, lost, known)
    ]


def _orphan(store: Store, name: str) -> Finding:
    message = "no document of the dossier makes this file any more"
    hint = "delete it, or move it out of the folder to keep it"
    return Finding(shown(store.path(name)), 0, "orphaned-output", message, hint, "warning")


def _imprint(document: Assembled, where: Places) -> str:
    """Return what a document is made from, as a digest: what it says, its template, the program."""
    from dossier.imprint import imprint

    return imprint(document, surroundings(where.folders(document.template)))


def _guarded(held: Guard) -> str:
    """Return what a finished file is searched for, as a digest."""
    from dossier.imprint import imprint

    return imprint(held.people, held.protected, held.phrases, held.audience)


def _why(document: Assembled, store: Store, hashes: Mapping[str, str]) -> str:
    """Return a line that says what changed since a document was built."""
    record: Mapping[str, Any] = next(
        (each for each in store.files.values() if each.get("document") == document.id), {}
    )
    before: Mapping[str, str] = record.get("blocks", {})
    if not record:
        return f"{document.id}: not built yet"
    changed = [each for each in hashes if each in before and before[each] != hashes[each]]
    new = [f"{each} is new" for each in hashes if each not in before]
    gone = [f"{each} is gone" for each in before if each not in hashes]
    said = [*(f"{each} changed" for each in changed), *new, *gone]
    return f"{document.id}: {', '.join(said) or 'a registry, the manifest or a template changed'}"


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
    production: Production,
    store: Store,
    files: Files,
    wish: Wish,
    spent: tuple[float, Mapping[str, str]],
) -> tuple[list[Line], list[Finding], Store]:
    """Put what was made in place, but never over a file that somebody edited.

    `spent` are the seconds of reading, which the first file is charged with, and what marks the
    document and its guard.
    """
    from dossier.verify import GRAVE

    took, marks = spent
    id_ = production.document.id
    grave = {each.rule for each in production.findings} & set(GRAVE)
    if grave:
        formats = wish.formats if grave == {"words-lost"} else FORMATS
        return [], [], drop(store, [f"{id_}.{each}" for each in formats])
    findings: list[Finding] = []
    kept: dict[str, Made] = {}
    for made in production.made:
        name = f"{id_}.{made.format}"
        if store.edited(name, made.content) and not wish.force:
            findings.append(_edited(store, name))
        else:
            kept[name] = made
    hashes = _hashes(production.document, files)
    records = {name: {**_record(production, made, hashes), **marks} for name, made in kept.items()}
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


def _hashes(document: Assembled, files: Files) -> dict[str, str]:
    """Return the hashes of the blocks of a document, by id; a template's own leads have none."""
    homes = (files, *files.others().values())
    inside = {each.shown(path): each.content[path] for each in homes for path in each.blocks()}
    return {
        block.id: digest(inside[block.file])
        for section in document.edition.document.sections
        for block in section.blocks
        if block.file in inside
    }


def _record(production: Production, made: Made, hashes: Mapping[str, str]) -> dict[str, Any]:
    """Return what the manifest says of one file; `hashes` are those of its blocks."""
    return {
        "sha256": digest(made.content),
        "document": production.document.id,
        "format": made.format,
        "program": f"upr-dossier {__version__}",
        "pages": made.pages if made.pages is not None else production.pages,
        "words": production.size.words,
        "note_words": production.size.note_words,
        "notes": production.size.notes,
        "blocks": hashes,
    }
