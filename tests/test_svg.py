"""An SVG is shown as it is, as dots in Word, and only where it is nothing but a picture."""

from __future__ import annotations

import base64
import io
import re
import zipfile

import pytest
from PIL import Image

from dossier.interchange.importer.pictures import Pictures
from dossier.model.document import Figure
from dossier.project.picture_files import kind_of, unusable_svg
from dossier.readers.finished_files import pages_of_pdf, pages_without_pictures
from dossier.redaction.scan import pieces
from dossier.redaction.svg import UnusableSvg, read_svg
from dossier.writers.svg_raster import Undrawable, draw_svg
from tests.test_import import brought, parts, rules
from tests.test_import import made as edition_of
from tests.test_import_word import word

SPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inner: str = "", size: str = 'width="60mm" height="40mm" viewBox="0 0 60 40"') -> bytes:
    return f"<svg {SPACE} {size}>{inner}</svg>".encode()


PORTS = svg(
    "<!-- drawn by Jane Exemplar --><title>Ports by Jane Exemplar</title>"
    "<metadata><r:RDF xmlns:r='urn:r'><r:creator>Jane Exemplar</r:creator></r:RDF></metadata>"
    "<rect width='60' height='40' fill='#14466b' id='exemplar-jane' data-by='Jane Exemplar'/>"
    "<text x='5' y='20' font-size='6' fill='white'>Port of <tspan>Aktau</tspan></text>"
)


def in_the_way(content: bytes) -> str:
    with pytest.raises(UnusableSvg) as wrong:
        read_svg(content)
    return str(wrong.value)


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        ("<script>alert(1)</script>", "a script"),
        ("<rect onclick='x()'/>", 'the event attribute "onclick"'),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
         'a piece of a web page (foreignObject), a piece of a web page ("p")'),
        ("<image href='https://a.example/b.png'/>", 'the external address "https://a.example/b.png"'),
        ("<image xlink:href='file:///etc/hosts'/>", 'the external address "file:///etc/hosts"'),
        ("<image href='map.png'/>", 'the external address "map.png"'),
        ("<use href='other.svg#a'/>", 'the external address "other.svg#a"'),
        ("<image href='data:image/svg+xml;base64,AA=='/>", "an embedded file"),
        ("<a href='javascript:x()'><rect/></a>", "a link, a script"),
        ("<style>@import 'x.css';</style>", "@import"),
        ("<style>@im\\70ort url(x.css);</style>", "@import"),
        ("<style>a { fill: u\\72l(//a.example/b) }</style>", 'address "//a.example/b"'),
        ("<style>@media print { a { cursor: image-set('x' 1x) } }</style>", "image-set()"),
        ("<rect style='fill: url(&quot;http://a.example&quot;)'/>", 'address "http://a.example"'),
        ("<rect fill='url(http://a.example)'/>", 'address "http://a.example"'),
        ("<style>@font-face { src: url(#a) }</style>", "the style rule @font-face"),
        ("<rect><animate attributeName='x' to='9'/></rect>", "an animation"),
        ("<style>a { -webkit-animation: x 1s }</style>", "an animation"),
        ("<g xml:base='https://a.example/'/>", 'address "https://a.example/"'),
        ("<filter id='f'><feFlood/></filter>", '"filter", "feFlood"'),
        ("<g id='a'><use href='#a'/></g>", "use themselves"),
        ("".join(f"<g id='{n}'>" + f"<use href='#{n - 1}'/>" * 20 + "</g>" for n in range(6)),
         "more than 20,000 elements"),
    ],
)  # fmt: skip
def test_what_a_picture_may_not_hold_is_named(inner, says):
    assert says in in_the_way(svg(inner))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg("<text>&a;</text>"), "a document type (<!DOCTYPE …>), the entity &a;"),
        (b"<?xml-stylesheet href='a.css'?>" + svg(), "a style sheet that lies elsewhere"),
        (svg(" " * 2_100_000), "more than 2 MB"),
        (svg("<g>" * 150 + "</g>" * 150), "nested deeper"),
        (svg("<g>"), "broken"),
        (svg(size=""), "no size"),
        (svg(size='viewBox="0 0 x 1"'), "viewBox"),
        (svg(size='width="99999" height="9"'), "10,000 pixels"),
        (svg(size='width="999" height="9"'), "100 times as long"),
        (b"<html><svg/></html>", '"html" in the place of "svg"'),
    ],
)  # fmt: skip
def test_what_no_format_could_draw_is_named(content, says):
    assert says in in_the_way(content)


