"""Escape words that would read as something else in the Markdown of a block, and only these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from dossier.interchange.markdown_source.markdown_context import (
    ESCAPABLE,
    MarkdownContext,
    Unwritable,
)
from dossier.model.document import Inlines, Text
from dossier.model.list_numbers import FORMS, first_form, item_label, number_in
from dossier.readers.blocks.lettered_items import MARKER

_BARRED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]")
_SPACE = re.compile(r"[ \t\n]+")
HARMLESS = re.compile(r"(?<!\^)\[(?!\^)[^\[\]@\\{}<>*_!]*\](?![({\[:])")
"""Brackets that read as words: neither a link, nor a note, nor a citation."""
_TAG = re.compile(r"<(?=/?[A-Za-z][^<>]*>|!--)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]*));")
_COLON = re.compile(r"(?:(?i:https?)(?=://)|mailto|\{[A-Za-z]+)(:)")
_CITES = re.compile(r"(?<![\w@.\\/])-?(@)(?=[{\w])")
_EDGE = re.compile(r"^[^\S \t\n]|[^\S \t\n]$")
_LETTERED = re.compile(rf"({MARKER})(?= )")
_NUMBER = re.compile(r"(\d+)([.)])(?= )")


def opened(text: str, context: MarkdownContext) -> str:
    """Return the lines of a paragraph so that none begins a list, heading, quotation or table.

    A year and a full stop begin none, unless in a note.
    """
    lines = text.split("\n")
    return "\n".join(_opened(line, at > 0, context.note) for at, line in enumerate(lines))


def _opened(line: str, later: bool, years: bool) -> str:
    if re.match(r"#|>|[-+*] ", line):
        return f"\\{line}"
    if line.strip() == "|":
        return "&vert;"
    if line.startswith("• "):
        return f"&bull;{line[1:]}"
    found = _NUMBER.match(line)
    if found and (years or not 4 <= len(found[1]) <= 9):
        return f"{found[1]}\\{line[found.end(1) :]}"
    lettered = _LETTERED.match(line)
    if lettered and any(first_form(lettered[1], each) for each in _after(lettered[1])):
        at = 0 if line[0] in "(（" else lettered.end(1) - 1
        return f"{line[:at]}\\{line[at:]}"
    if later and re.fullmatch(r"=+ *", line):
        return f"&#61;{line[1:]}"
    return f"\\{line}" if later and re.fullmatch(r"[-|:][-|: ]*", line) else line


def _after(mark: str) -> Iterator[str]:
    """Yield the marks behind which a mark would begin a list."""
    for form in FORMS[1:]:
        found = number_in(form, mark)
        yield item_label(form, found + 1) if found else ""


def escaped(text: str, context: MarkdownContext, before: str = "", after: str = "") -> str:
    r"""Return words so that they read as words; `before` and `after` are what stands around them.

    >>> print(escaped("see [1], *here*: a_b & {fact:x}", MarkdownContext()))
    see [1], \*here\*: a_b & {fact\:x}
    """
    check_characters(text)
    text = _SPACE.sub(" ", text)
    if before.endswith("\n"):
        text = text.lstrip(" ")
    signs = dict(_signs(text, context, before, after))
    made = [signs.get(at, sign) for at, sign in enumerate(text)]
    for at, sign in enumerate(made):
        if sign == "\\" and (at + 1 == len(made) or made[at + 1][0] in ESCAPABLE):
            made[at] = "\\\\"
    return "".join(made)


def check_characters(text: str) -> None:
    """Raise `Unwritable` where words hold a character that no block may hold."""
    found = _BARRED.search(text)
    if found:
        at = f"U+{ord(found[0]):04X}"
        raise Unwritable(f'"{text[:60]}" holds a character that no block may hold, {at}')


def _signs(
    text: str, context: MarkdownContext, before: str, after: str
) -> Iterator[tuple[int, str]]:
    """Yield the place of each sign that must not be read as Markdown, and how to write it."""
    yield from _delimiters(text)
    yield from _brackets(text, context)
    if text[:1] and text[0] in "({:^" and before[-1:] in ("]", "["):
        yield 0, f"\\{text[0]}"
    for found in _TAG.finditer(text):
        yield found.start(), "\\<"
    for found in re.finditer("-->", text):
        yield found.end() - 1, "&gt;"
    for found in _ENTITY.finditer(text):
        if not found[1] or found[0][1:] in html5:
            yield found.start(), "\\&"
    for found in _COLON.finditer(text):
        yield found.start(1), "\\:"
    yield from _braces(text, context)
    for found in _EDGE.finditer(text):
        yield found.start(), f"&#{ord(found[0])};"
    if context.cell:
        for found in re.finditer(r"[|`]", text):
            yield found.start(), f"\\{found[0]}"
    if text.endswith("!") and after.startswith("["):
        yield len(text) - 1, "\\!"


def _delimiters(text: str) -> Iterator[tuple[int, str]]:
    """Yield stars that do not stand alone and underscores that do not stand in a word."""
    for found in re.finditer(r"\*+|_+", text):
        around = text[: found.start()][-1:], text[found.end() :][:1]
        harmless = around == (" ", " ")
        if found[0][0] == "_":
            harmless = all(re.fullmatch(r"[^\W_]", each) for each in around)
        if not harmless:
            for at in range(found.start(), found.end()):
                yield at, f"\\{found[0][0]}"


def _brackets(text: str, context: MarkdownContext) -> Iterator[tuple[int, str]]:
    """Yield brackets that are not a harmless pair, and those that would end what is around."""
    harmless = set()
    if not (context.bracketed or context.literal):
        for found in HARMLESS.finditer(text):
            harmless |= {found.start(), found.end() - 1} if found.end() < len(text) else set()
    for found in re.finditer(r"[\[\]]", text):
        if found.start() not in harmless:
            yield found.start(), f"\\{found[0]}"
    if context.braced:
        for found in re.finditer(r"[{}]", text):
            yield found.start(), f"\\{found[0]}"
    if context.bracketed or context.braced:
        for found in _CITES.finditer(text):
            yield found.start(1), "\\@"


def _braces(text: str, context: MarkdownContext) -> Iterator[tuple[int, str]]:
    """Yield braces that would ask for something, or be the id of a paragraph.

    Among words like a phrase all are: one typed as an entity would still look like its brace.
    """
    if not context.literal:
        for found in re.finditer(r"\{(?=(#)|[A-Za-z][^{}:]*\})", text):
            yield found.start(), "&#123;" if found[1] else "\\{"
        return
    for found in re.finditer(r"[{}｛｝]", text):
        yield found.start(), f"\\{found[0]}"
    for found in re.finditer(r"(?<=\{)#", text):
        yield found.start(), "&#35;"


def bracket_depth(text: str) -> int:
    """Return how deep brackets stand in brackets."""
    depth = deepest = 0
    for sign in re.findall(r"\\.|[\[\]]", text):
        depth += {"[": 1, "]": -1}.get(sign, 0)
        deepest = max(deepest, depth)
    return deepest


def trimmed(content: Inlines) -> Inlines:
    """Return inlines without the white space at both ends, as the reader gives them."""
    if content and isinstance(content[0], Text):
        content = (Text(content[0].text.lstrip(" \t\n")), *content[1:])
    if content and isinstance(content[-1], Text):
        content = (*content[:-1], Text(content[-1].text.rstrip(" \t\n")))
    return tuple(each for each in content if each != Text(""))
