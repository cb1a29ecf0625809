"""Redlines: who accepts all changes has the new file, who rejects all has the old one.

Accepting and rejecting is done here, by what the standard says of each mark (ECMA-376, part 1,
17.13.5), and knows nothing of how the redline was made.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import tempfile
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypandoc
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from dossier.cli import redline as command
from dossier.interchange.redline import Refused, redline
from dossier.model.document import (
    Block,
    BulletList,
    Cell,
    Document,
    Emphasis,
    Figure,
    Item,
    Link,
    Note,
    NoteAgain,
    NumberedList,
    Paragraph,
    Properties,
    Quote,
    Row,
    Section,
    Settings,
    Strong,
    Table,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.language import language, own_templates
from dossier.model.numbering import number
from dossier.writers.docx import write_docx
from tests.conftest import Project, Ran
from tests.strategies import _Ids, documents, edition, inlines, nodes

WORD = own_templates() / "_shared" / "word.docx"
WHEN = datetime(2026, 11, 1, 12, 30, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


# Accepting and rejecting


def parts_of(content: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [each for each in archive.namelist() if each.endswith((".xml", ".rels"))]
        return {each: etree.fromstring(archive.read(each)) for each in names}


def decided(content: bytes, verdict: str) -> dict[str, etree._Element]:
    """Return the parts of a Word file with all changes accepted, or rejected."""
    parts = parts_of(content)
    for name, root in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            decide(root, verdict)
    return parts


def decide(root, verdict):
    gone, come = ("del", "moveFrom"), ("ins", "moveTo")
    if verdict == "reject":
        gone, come = come, gone
    rows(root, gone)
    controls(root, "Del" if verdict == "accept" else "Ins")
    paragraphs(root, gone)
    for each in [*root.iter(*(W + name for name in come))]:
        for child in [*each]:
            each.addprevious(child)
        remove(each)
    properties(root, verdict)
    for each in [*root.iter(W + "delText", W + "delInstrText")]:
        each.tag = each.tag.replace("delText", "t").replace("delInstrText", "instrText")
    for each in [*root.iter()]:
        if re.search(r"(moveFrom|moveTo|customXml\w+)Range(Start|End)$", str(each.tag)):
            remove(each)


def rows(root, gone):
    for each in [*root.iter(W + "tr")]:
        if any(each.find(f"{W}trPr/{W}{name}") is not None for name in gone):
            remove(each)
    for table in [*root.iter(W + "tbl")]:
        if next(table.iter(W + "tr"), None) is None:
            remove(table)


def paragraphs(root, gone):
    for paragraph in [*root.iter(W + "p")]:
        for each in [*paragraph.iter(*(W + name for name in gone))]:
            if each.getparent().tag != W + "rPr":
                remove(each)
    for paragraph in [*root.iter(W + "p")]:
        if any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in gone):
            join(paragraph)


def properties(root, verdict):
    """Take back what changed in how things look, or the marks that say what it was."""
    for name in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid"):
        for change in [*root.iter(f"{W}{name}Change")]:
            now = change.getparent()
            if verdict == "reject":
                kept = [e for e in now if name == "pPr" and e.tag in (W + "rPr", W + "sectPr")]
                kept += [e for e in now if e.tag.endswith("Reference")]
                now[:] = [*change[0], *kept]
            else:
                remove(change)


def controls(root, kind):
    """Take out the frames of controls whose beginning stands in the range that went."""
    for start in [*root.iter(f"{W}customXml{kind}RangeStart")]:
        after = start.getnext()
        if after is not None and after.tag == W + "sdt":
            for child in [*after.find(W + "sdtContent")]:
                after.addprevious(child)
            remove(after)


def join(paragraph):
    """Join a paragraph whose end went with the one that follows; one without words just goes."""
    words = [
        e
        for e in paragraph
        if e.tag
        in (W + "r", W + "hyperlink", W + "sdt", W + "ins", W + "del", W + "moveTo", W + "moveFrom")
    ]
    words = [e for e in words if next(e.iter(W + "r"), None) is not None]
    following = paragraph.getnext()
    while following is not None and following.tag not in (W + "p", W + "tbl", W + "sdt"):
        following = following.getnext()
    if words or (following is not None and following.tag == W + "p"):
        assert following is not None and following.tag == W + "p", "words would be left over"
        at = 1 if following.find(W + "pPr") is not None else 0
        following[at:at] = [e for e in paragraph if e.tag != W + "pPr"]
    remove(paragraph)


def remove(element):
    element.getparent().remove(element)


# Reading


class Reader:
    """Reads what a Word file says, to the letter, from its parts."""

    def __init__(self, parts):
        self.parts = parts
        self.main = parts["word/document.xml"]
        self.notes = {
            (kind, e.get(W + "id")): e
            for kind in ("footnote", "endnote")
            if f"word/{kind}s.xml" in parts
            for e in parts[f"word/{kind}s.xml"]
        }
        self.lists = {}
        self.marks = {}

    def everything(self):
        body = self.main.find(W + "body")
        self.find_marks(body)
        said = self.content(body, "word/document.xml")
        ending = body.find(W + "sectPr")
        heads = [
            (each.tag, each.get(W + "type"), self.content(self.parts[name], name))
            for each in ending
            if each.tag.endswith("Reference")
            for name in [f"word/{self.address(each, 'word/document.xml')}"]
        ]
        return said, self.plain(ending), sorted(heads, key=repr)

    def find_marks(self, root):
        """Remember what each bookmark stands in: the words of its paragraph, and which it is."""
        for at, paragraph in enumerate(root.iter(W + "p")):
            words = "".join(e.text or "" for e in paragraph.iter(W + "t"))
            for start in paragraph.iter(W + "bookmarkStart"):
                name = start.get(W + "name")
                assert name not in self.marks, f"{name} stands twice"
                self.marks[name] = (at, words)

    def content(self, element, part):
        found = []
        for each in element:
            match each.tag.removeprefix(W):
                case "p":
                    found.append(self.paragraph(each, part))
                case "tbl":
                    found.append(self.table(each, part))
                case "sdt":
                    properties = each.find(W + "sdtPr")
                    names = [properties.find(W + n).get(W + "val") for n in ("tag", "alias")]
                    found.append(
                        ("control", *names, self.content(each.find(W + "sdtContent"), part))
                    )
        return found

    def table(self, table, part):
        assert all(c[-1].tag == W + "p" for c in table.iter(W + "tc")), "a cell ends in a paragraph"
        rows = [
            (
                self.plain(row.find(W + "trPr")),
                [
                    (self.plain(c.find(W + "tcPr")), self.content(c, part))
                    for c in row.findall(W + "tc")
                ],
            )
            for row in table.findall(W + "tr")
        ]
        return (
            "table",
            self.plain(table.find(W + "tblPr")),
            self.plain(table.find(W + "tblGrid")),
            rows,
        )

    def paragraph(self, paragraph, part):
        properties = paragraph.find(W + "pPr")
        mark = properties.find(W + "rPr") if properties is not None else None
        pieces = []
        self.runs(paragraph, part, "", pieces)
        return ("p", self.plain(properties), self.plain(mark), pieces)

    def runs(self, element, part, link, pieces):
        for each in element:
            if each.tag == W + "hyperlink":
                self.runs(each, part, self.address(each, part), pieces)
            elif each.tag == W + "r":
                theme = self.plain(each.find(W + "rPr"))
                for sign in each:
                    if sign.tag != W + "rPr":
                        self.add(self.sign(sign, part), theme, link, pieces)

    def add(self, said, theme, link, pieces):
        """Add what a sign says; words that go on alike are one."""
        if (
            pieces
            and isinstance(said, str)
            and isinstance(pieces[-1][0], str)
            and pieces[-1][1:] == (theme, link)
        ):
            pieces[-1] = (pieces[-1][0] + said, theme, link)
        elif said != "":
            pieces.append((said, theme, link))

    def sign(self, sign, part):
        name = sign.tag.removeprefix(W)
        assert not name.startswith("del")
        match name:
            case "t":
                return sign.text or ""
            case "footnoteReference" | "endnoteReference":
                kind = name.removesuffix("Reference")
                note = self.notes[kind, sign.get(W + "id")]
                return (name, self.content(note, f"word/{kind}s.xml"))
            case "instrText":
                return ("code", [self.marks.get(word, word) for word in sign.text.split()])
            case "drawing":
                blip = next(e for e in sign.iter() if e.tag.endswith("}blip"))
                target = self.address(blip, part, "embed")
                extent = next(e for e in sign.iter() if e.tag.endswith("}extent"))
                return ("picture", target, dict(extent.attrib))
            case _:
                return (name, dict(sign.attrib))

    def address(self, element, part, name="id"):
        rels = self.parts[part.replace("word/", "word/_rels/") + ".rels"]
        found = {e.get("Id"): e.get("Target") for e in rels}
        return found[element.get(R + name)]

    def plain(self, properties):
        """Return properties in one order; lists by their look and where they first stand."""
        if properties is None:
            return ()
        found = []
        for each in properties:
            if each.tag in (W + "rPr", W + "sectPr") or each.tag.endswith("Reference"):
                continue
            if each.tag == W + "numId":
                found.append(("list", self.list_of(each.get(W + "val"))))
            else:
                inner = self.plain(each)
                found.append((each.tag, tuple(sorted(each.attrib.items())), inner))
        return tuple(sorted(found, key=repr))

    def list_of(self, id_):
        root = self.parts["word/numbering.xml"]
        (num,) = [e for e in root.iter(W + "num") if e.get(W + "numId") == id_]
        start = [e.get(W + "val") for e in num.iter(W + "startOverride")]
        position = self.lists.setdefault(id_, len(self.lists))
        return position, tuple(start)


def reading(content):
    return Reader(parts_of(content)).everything()


def after(content, verdict):
    return Reader(decided(content, verdict)).everything()


# Edits that somebody could make


@st.composite
def edited(draw, document: Document) -> Document:
    """A document as somebody may have changed it: a few edits, anywhere."""
    sections = [[each, [[b, list(b.content)] for b in each.blocks]] for each in document.sections]
    for _ in range(draw(st.integers(0, 5))):
        homes = [blocks for _, blocks in sections if blocks]
        if not homes:
            break
        blocks = draw(st.sampled_from(homes))
        at = draw(st.integers(0, len(blocks) - 1))
        content = blocks[at][1]
        match draw(
            st.sampled_from(
                ["word", "word", "word", "put", "take", "carry", "turn", "drop", "split"]
            )
        ):
            case "put":
                content.insert(draw(st.integers(0, len(content))), draw(nodes()))
            case "take" if len(content) > 1:
                content.pop(draw(st.integers(0, len(content) - 1)))
            case "carry":
                other = draw(st.sampled_from(draw(st.sampled_from(homes))))[1]
                if len(content) > 1:
                    other.insert(
                        draw(st.integers(0, len(other))),
                        content.pop(draw(st.integers(0, len(content) - 1))),
                    )
            case "turn":
                blocks.reverse()
            case "drop" if len(blocks) > 1:
                blocks.pop(at)
            case "split":
                place = draw(st.integers(0, len(content) - 1))
                if isinstance(content[place], Paragraph) and len(content[place].content) > 1:
                    words = content[place].content
                    content[place : place + 1] = [
                        Paragraph(words[:1], ""),
                        Paragraph(words[1:], ""),
                    ]
            case _:
                place = draw(st.integers(0, len(content) - 1))
                content[place] = draw(reworded(content[place]))
    made = tuple(
        replace(
            section, blocks=tuple(replace(b, content=_Ids(b.id).all(tuple(c))) for b, c in blocks)
        )
        for section, blocks in sections
    )
    head = draw(st.sampled_from([document.running_head, "Another running head"]))
    return replace(document, sections=made, running_head=head)


@st.composite
def relined(draw, content):
    """A line with one of its words changed, marked, linked, or a note put in or taken out."""
    content = list(content)
    at = draw(st.integers(0, len(content) - 1))
    part = content[at]
    match draw(st.sampled_from(["say", "mark", "add", "cut", "note"])), part:
        case "say", Text():
            words = part.text.split(" ")
            words[draw(st.integers(0, len(words) - 1))] = "elsewhere"
            content[at] = Text(" ".join(words))
        case "mark", Text():
            content[at] = Emphasis((part,))
        case "mark", Emphasis() | Strong() | Link():
            content[at : at + 1] = part.content
        case "cut", _ if len(content) > 1:
            content.pop(at)
        case "note", Note():
            content[at] = replace(part, content=tuple(draw(reworded(e)) for e in part.content))
        case _:
            content.insert(at, draw(inlines(notes=False))[0])
    return tuple(content)


@st.composite
def reworded(draw, node):
    """A node with a line changed in it, perhaps with an item or a row more."""
    match node:
        case Paragraph():
            return replace(node, content=draw(relined(node.content)))
        case BulletList() | NumberedList():
            items = list(node.items)
            at = draw(st.integers(0, len(items) - 1))
            items[at] = Item((draw(reworded(items[at].content[0])), *items[at].content[1:]))
            if draw(st.booleans()):
                items.append(Item((Paragraph(draw(inlines()), ""),)))
            return replace(node, items=tuple(items))
        case Quote():
            return Quote(tuple(draw(reworded(each)) for each in node.content))
        case Table():
            rows = list(node.rows)
            if draw(st.booleans()):
                rows.insert(draw(st.integers(0, len(rows))), rows[-1])
            at = draw(st.integers(0, len(rows) - 1))
            cells = list(rows[at].cells)
            cells[0] = replace(cells[0], content=draw(relined(cells[0].content)))
            rows[at] = replace(rows[at], cells=tuple(cells))
            return replace(node, rows=tuple(rows))
    return node


class Versions:
    """Two Word files, too long to be printed."""

    def __init__(self, old: bytes, new: bytes) -> None:
        self.old, self.new = old, new

    def __repr__(self) -> str:
        return "Versions(…)"


@st.composite
def versions(draw) -> Versions:
    """Two Word files: mostly a document and its edit, sometimes two that share nothing."""
    old = draw(documents())
    new = draw(edited(old)) if draw(st.integers(0, 9)) else draw(documents())
    return Versions(word(old), word(new))


def word(document: Document) -> bytes:
    return write_docx(edition(document), WORD, {})


QUICK = settings(
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@given(versions())
@settings(QUICK, max_examples=25)
def test_accepting_all_gives_the_new_file_and_rejecting_all_the_old_one(pair):
    made = redline(pair.old, pair.new, "A. Lawyer", WHEN).docx
    assert after(made, "accept") == reading(pair.new)
    assert after(made, "reject") == reading(pair.old)


@given(versions())
@settings(QUICK, max_examples=6)
def test_pandoc_and_the_standard_agree_with_every_redline(pair):
    made = redline(pair.old, pair.new, "A. Lawyer", WHEN)
    assert audit(made.docx) == []
    assert letters_by_pandoc(made.docx, "accept") == letters_by_pandoc(pair.new, "accept")
    assert letters_by_pandoc(made.docx, "reject") == letters_by_pandoc(pair.old, "accept")


@given(versions())
@settings(QUICK, max_examples=10)
def test_the_page_shows_both_versions_to_the_letter(pair):
    made = redline(pair.old, pair.new, "A. Lawyer", WHEN)
    assert letters_on(made.html, "ins") == letters(reading(pair.old)[0])
    assert letters_on(made.html, "del") == letters(reading(pair.new)[0])


@given(versions())
@settings(QUICK, max_examples=6)
def test_a_version_compared_with_itself_has_no_change(pair):
    made = redline(pair.new, pair.new, "A. Lawyer", WHEN)
    assert not made.total.changed
    assert not changes(made.docx)
    assert reading(made.docx) == reading(pair.new)


def changes(content):
    parts = parts_of(content)
    names = [root for name, root in parts.items() if name.startswith("word/")]
    return [e for root in names for e in root.iter() if e.get(W + "author")]


def letters_on(html, without):
    """Count the letters of the text on the page, but for what stands in one kind of element."""
    page = etree.fromstring(html.encode())
    for each in [*page.iter("{*}ins", "{*}del", "{*}span", "{*}a")]:
        kind = each.get("class") or ""
        beside = kind in ("label", "call", "picture") or kind.startswith("end")
        if beside or etree.QName(each).localname == without:
            each.text = ""
            for inner in [*each]:
                remove(inner)
    (text,) = page.xpath("//*[@id='text']")
    line = "contains(concat(' ', @class, ' '), ' line ')"
    lines = text.xpath(f".//*[{line} and not(ancestor::*[@class='heads'])]")
    return Counter("".join("".join("".join(each.itertext()) for each in lines).split()))


def letters(said):
    """Count the letters of what was read, notes included."""
    return Counter("".join("".join(_words(said)).split()))


def _words(said):
    for each in said:
        match each:
            case ("p", _, _, pieces):
                for piece, *_ in pieces:
                    yield from _piece(piece)
            case ("table", _, _, rows_):
                for _, cells in rows_:
                    for _, content in cells:
                        yield from _words(content)
            case ("control", _, _, content):
                yield from _words(content)


def _piece(piece):
    match piece:
        case str():
            yield piece
        case ("softHyphen", _):
            yield "\u00ad"
        case ("footnoteReference" | "endnoteReference", content):
            yield from _words(content)


def audit(content: bytes) -> list[str]:
    """Return the errors that openxml-audit finds."""
    from openxml_audit import OpenXmlValidator

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file.docx"
        file.write_bytes(content)
        return [str(each) for each in OpenXmlValidator().validate(str(file)).errors]


def letters_by_pandoc(content: bytes, verdict: str) -> str:
    """Return the letters that pandoc reads, in order, notes where they are called.

    It leaves a paragraph without words where one went, so paragraphs are not compared.
    """
    pandoc = pypandoc.get_pandoc_path()
    command = [pandoc, "-f", "docx", f"--track-changes={verdict}", "-t", "json"]
    ran = subprocess.run(command, input=content, capture_output=True, check=True)
    found: list[str] = []

    def read(part) -> None:
        match part:
            case {"t": "Str", "c": str(text)}:
                found.append(text)
            case {"t": "Note", "c": inner}:
                found.append("[")
                read(inner)
                found.append("]")
            case {"c": inner}:
                read(inner)
            case list():
                for each in part:
                    read(each)

    read(json.loads(ran.stdout)["blocks"])
    return "".join(found)


# Examples


def made_of(old: str, new: str):
    """Return the redline between two texts; an empty line parts their paragraphs."""
    return redline(word(plain(old)), word(plain(new)), "A. Lawyer", WHEN)


def plain(text: str) -> Document:
    content = tuple(Paragraph((Text(each),), "") for each in text.split("\n\n"))
    block = Block("case", "evidence", _Ids("case").all(content), title="The case", file="case.md")
    about = Properties("Author", "Subject", (), date(2019, 3, 25))
    section = Section("facts", "Facts", (block,))
    return Document("Title", "", "en-GB", (), (section,), "Head", Settings(), about)


def marked(content: bytes, name: str) -> list[str]:
    """Return the words that stand in elements of a name, such as "ins"."""
    body = parts_of(content)["word/document.xml"]
    found = (
        "".join(e.text or "" for e in each.iter(W + "t", W + "delText"))
        for each in body.iter(W + name)
    )
    return [each for each in found if each]


LONG = "The union was dissolved by a court in Shymkent on the fourth of January."


def test_only_the_words_that_changed_are_marked_with_author_and_date():
    made = made_of(LONG, LONG.replace("a court", "the regional court")).docx
    assert marked(made, "del") == ["a"]
    assert marked(made, "ins") == ["the regional"]
    assert {each.get(W + "author") for each in changes(made)} == {"A. Lawyer"}
    assert {each.get(W + "date") for each in changes(made)} == {"2026-11-01T12:30:00Z"}


def test_a_paragraph_that_moved_is_told_as_moved():
    others = "Nobody was heard.\n\nThe appeal failed in the same week.\n\nThe office was closed."
    made = made_of(f"{LONG}\n\n{others}", f"{others[:-22]}{LONG}\n\n{others[-22:]}")
    assert marked(made.docx, "moveFrom") == marked(made.docx, "moveTo") == [LONG]
    assert (made.total.paragraphs_moved, made.total.words_added, made.total.words_removed) == (
        1,
        0,
        0,
    )


SHORT = "The office was closed."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([LONG, "Nobody was heard.", SHORT], ["Nobody was heard.", SHORT, LONG]),
        (["Nobody was heard.", SHORT, LONG], [LONG, "Nobody was heard.", SHORT]),
        ([LONG, SHORT], [SHORT, LONG]),
        ([LONG, "Nobody.", SHORT], ["Nobody.", SHORT, "One came.", LONG]),
        ([LONG, "Nobody.", SHORT], ["Nobody.", SHORT, LONG, "One came."]),
        ([LONG, "Nobody.", LONG[::-1], SHORT], ["Nobody.", SHORT, LONG[::-1], LONG]),
        ([LONG, "Nobody.", SHORT, "One went."], ["Nobody.", SHORT, LONG]),
    ],
)
def test_a_move_to_the_end_of_a_block_or_from_there_is_a_move(old, new):
    before, now = (word(plain("\n\n".join(each))) for each in (old, new))
    made = redline(before, now, "A. Lawyer", WHEN)
    went, came = marked(made.docx, "moveFrom"), marked(made.docx, "moveTo")
    assert sorted(went) == sorted(came) and {*went} <= {*old}
    assert made.total.paragraphs_moved == len(went) > 0
    assert after(made.docx, "accept") == reading(now)
    assert after(made.docx, "reject") == reading(before)


def test_a_split_marks_the_end_of_a_paragraph_and_no_words():
    made = made_of(f"{LONG} {LONG[::-1]}", f"{LONG}\n\n{LONG[::-1]}").docx
    assert marked(made, "ins") == []
    assert "".join(marked(made, "del")).strip() == ""
    ends = parts_of(made)["word/document.xml"].findall(f".//{W}pPr/{W}rPr/{W}ins")
    assert len(ends) == 1


BOXES = [(Path(__file__).parent / "data" / "redline" / f"textbox-{each}.docx").read_bytes()
         for each in ("old", "new")]  # fmt: skip
MATH = (
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:f>'
    "<m:num><m:r><m:t>{}</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den>"
    "</m:f></m:oMath>"
)
TABLE = Table(("",), Row((Cell((Text("a"),), "t.1"),)), (Row((Cell((Text("b"),), "t.2"),)),))


def test_words_of_text_boxes_are_told_and_marked():
    made = redline(*BOXES, "A. Lawyer", WHEN)
    assert (made.total.words_added, made.total.words_removed, made.total.drawings) == (3, 4, 2)
    assert marked(made.docx, "del") == ["Twelve workers were dismissed"]
    assert '<ins><span class="picture">[text box: Nobody was dismissed]' in made.html
    assert not redline(BOXES[0], BOXES[0], "A. Lawyer", WHEN).total.changed


def test_a_text_box_that_is_there_for_two_programs_is_counted_once():
    def twice(text):
        space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        box = re.search("<w:pict>.*</w:pict>", text)[0]
        both = f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        return text.replace(box, f"<mc:AlternateContent {space}>{both}</mc:AlternateContent>")

    old, new = (rewritten(each, "word/document.xml", twice) for each in BOXES)
    total = redline(old, new, "A. Lawyer", WHEN).total
    assert (total.words_added, total.words_removed) == (3, 4)


@pytest.mark.parametrize(
    ("part", "font", "codes"),
    [
        ("document", "Wingdings", ("F0FE", "F0A8")),
        ("footnotes", "Wingdings", ("F0FE", "F0A8")),
        ("document", "Wingdings", ("00FE", "00a8")),
        ("document", "Wingdings 2", ("F052", "F0A3")),
    ],
)
def test_a_box_that_is_no_longer_ticked_is_told_and_shown(part, font, codes):
    def ticked(code):
        sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
        return lambda text: text[: (at := text.rindex("</w:p>"))] + sign + text[at:]

    noted = word(placed())
    old, new = (rewritten(noted, f"word/{part}.xml", ticked(code)) for code in codes)
    made = redline(old, new, "A. Lawyer", WHEN)
    assert made.total.changed
    assert "☑" in made.html and "☐" in made.html


CONTROL = (
    '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r>'
    "</w:sdtContent></w:sdt>"
)


def test_the_state_of_a_check_box_is_told():
    old = word(plain(LONG))
    first, second = (
        rewritten(
            old,
            "word/document.xml",
            lambda text, c=c: text.replace(
                "January.</w:t></w:r>", "January.</w:t></w:r>" + CONTROL.format(*c)
            ),
        )
        for c in (("1", "☒"), ("0", "☐"))
    )
    assert redline(first, second, "A. Lawyer", WHEN).total.changed


def test_what_has_no_words_is_told():
    def file(name, find, put):
        return rewritten(old, name, lambda text: re.sub(find, put, text, count=1))

    old = word(plain(LONG))
    main = "word/document.xml"
    fractions = [file(main, r"(January\.</w:t></w:r>)", rf"\1{MATH.format(n)}") for n in (1, 3)]
    assert total_of(*fractions) == "words +2 −2, 2 changes of pictures, text boxes and equations"
    assert total_of(old, file(main, "January\\.", "January!")) == "2 changes of signs"
    assert total_of(old, file("word/header1.xml", ">Head<", ">Other head<")) == "words +2 −1"
    assert (
        total_of(old, file(main, '(<w:pgMar[^>]*w:left=)"1440"', r'\1"700"'))
        == "1 change of formatting"
    )


def test_the_formatting_of_a_table_is_told():
    document = plain(LONG)
    (section,) = document.sections
    block = replace(section.blocks[0], content=(TABLE,))
    old = word(replace(document, sections=(replace(section, blocks=(block,)),)))
    new = rewritten(
        old, "word/document.xml", lambda text: re.sub('(<w:tblInd w:w=)"567"', r'\1"700"', text)
    )
    assert total_of(old, new) == "1 change of formatting"


def total_of(old: bytes, new: bytes) -> str:
    return str(redline(old, new, "A. Lawyer", WHEN).total)


def test_the_summary_counts_by_block():
    made = made_of(f"{LONG}\n\nIt was closed.", LONG.replace("a court", "the regional court"))
    (block,) = [each for each in made.changes if each.id == "case"]
    assert (block.words_added, block.words_removed, block.paragraphs_removed) == (2, 4, 1)
    assert str(block) == "words +2 −4, 1 paragraph removed"
    assert "words +2 −4, 1 paragraph removed" in made.html


def test_pictures_that_went_are_still_in_the_file(tmp_path):
    red, blue = picture("red"), picture("blue")
    old, new = with_picture(red), with_picture(blue)
    made = redline(old, new, "A", WHEN).docx
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        media = {archive.read(each) for each in archive.namelist() if "/media/" in each}
    assert media == {red, blue}
    assert audit(made) == []


def with_picture(content: bytes) -> bytes:
    document = plain(f"{LONG}\n\nShort.")
    (section,) = document.sections
    (block,) = section.blocks
    block = replace(
        block, content=(*block.content, Figure("a.png", "A picture"), *block.content[:1])
    )
    document = replace(document, sections=(replace(section, blocks=(block,)),))
    return write_docx(
        Edition(document, number(document), language("en-GB")), WORD, {"a.png": content}
    )


def picture(colour: str) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(stream, "PNG")
    return stream.getvalue()


def test_changes_that_a_file_tracks_itself_are_taken_as_accepted_with_a_warning():
    new = LONG.replace("a court", "the regional court")
    tracked = made_of(LONG, new).docx
    made = redline(tracked, word(plain(new)), "A", WHEN)
    assert [each.rule for each in made.findings] == ["tracked-changes"]
    assert made.findings[0].severity == "warning"
    assert not made.total.changed


# Files that held tracked moves

MOVED = "Members met in the old harbour."


def placed(notes: str = "footnotes") -> Document:
    """A document with a paragraph, a table and a note, each with words beside which others move."""
    note = Note("case/n", (Paragraph((Text("Said in the note."),), ""),))
    rows = [Row((Cell((Text(f"Cell {n} of the table."),), ""),)) for n in (1, 2)]
    content = (
        Paragraph((Text("Said in the body."), note, Text(" It ends.")), ""),
        Table(("",), rows[0], tuple(rows[1:])),
        Paragraph((Text("Last."),), ""),
    )
    block = Block("case", "evidence", _Ids("case").all(content), title="The case", file="case.md")
    about = Properties("Author", "Subject", (), date(2019, 3, 25))
    section = Section("facts", "Facts", (block,))
    asked = Settings(notes=notes)
    return Document("Title", "", "en-GB", (), (section,), "Head", asked, about)


def with_move(content: bytes, beside: str, tracked: bool) -> bytes:
    """Return a Word file in which a paragraph moved from before one to after it.

    The move is tracked as Word does it, or was accepted.
    """
    return rewritten(content, part_with(content, beside), lambda text: moved(text, beside, tracked))


def part_with(content: bytes, words: str) -> str:
    parts = parts_of(content)
    (name,) = [name for name, root in parts.items() if words in "".join(root.itertext())]
    return name


def moved(text: str, beside: str, tracked: bool) -> str:
    root = etree.fromstring(text.encode())
    (near,) = [e for e in root.iter(W + "p") if beside in "".join(e.itertext(W + "t"))]
    kinds = (("moveFrom", 7001), ("moveTo", 7101)) if tracked else (("", 7101),)
    for kind, id_ in kinds:
        for each in [*etree.fromstring(told(kind, id_))][:: 1 if kind == "moveFrom" else -1]:
            (near.addprevious if kind == "moveFrom" else near.addnext)(each)
    return etree.tostring(root, encoding="unicode")


def told(kind: str, id_: int) -> str:
    """Return a paragraph as one that moved away or here, or (with no kind) as any other."""
    run, who = f"<w:r><w:t>{MOVED}</w:t></w:r>", 'w:author="B" w:date="2026-01-01T00:00:00Z"'
    if not kind:
        return f'<w:x xmlns:w="{W[1:-1]}"><w:p>{run}</w:p></w:x>'
    return (
        f'<w:x xmlns:w="{W[1:-1]}">'
        f'<w:{kind}RangeStart w:id="{id_}" w:name="move7" {who}/>'
        f'<w:p><w:pPr><w:rPr><w:{kind} w:id="{id_ + 1}" {who}/></w:rPr></w:pPr>'
        f'<w:{kind} w:id="{id_ + 2}" {who}>{run}</w:{kind}></w:p>'
        f'<w:{kind}RangeEnd w:id="{id_}"/></w:x>'
    )


def movements(content: bytes) -> list[str]:
    """Return the names of all elements that say of a move, in all parts of a file."""
    every = (each for root in parts_of(content).values() for each in root.iter("{*}*"))
    names = (etree.QName(each).localname for each in every)
    return [name for name in names if re.search("move(From|To)", name, re.IGNORECASE)]


@pytest.mark.parametrize("sides", [(True, False), (False, True), (True, True)])
@pytest.mark.parametrize(
    ("beside", "notes"),
    [
        ("Said in the body.", "footnotes"),
        ("Said in the note.", "footnotes"),
        ("Said in the note.", "endnotes"),
        ("Cell 1 of the table.", "footnotes"),
        ("Cell 2 of the table.", "footnotes"),
        ("Head", "footnotes"),
    ],
)
def test_a_move_that_a_file_tracks_is_settled_and_no_mark_of_it_is_left(beside, notes, sides):
    plain_ = word(placed(notes))
    settled = with_move(plain_, beside, tracked=False)
    old, new = (with_move(plain_, beside, tracked=each) for each in sides)
    assert movements(with_move(plain_, beside, tracked=True))
    made = redline(old, new, "A", WHEN)
    assert movements(made.docx) == []
    assert [each.rule for each in made.findings] == ["tracked-changes"] * sum(sides)
    assert not changes(made.docx)
    assert reading(made.docx) == reading(settled)


@pytest.mark.parametrize(
    "beside", ["Said in the body.", "Said in the note.", "Cell 2 of the table."]
)
def test_what_changed_beside_a_move_that_a_file_tracks_is_the_only_change(beside):
    plain_ = word(placed())
    tracked = with_move(plain_, beside, tracked=True)
    settled = with_move(plain_, beside, tracked=False)
    was, now = MOVED, MOVED.replace("old", "new")
    other = rewritten(tracked, part_with(tracked, beside), lambda text: text.replace(was, now))
    clean = rewritten(settled, part_with(settled, beside), lambda text: text.replace(was, now))
    made = redline(tracked, other, "A", WHEN).docx
    assert movements(made) == []
    assert after(made, "reject") == reading(settled)
    assert after(made, "accept") == reading(clean)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"%PDF-1.7", "unknown-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "locked-file"),
        (b"PK\x03\x04" + b"x" * 100, "broken-file"),
    ],
)
def test_what_is_no_word_file_is_refused(content, rule):
    with pytest.raises(Refused) as refused:
        redline(content, word(plain(LONG)), "A", WHEN, ("draft.docx", "new.docx"))
    assert (refused.value.finding.rule, refused.value.finding.file) == (rule, "draft.docx")


def rewritten(content: bytes, part: str, change) -> bytes:
    """Return a Word file with the text of one part changed."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, change(text.decode()).encode() if name == part else text)
    return made.getvalue()