def test_a_picture_is_told_with_its_place_and_all_that_is_in_the_way():
    content = svg("<script/><filter/>")
    first, second = unusable_svg(content, "map.svg", "a.md", 7)
    assert str(first).startswith(
        'a.md:7: error[unsafe-picture]: the picture "map.svg" holds a script, and may hold only'
    )
    assert 'error[picture-format]: the picture "map.svg" holds "filter", which' in str(second)


def test_what_only_describes_a_picture_is_taken_out_and_the_rest_stays():
    held = read_svg(PORTS).content
    assert b"xemplar" not in held and b"Port of <tspan>Aktau</tspan>" in held
    assert b'fill="#14466b"' in held
    kept = svg("<defs><linearGradient id='g'/></defs><rect class='c' id='r' fill='url(#g)'/>")
    assert b'id="g"' in read_svg(kept).content
    assert b'id="r"' not in read_svg(kept).content and b"class" not in read_svg(kept).content


def test_a_search_reads_what_an_svg_shows_and_what_it_hides():
    found = " ".join(each.text for each in pieces(PORTS, "map.svg"))
    assert found.count("Jane Exemplar") >= 4 and "Port of Aktau" in found


@pytest.mark.parametrize(
    "head", [b"", b"\xef\xbb\xbf", b"<?xml version='1.0'?>\n", b"<!-- by a program -->\n"]
)
def test_an_svg_is_known_by_its_content(head):
    assert kind_of(head + svg()) == "image/svg+xml"
    assert read_svg(head + svg()).size.width_on_paper == pytest.approx(60)


def test_a_size_that_is_not_said_comes_from_the_view():
    assert read_svg(svg(size='viewBox="0 0 96 48"')).size.height_on_paper == pytest.approx(12.7)
    assert read_svg(svg(size='width="2in" height="100%" viewBox="0 0 4 1"')).size.height == 48


def test_dots_keep_the_size_on_paper_and_show_the_colours():
    drawn = Image.open(io.BytesIO(draw_svg(read_svg(PORTS).content, 60, 40, ())))
    assert drawn.width / drawn.info["dpi"][0] * 25.4 == pytest.approx(60, abs=0.1)
    assert drawn.width == pytest.approx(60 / 25.4 * 300, abs=2)
    assert drawn.getpixel((3, 3)) == (0x14, 0x46, 0x6B)
    assert drawn.getpixel((drawn.width - 3, drawn.height - 3)) == (0x14, 0x46, 0x6B)


def test_what_weasyprint_gives_up_is_no_picture():
    with pytest.raises(Undrawable):
        draw_svg(svg("<text rotate='x'>A</text>"), 60, 40, ())


def test_an_svg_comes_into_every_format_and_its_words_do_not_disturb_the_text(small):
    (small.content / "case" / "map.svg").write_bytes(PORTS)
    small.change(
        "case/blocks/60-evidence.md", "Conclude", "![A map of the ports](map.svg)\n\nConclude"
    )
    ran = small.run("build")
    assert ran.status == 0, ran.err
    made = small.output / "case"
    with zipfile.ZipFile(made / "submission.docx") as package:
        assert b'descr="A map of the ports"' in package.read("word/document.xml")
        assert any(name.endswith(".png") for name in package.namelist())
    page = (made / "submission.html").read_text("utf-8")
    inside = base64.b64decode(re.search(r"data:image/svg\+xml;base64,([^\"]+)", page)[1])
    assert b"Aktau" in inside and b"xemplar" not in inside
    pdf = (made / "submission.pdf").read_bytes()
    assert "Port of Aktau" in "".join(pages_of_pdf(pdf))
    assert "Aktau" not in "".join(pages_without_pictures(pdf))


