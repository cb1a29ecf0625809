"""Look for names of persons that a document's audience may not read of.

They are looked for in all that the document will print or hold, wherever it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from dossier.build.resolve.person_words import note_missing_consent
from dossier.build.resolve.setting import Setting
from dossier.model.comments import ReviewNote
from dossier.model.diagnostics import Finding
from dossier.model.document import (
    Document,
    Figure,
    Heading,
    Inline,
    Inlines,
    Link,
    Note,
    Paragraph,
    Row,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.registry import Place
from dossier.model.walk import Part, parts, plain, visible
from dossier.redaction.consents import flaw
from dossier.redaction.names import Mode, NameMatch, guarded_names


def leaks(document: Document, setting: Setting) -> None:
    """Find names, in what `document` prints or holds, of persons its audience may not read of.

    Names of persons who may be named, but did not agree, are found too.
    """
    folder = PurePath(setting.manifest).parent.name
    named = _Said(folder, Place(setting.manifest), "the name of the folder", "id")
    key, line = setting.document
    made = _Said(key, Place(setting.manifest, line), "the name of a file", "id")
    said = (*_heads(document, setting), *_bodies(document, setting), named, made)
    _hold(said, setting)
    _agreed(said, setting)


def named_remarks(
    remarks: Mapping[str, Sequence[ReviewNote]], setting: Setting
) -> Iterator[Finding]:
    """Find names in the review notes that a draft would print beside its text.

    A surname alone, which others may bear, is found in the finished file.
    """
    net = guarded_names(setting.registry.guarded, setting.audience)
    for note in (each for many in remarks.values() for each in many) if net else ():
        kind, at = f"a {note.kind}", Place(note.file, note.line)
        told: set[str] = set()
        for text, where in ((note.author, f"the author of {kind}"), (note.text, kind),
                            (note.quoted, kind), (note.old, kind), (note.new, kind)):  # fmt: skip
            for caught in net.find(text):
                if caught.severity == "error" and caught.person.id not in told:
                    told.add(caught.person.id)
                    found = _leak(caught, _Said(text, at, where), setting)
                    yield replace(found, hint="take the name out of this note, or settle the note")


@frozen
class _Said:
    """Words that a file holds, where they are from, and what they are.

    What is found in `beside` as well was told of there.
    """

    text: str
    place: Place
    where: str = "the text"
    mode: Mode = "words"
    beside: str = ""


def _hold(said: Iterable[_Said], setting: Setting) -> None:
    """Look for names in all that is said, and note each finding once."""
    net = guarded_names(setting.registry.guarded, setting.audience)
    if not net:
        return
    told = set(setting.findings)
    for each in said:
        known = {caught.person.id: caught.severity for caught in net.find(each.beside, each.mode)}
        for caught in net.find(each.text, each.mode):
            finding = _leak(caught, each, setting)
            new = known.get(caught.person.id) not in ("error", caught.severity)
            if new and finding not in told:
                told.add(finding)
                setting.findings.append(finding)


def _agreed(said: Iterable[_Said], setting: Setting) -> None:
    """Look for names of those who may be named, and did not agree to that."""
    people = setting.registry.people.values()
    asked = {
        each.id: each
        for each in people
        if each.may_be_named(setting.audience) and flaw(each.consent, setting.audience, setting.day)
    }
    if not asked:
        return
    silent = (replace(each, named="nobody" if each.id in asked else "public") for each in people)
    net = guarded_names(tuple(silent), setting.audience)
    for each in said:
        for caught in net.find(each.text, each.mode):
            if caught.severity == "error":
                note_missing_consent(asked[caught.person.id], each.place, setting)


def _leak(caught: NameMatch, said: _Said, setting: Setting) -> Finding:
    name, person, audience = caught.name, caught.person, setting.audience
    excerpt = f' (written "{caught.excerpt}")' if caught.excerpt != name else ""
    message = f'"{name}" stands in {said.where}, and may not be named to "{audience}"{excerpt}'
    hint = f"write {{person:{person.id}}}, or clear the name with `named:` in people.yaml"
    if said.where not in ("the text", "an address"):
        hint = f'say "{person.id}" or the role, or clear the name with `named:` in people.yaml'
    if person.id not in setting.registry.people:
        hint = f"say the role; {person.at.file} keeps the name back, in all dossiers"
    at, rule = said.place, Fault.NAME_LEAKS
    if caught.as_word:
        rule = Fault.NAME_AS_WORD
        hint = "if a word is meant, say so in the block: `allow: {name-as-word: the reason}`"
    return Finding(
        at.file, at.line, rule, message, hint, severity=caught.severity,
        excerpt=caught.excerpt, data={"person": person.id},
    )  # fmt: skip


def _heads(document: Document, setting: Setting) -> Iterator[_Said]:
    """Yield what stands above the sections, and what a file says about itself."""
    here = Place(setting.manifest)
    about = document.properties
    for text in (document.title, document.procedure, document.running_head, about.subject,
                 about.author, *about.keywords):  # fmt: skip
        yield _Said(text, here)
    for line in document.cover:
        yield from _addresses(line.content, here)
        yield _Said(f"{line.label} {plain(line.content)}", here)


def _bodies(document: Document, setting: Setting) -> Iterator[_Said]:
    here = Place(setting.manifest)
    for section in document.sections:
        asks = (each for each in section.blocks if each.section == section.id)
        at = next((Place(each.file, each.line_of("section")) for each in asks), here)
        yield _Said(section.id, at, "the id of a section", "id")
        yield _Said(section.title, here)
        for block in section.blocks:
            file = block.file or setting.manifest
            yield _Said(block.id, Place(file, block.line), "the id of a block", "id")
            yield _Said(block.title, Place(file, block.line_of("title")), "the title of a block")
            for node in block.content:
                yield from _below(node, Place(file, block.line), block.id, setting)


def _below(part: Part, above: Place, block: str, setting: Setting) -> Iterator[_Said]:
    """Yield the words, ids and addresses of a part and what is below it, at the nearest line."""
    at = Place(above.file, getattr(part, "line", 0) or above.line)
    match part:
        case Paragraph() | Heading():
            yield from _words(part.content, at)
            yield from _id(part.id, at, block, setting)
        case Row():
            # A name may be spread over the cells of a row.
            cells = tuple(each for cell in part.cells for each in (*cell.content, Text(" | ")))
            line = next((each.line for each in part.cells if each.line), at.line)
            yield from _words(cells, Place(at.file, line))
        case Figure():
            yield _Said(part.alternative, at)
            yield _Said(part.path, at, "the path of a picture", "address")
        case Note():
            yield from _id(part.id, at, block, setting)
    for child in parts(part):
        yield from _below(child, at, block, setting)


def _id(id_: str, at: Place, block: str, setting: Setting) -> Iterator[_Said]:
    """Yield an id that an author gave; others say no more than the block's."""
    own = id_.removeprefix(block)
    source = setting.registry.sources.get(id_.removeprefix("source."))
    if source and id_.startswith("source.") and block == "bibliography":
        yield _Said(source.id, source.at, "the id of a source", "id")
    elif not re.fullmatch(r"(?:/cite-\d+)?(?:\.\d+)?", own):
        label = "the label of a note" if "/" in own else "an id"
        yield _Said(id_, at, label, "id", block)


def _words(content: Inlines, at: Place) -> Iterator[_Said]:
    """Yield addresses and words, an address that is printed as it stands only once."""
    yield from _addresses(content, at)
    yield _Said(plain(tuple(Text(" ") if _is_bare(each) else each for each in content)), at)


def _is_bare(inline: Inline) -> bool:
    """Whether `inline` is a link whose words are its address."""
    return isinstance(inline, Link) and inline.address.removeprefix("mailto:") == plain(
        inline.content
    ).removeprefix("mailto:")


def _addresses(content: Inlines, at: Place) -> Iterator[_Said]:
    for inline in content:
        for part in visible(inline):
            if isinstance(part, Link):
                yield _Said(part.address, at, "an address", "address")
