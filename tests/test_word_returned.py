"""What comes back in a Word file: all words, all tracked changes, all comments, and no surprises."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.build.lost_words import reconcile
from dossier.interchange.pull import left_changes, left_words
from dossier.interchange.pull.left_words import Notes
from dossier.interchange.pull.tracked_changes import Way, decided
from dossier.model.bookmark_names import bookmark_name
from dossier.model.diagnostics import Refused
from dossier.model.document import Break, BulletList, NumberedList, Paragraph, Table
from dossier.model.language import own_templates
from dossier.model.passages import passages
from dossier.model.walk import blocks
from dossier.readers.exported_docx import read_returned
from dossier.readers.exported_docx.paragraphs import (
    Atom,
    Call,
    Field,
    Picture,
    Returned,
    ReturnedParagraph,
    Revision,
    Shape,
)
from dossier.readers.exported_docx.tracked_changes import authors, revisions, settle
from dossier.writers.docx import write_docx
from tests.strategies import editions

WORD = own_templates() / "_shared" / "word.docx"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Group"><w:name w:val="Group"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="B2"><w:name w:val="List Bullet 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered Paragraph"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Label"><w:name w:val="Recommendation Label"/>
<w:rPr><w:b/></w:rPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="4"/></w:lvlOverride></w:num>
"""
CALL, PICTURE = "\ue000", "\ue001"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word(
    body: str,
    *,
    notes: str = "",
    comments: str = "",
    answers: str = "",
    relations: str = "",
    main: str = MAIN,
    more: dict[str, str] | None = None,
) -> bytes:
    """Return a small Word file."""
    parts = {
        "styles": f"<w:styles {SPACES}>{STYLES}</w:styles>",
        "numbering": f"<w:numbering {SPACES}>{NUMBERING}</w:numbering>",
        "footnotes": f"<w:footnotes {SPACES}>{notes}</w:footnotes>",
        "comments": f"<w:comments {SPACES}>{comments}</w:comments>",
        "commentsExtended": f"<w15:commentsEx {SPACES}>{answers}</w15:commentsEx>",
    }
    joined = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts
    )
    package = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": rels(
            f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": rels(joined + relations),
        **{f"word/{name}.xml": content for name, content in parts.items()},
        **(more or {}),
    }
    return zipped(package)


