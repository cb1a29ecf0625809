"""The law of `pull`: what was edited in Word is what the blocks say afterwards, and nothing else.

Random documents are exported, edited at random (`tests/edits.py`), pulled, and exported again:
the second file must read as the edited one did.

What is left out of the comparison, since Markdown or the program cannot hold it: white space at
the ends and doubled; the looks of spaces; bold in headings, which are bold; empty paragraphs; the
levels of bullets that have no bullet above them to stand in. Where bookmarks and controls are gone
nothing is moved: a paragraph that was put among those of another block cannot be told from blocks
in another order. Of two paragraphs with the same words either may be meant there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count, groupby
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dossier.build.resolve.citation_notes import with_notes
from dossier.build.resolve.inline_splices import joined
from dossier.interchange.pull.block_edits import pulled
from dossier.interchange.pull.changed_since import changed_since
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import Added, Conflict, Edit, Proposal, Pulled
from dossier.interchange.pull.token_inlines import inlines
from dossier.interchange.pull.tokens import DIRECTION
from dossier.model.bookmark_names import bookmark_name
from dossier.model.conditional_text import View, vary
from dossier.model.document import (
    Ask,
    Block,
    Break,
    Cell,
    Citation,
    Cite,
    Conditions,
    Document,
    Heading,
    Inline,
    Inlines,
    Mark,
    Node,
    Note,
    NoteAgain,
    Paragraph,
    Phrase,
    Quote,
    Reference,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.flat_paragraphs import flatten
from dossier.model.foreign_phrases import with_foreign_phrases
from dossier.model.language import language, own_templates
from dossier.model.numbering import number
from dossier.model.origin import Origin, OriginKind
from dossier.model.textdiff import tokens
from dossier.model.unbroken_spaces import unbroken
from dossier.model.walk import below, blocks, changed, everything, rebuilt
from dossier.ooxml.embedded_version import EmbeddedVersion, decode, encode
from dossier.ooxml.names import W
from dossier.readers.exported_docx import read_returned
from dossier.readers.exported_docx.paragraphs import Call, Field, Returned, ReturnedParagraph
from dossier.readers.exported_docx.tracked_changes import settle
from dossier.writers.docx import write_docx
from tests import edits
from tests.edits import edited
from tests.strategies import woven_documents

WORD = own_templates() / "_shared" / "word.docx"
CHANCE = st.randoms(use_true_random=False)


def law(times: int) -> settings:
    """Return settings for a law; failures are not made smaller, which would take minutes.

    The same examples are drawn each time, so that a change that breaks a law is known by it.
    """
    return settings(
        max_examples=times,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        derandomize=True,
    )


def export(document: Document) -> bytes:
    said = encode(EmbeddedVersion("case", "submission", "upr-submission", "un", "draft", document))
    edition = Edition(document, number(document), language(document.language))
    return write_docx(with_foreign_phrases(unbroken(edition)), WORD, {}, embedded=said)


def read(content: bytes) -> Returned:
    return settle(read_returned(content, "back.docx"), lambda _: True)


def pull(returned: Returned, document: Document) -> Pulled:
    sources = {each.id: each for each in blocks(document)}
    return pulled(returned, Base(decode(returned.embedded)), sources)


def put(document: Document, found: Pulled) -> Document:
    """Return a document with what was pulled in its blocks, and with new recommendations."""
    sections = []
    for section in document.sections:
        made: list[Block] = []
        for block in section.blocks:
            new = [each for each in found.added if each.neighbour == block.id]
            before = [_new(n, e) for n, e in enumerate(new) if e.before]
            after = [_new(n, e) for n, e in enumerate(new) if not e.before]
            block = replace(block, content=found.wanted.get(block.id, block.content))
            made += [*before, *([block] if block.content else []), *after]
        sections.append(replace(section, blocks=tuple(made)))
    return replace(document, sections=tuple(sections))


EMPTY = ("note", [])
"""A note without words, which Markdown cannot hold. Of one that was exported a proposal tells."""

GONE = "\ue000"
"""Stands for the number of a paragraph that was deleted; the build finds such references."""


def settled(document: Document) -> tuple[Document, frozenset[str]]:
    """Return a document that can be printed, and the bookmarks that nothing has any more."""
    numbers = number(document)
    space = language(document.language).reference_space
    gone: set[str] = set()

    def change(inline: Inline) -> Inline:
        if not isinstance(inline, Reference) or numbers.goal(inline) is not None:
            return inline
        gone.add(bookmark_name("p", inline.target))
        return Mark((*inline.lead, Text(f"{space}{GONE}")))

    def block(each: Block) -> Block:
        return replace(each, content=tuple(rebuilt(node, change) for node in each.content))

    sections = tuple(replace(e, blocks=tuple(map(block, e.blocks))) for e in document.sections)
    return replace(document, sections=sections), frozenset(gone)


def _new(number_: int, added: Added) -> Block:
    """Return a block of a new recommendation."""
    id_ = f"{added.neighbour}-new-{number_}"

    def change(inline: Inline) -> Inline:
        if isinstance(inline, Note | NoteAgain):
            return replace(inline, id=f"{id_}/{inline.id.partition('/')[2]}")
        return inline

    content = tuple(rebuilt(each, change) for each in added.content)
    return Block(id_, "recommendation", content, file=f"{id_}.md")


# Reading


class Reading:
    """What a file says, as far as Markdown can say it: paragraph by paragraph.

    `notes` are the texts of notes by their bookmarks, of a file that had all of them; `gone` are
    bookmarks of paragraphs that were deleted, `homes` the blocks of paragraphs by their numbers.
    """

    def __init__(
        self,
        returned: Returned,
        notes: dict[str, Any],
        gone: frozenset[str] = frozenset(),
        homes: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        self.returned = returned
        self.gone = gone
        self.homes = homes
        self.notes = dict(notes)
        for line in returned.lines:
            for atom in line.atoms:
                if isinstance(atom.content, Call):
                    text = self.note(atom.content)
                    self.notes |= dict.fromkeys(atom.content.bookmarks, text)

    def all(self) -> list[Any]:
        lines = [each for each in self.returned.lines if each.shape.kind not in
                 ("title", "subtitle", "cover", "frame") and not _is_section(each)]  # fmt: skip
        homes = {each.number: self.homes.get(each.number, each.control) for each in lines}
        return outlined([(each, self.words(each)) for each in lines], homes)

    def words(self, line: ReturnedParagraph) -> list[Any]:
        found: list[Any] = []
        for atom in line.atoms:
            bold = atom.bold and line.shape.kind != "heading"
            content, theme = atom.content, (bold, atom.italic, atom.address)
            match content:
                case str() if atom.style != "recommendation label":
                    found += [(each, *theme) for each in DIRECTION.sub("", content)]
                case Break():
                    found.append("\n")
                case Call() if self.note(content) != EMPTY:
                    found.append(self.note(content))
                case Field(code=code) if code.startswith("NOTEREF") and r"\f" in code:
                    found.append(self.notes.get(code.split()[1], ("again",)))
                case Field(code=code) if code.split()[1] in self.gone:
                    found.append((GONE, *theme))
                case Field(code=code) if not code.startswith("SEQ"):
                    found.append((code.split()[0], *theme))
        return folded([each for one in worded(found) for each in one])

    def note(self, call: Call) -> Any:
        lines = self.returned.notes.get(f"{call.kind}:{call.id}", ())
        return ("note", outlined([(each, self.words(each)) for each in lines]))


def worded(found: list[Any]) -> Iterator[list[Any]]:
    """Yield letters of one look that meet as words and spaces, and other things as they are.

    A no-break space is a space: the program prints some, and takes them back (below).
    """
    for theme, group in groupby(found, lambda e: e[1:] if len(e) == 4 and len(e[0]) == 1 else None):
        if theme is None:
            yield list(group)
        else:
            words = tokens("".join(each[0] for each in group))
            yield [(e, *theme) if e.strip() or e == "\u202f" else " " for e in words]


def _is_section(line: ReturnedParagraph) -> bool:
    return line.shape.kind == "heading" and line.shape.level == 1


def folded(words: list[Any]) -> list[Any]:
    """Return words without doubled spaces, and without white space at the ends."""
    found: list[Any] = []
    for each in words:
        narrow = each[0] == "\u202f"
        if (each == " " or narrow) and (not found or found[-1] == "\n"):
            continue
        if each == " " and (found[-1] == " " or found[-1][0] == "\u202f"):
            continue
        if (each == "\n" or narrow) and found and (found[-1] == " " or found[-1][0] == "\u202f"):
            found.pop()
        found.append(each)
    while found and found[-1][0] in (" ", "\n", "\u202f"):
        found.pop()
    while found and found[0] == "\n":
        found.pop(0)
    return [" " if _is_set(found, at) else each for at, each in enumerate(found)]


def _is_set(words: list[Any], at: int) -> bool:
    """Whether a narrow space is one that the program sets in French, whatever was typed there."""
    if words[at][0] != "\u202f":
        return False
    before, after = words[at - 1][0] if at else "", words[at + 1][0]
    return after in ("?", "!", ";", ":", "»") or before == "«"


def outlined(
    rows: list[tuple[ReturnedParagraph, list[Any]]], homes: Mapping[int, str] = MappingProxyType({})
) -> list[Any]:
    """Return paragraphs with what they are; a level has the one above it before it."""
    found: list[Any] = []
    depth = 0
    home = ""
    for line, words in rows:
        if not words and line.shape.kind != "cell":
            continue  # and it stands in no block
        if homes.get(line.number, "") != home:
            home, depth = homes.get(line.number, ""), 0
        kind, level = line.shape.kind, line.shape.level
        if kind == "cell":
            depth = 0
            found.append((kind, line.shape.row, line.shape.column, words))
            continue
        if kind in ("bullet", "number"):
            depth = level = min(level, depth + 1)
        elif kind == "continue":
            depth = level = min(level, depth)
            kind = "continue" if level else "paragraph"
        elif kind != "quote":
            depth = 0
        found.append((kind, level, words))
    return found


def holds(document: Document, returned: Returned, first: bytes) -> Pulled:
    """Hold that a file which came back and the document after its pull say the same.

    Where something became a proposal (here a note that was emptied) it is not in the document.
    Notes that are called again, but not first, are looked up in the `first` file.
    """
    found = pull(returned, document)
    if any(isinstance(each, Proposal) for each in found.found):
        return found
    after, gone = settled(put(document, found))
    assert Reading(read(export(after)), {}).all() == said(returned, first, gone, found)
    return found


def said(returned: Returned, first: bytes, gone: frozenset[str], found: Pulled) -> list[Any]:
    """Return what a file that came back says; `first` is the export, `found` its pull."""
    homes = {number_: home for number_, (home, _) in found.places.items()}
    return Reading(returned, Reading(read(first), {}).notes, gone, homes).all()


# Laws


@law(120)
@given(woven_documents())
def test_a_file_that_nobody_edited_wants_nothing(document):
    found = pull(read(export(document)), document)
    assert not found.wanted
    assert not (found.found or found.added or found.questions or found.guessed)


@pytest.mark.parametrize("kinds", [edits.WORDING, edits.PARAGRAPHS, edits.NOTES, edits.EVERY])
@law(32)
@given(woven_documents(), CHANCE, st.integers(1, 3))
def test_what_was_edited_is_what_the_blocks_say_then(kinds, document, chance, times):
    first = export(document)
    back, _ = edited(first, chance, kinds, times)
    holds(document, read(back), first)


def distinct(document: Document) -> Document:
    """Return a document of which no two paragraphs have the same words."""
    numbers = count(1)

    def change(content: Inlines) -> Inlines:
        return joined((*content, Text(f" paragraph{next(numbers)}")))

    return varied(document, lambda node: [changed(node, change)])


@law(20)
@given(woven_documents(again=False), CHANCE, st.integers(1, 3))
def test_what_was_edited_comes_home_without_bookmarks_and_controls(document, chance, times):
    document = distinct(document)
    first = export(document)
    kinds = [each for each in edits.EVERY if each is not edits.move_paragraph]
    back, _ = edited(first, chance, kinds, times)
    back, _ = edited(back, chance, edits.LOST, 3)
    holds(document, read(back), first)


@law(32)
@given(woven_documents(), CHANCE)
def test_what_was_known_by_its_words_says_how_certain_that_is(document, chance):
    back, _ = edited(export(document), chance, edits.WORDING, 2)
    back, _ = edited(back, chance, (edits.drop_bookmarks,), 1)
    found = pull(read(back), document)
    assert found.guessed <= found.linked
    assert all(0 < each.sure < 1 for each in found.questions)


@law(20)
@given(woven_documents(), CHANCE, st.integers(1, 4))
def test_tracked_changes_that_are_accepted_are_what_the_blocks_say_then(document, chance, times):
    first = export(document)
    back, _ = edited(first, chance, edits.TRACKED, times, edits.AUTHORS)
    holds(document, read(back), first)


@law(45)
@given(woven_documents(), CHANCE, st.integers(1, 4))
def test_tracked_changes_that_are_rejected_leave_nothing(document, chance, times):
    back, _ = edited(export(document), chance, edits.TRACKED, times, edits.AUTHORS)
    returned = settle(read_returned(back, "back.docx"), lambda _: False)
    found = pull(returned, document)
    assert not found.wanted
    assert not (found.found or found.added)


@law(45)
@given(woven_documents(), CHANCE, st.integers(2, 5))
def test_tracked_changes_of_one_author_are_what_the_blocks_say_then(document, chance, times):
    # Paragraphs that two authors joined and restyled are not among them: which of them a heading's
    # bold belongs to is not known when one is accepted and the other is not.
    kinds = tuple(each for each in edits.TRACKED if each not in edits.PARAGRAPHS)
    first = export(document)
    back, _ = edited(first, chance, kinds, times, edits.AUTHORS)
    returned = settle(read_returned(back, "back.docx"), lambda each: each.author == "Ann Lee")
    holds(document, returned, first)


# Three ways: the source was changed meanwhile


def varied(document: Document, change: Callable[[Node], Iterable[Node]]) -> Document:
    """Return a document with each node of its blocks changed."""

    def block(each: Block) -> Block:
        return replace(each, content=tuple(n for node in each.content for n in change(node)))

    sections = tuple(replace(e, blocks=tuple(map(block, e.blocks))) for e in document.sections)
    return replace(document, sections=sections)


def ids(node: Node) -> set[str]:
    return {each.id for each in below(node) if isinstance(each, Paragraph | Heading | Cell)}


def meanwhile(kind: str, own: str) -> Callable[[Node], Iterable[Node]]:
    """Return a change of the source at the node whose first id is `own`."""

    def change(node: Node) -> Iterable[Node]:
        first = next(iter(flatten((node,)))).id
        if first != own:
            return [node]
        if kind == "delete":
            return []
        if kind == "add":
            return [node, Paragraph((Text("Meanwhile somebody wrote this."),), f"{own}-more")]
        return [changed(node, lambda content: joined((*content, Text(" meanwhile"))))]

    return change


@law(45)
@given(woven_documents(again=False), CHANCE, st.data())
def test_what_was_changed_elsewhere_in_the_source_stays(document, chance, data):
    back, _ = edited(export(document), chance, (edits.insert_words, edits.format_words), 2)
    returned = read(back)
    alone = pull(returned, document)
    touched = {each.flat for each in alone.found} | {
        leaf for line, (_, leaf) in alone.places.items()
        if any(isinstance(e, Edit) and e.line == line for e in alone.found)
    }  # fmt: skip
    free = [node for each in blocks(document) for node in each.content if not ids(node) & touched]
    if not free:
        return
    own = flatten((data.draw(st.sampled_from(free)),))[0].id
    kind = data.draw(st.sampled_from(["change", "add", "delete"]))
    source = varied(document, meanwhile(kind, own))
    both = put(source, pull(returned, source))
    wanted = varied(put(document, alone), meanwhile(kind, own))
    assert [e.content for e in blocks(both)] == [e.content for e in blocks(wanted) if e.content]


@law(16)
@given(woven_documents(), CHANCE)
def test_what_was_changed_on_both_sides_stays_and_is_told(document, chance):
    source = varied(document, lambda node: [rebuilt(node, _shouted)])
    returned = read(edited(export(document), chance, (edits.change_words,), 1)[0])
    found = pull(returned, source)
    told = " ".join(each.came for each in found.found if isinstance(each, Conflict))
    after = str(put(source, found))
    for word in re.findall(r"new\d+", str(Reading(returned, {}).all())):
        assert word in told or word in after
    for word in re.findall(r"[A-Z]{3,}", str(source)):
        assert word in after


def _shouted(inline: Inline) -> Inline:
    return Text(inline.text.upper()) if isinstance(inline, Text) else inline


@law(16)
@given(woven_documents(), CHANCE, CHANCE, st.integers(1, 4))
def test_nothing_of_either_side_is_lost(document, chance, other, times):
    back, _ = edited(export(document), chance, edits.TRACKED, times)
    returned = read(back)

    def change(inline: Inline) -> Inline:
        if not isinstance(inline, Text) or other.randrange(3):
            return inline
        first, _, rest = inline.text.partition(" ")
        return Text(f"{first} own{other.randrange(10**6)} {rest}")

    source = varied(document, lambda node: [rebuilt(node, change)])
    found = pull(returned, source)
    after = str(put(source, found))
    told = " ".join(
        f"{each.source} {each.came}" if isinstance(each, Conflict) else each.new
        for each in found.found if isinstance(each, Conflict | Proposal)
    )  # fmt: skip
    for word in re.findall(r"new\d+", str(Reading(returned, {}).all())):
        assert word in after or word in told
    gone = " ".join(str(inlines(each.old)) for each in found.found if isinstance(each, Edit))
    for word in re.findall(r"own\d+", str(source)):
        assert word in after or word in told or word in gone


# What the program printed


def asking(document: Document) -> Document:
    """Return a document whose paragraphs ask for a fact, and cite a source before the full stop."""
    ask, cite = Ask("fact", "dead", "value"), Citation((Cite("report"),))

    def change(node: Node) -> Iterable[Node]:
        if not isinstance(node, Paragraph):
            return [node]
        more = (Text(" of "), ask, Text(" persons "), cite, Text("."))
        return [replace(node, content=joined((*node.content, *more)))]

    return varied(document, change)


def answered(document: Document) -> Document:
    """Return it as it prints: words of an origin, and notes after the full stops."""

    def change(node: Node) -> Iterable[Node]:
        return [changed(node, _answers)]

    noted, said = varied(document, change), language(document.language)
    sections = tuple(
        replace(
            section, blocks=tuple(varied_note(with_notes(each, said)) for each in section.blocks)
        )
        for section in noted.sections
    )
    return replace(noted, sections=sections)


def _answers(content: Inlines) -> Inlines:
    numbers = count(1)
    return tuple(_answer(each, numbers) for each in content)


def _answer(inline: Inline, numbers: Iterator[int]) -> Inline:
    match inline:
        case Ask():
            return Text("sixteen workers", Origin(OriginKind.INSERTED, next(numbers)))
        case Citation():
            return replace(inline, origin=Origin(OriginKind.CITATION, next(numbers)))
    return inline


def varied_note(block: Block) -> Block:
    def change(inline: Inline) -> Inline:
        if isinstance(inline, Citation):
            return Text("A Report, 2012", inline.origin)
        return inline

    return replace(block, content=tuple(rebuilt(each, change) for each in block.content))


def asks(document: Document) -> int:
    return sum(isinstance(p, Ask) for each in blocks(document) for p in everything(each))


@law(45)
@given(woven_documents())
def test_what_the_program_printed_wants_nothing_and_counts_as_unchanged(document):
    source = asking(document)
    returned = read(export(answered(source)))
    found = pull(returned, source)
    assert not (found.wanted or found.found or found.added or found.questions)
    base = Base(decode(returned.embedded))
    assert not [each.id for each in blocks(source) if changed_since(base, each)]


@law(45)
@given(woven_documents(), CHANCE, st.integers(1, 3))
def test_edits_around_what_is_printed_leave_what_is_asked(document, chance, times):
    source = asking(document)
    first = export(answered(source))
    kinds = (edits.change_words, edits.insert_words, edits.delete_words, *edits.PARAGRAPHS)
    back, _ = edited(first, chance, kinds, times)
    returned = read(back)
    found = pull(returned, source)
    after = put(source, found)
    if any(isinstance(each, Proposal) for each in found.found):
        return
    shown, gone = settled(answered(after))
    assert Reading(read(export(shown)), {}).all() == said(returned, first, gone, found)
    assert "sixteen" not in str(after)


@law(32)
@given(woven_documents(), CHANCE)
def test_what_is_typed_over_what_is_printed_is_a_proposal(document, chance):
    source = asking(document)
    editor = edits.Editor(export(answered(source)), chance)
    runs = [r for p in editor.paragraphs() for a in editor.atoms(p) for r in a]
    runs = [r for r in runs if "".join(r.itertext()) == "sixteen"]
    if not runs:
        return
    run = editor.one(runs)
    run.find(f"{{{W}}}t").text = "seventeen"
    found = pull(read(editor.saved()), source)
    assert not found.wanted
    assert [each.new for each in found.found if isinstance(each, Proposal)]
    assert all("seventeen" in each.new for each in found.found)


@law(32)
@given(woven_documents(), CHANCE)
def test_what_is_printed_and_deleted_whole_is_asked_for_no_more(document, chance):
    source = asking(document)
    editor = edits.Editor(export(answered(source)), chance)
    places = [(a, n) for a in map(editor.atoms, editor.paragraphs()) for n in range(len(a) - 2)
              if "".join(a[n][0].itertext()) == "sixteen"]  # fmt: skip
    if not places:
        return
    atoms, at = editor.one(places)
    for atom in atoms[at : at + 3]:
        editor.take(atom[0])
    found = pull(read(editor.saved()), source)
    after = put(source, found)
    assert asks(after) == asks(source) - 1
    assert not any(isinstance(each, Proposal) for each in found.found)


# Phrases that do not stand everywhere


INSIDE = Conditions("un")
HERE, THERE = View("upr-submission", "un", "docx"), View("upr-submission", "public", "docx")


def bound(document: Document) -> Document:
    """Return a document with words in its paragraphs that the public may not read."""

    def change(node: Node) -> Iterable[Node]:
        if not isinstance(node, Paragraph | Quote):
            return [node]
        secret = Phrase((Text("secret word hidden"),), INSIDE, (Text("somebody"),))
        silent = Phrase((Text("for others"),), Conditions(only=("letter",)))
        more = (Text(" and "), secret, Text(" then "), silent, Text(" end"))
        return [changed(node, lambda content: joined((*content, *more)))]

    return varied(document, change)


def seen(document: Document, view: View) -> Document:
    sections = tuple(
        replace(each, blocks=tuple(vary(block, view) for block in each.blocks))
        for each in document.sections
    )
    return replace(document, sections=sections)


def heard(document: Document, view: View) -> str:
    return " ".join(str(leaf.content) for each in blocks(seen(document, view))
                    for leaf in flatten(each.content))  # fmt: skip


@law(20)
@given(woven_documents(), CHANCE, st.integers(1, 3))
def test_words_that_are_not_for_all_stay_where_they_are(document, chance, times):
    source = bound(document)
    first = export(seen(source, HERE))
    kinds = (*edits.WORDING, *edits.PARAGRAPHS) if times < 3 else edits.WORDING
    returned = read(edited(first, chance, kinds, times)[0])
    found = pull(returned, source)
    after = put(source, found)
    for word in ("secret", "hidden"):
        assert word not in heard(after, THERE)
    assert heard(after, THERE).count("somebody") == heard(source, THERE).count("somebody")
    assert str(after).count("for others") == str(source).count("for others")
    if not any(isinstance(each, Proposal) for each in found.found):
        shown, gone = settled(seen(after, HERE))
        assert Reading(read(export(shown)), {}).all() == said(returned, first, gone, found)
