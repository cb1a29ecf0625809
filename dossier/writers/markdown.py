"""Write the assembled text as plain Markdown with pandoc's notes, numbers typed out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import starmap, zip_longest
from typing import assert_never

from dossier.model.document import (
    Ask,
    Break,
    BulletList,
    Citation,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    Mark,
    Node,
    Nodes,
    Note,
    NoteAgain,
    NumberedList,
    Paragraph,
    Phrase,
    Quote,
    Reference,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.list_numbers import item_label
from dossier.model.numbering import mark_of
from dossier.model.walk import plain
from dossier.writers.html import notes_of

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#^~$]|(?<=\w)@|&(?=#?\w+;))")
_OPENING = re.compile(
    r"^(?:([-+(])(?=\s|$|\w{1,9}\))|(\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+)([.)])(?=\s|$))"
)
_ENDED = re.compile(r"([.)])")
"""What would make an item of a list of a number."""
_SIGN_BEFORE_END = re.compile(r"(?<=\w)([^\w\s*\\)\]>]+)(\*{1,2})$")
_RULES = {"left": ":--", "center": ":-:", "right": "--:", "": "---"}


def write_markdown(edition: Edition) -> bytes:
    """Return the text of `edition` in pandoc's Markdown, UTF-8.

    What is not English says so in a head that pandoc reads, and which way it runs.
    """
    return ("\n\n".join((*_head(edition), *_parts(edition))) + "\n").encode()


def _head(edition: Edition) -> Iterator[str]:
    code, direction = edition.language.code, edition.language.direction
    if code != "en":
        dir_ = f"dir: {direction}\n" if direction == "rtl" else ""
        yield f"---\nlang: {edition.document.language}\n{dir_}---"


def _parts(edition: Edition) -> Iterator[str]:
    document = edition.document
    if document.procedure:
        yield f"**{_escape(document.procedure)}**"
    yield f"# {_escape(document.title)}"
    label = edition.language.terms["label"]
    yield from (
        f"- **{_escape(label.format(label=each.label))}** {_inlines(each.content, edition)}"
        for each in document.cover
    )
    for section in document.sections:
        yield from _section(section, edition)
    for note in notes_of(edition):
        text = _indent(_nodes(note.content, edition), "    ").lstrip()
        yield f"[^{_label(note.id, edition)}]: {text}"


def _label(note: str, edition: Edition) -> str:
    """Return the label of a note; of several with one mark all but the first get a suffix."""
    sign = edition.numbers.sign(note)
    if sign.isdecimal():  # a number is that of one note
        return sign
    same = [each for each in edition.numbers.note if mark_of(each) == sign]
    again = same.index(note) + 1 if note in same else 1
    return sign if again == 1 else f"{sign}-{again}"


def _section(section: Section, edition: Edition) -> Iterator[str]:
    if section.title:
        yield f"## {edition.section_label(section)} {_escape(section.title)}".replace("  ", " ")
    for block in section.blocks:
        for node in block.content:
            number = _ENDED.sub(r"\\\1", edition.paragraph_label(node))
            label = edition.recommendation_label(block, node)
            opening = [number, f"**{label}**" if label else ""]
            if isinstance(node, Heading):
                level = "#" * edition.heading_level(block, node.level)
                yield f"{level} {_inlines(node.content, edition)}"
                continue
            yield " ".join([*filter(None, opening), _node(node, edition, bool(number or label))])


def _nodes(nodes: Nodes, edition: Edition) -> str:
    return "\n\n".join(_node(node, edition) for node in nodes)


def _node(node: Node, edition: Edition, continued: object = False) -> str:
    match node:
        case Heading():
            return f"{'#' * min(node.level + 2, 6)} {_inlines(node.content, edition)}"
        case Paragraph():
            text = _inlines(node.content, edition)
            return text if continued else _OPENING.sub(_harmless, text)
        case BulletList():
            return "\n".join(_item(each, "-", edition=edition) for each in node.items)
        case NumberedList():
            numbered = enumerate(node.items, start=node.start)
            return "\n".join(
                _item(each, *_marker(item_label(node.form, number)), edition=edition)
                for number, each in numbered
            )
        case Quote():
            return re.sub("^", "> ", _nodes(node.content, edition), flags=re.MULTILINE)
        case Table():
            rule = " | ".join(_RULES[each] for each in node.alignment)
            rows = [_row(node.head, edition), f"| {rule} |"]
            return "\n".join([*rows, *(_row(row, edition) for row in node.rows)])
        case Figure():
            picture = f"![{_escape(node.alternative)}]({node.path})"
            below = (_inlines(node.caption, edition), _nodes(node.index, edition))
            return "\n\n".join([picture, *(each for each in below if each)])
        case _:
            assert_never(node)


def _marker(label: str) -> tuple[str, str]:
    """Return what begins an item, and its label as words where no Markdown counts so.

    What stands in an item with another beginning would be read as code.
    """
    return (label, "") if label.isascii() else ("-", f"{label} ")


def _harmless(found: re.Match[str]) -> str:
    """Return the opening of a paragraph so that it does not begin a list."""
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def _item(item: Item, marker: str, label: str = "", *, edition: Edition) -> str:
    nested = len(item.content) == 2 and isinstance(item.content[1], BulletList | NumberedList)
    between = "\n" if nested else "\n\n"
    text = between.join(_node(each, edition) for each in item.content)
    first = f"{marker} ".ljust(4)
    return first + label + _indent(text, " " * len(first)).lstrip()


def _indent(text: str, by: str) -> str:
    return "\n".join(by + line if line.strip() else "" for line in text.split("\n"))


def _row(row: Row, edition: Edition) -> str:
    cells = [_inlines(cell.content, edition).replace("\\\n", " ") for cell in row.cells]
    return f"| {' | '.join(cells)} |"


def _inlines(content: Inlines, edition: Edition) -> str:
    made = [_inline(each, edition) for each in content]
    return "".join(starmap(_closed, zip_longest(made, made[1:], fillvalue="")))


def _closed(text: str, after: str) -> str:
    """Return a text; a sign at the end of emphasis stands outside of it where a letter follows.

    CommonMark ends no emphasis between the two, which is where it ends in Chinese. An exclamation
    mark before a link would make it a picture.
    """
    if text.endswith("!") and after.startswith("[") and not after.startswith("[^"):
        return f"{text[:-1]}\\!"
    return _SIGN_BEFORE_END.sub(r"\2\1", text) if after[:1].isalnum() else text


def _inline(inline: Inline, edition: Edition) -> str:
    match inline:
        case Text():
            return _escape(inline.text)
        case Emphasis():
            return _marked("*", inline.content, edition)
        case Strong():
            return _marked("**", inline.content, edition)
        case Mark():
            return f"[{_inlines(inline.content, edition)}]{{.mark}}"
        case Link():
            address = _address(inline.address)
            if plain(inline.content) == address:
                return f"<{address}>"
            return f"[{_inlines(inline.content, edition)}](<{address}>)"
        case Foreign():
            return _inlines(inline.content, edition)
        case Break():
            return "\\\n"
        case Reference():
            lead = _inlines(inline.lead, edition)
            return (
                f"{lead}{edition.reference_space(inline)}{_escape(edition.reference_label(inline))}"
            )
        case Note() | NoteAgain():
            return f"[^{_label(inline.id, edition)}]"
        case Citation() | Ask() | Phrase():
            raise TypeError(inline)
        case _:
            assert_never(inline)


def _address(address: str) -> str:
    """Return an address that may stand between angle brackets."""
    return address.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")


def _marked(mark: str, content: Inlines, edition: Edition) -> str:
    """Return `content` between marks, its outer white space outside them."""
    text = _inlines(content, edition)
    bare = text.strip(" ")
    if not bare:
        return text
    before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    return f"{before}{mark}{bare}{mark}{after}"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