def rels(content: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{content}</Relationships>'


def zipped(package: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package.items():
            archive.writestr(name, content)
    return made.getvalue()


def p(content: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


def r(text: str, properties: str = "", name: str = "t") -> str:
    words = f'<w:{name} xml:space="preserve">{escape(text)}</w:{name}>' if text else ""
    return f"<w:r><w:rPr>{properties}</w:rPr>{words}</w:r>"


def done(name: str, content: str = "", author: str = "Ann") -> str:
    """Return a tracked change."""
    return (
        f'<w:{name} w:id="9" w:author="{author}" w:date="2024-05-01T10:00:00Z">{content}</w:{name}>'
    )


def ins(text: str, author: str = "Ann") -> str:
    return done("ins", r(text), author)


def deleted(text: str, author: str = "Ann") -> str:
    return done("del", r(text, name="delText"), author)


def field(code: str, *shown: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    half = len(code) // 2
    codes = "".join(r(each, name="instrText") for each in (code[:half], code[half:]))
    result = "".join(each if each.startswith("<") else r(each) for each in shown)
    return f"{char('begin')}{codes}{char('separate')}{result}{char('end')}"


def mark(name: str, author: str = "Ann") -> str:
    return f"<w:rPr>{done(name, author=author)}</w:rPr>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def read(body: str, **parts) -> Returned:
    return read_returned(word(body, **parts), "back.docx")


def shown(line: ReturnedParagraph) -> str:
    """Return the words of a line, deleted ones too; a call of a note is CALL."""
    said = {Break: "\n", Call: CALL, Picture: PICTURE}
    return "".join(
        each.content
        if isinstance(each.content, str)
        else each.content.shown
        if isinstance(each.content, Field)
        else said[type(each.content)]
        for each in line.atoms
    )


def texts(lines: Iterable[ReturnedParagraph]) -> list[str]:
    return [shown(each) for each in lines]


def accepted(returned: Returned) -> Returned:
    return settle(returned, lambda _: True)


def rejected(returned: Returned) -> Returned:
    return settle(returned, lambda _: False)


# Exports come back as they were written


def exported(edition) -> Returned:
    return read_returned(write_docx(edition, WORD, {}), "export.docx")


@given(editions())
def test_an_export_comes_back_with_all_its_words(edition):
    returned = exported(edition)
    stories = (returned.lines, *returned.notes.values())
    told = (each for lines in stories for each in lines if each.shape.kind != "frame")
    words = " ".join(shown(each).replace(CALL, "") for each in told)
    typed = [each for each in passages(edition) if each.where not in ("item", "number")]
    assert reconcile(typed, words) is None
    assert not revisions(returned)
    assert accepted(returned) == returned == rejected(returned)


@settings(max_examples=12)
@given(editions())
def test_every_paragraph_is_found_by_its_bookmark_and_has_its_shape(edition):
    returned = exported(edition)
    found = {mark: each.shape for each in returned.lines for mark in each.bookmarks}
    for block in blocks(edition.document):
        for id_, shape in shapes(block.content):
            made = found[bookmark_name("p", id_)]
            assert replace(shape, table=made.table, start=made.start, list=made.list) == made
    notes = {mark for lines in returned.notes.values() for each in lines for mark in each.bookmarks}
    assert len(returned.notes) == len(edition.numbers.note)
    assert len(notes) >= len(returned.notes)


def shapes(nodes, level=0):
    """Yield the shapes that paragraphs of a block must have; those in quotations are left out."""
    for node in nodes:
        match node:
            case Paragraph():
                kind = "continue" if level else "paragraph"
                yield node.id, Shape(kind, min(level, 5))
            case BulletList() | NumberedList():
                for item in node.items:
                    first, *rest = item.content
                    numbered = isinstance(node, NumberedList)
                    kind, form = ("number", node.form) if numbered else ("bullet", "1.")
                    if isinstance(first, Paragraph):
                        yield first.id, Shape(kind, min(level + 1, 5), form=form)
                    yield from shapes(rest if isinstance(first, Paragraph) else (), level + 1)
            case Table():
                for at, each in enumerate((node.head, *node.rows)):
                    for column, (one, align) in enumerate(
                        zip(each.cells, node.alignment, strict=True)
                    ):
                        yield one.id, Shape("cell", row=at, column=column, align=align)


@settings(max_examples=12)
@given(editions())
def test_lists_are_told_apart_and_begin_at_their_number(edition):
    returned = exported(edition)
    found = {mark: each.shape for each in returned.lines for mark in each.bookmarks}
    tops = [
        node
        for block in blocks(edition.document)
        for node in block.content
        if isinstance(node, NumberedList)
    ]
    made = [{found[bookmark_name("p", item.content[0].id)] for item in node.items} for node in tops]
    for node, all_alike in zip(tops, made, strict=True):
        assert [each.start for each in all_alike] == [node.start]
    assert len({each.list for alike in made for each in alike}) == len(tops)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_keeps_all_that_the_page_about_it_says(project, tmp_path):
    from tests.conftest import ROOT, document

    shutil.copytree(ROOT / "tests" / "content" / "ruritania", project.content / "ruritania")
    shutil.copytree(ROOT / "content" / "library", project.content / "library", dirs_exist_ok=True)
    edition = document(project, "ruritania", "plain").edition
    (tmp_path / "a.docx").write_bytes(write_docx(edition, WORD, {}))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", "saved"]
    subprocess.run([*order, "a.docx"], cwd=tmp_path, check=True, capture_output=True)
    before = read_returned((tmp_path / "a.docx").read_bytes(), "a.docx")
    after = read_returned((tmp_path / "saved" / "a.docx").read_bytes(), "a.docx")
    assert list(map(kept, after.lines)) == list(map(kept, before.lines))
    assert [list(map(kept, each)) for each in after.notes.values()] == [
        list(map(kept, each)) for each in before.notes.values()
    ]


def kept(line: ReturnedParagraph) -> ReturnedParagraph:
    """Return of a line what LibreOffice keeps (see docs/word/returned.md)."""
    shape = replace(line.shape, list=bool(line.shape.list), align=line.shape.align.strip("left"))
    atoms = tuple(
        replace(each, content=Call(each.content.kind, "")) if isinstance(each.content, Call)
        else replace(each, address=each.address.removesuffix("/"))
        for each in line.atoms
    )  # fmt: skip
    return replace(line, shape=shape, atoms=atoms, control="", alias="")


# What a paragraph is


def test_a_paragraph_is_what_its_style_or_the_style_below_says():
    returned = read(p(r("a"), "H2") + p(r("b"), "Group") + p(r("c"), "Q") + p(r("d"), "B2"))
    assert [(each.shape.kind, each.shape.level) for each in returned.lines] == [
        ("heading", 2),
        ("heading", 2),
        ("quote", 0),
        ("bullet", 2),
    ]
    assert [each.style for each in returned.lines] == [
        "heading 2",
        "group",
        "quote",
        "list bullet 2",
    ]


def listed(list_: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>'


def test_the_button_for_bullets_makes_a_bullet_of_a_paragraph_and_takes_one_away():
    pressed = (
        p(r("a"), "", listed(2, 1)) + p(r("b"), "Numbered", listed(2)) + p(r("c"), "B2", listed(0))
    )
    assert [(each.shape.kind, each.shape.level) for each in read(pressed).lines] == [
        ("bullet", 2),
        ("bullet", 1),
        ("paragraph", 0),
    ]


def test_a_numbered_paragraph_is_a_paragraph_even_when_it_carries_its_number_itself():
    """LibreOffice writes the list of the style into every paragraph."""
    shapes = [
        each.shape for each in read(p(r("a"), "Numbered") + p(r("b"), "Numbered", listed(1))).lines
    ]
    assert shapes == [Shape("paragraph"), Shape("paragraph")]


def test_a_list_whose_first_item_restarts_it_is_one_list():
    """LibreOffice gives the first item a list of its own, which counts on in the other."""
    items = [p(r(each), "", listed(list_)) for each, list_ in (("a", 4), ("b", 3), ("c", 3))]
    found = [each.shape for each in read("".join(items)).lines]
    assert len({each.list for each in found}) == 1
    assert [each.start for each in found] == [4, 4, 4]


def test_cells_have_their_places_and_alignment_and_rows_their_changes():
    first = row(cell(p(r("a"))), cell(p(r("b"), "", '<w:jc w:val="right"/>')))
    second = row(
        cell(p(r("wide")), '<w:gridSpan w:val="2"/>'), cell(p(r("c"))), properties=done("ins")
    )
    lines = read(p(r("x")) + f"<w:tbl>{first}{second}</w:tbl>").lines[1:]
    assert [(each.shape.row, each.shape.column, each.shape.align) for each in lines] == [
        (0, 0, ""),
        (0, 1, "right"),
        (1, 0, ""),
        (1, 2, ""),
    ]
    assert [[each.did for each in line.row] for line in lines] == [[], [], ["insert"], ["insert"]]


def test_a_bookmark_and_a_comment_that_begin_between_rows_belong_to_the_next_cell():
    starts = '<w:bookmarkStart w:id="1" w:name="m"/><w:commentRangeStart w:id="1"/>'
    table = row(cell(p(r("a")))) + starts + row(cell(p(r("b"))))
    returned = read(f"<w:tbl>{table}</w:tbl>", comments=comment(1, "Ann", "why?"))
    assert [each.bookmarks for each in returned.lines] == [(), ("m",)]
    assert [(each.line, each.quoted) for each in returned.remarks] == [(2, "b")]


def test_a_table_of_contents_is_left_out_and_the_words_after_it_are_not():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    contents = p(
        begin
        + r("TOC", name="instrText")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("One 1"),
        "T1",
    )
    rest = p(r("Two 2"), "T1") + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("Text"))
    assert texts(read(contents + rest).lines) == ["Text"]


def test_text_in_a_frame_comes_after_its_paragraph():
    frame = f"<w:r><w:pict><w:txbxContent>{p(r('framed'))}</w:txbxContent></w:pict></w:r>"
    assert texts(read(p(r("before") + frame) + p(r("after"))).lines) == [
        "before",
        "framed",
        "after",
    ]


def test_an_equation_comes_back_on_one_line_with_its_meaning():
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    equation = f'<m:oMath xmlns:m="{math}">{half}</m:oMath>'
    assert texts(read(p(r("About 2") + equation + r(" tonnes"))).lines) == ["About 2 1/2 tonnes"]


def test_a_picture_that_stands_alone_has_its_alternative_text():
    drawn = '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="A  ship"/><a:blip r:embed="p"/></wp:inline></w:drawing></w:r>'
    returned = read(p(drawn))
    assert returned.lines[0].shape == Shape("picture")
    assert returned.lines[0].atoms[0].content == Picture("A ship")


def test_a_paragraph_knows_its_bookmarks_and_its_control():
    marks = '<w:bookmarkStart w:id="1" w:name="p_x"/>{}<w:bookmarkEnd w:id="1"/>'
    between = '<w:bookmarkStart w:id="2" w:name="outside"/><w:bookmarkEnd w:id="2"/>'
    control = f'<w:sdt><w:sdtPr><w:tag w:val="block:x"/><w:alias w:val="X"/></w:sdtPr><w:sdtContent>{between}{p(marks.format(r("a")))}</w:sdtContent></w:sdt>'
    first, second = read(control + p(r("b"))).lines
    assert (first.bookmarks, first.control, first.alias) == (("outside", "p_x"), "block:x", "X")
    assert (second.bookmarks, second.control) == ((), "")


@pytest.mark.parametrize("ending", ["_Copy_1", "_Copy", "_Cop", "_"])
def test_a_bookmark_that_libreoffice_renamed_has_its_own_name_again(ending):
    name = "p_block_2_5d8e0196"
    body = p(
        f'<w:bookmarkStart w:id="1" w:name="{name}{ending}"/>{r("a")}<w:bookmarkEnd w:id="1"/>'
    )
    assert read(body).lines[0].bookmarks == (name,)
    twice = p(f'<w:bookmarkStart w:id="2" w:name="{name}"/>{r("b")}<w:bookmarkEnd w:id="2"/>')
    assert read(body + twice).lines[0].bookmarks == (f"{name}{ending}",)


# Words


def test_runs_that_differ_in_nothing_are_one():
    body = p(
        r("to ")
        + "<w:proofErr/>"
        + r("str", '<w:lang w:val="de-DE"/>')
        + r("ike")
        + r("!", "<w:b/>")
    )
    assert [(each.content, each.bold) for each in read(body).lines[0].atoms] == [
        ("to strike", False),
        ("!", True),
    ]


def test_bold_is_what_differs_from_the_paragraph():
    bold, plain, label = "<w:b/>", '<w:b w:val="0"/>', '<w:rStyle w:val="Label"/>'
    inside = r("a", bold) + r("b") + r("c", plain)
    heading, text = read(p(inside, "H2") + p(inside + r("d", label))).lines
    assert [each.bold for each in heading.atoms] == [False]
    assert [(each.content, each.bold, each.style) for each in text.atoms] == [
        ("a", True, ""),
        ("bc", False, ""),
        ("d", True, "recommendation label"),
    ]


def test_signs_of_words_own_are_the_characters_they_stand_for():
    signs = "<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t><w:noBreakHyphen/><w:tab/><w:t>c</w:t><w:br/><w:sym w:char='00E9'/></w:r>"
    assert shown(read(p(signs)).lines[0]) == "a\u00adb\u2011 c\né"


def test_letters_of_a_symbol_font_are_what_they_show():
    symbol = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    sign = "<w:r><w:sym w:font='Symbol' w:char='F0A3'/></w:r>"
    runs = r("x ") + r("a", symbol) + r("\uf062", symbol) + sign + r(" y", "<w:i/>")
    assert texts(read(p(runs)).lines) == ["x αβ≤ y"]


def test_hidden_words_are_no_words():
    assert texts(read(p(r("seen") + r("hidden", "<w:vanish/>"))).lines) == ["seen"]


def styled(looks: str, kind: str = "character", name: str = "Own") -> dict[str, str]:
    """Return the styles of a file with one more."""
    own = (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>'
        f"<w:rPr>{looks}</w:rPr></w:style>"
    )
    return {"word/styles.xml": f"<w:styles {SPACES}>{STYLES}{own}</w:styles>"}


UP = '<w:vertAlign w:val="superscript"/>'
OWN = '<w:rStyle w:val="Own"/>'


@pytest.mark.parametrize(
    ("looks", "style", "expected"),
    [
        (UP, "", "10⁶"),
        (OWN, UP, "10⁶"),
        ('<w:position w:val="10"/>', "", "10⁶"),
        (OWN, '<w:position w:val="10"/>', "10⁶"),
        (OWN + '<w:vertAlign w:val="baseline"/>', UP, "106"),
        (OWN, '<w:vertAlign w:val="subscript"/>', "106"),
    ],
)
def test_raised_figures_stay_raised_whatever_raises_them(looks, style, expected):
    back = read(p(r("10") + r("6", looks)), more=styled(style))
    assert texts(back.lines) == [expected]


def test_the_sign_of_a_raised_figure_is_raised_with_it_and_words_are_not():
    assert texts(read(p(r("10") + r("-6", UP) + r(" the 4") + r("th", UP))).lines) == [
        "10⁻⁶ the 4th"
    ]


def test_links_are_addresses_whether_they_are_elements_or_fields():
    relation = f'<Relationship Id="h" Type="{OFFICE}/hyperlink" Target="https://a.org" TargetMode="External"/>'
    element = f'<w:hyperlink r:id="h">{r("one")}</w:hyperlink>'
    coded = field(r'HYPERLINK "https://b.org/x" \l "top" \o "a tip"', "two")
    atoms = read(p(element + r(" ") + coded), relations=relation).lines[0].atoms
    assert [(each.content, each.address) for each in atoms] == [
        ("one", "https://a.org"),
        (" ", ""),
        ("two", "https://b.org/x#top"),
    ]


def test_a_field_is_one_atom_however_its_runs_are_split():
    split = field(r" REF  p_x \r \h ", r("2", "<w:b/>"), "", "7")
    simple = f'<w:fldSimple w:instr=" SEQ a ">{r("3")}</w:fldSimple>'
    atoms = read(p(r("paragraph ") + split + simple + field("XE y"))).lines[0].atoms
    assert [each.content for each in atoms] == [
        "paragraph ",
        Field(r"REF p_x \r \h", "27", other_look=True),
        Field("SEQ a", "3"),
        Field("XE y", ""),
    ]


def test_a_field_in_a_link_keeps_both():
    atoms = read(p(field('HYPERLINK "https://a.org"', "see ", field("REF x", "7")))).lines[0].atoms
    assert [(each.content, each.address) for each in atoms] == [
        ("see ", "https://a.org"),
        (Field("REF x", "7"), "https://a.org"),
    ]


def test_an_edited_result_of_a_field_has_its_old_and_its_new_words():
    returned = read(p(field("REF x", "2", deleted("7"), ins("8"))))
    assert [each.content for each in accepted(returned).lines[0].atoms] == [Field("REF x", "28")]
    assert [each.content for each in rejected(returned).lines[0].atoms] == [Field("REF x", "27")]


def test_a_deleted_field_has_its_code_still_and_no_words_of_it():
    whole = done("del", field("REF x", r("7", name="delText")).replace("instrText", "delInstrText"))
    returned = read(p(r("see ") + whole))
    assert returned.lines[0].atoms[1].content == Field("REF x", "7")
    assert texts(accepted(returned).lines) == ["see "]


def test_a_field_that_never_ends_takes_no_words_with_it():
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("REF x", name="instrText")
    separated = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    returned = read(p(begun + separated + r("a")) + p(r("b")))
    assert [each.content for line in returned.lines for each in line.atoms] == ["a", "b"]


NOTE = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="3">{}</w:footnote>'
CALLED = '<w:r><w:footnoteReference w:id="3"/></w:r>'


def test_a_note_is_called_by_its_id_inside_its_bookmark():
    body = p(f'{r("a")}<w:bookmarkStart w:id="1" w:name="n_x"/>{CALLED}<w:bookmarkEnd w:id="1"/>')
    text = p("<w:r><w:footnoteRef/></w:r>" + r(" The note."))
    returned = read(body, notes=NOTE.format(text))
    assert returned.lines[0].atoms[1].content == Call("footnote", "3", ("n_x",))
    assert {name: texts(lines) for name, lines in returned.notes.items()} == {
        "footnote:3": ["The note."]
    }


def test_a_bookmark_that_libreoffice_ends_before_the_call_is_around_it_all_the_same():
    body = p(f'{r("a")}<w:bookmarkStart w:id="1" w:name="n_x"/><w:bookmarkEnd w:id="1"/>{CALLED}')
    assert read(body).lines[0].atoms[1].content == Call("footnote", "3", ("n_x",))


# Tracked changes


def test_revisions_say_who_did_what_and_when_one_inside_another():
    inside = done("ins", done("del", r("gone", name="delText"), "Ben"))
    atom = read(p(inside)).lines[0].atoms[0]
    assert atom.revisions == (
        Revision("insert", "Ann", "2024-05-01T10:00:00Z"),
        Revision("delete", "Ben", "2024-05-01T10:00:00Z"),
    )


def test_words_inserted_by_one_and_deleted_by_another_stay_only_between_the_two():
    returned = read(p(r("a ") + done("ins", done("del", r("b", name="delText"), "Ben"))))
    assert texts(settle(returned, lambda each: each.author == "Ann").lines) == ["a b"]
    assert texts(accepted(returned).lines) == texts(rejected(returned).lines) == ["a "]


def test_formatting_goes_back_to_what_it_was():
    changed = r("words", f"<w:b/>{done('rPrChange', '<w:rPr><w:i/></w:rPr>')}")
    returned = read(p(changed))
    assert returned.lines[0].atoms[0].before == (False, True)
    looks = [settled.lines[0].atoms[0] for settled in (accepted(returned), rejected(returned))]
    assert [(each.bold, each.italic) for each in looks] == [(True, False), (False, True)]


def test_a_paragraph_that_was_made_a_heading_is_one_again():
    turned = p(r("a"), "H2", done("pPrChange", '<w:pPr><w:pStyle w:val="Q"/></w:pPr>'))
    returned = read(turned)
    assert accepted(returned).lines[0].shape == Shape("heading", 2)
    assert (rejected(returned).lines[0].shape, rejected(returned).lines[0].style) == (
        Shape("quote"),
        "quote",
    )


def test_moved_words_stand_in_one_place():
    moved = p(done("moveFrom", r("moved "), "Ann") + r("a ")) + p(
        r("b ") + done("moveTo", r("moved "))
    )
    returned = read(moved)
    assert texts(accepted(returned).lines) == ["a ", "b moved "]
    assert texts(rejected(returned).lines) == ["moved a ", "b "]


def test_a_paragraph_whose_end_goes_is_what_the_next_one_is():
    returned = read(
        p(r("one "), "Q", mark("del"))
        + p(r("two"), "H2")
        + p(r("three"), "", mark("ins"))
        + p("", "Q")
    )
    merged, last, *_ = accepted(returned).lines
    assert (shown(merged), merged.shape) == ("one two", Shape("heading", 2))
    assert shown(last) == "three"
    assert rejected(returned).lines[-1].shape == Shape("paragraph"), "the second has no words"


def test_a_paragraph_that_is_deleted_whole_leaves_the_next_one_alone_and_takes_its_bookmark_along():
    gone = (
        '<w:bookmarkStart w:id="1" w:name="gone"/>' + deleted("one") + '<w:bookmarkEnd w:id="1"/>'
    )
    (line,) = accepted(read(p(gone, "H2", mark("del")) + p(r("two")))).lines
    assert (shown(line), line.shape, line.bookmarks) == ("two", Shape("paragraph"), ())


def test_the_end_of_a_paragraph_before_a_table_does_not_join_it_to_a_cell():
    table = f"<w:tbl>{row(cell(p(r('cell'))))}</w:tbl>"
    returned = read(
        p(deleted("gone"), "", mark("del")) + table + p(r("stays"), "", mark("del")) + table
    )
    assert texts(accepted(returned).lines) == ["cell", "stays", "cell"]


def test_deleted_rows_and_cells_close_up():
    table = (
        row(cell(p(r("a"))), cell(p(r("b"))))
        + row(cell(p(r("c"))), cell(p(r("d"))), properties=done("del"))
        + row(cell(p(r("e")), done("cellDel")), cell(p(r("f"))))
    )
    lines = accepted(read(f"<w:tbl>{table}</w:tbl>")).lines
    assert [(shown(each), each.shape.row, each.shape.column) for each in lines] == [
        ("a", 0, 0),
        ("b", 0, 1),
        ("f", 1, 0),
    ]


def test_a_note_leaves_with_its_call_and_its_own_changes_are_settled():
    body = p(r("a") + done("del", CALLED))
    returned = read(body, notes=NOTE.format(p(r("kept ") + ins("new") + deleted("old"))))
    assert accepted(returned).notes == {}
    assert texts(rejected(returned).notes["footnote:3"]) == ["kept old"]
    assert [each.did for each in revisions(returned)] == ["delete", "insert"]


# Comments


def comment(id_: int, author: str, *paragraphs: str, day: int = 2) -> str:
    text = "".join(
        f'<w:p w14:paraId="{id_}{at}"><w:r><w:annotationRef/></w:r>{r(each)}</w:p>'
        for at, each in enumerate(paragraphs)
    )
    return f'<w:comment w:id="{id_}" w:author="{author}" w:date="2024-05-0{day}T09:00:00Z">{text}</w:comment>'


def ranged(id_: int, content: str) -> str:
    return f'<w:commentRangeStart w:id="{id_}"/>{content}<w:commentRangeEnd w:id="{id_}"/><w:r><w:commentReference w:id="{id_}"/></w:r>'


def test_a_comment_has_the_words_of_its_range_over_several_paragraphs():
    body = (
        p(r("zero"))
        + p(r("one ") + '<w:commentRangeStart w:id="1"/>' + r("two"))
        + p(r("three") + '<w:commentRangeEnd w:id="1"/>' + r(" four"))
    )
    returned = read(body, comments=comment(1, "Ann", "First.", "Second."))
    (remark,) = returned.remarks
    assert (remark.author, remark.date) == ("Ann", "2024-05-02T09:00:00Z")
    assert (remark.text, remark.quoted, remark.line) == ("First.\nSecond.", "two three", 2)
    covered = [each.content for line in returned.lines for each in line.atoms if each.remarks]
    assert covered == ["two", "three"]


def test_an_answer_knows_its_comment_and_a_settled_comment_says_so():
    answers = '<w15:commentEx w15:paraId="11" w15:done="1"/><w15:commentEx w15:paraId="20" w15:paraIdParent="11" w15:done="0"/>'
    returned = read(
        p(ranged(1, r("here"))),
        comments=comment(1, "Ann", "a", "b") + comment(2, "Ben", "c"),
        answers=answers,
    )
    first, second = returned.remarks
    assert (first.settled, second.settled, second.answers) == (True, False, "1")
    assert (second.quoted, second.line) == ("here", 1), "it stands where the first one stands"


def test_a_discussion_that_libreoffice_turned_round_is_read_in_the_order_it_was_held():
    spoken = [comment(at, "Ann", f"said {at}", day=at) for at in (1, 2, 3)]
    around = ranged(1, ranged(2, ranged(3, r("here"))))
    other = p(ranged(4, r("there")))
    turned = "".join(reversed(spoken)) + comment(4, "Ben", "elsewhere", day=1)
    returned = read(p(around) + other, comments=turned)
    assert [each.text for each in returned.remarks] == ["said 1", "said 2", "said 3", "elsewhere"]


def test_a_comment_in_a_note_says_which():
    returned = read(
        p(CALLED),
        notes=NOTE.format(p(r("x")) + p(ranged(1, r("why?")))),
        comments=comment(1, "Ann", "a"),
    )
    (remark,) = returned.remarks
    assert (remark.note, remark.line, remark.quoted) == ("footnote:3", 2, "why?")
    assert rejected(returned).remarks == returned.remarks


def test_a_comment_outlives_its_words_and_moves_on_with_its_paragraph():
    body = p(ranged(1, deleted("gone")), "", mark("del")) + p(r("stays"))
    returned = accepted(read(body, comments=comment(1, "Ann", "why?")))
    assert [(each.quoted, each.line) for each in returned.remarks] == [("gone", 2)]
    assert [each.number for each in returned.lines] == [2]


# Laws of settling

OPS = ("keep", "ins", "del", "moveTo", "moveFrom")
PEOPLE = ("Ann", "Ben")
PIECES = st.tuples(st.sampled_from(OPS), st.sampled_from(PEOPLE))
EDITED = st.lists(
    st.tuples(st.lists(PIECES, max_size=5), st.sampled_from(OPS), st.sampled_from(PEOPLE)),
    min_size=1,
    max_size=8,
)


def tracked(edited) -> str:
    """Return paragraphs with tracked changes; each piece is a word of its own."""
    made = []
    for at, (pieces, end, author) in enumerate(edited):
        words = (piece(op, who, f"w{at}x{n} ") for n, (op, who) in enumerate(pieces))
        last = at == len(edited) - 1
        made.append(p("".join(words), "", "" if end == "keep" or last else mark(end, author)))
    return "".join(made)


def piece(op: str, author: str, text: str) -> str:
    if op == "keep":
        return r(text)
    return done(op, r(text, name="delText" if op == "del" else "t"), author)


def settled_by_hand(edited, accepts) -> list[str]:
    """Return the texts of the paragraphs as they are when `accepts` says whose changes hold."""

    def stands(op: str, author: str) -> bool:
        return op == "keep" or (op in ("ins", "moveTo")) == accepts(author)

    found, text = [], ""
    for at, (pieces, end, who) in enumerate(edited):
        text += "".join(f"w{at}x{n} " for n, each in enumerate(pieces) if stands(*each))
        if stands(end, who) or at == len(edited) - 1:
            found.append(text)
            text = ""
    return found


@given(EDITED, st.sets(st.sampled_from(PEOPLE)))
def test_accepting_and_rejecting_by_author_gives_the_text_that_was_meant(edited, trusted):
    returned = read(tracked(edited))
    text = settle(returned, lambda each: each.author in trusted)
    assert texts(text.lines) == settled_by_hand(edited, trusted.__contains__)
    assert not revisions(text)
    assert set(authors(returned)) <= set(PEOPLE)


@given(EDITED, st.sampled_from(PEOPLE))
def test_nothing_is_left_to_settle_a_second_time(edited, author):
    once = settle(read(tracked(edited)), lambda each: each.author == author)
    assert accepted(once) == once == rejected(once)


@settings(max_examples=5)
@given(st.lists(EDITED, min_size=1, max_size=6), EDITED)
def test_pandoc_reads_the_same_words(texts_, note):
    body = "".join(map(tracked, texts_)) + p(r("called ") + CALLED)
    content = word(body, notes=NOTE.format(tracked(note)))
    returned = read_returned(content, "back.docx")
    for way, made in (("accept", accepted(returned)), ("reject", rejected(returned))):
        order = [pypandoc.get_pandoc_path(), f"--track-changes={way}", "-f", "docx", "-t", "plain"]
        said = subprocess.run(order, input=content, capture_output=True, check=True).stdout.decode()
        lines = [*made.lines, *(each for lines in made.notes.values() for each in lines)]
        assert (
            re.findall(r"w\d+x\d+|called", said)
            == " ".join(shown(each).replace(CALL, "") for each in lines).split()
        )


# What is refused, and what is left alone


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_returned(content, "back.docx")
    assert caught.value.finding.hint
    return caught.value.finding.rule


def test_what_is_no_word_file_is_refused_with_its_reason():
    assert refused(b"") == "unknown-file"
    assert refused(b"%PDF-1.7 ...") == "unknown-file"
    assert refused(b"PK\x03\x04 broken") == "broken-file"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "locked-file"
    assert refused(zipped({"a.txt": "no Word file"})) == "unknown-file"
    assert refused(word(p(r("cut")))[:-40]) == "broken-file"


def test_macros_bombs_and_entities_are_refused():
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert refused(word(p(""), main=macro)) == "macros"
    assert refused(word(p(""), more={"word/vbaProject.bin": "x"})) == "macros"
    assert refused(word(p(""), more={"word/media/a.xml": " " * 9_000_000})) == "zip-bomb"
    assert refused(word(p(""), more={"../out": "x"})) == "path-outside"
    entity = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'
    assert refused(word(p(""), more={"word/document.xml": entity})) == "hostile-xml"


@pytest.mark.parametrize(
    "inside",
    [
        "<w:ins>{}</w:ins>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:r><w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict></w:r>",
        "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
    ],
)
@pytest.mark.parametrize("depth", [20, 110, 400])
def test_absurd_nesting_is_read_or_refused(inside, depth):
    body = p(r("deep"))
    for _ in range(depth // inside.count("</")):
        body = inside.format(body)
    try:
        lines = read(body).lines
    except Refused as refusal:
        assert depth > 110
        assert refusal.finding.rule in ("too-deep", "broken-file")
    else:
        assert "deep" in texts(lines)


def test_what_stands_elsewhere_is_left_alone_with_a_warning():
    ole = "<w:r><w:object><o:OLEObject xmlns:o='urn:o'/></w:object></w:r>"
    far = '<w:r><w:drawing><a:blip r:link="far"/></w:drawing></w:r>'
    relation = f'<Relationship Id="far" Type="{OFFICE}/image" Target="http://127.0.0.1:1/a.png" TargetMode="External"/>'
    tied = f'<Relationship Id="s" Type="{OFFICE}/settings" Target="settings.xml"/>'
    template = f'<Relationship Id="t" Type="{OFFICE}/attachedTemplate" Target="http://127.0.0.1:1/t.dotm" TargetMode="External"/>'
    more = {"word/settings.xml": "<s/>", "word/_rels/settings.xml.rels": rels(template)}
    body = (
        p(ole)
        + p(far)
        + '<w:altChunk r:id="c"/>'
        + p(field('INCLUDETEXT "http://127.0.0.1:1/x"', "was"))
    )
    returned = read(body, relations=relation + tied, more=more)
    assert [(each.rule, each.line, each.severity) for each in returned.findings] == [
        ("embedded-object", 1, "warning"),
        ("remote-picture", 2, "warning"),
        ("inserted-file", 3, "warning"),
        ("remote-field", 3, "warning"),
        ("remote-template", 0, "warning"),
    ]
    assert texts(returned.lines) == ["", PICTURE, "was"]


def test_words_that_are_only_struck_through_stay_with_a_warning():
    struck = read(p(r("old", "<w:strike/>") + r("new", '<w:strike w:val="0"/>')))
    assert texts(struck.lines) == ["oldnew"]
    assert [each.rule for each in struck.findings] == ["struck-words"]
    by_style = read(p(r("old", OWN)), more=styled("<w:dstrike/>"))
    paragraph = read(p(r("old"), "Own"), more=styled("<w:strike/>", "paragraph"))
    taken_off = read(p(r("old", OWN + '<w:strike w:val="0"/>')), more=styled("<w:strike/>"))
    told = [[each.rule for each in back.findings] for back in (by_style, paragraph, taken_off)]
    assert told == [["struck-words"], ["struck-words"], []]


def test_white_and_tiny_words_stay_with_a_warning():
    for looks in ('<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'):
        back = read(p(r("seen") + r(" bait", looks)))
        assert texts(back.lines) == ["seen bait"]
        assert [each.rule for each in back.findings] == ["unseen-words"]
    dark = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>'
    assert read(p(r("seen", dark))).findings == ()
    assert read(p(r("seen") + r("gone", '<w:vanish/><w:sz w:val="2"/>'))).findings == ()


def test_five_thousand_changes_by_two_hundred_people_are_all_read():
    changes = "".join(
        (ins if at % 2 else deleted)(f"w{at} ", f"Author {at % 200}") for at in range(5_000)
    )
    returned = read(p(changes) + p(r("end")))
    assert len(authors(returned)) == 200
    assert len(returned.lines[0].atoms) == 5_000
    assert len(shown(accepted(returned).lines[0]).split()) == 2_500


# What a file says of itself


def test_an_export_carries_what_it_says_of_itself_under_any_name():
    embedded = '<export xmlns="urn:upr-dossier:export">{"a": "b &amp; c"}</export>'
    relation = "".join(
        f'<Relationship Id="x{at}" Type="{OFFICE}/customXml" Target="../customXml/{name}"/>'
        for at, name in enumerate(("item1.xml", "item2.xml", "item9.xml"))
    )
    more = {
        "customXml/item1.xml": "<other/>",
        "customXml/item2.xml": "<broken",
        "customXml/item9.xml": embedded,
    }
    assert read(p(""), relations=relation, more=more).embedded == '{"a": "b & c"}'
    assert read(p("")).embedded == ""


def test_who_saved_it_last_and_when_are_known():
    core = "<p><lastModifiedBy>Ben</lastModifiedBy><modified>2024-05-03T00:00:00Z</modified></p>"
    space = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
    root = rels(
        f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{space}/core-properties" Target="docProps/core.xml"/>'
    )
    more = {"_rels/.rels": root, "docProps/core.xml": core.replace("<p>", '<p xmlns="urn:p">')}
    returned = read(p(""), more=more)
    assert (returned.author, returned.date, returned.language) == (
        "Ben",
        "2024-05-03T00:00:00Z",
        "en-GB",
    )


# Changes left for review


def left_of(body: str, way: Way = "review", named: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    decision = decided(read_returned(word(body), "back.docx"), way, named)
    return [(each.author, each.old, each.new) for each in decision.left]


ENDED = p(r("One is here."), properties=f"<w:rPr>{done('del', author='Jane')}</w:rPr>")
ENTERED = p(r("One is here."), properties=f"<w:rPr>{done('ins', author='Jane')}</w:rPr>")


@pytest.mark.parametrize(
    ("way", "named", "after"),
    [("review", (), "Two is there."), ("accept", ("Ann",), "Two is also")],
)
def test_a_deleted_end_of_a_paragraph_that_is_not_taken_is_left_for_review(way, named, after):
    body = ENDED + p(r("Two is ") + ins("also ") + r("there."))
    (end, *_) = left_of(body, way, named)
    assert end == ("Jane", f"One is here. ¶ {after}", f"One is here. {after}")


def test_a_paragraph_parted_in_two_is_left_for_review():
    assert left_of(ENTERED + p(r("Two."))) == [
        ("Jane", "One is here. Two.", "One is here. ¶ Two."),
    ]


def test_a_paragraph_that_comes_or_goes_whole_is_left_once_by_its_words():
    came = ENTERED + p(ins("New.", "Jane"))
    assert left_of(came) == [("Jane", "", "New.")]
    went = p(deleted("Old."), properties=f"<w:rPr>{done('del')}</w:rPr>") + p(r("Two."))
    assert left_of(went) == [("Ann", "Old.", "")]


def test_a_join_across_a_deleted_paragraph_is_left_for_review():
    gone = p(deleted("Old.", "Jane"), properties=f"<w:rPr>{done('del', author='Jane')}</w:rPr>")
    assert ("Jane", "One is here. ¶ Two.", "One is here. Two.") in left_of(
        ENDED + gone + p(r("Two."))
    )


def test_a_deleted_row_whose_words_have_no_mark_is_left_for_review():
    row = f"<w:tr><w:trPr>{done('del')}</w:trPr><w:tc>{p(r('Gone.'))}</w:tc></w:tr>"
    other = f"<w:tr><w:tc>{p(r('Stays.'))}</w:tc></w:tr>"
    assert left_of(f"<w:tbl>{row}{other}</w:tbl>{p('')}") == [("Ann", "Gone.", "")]


def test_a_tracked_look_is_left_for_review():
    plain = done("rPrChange", "<w:rPr/>")
    assert left_of(p(r("Loud", f"<w:b/>{plain}") + r(" words."))) == [("Ann", "Loud", "Loud")]


def gone_run(text: str) -> str:
    return r(text, name="delText")


def called(id_: str, did: str = "del") -> str:
    return done(did, f'<w:r><w:footnoteReference w:id="{id_}"/></w:r>')


NOTED = f'<w:footnote w:id="1">{p(r("See [2014] ") + deleted("A Report."))}</w:footnote>'


@pytest.mark.parametrize("did", ["del", "ins"])
def test_a_call_of_a_note_that_comes_or_goes_is_left_with_what_the_note_says(did):
    body = p(r("They were all dismissed.") + called("1", did))
    decision = decided(read_returned(word(body, notes=NOTED), "back.docx"), "review", ())
    said = "[note: See (2014) A Report.]" if did == "del" else "[note: See (2014)]"
    without, with_ = "were all dismissed.", f"were all dismissed.{said}"
    expected = (with_, without) if did == "del" else (without, with_)
    left = [(each.old, each.new) for each in decision.left]
    assert left[0] == expected
    assert len(left) == 1 + (did == "ins")  # what goes with the call is said once


def test_a_picture_or_a_field_that_goes_is_left_too():
    field = '<w:fldSimple w:instr=" REF p_1 \\r "><w:r><w:t>8</w:t></w:r></w:fldSimple>'
    body = p(r("So") + done("del", f"{gone_run(', see paragraph ')}{field}") + r("."))
    assert left_of(body) == [("Ann", ", see paragraph 8", "")]


def test_what_one_takes_out_of_the_words_of_another_is_a_change_of_its_own():
    body = p(
        r("They fled. ") + done("ins", r("Two "), "Ann")
        + done("ins", done("del", gone_run("may have "), "Bo"), "Ann") + done("ins", r("died."), "Ann")
    )  # fmt: skip
    assert left_of(body) == [
        ("Ann", "They fled. ", "They fled. Two may have died."),
        ("Bo", "They fled. Two may have ", "They fled. Two "),
    ]
    assert left_of(body, "accept", ("Ann",)) == [("Bo", "may have ", "")]
    assert left_of(body, "accept", ("Bo",)) == [("Ann", "They fled. ", "They fled. Two died.")]


def test_words_that_were_moved_are_left_once_with_where_they_would_stand():
    moved = p(done("moveFrom", gone_run("They fled."))) + p(
        r("Two. ") + done("moveTo", r("They fled."))
    )
    decision = decided(read_returned(word(p(r("One.")) + moved), "back.docx"), "review", ())
    assert [(e.old, e.new, e.behind) for e in decision.left] == [
        ("They fled.", "They fled.", "Two.")
    ]


@pytest.mark.parametrize(("did", "words"), [("ins", ("", "A | 7")), ("del", ("A | 7", ""))])
def test_a_row_that_comes_or_goes_is_one_change(did, words):
    cells = "".join(f"<w:tc>{p(r(each))}</w:tc>" for each in ("A", "7"))
    row = f"<w:tr><w:trPr>{done(did)}</w:trPr>{cells}</w:tr>"
    other = f"<w:tr><w:tc>{p(r('Stays.'))}</w:tc><w:tc>{p(r('3'))}</w:tc></w:tr>"
    assert left_of(f"<w:tbl>{other}{row}</w:tbl>{p('')}") == [("Ann", *words)]


PUT_IN = f"<w:rPr>{done('ins', author='Jane')}</w:rPr>"


def test_new_paragraphs_are_left_beside_the_one_above_them_each_behind_the_one_before():
    body = p(r("One is here."), properties=PUT_IN) + p(ins("New.", "Jane"), properties=PUT_IN)
    body += p(ins("Newer.", "Jane")) + p(r("Two."))
    decision = decided(read_returned(word(body), "back.docx"), "review", ())
    told = [(each.new, each.line, each.after) for each in decision.left]
    # With the ends rejected, the first line has become part of the third.
    assert told == [("New.", 3, "One is here."), ("Newer.", 3, "One is here. ¶ New.")]


def test_an_end_that_was_put_in_with_words_beside_it_is_one_change_with_them():
    first = p(r("A court decides") + ins(".", "Jane"), properties=PUT_IN)
    body = first + p(ins("It does so", "Jane") + deleted(", so they say,", "Jane") + r(" alone."))
    assert left_of(body) == [
        ("Jane", "A court decides, so they say,", "A court decides. ¶ It does so")
    ]


def test_an_end_that_was_taken_out_with_words_beside_it_is_one_change_with_them():
    gone = f"<w:rPr>{done('del', author='Jane')}</w:rPr>"
    first = p(r("A court decides") + deleted(".", "Jane"), properties=gone)
    body = first + p(deleted("It", "Jane") + ins(" and", "Jane") + r(" does so alone."))
    assert left_of(body) == [("Jane", "A court decides. ¶ It", "A court decides and")]


def tracked_row(did: str, *cells: str) -> str:
    """Return a table with a row that Ann put in or took out, and another one."""
    row = "".join(f"<w:tc>{p(each)}</w:tc>" for each in cells)
    other = "".join(f"<w:tc>{p(r(each))}</w:tc>" for each in ("Stays.", "3"))
    return f"<w:tbl><w:tr>{other}</w:tr><w:tr><w:trPr>{done(did)}</w:trPr>{row}</w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("did", "cell", "row", "other"),
    [
        ("del", r("Lima ") + ins("(north)", "Bo"), ("Lima | 40", ""), ("Lima ", "Lima (north)")),
        ("del", deleted("Lima", "Bo"), ("Lima | 40", ""), ("Lima", "")),
        ("ins", r("Lima ") + ins("(north)", "Bo"), ("", "Lima | 40"), ("Lima ", "Lima (north)")),
        (
            "ins",
            ins("Lima ") + done("ins", done("del", gone_run("north"), "Bo"), "Ann"),
            ("", "Lima north | 40"),
            ("north", ""),
        ),
        (
            "del",
            r("Lima", f"<w:b/>{done('rPrChange', '<w:rPr/>', author='Bo')}"),
            ("Lima | 40", ""),
            ("Lima", "Lima"),
        ),
    ],
)
def test_what_another_one_changes_in_a_row_that_comes_or_goes_is_left_too(did, cell, row, other):
    assert left_of(tracked_row(did, cell, r("40")) + p("")) == [("Ann", *row), ("Bo", *other)]


def test_a_row_that_one_put_in_and_another_one_took_out_is_left_twice():
    body = tracked_row("ins", r("Lima"), r("40")).replace("</w:trPr>", done("del", author="Bo") + "</w:trPr>")  # fmt: skip
    assert left_of(body + p("")) == [("Ann", "", "Lima | 40"), ("Bo", "Lima | 40", "")]


def test_an_end_that_one_put_in_and_another_one_took_out_is_left_twice():
    marks = f"<w:rPr>{done('ins', author='Jane')}{done('del', author='Bo')}</w:rPr>"
    apart, joined = "They met. ¶ Then they left.", "They met. Then they left."
    with_words = "They met. And ate ¶ Then they left."
    for more, came in (("", apart), (ins("And ate", "Jane"), with_words)):
        body = p(r("They met. ") + more, properties=marks) + p(r("Then they left."))
        assert left_of(body) == [("Jane", joined, came), ("Bo", apart, joined)]


def test_what_goes_from_a_note_whose_call_was_moved_is_left():
    call = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = p(r("One.")) + p(done("moveFrom", gone_run("They fled.") + call)) + p(r("Two."))
    body += p(done("moveTo", r("They fled.") + call))
    decision = decided(read_returned(word(body, notes=NOTED), "back.docx"), "review", ())
    moved = "They fled.[note: See (2014)]"
    assert [(e.old, e.new) for e in decision.left] == [(moved, moved), ("A Report.", "")]


def test_equal_words_that_were_moved_to_two_places_are_two_changes():
    away = p(done("moveFrom", gone_run("They fled.")))
    here = r("All of that was known. ") + done("moveTo", r("They fled."))
    returned = read_returned(word(p(r("One.")) + 2 * away + p(2 * here + r(" So."))), "back.docx")
    left = decided(returned, "review", ()).left
    assert [(e.old, e.new, e.behind) for e in left] == 2 * [
        ("They fled.", "They fled.", "that was known.")
    ]


def test_the_work_of_telling_changes_is_in_proportion_to_their_number(monkeypatch):
    atoms: list[int] = []

    def said(many: Sequence[Atom], notes: Notes) -> str:
        atoms.append(len(many))
        return left_words.said(many, notes)

    monkeypatch.setattr(left_changes, "said", said)
    work = []
    for size in (10, 40):
        atoms.clear()
        assert len(left_of(size * p(r("Old. ") + ins("New.")))) == size
        work.append(sum(atoms) + len(atoms))
    assert work[1] < 5 * work[0]
