"""Read a BibTeX or BibLaTeX file into CSL's fields: pybtex parts entries, each for itself.

An entry that cannot be read is one finding at its line; those before and after it are read. Fields
come down from `crossref` and `xdata` as the BibLaTeX manual says (appendix B); `biblatex_fields`
gives them CSL's names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.readers.registries.biblatex_fields import csl_entry, strange_fields

_BEGINS = re.compile(r"(?:^|(?<=[})]))[ \t]*@[ \t]*(\w+)\s*[{(]", re.MULTILINE)
_COMMENT = re.compile(r"@[ \t]*comment\s*\{", re.IGNORECASE)
_CAUSES = {
    "'}' expected": "a comma between two fields is missing, or a brace",
    "'=' expected": "a field has no `=`, or a comma is missing before it",
    "premature end of file": "a brace or a quotation mark is not closed",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPELLED_OUT = {"sept": "sep", "june": "jun", "july": "jul"}
_NOT_ENTRIES = ("string", "preamble", "comment")
_NEVER_INHERITED = (
    "crossref", "xref", "xdata", "ids", "entryset", "entrysubtype", "execute", "label", "options",
    "presort", "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand",
    "shorthandintro", "sortkey", "keywords",
)  # fmt: skip
_VOLUMES = ("collection", "proceedings", "book", "reference", "mvcollection", "mvproceedings",
            "mvbook", "mvreference")  # fmt: skip
_PARTS = ("incollection", "inproceedings", "conference", "inbook", "inreference", "bookinbook",
          "suppbook", "suppcollection", "article", "suppperiodical")  # fmt: skip


@frozen
class RawEntry:
    """An entry as it is typed: its type, key, fields by their small names, and line."""

    type: str
    key: str
    fields: Mapping[str, str]
    line: int


def read_bibtex(
    text: str, file: str
) -> tuple[list[tuple[dict[str, Any], int]], tuple[Finding, ...]]:
    """Return the entries as CSL's fields, each with its line, and a finding for each broken one."""
    findings: list[Finding] = []
    raw = list(_raw(text, file, findings))
    by_key = {each.key: each for each in reversed(raw)}
    made = []
    for entry in raw:
        if entry.type in ("xdata", "set"):
            continue
        whole = _whole(entry, by_key, (), file, findings)
        findings += strange_fields(entry.key, entry.fields, file, entry.line)
        csl, faults = csl_entry(entry.key, entry.type, whole)
        findings += (
            Finding(file, entry.line, Fault.BROKEN_BIBTEX, f'the entry "{entry.key}" {what}', hint)
            for what, hint in faults
        )
        made.append((csl | _related(entry, by_key), entry.line))
    return made, tuple(dict.fromkeys(findings))


def _raw(text: str, file: str, findings: list[Finding]) -> Iterator[RawEntry]:
    """Yield what can be read; a piece goes from one beginning of an entry to the next."""
    from pybtex.exceptions import PybtexError
    from pybtex.utils import CaseInsensitiveDict

    macros: Any = CaseInsensitiveDict(dict(zip(_MONTHS, _MONTHS, strict=True)) | _SPELLED_OUT)
    text = _without_comments(text)
    for first, end in bibtex_pieces(text):
        line = text.count("\n", 0, text.index("@", first)) + 1
        try:
            yield from _entry(text[first:end], macros, file, line, findings)
        except PybtexError as error:
            message = f"the BibTeX cannot be read: {_problem(error)}"
            hint = "check braces and commas of this entry, or export it again"
            findings.append(Finding(file, line, Fault.BROKEN_BIBTEX, message, hint))


