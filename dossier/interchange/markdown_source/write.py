"""Write nodes as the Markdown an author would have typed: the text of a block.

The dialect is the one that blocks are read in. Only what would read as something else is escaped,
so that ordinary prose stays as it is. What the dialect cannot hold is `Unwritable`: a line break
in a heading or a cell, two lists or quotations that touch, a note in a note, control characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dossier.interchange.markdown_source.escaping import check_characters, opened
from dossier.interchange.markdown_source.markdown_context import (
    ESCAPABLE,
    MarkdownContext,
    Unwritable,
)
from dossier.interchange.markdown_source.write_inlines import (
    destination,
    note_label,
    source_of_words,
)
from dossier.model.document import (
    BulletList,
    Cell,
    Figure,
    Heading,
    Item,
    Node,
    Nodes,
    Note,
    NoteAgain,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
)
from dossier.model.list_numbers import PLAIN, begins_as, fits, item_label
from dossier.model.walk import Part, below, plain

_SPACE = re.compile(r"[ \t\n]+")
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_RULES = {"left": ":--", "center": ":-:", "right": "--:", "": "---"}


def write_source(nodes: Nodes, block: str) -> str:
    """Return the Markdown of `nodes`, which are the text of the block with the id `block`.

    Notes are defined at the end, in the order of their calls. Raises Unwritable.
    """
    if not nodes:
        return ""
    context = MarkdownContext(block)
    _check_ids(nodes, block)
    text = _nodes(nodes, context)
    definitions = [source_of_note(each, context) for each in notes_of(nodes)]
    return text + ("\n\n" + _below(definitions) if definitions else "") + "\n"


def notes_of(nodes: Nodes) -> Iterator[Note]:
    """Yield the notes that `nodes` call, in the order of their first calls."""
    for node in nodes:
        for part in below(node):
            if isinstance(part, Note):
                yield part


def _below(definitions: Sequence[str]) -> str:
    """Return definitions below each other, those of several paragraphs with space around them."""
    text = definitions[0]
    for before, after in pairwise(definitions):
        text += ("\n\n" if "\n" in before or "\n" in after else "\n") + after
    return text


# Nodes


def source_of_node(node: Node, context: MarkdownContext) -> str:
    """Return the Markdown of one node, without the notes that it calls and without end of line."""
    match node:
        case Heading():
            text = source_of_words(node.content, replace(context, flat=True))
            if not 1 <= node.level <= 6:
                raise Unwritable(f'a heading has the level {node.level}: "{plain(node.content)}"')
            text = re.sub(r"^#|(?<= )#+$|^#+$", lambda run: "\\#" * len(run[0]), text)
            return f"{'#' * node.level} {text}{_id(node.id, context)}"
        case Paragraph():
            return opened(source_of_words(node.content, context), context) + _id(node.id, context)
        case BulletList():
            return _list(node.items, ["- "] * len(node.items), context)
        case NumberedList():
            return _numbered(node, context)
        case Quote():
            text = _nodes(node.content, replace(context, quoted=context.quoted + 1))
            return "\n".join(f"> {line}".rstrip(" ") if not line else f"> {line}"
                             for line in text.split("\n"))  # fmt: skip
        case Table():
            return _table(node, context)
        case Figure():
            return _figure(node, context)


def source_of_note(note: Note, context: MarkdownContext) -> str:
    """Return the definition of a note: its label, its text, further paragraphs indented."""
    label = note_label(note.id, context)
    if not note.content or not isinstance(note.content[0], Paragraph):
        raise Unwritable(f'the note "{label}" does not begin with a paragraph')
    _check_note(note, label)
    text = _indented(_nodes(note.content, replace(context, note=True)), 4)
    return f"[^{label}]: {text}"


def _check_note(note: Note, label: str) -> None:
    """What the reader would take out of a note: what follows a quotation, tables, headings."""
    last = note.content[-1]
    for node in note.content:
        for part in below(node):
            odd = isinstance(part, Table | Heading)
            if odd or (isinstance(part, Quote) and part is not last):
                raise Unwritable(f'the note "{label}" cannot hold this so: "{words_of(part)}"')


def _nodes(nodes: Nodes, context: MarkdownContext) -> str:
    _check_neighbours(nodes)
    if not nodes:
        raise Unwritable("an item, quotation or note is empty")
    return "\n\n".join(source_of_node(each, context) for each in nodes)


def _check_neighbours(nodes: Nodes) -> None:
    """Two lists of a kind that touch would be one, and so would two quotations."""
    for one, other in pairwise(nodes):
        if _would_join(one, other):
            what = "two quotations" if isinstance(one, Quote) else "two lists"
            raise Unwritable(f'{what} touch and would be one: "{words_of(other)}"')
    for before, quote, after in zip(nodes, nodes[1:], nodes[2:], strict=False):
        if not isinstance(before, NumberedList) or not isinstance(after, NumberedList):
            continue
        if isinstance(quote, Quote) and before.form == after.form == PLAIN:
            last = before.start + len(before.items) - 1
            if after.start not in (1, last, last + 1):
                raise Unwritable(f'a list cannot begin with {after.start}: "{words_of(after)}"')


def _would_join(one: Node, other: Node) -> bool:
    """Whether two nodes that touch would be read as one; lists of two forms stay two."""
    match one, other:
        case (BulletList(), BulletList()) | (Quote(), Quote()):
            return True
        case NumberedList(), NumberedList():
            goes_on = item_label(one.form, one.start + len(one.items))
            return one.form == other.form or goes_on == item_label(other.form, other.start)
        case _:
            return False


def _list(items: Sequence[Item], markers: Sequence[str], context: MarkdownContext) -> str:
    written = [_item(*each, context) for each in zip(items, markers, strict=True)]
    if not written:
        raise Unwritable("a list has no items")
    return ("\n" if all(map(_is_tight, items)) else "\n\n").join(written)


def _numbered(node: NumberedList, context: MarkdownContext) -> str:
    if not 0 <= node.start < 1000:
        raise Unwritable(f'a list cannot begin with {node.start}: "{words_of(node)}"')
    last = node.start + len(node.items) - 1
    if not fits(node.form, last) or not begins_as(node.form, node.start, len(node.items)):
        said = item_label(node.form, node.start)
        raise Unwritable(f'a list cannot begin with {said}: "{words_of(node)}"')
    markers = [f"{item_label(node.form, at)} " for at in range(node.start, last + 1)]
    return _list(node.items, markers, context)


def _item(item: Item, marker: str, context: MarkdownContext) -> str:
    if not item.content or not isinstance(item.content[0], Paragraph | Figure):
        raise Unwritable(f'an item does not begin with words: "{words_of(item)}"')
    if any(isinstance(each, Heading) for each in item.content):
        raise Unwritable(f'a heading stands in a list: "{words_of(item)}"')
    _check_neighbours(item.content)
    text = source_of_node(item.content[0], context)
    for node in item.content[1:]:
        text += "\n" if _is_tight(item) and interrupts(node) else "\n\n"
        text += source_of_node(node, context)
    return marker + _indented(text, len(marker))


def _is_tight(item: Item) -> bool:
    """Whether an item is one paragraph, perhaps with a list below it."""
    rest = item.content[1:]
    return not rest or (len(rest) == 1 and isinstance(rest[0], BulletList | NumberedList))


def interrupts(node: Node) -> bool:
    """Whether a node may stand right below words, with no blank line between."""
    match node:
        case BulletList() | NumberedList(start=1, form="1."):
            return True
        case _:
            return False


def _indented(text: str, by: int) -> str:
    """Return `text` with all lines but the first indented."""
    lines = text.split("\n")
    return "\n".join([lines[0], *(" " * by + each if each else "" for each in lines[1:])])


def _table(table: Table, context: MarkdownContext) -> str:
    rule = " | ".join(_RULES[each] for each in table.alignment)
    if not table.alignment or (len(table.alignment) == 1 and not table.head.cells[0].content):
        raise Unwritable("a table has no columns, or its one column has no heading")
    if len(table.alignment) == 1 and context.quoted > 1:
        raise Unwritable("a table of one column stands in a quotation in a quotation")
    for row in (table.head, *table.rows):
        if len(row.cells) != len(table.alignment):
            raise Unwritable(f'a row has not as many cells as the table: "{words_of(row)}"')
    if not all(any(cell.content for cell in row.cells) for row in table.rows):
        raise Unwritable("a table has a row without words")
    rows = [source_of_row(each, context) for each in (table.head, *table.rows)]
    return "\n".join([rows[0], f"| {rule} |", *rows[1:]])


def source_of_row(row: Row, context: MarkdownContext) -> str:
    """Return the line of a table's row."""
    return f"| {' | '.join(source_of_cell(each, context) for each in row.cells)} |"


