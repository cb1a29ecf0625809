"""Resolve a document: put in what it asks of the registries, and print its citations.

Comes after a document is composed and before it is numbered, since it makes notes. What a
document's audience may not read is gone before any writer sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal, TypeAlias

from dossier.build.resolve.citation_notes import unnoted, with_notes
from dossier.build.resolve.citations import Citer, listed
from dossier.build.resolve.name_checks import leaks
from dossier.build.resolve.obligations import before_bound, never_bound
from dossier.build.resolve.prose_checks import compare
from dossier.build.resolve.registry_words import Expander
from dossier.build.resolve.setting import Setting
from dossier.build.resolve.timeline_index import with_places
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.document import (
    Ask,
    Block,
    BulletList,
    Cite,
    Document,
    Item,
    Link,
    Note,
    Reference,
    Section,
)
from dossier.model.faults import Fault
from dossier.model.registry import Place
from dossier.model.walk import below, blocks, everything, mapped
from dossier.readers.registries.instruments import instrument, instruments, known_id

__all__ = ["Bibliography", "Resolver", "Setting", "put_in_words", "resolve"]

Bibliography: TypeAlias = Literal["bibliography", ""]

Resolver: TypeAlias = Callable[
    [Document, Setting, Bibliography], tuple[Document, tuple[Finding, ...]]
]
"""`resolve`, or `put_in_words` where a page must be seen before it is checked."""


def resolve(
    document: Document, setting: Setting, bibliography: Bibliography = ""
) -> tuple[Document, tuple[Finding, ...]]:
    """Return `document` with registries' words and printed citations, and what is wrong there.

    With `bibliography` a last section lists the sources that are cited.
    """
    printed, _ = put_in_words(document, setting, bibliography)
    _find_idle_notes(document, setting)
    _find_unbound_rights(setting)
    _find_unknown_follow_ups(document, setting)
    compare(document, setting)
    leaks(printed, setting)
    return printed, tuple(setting.findings)


def put_in_words(
    document: Document, setting: Setting, bibliography: Bibliography = ""
) -> tuple[Document, tuple[Finding, ...]]:
    """Do what `resolve` does, without comparing the prose and without looking for names.

    It takes half the time. What comes of it is for nobody but the author.
    """
    expander = Expander(setting)
    noted = mapped(document, lambda block: with_notes(expander.expand(block), setting.language))
    keys = [
        each.key for block in blocks(noted) for each in everything(block) if isinstance(each, Cite)
    ]
    citer = Citer(setting, noted)
    cited = mapped(noted, citer.cite) if setting.notes != "none" else mapped(noted, unnoted)
    cited = with_places(cited, {**setting.noted, **setting.places})
    sources = setting.registry.sources
    held = [each for each in dict.fromkeys(keys) if each in sources]
    known = [each for each in held if setting.may_read(sources[each].audience)]
    if bibliography and known:
        cited = replace(cited, sections=(*cited.sections, _bibliography(setting, known)))
    return cited, tuple(setting.findings)


def _bibliography(setting: Setting, keys: list[str]) -> Section:
    items = tuple(Item((entry,)) for entry in listed(setting, keys))
    block = Block("bibliography", "bibliography", (BulletList(items),))
    return Section("bibliography", setting.citation_style.words["bibliography"], (block,))


def _find_idle_notes(document: Document, setting: Setting) -> None:
    """Find notes that cite nothing, in a dossier that has sources to cite."""
    if not setting.registry.sources:
        return
    for block, note in _notes(document):
        parts = [part for node in note.content for part in below(node)]
        if any(isinstance(each, Cite | Ask | Reference | Link) for each in parts):
            continue
        label = note.id.partition("/")[2]
        message = f'the note "[^{label}]" cites nothing'
        hint = "add a source, `[@key, p. 3]`, or say it in the text"
        setting.fault(
            Place(block.file, note.line), Fault.NOTE_CITES_NOTHING, message, hint, "warning"
        )


def _find_unbound_rights(setting: Setting) -> None:
    """Find incidents that concern a right by which the State is not, or was not yet, bound."""
    for incident in setting.registry.incidents.values():
        for right in incident.rights:
            id_ = known_id(right.split()[0])
            if id_ in instruments() and instrument(id_).binding:
                never_bound(setting, id_, incident.at)
            before_bound(setting, id_, incident, incident.at)


def _find_unknown_follow_ups(document: Document, setting: Setting) -> None:
    """Find earlier recommendations, named in the head of a block, that no registry holds."""
    paragraphs = {paragraph for _, paragraph in setting.registry.earlier}
    for block in blocks(document):
        for each in block.follows_up:
            if each.split()[-1] not in paragraphs:
                message = f'"{block.id}" follows up "{each}", which recommendations.yaml lacks'
                hint = did_you_mean(each, paragraphs, "import it, or correct the number")
                at = Place(block.file, block.line_of("follows_up"))
                number = each.split()[-1]
                setting.absent("recommendations", number, at, Fault.UNKNOWN_ID, message, hint)


def _notes(document: Document) -> Iterator[tuple[Block, Note]]:
    for block in blocks(document):
        for part in everything(block):
            if isinstance(part, Note):
                yield block, part
