"""What an audience may not read is found wherever a file can hide it, and nothing else is."""

from __future__ import annotations

import base64
import io
import json
import pickle
import re
import struct
import zipfile
import zlib
from functools import cache
from html import escape

import docx
import lxml.html
import openpyxl
import pikepdf
import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, PngImagePlugin

from dossier.model.registry import Person, Place, Protected
from dossier.readers.registries.protected_phrases import read_protected
from dossier.redaction.scan import Guard, Piece, Unsearchable, pieces
from dossier.redaction.scan import file_types as content
from dossier.redaction.scan.phrases import Phrase, Phrases
from dossier.redaction.scan.table_columns import columns_of_tree
from tests.effort import effort

# All names here are invented.
NAME = "Jane Exemplar"
JANE = Person("witness", NAME, ("Джейн Экземпл",), at=Place("people.yaml", 3))
VILLAGE = Protected("village", ("Sampletown on Sea", "+7 701 123 45 67"), "partners")
GUARD = Guard((JANE,), (VILLAGE,), (), "public")


def found(content, name="file", guard=GUARD):
    """Return where something was found for certain, in the order of the file."""
    leaks = guard.find(pieces(content, name))
    return [each.where for each in leaks if each.severity == "error"]


def words_of(text):
    return text.split()


def unsearchable(content):
    with pytest.raises(Unsearchable) as caught:
        list(pieces(content, "file"))
    return str(caught.value)


# Files of all kinds, with a name in one place


