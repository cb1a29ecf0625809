"""Read a file of sources into entries of CSL, each value with its line, whatever its format.

Of a text field come CSL-JSON's tags: YAML's Markdown, as pandoc writes it, and BibTeX's LaTeX are
turned into them. Names of variables are CSL's, however the file spells their capitals (`url`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.readers.registries.bibtex import read_bibtex
from dossier.readers.registries.csl_names import variables
from dossier.readers.registries.rich_text import bare_address, html_of_markdown
from dossier.readers.yaml import Keys, Value, read_value

Raw = tuple[list[Value], tuple[Finding, ...]]

_ADDRESSES = ("URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID")
_AS_TYPED = ("id", "citation-key", "type", "note", "custom", "excerpt", "role", "themes", "remark",
             "verified", "verified-on", "verified-by", "audience", "language")  # fmt: skip
_DATES = ("issued", "accessed", "event-date", "original-date", "submitted", "available-date")


def read_raw_sources(text: str, file: str) -> Raw:
    """Return the entries of a file, and what is wrong with the file or where entries are lost."""
    if file.endswith(".bib"):
        made, findings = read_bibtex(text, file)
        return [plain_value(each, {}, line) for each, line in made], findings
    if file.endswith(".json"):
        value, findings = _json(text, file)
        return [_named(each) for each in _entries(value)], findings
    value, findings = read_value(_one_document(text), file)
    return [_marked(_named(each)) for each in _entries(value)], findings


def _entries(value: Value | None) -> Iterator[Value]:
    content = value.content if value else None
    if isinstance(content, Keys):
        held = content.values.get("references") or content.values.get("items")
        content = held.content if held else None
    if isinstance(content, list):
        yield from content


def _one_document(text: str) -> str:
    """Return YAML without the `---` that pandoc may close it with; it would begin another file."""
    return re.sub(r"^---[ \t]*\s*\Z", "", text, flags=re.M) if text.count("---") > 1 else text


def _json(text: str, file: str) -> tuple[Value | None, tuple[Finding, ...]]:
    """Return CSL-JSON as values; each entry stands at the line of its `id`."""
    hint = "export it again, as CSL-JSON"
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"the JSON cannot be read: {error.msg}"
        return None, (Finding(file, error.lineno, Fault.BROKEN_JSON, message, hint),)
    except ValueError as error:
        message = f"the JSON cannot be read: {error}"
        return None, (Finding(file, 1, Fault.BROKEN_JSON, message, hint),)
    except RecursionError:
        message = "the JSON is nested too deeply"
        return None, (Finding(file, 1, Fault.BROKEN_JSON, message, hint),)
    ids = re.finditer(r'"id"\s*:\s*("(?:[^"\\]|\\.)*"|\d+)', text)
    lines = {str(json.loads(each[1])): text.count("\n", 0, each.start()) + 1 for each in ids}
    return plain_value(raw, lines, 1), ()


def plain_value(raw: Any, lines: Mapping[str, int], line: int) -> Value:
    """Return JSON's value as one of YAML's; `lines` are those of the entries by their id."""
    if isinstance(raw, dict):
        line = lines.get(str(raw.get("id", "")), line)
        values = {str(key): plain_value(each, lines, line) for key, each in raw.items()}
        return Value(Keys(values, dict.fromkeys(values, line), line), line)
    if isinstance(raw, list):
        return Value([plain_value(each, lines, line) for each in raw], line)
    said = "" if raw is None else str(raw)
    return Value(raw, line, said.encode("utf-8", "replace").decode())


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