def bibtex_pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each entry of a file begins, and where the next one does."""
    starts = [each.start() for each in _BEGINS.finditer(text)]
    yield from zip(starts, (*starts[1:], len(text)), strict=True)


def _problem(error: Exception) -> str:
    """Return what is wrong without the line, which is that of the piece."""
    said = re.sub(r"^.*? in line \d+: ", "", str(error))
    return _CAUSES.get(said.removeprefix("syntax error: "), said)


def _without_comments(text: str) -> str:
    """Return the file with nothing but line ends in its comments, which may hold old entries."""
    for found in _COMMENT.finditer(text):
        depth, at = 1, found.end()
        while depth and at < len(text):
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        if not depth:
            blank = re.sub(r"[^\n]", " ", text[found.start() : at])
            text = text[: found.start()] + blank + text[at:]
    return text


def _entry(
    piece: str, macros: Any, file: str, line: int, findings: list[Finding]
) -> Iterator[RawEntry]:
    from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro

    unknown: list[str] = []

    def fault(error: Exception) -> None:
        if not isinstance(error, UndefinedMacro):
            raise error
        message = f'no @string says what "{_problem(error)}" stands for'
        hint = "put the word in braces, or export it again with its abbreviations"
        unknown.append(_problem(error))
        findings.append(Finding(file, line, Fault.BROKEN_BIBTEX, message, hint))

    for type_, read in LowLevelParser(piece, macros=macros, handle_error=fault):
        if type_.lower() in _NOT_ENTRIES:
            continue
        held = read
        if unknown:  # read once more, so that such words stand for themselves
            known = type(macros)({**dict(macros.items()), **{each: each for each in unknown}})
            _, held = next(iter(LowLevelParser(piece, macros=known, handle_error=fault)))
        key, listed = held
        fields: dict[str, str] = {}
        for name, values in listed:
            if name.lower() in fields:
                message = f'the field "{name}" of "{key}" stands twice'
                findings.append(Finding(file, line, Fault.DOUBLED_KEY, message, "keep one"))
            fields.setdefault(name.lower(), "".join(values))
        yield RawEntry(type_.lower(), key, fields, line)


def _whole(
    entry: RawEntry,
    by_key: Mapping[str, RawEntry],
    above: tuple[str, ...],
    file: str,
    findings: list[Finding],
) -> dict[str, str]:
    """Return an entry's fields and those that come down to it; its own have precedence."""
    fields = dict(entry.fields)
    above = (*above, entry.key)
    for name in ("xdata", "crossref"):
        for key in _keys(entry.fields.get(name, "")):
            parent = by_key.get(key)
            if parent is None or key in above:
                what = "refers to itself" if parent else f'refers to "{key}", which is not there'
                message = f'"{name}" of the source "{entry.key}" {what}'
                rule = Fault.CYCLE if parent else Fault.UNKNOWN_SOURCE
                otherwise = "add that entry, or delete the field"
                hint = "delete the field" if parent else did_you_mean(key, by_key, otherwise)
                findings.append(Finding(file, entry.line, rule, message, hint, severity="warning"))
                continue
            given = _whole(parent, by_key, above, file, findings)
            given = given if name == "xdata" else _inherited(parent.type, entry.type, given)
            fields = {**given, **fields}
    return fields


def _inherited(parent: str, child: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return what a volume gives its part: the volume's title is the part's `booktitle`."""
    kept = {name: text for name, text in given.items() if name not in _NEVER_INHERITED}
    if parent == "periodical" and child in _PARTS:
        names = {"title": "journaltitle", "subtitle": "journalsubtitle"}
    elif parent in _VOLUMES and child in _PARTS:
        names = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
        names |= {"author": "bookauthor"} if child != "inbook" else {}
    elif parent.startswith("mv"):
        names = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
    else:
        return kept
    moved = {new: kept[old] for old, new in names.items() if old in kept}
    return {name: text for name, text in kept.items() if name not in (*names, "shorttitle")} | moved


def _related(entry: RawEntry, by_key: Mapping[str, RawEntry]) -> dict[str, Any]:
    """Return what an entry says of the first it is related to, where CSL has names for it."""
    for key in _keys(entry.fields.get("related", "")):
        if key not in by_key:
            continue
        other, _ = csl_entry(key, by_key[key].type, by_key[key].fields)
        if entry.fields.get("relatedtype") == "reviewof":
            names = {"title": "reviewed-title", "author": "reviewed-author"}
        elif entry.fields.get("relatedtype") in ("translationof", "reprintof", "origpubin"):
            names = {"title": "original-title", "issued": "original-date"}
        else:
            return {}
        return {new: other[old] for old, new in names.items() if old in other}
    return {}


def _keys(listed: str) -> list[str]:
    return [each.strip() for each in listed.split(",") if each.strip()]
