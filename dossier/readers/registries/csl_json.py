"""Read CSL-JSON entry by entry, so that a mistake in one takes no other away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.readers.yaml import Keys, Value

_HINT = "correct the entry, or export it again as CSL-JSON"
_CAUSES = {
    "Expecting ',' delimiter": "a comma or a bracket is missing, or a quotation mark is not closed",
    "Expecting property name enclosed in double quotes": "no name in quotation marks follows",
    "Illegal trailing comma before end of object": "a comma stands before the closing bracket",
    "Illegal trailing comma before end of array": "a comma stands before the closing bracket",
    "Expecting value": "a value is missing, or its quotation marks",
    "Expecting ':' delimiter": "a colon is missing behind a name",
    "Invalid control character at": "a quotation mark is not closed, or a text holds a tab",
    "Unterminated string starting at": "a quotation mark is not closed",
    "Invalid \\escape": "a backslash stands alone; two of them print one",
    "Extra data": "text stands behind the last bracket",
}
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_SIGN = re.compile(rf"{_STRING}|[{{}}\[\]]")
_BEGINS = re.compile(r"^([ \t]*)(?:\}[ \t]*,[ \t]*)?(\{)", re.MULTILINE)
_LOOSE_COMMA = re.compile(rf"({_STRING})|,(?=\s*[}}\]])")
_ID = re.compile(rf'"id"\s*:\s*({_STRING}|\d+)')

Read = tuple[Value | None, tuple[Finding, ...]]


def read_json(text: str, file: str) -> Read:
    """Return CSL-JSON as values; each entry stands at the line of its `id`.

    Where the file cannot be read as a whole, each entry that cannot be read gives one finding.
    """
    text = text.removeprefix("\ufeff")
    try:
        return _placed(json.loads(text), text), ()
    except json.JSONDecodeError as error:
        return _by_entry(text, file, error)
    except ValueError as error:
        return None, (_broken(file, 1, str(error)),)
    except RecursionError:
        return None, (_broken(file, 1, "it is nested too deeply"),)


def _placed(raw: Any, text: str) -> Value:
    """Return entries at the lines of their ids, or where they begin; an id may stand twice."""
    starts = list(_by_brackets(text)) if isinstance(raw, list) else []
    if not starts or len(starts) != len(raw):
        return plain_value(raw, _lines(text), 1)
    entries: list[Value] = []
    line = 1 + text.count("\n", 0, starts[0])
    for each, start, end in zip(raw, starts, (*starts[1:], len(text)), strict=True):
        piece = text[start:end]
        entries.append(plain_value(each, _lines_from(piece, line), line))
        line += piece.count("\n")
    return Value(entries, 1)


def _lines(text: str) -> dict[str, int]:
    """Return the line of each entry by its id; an id that no text can hold is none."""
    found: dict[str, int] = {}
    at, line = 0, 1
    for each in _ID.finditer(text):
        line += text.count("\n", at, each.start())
        at = each.start()
        try:
            found[str(json.loads(each[1]))] = line
        except ValueError:
            continue
    return found


def _by_entry(text: str, file: str, error: json.JSONDecodeError) -> Read:
    entries: list[Value] = []
    findings: list[Finding] = []
    pieces = list(json_pieces(text))
    for number, (first, end) in enumerate(pieces):
        line = text.count("\n", 0, first) + 1
        entry, fault = _entry(text[first:end], number == len(pieces) - 1)
        if entry is not None:
            entries.append(plain_value(entry, _lines_from(text[first:end], line), line))
        if fault:
            findings.append(_broken(file, line + fault[1], fault[0]))
    if not findings:
        findings = [_broken(file, error.lineno, _cause(error))]
    return (Value(entries, 1) if entries else None), tuple(findings)


def _lines_from(piece: str, first: int) -> dict[str, int]:
    return {id_: first - 1 + line for id_, line in _lines(piece).items()}


def _entry(piece: str, last: object) -> tuple[Any, tuple[str, int] | None]:
    """Return an entry, or None, and what is wrong with it: in words, and lines below its first."""
    try:
        entry, end = json.JSONDecoder().raw_decode(piece)
    except json.JSONDecodeError as error:
        comma = next((each for each in _LOOSE_COMMA.finditer(piece) if not each[1]), None)
        whole = _LOOSE_COMMA.sub(lambda found: found[1] or "", piece)
        if comma is None or whole == piece:
            return None, (_cause(error), error.lineno - 1)
        entry, fault = _entry(whole, last)
        line = piece.count("\n", 0, comma.start())
        return entry, fault or ("a comma stands before a closing bracket", line)
    except RecursionError:
        return None, ("it is nested too deeply", 0)
    below = piece[end:]
    line = piece.count("\n", 0, end)
    if last and re.match(r"\s*,\s*\]", below):
        return entry, ("a comma stands before the closing bracket", line)
    if not last and not below.strip().startswith(","):
        return entry, ("no comma stands behind the entry", line)
    return entry, None


def json_pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each entry of a file begins, and where the next one does.

    Entries begin on lines that are indented alike; in a file of one line, where brackets say so.
    """
    begins = [(len(each[1]), each.start(2)) for each in _BEGINS.finditer(text)]
    if text.lstrip().startswith("{"):
        begins = begins[1:]
    least = min((indent for indent, _ in begins), default=0)
    starts = [at for indent, at in begins if indent == least] or list(_by_brackets(text))
    yield from zip(starts, (*starts[1:], len(text)), strict=True)


def _by_brackets(text: str) -> Iterator[int]:
    depth, outer = 0, 1 if text.lstrip().startswith("[") else 2
    for found in _SIGN.finditer(text):
        if found[0] == "{" and depth == outer:
            yield found.start()
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(found[0], 0)


def _cause(error: json.JSONDecodeError) -> str:
    return _CAUSES.get(error.msg, error.msg)


def _broken(file: str, line: int, what: str) -> Finding:
    return Finding(file, line, Fault.BROKEN_JSON, f"the JSON cannot be read: {what}", _HINT)


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