def source_of_cell(cell: Cell, context: MarkdownContext) -> str:
    """Return what stands between the bars of a cell, without the spaces around it."""
    if _id(cell.id, context):
        raise Unwritable(f'a cell cannot have an id of its own: "{cell.id}"')
    if not cell.content:
        return ""
    return source_of_words(cell.content, replace(context, cell=True, flat=True))


def _figure(figure: Figure, context: MarkdownContext) -> str:
    if context.note:
        raise Unwritable(f'the picture "{figure.path}" stands in a note')
    if figure.caption or figure.width:
        raise Unwritable(f'the picture "{figure.path}" has a caption or a width')
    said = _SPACE.sub(" ", figure.alternative).strip()
    check_characters(said)
    if not said or re.search(r"\{[A-Za-z]+:|\[[^\]]*@|\[\^", said):
        raise Unwritable(f'"{said}" cannot be an alternative text')
    said = re.sub(r"\\(?=$|[" + re.escape(ESCAPABLE) + r"])|[\[\]{}]|<(?=!--)", r"\\\g<0>", said)
    return f"![{said}]({destination(figure.path, context)})"


# Ids and labels


def _id(id_: str, context: MarkdownContext) -> str:
    """Return ` {#id}` for an id that an author gave, and nothing for an automatic one."""
    if not id_ or is_automatic(id_, context.block):
        return ""
    if not _ID.fullmatch(id_):
        raise Unwritable(f'"{id_}" cannot be an id')
    return f" {{#{id_}}}"


def is_automatic(id_: str, block: str) -> bool:
    """Whether the reader made the id, by counting.

    >>> is_automatic("strike.3", "strike"), is_automatic("strike-3", "strike")
    (True, False)
    """
    return bool(re.fullmatch(re.escape(block) + r"\.\d+", id_))


def _check_ids(nodes: Nodes, block: str) -> None:
    """Ids are given once; a note is called before it is called again."""
    given: set[str] = set()
    called: set[str] = set()
    for part in (part for node in nodes for part in below(node)):
        match part:
            case Heading() | Paragraph() if part.id and not is_automatic(part.id, block):
                if part.id in given:
                    raise Unwritable(f'the id "{part.id}" stands twice')
                given.add(part.id)
            case Note():
                if part.id in called:
                    raise Unwritable(f'the note "{part.id}" stands twice')
                called.add(part.id)
            case NoteAgain() if part.id not in called:
                raise Unwritable(f'the note "{part.id}" has no text')


def words_of(part: Part) -> str:
    """Return the beginning of the words in `part`, to name it."""
    return " ".join(each.text for each in below(part) if isinstance(each, Text))[:60]
