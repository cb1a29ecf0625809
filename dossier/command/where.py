"""`where`: show every document that uses a block, or an entry of a registry, and how."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier.assemble import Assembled, Dossier, assemble
from dossier.command.report import tell_findings, tell_json
from dossier.finding import Finding, did_you_mean
from dossier.model import Ask, Cite
from dossier.project import Places, begin_run, dossiers, places, read_files, shown
from dossier.walk import everything


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


def run(options: argparse.Namespace, root: Path) -> int:
    """Show where something is used. Returns 0, or 2 where nothing has that id."""
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
            dossier = assemble(where, files)
            findings += dossier.common()
            known |= set(_known(dossier))
            found += _uses(dossier, id_)
    if id_ not in known:
        hint = did_you_mean(id_, known, "`list` shows the dossiers, and `facts` their facts")
        message = f'there is no block or entry "{id_}"'
        tell_findings([Finding(options.wanted, 0, "unknown-id", message, hint)])
        return 2
    _tell(options, id_, found, where)
    return 0


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
    yield from dossier.shelf.known()
    registry = dossier.registry
    for entries in (registry.sources, registry.facts, registry.incidents, registry.people,
                    registry.organisations, registry.treaties):  # fmt: skip
        yield from entries


def _uses(dossier: Dossier, id_: str) -> Iterator[Use]:
    block = dossier.shelf.find(id_)
    asking = {} if block else _asking(dossier, id_)
    for document in dossier.documents:
        name = f"{dossier.name}/{document.id}"
        for taken, form in document.uses.items():
            base = taken if taken in document.uses else ""
            whole = dossier.shelf.find(base) or dossier.shelf.find(base.rpartition(".")[0])
            if block is not None and whole is not None and whole.id == id_:
                yield Use(name, _section(document, taken), form, "")
            elif whole is not None and whole.id in asking:
                yield Use(name, _section(document, taken), asking[whole.id], whole.id)


def _asking(dossier: Dossier, id_: str) -> dict[str, str]:
    """Return the blocks that ask for an entry or cite it, and how."""
    found: dict[str, str] = {}
    for blocks in (dossier.shelf.own, *dossier.shelf.others.values()):
        for block in blocks:
            for part in everything(block):
                said = _said(part)
                if said and said[1] == id_:
                    found.setdefault(block.id, said[0])
    return found


def _said(part: Any) -> tuple[str, str] | None:
    match part:
        case Ask(kind, id_):
            return kind, id_
        case Cite(key):
            return "cited", key
    return None


def _section(document: Assembled, id_: str) -> str:
    """Return the section in which a document has a block, or the block it stands in."""
    for section in document.edition.document.sections:
        if any(block.id == id_ for block in section.blocks):
            number = document.edition.section_label(section)
            return f"{number} {section.title or section.id}".strip()
    return "inside another block"
