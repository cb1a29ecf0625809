"""Names in scripts that a PDF draws in parts or from the right: found, or said to be unreadable."""

from __future__ import annotations

import io

import pikepdf
import pytest

from dossier.model.registry import Person, Protected
from dossier.redaction.names import GuardedNames
from dossier.redaction.scan import Guard, Unsearchable, pieces
from dossier.writers.pdf.fonts import font_rules
from dossier.writers.pdf.renderer import import_weasyprint
from tests.test_search import data, picture, plain_pdf, printed, unsearchable

# All names here are invented.
LAM_ALEF = "علاء الأمثلة"


def guards(name):
    """Guards of somebody's name, and of the same words as a protected phrase."""
    return (
        Guard((Person("p", name),), (), (), "public"),
        Guard((), (Protected("v", (name,), "partners"),), (), "public"),
    )


def leaking(content, name):
    return [any(each.severity == "error" for each in guard.find(pieces(content, "x.pdf")))
            for guard in guards(name)]  # fmt: skip


def typeset(text, **options):
    """A PDF as the program makes it, with the fonts that stand in for those of a house."""
    weasyprint = import_weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    rules = f"{font_rules(text)} body {{ font-family: var(--serif) }}"
    sheet = weasyprint.CSS(string=rules, font_config=fonts)
    page = weasyprint.HTML(string=f"<html lang=en><title>x</title><body>{text}</body></html>")
    return page.write_pdf(stylesheets=[sheet], font_config=fonts, **options)


@pytest.mark.parametrize(
    "name",
    [
        LAM_ALEF, "فلاح السلامي", "مُحَمَّد عَلِيّ", "شیرین مثالی", "משה לוי", "מֹשֶׁה לֵוִי",
        "श्री उदाहरण क्षत्रिय", "উদাহরণ প্রিয়া", "கோவிந்தன்", "ស៊ីថា", "Ọlá Àpẹẹrẹ\u0301",
    ],
)  # fmt: skip
def test_a_name_in_any_script_is_found_in_a_finished_pdf(name):
    for page in (f"<p dir=rtl>{name}", f"<p>It was <b>{name}</b>, they said"):
        assert leaking(typeset(page, pdf_variant="pdf/ua-1"), name) == [True, True]


def drawn(letters, mapped, instead=None):
    """A PDF whose font has a glyph for each of the `mapped` texts, which are drawn in a row."""

    def change(pdf):
        codes = "".join(f"<{at:02x}> <{each.encode('utf-16-be').hex()}>\n" for at, each in mapped)
        table = f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(mapped)} beginbfchar\n{codes}endbfchar"
        font = pdf.pages[0].Resources.Font.F1
        font.BaseFont = pikepdf.Name("/ABCDEF+Example")
        font.ToUnicode = pdf.make_stream(table.encode())
        font.Encoding = pikepdf.Dictionary(
            Differences=pikepdf.Array([1, *(pikepdf.Name(f"/g{at}") for at in range(1, 60))])
        )

    shown = f"BT /F1 12 Tf 30 300 Td <{bytes(letters).hex()}> Tj ET"
    if instead is not None:
        said = ("\ufeff" + instead).encode("utf-16-be").hex()
        shown = f"/Span << /ActualText <{said}> >> BDC {shown} EMC"
    return plain_pdf("", content=shown, changes=[change])


def one_by_one(text):
    """Return codes of glyphs in a row, and the text that each stands for."""
    return [*range(1, len(text) + 1)], [*enumerate(text, 1)]


@pytest.mark.parametrize("name", [LAM_ALEF, "علي مثال", "משה לוי"])
@pytest.mark.parametrize(
    "turn",
    [
        lambda text: text, lambda text: text[::-1],
        lambda text: " ".join(each[::-1] for each in text.split()),
        lambda text: text.replace("لا", "ﻼ")[::-1], lambda text: text.replace("لا", "ﻼ"),
        lambda text: text.replace("لا", "\u202dلا\u202c")[::-1].replace("ال", "لا"),
    ],
)  # fmt: skip
def test_words_that_a_pdf_gives_back_reversed_are_found(name, turn):
    assert leaking(drawn(*one_by_one(turn(name))), name) == [True, True]