def test_a_file_that_declares_entities_is_refused():
    hostile = '<!DOCTYPE x [<!ENTITY a "b">]>'
    old = rewritten(
        word(plain(LONG)),
        "word/document.xml",
        lambda s: s.replace("<w:document", f"{hostile}<w:document", 1),
    )
    with pytest.raises(Refused) as refused:
        redline(old, word(plain(LONG)), "A", WHEN)
    assert refused.value.finding.rule == "hostile-xml"


def test_a_control_that_lost_its_tag_is_known_by_its_paragraphs():
    new = rewritten(
        word(plain(LONG)), "word/document.xml", lambda s: re.sub(r"<w:tag [^>]*/>", "", s)
    )
    made = redline(word(plain(LONG)), new, "A", WHEN)
    assert not made.total.changed
    assert "case" in [each.id for each in made.changes]


def test_text_whose_controls_are_gone_is_compared_all_the_same():
    bare = re.compile(r"</?w:sdt>|</?w:sdtContent>|<w:sdtPr>.*?</w:sdtPr>")
    old, new = word(plain(LONG)), word(plain(LONG.replace("a court", "the regional court")))
    for pair in (
        (rewritten(old, "word/document.xml", lambda s: bare.sub("", s)), new),
        (old, rewritten(new, "word/document.xml", lambda s: bare.sub("", s))),
    ):
        made = redline(*pair, "A", WHEN).docx
        assert (marked(made, "del"), marked(made, "ins")) == (["a"], ["the regional"])
        assert audit(made) == []


