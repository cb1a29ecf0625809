"""Words run as their script does, in every format: Arabic from the right, a quotation its own way."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.build.font_hints import font_hint
from dossier.model.document import (
    Block,
    Cell,
    Document,
    Emphasis,
    Item,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Properties,
    Row,
    Section,
    Settings,
    Strong,
    Table,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.foreign_phrases import with_foreign_phrases
from dossier.model.language import language, own_templates
from dossier.model.numbering import number
from dossier.model.walk import plain
from dossier.readers.finished_files import pages_of_pdf, words_of_markdown
from dossier.writers.docx import write_docx
from dossier.writers.html import write_html
from dossier.writers.markdown import write_markdown
from dossier.writers.pdf import write_pdf
from tests.test_pdf import FOLDERS, LOOK, problems

WORD = own_templates() / "_shared" / "word.docx"
PHRASES = (
    Text(" ILO (2014) A/HRC/56/1؛ "), Text("وILO"), Text(" قال "), Text(" x y "), Text(" 工会 "),
    Link("https://e.org", (Text("وILO ثم x ولا وITUC"),)), Emphasis((Text("https://a.org"),)),
    Link("https://e.org/2", (Text("x "), Text("کار ", language="fa"), Text("211-V"))),
    Strong((Text("закон "), Emphasis((Text("ثم law"),)))), Text("کار law", language="fa"),
)  # fmt: skip
ARABIC = "صدر القانون رقم 211-V في علاء السلامي، وفقاً للمادة 402."


def edition(code, *nodes):
    properties = Properties("Union", "Subject", (), date(2026, 1, 2))
    section = Section("s", "1", (Block("b", "evidence", nodes),))
    whole = Document("1", "", code, (), (section,), "", Settings(), properties)
    return with_foreign_phrases(Edition(whole, number(whole), language(code)))


def paragraph(*content, id_="b.1"):
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in content), id_)


def html(code, *nodes):
    page = write_html(edition(code, *nodes), FOLDERS, {}, LOOK).decode()
    return page.replace("<wbr/>", "")  # where addresses may go on in the next line


def word(code, *nodes):
    with zipfile.ZipFile(io.BytesIO(write_docx(edition(code, *nodes), WORD, {}))) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if "xml" in name}


NOTE = Note("b/n", (paragraph("ILO, 386th Report, para. 418.", id_="b/n.1"),))


def test_a_phrase_stays_one_through_emphasis_links_and_calls_of_notes():
    review = (Emphasis((Text("International "), Strong((Text("Labour"),)))), NOTE, Text(" Review"))
    page = html(
        "ar", paragraph("نُشر في ", *review, "، ", Link("https://x.example", (Text("the ILO"),)))
    )
    phrase = re.search('<bdi dir="ltr">(.*?)</bdi>، <bdi dir="ltr">(.*?)</bdi>', page, re.S)
    assert phrase is not None
    assert re.sub("<[^>]*>|&#8288;", "", phrase[1]) == "International Labour1 Review"
    assert "the ILO" in phrase[2]
    assert '<html lang="ar" dir="rtl"' in page


@pytest.mark.parametrize(
    ("before", "linked"), [("see ", "the 工会法 of 1992"), ("see 工会", "工会法 of")]
)
def test_a_link_of_which_some_words_are_foreign_stays_one(before, linked):
    page = html("en", paragraph(before, Link("https://x.example", (Text(linked),)), " here"))
    assert page.count('<a class="address"') == page.count("(https://x.example)") == 1


@pytest.mark.parametrize(("code", "said", "made"), [
    ("ar", "القانون رقم 211-V، ثم", 'رقم <bdi dir="ltr">211-V</bdi>،'),
    ("ar", "رقم 124-34 وA/HRC/56/1.", '<bdi dir="ltr">124-34</bdi> و<bdi dir="ltr">A/HRC/56/1</bdi>.'),
    ("ar", "اتصل +7 701 234 56 78، ثم", '<bdi dir="ltr">+7 701 234 56 78</bdi>،'),
    ("ar", "حكم في 27 حزيران/يونيه 2014", "حكم في 27 حزيران/يونيه 2014"),
    ("ar", "في «Workers in Zenda’s Port (2012/2553(RSP))»، ثم",
     '«<bdi dir="ltr">Workers in Zenda’s Port (2012/2553(RSP))</bdi>»،'),
    ("ar", "تقرير Zenda’s Port، ثم", '<bdi dir="ltr">Zenda’s Port</bdi>،'),
    ("en", "He said “حرية العمل” there", '“<bdi dir="rtl" lang="ar">حرية العمل</bdi>”'),
    ("en", "The Закон о профсоюзах (2014)", '<span lang="ru">Закон о профсоюзах</span> (2014)'),
    ("zh", "Zenda’s 法律", "Zenda<span class=\"latin\">’</span>s 法律"),
    ("zh", "他说“Свобода”", '“<span lang="ru">Свобода</span>”'),
    ("ru", "Закон о профсоюзах, the law", "Закон о профсоюзах, the law"),
])  # fmt: skip
def test_a_quotation_or_a_symbol_has_its_own_direction_and_language(code, said, made):
    assert made in html(code, paragraph(said))


@pytest.mark.parametrize("address", ["https://x.example/_", "https://x.example/"])
def test_an_address_is_one_piece_with_the_sign_at_its_end(address):
    page = html("ar", paragraph("انظر ", Link(address, (Text(address),)), "، ثم"))
    assert f'<bdi dir="ltr"><a class="address" href="{address}">{address}</a></bdi>، ثم' in page


def test_an_arabic_pdf_is_read_back_letter_by_letter_and_keeps_to_pdf_ua():
    content = write_pdf(edition("ar", paragraph(ARABIC, NOTE)), FOLDERS, {}, LOOK)
    assert problems(content) == []
    read = {re.sub("[\u200b-\u200f]", "", each) for each in " ".join(pages_of_pdf(content)).split()}
    assert {"القانون", "علاء", "السلامي،", "للمادة"} <= read


def test_a_word_file_says_which_way_its_words_run():
    cells = Row((Cell((Text("الصك"),), "c"), Cell((Text("Law"),), "d")))
    parts = word("ar", paragraph(ARABIC, NOTE), Table(("", ""), cells, (cells,)))
    text, notes, styles = (
        parts[f"word/{name}.xml"] for name in ("document", "footnotes", "styles")
    )
    assert '<w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">صدر القانون رقم </w:t>' in text
    assert '<w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">211-V</w:t>' in text
    assert text.count("<w:bidiVisual/>") == 1 and re.search("<w:bidi/>.*</w:sectPr>", text)
    assert re.search('<w:bidi w:val="0"/>.*386th', notes)
    assert styles.count("<w:bidi/>") == len(re.findall('w:type="paragraph"', styles))
    assert 'w:bidi="ar-SA"' in styles


def test_arabic_paragraphs_are_numbered_as_the_un_does_in_every_format():
    parts = word("ar", paragraph(ARABIC))
    assert 'w:lvlText w:val="%1-"/><w:lvlJc w:val="center"/>' in parts["word/numbering.xml"]
    assert 'w:lvlJc w:val="left"' not in parts["word/numbering.xml"]  # which side would that be?
    assert ">1-</a>" in html("ar", paragraph(ARABIC))
    assert "\n1- صدر".encode() in write_markdown(edition("ar", paragraph(ARABIC)))
    assert b"1\\. Said" in write_markdown(edition("fr", paragraph("Said")))


def test_a_markdown_file_says_its_language_and_way_to_pandoc():
    written = {each: write_markdown(edition(each, paragraph("1"))) for each in ("ar", "fr", "en")}
    assert written["ar"].startswith(b"---\nlang: ar\ndir: rtl\n---\n\n# 1")
    assert written["fr"].startswith(b"---\nlang: fr\n---\n\n# 1")
    assert written["en"].startswith(b"# 1")
    assert words_of_markdown(written["ar"]).split() == ["1", "(1)", "1", "1-", "1"]


def test_items_that_count_in_letters_which_markdown_does_not_know_hold_their_paragraphs():
    items = (
        Item((paragraph("Закон", id_="b.1"), paragraph("Далее", NOTE, id_="b.2"))),
        Item((paragraph("Суд", id_="b.3"),)),
    )
    written = write_markdown(edition("ru", NumberedList(1, items, form="а)"))).decode()
    assert "-   а) Закон\n\n    Далее[^1]\n-   б) Суд" in written
    assert pypandoc.convert_text(written, "native", "markdown").count("Note") == 1


def test_an_exclamation_mark_before_a_link_makes_no_picture():
    link = Link("https://example.org", (Text("Act"),))
    written = write_markdown(edition("en", paragraph("Stop!", link))).decode()
    assert "Image" not in pypandoc.convert_text(written, "native", "markdown")
    assert "Link" in pypandoc.convert_text(written, "native", "markdown")


def test_emphasis_ends_before_a_sign_that_a_letter_follows():
    said = write_markdown(edition("zh", paragraph(Strong((Text("登记。"),)), "同一")))
    assert "**登记**。同一".encode() in said


def test_chinese_in_a_word_file_has_its_fonts_and_no_italics():
    parts = word(
        "zh", paragraph("这是", Emphasis((Text("基本"),)), "权利", Emphasis((Text("Review"),)))
    )
    text, styles = parts["word/document.xml"], parts["word/styles.xml"]
    assert '<w:rStyle w:val="Emphasis"/></w:rPr><w:t xml:space="preserve">基本' in text.replace(
        '<w:rFonts w:hint="eastAsia"/>', ""
    )
    assert '<w:name w:val="Emphasis"/><w:rPr><w:b/><w:bCs/></w:rPr>' in styles
    assert '<w:i/></w:rPr><w:t xml:space="preserve">Review' in text
    assert 'w:eastAsia="SimSun"' in styles and 'w:eastAsia="zh-CN"' in styles


def test_a_finding_says_how_to_get_the_fonts_for_chinese():
    assert (
        font_hint("工 会") == 'install the fonts for Chinese: `pip install "upr-dossier[chinese]"`'
    )
    assert font_hint("ⴰ") == ""


def test_an_author_says_in_which_language_words_are(project):
    from tests.test_pdf import stressed

    said = "He wrote [*حقوق* کار]{lang: fa} and [loi]{lang=fr, only: pdf, html}."
    page = write_html(with_foreign_phrases(stressed(project, said).edition), FOLDERS, {}, LOOK)
    text = page.decode()
    assert (
        '<bdi dir="rtl" lang="fa"><em>حقوق</em> کار</bdi> and <span lang="fr">loi</span>.' in text
    )


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PHRASES), min_size=1, max_size=8).map(tuple),
    st.sampled_from(["ar", "zh", "ru", "en-GB"]),
)
def test_words_that_are_set_apart_are_all_there_once(content, code):
    (printed,) = edition(code, paragraph(*content)).document.sections[0].blocks[0].content
    assert plain(printed.content) == plain(paragraph(*content).content)


def test_a_phrase_that_goes_on_behind_a_link_does_not_print_the_link_again():
    said = (Link("https://e.org", (Text("وILO ثم x y ولا وILO"),)), " (2014) A/HRC/56/1؛ ثم")
    assert words_of_markdown(write_markdown(edition("ar", paragraph(*said)))).count("2014") == 1
