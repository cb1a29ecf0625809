"""Put the registries' words where blocks ask for them, in the order of reading.

What a fact, an incident or a treaty's date rests on comes out as a citation beside it; `notes`
makes notes of these. Names of persons that the document's audience may not read never leave here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from dossier.build.resolve.ask_context import AskContext
from dossier.build.resolve.earlier_recommendations import earlier
from dossier.build.resolve.fact_words import fact_words
from dossier.build.resolve.figures import illustrate
from dossier.build.resolve.incident_words import incident_words
from dossier.build.resolve.inline_splices import capital, joined, made, uncited
from dossier.build.resolve.obligations import Obligations
from dossier.build.resolve.organisation_words import organisation_words
from dossier.build.resolve.person_words import person_words
from dossier.build.resolve.setting import Setting
from dossier.build.resolve.source_words import source_words
from dossier.build.resolve.treaty_and_law_words import law_words, treaty_words
from dossier.model.document import (
    Ask,
    Block,
    BulletList,
    Cell,
    Citation,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    Link,
    Mark,
    Node,
    Nodes,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Reference,
    Row,
    Strong,
    Table,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.origin import Origin, OriginKind
from dossier.model.registry import Place
from dossier.model.walk import changed, plain

DEEPEST = 8
"""How far entries may ask for one another; each step may double what prints."""

_MISPLACED = {
    "treaties": (Fault.MISPLACED_TABLE, "a table of treaties"),
    "picture": (Fault.MISPLACED_PICTURE, "a picture"),
    "block": (Fault.MISPLACED_BLOCK, "a block"),
}


class Expander:
    """Walks through a document once; remembers who was introduced, in the text and in the notes."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.here = AskContext(setting, self.words)
        self.count = 0
        self.open: list[tuple[str, str]] = []
        self.obligations = Obligations(setting)

    def expand(self, block: Block) -> Block:
        """Return `block` with all that it asks for put in."""
        self.here.block = block
        return replace(block, content=self.nodes(block.content))

    def nodes(self, nodes: Nodes) -> Nodes:
        return tuple(self.node(each) for each in nodes)

    def node(self, node: Node) -> Node:
        match node:
            case Paragraph((Ask("treaties") as ask,)):
                table = self.obligations.table(ask, self.here.at(ask), node.id)
                return changed(table, self.table) if table else node
            case Paragraph((Ask("picture") as ask,)):
                figure = illustrate(
                    ask, self.here.at(ask), self.setting, self.unquoted, self.here.block.id
                )
                return self.credited(figure) if figure else Paragraph((), node.id, node.line)
            case Figure():
                return self.credited(node)
        self.obligations.begin_paragraph()
        return self.told(node)

    def told(self, node: Node) -> Node:
        """Return `node` with what it asks for, of which each paragraph is known by its own id."""
        match node:
            case BulletList() | NumberedList():
                items = (replace(e, content=tuple(map(self.told, e.content))) for e in node.items)
                return replace(node, items=tuple(items))
            case Quote():
                return replace(node, content=tuple(map(self.told, node.content)))
            case Table():
                head, *rows = map(self.row, (node.head, *node.rows))
                return replace(node, head=head, rows=tuple(rows))
        self.tell(node.id if isinstance(node, Paragraph) else "")
        return changed(node, self.content_of)

    def row(self, row: Row) -> Row:
        return replace(row, cells=tuple(map(self.cell, row.cells)))

    def cell(self, cell: Cell) -> Cell:
        self.tell(cell.id)
        return replace(cell, content=self.content_of(cell.content))

    def tell(self, id_: str) -> None:
        """Begin a paragraph or a cell; what is in a note is told where the note is called."""
        if self.here.scope == "text":
            self.here.paragraph = id_

    def credited(self, figure: Figure) -> Figure:
        """Return a picture as it is to be shown, with its caption and who made it below it."""
        rights = self.setting.registry.pictures.get(figure.path)
        if rights is None:
            return figure
        said = self.setting.said(rights.caption)
        caption = self.words(said, rights.at) if said else ()
        if caption and not plain(caption).rstrip().endswith((".", "!", "?", "…", "”", "»")):
            caption = (*caption, Text("."))
        return replace(
            figure,
            caption=(*caption, Text(f" {rights.credit}" if caption else rights.credit)),
            width=rights.look.width or figure.width,
            place=rights.look.place,
        )

    def content_of(self, content: Inlines) -> Inlines:
        """Return a paragraph's content; what it asks for is counted anew."""
        before, self.count = self.count, 0
        found = self.inlines(content)
        self.count = before
        return found

    def table(self, content: Inlines) -> Inlines:
        """Return a cell of a table that a registry makes: no word of it is an author's."""
        return made(self.content_of(content), Origin(OriginKind.INSERTED, 1))

    def inlines(self, content: Inlines) -> Inlines:
        return joined([each for inline in content for each in self.inline(inline)])

    def inline(self, inline: Inline) -> Inlines:
        match inline:
            case Ask() if not self.open:
                self.count += 1
                return made(self.asked(inline), Origin(OriginKind.INSERTED, self.count))
            case Ask():
                return self.asked(inline)
            case Note():
                return (self.note(inline),)
            case Citation():
                return (self.citation(inline),)
            case Emphasis() | Strong() | Link() | Mark():
                return (replace(inline, content=self.inlines(inline.content)),)
            case Reference():
                return (replace(inline, lead=self.inlines(inline.lead)),)
        return (inline,)

    def note(self, note: Note) -> Note:
        before, self.here.scope = self.here.scope, "note"
        content = self.nodes(note.content)
        self.here.scope = before
        return replace(note, content=content)

    def citation(self, citation: Citation) -> Citation:
        before, self.here.scope = self.here.scope, "note"
        origin = citation.origin
        if not self.open:
            self.count += 1
            origin = Origin(OriginKind.CITATION, self.count)
        count = self.count
        for each in citation.cites:
            self.setting.used.setdefault(("source", each.key), self.here.block.id)
        cites = tuple(
            replace(each, before=self.inlines(each.before), after=self.inlines(each.after))
            for each in citation.cites
        )
        self.here.scope, self.count = before, count
        return Citation(cites, citation.line, origin)

    def asked(self, ask: Ask) -> Inlines:
        """Return what `ask` prints; entries that ask for each other are a fault."""
        key = (ask.kind, ask.id)
        if key in self.open:
            round_ = " → ".join(f"{kind}:{id_}" for kind, id_ in [*self.open, key])
            hint = "let one of them say it in its own words"
            self.setting.fault(
                self.here.at(ask), Fault.CYCLE, f"entries ask for each other: {round_}", hint
            )
            return ()
        if len(self.open) >= DEEPEST:
            message = f"entries ask for each other more than {DEEPEST} deep"
            hint = "let one of them say it in its own words"
            self.setting.fault(self.here.at(ask), Fault.TOO_DEEP, message, hint)
            return ()
        self.setting.used.setdefault(key, self.here.block.id)
        if not self.open:
            self.here.line = ask.line
        self.open.append(key)
        content = self.answer(ask)
        self.open.pop()
        return capital(content) if ask.capital else content

    def words(self, text: str, at: Place) -> Inlines:
        """Return a registry's own words, expanded in their turn."""
        block = self.here.block
        self.here.block = Block(block.id, block.kind, (), file=at.file)
        content = self.inlines(self.setting.read(text, at))
        self.here.block = block
        return content

    def unquoted(self, words: str, at: Place) -> str:
        """Return a registry's words as plain text, as they stand in a picture."""
        introduced, self.here.introduced = self.here.introduced, set()
        said = " ".join(plain(uncited(self.words(words, at))).split())
        self.here.introduced = introduced
        return said

    def answer(self, ask: Ask) -> Inlines:
        """Return what an entry of a registry says; each kind of ask has its own module."""
        here, obligations = self.here, self.obligations
        match ask.kind:
            case "fact":
                return fact_words(ask, here)
            case "incident":
                return incident_words(ask, here, obligations)
            case "person":
                return person_words(ask, here)
            case "org":
                return organisation_words(ask, here)
            case "treaty":
                return treaty_words(ask, here, obligations)
            case "quote":
                return obligations.quote(ask, here.at(ask))
            case "law":
                return law_words(ask, here, obligations)
            case "upr":
                return earlier(ask, here.at(ask), self.setting, self.words)
            case "source":
                return source_words(ask, here)
            case "treaties" | "picture" | "block":
                return self.misplaced(ask)
            case _:
                assert_never(ask.kind)

    def misplaced(self, ask: Ask) -> Inlines:
        fault, what = _MISPLACED[ask.kind]
        message = f"{what} is asked for inside a paragraph"
        hint = f"put `{{{ask.kind}:…}}` in a paragraph of its own, outside lists and notes"
        self.setting.fault(self.here.at(ask), fault, message, hint)
        return ()
