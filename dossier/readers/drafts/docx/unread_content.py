"""What a Word file holds that is no part of its text, and the pictures in it.

A reader of drafts leaves these out without a word; who makes a dossier of a draft must be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

from lxml import etree

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.ooxml.archive import Archive
from dossier.ooxml.elements import attribute
from dossier.ooxml.names import local
from dossier.ooxml.parts import LARGEST, PackagePart, main_part, opened_word

Made = TypeVar("Made")
_CHANGES = {"ins": "insertion", "del": "deletion", "moveFrom": "move"}


def left_out(content: bytes, file: str) -> tuple[Finding, ...]:
    """Return what was left out of the Word file `content`, and changes that were accepted."""
    return _within(content, file, lambda archive: tuple(_left(archive)), ())


def pictures_of(content: bytes, file: str, names: Collection[str]) -> Mapping[str, bytes]:
    """Return the parts of a Word file of these names; those it has not are not there."""

    def read(archive: Archive) -> Mapping[str, bytes]:
        held = [each for each in names if each in archive.names]
        return {each: b"".join(archive.pieces(each, LARGEST)) for each in held}

    return _within(content, file, read, {})


def rasters_of(content: bytes, file: str) -> Mapping[str, str]:
    """Return the names of the PNGs that a Word file holds beside its SVGs, by those of the SVGs."""

    def read(archive: Archive) -> Mapping[str, str]:
        main = main_part(archive)
        return dict(_rasters(main)) if main else {}

    return _within(content, file, read, {})


def _rasters(main: PackagePart) -> Iterator[tuple[str, str]]:
    for blip in main.root.iter():
        drawn = [each for each in blip.iter() if local(each) == "svgBlip"]
        if local(blip) == "blip" and drawn:
            svg, png = (main.relations.get(attribute(each, "embed")) for each in (drawn[0], blip))
            if svg and png:
                yield svg.target, png.target


def _within(content: bytes, file: str, read: Callable[[Archive], Made], otherwise: Made) -> Made:
    try:
        with opened_word(content, file, Finding(file, 0, Fault.UNKNOWN_FILE, "", "")) as archive:
            return read(archive)
    except Refused:
        return otherwise


def _left(archive: Archive) -> Iterator[Finding]:
    main = main_part(archive)
    if main is None:
        return

    def said(rule: Fault, message: str, hint: str) -> Finding:
        return Finding(archive.file, 0, rule, message, hint, severity="warning")

    changes = Counter(
        _CHANGES[name] for each in main.root.iter() if (name := local(each)) in _CHANGES
    )
    if changes:
        counted = ", ".join(f"{n} {what}{'s' * (n != 1)}" for what, n in changes.items())
        hint = "accept or reject them in Word first, where it should be otherwise"
        yield said(Fault.TRACKED_CHANGES, f"{counted} were tracked, and taken as accepted", hint)
    for kind, (what, hint) in _PARTS.items():
        texts = dict.fromkeys(filter(None, (_words(each) for each in _related(main, kind))))
        for text in texts:
            if any(letter.isalpha() for letter in text):
                yield said(Fault.LEFT_OUT, f'{what} was left out: "{text[:70]}"', hint)
    yield from _unread(main, said)


def _unread(main: PackagePart, said: Callable[[Fault, str, str], Finding]) -> Iterator[Finding]:
    """Yield what the text refers to and is not read, and a template elsewhere."""
    for each in main.relations.values():
        if each.kind in _STRANGE:
            what, hint = _STRANGE[each.kind]
            yield said(Fault.LEFT_OUT, f'{what} was left out: "{each.target[:70]}"', hint)
    settings = main.related("settings")
    for each in settings.relations.values() if settings else ():
        if each.kind == "attachedTemplate":
            named = each.target[:70]
            message = f'the file names a template elsewhere, which was not fetched: "{named}"'
            hint = "nothing to do; the layout is that of our template"
            yield said(Fault.REMOTE_TEMPLATE, message, hint)


_PARTS = {
    "header": ("a running head", "the program makes its own"),
    "footer": ("a running foot", "the program makes its own"),
    "comments": ("the text of comments", "look into the Word file, if it matters"),
}
_STRANGE = {
    "oleObject": ("an embedded object", "put what it shows into the text, or a picture of it"),
    "package": ("an embedded file", "put what it shows into the text, or a picture of it"),
    "chart": ("a chart", "save it as a picture and put that in by hand"),
    "diagramData": ("a diagram", "save it as a picture and put that in by hand"),
    "aFChunk": ("a part of another kind", "open the draft in Word and save it again"),
}


def _related(main: PackagePart, kind: str) -> Iterator[PackagePart]:
    for each in main.relations.values():
        if each.kind == kind and each.target in main.package.names:
            yield PackagePart(main.package, each.target)


def _words(part: PackagePart) -> str:
    root: etree._Element = part.root
    texts = (
        "".join(each.text or "" for each in paragraph.iter() if local(each) == "t")
        for paragraph in root.iter()
        if local(paragraph) == "p"
    )
    return " ".join(" ".join(texts).split())
