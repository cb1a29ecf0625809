"""Make a draft's nodes such as the Markdown of a block can hold, and say what had to give.

No word is changed. What Markdown has no form for loses its form: a line break in a heading or a
cell becomes a space, two lists that touch become one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never
from urllib.parse import quote

from dossier.interchange.importer.inlines import (  # fmt: skip
    add,
    clean,
    edges,
    spaced,
    trimmed,
    unlinked,
    without_breaks,
)
from dossier.interchange.importer.simpler_forms import (
    as_text,
    bare,
    lines_of,
    rows_of,
    touch,
)
from dossier.model.diagnostics import Finding
from dossier.model.document import (
    BulletList,
    Cell,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    Mark,
    Node,
    Nodes,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.list_numbers import FORMS, PLAIN, begins_as, fits, item_label, kind_of
from dossier.model.walk import plain
from dossier.readers.drafts.section import line_in
from dossier.readers.registries.committees import misused
from dossier.readers.yaml import CONTROL

_UNSAFE = re.compile(r"[^\w./?=&%#~+:;,@!$'()*-]")


@dataclass
class Fitter:
    """Goes through the nodes of a draft; `findings` fill on the way.

    `figure` gives a picture as the dossier has it.
    """

    file: str
    figure: Callable[[Figure], Nodes]
    findings: list[Finding] = field(default_factory=list)
    line: int = 0

    def warn(self, rule: Fault, message: str, hint: str) -> None:
        """Note what had to give at the line that is being read, once."""
        finding = Finding(self.file, self.line, rule, message, hint, severity="warning")
        if finding not in self.findings:
            self.findings.append(finding)

    def nodes(self, nodes: Iterable[Node]) -> Nodes:
        """Return nodes without empty ones, lists and quotations that touch made one."""
        found: list[Node] = []
        for node in (made for each in nodes for made in self.node(each)):
            last = found[-1] if found else None
            if last is not None and touch(last, node):
                found[-1] = self.joined(last, node)
            else:
                found.append(node)
        return tuple(self.countable(found))

    def countable(self, nodes: Sequence[Node]) -> Iterator[Node]:
        """Yield nodes with quotations between two lists as paragraphs, where the second list jumps.

        Markdown would let it count on from the first.
        """
        for at, node in enumerate(nodes):
            before = nodes[at - 1] if at else None
            after = nodes[at + 1] if at + 1 < len(nodes) else None
            if (
                isinstance(node, Quote)
                and isinstance(before, NumberedList)
                and isinstance(after, NumberedList)
                and before.form == after.form == PLAIN
                and after.start not in (1, before.start + len(before.items))
            ):
                message = "a quotation between two numbered lists stands as a paragraph"
                self.warn(Fault.QUOTE_AS_TEXT, message, "put a sentence between it and the list")
                yield from node.content
            else:
                yield node

    def joined(self, last: Node, node: Node) -> Node:
        match last, node:
            case BulletList(), BulletList():
                return BulletList((*last.items, *node.items))
            case Quote(), Quote():
                return Quote(self.nodes((*last.content, *node.content)))
            case NumberedList(), NumberedList():
                if node.start != last.start + len(last.items):
                    message = "two numbered lists follow each other; they count on as one"
                    hint = "put a sentence between them, where they are to count by themselves"
                    self.warn(Fault.LISTS_JOINED, message, hint)
                return replace(last, items=(*last.items, *node.items))
        raise AssertionError(node)

    def node(self, node: Node) -> Nodes:
        self.line = line_in(node) or self.line
        match node:
            case Heading():
                content = self.inlines(without_breaks(bare(node.content)))
                if not plain(content).strip():
                    return (Paragraph(content, node.id, node.line),) if content else ()
                return (replace(node, level=min(max(node.level, 1), 6), content=content),)
            case Paragraph():
                content = self.inlines(node.content)
                return (replace(node, content=content),) if content else ()
            case BulletList() | NumberedList():
                items = tuple(each for item in node.items for each in self.item(item))
                if isinstance(node, NumberedList):
                    node = self.formed(replace(node, items=items))
                if isinstance(node, NumberedList) and node.start >= 1000:
                    return tuple(as_text(items, node.start))
                return (replace(node, items=items),) if items else ()
            case Quote():
                inner = self.nodes(node.content)
                return (Quote(inner),) if inner else ()
            case Table():
                return self.table(node)
            case Figure():
                return self.figure(node)
            case _:
                assert_never(node)

    def formed(self, list_: NumberedList) -> NumberedList:
        """Return a list in a form that its first marks tell; the nearest one, else figures."""
        count = len(list_.items)
        kind = kind_of(list_.form)
        bracketed = (each for each in FORMS if each == f"({kind})")
        for form in (list_.form, *bracketed, PLAIN):
            fitting = fits(form, list_.start + count - 1) or form == PLAIN
            if fitting and begins_as(form, list_.start, count):
                break
        if form != list_.form:
            was, now = item_label(list_.form, list_.start), item_label(form, list_.start)
            message = f'a list that begins with "{was}" begins with "{now}" now'
            hint = "look whether the text names its items"
            self.warn(Fault.SIMPLIFIED, message, hint)
        return replace(list_, form=form)

    def item(self, item: Item) -> Sequence[Item]:
        return [*self.begun(replace(item, content=self.nodes(item.content)))]

    def begun(self, item: Item) -> Iterator[Item]:
        """Yield an item that begins with words; one that only holds a list gives way to its items.

        The rows of a table and the paragraphs of a quotation or a heading become its words.
        """
        first, rest = item.content[:1], item.content[1:]
        match first:
            case (BulletList() | NumberedList() as inner,):
                self.warn(
                    Fault.SIMPLIFIED, "items of an inner list stand one level higher now",
                    "put words before them, and indent them again",
                )  # fmt: skip
                *others, last = inner.items
                yield from others
                yield replace(last, content=self.nodes((*last.content, *rest)))
            case (Quote() | Table(),):
                yield replace(item, content=self.nodes((*rows_of(first[0]), *rest)))
            case (_,):
                yield item

    def table(self, table: Table) -> Nodes:
        width = len(table.alignment)
        lines = sum(
            len(lines_of(cell)) > 1 for row in (table.head, *table.rows) for cell in row.cells
        )
        if lines:
            cells = "1 cell of a table has" if lines == 1 else f"{lines} cells of a table have"
            message = f"{cells} lines or items that stand one after the other now"
            self.warn(
                Fault.SIMPLIFIED, message, "part them by signs, or give each a row of its own"
            )
        rows = [self.row(each, width) for each in (table.head, *table.rows)]
        said = [each for each in rows[1:] if any(cell.content for cell in each.cells)]
        if not said and not any(cell.content for cell in rows[0].cells):
            return ()
        return (replace(table, head=rows[0], rows=tuple(said)),)

    def row(self, row: Row, width: int) -> Row:
        line = next((each.line for each in row.cells if each.line), self.line)
        self.line = line or self.line
        cells = [
            replace(each, content=self.inlines(without_breaks(each.content))) for each in row.cells
        ]
        while len(cells) < width:
            cells.append(Cell((), "", line))
        return Row(tuple(cells))

    def inlines(self, content: Inlines) -> Inlines:
        """Return a run of inlines: words joined and cleaned, spaces outside of italics and bold."""
        found = trimmed(spaced(self.within(content)))
        for wrong, right, _ in misused(plain(found)):
            message = f'"{wrong}" stands for the covenant here, and is the committee'
            hint = f"write {{treaty:{right}}}; until then the head of the block allows it"
            self.warn(Fault.COMMITTEE_FOR_COVENANT, message, hint)
        return found

    def within(self, content: Inlines) -> list[Inline]:
        found: list[Inline] = []
        for inline in content:
            for each in self.inline(inline):
                add(found, each)
        return found

    def inline(self, inline: Inline) -> Inlines:
        match inline:
            case Text():
                return (Text(self.cleaned(inline.text)),) if inline.text else ()
            case Emphasis() | Strong():
                return self.marked(inline)
            case Mark():
                return tuple(self.within(inline.content))
            case Link():
                return self.link(inline)
            case Note():
                return (replace(inline, content=self.nodes(self.noted(inline))),)
            case _:
                return (inline,)

    def noted(self, note: Note) -> Iterator[Node]:
        """Yield the text of a note without pictures, which stand in no note."""
        for node in note.content:
            if isinstance(node, Figure):
                message = f'a picture in a note was left out: "{node.alternative or node.path}"'
                self.warn(Fault.PICTURE_LEFT_OUT, message, "put it into the text")
            else:
                yield node

    def marked(self, inline: Emphasis | Strong) -> Inlines:
        """Return words in italics or bold with the spaces at their ends outside."""
        content = [
            part
            for each in self.within(inline.content)
            for part in (each.content if isinstance(each, type(inline)) else (each,))
        ]
        if not plain(tuple(content)).strip():
            return tuple(content)
        before, inner, after = edges(content)
        return (*before, replace(inline, content=tuple(inner)), *after)

    def link(self, link: Link) -> Inlines:
        inner_words = (part for each in link.content for part in unlinked(each))
        content = tuple(self.within(tuple(inner_words)))
        if not re.match(r"(?i:https?://|mailto:)[^\s/]", link.address):
            return content
        address = _UNSAFE.sub(lambda found: quote(found[0]), clean(link.address.strip()))
        if not plain(content).strip():
            return content
        before, inner, after = edges(list(content))
        return (*before, Link(address, tuple(inner)), *after)

    def cleaned(self, text: str) -> str:
        found = clean(text)
        if found != text:
            odd = sorted({f"U+{ord(each):04X}" for each in CONTROL.findall(text)})
            message = f"characters that are not letters were replaced or left out: {', '.join(odd)}"
            self.warn(Fault.ODD_SIGNS, message, "look at the words here in the draft")
        return found
