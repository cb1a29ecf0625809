"""Hold an author's prose against the registries: names, acronyms, committees, stray keys.

What an author types by hand is compared with the forms the registries know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache

from dossier.build.resolve.setting import Setting
from dossier.model.diagnostics import nearest
from dossier.model.document import (
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    Inlines,
    Link,
    Note,
    Paragraph,
)
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.registry import Name, Organisation, Place
from dossier.model.remembered import remembered
from dossier.model.walk import blocks, everything, plain, visible
from dossier.readers.registries.committees import misused
from dossier.readers.registries.instruments import acronyms, instruments, names

_ACRONYM = re.compile(r"(?<![\w/.@-])[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*(?=s?\b)(?![\w]*[/@])")
_ROMAN = re.compile(r"[IVXLCDM]+")
_SYMBOL = re.compile(r"\b[A-Z]+(?:/[\w.]+)+|https?://\S+|\[\[.*?\]\]")
_DEFINED = re.compile(r"\(([A-Z][A-Z0-9]*[A-Z][A-Z0-9]*)\)")
_SMALL = r"(?:of|the|and|for|in|on|to|de|du|des|la|y|&)"
_PHRASE = re.compile(rf"[^\W\d_a-z][\w’'-]+(?:\s+(?:{_SMALL}\s+){{0,3}}[^\W\d_a-z][\w’'-]+)+")
_KEY = r"[\w][\w:.#$%&+?<>~/-]*\w"

_TYPED_KEY = re.compile(rf"(?<![\w@.])@({_KEY})")
_BRACKETED = re.compile(r"\[([^\[\]@]+)\]")

_LIKE = 0.87
"""How much a phrase resembles a known name, from 0 to 1, when it is taken for a slip of it."""


@frozen
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
    """Find in the prose of `document`, as authors wrote it, what is not a known form."""
    forms = _forms(setting)
    short = _shorts(setting)
    for block in blocks(document):
        if block.kind == "lead":
            continue
        for run in runs(block):
            # The one fault here that a block may allow: an old text is imported as it was.
            if Fault.COMMITTEE_FOR_COVENANT not in block.allow:
                _committees(run, setting)
            _keys(run, setting)
            if setting.registry.organisations:
                _acronyms(run, short, setting)
                _phrases(run, forms, setting)


def _shorts(setting: Setting) -> set[str]:
    held = [name for each in setting.registry.organisations.values() for name in _names(each)]
    known = {name.short for name in held} | _of_instruments()
    sources = (
        " ".join((each.title, each.fields.get("title-short", ""), *each.authors))
        for each in setting.registry.sources.values()
    )
    known |= _acronyms_in((*(name.full for name in held), *sources))
    known |= setting.registry.unread.get("organisations", frozenset())
    return known | setting.known


@cache
def _of_instruments() -> frozenset[str]:
    shorts = {name.short for id_ in instruments() for name in names(id_).values()}
    return frozenset((*acronyms(), *instruments(), *shorts))


@remembered
def _acronyms_in(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _ACRONYM.findall(text))


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
    words, defined = _spelt(run.text)
    for word in words:
        if word in known or word in defined:
            continue
        near = nearest(word, [each for each in known if each])
        message = f'the acronym "{word}" is not known'
        hint = f'did you mean "{near}"? If not, add it to organisations.yaml'
        hint = hint if near else "add it to organisations.yaml, or write the words"
        setting.fault(
            run.place, Fault.UNKNOWN_ACRONYM, message, hint, "warning",
            excerpt=word, data={"did_you_mean": near} if near else {},
        )  # fmt: skip
    setting.known.update(defined)


@remembered
def _spelt(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the acronyms of a text, each once, and those among them that it explains."""
    text = _SYMBOL.sub(" ", text)
    words = (each for each in _ACRONYM.findall(text) if not _ROMAN.fullmatch(each))
    return tuple(dict.fromkeys(words)), frozenset(_DEFINED.findall(text))


def _phrases(run: Run, forms: Mapping[str, str], setting: Setting) -> None:
    known = tuple(forms)
    for bare in _bare_phrases(run.text):
        near = _nearly(bare, known)
        if near:
            message = f'"{bare}" is nearly, but not quite, "{near}"'
            hint = f"write {forms[near]}, or add this form as one of its other names"
            setting.fault(
                run.place, Fault.UNKNOWN_FORM_OF_NAME, message, hint, "warning",
                excerpt=bare, data={"did_you_mean": near},
            )  # fmt: skip


@remembered
def _bare_phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a text, each once and without an article."""
    found = dict.fromkeys(_PHRASE.findall(text))
    return tuple(re.sub(r"^The\s+", "", each) for each in found)


@remembered
def _nearly(bare: str, names: tuple[str, ...]) -> str:
    """Return the name that a phrase nearly is, or "" where it is one, or none."""
    if any(name in bare or _within(bare, name) for name in names):
        return ""
    near = max(names, key=lambda name: _likeness(bare, name), default="")
    return near if near and _likeness(bare, near) >= _LIKE else ""


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
    for wrong, right in _misused(run.text):
        message = f'"{wrong}" is not the acronym of the treaty'
        hint = f"write {{treaty:{right}}}"
        setting.fault(run.place, Fault.COMMITTEE_FOR_COVENANT, message, hint, excerpt=wrong)


@remembered
def _misused(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((wrong, right) for wrong, right, _ in misused(_SYMBOL.sub(" ", text)))


def _keys(run: Run, setting: Setting) -> None:
    """Find keys of sources that cite nothing: outside brackets, or without their sign."""
    sources, severity = setting.registry.sources, setting.unfinished
    for key in _TYPED_KEY.findall(run.text):
        if key in sources:
            message, hint = f'"@{key}" stands outside brackets', f"write [@{key}] to cite it"
            setting.fault(
                run.place, Fault.BARE_CITATION, message, hint, severity, excerpt=f"@{key}"
            )
    for inside in _BRACKETED.findall(run.text):
        bare = [each for each in re.findall(_KEY, inside) if each in sources]
        if bare and (inside.startswith(bare[0]) or re.search(r"[\d-]", bare[0])):
            message = f'"[{inside}]" cites nothing: the key of a source has a sign before it'
            hint = f"write [@{inside}]" if inside.startswith(bare[0]) else f"write @{bare[0]}"
            setting.fault(
                run.place, Fault.BARE_CITATION, message, hint, severity, excerpt=f"[{inside}]"
            )
