"""Hold an author's prose against the registries: names, acronyms, committees, stray keys.

What an author types by hand is compared with the forms the registries know. Names of persons are
looked for in what the document will print, wherever it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePath

from dossier.build.resolve.setting import Setting
from dossier.model.diagnostics import Finding, nearest
from dossier.model.document import (
    Block,
    Cell,
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
from dossier.model.registry import Name, Organisation, Place
from dossier.model.walk import Part, blocks, everything, parts, plain, visible
from dossier.readers.registries.committees import misused
from dossier.readers.registries.instruments import acronyms, instruments, names
from dossier.redaction.names import GuardedNames, Mode, NameMatch

_ACRONYM = re.compile(r"(?<![\w/.@-])[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*(?=s?\b)(?![\w]*[/@])")
_ROMAN = re.compile(r"[IVXLCDM]+")
_SYMBOL = re.compile(r"\b[A-Z]+(?:/[\w.]+)+|https?://\S+|\[\[.*?\]\]")
_DEFINED = re.compile(r"\(([A-Z][A-Z0-9]*[A-Z][A-Z0-9]*)\)")
_SMALL = r"(?:of|the|and|for|in|on|to|de|du|des|la|y|&)"
_PHRASE = re.compile(rf"[^\W\d_a-z][\w’'-]+(?:\s+(?:{_SMALL}\s+){{0,3}}[^\W\d_a-z][\w’'-]+)+")
_KEY = r"[\w][\w:.#$%&+?<>~/-]*\w"
COMMITTEE = "committee-for-covenant"
"""The one rule here that a block may allow: an old text is imported as it was."""

_LIKE = 0.87
"""How much a phrase resembles a known name, from 0 to 1, when it is taken for a slip of it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together in a block, and their line."""

    text: str
    place: Place
    addresses: tuple[str, ...] = ()


def runs(block: Block) -> Iterator[Run]:
    """Yield the words of each paragraph, heading, cell and alternative text of `block`."""
    for part in everything(block):
        match part:
            case Paragraph() | Heading() | Cell():
                yield _run(part.content, block, part.line)
            case Figure():
                yield Run(part.alternative, Place(block.file, part.line))


def _run(content: Inlines, block: Block, line: int) -> Run:
    parts = [part for inline in content for part in visible(inline) if not isinstance(part, Note)]
    addresses = tuple(each.address for each in parts if isinstance(each, Link))
    return Run(plain(content), Place(block.file, line), addresses)


def compare(document: Document, setting: Setting) -> None:
    """Find in the prose of `document`, as authors wrote it, what is no known form."""
    forms = _forms(setting)
    short = _shorts(setting)
    for block in blocks(document):
        if block.kind == "lead":
            continue
        for run in runs(block):
            if COMMITTEE not in block.allow:
                _committees(run, setting)
            _keys(run, setting)
            if setting.registry.organisations:
                _acronyms(run, short, setting)
                _phrases(run, forms, setting)


def _shorts(setting: Setting) -> set[str]:
    held = [name for each in setting.registry.organisations.values() for name in _names(each)]
    known = {name.short for name in held} | set(acronyms())
    known |= {word for name in held for word in _ACRONYM.findall(name.full)}
    for id_ in instruments():
        known |= {id_, *(name.short for name in names(id_).values())}
    for source in setting.registry.sources.values():
        said = " ".join((source.title, source.fields.get("title-short", ""), *source.authors))
        known |= set(_ACRONYM.findall(said))
    return known | setting.known


def _names(organisation: Organisation) -> tuple[Name, ...]:
    return (*organisation.names.values(), *organisation.others)


def _forms(setting: Setting) -> dict[str, str]:
    """Return the known full names, each with what to write for it."""
    found: dict[str, str] = {}
    for id_, organisation in setting.registry.organisations.items():
        found |= {name.full: f"{{org:{id_}}}" for name in _names(organisation) if name.full}
    for id_ in setting.registry.treaties:
        if id_ in instruments():
            found |= {name.full: f"{{treaty:{id_}}}" for name in names(id_).values()}
    return {name: write for name, write in found.items() if " " in name}


def _acronyms(run: Run, known: set[str], setting: Setting) -> None:
    text = _SYMBOL.sub(" ", run.text)
    defined = set(_DEFINED.findall(text))
    for word in dict.fromkeys(_ACRONYM.findall(text)):
        if word in known or word in defined or _ROMAN.fullmatch(word):
            continue
        near = nearest(word, [each for each in known if each])
        message = f'the acronym "{word}" is no known form'
        hint = f'did you mean "{near}"? If not, add it to organisations.yaml'
        hint = hint if near else "add it to organisations.yaml, or write the words"
        setting.fault(run.place, Fault.UNKNOWN_ACRONYM, message, hint, "warning")
    setting.known.update(defined)


def _phrases(run: Run, forms: Mapping[str, str], setting: Setting) -> None:
    for phrase in dict.fromkeys(_PHRASE.findall(run.text)):
        bare = re.sub(r"^The\s+", "", phrase)
        if any(name in bare or _within(bare, name) for name in forms):
            continue
        near = max(forms, key=lambda name: _likeness(bare, name), default="")
        if near and _likeness(bare, near) >= _LIKE:
            message = f'"{bare}" is nearly, but not quite, "{near}"'
            hint = f"write {forms[near]}, or add this form as one of its other names"
            setting.fault(run.place, Fault.UNKNOWN_FORM_OF_NAME, message, hint, "warning")


def _within(part: str, whole: str) -> bool:
    """Whether `part` stands in `whole` in whole words."""
    return part in whole and re.search(rf"\b{re.escape(part)}\b", whole) is not None


def _likeness(one: str, other: str) -> float:
    if abs(len(one) - len(other)) > 0.25 * max(len(one), len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _LIKE or matcher.quick_ratio() < _LIKE:
        return 0.0
    return matcher.ratio()


def _committees(run: Run, setting: Setting) -> None:
    """Find a committee's acronym where its covenant is meant."""
    for wrong, right, _ in misused(_SYMBOL.sub(" ", run.text)):
        message = f'"{wrong}" is not the acronym of the treaty'
        hint = f"write {{treaty:{right}}}"
        setting.fault(run.place, COMMITTEE, message, hint)