@cache
def word():
    """A Word file as python-docx makes one."""
    document = docx.Document()
    document.core_properties.author = "Somebody"
    document.add_heading("A heading")
    document.add_paragraph("The union said that nobody came.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "one", "two"
    document.add_comment(document.paragraphs[1].runs[0], "remark", "Somebody", "S")
    for style in list(document.styles)[20:]:
        style.delete()
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def edited(content, part, old, new, **added):
    """Return a zip with some words of a part replaced, or with other parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(held, "w") as after:
        assert not part or part in before.namelist()
        for name in before.namelist():
            said = before.read(name)
            if name == part:
                assert old.encode() in said, name
                said = said.replace(old.encode(), new.encode(), 1)
            after.writestr(name, said)
        for name, said in added.items():
            after.writestr(name, said)
    return held.getvalue()


def with_body(xml):
    return edited(word(), "word/document.xml", "<w:sectPr", f"{xml}<w:sectPr")


def with_parts(**parts):
    return edited(word(), "", "", "", **parts)


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


CONTROL = (
    "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>x</w:t></w:r></w:p>"
    "</w:sdtContent></w:sdt>"
)
PICTURE = (
    "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='{}' descr='{}'/></wp:inline>"
    "</w:drawing></w:r></w:p>"
)
BOX = (
    "<w:p><w:r><w:t>Out</w:t></w:r><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'>"
    "<w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r><w:r><w:t>side</w:t></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (lambda: with_body(paragraph(run("Jane Exemplar"))), "the text"),
        (lambda: with_body(paragraph(run("Ja"), run("ne Ex", "<w:b/>"), run("emplar"))), "the text"),
        (lambda: with_body(paragraph(run("Jane"), "<w:r><w:tab/></w:r>", run("Exemplar"))), "the text"),
        (lambda: with_body(paragraph(run("Jane Exemplar", "<w:vanish/>"))), "the text"),
        (lambda: with_body(paragraph(run("Ja"), run("x", "<w:vanish/>"), run("ne Exemplar"))), "the text"),
        (lambda: with_body(paragraph("<w:r><w:sym w:font='Arial' w:char='004A'/></w:r>", run("ane Exemplar"))), "the text"),
        (lambda: with_body("<w:p><w:del w:id='1'><w:r><w:delText>Jane Exemplar</w:delText></w:r></w:del></w:p>"), "deleted text"),
        (lambda: with_body(paragraph(run("Ja"), "<w:del><w:r><w:delText>mes</w:delText></w:r></w:del>",
                                     "<w:ins><w:r><w:t>ne Exemplar</w:t></w:r></w:ins>")), "the text"),
        (lambda: with_body(paragraph(run("Ja"), "<w:ins><w:r><w:t>mes</w:t></w:r></w:ins>",
                                     "<w:del><w:r><w:delText>ne Exemplar</w:delText></w:r></w:del>")), "deleted text"),
        (lambda: with_body(paragraph("<w:r><w:instrText>REF Jane </w:instrText></w:r>",
                                     "<w:r><w:instrText>Exemplar</w:instrText></w:r>")), "the code of a field"),
        (lambda: with_body(paragraph(run("Ja"), "<w:r><w:instrText> PAGE </w:instrText></w:r>", run("ne Exemplar"))), "the text"),
        (lambda: with_body(BOX.format(paragraph(run("Jane Exemplar")))), "a text box"),
        (lambda: with_body(CONTROL.format("<w:tag w:val='jane-exemplar'/>")), "the tag of a content control"),
        (lambda: with_body(CONTROL.format("<w:alias w:val='Jane Exemplar'/>")), "the title of a content control"),
        (lambda: with_body(PICTURE.format("Picture 1", "Portrait of Jane Exemplar")), "an alternative text"),
        (lambda: with_body(PICTURE.format("jane_exemplar.png", "")), "the name of a picture"),
        (lambda: with_body("<w:p><w:bookmarkStart w:id='9' w:name='Jane_Exemplar'/></w:p>"), "a bookmark"),
        (lambda: with_body("<w:p><w:ins w:author='Jane Exemplar'><w:r><w:t>x</w:t></w:r></w:ins></w:p>"),
         "the author of a comment or change"),
        (lambda: with_body("<!-- Jane Exemplar --><w:p/>"), "a comment"),
        (lambda: with_body("<w:p/><?note Jane Exemplar?>"), "a comment"),
        (lambda: with_body("<x:jane-exemplar xmlns:x='urn:other'/>"), "the name of an element"),
        (lambda: with_body("<x:y xmlns:x='https://jane.exemplar.example'/>"), "the name of an element"),
        (lambda: edited(word(), "word/comments.xml", "remark", "on Jane Exemplar"), "a comment"),
        (lambda: edited(word(), "word/comments.xml", "Somebody", "Jane Exemplar"), "the author of a comment or change"),
        (lambda: edited(word(), "docProps/core.xml", "Somebody", "Jane Exemplar"), "the properties"),
        (lambda: edited(word(), "docProps/app.xml", "<AppVersion>", "<Company>Jane Exemplar</Company><AppVersion>"), "the properties"),
        (lambda: edited(word(), "word/settings.xml", "<w:zoom", "<w:docVars><w:docVar w:name='x' w:val='Jane Exemplar'/></w:docVars><w:zoom"),
         "an attribute (val)"),
        (lambda: edited(word(), "word/_rels/document.xml.rels", "</Relationships>",
                        "<Relationship Id='r99' Type='x' TargetMode='External' Target='https://press.example/Jane%20Exemplar'/></Relationships>"),
         "a link"),
        (lambda: with_parts(**{"customXml/item9.xml": "<a><who>Jane</who><who>Exemplar</who></a>"}), "the hidden data of the file"),
        (lambda: with_parts(**{"word/footnotes.xml": "<f><p><t>Jane</t></p><p><t>Exemplar</t></p></f>"}), "a note"),
        (lambda: with_parts(**{"word/header9.xml": "<h><p><t>Jane Exemplar</t></p></h>"}), "a header or footer"),
        (lambda: with_parts(**{"word/glossary/document.xml": "<g><p><t>Jane Exemplar</t></p></g>"}), "a building block"),
        (lambda: with_parts(**{"word/media/jane-exemplar.png": picture()}), "the name of a part"),
        (lambda: with_parts(**{"word/media/image9.png": picture(tEXt=b"Author\0Jane Exemplar")}), "the hidden data of a picture"),
        (lambda: with_parts(**{"word/embeddings/book.xlsx": workbook("Jane Exemplar")}), "an attached file book.xlsx, sheet 2"),
        (lambda: with_parts(**{"word/afchunk.htm": b"<p>Ja<b>ne</b> Exemplar"}), "the part word/afchunk.htm, the text"),
        (lambda: word() + b"Jane Exemplar", "the bytes between the parts"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_corner_of_a_word_file(content, where):
    assert where in found(content())


def test_cells_of_a_row_and_neighbouring_paragraphs_are_read_together():
    row = edited(word(), "word/document.xml", ">one<", ">Jane<")
    assert found(edited(row, "word/document.xml", ">two<", ">Exemplar<")) == ["the text"]
    assert found(with_body(paragraph(run("said Jane")) + paragraph(run("Exemplar said")))) == [
        "the text"
    ]


def test_a_part_of_a_name_that_stood_elsewhere_before_is_read_with_what_follows_it():
    mina = Guard((Person("m", "Mina Lee"),), (), (), "public")
    rows = ("Mina", "Kim"), ("Sue", "Oh"), ("Mina", "Lee")
    cells = "".join(paragraph(run(each)) for row in rows for each in row)
    assert found(with_body(cells), guard=mina) == ["the text"]
    parted = paragraph(run("said J. Exem-")) + paragraph(run("plar"))
    assert found(with_body(parted)) == ["the text"]
    letters = "".join(f"<text>{each}</text>" for each in "JaneExemplar")
    assert found(f"<svg xmlns='http://www.w3.org/2000/svg'>{letters}</svg>".encode(), "a.svg")


def test_words_of_a_text_box_do_not_part_those_around_it():
    assert found(
        with_body(
            BOX.format(paragraph(run("x"))).replace("Out", "Ja").replace("side", "ne Exemplar")
        )
    ) == ["the text"]


def test_a_clean_word_file_is_clean():
    assert not GUARD.find(pieces(word(), "report.docx"))


# Spreadsheets, slides, OpenDocument


def workbook(text, **at):
    book = openpyxl.Workbook()
    book.active["A1"] = "nothing"
    sheet = book.create_sheet("other")
    sheet["A1"] = text
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def changed(change):
    """Return a workbook of one sheet after `change` of it."""
    book = openpyxl.Workbook()
    book.active["A1"] = "nothing"
    change(book, book.active)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def in_two_cells(book, sheet):
    sheet["A3"], sheet["B3"], sheet["A2"] = "Jane", "Exemplar", "x"


def with_a_comment(book, sheet):
    sheet["A1"].comment = openpyxl.comments.Comment("on Jane Exemplar", "Somebody")


def with_an_author(book, sheet):
    sheet["A1"].comment = openpyxl.comments.Comment("remark", "Jane Exemplar")


def with_a_title(book, sheet):
    sheet.title = "Jane Exemplar"


def with_a_footer(book, sheet):
    sheet.oddFooter.left.text = "Jane Exemplar"


def with_a_name(book, sheet):
    book.defined_names["Jane_Exemplar"] = openpyxl.workbook.defined_name.DefinedName(
        "Jane_Exemplar", attr_text="Sheet!$A$1"
    )


def with_a_formula(book, sheet):
    sheet["A2"] = '="Jane Exemplar"&A1'


def with_a_list(book, sheet):
    rule = openpyxl.worksheet.datavalidation.DataValidation(
        type="list", formula1='"Jane Exemplar,x"'
    )
    sheet.add_data_validation(rule)
    rule.add("A1")


def with_a_link(book, sheet):
    sheet["A1"].hyperlink = "https://press.example/jane_exemplar"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (in_two_cells, "sheet 1"), (with_a_comment, "a comment"), (with_an_author, "a comment"),
        (with_a_title, "the name of a sheet"), (with_a_footer, "sheet 1"), (with_a_name, "the name of a range"),
        (with_a_formula, "sheet 1"), (with_a_list, "sheet 1"), (with_a_link, "a link"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_corner_of_a_workbook(change, where):
    assert where in found(changed(change))


def test_what_a_cell_no_longer_shows_is_found():
    assert found(shared("x", "Jane Exemplar")) == ["the text of a cell that is no more"]
    assert found(shared("Jane Exemplar", "x")) == ["sheet 1"]
    assert found(shared("_x004A_ane Exemplar", "x")) == ["sheet 1"]
    assert found(shared("Ja</t></r><r><t>ne Exemplar", "x")) == ["sheet 1"]
    assert found(shared("Jane", "x", "Exemplar", cells=(0, 2))) == ["sheet 1"]


def shared(*strings, cells=(0,)):
    """Return a workbook whose cells show strings by their numbers, as Excel writes them."""
    main = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
    shown = "".join(f"<c t='s'><v>{at}</v></c>" for at in cells)
    held = "".join(f"<si><r><t>{each}</t></r></si>" for each in strings)
    return archive(**{
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f"<workbook {main} xmlns:r='urn:r'><sheets><sheet name='x' r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships><Relationship Id='r1' Target='worksheets/s.xml'/></Relationships>",
        "xl/worksheets/s.xml": f"<worksheet {main}><sheetData><row>{shown}</row></sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {main}>{held}</sst>",
    })  # fmt: skip


def archive(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, said in parts.items():
            made.writestr(name, said)
    return held.getvalue()


TEXT = "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"


@pytest.mark.parametrize(
    ("parts", "where"),
    [
        ({"[Content_Types].xml": "<Types/>", "ppt/slides/slide3.xml": "<p><a><r>Ja</r><r>ne Exemplar</r></a></p>"}, "slide 3"),
        ({"[Content_Types].xml": "<Types/>", "ppt/notesSlides/notesSlide1.xml": "<p>Jane Exemplar</p>"}, "the notes of a slide"),
        ({"mimetype": "x", "content.xml": f"<t:d xmlns:t='urn:x' {TEXT}><text:p>Jane<text:s/>Ex<text:span>emplar</text:span></text:p></t:d>"}, "the text"),
        ({"mimetype": "x", "meta.xml": "<m><creator>Jane Exemplar</creator></m>"}, "the properties"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_slides_and_opendocument(parts, where):
    assert found(archive(**parts)) == [where]


# Web pages


@pytest.mark.parametrize(
    ("page", "where"),
    [
        ("<p>Jane Exemplar</p>", "the text"), ("<p>Ja<b>ne</b> Ex&shy;emplar</p>", "the text"), ("<p>&#74;ane&nbsp;Exemplar</p>", "the text"),
        ("<p>Jane<br>Exemplar</p>", "the text"), ("<td>Jane</td><td>Exemplar</td>", "the text"), ("<title>Jane Exemplar</title>", "the text"),
        ("<p hidden>Jane Exemplar</p>", "the text"), ("<template><p>Jane Exemplar</p></template>", "a template"),
        ("<!-- Jane Exemplar -->", "a comment"), ("<!-- <i>Ja</i>ne Exemplar -->", "a comment"), ("<script>x = 'Jane Exemplar'</script>", "a script"),
        (r"<script>x = '\u004aane Exemplar'</script>", "a script"), ("<style>.jane-exemplar {color: red}</style>", "a style sheet"),
        (r"<style>p::before {content: '\4a ane Exemplar'}</style>", "a style sheet"),
        ("<img alt='Jane Exemplar'>", "an alternative text"), ("<p title='Jane Exemplar'>x</p>", "an alternative text"),
        ("<a href='https://press.example/?q=exemplar%2C+jane'>x</a>", "a link"), ("<a href='mailto:jane.exemplar@press.example'>x</a>", "a link"),
        ("<p id='jane-exemplar'>x</p>", "an id"), ("<p class='x jane-exemplar'>x</p>", "a class"), ("<p data-x='Jane Exemplar'>x</p>", "an attribute (data-x)"),
        ("<meta name='author' content='Jane Exemplar'>", "the properties"), ("<iframe srcdoc='&lt;p&gt;Ja&lt;b&gt;ne&lt;/b&gt; Exemplar'></iframe>", "an attribute (srcdoc)"),
        ("<input placeholder='Jane Exemplar'>", "a form field"),
        ("<img alt='Джейн Экземпл'>", "an alternative text"),
        ("<i data-x='Экземпл-Джейн'></i>", "an attribute (data-x)"),
        ("<i data-x='+7 (701) 123-45-67'></i>", "an attribute (data-x)"),
        ("<i class='main +7-701-123-45-67'></i>", "a class"), ("<noscript>Jane Exemplar</noscript>", "the text for browsers without scripts"),
        ("<svg><title>Jane Exemplar</title><text>x</text></svg>", "the text"), ("<svg><text>Ja<tspan>ne Ex</tspan>emplar</text></svg>", "the text"),
        ("<p>x</p><!-- never closed Jane Exemplar", "a comment"), ("<p title='never closed Jane Exemplar", "the source"),
        ("<p style=\"content: 'Jane Exemplar'\">x</p>", "an attribute (style)"), ("<jane-exemplar>x</jane-exemplar>", "the name of an element"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_corner_of_a_web_page(page, where):
    assert where in found(f"<!DOCTYPE html><html><body>{page}</body></html>".encode())
    assert not found(
        re.sub(
            "emplar|Экземпл|701", "", f"<!DOCTYPE html><html><body>{page}</body></html>"
        ).encode()
    )


def data(kind, content):
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def test_what_a_page_embeds_is_searched_in_its_turn():
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg'><text>Ja<tspan>ne</tspan> Exemplar</text></svg>"
    )
    quoted = drawing.replace("'", "%27").replace("<", "%3C").replace("#", "%23")
    hidden = picture(tEXt=b"Comment\0Jane Exemplar")
    assert found(f"<img src='{data('image/png', hidden)}'>".encode()) == [
        "the hidden data of a picture"
    ]
    assert found(f"<img src='{data('image/svg+xml', drawing.encode())}'>".encode()) == ["the text"]
    assert found(f"<img src='data:image/svg+xml,{quoted}'>".encode()) == ["the text"]
    assert found(f'<img src="data:image/svg+xml,{escape(drawing)}">'.encode()) == ["the text"]
    assert found(f"<style>p {{background: url({data('image/png', hidden)})}}</style>".encode()) == [
        "the hidden data of a picture"
    ]
    assert found(f"![]({data('image/png', hidden)})".encode()) == ["the hidden data of a picture"]
    assert (
        found(f"<a href='{data('application/pdf', plain_pdf('Jane Exemplar'))}'>x</a>".encode())[0]
        == "page 1"
    )


@pytest.mark.parametrize(
    "content",
    [
        "<a><b>Jane</b><b>Exemplar</b></a>", "<!DOCTYPE a [<!ENTITY x 'Jane'>]><a>&x; Exemplar</a>", "<a><![CDATA[Jane Exemplar]]></a>",
        "<?xml version='1.0' encoding='utf-8'?><a b='Jane Exemplar'/>", "<a>Jane <b>Exemplar", "<a>Jane</a><b>Exemplar</b>",
    ],
)  # fmt: skip
def test_a_name_is_found_in_any_xml(content):
    assert found(content.encode())


# Text in any encoding, letters


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1251",
        "koi8-r",
        "cp866",
    ],
)
def test_a_name_is_found_in_text_of_any_encoding(encoding):
    assert found("Вот\nи Джейн Экземпл была.".encode(encoding)) in (
        ["line 2"],
        ["the bytes of the file"],
    )


@pytest.mark.parametrize(
    "encoding, name",
    [
        ("cp1250", "Žofie Přikladová"), ("iso8859-2", "Žofie Přikladová"), ("cp1253", "Άννα Παραδείγμα"),
        ("cp1254", "Şule Örneğçıoğlu"), ("cp1255", "חנה דוגמאי"), ("cp1256", "سميرة المثالي"),
        ("iso8859-6", "سميرة المثالي"), ("cp874", "สมหญิง ตัวอย่าง"), ("gb18030", "欧阳例子"),
        ("big5hkscs", "歐陽例子"), ("cp932", "佐藤例子"), ("euc-jp", "佐藤例子"), ("iso2022_jp_2", "佐藤例子"),
        ("cp949", "김예시"), ("iso2022_kr", "김예시"), ("mac-cyrillic", "Жанна Экземпл"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_text_of_an_old_encoding_of_its_script(encoding, name):
    held = Guard((Person("witness", name),), (), (), "public")
    assert found(f"x\n{name}\n".encode(encoding), guard=held) == ["line 2"]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Exemplar", "ᴊᴀɴᴇ Exᴇᴍᴘʟᴀʀ", "Jane\nExemplar", "J. Exem-\nplar", "J. Exem- plar", "**Ja**ne Exemplar", "*Jane* Ex*em*plar", "Jane&nbsp;Ex&shy;emplar", "[x](https://a.example/jane_exemplar)",
        r'{"a": "\u004aane Exemplar"}',
        "FN;ENCODING=QUOTED-PRINTABLE:=D0=94=D0=B6=D0=B5=D0=B9=D0=BD Экземпл",
        "Subject: =?utf-8?q?Jane_Exempl?= =?utf-8?q?ar?=\n\nx", "Jane,Exemplar\n1,2", "<b>Jane</b> Exemplar", "Exemplar\u00ad, Jane", "x\n\n\n# Jane Exemplar",
    ],
)  # fmt: skip
def test_a_name_is_found_in_plain_text_and_markdown(text):
    assert found(text.encode())


def test_a_name_is_found_in_bytes_of_no_known_kind():
    noise = bytes(range(256)) * 3
    for said in (
        b"Jane Exemplar",
        NAME.encode("utf-16-le"),
        NAME.encode("utf-16-be"),
        "Джейн Экземпл".encode(),
        "Джейн Экземпл".encode("cp1251"),
    ):
        assert found(noise + said + noise) == ["the bytes of the file"]


def test_a_name_is_found_in_a_letter():
    letter = (
        b"Subject: =?utf-8?b?SmFuZSBFeGVtcGxhcg==?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=X\r\n\r\n"
        b"--X\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nJane Exem=\r\nplar\r\n"
        b"--X\r\nContent-Type: text/html; name=a.html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(b"<p>Jane Exemplar</p>") + b"\r\n--X--\r\n"
    )  # fmt: skip
    assert found(letter) == [
        "the head of the letter",
        "line 1",
        "an attached file a.html, the text",
    ]


def test_a_name_is_found_in_the_name_of_a_file():
    assert found(b"nothing", "Letter of Jane Exemplar.docx") == ["the name of the file"]
    assert found(b"nothing", "2019_jane-exemplar2.txt") == ["the name of the file"]


# Pictures


def chunk(name, said):
    return struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))


def picture(after=b"", **chunks):
    """A PNG with chunks of some names."""
    held = io.BytesIO()
    Image.new("L", (2, 2)).save(held, "PNG")
    end = chunk(b"IEND", b"")
    more = b"".join(chunk(name.encode(), said) for name, said in chunks.items())
    return held.getvalue().removesuffix(end) + more + end + after


def jpeg(**options):
    held = io.BytesIO()
    Image.effect_noise((32, 32), 90).save(held, "JPEG", **options)
    return held.getvalue()


def exif(tag, value):
    made = Image.Exif()
    made[tag] = value
    return made


def gif(**options):
    held = io.BytesIO()
    Image.new("L", (2, 2)).save(held, "GIF", **options)
    return held.getvalue()


def webp(**options):
    held = io.BytesIO()
    Image.new("L", (2, 2)).save(held, "WEBP", **options)
    return held.getvalue()


XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><r xmlns='urn:r'>Ja&#110;e Exemplar</r></x:xmpmeta>"
HIDDEN = "the hidden data of a picture"


@pytest.mark.parametrize(
    "content",
    [
        lambda: picture(tEXt=b"Author\0Jane Exemplar"), lambda: picture(zTXt=b"Author\0\0" + zlib.compress(b"Jane Exemplar")),
        lambda: picture(iTXt=b"Title\0\1\0en\0x\0" + zlib.compress("Джейн Экземпл".encode())), lambda: picture(iTXt=b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
        lambda: picture(eXIf=exif(0x13B, "Jane Exemplar").tobytes()), lambda: picture(prVt=b"Jane Exemplar"), lambda: jpeg(comment=b"Jane Exemplar"),
        lambda: jpeg(exif=exif(0x10E, "Jane Exemplar")), lambda: jpeg(exif=exif(0x9C9D, "Jane Exemplar".encode("utf-16-le"))), lambda: jpeg(xmp=XMP),
        lambda: gif(comment=b"x" * 250 + b" Jane Exemplar"), lambda: webp(exif=exif(0x10E, "Jane Exemplar")), lambda: webp(xmp=XMP),
    ],
)  # fmt: skip
def test_a_name_is_found_in_what_a_picture_hides(content):
    assert any(each.startswith(HIDDEN) for each in found(content()))


@pytest.mark.parametrize(
    "content",
    [
        lambda: picture(tEXt=b"Author\0jexemplar"), lambda: picture(iTXt=b"Author\0\1\0\0\0" + zlib.compress(b"jexemplar")),
        lambda: picture(iTXt=b"Author\0\0\0\0\0jexemplar"), lambda: jpeg(exif=exif(0x13B, "jexemplar")), lambda: jpeg(comment=b"jexemplar"),
        lambda: webp(exif=exif(0x13B, "jexemplar")), lambda: jpeg(exif=exif(0x9C9D, "jexemplar".encode("utf-16-le"))),
        lambda: jpeg(xmp=XMP.replace(b"Ja&#110;e Exemplar", b"<x>Some words</x> <creator>jexemplar</creator>")),
        lambda: gif(comment=b"jexemplar"),
    ],
)  # fmt: skip
def test_the_name_of_an_account_is_found_in_what_a_picture_hides(content):
    assert found(content()) == [HIDDEN]


def test_a_name_is_found_behind_a_picture():
    for made in (picture(), jpeg(), gif(), webp()):
        assert not found(made)
        assert found(made + b"\0\0Jane Exemplar\0") == [
            "what follows a picture, the bytes of the file"
        ]
        assert found(made + archive(**{"a.txt": b"Jane Exemplar"})) == [
            "what follows a picture, the file a.txt, line 1"
        ]
    assert "broken" in unsearchable(picture()[:40])


def test_a_picture_in_metadata_of_pillow_is_found():
    about = PngImagePlugin.PngInfo()
    about.add_itxt("Author", "Джейн Экземпл", zip=True)
    held = io.BytesIO()
    Image.new("L", (2, 2)).save(held, "PNG", pnginfo=about)
    assert found(held.getvalue()) == [HIDDEN]


# PDF


@cache
def printed(body, title="Title", style="", **options):
    page = f"<html lang=en><head><title>{title}</title><style>{style}</style></head><body>{body}</body></html>"
    return weasyprint.HTML(string=page).write_pdf(**options)


def plain_pdf(text, **more):
    """A PDF of one page that shows a text, made without any library."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(400, 400))
    face = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=face))
    pdf.pages[0].obj.Contents = pdf.make_stream(
        more.get("content", f"BT /F1 12 Tf 30 300 Td ({text}) Tj ET").encode()
    )
    for change in more.get("changes", ()):
        change(pdf)
    held = io.BytesIO()
    pdf.save(held, **more.get("saved", {}))
    return held.getvalue()


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("<p>It was Jane Exemplar.", ""), ("<p>It was Jane Ex&shy;emplar, J. Exem&shy;plar.", "body {width: 60px; hyphens: manual}"),
        ("<p>J. Exemplar", "body {width: 30px; word-break: break-all}"), ("<p>Jane Exemplar", "p {color: white; font-size: 1px}"),
        ("<p>Jane Exemplar", "p {letter-spacing: 6px}"), ("<p>Jane Exemplar", "p {position: absolute; left: -900px}"), ("<p>JANE EXEMPLAR", "p {opacity: 0.01}"),
        ("<p>Jane <br>Exemplar", ""), ("<table><td>Jane<td>Exemplar</table>", ""), ("<svg width='99' height='20'><text y='9'>Jane Exemplar</text></svg>", ""),
        ("<p>Джейн Экземпл", ""), ("<p>x<span>J. Exemplar</span>", "span {float: footnote}"),
    ],
)  # fmt: skip
def test_a_name_is_found_on_a_page(body, style):
    assert "page 1" in found(printed(body, style=style))


