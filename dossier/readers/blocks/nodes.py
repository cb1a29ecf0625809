"""Turn the element tree of one block into nodes of the model, with findings for its faults.

The module is over 300 lines because one class knows the block, and each kind of element has a short
method of it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from typing import get_args

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.document import (
    Alignment,
    Ask,
    Asked,
    Break,
    BulletList,
    Cell,
    Citation,
    Cite,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
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
    Strong,
    Table,
    Target,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.list_numbers import PLAIN
from dossier.readers.blocks.lettered_items import take_sign
from dossier.readers.blocks.line_marks import FIRST_MARK, MARK, without_marks
from dossier.readers.blocks.loose_syntax import hint_for
from dossier.readers.blocks.markdown import Tree
from dossier.readers.blocks.source_lines import VALUE
from dossier.readers.conditions import read_terms

TARGETS: tuple[Target, ...] = ("section", "paragraph", "recommendation", "note")
ASKED: tuple[Asked, ...] = get_args(Asked)
ID = re.compile(r"[a-z0-9][a-z0-9_.-]*")

_GIVEN_ID = re.compile(r"\s*\{#([^{}]*)\}\s*$")
_STRAY_ID = re.compile(r"\{#[^{}\s]+\}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--|-->")
_SPACE = re.compile(r"[ \t\n]+")
_BLOCKS = ("p", "ul", "ol", "blockquote", "table", "h1", "h2", "h3", "h4", "h5", "h6", "div")
_ALIGN: dict[str, Alignment] = {"left": "left", "center": "center", "right": "right"}


def read_nodes(tree: Tree, block: str, file: str) -> tuple[Nodes, tuple[Finding, ...]]:
    """Return the nodes of the block whose id is `block`, and what is wrong in its text."""
    reading = _Reading(tree, block, file)
    nodes = reading.nodes(each for each in tree.root if each.tag != "note")
    reading.find_loose_ends()
    return nodes, tuple(reading.findings)


def _lines(root: etree.Element) -> dict[etree.Element, int]:
    """Return the line of each element: that of the first mark at or after its beginning."""
    found: dict[etree.Element, int] = {}
    line = 0

    def back(element: etree.Element) -> None:
        nonlocal line
        for child in reversed(element):
            line = _first(child.tail, line)
            back(child)
        line = _first(element.text, line)
        found[element] = line

    back(root)
    return found


def _first(text: str | None, otherwise: int) -> int:
    mark = MARK.search(text or "")
    return ord(mark.group()) - FIRST_MARK if mark else otherwise


class _Reading:
    """One block on its way from elements to nodes: counts ids, remembers calls and faults."""

    def __init__(self, tree: Tree, block: str, file: str) -> None:
        self.tree = tree
        self.block = block
        self.file = file
        self.lines = _lines(tree.root)
        self.findings: list[Finding] = []
        self.ids: dict[str, int] = {}
        self.called: set[str] = set()
        self.inside: str | None = None
        self.count = 0

    def fault(self, line: int, rule: Fault, message: str, hint: str) -> None:
        self.findings.append(Finding(self.file, line, rule, message, hint))

    def warn(self, line: int, rule: Fault, message: str, hint: str) -> None:
        self.findings.append(Finding(self.file, line, rule, message, hint, severity="warning"))

    # Nodes

    def nodes(self, elements: Iterator[etree.Element]) -> Nodes:
        return tuple(node for element in elements for node in self.node(element))

    def node(self, element: etree.Element) -> Iterator[Node]:
        match element.tag:
            case "p":
                yield from self.paragraph(element)
            case "ul":
                yield BulletList(tuple(self.item(each) for each in element))
            case "ol":
                yield from self.numbered(element)
            case "blockquote":
                yield Quote(self.nodes(iter(element)))
            case "table":
                yield self.table(element)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                id_ = self.new_id(self.given_id(element))
                content = self.inlines(element)
                if content:
                    yield Heading(int(element.tag[1]), content, id_, self.lines[element])
            case _:
                raise AssertionError(f"the parser made an element {element.tag!r}")

    def paragraph(self, element: etree.Element) -> Iterator[Node]:
        if [each.tag for each in element] == ["img"] and not without_marks(
            (element.text or "") + (element[0].tail or "")
        ).strip():
            yield self.figure(element[0])
            return
        given = self.given_id(element)
        id_ = self.new_id(given)
        content = self.inlines(element)
        if content:
            self.find_loose_row(content, self.lines[element])
            yield Paragraph(content, id_, self.lines[element])
        elif given:
            message = f'the id "{given}" has no paragraph'
            self.fault(
                self.lines[element], Fault.ID_WITHOUT_PARAGRAPH, message, "move it to its end"
            )

    def find_loose_row(self, content: Inlines, line: int) -> None:
        """Find a paragraph that looks like the row of a table that did not become one."""
        first, last = content[0], content[-1]
        if not (isinstance(first, Text) and isinstance(last, Text)):
            return
        if re.match(r"\|\s", first.text) and last.text.endswith("|"):
            message = "this looks like a row of a table, and prints as it stands"
            hint = "a table has a row of hyphens below its heading row, and no blank line in it"
            self.warn(line, Fault.LOOSE_ROW, message, hint)

    def figure(self, element: etree.Element) -> Figure:
        line = self.lines[element]
        path, alternative = element.get("src", ""), without_marks(element.get("alt", ""))
        if self.inside is not None:
            message = f'the picture "{path}" stands in the note "[^{self.inside}]"'
            self.fault(line, Fault.PICTURE_IN_NOTE, message, "put it into the text of the block")
        if element.get("title"):
            message = f'the picture\'s title "{element.get("title")}" is not printed'
            self.fault(line, Fault.LINK_TITLE, message, "put these words into the text")
        if not alternative.strip():
            message = f'the picture "{path}" has no alternative text'
            hint = "say between the square brackets what the picture shows"
            self.fault(line, Fault.PICTURE_WITHOUT_TEXT, message, hint)
        return Figure(without_marks(path), _SPACE.sub(" ", alternative).strip(), line)

    def item(self, element: etree.Element) -> Item:
        """An item holds blocks, or words and then perhaps a nested list."""
        first = next((i for i, each in enumerate(element) if each.tag in _BLOCKS), len(element))
        words = etree.Element("p")
        words.text = element.text
        words.extend(element[:first])
        self.lines[words] = self.lines[element]
        opening = tuple(self.paragraph(words)) if _has_words(words) else ()
        return Item((*opening, *self.nodes(iter(element[first:]))), self.lines[element])

    def numbered(self, element: etree.Element) -> Iterator[NumberedList]:
        """Yield the lists that numbered items make: another form or a number that jumps parts."""
        form, start = PLAIN, int(element.get("start", "1"))
        items: list[Item] = []
        for each in element:
            said = take_sign(each) or (form, start + len(items))
            if items and said != (form, start + len(items)):
                yield NumberedList(start, tuple(items), form)
                items = []
            if not items:
                form, start = said
            items.append(self.item(each))
        yield NumberedList(start, tuple(items), form)

    def table(self, element: etree.Element) -> Table:
        rows = [row for part in element for row in part]
        align = tuple(_ALIGN.get(each.get("align", ""), "") for each in rows[0])
        cells = [self.row(row) for row in rows]
        body = tuple(each for each in cells[1:] if any(cell.content for cell in each.cells))
        return Table(align, cells[0], body)

    def row(self, element: etree.Element) -> Row:
        line = self.lines[element]
        cells = [(self.new_id(""), self.inlines(each)) for each in element]
        return Row(tuple(Cell(content, id_, line) for id_, content in cells))

    # Ids

    def given_id(self, element: etree.Element) -> str:
        """Take `{#id}` off the end of the element's words and return it."""
        last = element[-1] if len(element) else None
        text = (last.tail if last is not None else element.text) or ""
        bare = without_marks(text)
        found = _GIVEN_ID.search(bare)
        if not found:
            return ""
        marks = "".join(MARK.findall(text))
        kept = bare[: found.start()] + marks
        if last is not None:
            last.tail = kept
        else:
            element.text = kept
        return self.checked_id(found.group(1), self.lines[element])

    def checked_id(self, given: str, line: int) -> str:
        if not ID.fullmatch(given):
            message = f'"{given}" cannot be an id'
            hint = "use small letters, digits and hyphens, such as `strike-2011`"
            self.fault(line, Fault.WRONG_ID, message, hint)
            return ""
        if given in self.ids:
            message = f'the id "{given}" stands twice (first in line {self.ids[given]})'
            self.fault(line, Fault.DOUBLED_ID, message, "give one of the two another id")
            return ""
        self.ids[given] = line
        return given

    def new_id(self, given: str) -> str:
        self.count += 1
        return given or f"{self.block}.{self.count}"

    # Inlines

    def inlines(self, element: etree.Element) -> Inlines:
        return _trim(self.within(element))

    def within(self, element: etree.Element) -> Inlines:
        found = [*self.words(element.text, element)]
        for child in element:
            found += self.inline(child)
            found += self.words(child.tail, child)
        return _join(found)

    def words(self, text: str | None, near: etree.Element) -> Iterator[Inline]:
        bare = without_marks(text or "")
        for tag in _TAG.findall(bare)[:1]:
            message = f'raw HTML such as "{tag}" is not passed through; it prints as it stands'
            hint = "use Markdown instead, or write `\\<` before the sign"
            self.warn(_first(text, self.lines.get(near, 0)), Fault.RAW_HTML, message, hint)
        for stray in _STRAY_ID.findall(bare)[:1]:
            message = f'the id "{stray}" does not stand at the end of a paragraph or heading'
            self.fault(
                _first(text, self.lines.get(near, 0)), Fault.STRAY_ID, message, "move it there"
            )
        if bare:
            yield Text(_SPACE.sub(" ", bare))

    def inline(self, element: etree.Element) -> Inlines:
        match element.tag:
            case "em":
                return (Emphasis(self.within(element)),)
            case "strong":
                return (Strong(self.within(element)),)
            case "a":
                return self.link(element)
            case "br":
                return (Break(),)
            case "call":
                return self.call(element)
            case "cite":
                return self.citation(element)
            case "ask":
                return self.ask(element)
            case "phrase":
                return self.phrase(element)
            case "img":
                return self.stray_picture(element)
            case "span":
                return self.within(element)
            case _:
                raise AssertionError(f"the parser made an element {element.tag!r}")

    def stray_picture(self, element: etree.Element) -> Inlines:
        message = f'the picture "{element.get("src")}" stands inside a paragraph'
        hint = "put it in a paragraph of its own, with a blank line before and after"
        self.fault(self.lines[element], Fault.PICTURE_IN_TEXT, message, hint)
        return ()

    def citation(self, element: etree.Element) -> Inlines:
        """Words before a key keep their space after it, words after one the space before."""
        line = self.lines[element]
        parts = [tuple(element[start : start + 3]) for start in range(0, len(element), 3)]
        cites = [
            Cite(
                source.get("key", ""), _places(source.get("places", "")),
                _trim(self.within(before)), _trim(self.within(after)), line,
            )
            for before, source, after in parts
        ]  # fmt: skip
        return (Citation(tuple(cites), line),)

    def ask(self, element: etree.Element) -> Inlines:
        line = self.lines[element]
        given, asked = element.get("kind", ""), element.get("words", "")
        kind = next((each for each in ASKED if each == given.lower()), None)
        if kind is None:
            message = f'"{{{given}:{asked}}}" asks for a registry that does not exist'
            hint = did_you_mean(given.lower(), ASKED, f"registries are {', '.join(ASKED)}")
            if given.lower() in ("audience", "only", "not", "lang"):
                hint = "a phrase is written `[words]{audience: partners}`, without a space between"
            self.fault(line, Fault.UNKNOWN_REGISTRY, message, hint)
            return ()
        id_, _, words = asked.partition(" ")
        return (Ask(kind, id_, words, given[0].isupper(), line),)

    def phrase(self, element: etree.Element) -> Inlines:
        """Words and what stands in their place keep their spaces only inside."""
        line = self.lines[element]
        conditions, faults = read_terms(element.get("terms", ""))
        for message, hint in faults:
            self.fault(line, Fault.WRONG_CONDITION, message, hint)
        parts = [_trim(self.within(each)) for each in element]
        return (Phrase(parts[0], conditions, parts[1] if len(parts) > 1 else (), line),)

    def link(self, element: etree.Element) -> Inlines:
        line = self.lines[element]
        address = without_marks(element.get("href", "")).replace("\n", "")
        content = self.within(element)
        if element.get("title"):
            message = f'the link\'s title "{element.get("title")}" is not printed'
            self.fault(line, Fault.LINK_TITLE, message, "put these words into the text")
        if re.search(r"[{}\x02\x03]|klzzwxh", address):
            message = f'the address of a link holds braces or brackets: "{plain_address(address)}"'
            hint = "a phrase may hold a whole link, and not a part of its address"
            self.fault(line, Fault.WRONG_ADDRESS, message, hint)
            return content
        if address.startswith("#"):
            return self.reference(address[1:], content, line)
        if not re.match(f"(?i:https?://|mailto:).|{VALUE}", address):
            message = f'the link leads to "{address}", which is no web address'
            hint = "write the whole address, beginning with https://, or `#section:id`"
            if " " in address:
                hint = "where no link is meant, write a space between `]` and `(`"
            self.fault(line, Fault.WRONG_ADDRESS, message, hint)
        return (Link(address, content or (Text(address.removeprefix("mailto:")),)),)

    def reference(self, address: str, lead: Inlines, line: int) -> Inlines:
        kind, _, target = address.partition(":")
        if kind not in TARGETS or not target:
            message = f'the cross-reference "#{address}" does not say what it leads to'
            otherwise = "write #section:id, #paragraph:id, #recommendation:id or #note:label"
            hint = did_you_mean(kind, TARGETS, otherwise) if target else otherwise
            self.fault(line, Fault.WRONG_REFERENCE, message, hint)
            return lead
        if kind == "note" and target in self.tree.notes:
            target = f"{self.block}/{target}"
        return (Reference(kind, target, lead, line),)

    def call(self, element: etree.Element) -> Inlines:
        label, line = without_marks(element.get("label", "")), self.lines[element]
        if label not in self.tree.notes:
            message = f'the note "[^{label}]" is called here and defined nowhere'
            add = f"add a line `[^{label}]: …` with its text to this file"
            if "[" in label:
                message = f'the note "[^{label}]" has a bracket in its label, which ends it'
                add = "use a label of letters, digits and hyphens, here and where the text stands"
            self.fault(
                line, Fault.UNDEFINED_NOTE, message, did_you_mean(label, self.tree.notes, add)
            )
            return ()
        if self.inside is not None:
            message = f'the note "[^{label}]" is called inside the note "[^{self.inside}]"'
            self.fault(line, Fault.NOTE_IN_NOTE, message, "put both texts into one note")
            self.called.add(label)
            return ()
        id_ = f"{self.block}/{label}"
        if label in self.called:
            return (NoteAgain(id_, line),)
        self.called.add(label)
        return (Note(id_, self.note(label, line), line),)

    def note(self, label: str, line: int) -> Nodes:
        self.inside = label
        content = self.nodes(iter(self.tree.notes[label]))
        self.inside = None
        if not content:
            message = f'the note "[^{label}]" has no text'
            self.fault(line, Fault.EMPTY_NOTE, message, f"write its text after `[^{label}]:`")
        return content

    # What is left over

    def find_loose_ends(self) -> None:
        for label, element in self.tree.notes.items():
            if label not in self.called:
                message = f'the note "[^{label}]" is never called'
                hint = f"put [^{label}] where it belongs, or delete the note"
                self.findings.append(
                    Finding(
                        self.file,
                        self.lines[element],
                        Fault.NOTE_NEVER_CALLED,
                        message,
                        hint,
                        excerpt=f"[^{label}]",
                        data={"note": label},
                    )
                )
        for label, line in self.tree.doubled:
            message = f'the note "[^{label}]" is defined twice'
            self.fault(line, Fault.DOUBLED_NOTE, message, "give one of the two another label")
        for line in self.tree.overfull:
            message = "this row has more cells than the table has columns"
            self.fault(
                line, Fault.OVERFULL_ROW, message, "add a column heading, or escape | as \\|"
            )
        self.find_loose_syntax()

    def find_loose_syntax(self) -> None:
        """Find what was meant as syntax and prints as it was typed."""
        for line in self.tree.short:
            message = "this row has fewer cells than the table has columns"
            self.warn(line, Fault.SHORT_ROW, message, "add the cell that lacks, empty if need be")
        for sign in self.tree.signs:
            wrong, hint = hint_for(sign.fault)
            line = sign.line or self.lines[sign.element]
            report = self.fault if sign.fault == Fault.STRAY_PHRASE else self.warn
            report(line, sign.fault, f'"{sign.said}" {wrong}', hint)
        for item in self.tree.items:
            if item.printed:
                message = f'the item typed "{item.typed}" prints as "{item.printed}"'
                hint = "number the list through, or put words between two lists"
                self.warn(item.line, Fault.RENUMBERED_ITEM, message, hint)
            else:
                message = f'"{item.typed}" begins no item of a list, and prints as it stands'
                hint = "count on from the item before, after a blank line; or write `3\\.`"
                self.warn(item.line, Fault.LOOSE_ITEM, message, hint)


