"""The builder of one dossier: makes the documents that are wished for, and keeps their files."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.build.cleanup import Guards, clean_up, orphans, withdraw
from dossier.build.file_records import Line, line_of, record_of, why
from dossier.build.request import BuildRequest, wanted_of
from dossier.cli.report import Progress
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.language import FORMATS
from dossier.project.build_store import Store, digest, drop, save
from dossier.project.layout import Files, Places, shown, surroundings

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from dossier.build.dossier import Dossier, ReadyDocument
    from dossier.build.outputs import Made, Pending, Production
    from dossier.model.block_library import BlockLibrary


class Builder:
    """Builds the documents of one dossier; keeps the store as it goes."""

    def __init__(
        self,
        where: Places,
        files: Files,
        request: BuildRequest,
        opened: tuple[Store, str],
        progress: Progress,
    ) -> None:
        self.where = where
        self.files = files
        self.request = request
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
        from dossier.build.dossier import read_dossier

        begun = time.perf_counter()
        self.progress(f"{self.files.name} (reading)")
        dossier = read_dossier(self.where, self.files, documents)
        wanted, unknown = wanted_of(self.files, documents, dossier)
        self.findings += unknown
        stopped = errors((*dossier.common(), *unknown))
        made = [] if stopped else [each.id for each in dossier.documents]
        self.findings += dossier.common() if stopped else ()
        self.findings += [
            each for name in wanted if name not in made for each in dossier.own.get(name, ())
        ]
        guards = Guards(dossier)
        self.store, leaking = clean_up(self.store, guards)
        self.findings += leaking
        self.findings += [] if stopped else orphans(self.store, dossier, documents)
        if stopped:
            return [], list(dict.fromkeys(self.findings))
        self.took = time.perf_counter() - begun
        self.store = self.opened(dossier, documents)
        self.store = withdraw(self.store, dossier, wanted)
        pending = [*self.begin(dossier, wanted, guards, pool)]
        for each, built in pending:
            self.finish(each, built)
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
        self, dossier: Dossier, wanted: Sequence[str], guards: Guards, pool: Executor | None
    ) -> Iterator[tuple[Pending, Mapping[str, Any]]]:
        """Yield the documents that must be made, their PDFs begun; note those that need not.

        With each comes what the records of its files say of what they are built from.
        """
        from dossier.build.outputs import begin

        for document in dossier.documents:
            if document.id not in wanted:
                continue
            refused = _second_reading(dossier, document, self.files)
            self.findings += refused
            if errors(refused):
                continue
            held, mark = guards.of(document.audience)
            marks = {
                "imprint": _imprint(document, self.where),
                "guard": mark,
                "audience": document.audience,
            }
            hashes = self.hashes(document, dossier.library)
            built = {**marks, "inputs": self.mark, "blocks": hashes}
            formats = [each for each in document.formats if each in self.request.formats]
            if not self.request.force and self.kept(document, formats, marks, built):
                continue
            if self.request.changed:
                self.progress.clear()
                print(why(document, self.store, hashes), flush=True)
            yield begin(document, self.where, formats, pool, held), built

    def kept(
        self,
        document: ReadyDocument,
        formats: Sequence[str],
        marks: Mapping[str, str],
        built: Mapping[str, Any],
    ) -> bool:
        """Whether a document's files are what would be made again; then they count as of now.

        Where the dossier has more to guard than before, they are made and searched once more.
        """
        names = [f"{document.id}.{each}" for each in formats]
        records = [self.store.files.get(name, {}) for name in names]
        same = all(each.get(key) == value for each in records for key, value in marks.items())
        if not same or not all(self.store.untouched(name) for name in names):
            return False
        now = {name: {**self.store.files[name], **built} for name in names}
        self.store = replace(self.store, files={**self.store.files, **now})
        if not self.request.changed:
            self.lines += [line_of(self.store, name, "unchanged", 0.0) for name in names]
        return True

    def finish(self, pending: Pending, built: Mapping[str, Any]) -> None:
        from dossier.build.outputs import finish

        try:
            production = finish(pending, self.progress)
        except Exception as error:  # one document must not keep the others from being made
            self.findings.append(_failed(pending.document.id, error, self.files))
            return
        self.progress.clear()
        self.findings += production.findings
        self.keep(production, built)
        self.took = 0.0

    def keep(self, production: Production, built: Mapping[str, Any]) -> None:
        """Put what was made in place, but never over a file that somebody edited.

        The first file is charged with the time of reading; `built` goes into the records of all.
        """
        from dossier.build.verify import GRAVE

        id_ = production.document.id
        grave = {each.rule for each in production.findings} & set(GRAVE)
        if grave:
            formats = self.request.formats if grave == {Fault.WORDS_LOST} else FORMATS
            self.store = drop(self.store, [f"{id_}.{each}" for each in formats])
            return
        kept: dict[str, Made] = {}
        for made in production.made:
            name = f"{id_}.{made.format}"
            if self.store.edited(name, made.content) and not self.request.force:
                self.findings.append(_edited(self.store, name))
            else:
                kept[name] = made
        records = {name: {**record_of(production, each), **built}
                   for name, each in kept.items()}  # fmt: skip
        changed = replace(self.store, files={**self.store.files, **records}, pending={})
        save(self.store, {name: each.content for name, each in kept.items()}, changed)
        lines = [line_of(changed, name, "built", each.seconds) for name, each in kept.items()]
        if lines:
            lines[0] = replace(lines[0], seconds=lines[0].seconds + self.took)
        self.lines += lines
        self.store = changed

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digests of all blocks, by their files as messages show them."""
        homes = (self.files, *self.files.others().values())
        return {
            each.shown(path): digest(each.content[path]) for each in homes for path in each.blocks()
        }

    def hashes(self, document: ReadyDocument, library: BlockLibrary) -> dict[str, str]:
        """Return the digests of the blocks of a document, by id; a template's own have none.

        Blocks that stand inside others come after those of the sections.
        """
        sections = document.edition.document.sections
        files = {block.id: block.file for section in sections for block in section.blocks}
        for block in map(library.find, document.uses):
            if block is not None:
                files.setdefault(block.id, block.file)
        return {id_: self.digests[file] for id_, file in files.items() if file in self.digests}


