"""`where`: show every document that uses a block, or an entry of a registry, and how."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.build.dossier import Dossier, ReadyDocument, read_dossier
from dossier.cli.report import tell_findings, tell_json
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.project.layout import Places, begin_run, dossiers, places, read_files, shown


@dataclass(frozen=True, slots=True)
class Use:
    """One use: in which document and section, in which form, and by which block an entry is."""

    document: str
    section: str
    form: str
    block: str

    def __str__(self) -> str:
        through = f"  through {self.block}" if self.block else ""
        return f"{self.document:<40} {self.section:<40} {self.form}{through}"


UNREAD = "has errors, so that nobody can tell: see `check`"
"""What is said of a document that could not be made."""


def run(options: argparse.Namespace, root: Path) -> int:
    """Show where something is used.

    Returns 0, 1 where a document has errors and may use it, 2 where nothing has that id.
    """
    begin_run()
    where = places(root, options.content, options.templates, None)
    place, _, id_ = options.wanted.rpartition("/")
    found: list[Use] = []
    known: set[str] = set()
    findings: list[Finding] = []
    for name in dossiers(where):
        files, wrong = read_files(where, name)
        findings += wrong
        if files is not None and (not place or place in (name, *files.others())):
            dossier = read_dossier(where, files)
            findings += dossier.common()
            known |= set(_known(dossier))
            found += _uses(dossier, id_)
    if id_ not in known:
        hint = did_you_mean(id_, known, "`list` shows the dossiers, and `facts` their facts")
        message = f'there is no block or entry "{id_}"'
        tell_findings([Finding(options.wanted, 0, Fault.UNKNOWN_ID, message, hint)])
        return 2
    _tell(options, id_, found, where)
    return 1 if any(each.section == UNREAD for each in found) else 0


def _tell(options: argparse.Namespace, id_: str, found: list[Use], where: Places) -> None:
    if options.json:
        uses = [{name: getattr(each, name) for name in Use.__slots__} for each in found]
        tell_json({"id": id_, "uses": uses}, [])
        return
    for each in found:
        print(each)
    if not found:
        print(f"{id_}: no document in {shown(where.content)} uses it")


def _known(dossier: Dossier) -> Iterator[str]:
    """Yield the ids of all blocks and entries that documents may use."""
    yield from dossier.library.known()
    registry = dossier.registry
    for entries in (registry.sources, registry.facts, registry.incidents, registry.people,
                    registry.organisations, registry.treaties):  # fmt: skip
        yield from entries


def _uses(dossier: Dossier, id_: str) -> Iterator[Use]:
    """Yield the uses of a block, or of an entry; documents with errors are told of as well."""
    block = dossier.library.find(id_)
    made = {each.id: each for each in dossier.documents}
    for name in dossier.names:
        shown_as = f"{dossier.name}/{name}"
        if name not in made:
            yield Use(shown_as, UNREAD, "", "")
        elif block is not None:
            yield from _of_block(made[name], block.id, shown_as)
        else:
            yield from _of_entry(dossier, made[name], id_, shown_as)


def _of_block(document: ReadyDocument, id_: str, name: str) -> Iterator[Use]:
    for taken, form in document.uses.items():
        if taken in (id_, f"{id_}.{form}"):
            yield Use(name, _section(document, taken), form, "")


def _of_entry(dossier: Dossier, document: ReadyDocument, id_: str, name: str) -> Iterator[Use]:
    """Yield how a document, as it is printed, uses an entry of a registry."""
    for (kind, entry), block in dossier.settings[document.id].used.items():
        if entry == id_:
            yield Use(name, _section(document, block), kind, block)


def _section(document: ReadyDocument, id_: str) -> str:
    """Return the section in which a document has a block."""
    for section in document.edition.document.sections:
        if any(block.id == id_ for block in section.blocks):
            number = document.edition.section_label(section)
            return f"{number} {section.title or section.id}".strip()
    return "inside another block"