def test_a_name_in_a_picture_is_found_at_the_block_that_shows_it(small):
    drawing = svg("<text x='2' y='9'>J</text><text x='4' y='9'>ane Exemplar</text>")
    (small.content / "case" / "map.svg").write_bytes(drawing)
    small.change("case/blocks/60-evidence.md", "Conclude", "![A map](map.svg)\n\nConclude")
    small.write("case/protected.yaml", "witness: {words: [Jane Exemplar], audience: internal}\n")
    ran = small.run("build", "--format", "docx")
    assert ran.status == 1
    assert (
        'error[name-leaks]: "Jane Exemplar" stands in the text of the picture "map.svg"' in ran.err
    )
    assert "60-evidence.md:" in ran.err
    assert not (small.output / "case" / "submission.docx").exists()


@pytest.mark.parametrize("letters", ["base64", "percent"])
def test_an_svg_in_a_web_page_comes_in(letters):
    said = {
        "base64": f"data:image/svg+xml;base64,{base64.b64encode(PORTS).decode()}",
        "percent": "data:image/svg+xml;utf8,"
        + PORTS.decode().replace("%", "%25").replace('"', "%22").replace("#", "%23"),
    }[letters]
    page = f'<html><body><h1>T</h1><h2>A</h2><p>Text.</p><img alt="Map" src="{said}">'
    found = brought(page, "a.html")
    assert found.files["pictures/picture-1.svg"] == PORTS
    assert [each.path for each in parts(edition_of(found), Figure)] == ["pictures/picture-1.svg"]


BLIP = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="Ports"/><a:blip r:embed="rP">'
    '<a:extLst><a:ext><v:svgBlip xmlns:v="urn:v" r:embed="rS"/></a:ext></a:extLst></a:blip>'
    "</wp:inline></w:drawing></w:r></w:p>"
)
HEADING = '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Facts</w:t></w:r></w:p>'


def with_pictures(file: bytes, drawing: bytes) -> bytes:
    """Return a Word file whose picture is an SVG beside its PNG."""
    dots, made = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (4, 4)).save(dots, "PNG")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    relations = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="media/{name}"/>'
        for id_, name in (("rP", "image1.png"), ("rS", "image2.svg"))
    ).encode()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", relations + b"</Relationships>")
            new.writestr(name, content)
        new.writestr("word/media/image1.png", dots.getvalue())
        new.writestr("word/media/image2.svg", drawing)
    return made.getvalue()


def test_the_svg_of_a_word_file_comes_in_before_its_png():
    draft = with_pictures(word(HEADING + BLIP), PORTS)
    assert brought(draft, "a.docx").files["pictures/picture-1.svg"] == PORTS


def test_where_the_svg_of_a_word_file_is_refused_its_png_comes_in_and_that_is_told():
    found = brought(with_pictures(word(HEADING + BLIP), svg("<script/>")), "a.docx")
    assert found.files["pictures/picture-1.png"].startswith(b"\x89PNG")
    (told,) = [each for each in found.findings if each.rule == "unsafe-picture"]
    assert "a script" in told.message and "as the PNG that Word keeps of it" in told.message


def test_an_svg_that_is_refused_is_left_out_and_told():
    taken = Pictures("a.md", {"x.svg": svg("<script/>")})
    assert taken.figure(Figure("x.svg", "Map", 3)) == ()
    assert [each.rule for each in taken.findings] == ["unsafe-picture"]
    assert "it was left out" in taken.findings[0].message
    away = brought("# B\n\nText.\n\n![M](data:image/svg+xml,x)\n", "a.md")
    assert "picture-left-out" in rules(away)
