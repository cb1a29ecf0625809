"""The base of a pull: what was exported, and where in a Word file each part of it is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from dossier.interchange.pull.exported_tokens import exported_tokens
from dossier.interchange.pull.tokens import DIRECTION, Token, with_plain_spaces
from dossier.model.bookmark_names import bookmark_name
from dossier.model.conditional_text import View
from dossier.model.document import Block, Heading, Node, Note, Paragraph, Reference, Section, Text
from dossier.model.edition import Edition
from dossier.model.flat_paragraphs import FlatParagraph, Path, flatten
from dossier.model.language import code_of, language
from dossier.model.numbering import number
from dossier.model.walk import below, blocks, everything
from dossier.ooxml.embedded_version import EmbeddedVersion


@dataclass(frozen=True)
class Base:
    """An exported document. Its paragraphs, notes and sections are found by their bookmarks."""

    embedded: EmbeddedVersion
    shows: frozenset[tuple[str, int]] = frozenset()
    """What words of headings and of the first rows of tables can be seen to be of their own, such
    as ("bold", 2) in headings of level 2; 0 are tables. In a style that is bold nothing is."""

    @cached_property
    def edition(self) -> Edition:
        document = self.embedded.document
        return Edition(document, number(document), language(document.language))

    @property
    def code(self) -> str:
        """The code of the language that the document is in."""
        return code_of(self.embedded.document.language)

    @cached_property
    def view(self) -> View:
        """Where the document stood: what phrases are for was decided by it."""
        return View(self.embedded.kind, self.embedded.audience, "docx")

    @cached_property
    def blocks(self) -> dict[str, Block]:
        return {block.id: block for block in blocks(self.embedded.document)}

    @cached_property
    def flats(self) -> dict[str, tuple[FlatParagraph, ...]]:
        """The paragraphs of each block, by its id."""
        return {id_: flatten(block.content) for id_, block in self.blocks.items()}

    @cached_property
    def block_of(self) -> dict[str, str]:
        """The block of each paragraph."""
        return {flat.id: id_ for id_, many in self.flats.items() for flat in many if flat.id}

    @cached_property
    def flat(self) -> dict[str, FlatParagraph]:
        """Every paragraph by its id, in reading order."""
        return {flat.id: flat for many in self.flats.values() for flat in many if flat.id}

    @cached_property
    def cells(self) -> frozenset[str]:
        """The paragraphs that are cells of tables."""
        return frozenset(id_ for id_, flat in self.flat.items() if flat.sort == "cell")

    @cached_property
    def marks(self) -> dict[str, str]:
        """The paragraphs by the names of their bookmarks."""
        return {bookmark_name("p", id_): id_ for id_ in self.flat}

    @cached_property
    def notes(self) -> dict[str, Note]:
        """Every note by its id."""
        every = (part for block in self.blocks.values() for part in everything(block))
        return {part.id: part for part in every if isinstance(part, Note)}

    @cached_property
    def note_marks(self) -> dict[str, str]:
        """The notes by the names of their bookmarks."""
        return {bookmark_name("n", id_): id_ for id_ in self.notes}

    @cached_property
    def section_marks(self) -> dict[str, Section]:
        """The sections by the names of their headings' bookmarks."""
        return {bookmark_name("s", each.id): each for each in self.embedded.document.sections}

    @cached_property
    def goals(self) -> dict[str, Reference]:
        """Cross-references, without their words, by the bookmarks that they lead to."""
        numbers = self.edition.numbers
        found = {
            **{
                bookmark_name("s", each): Reference("section", each, ()) for each in numbers.section
            },
            **{bookmark_name("n", each): Reference("note", each, ()) for each in numbers.note},
        }
        for each in numbers.paragraph:
            found[bookmark_name("p", each)] = Reference("paragraph", each, ())
        for each in numbers.recommendation:
            found[bookmark_name("r", each)] = Reference("recommendation", each, ())
        return found

    @cached_property
    def directed(self) -> bool:
        """Whether the document has marks for the direction of writing among its words."""
        every = (part for block in self.blocks.values() for part in everything(block))
        return any(isinstance(each, Text) and DIRECTION.search(each.text) for each in every)

    def tokens(self, flat: FlatParagraph) -> list[Token]:
        """Return a paragraph as it was exported."""
        if id(flat) not in self.cut:
            row = self.printed(flat)
            if flat.sort == "heading" or id(flat) in self.heads:
                level = self.depth(flat) if flat.sort == "heading" else 0
                row = [self.seen(each, level) for each in row]
            self.cut[id(flat)] = flat, row
        return self.cut[id(flat)][1]

    @cached_property
    def cut(self) -> dict[int, tuple[FlatParagraph, list[Token]]]:
        """The tokens that were asked for, each with the paragraph that keeps its number."""
        return {}

    def seen(self, token: Token, level: int) -> Token:
        """Return a token of a heading with what Word shows of its format."""
        run_format = token.run_format
        bold = run_format.bold and ("bold", level) in self.shows
        italic = run_format.italic and ("italic", level) in self.shows
        if (bold, italic) == (run_format.bold, run_format.italic):
            return token
        return replace(token, run_format=replace(run_format, bold=bold, italic=italic))

    @cached_property
    def heads(self) -> frozenset[int]:
        """The cells of the first rows of tables: bold in Word like headings, each by its number."""
        found = set()
        for many in self.flats.values():
            for _, table in groupby(many, lambda flat: _within(flat.path, "table")):
                first, *rest = table
                own = _within(first.path, "row")
                found |= {id(e) for e in (first, *rest) if own and _within(e.path, "row") == own}
        return frozenset(found)

    def printed(self, flat: FlatParagraph) -> list[Token]:
        """Return the tokens of a paragraph, as its words and numbers print."""
        edition = self.edition

        def bookmark(reference: Reference) -> str:
            goal = edition.numbers.goal(reference) or ""
            return bookmark_name(reference.kind[0], goal)

        def label(reference: Reference) -> tuple[str, bool]:
            if edition.numbers.goal(reference) is None:
                return "", False
            title = edition.section_title(reference)
            return title or edition.reference_label(reference), bool(title)

        row = exported_tokens(flat.content, bookmark, label, edition.language.quotes)
        return [*with_plain_spaces(row, edition.language)]

    def depth(self, flat: FlatParagraph) -> int:
        """Return the level of a heading's style in the Word file."""
        block = self.blocks[self.block_of[flat.id]]
        level = self.edition.heading_level(block, flat.level) - 1
        numbered = bool(self.embedded.document.settings.section_number)
        return max(level, 2 if numbered else 1)

    def opening(self, flat: FlatParagraph) -> str:
        """Return the label that prints before a paragraph, such as "Recommendation 3.", or ""."""
        block = self.blocks.get(self.block_of.get(flat.id, ""))
        node = next((each for each in block.content if _is(each, flat)), None) if block else None
        return self.edition.recommendation_label(block, node) if block and node else ""


def _within(path: Path, sort: str) -> Path:
    """Return the path to the innermost thing of a sort on a path; () where there is none."""
    at = max((n for n, step in enumerate(path) if step.sort == sort), default=-1)
    return path[: at + 1]


def _is(node: Node, flat: FlatParagraph) -> bool:
    return isinstance(node, Paragraph | Heading) and node.id == flat.id


def notes_in(flat: FlatParagraph) -> Iterator[Note]:
    """Yield the notes that a paragraph calls first."""
    for inline in flat.content:
        for part in below(inline):
            if isinstance(part, Note):
                yield part


def words_of(row: Sequence[Token]) -> tuple[str, ...]:
    """Return the words of tokens, without spaces and signs."""
    return tuple(each.text for each in row if each.text[:1].isalnum())
