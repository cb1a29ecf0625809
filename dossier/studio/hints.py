"""What to do about a finding in the studio, in words of its pages, with a link that leads there.

The hints of findings speak to those who write files: they name keys, files, commands and signs to
be typed. `data/studio_hints.en.yaml` says the same for those who see forms. A fault without words
there is told by the place where it stands. A hint that names nothing of files stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.model.language import DATA
from dossier.model.program_data import read_data
from dossier.studio.field_words import setting_label

OF_FILES = re.compile(
    r"`|\.(?:yaml|md|css|j2)\b|\bbuild\.py|(?<!\w)--\w|\b[a-z]+_[a-z]+\b|\{\w+:|\[@|\bids?\b"
    r"|\bmanifest\b|\b(?:its|the) head\b|\bblocks? of kind\b"
)
"""What a hint has that speaks of files, keys, commands and signs to be typed."""

_QUOTED = re.compile(r'"([^"]+)"')
_FILE = re.compile(
    r"(?P<tick>`?)(?<![\w./-])(?:[\w.-]+/)*(?P<name>[\w-]+)\.ya?ml(?::\d+)?(?P=tick)(?![\w/-])"
)


@frozen
class Spot:
    """Where a finding stands as the studio shows it; what is not known is "".

    `at` is the address of a text in Write, `entry` the registry and id of an entry of Evidence (of
    which the id may be unknown),
    `setting` the document ("": the dossier) and the key of Settings that it is about.
    """

    dossier: str
    document: str = ""
    at: str = ""
    entry: tuple[str, str] = ("", "")
    setting: tuple[str, str] = ("", "")


def in_studio(finding: Finding, spot: Spot) -> dict[str, Any]:
    """Return what is wrong (`message`) and what to do (`do`), with places as pages name them.

    `go` are the words and the address of the page where it is done, or None; `stands` is the name
    of the page that shows the file at fault, or of the file if none does.

    >>> from dossier.model.faults import Fault
    >>> orphan = Finding("a.md", 1, Fault.ORPHAN, "x", "say why in trace.yaml")
    >>> in_studio(orphan, Spot("case"))["go"]
    {'words': 'The matrix', 'address': '/case/check/matrix'}
    """
    return {
        "message": spoken(finding.message),
        "stands": stands(finding.file),
        **_to_do(finding, spot),
    }


def spoken(message: str) -> str:
    """Return a message with the pages of the studio in the place of files.

    >>> spoken("treaties.yaml does not say it; `dossier.yaml` does")
    '“Treaties” does not say it; “Settings” does'
    """
    return _FILE.sub(lambda found: _page_of(found["name"], found[0]), message)


def in_form(finding: Finding) -> dict[str, str]:
    """Return message and hint of a finding for the form in which it is put right.

    >>> from dossier.model.faults import missing
    >>> in_form(Finding("a/dossier.yaml", 1, missing("addressees"), "x", "add `addressees:`"))
    {'message': '“Addressees” is empty', 'hint': 'fill in “Addressees” in this form'}
    """
    lacks = str(finding.rule).removeprefix("missing-").replace("-", "_")
    if f"`{lacks}:" not in finding.hint:
        return {"message": spoken(finding.message), "hint": spoken(finding.hint)}
    label = f"“{setting_label(lacks)}”"
    return {"message": f"{label} is empty", "hint": f"fill in {label} in this form"}


def stands(file: str) -> str:
    """Return the name of the page that shows a file, or that of the file.

    >>> stands("content/case/dossier.yaml"), stands("content/case/sources/hrw.bib")
    ('Settings', 'Sources')
    """
    path = PurePosixPath(file)
    if path.parent.name == "sources":
        return str(_words()["files"]["sources"])
    known = path.suffix in (".yaml", ".yml")
    return str(_words()["files"].get(path.stem, path.name)) if known else path.name


def _page_of(name: str, file: str) -> str:
    called = _words()["files"].get(name)
    return f"“{called}”" if called else file


def _to_do(finding: Finding, spot: Spot) -> dict[str, Any]:
    own, new = _words()["hints"].get(str(finding.rule)), str(finding.data.get("treaty", ""))
    place = _words()["places"][_place(finding, spot)]
    spoken = not OF_FILES.search(finding.hint)
    quoted = _QUOTED.search(finding.hint)
    chosen = own or place
    if "{quoted}" in chosen["do"] and not quoted:
        chosen = place
    if "field" in chosen:
        spot = replace(spot, setting=(spot.document, chosen["field"]))
    if spoken:
        beside = chosen["at"] == "settings" and ("/blocks/" in spot.at or spot.entry[0])
        return {"do": finding.hint, "go": _link((place if beside else chosen)["at"], spot, new)}
    do = chosen["do"].replace("{quoted}", quoted[1] if quoted else "")
    return {"do": do, "go": _link(chosen["at"], spot, new)}


def _place(finding: Finding, spot: Spot) -> str:
    """Return what sort of place a finding stands in, as `places` of the data calls it."""
    if spot.entry[0]:
        return "entry"
    if finding.file.endswith("/dossier.yaml"):
        return "settings"
    if "/blocks/" in spot.at:
        return "about" if str(finding.rule).startswith("missing-") else "text"
    return "elsewhere"


def _link(at: str, spot: Spot, new: str) -> dict[str, str] | None:
    """Return the words and the address of a link, or None where there is no such place.

    It leads to the form of an entry that lacks, with the id `new` filled in, where that is known.
    """
    registry, id_ = spot.entry
    at = registry if at == "entry" and not id_ else at
    address = _address(at, spot)
    if new and at == "treaties":
        address += f"/entry?name={quote(new, safe='')}"
    return {"words": str(_words()["links"][at]), "address": address} if address else None


def _address(at: str, spot: Spot) -> str:
    registry, id_ = spot.entry
    match at:
        case "":
            return ""
        case "about" | "text":
            sign = "about:" if at == "about" else ""
            page = f"/{spot.dossier}/{spot.document}/write" if spot.document else ""
            return f"{page}#{sign}{quote(spot.at)}" if page and "/blocks/" in spot.at else ""
        case "settings":
            document, key = spot.setting
            home = f"{document}:{quote(key)}" if key else spot.document
            return f"/#settings:{spot.dossier}/{home}"
        case "write":
            return f"/{spot.dossier}/{spot.document}/write" if spot.document else ""
        case "matrix":
            return f"/{spot.dossier}/check/matrix"
        case "guarded":
            return f"/{spot.dossier}/evidence/guarded"
        case "entry":
            home = f"/{spot.dossier}/evidence/{registry}/entry"
            return f"{home}?id={quote(id_, safe='')}" if registry else ""
        case _:
            return f"/{spot.dossier}/evidence/{at}"


@cache
def _words() -> Mapping[str, Any]:
    raw: dict[str, Any] = read_data(DATA / "studio_hints.en.yaml")
    return raw