def _keys(run: Run, setting: Setting) -> None:
    """Find keys of sources that cite nothing: outside brackets, or without their sign."""
    sources, severity = setting.registry.sources, setting.printed_as_typed
    for key in re.findall(rf"(?<![\w@.])@({_KEY})", run.text):
        if key in sources:
            message, hint = f'"@{key}" stands outside brackets', f"write [@{key}] to cite it"
            setting.fault(run.place, Fault.BARE_CITATION, message, hint, severity)
    for inside in re.findall(r"\[([^\[\]@]+)\]", run.text):
        bare = [each for each in re.findall(_KEY, inside) if each in sources]
        if bare and (inside.startswith(bare[0]) or re.search(r"[\d-]", bare[0])):
            message = f'"[{inside}]" cites nothing: the key of a source has a sign before it'
            hint = f"write [@{inside}]" if inside.startswith(bare[0]) else f"write @{bare[0]}"
            setting.fault(run.place, Fault.BARE_CITATION, message, hint, severity)


def leaks(document: Document, setting: Setting) -> None:
    """Find names, in what `document` prints or holds, of persons its audience may not read of."""
    folder = PurePath(setting.manifest).parent.name
    named = _Said(folder, Place(setting.manifest), "the name of the folder", "id")
    key, line = setting.document
    made = _Said(key, Place(setting.manifest, line), "the name of a file", "id")
    _hold((*_heads(document, setting), *_bodies(document, setting), named, made), setting)


@dataclass(frozen=True, slots=True)
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
    net = GuardedNames(setting.registry.people.values(), setting.audience)
    if not net:
        return
    told = set(setting.findings)
    for each in said:
        known = {caught.person.id: caught.severity for caught in net.find(each.beside, each.mode)}
        for caught in net.find(each.text, each.mode):
            finding = _leak(caught, each, setting.audience)
            new = known.get(caught.person.id) not in ("error", caught.severity)
            if new and finding not in told:
                told.add(finding)
                setting.findings.append(finding)


def _leak(caught: NameMatch, said: _Said, audience: str) -> Finding:
    name, person = caught.name, caught.person
    excerpt = f' (written "{caught.excerpt}")' if caught.excerpt != name else ""
    message = f'"{name}" stands in {said.where}, and may not be named to "{audience}"{excerpt}'
    hint = f"write {{person:{person.id}}}, or clear the name with `named:` in people.yaml"
    if said.where not in ("the text", "an address"):
        hint = f'say "{person.id}" or the role, or clear the name with `named:` in people.yaml'
    at = said.place
    return Finding(at.file, at.line, Fault.NAME_LEAKS, message, hint, caught.severity)


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
