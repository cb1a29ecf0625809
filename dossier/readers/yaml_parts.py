"""Read a registry entry by entry where its file cannot be read as a whole.

One mistake must not take all entries away: then everything that refers to them would seem wrong.
An entry ends where the next one begins, as a person sees it. So a quotation mark that is not
closed swallows its own entry at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.readers.yaml import Keys, Value, broken_yaml, read_value, read_yaml
from dossier.readers.yaml_causes import NO_COLON, Stop, cause_of
from dossier.readers.yaml_lines import indent_of, significant

_LIST = re.compile(r"([\w-]+):[ \t]*(?:#.*)?")
WORD = re.compile(r"[\w+/-]+(?:[.:][\w+/-]+)*")
"""What may be an id: a citation key may have signs in it."""

_ALIAS = re.compile(r"(?:^|[\s\[,])\*[\w-]+\s*(?:$|[,\]])", re.MULTILINE)
"""What stands for an entry, or for a part of one, of another place: entries need each other."""


@frozen
class Part:
    """Lines of a file that hold one entry: the first, counted from 0, and the one behind the last.

    `of` is the key whose list the entry stands in.
    """

    first: int
    end: int
    of: str = ""


def read_parts(text: str, file: str) -> tuple[Value | None, tuple[Finding, ...]]:
    """Return what `read_value` does; of a file that it cannot read, the entries it can read.

    Each entry that it cannot read gives one finding.
    """
    whole, broken = read_value(text, file)
    if whole is not None or not broken or _ALIAS.search(text):
        return whole, broken
    lines = text.split("\n")
    parts = parts_of(lines)
    read = [_read(lines, part, file) for part in parts]
    findings = [each for _, faults in read for each in faults]
    held = [(part, value) for part, (value, _) in zip(parts, read, strict=True) if value]
    if not held:
        return None, tuple(findings[:1]) or broken
    doubled: list[Finding] = []
    value = _joined(held, file, doubled)
    return value, (*(findings or broken), *doubled)


def read_parts_of_keys(text: str, file: str) -> tuple[Keys, tuple[Finding, ...]]:
    """Return the mapping that `read_yaml` does, with those of its entries that can be read."""
    keys, broken = read_yaml(text, file)
    if keys.values or not broken:
        return keys, broken
    value, findings = read_parts(text, file)
    content = value.content if value else None
    return (content, findings) if isinstance(content, Keys) else (keys, broken)


def _read(lines: Sequence[str], part: Part, file: str) -> tuple[Value | None, tuple[Finding, ...]]:
    inner = lines[part.first : part.end]
    value, findings = read_value("\n".join(inner), file, part.first + 1)
    dashed = inner[0].lstrip().startswith("-")
    if value is None or isinstance(value.content, list if dashed else Keys):
        return value, findings
    cause = cause_of(inner, Stop(0, NO_COLON, 0))
    return None, (broken_yaml(file, part.first + 1 + cause.line, cause.what, cause.hint),)


def _joined(held: list[tuple[Part, Value]], file: str, findings: list[Finding]) -> Value:
    """Return the entries that were read as one value, as if there were no others."""
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    listed: list[Value] = []
    for part, value in held:
        if isinstance(value.content, list):
            listed += value.content
            if part.of and part.of not in values:
                values[part.of] = Value(listed, part.first + 1)
                lines[part.of] = part.first + 1
            continue
        for key, each in value.content.values.items():
            line = value.content.lines[key]
            if key in values:
                message = f'the key "{key}" stands twice (first in line {lines[key]})'
                hint = "keep one of the two"
                findings.append(Finding(file, line, Fault.DOUBLED_KEY, message, hint))
                continue
            values[key], lines[key] = each, line
    return Value(Keys(values, lines, 1), 1) if values else Value(listed, 1)


def parts_of(lines: Sequence[str]) -> list[Part]:
    """Return the entries of a file, in order, with the remarks below them."""
    starts = list(_starts(lines))
    ends = [first for first, _ in starts[1:]] + [len(lines)]
    return [
        Part(first, end, of)
        for (first, of), end in zip(starts, ends, strict=True)
        if not (
            of == "" and _LIST.fullmatch(lines[first].rstrip()) and _only_key(lines, first, end)
        )
    ]


def _only_key(lines: Sequence[str], first: int, end: int) -> bool:
    """Whether a key stands alone, since its list's entries are parts of their own."""
    below = next((line for line in lines[end:] if significant(line)), "")
    return not any(map(significant, lines[first + 1 : end])) and below.lstrip().startswith("-")


def _starts(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines in which entries begin, with the key whose list they stand in."""
    of, indent = "", -1
    for number, line in enumerate(lines):
        if not significant(line):
            continue
        dashed = bool(re.match(r"\s*-(?:\s|$)", line))
        if dashed and indent < 0 and (of or number == _first(lines)):
            indent = indent_of(line)
        if dashed and indent_of(line) == indent >= 0:
            yield number, of
        elif re.match(r"[^\s\]}.-]", line):
            found = _LIST.fullmatch(line.rstrip())
            of, indent = (found[1] if found and _lists(lines, number) else ""), -1
            yield number, ""


def _first(lines: Sequence[str]) -> int:
    return next((n for n, line in enumerate(lines) if significant(line) and line != "---"), 0)


def _lists(lines: Sequence[str], number: int) -> bool:
    below = next((line for line in lines[number + 1 :] if significant(line)), "")
    return bool(re.match(r"\s*-(?:\s|$)", below))


def words_at(text: str, faulty: Set[int]) -> frozenset[str]:
    """Return all words of the entries in which the `faulty` lines stand, counted from 1.

    Where an entry has a fault, each of its words may be the id by which others call it.
    """
    lines = text.split("\n")
    parts = [each for each in parts_of(lines) if faulty & set(range(each.first + 1, each.end + 1))]
    inside = {line for each in parts for line in range(each.first + 1, each.end + 1)}
    pieces = [text] if faulty - inside else ["\n".join(lines[e.first : e.end]) for e in parts]
    return frozenset(word for piece in pieces for word in WORD.findall(piece))