def test_marks_and_long_lines_between_letters_do_not_hide_a_name():
    assert leaking(drawn(*one_by_one("عَلِـــي مِثَــال")), "علي مثال") == [True, True]


def test_letters_of_a_ligature_are_compared_in_either_order():
    person = Person("p", LAM_ALEF)
    found = GuardedNames([person], "public").find("عالء الأمثلة")
    assert [each.severity for each in found] == ["error"]


UNMAPPED = ([1, 2, 3, 4], [(1, "J"), (2, "a"), (4, "e")])


@pytest.mark.parametrize(
    "content",
    [
        lambda: drawn(*UNMAPPED),
        lambda: drawn(*one_by_one("Ja\ue001e")), lambda: drawn(*one_by_one("Ja\ufffde")),
        lambda: drawn([1, 2, 3], [(1, "ع"), (2, ""), (3, "ي")]), lambda: drawn([9, 9, 9, 9], [(1, "a")]),
        lambda: drawn(*UNMAPPED, instead=""),
    ],
)  # fmt: skip
def test_a_letter_that_does_not_come_back_makes_a_file_unsearchable(content):
    assert unsearchable(content()) == "page 1 has letters that no program can read"


def test_a_bullet_without_meaning_and_letters_with_words_in_their_place_do_not():
    assert leaking(drawn(*one_by_one("\uf0b7 Jane Exemplar")), "Jane Exemplar") == [True, True]
    content = drawn(*UNMAPPED, instead="Jane Exemplar")
    assert leaking(content, "Jane Exemplar") == [True, True]
    assert leaking(content, "Other Person") == [False, False]


def test_letters_that_weasyprint_tells_by_their_first_use_are_not_trusted():
    content = typeset("جحخ")
    assert leaking(content, "جحخ") == [True, True]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        bare = page.Contents.read_bytes().replace(b"/DrawnWords", b"/Other")
        page.Contents = pdf.make_stream(bare)
        held = io.BytesIO()
        pdf.save(held)
    assert unsearchable(held.getvalue()) == "page 1 has letters that no program can read"


def tiles(*texts):
    """A page with pictures over all of it, in strips, and some words."""
    strip = f"<img src='{data('image/png', picture())}'>"
    style = "@page {margin: 0; size: 100mm 100mm} body {margin: 0} img {width: 100mm; height: 30mm; display: block}"
    return printed(strip * 3 + "".join(texts), style=style)


def test_a_page_of_pictures_is_unsearchable_though_it_has_a_number():
    with_number = "<div style='position: absolute; top: 1mm'>Page 3</div>"
    for content in (tiles(), tiles(with_number)):
        assert unsearchable(content) == "page 1 is a picture, whose words cannot be read"
    words = "<div style='position: absolute; top: 1mm'>" + "Words that people read. " * 4
    assert not any(leaking(tiles(words), "Jane Exemplar"))


def test_a_page_of_shapes_alone_may_be_words():
    curve = "<path d='M0 0C1 1 2 2 3 3C4 4 5 5 6 6C1 2 3 4 5 6C2 3 3 1 1 2Z'/>"
    page = f"<svg width='90' height='90'>{curve * 30}</svg>"
    assert unsearchable(printed(page)) == "page 1 has no words, and shapes that may be letters"
    assert not any(leaking(printed(f"{page}<p>A chart"), "Jane Exemplar"))


def test_a_locked_file_is_unsearchable():
    for held in (
        pikepdf.Encryption(owner="a", user="b"),
        pikepdf.Encryption(owner="a", user="b", R=4),
    ):
        with pytest.raises(Unsearchable, match="password"):
            [*pieces(plain_pdf("x", saved={"encryption": held}), "x.pdf")]