# The command


def run(project: Project, *words: str) -> Ran:
    """Run the command as the front door does, in a project."""
    parser = argparse.ArgumentParser()
    parser.add_argument("old")
    parser.add_argument("new")
    for name in ("document", "author", "date"):
        parser.add_argument(f"--{name}", default="")
    for name in ("output", "content", "templates"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--json", action="store_true")
    project.capture.readouterr()
    status = command.run(parser.parse_args(words), project.root)
    found = project.capture.readouterr()
    return Ran(status, found.out, found.err)


BLOCK = "case/blocks/60-evidence.md"


@pytest.fixture
def kept(small: Project) -> Project:
    """The dossier `case` in two commits: the second changed a word of a block."""
    git(small, "init", "-q")
    commit(small)
    small.change(BLOCK, "first event", "earliest event")
    commit(small)
    return small


def commit(project: Project) -> None:
    git(project, "add", "-A")
    git(project, "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "x")


def git(project: Project, *words: str) -> None:
    subprocess.run(["git", *words], cwd=project.root, check=True, capture_output=True)


def test_two_revisions_are_built_and_compared(kept):
    ran = run(kept, "HEAD~1", "HEAD", "--document", "case/submission", "--date", "2026-11-01")
    assert ran.status == 0, ran.err
    made = kept.output / "case" / "submission-redline.docx"
    assert (marked(made.read_bytes(), "del"), marked(made.read_bytes(), "ins")) == (
        ["first"],
        ["earliest"],
    )
    assert "HEAD~1 → HEAD: words +1 −1" in ran.out
    assert "earliest" in made.with_suffix(".html").read_text("utf-8")


def test_a_file_says_which_document_it_is(kept):
    assert kept.run("build", "case/submission", "--format", "docx").status == 0
    built = kept.output / "case" / "submission.docx"
    ran = run(kept, "HEAD~1", str(built), "--json")
    assert ran.status == 0, ran.err
    told = json.loads(ran.out)
    assert (told["total"]["words_added"], told["total"]["words_removed"]) == (1, 1)
    assert [each["id"] for each in told["blocks"] if each["words_added"]] == ["evidence-one"]


def test_the_content_as_it_lies_can_be_one_side(kept):
    kept.change(BLOCK, "what happened, when", "what came about, and when")
    ran = run(kept, "HEAD", ".", "--document", "case/submission")
    assert "words +3 −1" in ran.out


def test_a_file_wins_over_a_revision_of_its_name(kept):
    (kept.root / "HEAD").write_text("no Word file", "utf-8")
    ran = run(kept, "HEAD", ".", "--document", "case/submission")
    assert ran.status == 1
    assert "unknown-file" in ran.err


@pytest.mark.parametrize("name", ["nobody", "--output=x", "-h", "HEAD~9", ""])
def test_what_is_neither_a_file_nor_a_revision_is_told(kept, name):
    options = argparse.Namespace(
        old=name,
        new=".",
        document="case/submission",
        author="",
        date="",
        output=None,
        content=None,
        templates=None,
        json=False,
    )
    assert command.run(options, kept.root) == 2
    assert "unknown-version" in kept.capture.readouterr().err


def test_without_git_that_is_told(small):
    ran = run(small, "HEAD", ".", "--document", "case/submission")
    assert ran.status == 2
    assert "not-in-git" in ran.err


def test_a_document_that_was_not_there_yet_is_told(kept):
    ran = run(kept, "HEAD~1", "HEAD", "--document", "case/letter")
    assert ran.status == 1
    assert (
        'HEAD~1:case/dossier.yaml: error[unknown-document]: the dossier "case" has no document "letter"'
        in ran.err
    )


def test_a_document_that_was_never_there_is_no_fault_of_the_content(kept):
    ran = run(kept, "HEAD~1", "HEAD", "--document", "case/leter")
    assert ran.err.count("unknown-document") == 2
    assert "old-content" not in ran.err


def test_a_note_that_is_called_again_is_raised_on_the_page():
    note = Note("case/n", (Paragraph((Text("See."),), "case/n.1"),))
    line = (Text("One"), note, Text(" two"), NoteAgain("case/n"), Text(" end."))
    made = plain("One")
    block = replace(made.sections[0].blocks[0], content=(Paragraph(line, "case.1"),))
    made = replace(made, sections=(replace(made.sections[0], blocks=(block,)),))
    assert "two<sup>1</sup> end." in redline(word(made), word(made), "A. Lawyer", WHEN).html


def test_errors_of_old_content_are_told_with_the_revision(kept):
    kept.change(BLOCK, "kind: evidence", "kind: evidence\nkinds: many")
    commit(kept)
    ran = run(kept, "HEAD", "HEAD~1", "--document", "case/submission")
    assert ran.status == 1
    assert "HEAD:case/blocks/60-evidence.md:4: error[unknown-key]" in ran.err


def test_a_redline_that_somebody_edited_is_left_as_it_is(kept):
    words_ = ("HEAD~1", "HEAD", "--document", "case/submission")
    assert run(kept, *words_).status == 0
    assert run(kept, *words_).status == 0
    made = kept.output / "case" / "submission-redline.docx"
    made.write_bytes(made.read_bytes() + b"\0")
    ran = run(kept, *words_)
    assert ran.status == 1
    assert "edited-output" in ran.err
    assert made.read_bytes().endswith(b"\0")


def test_names_that_may_not_be_read_keep_a_redline_from_being_written(kept):
    kept.write("case/people.yaml", "leader:\n  name: Amangeldy Testov\n  role: {en: the chair}\n")
    old = word(plain("Amangeldy Testov was heard by the court in Shymkent."))
    (kept.root / "old.docx").write_bytes(old)
    ran = run(kept, "old.docx", ".", "--document", "case/submission")
    assert ran.status == 1
    assert "name-leaks" in ran.err
    assert not (kept.output / "case" / "submission-redline.docx").exists()
