"""Read a stranger's Markdown: tolerant of what only a dossier's blocks give a meaning to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import yaml

from dossier.model.diagnostics import Finding
from dossier.model.document import (
    Ask,
    BulletList,
    Citation,
    Cite,
    Figure,
    Heading,
    Inline,
    Item,
    Node,
    Nodes,
    Note,
    NumberedList,
    Paragraph,
    Phrase,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.list_numbers import PLAIN
from dossier.model.walk import plain, rebuilt
from dossier.readers.blocks.block import read_text
from dossier.readers.drafts.date import day_in
from dossier.readers.drafts.docx.words_apart import SAID
from dossier.readers.drafts.link_definitions import with_targets
from dossier.readers.drafts.piece import Listed, Piece, RunFormat
from dossier.readers.drafts.reading import ENGLISH, Reading
from dossier.readers.drafts.resumed_series import with_all_resumed
from dossier.readers.drafts.section import line_in
from dossier.readers.drafts.tex_math import EQUATION, equation_in
from dossier.readers.yaml import Loader

_HEAD = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PERCENT = re.compile(r"\A%[ \t]*(.*)\n(?:%.*\n){0,2}")
_RULE = re.compile(r"(?<=\n)[ \t]*\n(?:-{3,}|\*{3,}|_{3,})[ \t]*\n")
_REGISTRY = re.compile(r"(?<!\\)\{(?=[A-Za-z]+:)")
_CITATION = re.compile(r"(?<![\w@.\\/])(-?)@(?=[{\w])")
_PHRASE = re.compile(r"\]\{(?=\s*(?:(?:audience|only|not)\s*:|lang\s*[:=]))")
_INLINE = re.compile(r"(?<!\\)\^\[((?:[^\[\]]|\[[^\[\]]*\])+)\]")
_BREAK = re.compile(r"(?<!\\)\\\n(?=[ \t]*\S)")
_SPAN = re.compile(r"(?<!\\)\[([^\[\]\n]+)\]\{\.[\w-]+\}")
_STRUCK = re.compile(
    r"(?P<code>`+)[^`]+(?P=code)|(?<![\\~])~~(?P<words>(?![\s~])(?:[^~\n]|\n(?!\n))+?)(?<!\s)~~(?!~)"
)
_SIGN = re.compile(r"[\\`*_{}\[\]<>|$~^&]")
_ATTRIBUTES = re.compile(r"^(#{1,6} .*?)[ \t]+\{[#.-][^{}\n]*\}[ \t]*$", re.MULTILINE)
_NEVER = Fault.NOTE_NEVER_CALLED
_OURS = (
    Fault.WRONG_ID,
    Fault.STRAY_ID,
    Fault.DOUBLED_ID,
    Fault.ID_WITHOUT_PARAGRAPH,
    Fault.LINK_TITLE,
    Fault.WRONG_REFERENCE,
    Fault.UNKNOWN_REGISTRY,
    Fault.PICTURE_IN_NOTE,
    Fault.PICTURE_WITHOUT_TEXT,
    Fault.STRAY_PHRASE,
    Fault.OPEN_REQUEST,
    Fault.STRAY_BRACES,
)
"""Findings about what means something only in a dossier."""


def read_markdown(text: str, file: str, findings: tuple[Finding, ...] = ()) -> Reading:
    """Return the pieces of Markdown with what its head says; no file it names is looked for."""
    head, body, first = _head(text.removeprefix("\ufeff"))
    body, struck = _without_struck(body, file, first)
    body, equations = _on_one_line(body, file, first)
    body, notes = _inline_notes(_pandoc(_escaped(with_targets(body))))
    nodes, found = _with_uncalled(body + notes, file, first)
    last = first + body.count("\n")
    mended = [rebuilt(each, lambda inline: _mended(inline, last)) for each in nodes]
    kept = tuple(each for each in found if each.rule not in _OURS)
    said = str(head.get("date") or "")
    tag = str(head.get("lang") or head.get("language") or ENGLISH)
    return Reading(
        _with_subtitle(with_all_resumed(tuple(_all(mended)))),
        str(head.get("title") or ""),
        tag,
        head["date"] if isinstance(head.get("date"), date) else day_in(said),
        findings=(*findings, *kept, *struck, *equations, *_grids(text, file)),
        author=_author(head.get("author")),
    )


def _without_struck(text: str, file: str, first: int) -> tuple[str, tuple[Finding, ...]]:
    """Return Markdown without words that are struck out (`~~…~~`), each told of; lines stay."""
    told: list[Finding] = []

    def left(found: re.Match[str]) -> str:
        if found["words"] is None:
            return found[0]
        words = " ".join(found["words"].split())
        message = f'words that are struck out were left out: "{words[:60]}"'
        hint = "put them into the text, if they belong there"
        line = first + text.count("\n", 0, found.start())
        told.append(Finding(file, line, Fault.LEFT_OUT, message, hint, severity="warning"))
        return _lines_of(found[0])

    return _STRUCK.sub(left, text), tuple(told)


def _on_one_line(text: str, file: str, first: int) -> tuple[str, tuple[Finding, ...]]:
    """Return Markdown with its equations on one line, each told of; lines stay."""
    told: list[Finding] = []
    rule, message, hint = SAID["equation"]

    def made(found: re.Match[str]) -> str:
        said = "" if found["code"] else equation_in(found)
        if not said:
            return found[0]
        line = first + text.count("\n", 0, found.start())
        told.append(Finding(file, line, rule, f'{message} "{said}"', hint, severity="warning"))
        return _SIGN.sub(r"\\\g<0>", said) + _lines_of(found[0])

    return EQUATION.sub(made, text), tuple(told)


def _lines_of(gone: str) -> str:
    """Return as many ends of lines as words have that went, so that no paragraph ends there."""
    ends = "\n" * gone.count("\n")
    return f"<!--{ends}-->" if len(ends) > 1 else ends


def _grids(text: str, file: str) -> Iterator[Finding]:
    """Find tables that are drawn with signs, which only pandoc knows."""
    drawn = re.search(r"^\+(?:[-=:]{2,}\+)+[ \t]*$", text, re.MULTILINE)
    if drawn:
        line = text[: drawn.start()].count("\n") + 1
        message = "a table drawn with + and - came in as a paragraph"
        hint = "write its rows as | a | b |, or import the Word file that pandoc makes of it"
        yield Finding(file, line, Fault.SIMPLIFIED, message, hint, severity="warning")


def _author(said: object) -> str:
    """Return who wrote a text: one name, the first of some, or what pandoc has under `name`."""
    if isinstance(said, list):
        return _author(said[0]) if said else ""
    return _author(said.get("name")) if isinstance(said, dict) else str(said or "")


def _with_uncalled(text: str, file: str, first: int) -> tuple[Nodes, tuple[Finding, ...]]:
    """Return the nodes of Markdown; notes that nothing calls are paragraphs at the end."""
    nodes, found = read_text(text, "draft", file, first)
    alone = [each for each in found if each.rule == _NEVER]
    labels = [str(each.data["note"]) for each in alone]
    if not labels:
        return nodes, found
    again = "".join(f"\n\n[^{label}]" for label in labels)
    nodes, rest = read_text(text.rstrip("\n") + again + "\n", "draft", file, first)
    kept: list[Node] = list(nodes[: -len(labels)])
    for node in nodes[-len(labels) :]:
        called = node.content[:1] if isinstance(node, Paragraph) else ()
        kept += called[0].content if called and isinstance(called[0], Note) else (node,)
    hint = "put it where it belongs"
    told = (
        Finding(
            file, each.line, _NEVER,
            f'nothing calls the note "[^{label}]"; it stands as a paragraph at the end',
            hint, severity="warning",
        )
        for each, label in zip(alone, labels, strict=True)
    )  # fmt: skip
    return tuple(kept), (*rest, *told)


def _head(text: str) -> tuple[Mapping[str, Any], str, int]:
    """Return the head, the text below it, and the line of the file at which that begins."""
    found = _HEAD.match(text)
    if found:
        try:
            raw = yaml.load(found[1], Loader=Loader)  # noqa: S506 (a safe loader)
        except (yaml.YAMLError, ValueError):
            raw = {}
        if isinstance(raw, dict):
            return raw, text[found.end() :], found[0].count("\n") + 1
    percent = _PERCENT.match(text)
    if percent:
        return {"title": percent[1]}, text[percent.end() :], percent[0].count("\n") + 1
    return {}, text, 1


def _escaped(text: str) -> str:
    """Return Markdown in which nothing asks a registry or cites a source; rules are blank lines."""
    text = _RULE.sub("\n\n", f"\n{text}")[1:]
    return _PHRASE.sub(r"]\\{", _CITATION.sub(r"\1\\@", _REGISTRY.sub(r"\\{", text)))


def _pandoc(text: str) -> str:
    """Return Markdown with what only pandoc knows said otherwise: breaks, spans, attributes."""
    text = _BREAK.sub("  \n", text)
    return _SPAN.sub(r"\1", _ATTRIBUTES.sub(r"\1", text))


def _inline_notes(text: str) -> tuple[str, str]:
    """Return `text` with calls for its notes of the form `^[…]`, and these notes below it."""
    notes: list[str] = []

    def call(found: re.Match[str]) -> str:
        notes.append(" ".join(found[1].split()))
        return f"[^inline-{len(notes)}]" + "\n" * found[1].count("\n")

    text = _INLINE.sub(call, text)
    below = (f"\n\n[^inline-{at}]: {note}\n" for at, note in enumerate(notes, start=1))
    return text, "".join(below)


def _mended(inline: Inline, last: int) -> Inline:
    """Return words for what only a dossier knows; a note from the text has the line of its call."""
    match inline:
        case Reference():
            return Text(plain(inline.lead))
        case Ask():
            return Text(
                f"{{{' '.join(filter(None, (f'{inline.kind}:{inline.id}', inline.words)))}}}"
            )
        case Citation():
            return Text(f"[{'; '.join(_cited(each) for each in inline.cites)}]")
        case Phrase():
            return Text(plain(inline.content))
        case Note():
            here = [
                replace(each, line=inline.line)
                if isinstance(each, Paragraph) and each.line > last
                else each
                for each in inline.content
            ]
            return replace(inline, content=tuple(here))
        case _:
            return inline


def _cited(cite: Cite) -> str:
    places = "".join(f", {kind} {value}" for kind, value in cite.places)
    return f"{plain(cite.before)} @{cite.key}{places}{plain(cite.after)}".strip()


def _all(nodes: Iterable[Node]) -> Iterator[Piece]:
    """Yield the pieces of `nodes`; a list that counts on from one before it is of its series."""
    ends: dict[str, dict[int, str]] = {}
    for node in nodes:
        series = f"list {line_in(node)}"
        if isinstance(node, NumberedList):
            here = ends.setdefault(node.form, {})
            series = here.pop(node.start, series) if node.start > 1 else series
            here[node.start + len(node.items)] = series
        yield from _pieces(node, series)


def _with_subtitle(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return pieces with a bold line before the title as the line above it, as in our files."""
    tops = [at for at, each in enumerate(pieces) if each.level == 1]
    if tops == [1] and pieces[0].run_format.bold and isinstance(pieces[0].content[0], Strong):
        first = replace(pieces[0], content=pieces[0].content[0].content, style="subtitle")
        return (first, *pieces[1:])
    return pieces


def _pieces(node: Node, series: str) -> Iterator[Piece]:
    match node:
        case Heading():
            yield Piece(node.content, node.line, node.level)
        case Paragraph():
            bold = len(node.content) == 1 and isinstance(node.content[0], Strong)
            yield Piece(node.content, node.line, run_format=RunFormat(bold=bold))
        case NumberedList():
            for number, item in enumerate(node.items, start=node.start):
                label = "{n}." if node.form == PLAIN else ""
                yield _item(item, Listed(True, 0, number, series, label, node.form))
        case BulletList() | Quote() | Table() | Figure():
            yield Piece((), line_in(node), node=node)


def _item(item: Item, listed: Listed) -> Piece:
    first = item.content[0] if item.content else None
    if isinstance(first, Paragraph):
        return Piece(first.content, item.line, listed=listed, rest=item.content[1:])
    return Piece((), item.line, listed=listed, rest=item.content)