LONG = "which are so many that nobody would read over them"
OTHERS = (f"some other words, {LONG}", f"7 May, {LONG}", f"and so on, {LONG}", f"x {LONG}")
"""What stands in the other columns of a table."""


def down(cells):
    """Return rows of three columns, in whose second one the cells stand."""
    return [(OTHERS[at % 4], cell, OTHERS[(at + 1) % 4]) for at, cell in enumerate(cells)]


def as_word(rows):
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(run(each))}</w:tc>' for each in row)}</w:tr>"
        for row in rows
    )
    return with_body(f"<w:tbl>{cells}</w:tbl>")


def as_page(rows):
    body = "".join(f"<tr>{''.join(f'<td>{each}</td>' for each in row)}</tr>" for row in rows)
    return f"<!doctype html><html><table>{body}</table></html>"


def as_workbook(rows):
    def fill(book, sheet):
        for row in rows:
            sheet.append(row)

    return changed(fill)


def as_text(before, sign, after):
    return lambda rows: "".join(f"{before}{sign.join(row)}{after}\n" for row in rows).encode()


def as_opendocument(rows):
    table = "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{each}</text:p></table:table-cell>" for each in row)
        + "</table:table-row>"
        for row in rows
    )
    whole = f"<t:d xmlns:t='urn:x' {TEXT} {table}><table:table>{cells}</table:table></t:d>"
    return archive(**{"mimetype": "x", "content.xml": whole})