def plain_address(address: str) -> str:
    """Return an address without the signs that the parser put into it."""
    return re.sub(r"\x02[^\x03]*\x03", "…", address)[:60]


def _places(text: str) -> tuple[tuple[str, str], ...]:
    """Return the places of a citation, a line each, label and value parted by a tab."""
    parted = (each.partition("\t") for each in text.split("\n") if each)
    return tuple((label, value) for label, _, value in parted)


def _has_words(element: etree.Element) -> bool:
    return len(element) > 0 or bool(without_marks(element.text or "").strip())


def _join(found: list[Inline]) -> Inlines:
    """Join neighbouring words; white space after a line break goes."""
    joined: list[Inline] = []
    for inline in found:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(last, Text):
            joined[-1] = Text(_SPACE.sub(" ", last.text + inline.text))
        elif isinstance(inline, Text) and isinstance(last, Break):
            joined.append(Text(inline.text.lstrip(" ")))
        else:
            joined.append(inline)
    return tuple(joined)


def _trim(content: Inlines) -> Inlines:
    """Drop the white space at both ends."""
    if content and isinstance(content[0], Text):
        content = (Text(content[0].text.lstrip(" ")), *content[1:])
    if content and isinstance(content[-1], Text):
        content = (*content[:-1], Text(content[-1].text.rstrip(" ")))
    return tuple(each for each in content if each != Text(""))
