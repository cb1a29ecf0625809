"""Read a file of sources into entries of CSL, each value with its line, whatever its format.

Of a text field come CSL-JSON's tags: YAML's Markdown, as pandoc writes it, and BibTeX's LaTeX are
turned into them. Names of variables are CSL's, however the file spells their capitals (`url`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.readers.registries.csl_json import json_pieces, plain_value, read_json
from dossier.readers.registries.csl_names import variables
from dossier.readers.registries.rich_text import bare_address, html_of_markdown
from dossier.readers.yaml import Keys, Value
from dossier.readers.yaml_parts import WORD, read_parts, words_at

Raw = tuple[list[Value], tuple[Finding, ...]]

_ADDRESSES = ("URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID")
_AS_TYPED = ("id", "citation-key", "type", "note", "custom", "excerpt", "role", "themes", "remark",
             "verified", "verified-on", "verified-by", "audience", "language")  # fmt: skip
_DATES = ("issued", "accessed", "event-date", "original-date", "submitted", "available-date")


def read_raw_sources(text: str, file: str) -> Raw:
    """Return the entries of a file, and what is wrong with the file or where entries are lost."""
    if file.endswith(".bib"):
        from dossier.readers.registries.bibtex import read_bibtex  # few dossiers need it

        made, findings = read_bibtex(text, file)
        return [plain_value(each, {}, line) for each, line in made], findings
    if file.endswith(".json"):
        value, findings = read_json(text, file)
        return [_named(each) for each in _entries(value)], findings
    value, findings = read_parts(_one_document(text), file)
    findings = (*findings, *_without_dash(value, file))
    return [_marked(_named(each)) for each in _entries(value)], findings


def words_of(text: str, file: str, faulty: Set[int]) -> frozenset[str]:
    """Return all words of the entries of a registry in which the `faulty` lines stand.

    Where an entry has a fault, each of its words may be the id by which others call it.
    """
    if not file.endswith((".bib", ".json")):
        return words_at(text, faulty)
    pieces = list(_bibtex_pieces(text) if file.endswith(".bib") else json_pieces(text))
    held = [(text.count("\n", 0, first) + 1, text[first:end]) for first, end in pieces]
    wrong = [
        piece for line, piece in held if faulty & set(range(line, line + piece.count("\n") + 1))
    ]
    return frozenset(word for piece in wrong or [text] for word in WORD.findall(piece))


def _bibtex_pieces(text: str) -> Iterator[tuple[int, int]]:
    from dossier.readers.registries.bibtex import bibtex_pieces

    return bibtex_pieces(text)


def _entries(value: Value | None) -> Iterator[Value]:
    content = value.content if value else None
    if isinstance(content, Keys):
        held = content.values.get("references") or content.values.get("items")
        content = held.content if held else None
    if isinstance(content, list):
        yield from content


def _without_dash(value: Value | None, file: str) -> Iterator[Finding]:
    """Find an entry that stands beside the list instead of in it."""
    content = value.content if value else None
    if isinstance(content, Keys) and "id" in content.values:
        message = f'the source "{content.values["id"].typed}" stands beside the list, not in it'
        hint = "write a dash before `id:`, and indent the lines below it"
        yield Finding(file, content.lines["id"], Fault.WRONG_VALUE, message, hint)


def _one_document(text: str) -> str:
    """Return YAML without the `---` that pandoc may close it with; it would begin another file."""
    return re.sub(r"^---[ \t]*\s*\Z", "", text, flags=re.M) if text.count("---") > 1 else text


def _named(entry: Value) -> Value:
    """Return an entry whose variables have CSL's capitals."""
    if not isinstance(entry.content, Keys):
        return entry
    keys = entry.content
    names = {each.lower(): each for each in variables()}
    wanted = {key: names.get(key.lower(), key) for key in keys.values}
    called = {key: key if name in keys.values else name for key, name in wanted.items()}
    values = {called[key]: value for key, value in keys.values.items()}
    lines = {called[key]: line for key, line in keys.lines.items()}
    return replace(entry, content=Keys(values, lines, keys.line))


def _marked(entry: Value) -> Value:
    """Return an entry of YAML whose Markdown is tags."""
    if not isinstance(entry.content, Keys):
        return entry
    keys = entry.content
    values = {name: _unmarked(name, value) for name, value in keys.values.items()}
    return replace(entry, content=Keys(values, keys.lines, keys.line))


def _unmarked(name: str, value: Value) -> Value:
    if name in _AS_TYPED or name in _DATES:
        return value
    if isinstance(value.content, list):
        return replace(value, content=[_unmarked(name, each) for each in value.content])
    if isinstance(value.content, Keys):
        inner = {part: _unmarked(name, each) for part, each in value.content.values.items()}
        return replace(value, content=replace(value.content, values=inner))
    said = bare_address if name in _ADDRESSES else html_of_markdown
    return replace(value, typed=said(value.typed))