@pytest.mark.parametrize("ending", ["Mac", "MC", "Mc \n", "O", "O’", "Ó"])
def test_a_surname_that_parts_behind_its_gaelic_prefix_is_found_across_two_texts(ending):
    prefix = ending.strip()
    people = (Person("p", f"Niamh {prefix if prefix != 'O' else 'O’'}Samplann"),)
    guard = Guard(people, (), (), "public")
    texts = (Piece(f"They met Niamh {ending}", "one"), Piece("Samplann there.", "two"))
    assert [(each.severity, each.where) for each in guard.find(texts)] == [("error", "one and two")]
    texts = (Piece(f"They met {ending}", "one"), Piece("Samplann there.", "two"))
    assert [(each.severity, each.where) for each in guard.find(texts)] == [
        ("warning", "one and two")
    ]


@pytest.mark.parametrize("cells", ["JaneExemplar", ("Jane", "Exemplar"), ("Exem-", "plar", "Jane")])
@pytest.mark.parametrize(
    ("made", "where"),
    [
        (as_word, "the text"),
        (lambda rows: as_page(rows).encode(), "the text"),
        (as_opendocument, "the text"),
        (as_workbook, "sheet 1"),
        (as_text("| ", " | ", " |"), "the text"),
        (as_text("", "\t", ""), "the text"),
        (as_text("", ";", ""), "the text"),
        (lambda rows: printed(as_page(rows)), "page 1"),
        (lambda rows: printed(as_page(rows), style="td {text-align: center; width: 5cm}"), "page 1"),
    ],
)  # fmt: skip
def test_a_name_down_a_column_of_a_table_is_found(made, where, cells):
    assert f"{where}, read down a column" in found(made(down(cells)))
    assert found(made(down("nobody here"))) == []


def test_cells_that_span_columns_and_rows_keep_the_columns():
    page = (
        f"<table><tr><td rowspan=3>{LONG}<td>Jane<td>{LONG}</tr><tr><td colspan=2>Exemplar</tr>"
        "<tr><td>said<td>no</tr></table>"
    )
    assert found(f"<!doctype html>{page}".encode()) == ["the text, read down a column"]


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>a<td rowspan=2>x</tr><tr><td>b</tr><tr><td>c<td>Jane</tr><tr><td>d<td>Exemplar</tr>",
        "<tr><td rowspan=2 colspan=2>a<td>Jane<td>b</tr><tr><td>Exemplar<td>c</tr>",
        "<tr><td>a<td rowspan=0>b<td>Jane</tr><tr><td>c<td>Exemplar</tr>",
        "<tbody><tr><td>a<td>b<td rowspan=9>c</tr><tbody><tr><td>d<td>e<td>Jane</tr><tr><td>f<td>g<td>Exemplar</tr>",
        "<tr><td colspan=1000>a<td>Jane</tr><tr><td colspan=1000>b<td>Exemplar</tr>",
        f"<tr>{'<td>a' * 70}<td>Jane<td>b</tr><tr>{'<td>c' * 70}<td>Exemplar<td>d</tr>",
    ],
)  # fmt: skip
def test_what_cells_of_other_rows_reach_into_is_no_cell(rows):
    tree = lxml.html.fromstring(f"<table>{rows}</table>")
    assert "Jane\nExemplar" in "|".join(columns_of_tree(tree))