def _failed(document: str, error: Exception, files: Files) -> Finding:
    """Return a finding for what no check foresaw, with the place in the program."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    message = f'the program failed on the document "{document}": {type(error).__name__} ({where})'
    hint = "this is a fault of the program: tell those who keep it, with the document’s blocks"
    return Finding(files.shown("dossier.yaml"), 0, Fault.PROGRAM_FAULT, f"{message}: {error}", hint)


def _imprint(document: ReadyDocument, where: Places) -> str:
    """Return what a document is made from, as a digest: what it says, its template, the program."""
    from dossier.model.digest import value_digest

    return value_digest(document, surroundings(where.folders(document.template)))


def _second_reading(dossier: Dossier, document: ReadyDocument, files: Files) -> list[Finding]:
    """Return what `check` finds: errors whole, of its own warnings how many there are.

    What an author allowed for a reason is left out. A final document with errors is refused; in a
    draft these errors are only warnings.
    """
    from dossier.build.second_reading import examine

    found = examine(dossier, document, files, None).standing
    own = [each for each in found if each in dossier.findings]
    grave = [each for each in errors(found) if each not in own]
    light = len(found) - len(own) - len(grave)
    if document.status != "final":
        return [*own, *(replace(each, severity="warning") for each in grave)]
    if not light:
        return [*own, *grave]
    message = f"the second reading has {light} warnings on this document"
    hint = f"`check {dossier.name}/{document.id}` shows them"
    told = Finding(files.shown("dossier.yaml"), 0, Fault.CHECK, message, hint, "warning")
    return [*own, *grave, told]


def _edited(store: Store, name: str) -> Finding:
    message = "somebody changed this file since it was built; it was left as it is"
    hint = "rename it to keep the changes, then build again; --force replaces it"
    return Finding(shown(store.path(name)), 0, Fault.EDITED_OUTPUT, message, hint)