def test_cells_that_office_files_write_though_others_cover_them_are_counted_once():
    for spanning, covered in (
        ('td number-columns-spanned="2"', "covered-table-cell"),
        ('tc gridSpan="2"', 'tc hMerge="1"'),
        ('td number-columns-repeated="2"', ""),
    ):
        name = spanning.split()[0]
        wide = f"<{spanning}>a</{name}>" + (covered and f"<{covered}/>")
        first, second = (f"<{name}>{each}</{name}>" for each in ("Jane", "Exemplar"))
        plain = f"<{name}>b</{name}>" * 2
        tree = etree.fromstring(f"<table><tr>{wide}{first}</tr><tr>{plain}{second}</tr></table>")
        assert "Jane\nExemplar" in [*columns_of_tree(tree)]
    cells = "<tr><td number-columns-repeated='2'>J</td></tr><tr><td>A</td><td>B</td></tr>"
    assert [*columns_of_tree(etree.fromstring(f"<table>{cells}</table>"))] == ["J\nA", "J\nB"]


def test_a_name_far_to_the_right_of_a_sheet_is_found():
    def fill(book, sheet):
        for row, text in ((1, "Jane"), (2, "Exemplar")):
            sheet.cell(row, 1, LONG)
            sheet.cell(row, 700, text)

    assert found(changed(fill)) == ["sheet 1, read down a column"]


def test_a_name_in_one_cell_is_told_once():
    rows = [("some words", "7 May"), ("Jane Exemplar", "no")]
    assert found(as_page(rows).encode()) == ["the text"]


def test_a_name_is_found_across_pages_between_notes_and_running_heads():
    style = "@page {size: 90mm 60mm; @top-left {content: 'Running head'} @bottom-left {content: counter(page)}} span {float: footnote}"
    filling = "Said.<span>A note, and a long one at that.</span> "
    body = f"<p>{filling * 3}It was Jane</p><p style='break-before: page'>Exemplar who said it. {filling}</p>"
    assert found(printed(body, style=style)) == ["page 1 and page 2"]
    assert found(
        printed(body.replace("Jane", "J. Exem-").replace("Exemplar who", "plar who"), style=style)
    ) == ["page 1 and page 2"]


def test_ligatures_are_read_as_letters():
    guard = Guard((Person("p", "Fiffi Affleck"),), (), (), "public")
    assert found(printed("<p>It was Fiffi Affleck"), guard=guard) == ["page 1"]


def with_outline(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Jane Exemplar", 0))


def with_author(pdf):
    pdf.docinfo["/Author"] = "Jane Exemplar"


def with_own_property(pdf):
    pdf.docinfo["/Producer"], pdf.docinfo["/Witness"] = "x", "Джейн Экземпл"


def with_xmp(pdf):
    with pdf.open_metadata() as about:
        about["dc:creator"] = ["Jane Exemplar"]


def note(pdf, **keys):
    held = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **keys)
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(held)])
    return held


def with_note(pdf):
    note(pdf, Subtype=pikepdf.Name.Text, Contents="on Jane Exemplar")


def with_link(pdf):
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://press.example/jane_exemplar")
    note(pdf, Subtype=pikepdf.Name.Link, A=action)


def with_field(pdf):
    held = note(pdf, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="x", V="Jane Exemplar")
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.pages[0].obj.Annots[0]])
    assert held


def form(pdf, text):
    face = pdf.pages[0].obj.Resources
    said = f"BT /F1 12 Tf ({text}) Tj ET".encode()
    return pdf.make_stream(
        said,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 9, 9],
        Resources=face,
    )


def with_look(pdf):
    note(pdf, Subtype=pikepdf.Name.Stamp, AP=pikepdf.Dictionary(N=form(pdf, "Jane Exemplar")))


def with_pattern(pdf):
    made = form(pdf, "Jane Exemplar")
    made.PatternType, made.Type = 1, pikepdf.Name.Pattern
    del made["/Subtype"]
    pdf.pages[0].obj.Resources.Pattern = pikepdf.Dictionary(P1=made)


def with_script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=r"app.alert('\u004aane Exemplar')"
    )


def with_script_in_a_stream(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pdf.make_stream(b"app.alert('Jane Exemplar')")
    )


def with_destination(pdf):
    pdf.Root.Names = pikepdf.Dictionary(
        Dests=pikepdf.Dictionary(Names=["jane-exemplar", [pdf.pages[0].obj, pikepdf.Name.Fit]])
    )


def with_attachment(pdf):
    pdf.attachments["book.xlsx"] = pikepdf.AttachedFileSpec(
        pdf, workbook("Jane Exemplar"), filename="book.xlsx"
    )


def with_attached_name(pdf):
    pdf.attachments["jane-exemplar.txt"] = pikepdf.AttachedFileSpec(
        pdf, b"x", filename="jane-exemplar.txt"
    )


def with_alternative(pdf):
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(
        K=pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, Alt="Portrait of Jane Exemplar"
        )
    )


def with_layer(pdf):
    pdf.Root.OCProperties = pikepdf.Dictionary(
        OCGs=[pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Jane Exemplar"))]
    )


def with_key(pdf):
    pdf.Root["/JaneExemplar"] = 1


def with_photo(pdf):
    held = jpeg(exif=exif(0x10E, "Jane Exemplar"))
    pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(I1=pdf.make_stream(
        held, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=32, Height=32, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray, Filter=pikepdf.Name.DCTDecode))  # fmt: skip


def with_page_left_out(pdf):
    pdf.add_blank_page(page_size=(400, 400))
    pdf.pages[1].obj.Resources = pdf.pages[0].obj.Resources
    pdf.pages[1].obj.Contents = pdf.make_stream(b"BT /F1 12 Tf (Jane Exemplar) Tj ET")
    page = pdf.pages[1].obj
    del pdf.pages[1]
    pdf.Root.Loose = page


def with_cyrillic_of_old(pdf):
    pdf.docinfo["/Title"] = pikepdf.String("Джейн Экземпл".encode("cp1251"))


def with_data(pdf):
    pdf.Root.Loose = pdf.make_stream(b"<a>Ja<b>ne</b> Exemplar</a>")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (with_outline, "the outline"), (with_author, "the properties"), (with_own_property, "the properties"), (with_xmp, "the properties, the text"),
        (with_note, "an annotation"), (with_link, "a link"), (with_field, "a form field"), (with_look, "a drawing, an annotation or a form field"),
        (with_pattern, "a drawing, an annotation or a form field"), (with_script, "a script"), (with_script_in_a_stream, "the hidden data, line 1"),
        (with_destination, "a bookmark"), (with_attachment, "an attached file book.xlsx, sheet 2"), (with_attached_name, "an attached file"),
        (with_alternative, "an alternative text"), (with_layer, "the name of a layer"), (with_key, "a name in the file"), (with_photo, HIDDEN),
        (with_page_left_out, "a page that is left out"), (with_cyrillic_of_old, "the properties"), (with_data, "the hidden data, the text"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("packed", [True, False])
def test_a_name_is_found_in_every_corner_of_a_pdf(change, where, packed):
    saved = {
        "object_stream_mode": pikepdf.ObjectStreamMode.generate
        if packed
        else pikepdf.ObjectStreamMode.disable,
        "linearize": packed,
    }
    assert where in found(plain_pdf("nothing", changes=(change,), saved=saved))


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("/Span <</ActualText (Jane Exemplar)>> BDC BT /F1 12 Tf (x) Tj ET EMC", "page 1"), ("/P <</Alt (Jane Exemplar)>> BDC EMC", "an alternative text"),
        ("/Span <</ActualText (other)>> BDC BT /F1 12 Tf (Jane Exemplar) Tj ET EMC", "page 1"), ("% Jane Exemplar\nBT ET", "a remark in the file"),
        ("BT /F1 12 Tf 3 Tr (Jane Exemplar) Tj ET", "page 1"), ("BT /F1 12 Tf [(Ja) -20 (ne) -600 (Exem) 20 (plar)] TJ ET", "page 1"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_what_a_page_does_not_show(content, where):
    assert where in found(plain_pdf("", content=content))


def appended(content, number, said):
    """Return a PDF to which a new version of an object was appended, as programs save changes."""
    last = int(re.findall(rb"startxref\s+(\d+)", content)[-1])
    at = len(content) + 1
    size = int(re.findall(rb"/Size (\d+)", content)[-1])
    root = re.findall(rb"/Root (\d+ \d+ R)", content)[-1].decode()
    made = f"\n{number} 0 obj\n{said}\nendobj\n"
    table = f"xref\n{number} 1\n{at:010} 00000 n \ntrailer\n<< /Size {size} /Root {root} /Prev {last} >>\n"
    return (
        content
        + made.encode()
        + table.encode()
        + f"startxref\n{len(content) + len(made)}\n%%EOF\n".encode()
    )


def test_a_name_is_found_in_an_earlier_version_that_a_pdf_keeps():
    saved = {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False}
    before = plain_pdf("Jane Exemplar", saved=saved)
    number = int(re.search(rb"/Contents (\d+) 0 R", before)[1])
    after = appended(
        before, number, "<< /Length 33 >>\nstream\nBT /F1 12 Tf 9 300 Td (clean) Tj ET\nendstream"
    )
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert b"clean" in pdf.pages[0].obj.Contents.read_bytes()
    assert found(after) == ["an earlier version of the file, page 1"]


def test_what_is_put_around_the_objects_of_a_pdf_is_found():
    assert found(plain_pdf("x") + b"\n% Jane Exemplar\n") == ["the bytes between the objects"]
    assert found(b"Jane Exemplar\n" + plain_pdf("x")) == ["the bytes between the objects"]


def test_objects_that_a_pdf_does_not_list_are_unsearchable():
    content = plain_pdf("x", saved={"object_stream_mode": pikepdf.ObjectStreamMode.disable})
    made = b"77 0 obj\n(Jane Exemplar)\nendobj\n"
    at = int(re.findall(rb"startxref\s+(\d+)", content)[0])
    loose = (
        content[:at] + made + content[at:].replace(str(at).encode(), str(at + len(made)).encode())
    )
    assert "refers" in unsearchable(loose)


def test_a_clean_pdf_is_clean():
    style = "@page {@top-left {content: 'Running head'}} span {float: footnote}"
    content = printed(
        "<h1>A heading</h1><p>Words<span>A note: <a href='https://a.example'>x</a></span>",
        style=style,
        pdf_variant="pdf/ua-1",
    )
    assert not GUARD.find(pieces(content, "report.pdf"))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for saved in (
            {"linearize": True},
            {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
            {"qdf": True},
        ):
            held = io.BytesIO()
            pdf.save(held, **saved)
            assert not GUARD.find(pieces(held.getvalue(), "report.pdf"))


# What cannot be searched


def locked(**passwords):
    return plain_pdf("x", saved={"encryption": pikepdf.Encryption(**passwords)})


def test_a_pdf_behind_a_password_is_unsearchable_and_one_that_opens_is_not():
    assert "password" in unsearchable(locked(owner="a", user="b"))
    assert found(
        plain_pdf("Jane Exemplar", saved={"encryption": pikepdf.Encryption(owner="a", user="")})
    ) == ["page 1"]


def test_pages_whose_letters_or_words_no_program_can_read_are_unsearchable():
    with pikepdf.open(io.BytesIO(printed("<p>It was Jane Exemplar."))) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
                del each["/ToUnicode"]
        held = io.BytesIO()
        pdf.save(held)
    assert unsearchable(held.getvalue()) == "page 1 has letters that no program can read"
    scan = f"<img src='{data('image/png', picture())}'>"
    assert (
        unsearchable(printed(scan, style="@page {margin: 0} img {width: 100%; height: 250mm}"))
        == "page 1 is a picture, whose words cannot be read"
    )


def flags(content):
    """Say of each part of a zip that it is behind a password."""
    return content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


@pytest.mark.parametrize(
    "content",
    [
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), lambda: rb"{\rtf1 Jane}", lambda: b"\x1f\x8b\x08" + bytes(40), lambda: b"7z\xbc\xaf\x27\x1c" + bytes(40),
        lambda: plain_pdf("x")[:200], lambda: b"%PDF-1.7 nothing", lambda: word()[:900], lambda: flags(archive(a=b"x")), lambda: archive(a=b"0" * 20_000_000),
        lambda: with_parts(**{"word/vbaProject.bin": b"x"}), lambda: with_parts(**{"word/embeddings/o.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}),
        lambda: archive(**{"mimetype": "x", "META-INF/manifest.xml": "<m><encryption-data/></m>"}), lambda: archive(**{"mimetype": "x", "Index/a.iwa": b"x"}),
        lambda: with_parts(**{"customXml/item9.xml": "<a><b></a>"}), lambda: archive(a=b"x") + archive(b=b"Jane Exemplar")[:-60] + archive(a=b"x")[-80:],
        lambda: archive(**{"../a": b"x"}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_unsearchable(content):
    assert unsearchable(content())


def test_files_are_followed_four_deep_and_no_deeper():
    content = archive(**{"a.txt": b"Jane Exemplar"})
    for _ in range(3):
        content = archive(**{"inner.zip": content})
    assert found(content) == [
        "the file inner.zip, the file inner.zip, the file inner.zip, the file a.txt, line 1"
    ]
    assert "within" in unsearchable(archive(**{"inner.zip": content}))


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(content, "MOST", 1_000_000)
    pdf = plain_pdf(
        "x", changes=(lambda pdf: setattr(pdf.Root, "Loose", pdf.make_stream(bytes(4_000_000))),)
    )
    assert unsearchable(pdf) == "it holds more than can be searched"
    bomb = (
        "<!DOCTYPE a [<!ENTITY a 'Jane Jane Jane Jane'>"
        + "".join(f"<!ENTITY {n} '{f'&{chr(ord(n) - 1)};' * 40}'>" for n in "bcdefg")
        + "]><a>&g;</a>"
    )
    assert "Jane" not in found(bomb.encode())


# Phrases


def phrases(*texts):
    return Guard(
        (),
        (),
        tuple((text, f"phrase {n}", Place("b.md", n)) for n, text in enumerate(texts)),
        "public",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in SAMPLETOWN  on\nSea,", True), ("Sámpletown on sea’s", True), ("Sample\u00adtown – on ‘Sea’", True), ("sampletown-on_sea.pdf", True),
        ("https://a.example/sampletown%20on%20sea", True), ("#SampletownOnSea", True), ("S a m p l e t o w n  o n  S e a", True), ("Sampletown on Sea3", True),
        ("Sample2town on Sea", True), ("aeS no nwotelpmaS", True), ("S\na\nm\np\nl\ne\nt\no\nw\nn\no\nn\nS\ne\na", True), ("76 54 321 107 7+", True),
        ("Sampletown on seas", False), ("Sampletown", False), ("Sampletown in the Sea", False), ("at +7 (701) 123-45-67.", True), ("+77011234567", True), ("7 701 123 45 68", False),
    ],
)  # fmt: skip
def test_a_protected_phrase_is_found_however_it_is_written(text, expected):
    assert bool(GUARD.find([Piece(text, "the text")])) is expected
    assert bool(found(f"<p>{text}</p>".encode())) is expected


def test_a_protected_phrase_may_be_read_by_its_audience():
    assert not Guard((JANE,), (VILLAGE,), (), "partners").find(
        [Piece("Sampletown on Sea", "the text")]
    )
    assert not Guard((), (VILLAGE,), (), "partners")
    assert Guard((), (VILLAGE,), (), "un")


def test_a_number_of_a_note_in_a_phrase_does_not_hide_it():
    guard = phrases("the hall was closed in 2012 by the police", "Article 22", "the old hall")
    assert [
        each.what
        for each in guard.find([Piece("the hall was closed12 in 201213 by the police", "x")])
    ] == ["phrase 0"]
    assert not guard.find(
        [Piece("the hall was closed in 2013 by the police; Article 23; the 5 old 7 halls", "x")]
    )


def test_a_phrase_that_is_an_everyday_word_backwards_is_looked_for_as_it_is_alone():
    guard = phrases("Stressed", "Aktau")
    assert [each.what for each in guard.find([Piece("desserts, uatkA", "x")])] == ["phrase 1"]
    assert [each.what for each in guard.find([Piece("stressed", "x")])] == ["phrase 0"]


def test_twelve_words_of_a_long_phrase_give_it_away():
    words = words_of(
        "she said that men in a white car had come to her house at night and had asked for her sons"
    )
    guard = phrases(" ".join(words))
    assert guard.find([Piece(f"We heard {' '.join(words[4:16])} again", "x")])
    assert not guard.find([Piece(f"We heard {' '.join(words[4:15])} again", "x")])


def test_a_leak_says_what_where_how_gravely_and_on_whose_word():
    leaks = GUARD.find(
        [
            Piece("Said J. Exemplar,", "page 1"),
            Piece("and Ms Exemplar", "page 2"),
            Piece("of Sampletown", "page 3"),
            Piece("on Sea", "page 4"),
        ]
    )
    assert [(each.what, each.excerpt, each.where, each.severity) for each in leaks] == [
        ('the name "Jane Exemplar"', "J. Exemplar", "page 1", "error"), ('the surname "Exemplar"', "Exemplar", "page 2", "warning"),
        ('the protected phrase "Sampletown on Sea"', "Sampletown on Sea", "page 3 and page 4", "error"),
    ]  # fmt: skip
    assert leaks[0].at.line == 3


def test_colours_keywords_and_fonts_are_nobody():
    people = tuple(
        Person(name, name)
        for name in ("Black", "Page", "Georgia", "Bold", "Roman", "Graham Green", "Mark")
    )
    guard = Guard(people, (), (), "public")
    style = (
        "p {color: black; font: bold 9pt Georgia} @page mark {content: 'x'; page-break-after: auto}"
    )
    page = f"<html><style>{style}</style><p style='color: black; font-family: Times' align='bold'>x</p></html>"
    assert not guard.find(pieces(page.encode(), "x"))
    assert not guard.find(pieces(plain_pdf("x"), "x"))
    assert not guard.find(pieces(word(), "x"))
    assert found(b"<p style=\"content: 'Graham Green'\">x", guard=guard)
    assert found(b"<p>Black</p>", guard=guard)


# Laws

LETTERS = "abcdefghijklmnoprstuvz"
HOLES = ["text", "attribute"]


@st.composite
def trees(draw, tags, keys):
    """Return some markup with `{}` in one text or attribute."""
    hole = draw(st.sampled_from(HOLES))
    filling = st.text(alphabet="xyz \n.,", max_size=6)

    def element(depth, holds):
        tag, key = draw(st.sampled_from(tags)), draw(st.sampled_from(keys))
        here = holds and (depth == 0 or draw(st.booleans()))
        inside = holds and not here
        value = "{}" if here and hole == "attribute" else draw(filling)
        said = "{}" if here and hole == "text" else draw(filling)
        after = [element(depth - 1, inside)] if depth else []
        before = [element(depth - 1, False)] if depth and draw(st.booleans()) else []
        return f"<{tag} {key}='{value.strip()}'>{''.join(before)}{said}{''.join(after)}</{tag}>"

    return element(draw(st.integers(0, 4)), True)


def people():
    part = st.text(LETTERS, min_size=5, max_size=9)
    return st.tuples(part, part).map(lambda both: f"{both[0].capitalize()} {both[1].capitalize()}")


PAGES = trees(
    words_of("p div span b td li a em h1 section svg text script style template title main q"),
    words_of("title alt id class href data-x aria-label style onclick content value"),
)
BODIES = trees(
    words_of(
        "w:p w:r w:t w:tbl w:tr w:tc w:ins w:del w:sdt w:hyperlink w:rPr w:drawing w:txbxContent w:instrText"
    ),
    ["w:val", "w:name", "w:descr", "w:author", "w:anchor", "w:tag", "w:title", "w:id"],
)


@given(PAGES, people())
def test_a_name_in_any_text_or_attribute_of_a_page_is_found(page, name):
    guard = Guard((Person("p", name),), (), (), "public")
    assert found(f"<html><body>{page.replace('{}', name)}</body></html>".encode(), guard=guard)
    assert not found(
        f"<html><body>{page.replace('{}', 'nobody')}</body></html>".encode(), guard=guard
    )


@given(BODIES, people())
def test_a_name_in_any_text_or_attribute_of_a_word_file_is_found(body, name):
    guard = Guard((Person("p", name),), (), (), "public")
    space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {space}>{body}</w:document>",
    }
    assert found(
        archive(**{name_: said.replace("{}", name) for name_, said in parts.items()}), guard=guard
    )
    assert not found(
        archive(**{name_: said.replace("{}", "nobody") for name_, said in parts.items()}),
        guard=guard,
    )


@given(st.binary(max_size=300))
def test_any_bytes_are_searched_or_said_to_be_unsearchable(content):
    try:
        GUARD.find(pieces(content, "x"))
    except Unsearchable as error:
        assert str(error)


@cache
def wholes():
    return word(), workbook("x"), plain_pdf("x"), picture(), jpeg(), gif(), webp()


@given(st.data())
def test_a_damaged_file_is_searched_or_said_to_be_unsearchable(data):
    whole = data.draw(st.sampled_from(wholes()))
    at = data.draw(st.integers(0, len(whole) - 1))
    length = data.draw(st.integers(0, 40))
    content = whole[:at] + data.draw(st.binary(max_size=40)) + whole[at + length :]
    try:
        GUARD.find(pieces(content, "x"))
    except Unsearchable as error:
        assert str(error)


def test_a_guard_can_be_handed_to_another_process():
    GUARD.find([Piece("x", "x")])
    assert pickle.loads(pickle.dumps(GUARD)).find([Piece(NAME, "page 1")])


# Much text


SAID = words_of(
    "the union said that its office was closed on the day of the strike and nobody came"
)


def said_in(count: int) -> list[str]:
    return [" ".join(SAID[(n + k) % len(SAID)] for k in range(14)) for n in range(count)]


def holding(count: int) -> Guard:
    """Return a guard with so many phrases, and a few names, of which no long file holds one."""
    names = [f"Anvar{chr(97 + n % 26)} Bek{chr(97 + n // 26)}muratov" for n in range(40)]
    phrases = [(f"{line[9:40]} {n} truly", "x", Place()) for n, line in enumerate(said_in(count))]
    people = tuple(Person(f"p{n}", name) for n, name in enumerate(names))
    return Guard(people, (), tuple(phrases), "public")


def long_pdf(lines: list[str]) -> bytes:
    shown = [
        f"BT /F1 9 Tf 30 800 Td {' '.join(f'({line}) Tj 0 -12 Td' for line in page)} ET"
        for page in (lines[at : at + 40] for at in range(0, len(lines), 40))
    ]

    def with_pages(pdf):
        for each in shown:
            page = pdf.add_blank_page(page_size=(595, 842)).obj
            page.Resources, page.Contents = (
                pdf.pages[0].obj.Resources,
                pdf.make_stream(each.encode()),
            )

    return plain_pdf("x", changes=(with_pages,))


LONG_FILES = {
    "pdf": long_pdf,
    "docx": lambda lines: with_body("".join(paragraph(run(line)) for line in lines)),
    "html": lambda lines: "".join(f"<p id='p{n}'>{e}</p>" for n, e in enumerate(lines)).encode(),
}


def searching(kind: str, lines: int, phrases: int) -> int:
    """Return the effort of searching so many lines for so many phrases."""
    content, guard = LONG_FILES[kind](said_in(lines)), holding(phrases)

    def search():
        assert not guard.find(pieces(content, "x"))

    search()  # words are judged once for all files, in whatever order tests run
    return effort(search)


@pytest.mark.parametrize("kind", LONG_FILES)
def test_a_file_twice_as_long_is_twice_the_work_to_search(kind):
    first, second, fourth = (searching(kind, lines, 10) for lines in (120, 240, 480))
    assert fourth - second < 2.4 * (second - first)


@pytest.mark.parametrize("kind", LONG_FILES)
def test_hundreds_of_phrases_are_looked_for_as_fast_as_ten(kind):
    """Per line, that is: the phrases are made ready once."""
    few, many = (
        searching(kind, 240, phrases) - searching(kind, 120, phrases) for phrases in (10, 300)
    )
    assert many < 3 * few  # and not thirty times


def test_twice_as_many_phrases_are_twice_the_work_to_make_ready():
    def making_ready(phrases: int) -> int:
        return effort(lambda: Phrases(Phrase(*each) for each in holding(phrases).phrases))

    making_ready(10)  # letters are read once for all
    first, second, fourth = (making_ready(phrases) for phrases in (150, 300, 600))
    assert fourth - second < 2.4 * (second - first)


# The command


def test_finished_files_of_the_real_case_are_clean_until_a_name_is_put_in(kazakhstan_built):
    kazakhstan = kazakhstan_built
    person = "jane:\n  name: Jane Exemplar\n  role: {en: a witness}\nknprk-president:"
    kazakhstan.change("kazakhstan/people.yaml", "knprk-president:", person)
    files = sorted((kazakhstan.output / "kazakhstan").glob("submission.*"))
    assert {each.suffix for each in files} == {".pdf", ".docx", ".html", ".md"}
    clean = kazakhstan.run("leaks", *map(str, files))
    assert (clean.status, clean.err) == (0, "")
    assert clean.out.count("nothing found") == len(files)
    for each in files:
        each.write_bytes(planted(each.suffix, each.read_bytes()))
    leaking = kazakhstan.run("leaks", *map(str, files))
    assert leaking.status == 1
    for each in files:
        assert (
            f'{each.relative_to(kazakhstan.root)}: error[name-leaks]: the name "Jane Exemplar" stands in '
            in leaking.err
        )


def planted(ending, content):
    """Return a file with a name put into some corner."""
    match ending:
        case ".pdf":
            held = io.BytesIO()
            with pikepdf.open(io.BytesIO(content)) as pdf:
                pdf.docinfo["/Keywords"] = NAME
                pdf.save(held)
            return held.getvalue()
        case ".docx":
            return edited(content, "docProps/core.xml", "</dc:title>", f" {NAME}</dc:title>")
        case ".html":
            return content.replace(b"</body>", b"<!-- jane.exemplar --></body>")
        case _:
            return content + "\nJane Exem\u00adplar\n".encode()


@pytest.fixture
def guarded(sourced):
    sourced.write("case/protected.yaml", "village:\n  words: [Sampletown on Sea]\n  audience: un\n")
    return sourced


def test_the_command_says_what_leaks_where_and_what_to_do(guarded):
    (guarded.root / "letter.txt").write_text(
        "one\nR. Hidden came\nto Sampletown\non Sea\nMs Hidden", "utf-8"
    )
    ran = guarded.run("leaks", "letter.txt")
    assert ran.status == 1
    assert ran.out.splitlines() == [
        'letter.txt                               3 found that "public" may not read',
        "looked for what case keeps: 2 names in 3 spellings, 1 phrase",
    ]
    assert (
        'letter.txt: error[name-leaks]: the name "Rupert Hidden" stands in line 2, and may not be read by "public" (written "R. Hidden")'
        in ran.err
    )
    assert (
        'the protected phrase "Sampletown on Sea" stands in line 3 and line 4, and may not be read by "public"'
        in ran.err
    )
    assert 'letter.txt: warning[name-leaks]: the surname "Hidden" stands in line 5' in ran.err
    assert "hint: take it out of the file; content/case/people.yaml:" in ran.err


def test_audiences_and_dossiers_decide_what_is_looked_for(guarded):
    (guarded.root / "letter.txt").write_text("Sampletown on Sea", "utf-8")
    assert guarded.run("leaks", "letter.txt", "--audience", "un").status == 0
    assert guarded.run("leaks", "letter.txt", "--dossier", "case").status == 1
    assert guarded.run("new", "other").status == 0
    ran = guarded.run("leaks", "letter.txt", "--dossier", "other")
    assert ran.status == 1 and 'nothing in "other" is kept from "public"' in ran.err
    assert guarded.run("leaks", "letter.txt").status == 1
    assert guarded.run("leaks", "letter.txt", "--audience", "friends").status == 2


def test_what_cannot_be_searched_or_found_is_an_error(guarded):
    (guarded.root / "a.pdf").write_bytes(locked(owner="a", user="b"))
    (guarded.root / "b.zip").write_bytes(
        archive(**{"a.txt": b"Rupert Hidden", "b.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})
    )
    ran = guarded.run("leaks", "a.pdf", "b.zip")
    assert ran.status == 1
    assert (
        "a.pdf: error[unsearchable]: not all of it can be read: it is protected by a password"
        in ran.err
    )
    assert 'the name "Rupert Hidden" stands in the file a.txt, line 1' in ran.err
    assert ran.out.count("could not be searched") == 2
    assert guarded.run("leaks", "a.pdf", "missing.pdf").status == 2
    assert guarded.run("leaks", "a.pdf", "--dossier", "missing").status == 2


def test_words_of_blocks_that_are_not_cleared_are_found(guarded):
    head = "---\nid: {}\nkind: organisation\naudience: {}\n---\n"
    both, held = "Persons are described by role.", "They met in the mill on the first of May."
    guarded.write("case/blocks/80.md", head.format("held", "partners") + f"{both} {held}\n")
    guarded.write("case/blocks/81.md", head.format("cleared", "public") + f"In short: {both}\n")
    (guarded.root / "letter.html").write_text(
        f"<p>{both}</p><p>He said: <i>they met</i> in the mill on the first of May", "utf-8"
    )
    ran = guarded.run("leaks", "letter.html")
    assert ran.err.count("error[name-leaks]") == 1
    assert (
        'the block "held" stands in the text, and may not be read by "public" (written "they met in the mill on the first of May")'
        in ran.err
    )
    assert guarded.run("leaks", "letter.html", "--audience", "partners").status == 0


def test_other_programs_read_what_leaks_as_json(guarded):
    (guarded.root / "letter.txt").write_text("Rupert Hidden", "utf-8")
    ran = guarded.run("leaks", "letter.txt", "--json")
    told = json.loads(ran.out)
    assert (ran.status, told["audience"], told["files"]) == (
        1,
        "public",
        [{"file": "letter.txt", "found": 1}],
    )
    assert told["findings"][0]["rule"] == "name-leaks"


def test_registries_that_cannot_be_read_or_protect_nothing_are_an_error(guarded):
    (guarded.root / "letter.txt").write_text("nothing", "utf-8")
    guarded.write("case/people.yaml", "a: [")
    ran = guarded.run("leaks", "letter.txt")
    assert ran.status == 1 and "people.yaml:1: error[broken-yaml]" in ran.err
    for name in ("people", "protected", "sources"):
        (guarded.content / "case" / f"{name}.yaml").unlink()
    ran = guarded.run("leaks", "letter.txt")
    assert (ran.status, ran.out) == (
        1, "looked for what case keeps: 0 names in 0 spellings, 0 phrases\n",
    )  # fmt: skip
    assert "content: error[nothing-protected]" in ran.err


@pytest.mark.parametrize(
    ("entry", "finding"),
    [
        ("words: [a, '***']\n  audience: un", '"***" of the phrase "x" has neither letters nor digits'), ("words: a", 'the phrase "x" has no "audience"'),
        ("audience: un", 'the phrase "x" has no "words"'), ("words: a\n  audience: all", '"audience" cannot be "all"'),
        ("words: a\n  audience:", "audience"),
    ],
)  # fmt: skip
def test_a_protected_phrase_needs_words_and_an_audience(entry, finding):
    made, findings = read_protected(f"x:\n  {entry}\n", "protected.yaml")
    assert any(finding in each.message for each in findings)
    assert [each.audience for each in made.values()] in ([], ["un"], ["internal"])
    assert ("words" not in entry) == (not made)
