"""What a Word draft shows and what it hides, its lists, equations and initials come in as they print."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from dossier.interchange.importer import Imported
from dossier.model.document import Reference
from dossier.ooxml.equations import linear
from tests.test_import import brought, made, parts, rules, text_of, titles

CASES = Path(__file__).parent / "data" / "import"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
SPACES = (
    f'xmlns:w="{W}" xmlns:m="{M}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
STYLES = '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
DECIMAL = '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def case(name: str) -> Imported:
    return brought((CASES / name).read_bytes(), name)


def level(number: int, format_: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LEGAL = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)")
RESTARTED = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2">'
    '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def word(body: str, *, styles: str = "", levels: str = "", notes: str = "") -> bytes:
    """Return a Word file with these elements in its body."""
    parts = {
        "document": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "styles": f"<w:styles {SPACES}>{STYLES}{styles}</w:styles>",
        "numbering": f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{levels}'
        f"</w:abstractNum>{RESTARTED}</w:numbering>",
        "footnotes": f"<w:footnotes {SPACES}>{notes}</w:footnotes>",
    }
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{name + ".main" * (name == "document")}+xml"/>'
        for name in parts
    )
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>'
        for name in parts
        if name != "document"
    )
    space = "http://schemas.openxmlformats.org/package/2006"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{space}/content-types"><Default Extension="rels" ContentType='
            f'"application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{space}/relationships"><Relationship Id="r1" '
            f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{space}/relationships">{relations}</Relationships>',
        )
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def h(text: str) -> str:
    return p(r(text), properties='<w:pStyle w:val="H1"/>')


def item(text: str, list_: int = 1, at: int = 0) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_}"/></w:numPr>'
    return p(r(text), properties=listed)


def draft(*body: str, **parts: str) -> Imported:
    """Return what a draft with these paragraphs in its one section becomes."""
    return brought(word(h("Facts") + "".join(body), **parts), "draft.docx")


def said(found: Imported) -> str:
    """Return the text of the blocks without their heads, on one line."""
    assert found.files, "\n".join(map(str, found.findings))
    bodies = (text.split("---\n", 2)[2] for path, text in blocks_of(found))
    return " ".join(" ".join(bodies).split())


def blocks_of(found: Imported) -> list[tuple[str, str]]:
    return [(path, text.decode()) for path, text in found.files.items() if path.endswith(".md")]


def told(found: Imported, rule: str) -> list[tuple[int, str]]:
    return [(each.line, each.message) for each in found.findings if each.rule == rule]


# Titles with nothing below them


def test_a_first_heading_with_nothing_below_it_is_the_title():
    found = case("h2_title_as_h1.docx")
    edition = made(found)
    assert edition.document.title == "Report on Ruritania"
    assert titles(edition) == ["Freedom of association"]
    assert "title-guessed" in rules(found)


def test_a_section_with_nothing_below_it_keeps_its_title():
    found = case("two-headings.md")
    assert titles(made(found)) == ["A", "B"]
    assert told(found, "empty-section") == [
        (5, 'nothing stands below the title "B"; it prints alone')
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Part One\n\n# A\n\nText.\n\n# Part Two\n\n# B\n\nText.\n",
         ["Part One", "A", "Part Two", "B"]),
        ("# A\n\nText.\n\n# B\n\n# C\n\nText.\n", ["A", "B", "C"]),
        ("# T\n\n## A\n\nText.\n\n## B\n\n## C\n", ["A", "B", "C"]),
        ("# A\n\nText.\n\n# Recommendations\n", ["A", "Recommendations"]),
        ("# A\n\nText.\n\n# B\n\n![](gone.emf)\n\n# C\n\nText.\n", ["A", "B", "C"]),
    ],
)  # fmt: skip
def test_titles_without_text_stay_in_their_order(text, expected):
    assert titles(made(brought(text, "draft.md"))) == expected


# Hidden words, words that are struck out


def test_hidden_words_stay_out_and_are_counted():
    found = case("v1_vanish.docx")
    assert "secret" not in text_of(found)
    assert "A whole hidden" not in text_of(found)
    assert told(found, "left-out") == [(2, "8 hidden words were left out, in paragraphs 2, 3")]


VANISH = "<w:rPr><w:vanish/></w:rPr>"
HIDDEN = f'<w:style w:type="character" w:styleId="Off"><w:name w:val="Off"/>{VANISH}</w:style>'
INHERITED = (
    f"{HIDDEN}"
    '<w:style w:type="character" w:styleId="Deep"><w:name w:val="D"/><w:basedOn w:val="Off"/></w:style>'
)
PARAGRAPH = f'<w:style w:type="paragraph" w:styleId="Away"><w:name w:val="Away"/>{VANISH}</w:style>'
FRAME = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" hidden="1"/><a:x><w:txbxContent>'
    f"{p(r('Mr X'))}</w:txbxContent></a:x></wp:inline></w:drawing></w:r>"
)
ROW = "<w:tr>{0}<w:tc>{1}</w:tc><w:tc>{1}</w:tc></w:tr>"


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        (p(r("Seen."), r(" Mr X", '<w:rStyle w:val="Off"/>')), HIDDEN),
        (p(r("Seen."), r(" Mr X", '<w:rStyle w:val="Deep"/>')), INHERITED),
        (p(r("Seen.")) + p(r("Mr X"), properties='<w:pStyle w:val="Away"/>'), PARAGRAPH),
        (p(r("Seen."), FRAME), ""),
        (p(r("Seen.")) + "<w:tbl>" + ROW.format("", p(r("cell")))
         + ROW.format("<w:trPr><w:hidden/></w:trPr>", p(r("Mr X"))) + "</w:tbl>", ""),
        (p(r("Seen."), '<w:hyperlink r:id="n">' + r("Mr X", "<w:vanish/>") + "</w:hyperlink>"), ""),
    ],
)  # fmt: skip
def test_words_are_hidden_whatever_hides_them(body, styles):
    found = draft(body, styles=styles)
    assert "Mr X" not in text_of(found)
    assert "Seen." in text_of(found)
    assert "hidden words were left out" in told(found, "left-out")[0][1]


def test_a_word_made_visible_in_a_hidden_style_is_text():
    body = p(r("Seen", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="Away"/>')
    assert said(draft(body, styles=PARAGRAPH)) == "Seen"


def test_a_note_called_by_hidden_words_stays_out_with_them():
    call = '<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="4"/></w:r>'
    note = f'<w:footnote w:id="4">{p(r("Mr X"))}</w:footnote>'
    found = draft(p(r("Seen."), call), notes=note)
    assert said(found) == "Seen."
    assert told(found, "left-out") == [(2, "2 hidden words were left out, in paragraph 2")]


def test_words_that_are_struck_out_are_told_and_not_text():
    found = case("v3_strike.docx")
    assert "It happen here." in text_of(found)
    assert told(found, "left-out") == [
        (2, 'words that are struck out were left out: "did not"; "never"')
    ]


def test_a_style_strikes_out_too():
    style = '<w:style w:type="character" w:styleId="No"><w:name w:val="No"/><w:rPr><w:strike/></w:rPr></w:style>'
    found = draft(p(r("Kept."), r(" Gone.", '<w:rStyle w:val="No"/>')), styles=style)
    assert said(found) == "Kept."


# Words above words


def test_what_says_how_words_are_read_stands_in_brackets_behind_them():
    above = f"<w:rt>{r('reading')}</w:rt><w:rubyBase>{r('base')}</w:rubyBase>"
    assert said(draft(p(r("A "), f"<w:r><w:ruby>{above}</w:ruby></w:r>", r(".")))) == (
        "A base (reading)."
    )
    for brackets in ("{}", "<rp> (</rp>{}<rp>)</rp>"):
        word_ = f"<ruby>base{brackets.format('<rt>reading</rt>')}</ruby>"
        found = brought(f"<html><body><h1>T</h1><h2>A</h2><p>A {word_}.</p></body>", "a.html")
        assert "A base (reading)." in text_of(found)


def test_words_without_a_reading_above_them_have_no_brackets():
    for above in ("<w:rt/><w:rubyBase>{}</w:rubyBase>", "<w:rubyBase>{}</w:rubyBase>"):
        ruby = f"<w:r><w:ruby>{above.format(r('base'))}</w:ruby></w:r>"
        assert said(draft(p(r("A "), ruby, r(".")))) == "A base."
    page = "<h1>T</h1><h2>A</h2><p>A <ruby>base<rt></rt></ruby>."
    assert "A base." in text_of(brought(f"<html><body>{page}", "a.html"))


# Equations


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'


@pytest.mark.parametrize(
    ("looks", "styles"),
    [
        (WHITE, ""),
        ('<w:color w:val="FEFEFE"/>', ""),
        ('<w:sz w:val="2"/>', ""),
        ('<w:rStyle w:val="S"/>', WHITE),
        (WHITE + '<w:shd w:val="clear" w:fill="FFFFFF"/>', ""),
        (WHITE + '<w:highlight w:val="white"/>', ""),
    ],
)
def test_words_that_nobody_sees_come_in_and_are_told(looks, styles):
    style = f'<w:style w:type="character" w:styleId="S"><w:rPr>{styles}</w:rPr></w:style>'
    found = draft(p(r("Seen. "), r("White bait.", looks), r(" End.")), styles=style)
    assert said(found) == "Seen. White bait. End."
    assert told(found, "unseen-words") == [
        (2, 'words that nobody sees came in as text: "White bait."')
    ]


CELLS = "<w:tbl>{look}<w:tr><w:tc><w:tcPr>{cell}</w:tcPr>{head}</w:tc><w:tc>{head}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    "body",
    [
        p(r("Seen.", WHITE + DARK)),
        p(r("Seen.", WHITE + '<w:highlight w:val="black"/>')),
        p(r("Seen.", WHITE), properties=DARK),
        CELLS.format(
            look='<w:tblPr><w:tblStyle w:val="T"/></w:tblPr>', cell="", head=p(r("Seen.", WHITE))
        ),
        CELLS.format(look="", cell=DARK, head=p(r("Seen."))).replace(
            "<w:rPr>", "<w:rPr>" + WHITE, 1
        ),
        p(r("Seen.", '<w:color w:val="auto"/><w:sz w:val="12"/>')),
        p(r("Seen."), r(" ", WHITE)),
    ],
)
def test_white_letters_on_something_dark_are_seen(body):
    assert told(draft(body), "unseen-words") == []


def test_hidden_words_are_not_told_as_unseen_ones():
    assert told(draft(p(r("Seen. "), r("Secret.", "<w:vanish/>" + WHITE))), "unseen-words") == []


@pytest.mark.parametrize(
    ("page", "unseen"),
    [
        ('<p>Seen. <span style="color: #ffffff">bait</span></p>', "bait"),
        ('<p>Seen. <font color="white">bait</font></p>', "bait"),
        ('<p>Seen. <span style="font-size:1px">bait</span></p>', "bait"),
        ('<p>Seen. <span style="opacity:0">bait</span></p>', "bait"),
        ('<p>Seen. <span style="position:absolute;left:-9999px">bait</span></p>', "bait"),
        *(
            (f"<style>.w{{{look}}}</style><p>Seen. <span class=w>bait</span></p>", "bait")
            for look in (
                "color:#fff",
                "font-size:1px",
                "font: italic 1px/1 serif",
                "font-size:2%",
                "left:-9999px;position:absolute",
            )
        ),
        *(
            (f"<style>.w{{{look}}}</style><p>Seen. <span class=w>it</span></p>", "")
            for look in ("font-size:80%", "font: 12px/1 serif", "font-size:0.9em", "left:-2px")
        ),
        ('<div style="background:#123"><p style="color:#fff">Seen.</p></div>', ""),
        ('<table><tr><td bgcolor="navy"><font color="#FFF">a</font><td>b</table><p>c', ""),
        ('<p>Seen. <span style="background-color:white;font-size:9px">it</span></p>', ""),
    ],
)
def test_a_web_page_tells_of_words_that_nobody_sees(page, unseen):
    found = web("<h1>A</h1>" + page)
    assert [each for _, each in told(found, "unseen-words")] == (
        [f'words that nobody sees came in as text: "{unseen}"'] if unseen else []
    )
    assert unseen in said(found)


def test_an_equation_keeps_its_meaning_on_one_line():
    found = case("v5_fraction.docx")
    assert "About 1/2 of workers; CO10^6 cases" in text_of(found)
    assert told(found, "simplified") == [(2, 'an equation came in on one line: "1/2"; "10^6"')]


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"<m:f><m:num>{t('a+b')}</m:num><m:den>{t('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:sSub><m:e>{t('CO')}</m:e><m:sub>{t('2')}</m:sub></m:sSub>", "CO_2"),
        (f"{t('C')}<m:sSub><m:e>{t('O')}</m:e><m:sub>{t('2')}</m:sub></m:sSub>", "CO_2"),
        (f"<m:rad><m:deg/><m:e>{t('x+1')}</m:e></m:rad>", "√(x+1)"),
        (f"<m:rad><m:deg>{t('3')}</m:deg><m:e>{t('x')}</m:e></m:rad>", "(x)^(1/3)"),
        (f"<m:d><m:e>{t('x')}</m:e><m:e>{t('y')}</m:e></m:d>", "(x|y)"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{t("i=1")}</m:sub>'
         f"<m:sup>{t('n')}</m:sup><m:e>{t('i')}</m:e></m:nary>", "∑_(i=1)^n i"),
        (f"<m:func><m:fName>{t('log')}</m:fName><m:e>{t('x')}</m:e></m:func>", "log(x)"),
        (f"{t('2')}<m:f><m:num>{t('1')}</m:num><m:den>{t('2')}</m:den></m:f>{t('x')}", "2 1/2 x"),
        (f"<m:m><m:mr><m:e>{t('a')}</m:e><m:e>{t('b')}</m:e></m:mr><m:mr><m:e>{t('c')}</m:e>"
         f"<m:e>{t('d')}</m:e></m:mr></m:m>", "[a, b; c, d]"),
    ],
)  # fmt: skip
def test_each_form_of_equation_is_written_on_one_line(inside, expected):
    from lxml import etree

    assert linear(etree.fromstring(f"<m:oMath {SPACES}>{inside}</m:oMath>")) == expected


def test_a_fraction_does_not_run_into_the_number_before_it():
    half = f"<m:oMath><m:f><m:num>{t('1')}</m:num><m:den>{t('2')}</m:den></m:f></m:oMath>"
    assert said(draft(p(r("About 2"), half, r(" tonnes.")))) == "About 2 1/2 tonnes."


def coded(code: str) -> str:
    ends = [f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "end")]
    return f"{ends[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{ends[1]}"


@pytest.mark.parametrize(
    ("code", "expected", "rules"),
    [
        (r" EQ \f(1,2) ", "About 1/2 of them.", ["simplified"]),
        (r" SYMBOL 167 \u ", "About § of them.", []),
        (r" EQ \o(a,b) ", "About of them.", ["left-out"]),
        (" AUTONUM ", "About of them.", ["left-out"]),
        (r" TC \f x ", "About of them.", []),
    ],
)
def test_a_field_without_a_result_is_read_or_told(code, expected, rules):
    found = draft(p(r("About "), coded(code), r(" of them.")))
    assert said(found) == expected
    assert [each for each in ("simplified", "left-out") if told(found, each)] == rules


def test_a_web_page_tells_of_equations_and_of_words_with_a_line_through_them():
    half = "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>"
    drawn = f'<span class="katex"><i>{half}</i><b aria-hidden="true">12</b></span>'
    struck = '<span style="text-decoration: line-through red">not</span>'
    found = brought(f"<html><body><h1>T</h1><h2>A</h2><p>It did {struck} cost {drawn}.", "a.html")
    assert "It did cost *1/2*." in text_of(found)
    assert [text for _, text in told(found, "left-out")] == [
        'words that are struck out were left out: "not"'
    ]
    assert told(found, "simplified")[0][1] == 'an equation came in on one line: "1/2"'


def test_words_that_are_hidden_from_readers_aloud_are_left_out_beside_their_equation_alone():
    page = '<h1>T</h1><div aria-hidden="true">Twelve were held.</div><p>At <math><mn>5</mn></math>.'
    assert "Twelve were held." in text_of(brought(f"<html><body>{page}", "a.html"))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("10<math><msup><mn>10</mn><mn>6</mn></msup></math>", "10 10^6"),
        ("<math><msub><mi>CO</mi><mn>2</mn></msub></math>", "CO_2"),
        ("<math><mi>C</mi><msub><mi>O</mi><mn>2</mn></msub></math>", "CO_2"),
        ("<math><mn>2</mn><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "2 1/2"),
        ("<math><mroot><mi>x</mi><mn>3</mn></mroot></math>", "(x)^(1/3)"),
        ("<math><msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt></math>", "√(a+b)"),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac></math>", "(a+b)/c"),
        ("<math><mtext>if <b>x</b> holds</mtext></math>", "if x holds"),
        ("<math><mtext>and</mtext><mtext> y</mtext></math>", "and y"),
        ('<math><mfenced open="" close="}"><mi>a</mi></mfenced></math>', "a}"),
        ("<math><semantics><mn>5</mn><annotation>\\five</annotation></semantics></math>", "5"),
        ("<math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>", "x_1^2"),
    ],
)  # fmt: skip
def test_equations_of_a_web_page_keep_their_meaning_on_one_line(inside, expected):
    found = web(f"<p>About {inside} of them.")
    assert said(found).replace("\\", "") == f"About {expected} of them."


def test_a_starred_note_of_a_web_page_stays_outside_the_series():
    call = '<sup><a href="#{0}" id="r{0}">{1}</a></sup>'
    note = '<p id="{0}"><a href="#r{0}">{1}</a> {2}</p>'
    body = f"<p>The report{call.format('s', '*')} covers it.{call.format('n', '1')} See note 1.</p>"
    found = web(body + note.format("s", "*", "Not edited.") + note.format("n", "1", "Second."))
    assert said(found) == (
        "The report[^*] covers it.[^1] See note 1. [^*]: Not edited. [^1]: Second."
    )


@pytest.mark.parametrize(
    ("looks", "styles"),
    [('<w:vertAlign w:val="superscript"/>', ""), ('<w:position w:val="6"/>', ""),
     ('<w:rStyle w:val="Up"/>', '<w:vertAlign w:val="superscript"/>'),
     ('<w:rStyle w:val="Up"/>', '<w:position w:val="8"/>')],
)  # fmt: skip
def test_a_power_keeps_its_height_whatever_raises_it(looks, styles):
    sheet = (
        '<w:style w:type="character" w:styleId="Up"><w:basedOn w:val="High"/></w:style>'
        f'<w:style w:type="character" w:styleId="High"><w:rPr>{styles}</w:rPr></w:style>'
    )
    runs = [r("10"), r("6", looks), r(" and 10"), r("-6", looks), r(" on 4"), r("th", looks)]
    assert said(draft(p(*runs), styles=sheet)) == "10⁶ and 10⁻⁶ on 4th"


def test_what_only_aligns_or_is_set_back_is_not_raised():
    styles = (
        '<w:style w:type="character" w:styleId="Up"><w:rPr><w:vertAlign w:val="superscript"/>'
        "</w:rPr></w:style>"
    )
    back = '<w:rStyle w:val="Up"/><w:vertAlign w:val="subscript"/>'
    runs = [r("CO"), r("2", back), r(", no "), r("5", '<w:position w:val="1"/>')]
    assert said(draft(p(*runs), styles=styles)) == "CO2, no 5"


@pytest.mark.parametrize(
    ("run", "expected", "codes"),
    [('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', "x≤5", ""),
     ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "x✓5", ""),
     ('<w:r><w:sym w:font="Wingdings" w:char="00FC"/></w:r>', "x✓5", ""),
     ('<w:r><w:sym w:font="Arial" w:char="00FC"/></w:r>', "xü5", ""),
     (r("\uf062\uf0b3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "xβ≥5", ""),
     (r("a é²", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "xα ⎡″5", ""),
     (r("a", '<w:rStyle w:val="Greek"/>'), "xα5", ""),
     (r("a", '<w:rStyle w:val="Greek"/><w:rFonts w:ascii="Arial"/>'), "xa5", ""),
     (r("a", '<w:rFonts w:ascii="Symbol" w:asciiTheme="minorHAnsi"/>'), "xa5", ""),
     *((f'<w:r><w:sym w:font="Symbol" w:char="F0{code}"/></w:r>', f"x{sign}5", "")
       for code, sign in (("27", "∋"), ("5C", "∴"), ("6A", "ϕ"), ("66", "φ"), ("D1", "∇"))),
     ('<w:r><w:sym w:font="Wingdings" w:char="F082"/></w:r>', "x②5", ""),
     ('<w:r><w:sym w:font="Wingdings" w:char="F0B3"/></w:r>', "x•5", "U+F0B3"),
     ('<w:r><w:rPr><w:strike/></w:rPr><w:sym w:font="Odd" w:char="F04A"/></w:r>', "x5", "")],
)  # fmt: skip
def test_a_sign_of_a_symbol_font_is_read_or_told(run, expected, codes):
    greek = (
        '<w:style w:type="character" w:styleId="Own"><w:rPr><w:rFonts w:hAnsi="symbol"/></w:rPr>'
        '</w:style><w:style w:type="character" w:styleId="Greek"><w:basedOn w:val="Own"/></w:style>'
    )
    found = draft(p(r("x"), run, r("5")), styles=greek)
    assert said(found) == expected
    assert [text.rpartition(": ")[2] for _, text in told(found, "simplified")] == (
        [codes and f'"{codes}"'] if codes else []
    )


def test_a_note_that_is_struck_out_whole_is_called_no_more():
    calls = [f'<w:r><w:footnoteReference w:id="{id_}"/></w:r>' for id_ in (4, 5)]
    notes = f'<w:footnote w:id="4">{p(r("Gone.", "<w:strike/>"))}</w:footnote>'
    notes += f'<w:footnote w:id="5">{p(r("Kept."))}</w:footnote>'
    found = draft(p(r("One"), calls[0], r(" two"), calls[1], r(".")), notes=notes)
    assert said(found) == "One two[^1]. [^1]: Kept."
    assert told(found, "left-out") == [(2, 'words that are struck out were left out: "Gone."')]


# Style sheets of web pages

LOOKS = """<!-- .strike, p.out { text-decoration: line-through }
.away { display: none } #gone { visibility: hidden } .up { vertical-align: super }
.live { text-decoration: line-through } .live { text-decoration: none !important }
.letters { list-style-type: lower-latin } .counted > li::before { content: "(" counter(n, lower-latin) ") " }
@media print { .up { display: none } } .heavy { font-weight: 700 } a:::b { } -->"""


def web(body: str) -> Imported:
    head = f"<head><title>T</title><style>{LOOKS}</style></head>"
    return brought(f"<html>{head}<body><h1>Facts</h1>{body}</body></html>", "a.html")


@pytest.mark.parametrize(
    ("body", "expected"),
    [('<p>It did <span class="strike">not</span> end.', "It did end."),
     ('<p>Kept.<p class="out">Gone.', "Kept."),
     ('<p>Seen<span class="away"> Mr X</span><b id="gone"> too</b>.', "Seen."),
     ('<p>10<span class="up">6</span>, 10<span style="vertical-align:super">-6</span>.', "10⁶, 10⁻⁶."),
     ('<p>10<sup><span style="vertical-align:baseline">6</span></sup>.', "10⁶."),
     ('<p>It is <span class="live">not</span> so.', "It is not so."),
     ('<p>It is <span class="strike" style="text-decoration:none">not</span> so.', "It is not so."),
     ('<p>It is <span class="heavy">so</span>.', "It is **so**."),
     ('<p>It <b style="font-weight:normal">is</b> so.', "It is so."),
     ('<p>So:<ol class="letters"><li>x</li><li>y</li></ol>', "So: a. x b. y"),
     ('<p>So:<ol class="counted"><li>x</li><li>y</li></ol>', "So: (a) x (b) y")],
)  # fmt: skip
def test_a_style_sheet_in_a_page_counts_as_the_style_of_its_elements(body, expected):
    assert said(web(body)) == expected


@pytest.mark.parametrize(
    ("style", "expected", "old"),
    [('content: "Demand " counter(n) ": "', "1. x 2. y", ["Demand 1:", "Demand 2:"]),
     ("content: counter(n, upper-roman) ')'", "I) x II) y", []),
     ("list-style-type: lower-greek", "a. x b. y", ["α.", "β."]),
     ("list-style-type: decimal-leading-zero", "1. x 2. y", [])],
)  # fmt: skip
def test_a_label_that_a_style_sheet_makes_is_kept_or_told(style, expected, old):
    rule = f"<style>li::before {{ {style} }} li {{ {style} }}</style>"
    body = "<h1>Facts</h1><p>So:<ol><li>x</li><li>y</li></ol><p>Then."
    found = brought(f"<html><head><title>T</title>{rule}</head><body>{body}", "a.html")
    assert said(found) == f"So: {expected} Then."
    assert [re.findall(r'"([^"]+)" is', text) for _, text in told(found, "numbers-differ")] == (
        [old] if old else []
    )


@pytest.mark.parametrize(
    ("style", "expected", "old"),
    [('system: extends lower-alpha; prefix: "("; suffix: ") "', "(a) x (b) y", []),
     ('system: alphabetic; symbols: "a" "b" "c"; suffix: ")"', "a) x b) y", []),
     ('system: alphabetic; symbols: "А" "Б" "В"', "А) x Б) y", []),
     ('system: alphabetic; symbols: "α" "β" "γ"', "a. x b. y", ["α.", "β."]),
     ('system: fixed; symbols: First Second', "1. x 2. y", ["First.", "Second."]),
     ('system: extends decimal; prefix: "Art. "', "1. x 2. y", ["Art. 1.", "Art. 2."]),
     ('system: extends mine', "1. x 2. y", []),
     ('symbols: "*"; suffix: " "', "1. x 2. y", ["*", "**"])],
)  # fmt: skip
def test_a_way_of_counting_that_a_page_makes_itself_is_kept_or_told(style, expected, old):
    for use in ("ol { list-style: mine inside }", ""):
        sheet = f"<style>@counter-style mine {{ {style} }} {use}</style>"
        inline = "" if use else ' style="list-style-type: mine; color: red"'
        found = web(f"{sheet}<p>So:<ol{inline}><li>x</li><li>y</li></ol><p>Then.")
        assert said(found) == f"So: {expected} Then."
        labels = [re.findall(r'"([^"]+)" is', text) for _, text in told(found, "numbers-differ")]
        assert labels == ([old] if old else [])


def test_hidden_and_struck_words_of_a_style_sheet_are_told():
    found = web('<p>Seen <i class="away">Mr X</i> and <i class="strike">not</i>.')
    assert [text for _, text in told(found, "left-out")] == [
        'hidden words were left out: "Mr X"', 'words that are struck out were left out: "not"',
    ]  # fmt: skip


# Notes that do not begin with words


def test_a_note_that_begins_with_a_list_comes_in():
    found = case("n1_list_first.docx")
    assert "[^1]: 1\\. alpha item\n\n    2\\. beta item" in text_of(found)
    assert told(found, "simplified")[0][0] == 2


TABLE = "<w:tbl>" + ROW.format("", p(r("left"))) + ROW.format("", p(r("right"))) + "</w:tbl>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (TABLE, "left | left right | right"),
        (h("Head") + p(r("text")), "Head text"),
        (p(r("First.")) + TABLE, "First. left | left right | right"),
        (p(r("Quoted."), properties='<w:pStyle w:val="Q"/>') + p(r("Said.")), "Quoted. Said."),
        (item("deep", at=1) + p(r("Said.")), "1. deep Said."),
    ],
)  # fmt: skip
def test_a_note_comes_in_whatever_it_begins_with(inside, expected):
    quote = '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>'
    call = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    note = f'<w:footnote w:id="4">{inside}</w:footnote>'
    found = draft(p(r("Text."), call), notes=note, styles=quote, levels=LEGAL)
    assert said(found).replace("\\", "") == f"Text.[^1] [^1]: {expected}"


def test_an_item_that_only_holds_a_list_does_not_refuse_the_draft():
    found = brought("# A\n\n- - inner\n  - other\n- outer\n", "draft.md")
    assert "- inner\n- other\n- outer" in text_of(found)


# Lists and numbers


def test_a_list_between_numbered_paragraphs_is_a_list_and_the_series_goes_on():
    found = case("v9_list_in_numbered.docx")
    assert "1. first reason\n2. second reason\n3. third reason" in text_of(found)
    assert "Para three" in text_of(found)


def test_a_list_inside_a_series_needs_no_colon():
    long = "says something of a certain length about the matter, and then it ends."
    found = draft(
        item(f"One {long}"), item(f"Two {long}"), item("first", 2), item("second", 2),
        item(f"Three {long}"), item(f"Four {long}"), levels=LEGAL,
    )  # fmt: skip
    assert "1. first 2. second Three says" in said(found)
    assert "numbers-differ" not in rules(found)


def test_numbers_of_two_levels_are_told_with_what_becomes_of_them():
    found = case("v11_legal.docx")
    assert told(found, "numbers-differ") == [
        (2, 'numbers of several levels: "1.1" is paragraph 1 now, "1.2" is paragraph 2 now, '
            '"2.1" is paragraph 3 now')
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("format_", "text", "expected", "old"),
    [("russianLower", "%1)", "а) x б) y", ()),
     ("russianUpper", "%1.", "А) x Б) y", ()),
     ("arabicAbjad", "(%1)", "(أ) x (ب) y", ()),
     ("arabicAlpha", "(%1)", "(a) x (b) y", ("(أ)", "(ب)")),
     ("chineseCountingThousand", "（%1）", "（一） x （二） y", ()),
     ("chineseCounting", "%1、", "1. x 2. y", ("一、", "二、")),
     ("ordinalText", "%1:", "1. x 2. y", ("First:", "Second:")),
     ("decimal", "Demand %1:", "1. x 2. y", ("Demand 1:", "Demand 2:")),
     ("lowerLetter", "R-%1", "a. x b. y", ("R-a", "R-b")),
     ("bullet", "Point", "- x - y", ("Point", "Point")),
     ("lowerLetter", "[%1]", "(a) x (b) y", ()), ("lowerLetter", "%1:", "a. x b. y", ()),
     ("decimalZero", "%1)", "1. x 2. y", ()), ("decimalEnclosedCircle", "%1", "1. x 2. y", ()),
     ("bullet", "o", "- x - y", ())],
)  # fmt: skip
def test_labels_that_no_list_of_ours_prints_are_told(format_, text, expected, old):
    body = (p(r("We ask:")), item("x"), item("y"), p(r("Then.")))
    found = draft(*body, levels=level(0, format_, text))
    assert said(found) == f"We ask: {expected} Then."
    assert [re.findall(r'"([^"]+)" is', text) for _, text in told(found, "numbers-differ")] == (
        [list(old)] if old else []
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Art.", "Art. alpha Art. beta"),
        ("(a)", "(a) alpha (a) beta"),
        ("Note %1:", "Note : alpha Note : beta"),
        ("–", "- alpha - beta"),
        ("", "alpha beta"),
        ("%1", "alpha beta"),
    ],
)
def test_a_label_without_a_number_stands_before_its_paragraph(text, expected):
    body = p(r("So it is.")) + item("alpha") + item("beta")
    found = said(draft(body, levels=level(0, "none", text)))
    assert found.replace("\\", "") == f"So it is. {expected}"


def test_a_level_without_a_number_begins_the_numbers_below_it_anew():
    levels = level(0, "none", "Chapter") + level(1, "decimal", "%2.")
    body = [item(each, at=at) for each, at in (("A", 0), ("x", 1), ("B", 0), ("y", 1))]
    found = draft(p(r("So it is.")), *body, levels=levels)
    assert [text for _, text in told(found, "numbers-differ")] == []
    assert "1. x" in said(found) and "1. y" in said(found)


def test_typed_letters_of_another_alphabet_stay():
    found = draft(p(r("Как сказано в б):")), p(r("а) раз;")), p(r("б) два.")))
    assert told(found, "numbers-differ") == []
    assert "а) раз; б) два." in said(found)


@pytest.mark.parametrize(
    ("format_", "text", "lost"),
    [("decimal", "Article %1", False), ("upperRoman", "%1.", False), ("upperRoman", "Part %1", True)],
)  # fmt: skip
def test_the_word_before_the_number_of_a_section_is_kept_or_told(format_, text, lost):
    listed = '<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = "".join(p(r(each), properties=listed) + p(r("Text.")) for each in ("Facts", "Law"))
    found = brought(word(body, levels=level(0, format_, text)), "draft.docx")
    message = 'numbers that print otherwise now: "Part I" is a heading without a number, "Part II"'
    assert [each.startswith(message) for _, each in told(found, "numbers-differ")] == [True] * lost


def test_typed_numbers_of_several_levels_stay_and_get_no_second_number():
    text = "I. Facts\n\n1.1 The law says so.\n\n1.2 The court, see 1.1, said so.\n"
    found = brought(text, "draft.txt")
    assert "1.1 The law says so.\n\n1.2 The court" in text_of(found)
    assert "imported-plain" in str(found.files["dossier.yaml"])


def test_numbers_of_headings_are_told_too():
    heading = p(r("Under"), properties='<w:pStyle w:val="H2"/><w:numPr><w:ilvl w:val="1"/>'
                '<w:numId w:val="1"/></w:numPr>')  # fmt: skip
    style = '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    found = draft(item("One thing."), heading, p(r("Text.")), item("x", at=1),
                  levels=levels, styles=style)  # fmt: skip
    message = told(found, "numbers-differ")[0][1]
    assert '"1.1" is a heading without a number' in message
    assert '"1.2" is paragraph 3 now' in message


def test_the_items_of_a_cell_are_kept_apart_and_told():
    found = case("t3_list_in_cell.docx")
    assert "| 1. one 2. two | d |" in text_of(found)
    assert "lines or items" in told(found, "simplified")[0][1]


@pytest.mark.parametrize(
    ("list_", "expected"),
    [
        ("<ol type=a><li>one<li>two</ol>", "a. one b. two"),
        ("<ol start=3><li>one<li>two</ol>", "3. one 4. two"),
        ("<ul><li>one<li>two</ul>", "• one • two"),
        ("<p>one<p>two", "one two"),
    ],
)
def test_the_items_of_a_cell_of_a_web_page_keep_their_marks(list_, expected):
    found = web(f"<table><tr><td>a<td>b<tr><td>{list_}</td><td>y</table>")
    assert f"| {expected} | y |" in said(found)
    assert "1 cell of a table has lines" in told(found, "simplified")[0][1]


def test_two_paragraphs_of_a_cell_are_told():
    table = "<w:tbl>" + ROW.format("", p(r("one")) + p(r("two"))) + "</w:tbl>"
    found = draft(p(r("Text.")), table)
    assert told(found, "simplified") == [
        (3, "2 cells of a table have lines or items that stand one after the other now")
    ]


# Initials


def test_a_large_initial_is_part_of_its_word():
    assert "Once upon a time." in text_of(case("s6_frame.docx"))


CAP = '<w:framePr w:dropCap="{}" w:lines="3"/>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("A"), properties=CAP.format("margin")) + p(r(" man went.")), "A man went."),
        (p(r("“T"), properties=CAP.format("drop")) + p(r("hey went.")), "“They went."),
        (p(r("O"), properties=CAP.format("drop")) + "<w:tbl>" + ROW.format("", p(r("x")))
         + "</w:tbl>", "O | x | x | | --- | --- |"),
        (p(r("Text."), properties='<w:framePr w:w="10"/>') + p(r("More.")), "Text. More."),
        (p(r("Text.")) + p(r("E"), properties=CAP.format("drop")), "Text. E"),
    ],
)  # fmt: skip
def test_only_a_large_initial_joins_the_next_paragraph(body, expected):
    assert said(draft(body)) == expected


# Numbers that call no notes


def test_numbers_behind_one_word_are_text():
    found = case("ra1.docx")
    assert "Annex1 to the court" in text_of(found)
    assert "missing-notes" not in rules(found)


@pytest.mark.parametrize(
    "text",
    ["See law1, then trial2, then strike3.", "In table1, table2 and table3.",
     "Of 10⁶, 10² and 10³ people.", "On 5 km², then 3 m³ and 2 km³.", "See [1], [2] and [3]."],
)  # fmt: skip
def test_a_word_file_calls_notes_by_raised_numbers_alone(text):
    found = draft(p(r(text)))
    assert "missing-notes" not in rules(found)


def test_raised_numbers_call_notes_in_a_word_file():
    raised = '<w:vertAlign w:val="superscript"/>'
    runs = [r("law"), r("1", raised), r(" trial"), r("2", raised), r(" strike"), r("3", raised)]
    assert "missing-notes" in rules(draft(p(*runs)))


def test_labels_of_annexes_are_no_notes_in_a_text_either():
    found = brought("Facts\n\nWe sent Annex1, Annex2 and Annex3 to the court.\n")
    assert "Annex1, Annex2 and Annex3" in text_of(found)


@pytest.mark.parametrize("label", ["Annex", "Table", "annex", "Zone"])
@pytest.mark.parametrize("second", ["more", "{label}2 with more", "{label}2 and {label}3 with"])
def test_labels_of_annexes_call_no_notes_where_another_place_fits(label, second):
    """The number of a label stays a word, and the calls are those behind the other words."""
    found = brought(
        f"I. Facts\n\n1. The union sent {label}1 to the court over the matter.1\n\n"
        f"2. It then sent {second.format(label=label)} evidence of a certain length.2\n\n"
        "Notes\n\n1 List of members\n2 Judgment\n"
    )
    assert f"{label}1 to the court over the matter.[^1]\n\nIt then" in text_of(found)
    assert "of a certain length.[^2]" in text_of(found)
    assert "[^1]: List of members\n[^2]: Judgment" in text_of(found)


def test_names_call_notes_where_no_other_place_fits():
    found = brought(
        "Facts\n\nWe read the Constitution1 and the Labour Code2 again.\n\nNotes\n\n1 One\n2 Two\n"
    )
    assert "Constitution[^1] and the Labour Code[^2]" in text_of(found)


ENDS = "says something of a certain length about the matter, and then it ends."
REASONS = f"""
1. Para one {ENDS}

2. Para two {ENDS}

Reasons:

1. first reason
2. second reason

3. Para three {ENDS}

"""


@pytest.mark.parametrize("name", ["draft.txt", "draft.md"])
@pytest.mark.parametrize(
    "below",
    [f"# B\n\n4. Para four {ENDS}\n", f"4. Para four {ENDS}\n", "",
     f"Also:\n\n1. a reason\n2. a second\n3. a third\n\n4. Para four {ENDS}\n"],
)  # fmt: skip
def test_a_list_between_numbered_paragraphs_stays_one_and_the_paragraphs_go_on(name, below):
    """Which "3." goes on with the paragraphs is told by its look; Word's typed numbers alike."""
    text = f"# A\n{REASONS}{below}"
    found = brought(text if name.endswith("md") else text.replace("# ", "I. "), name)
    assert "1. first reason\n2. second reason\n\nPara three says" in text_of(found)
    typed = [p(r(each)) for each in REASONS.split("\n") if each]
    in_word = draft(p(r("A"), properties='<w:pStyle w:val="H1"/>'), *typed)
    assert "1. first reason\n2. second reason\n\nPara three says" in text_of(in_word)


def test_all_items_of_a_list_between_numbered_paragraphs_stay_in_it():
    listed = REASONS.replace("2. second reason\n", "2. second reason\n3. third reason\n")
    found = text_of(brought(f"A\n{listed}"))
    assert "1. first reason\n2. second reason\n3. third reason\n\nPara three" in found


@pytest.mark.parametrize("mark", [".", ""])
def test_annexes_listed_below_numbered_paragraphs_leave_these_their_numbers(mark):
    found = brought(
        f"I. First section\n\n1. One {ENDS}\n\n2. Two {ENDS}\n\n3. Three {ENDS}\n\nAnnexes\n\n"
        f"1{mark} List of members\n2{mark} Judgment\n3{mark} Letter\n"
    )
    assert "\nOne says" in text_of(found) and "\n\nThree says" in text_of(found)
    listed = "1. List of members\n2. Judgment" if mark else "1 List of members\n\n2 Judgment"
    assert f"Annexes\n\n{listed}" in text_of(found)


def test_a_note_without_words_is_told():
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = '<w:footnote w:id="2"><w:p/></w:footnote><w:footnote w:id="3">' + p(r("Real."))
    body = p(r("Text one."), call.format(2), r(" More."), call.format(3))
    found = draft(body, notes=f"{notes}</w:footnote>")
    told = [each.message for each in found.findings if each.rule == "missing-notes"]
    assert told == ["the note 1 holds no words; it says that its text was missing"]


# Numbers alone on their lines


def test_numbers_alone_on_their_lines_begin_what_is_below_them():
    found = case("pdftotext-numbers-alone.txt")
    assert "over two lines.[^1]\n\nThe second paragraph says that.[^2]\n\nThe third" in text_of(
        found
    )
    assert "[^1]: First note text.\n[^2]: Second note text." in text_of(found)


def test_bare_numbers_that_others_of_notes_follow_are_those_of_paragraphs():
    typed = (CASES / "pdftotext-numbers-alone.txt").read_text("utf-8")
    found = brought(re.sub(r"(?m)^(\d)\.$", r"\1", typed))
    assert text_of(found) == text_of(brought(typed))


@pytest.mark.parametrize(
    ("bare", "note", "call"), [("{}", "({})", "({})"), ("{}-", "{}", "{}"), ("{}°", "{}", "{}"),
                               ("{}.-", "[{}]", "[{}]")]
)  # fmt: skip
@pytest.mark.parametrize("digits", ["123", "١٢٣"])
def test_numbers_alone_come_in_forms_of_any_language(bare, note, call, digits):
    lines = [f"{bare.format(n)}\n\nParagraph {word} says\nthis.{call.format(n)}\n" for n, word in
             zip(digits, ("one", "two", "three"), strict=True)]  # fmt: skip
    notes = [f"{note.format(n)}\n\nNote text.\n" for n in digits]
    found = said(brought("\n".join(["A title", "", "I. Facts", "", *lines, *notes])))
    assert found.startswith("Paragraph one says this.[^1] Paragraph two says this.[^2]")
    assert found.endswith("[^1]: Note text. [^2]: Note text. [^3]: Note text.")


def test_numbers_in_brackets_call_no_notes_where_none_stand_below():
    found = brought("T\n\nI. Facts\n\nIt is wrong.(1) It is bad.(2) It is late.(3) So it is.\n")
    assert "wrong.(1) It is bad.(2)" in text_of(found)


@pytest.mark.parametrize("form", ["({})", "{})", "[{}]", "{}.", "{}-", "{}°"])
def test_any_sign_beside_a_number_alone_will_do(form):
    lines = [f"{form.format(n)}\nParagraph {word} says so\nover two lines." for n, word in
             enumerate(("one", "two", "three"), start=1)]  # fmt: skip
    found = brought("A title\n\nI. Facts\n" + "\n".join(lines) + "\nII. More\nText.\n")
    assert "Paragraph one says so over two lines.\n\nParagraph two" in text_of(found)


def test_numbers_of_pages_alone_on_their_lines_still_go():
    page = "The law was changed and the court said so.\n" * 8
    found = brought(f"Facts\n\n{page}1\n{page}2\n{page}3\n")
    assert "1" not in said(found)


ALONE = """Submission on Ruritania

I. Background
{}.
The first paragraph says this and that
over two lines.{}
{}.
In
2019
the second paragraph says that.{}
{}.
More is said here.{}

Notes
{}"""


@pytest.mark.parametrize("first", [1, 3, 98])
@pytest.mark.parametrize("note", [1, 3, 17])
def test_numbers_alone_on_their_lines_begin_with_any(first, note):
    """Paragraphs and notes count on from where a part of a text begins; a year is none of them."""
    numbers = (first, note, first + 1, note + 1, first + 2, "")
    notes = f"{note}\nFirst note text.\n{note + 1}\nSecond note text.\n"
    found = text_of(brought(ALONE.format(*numbers, notes)))
    assert f"over two lines.[^{note}]\n\n" in found
    assert f"In 2019 the second paragraph says that.[^{note + 1}]\n\n" in found
    assert f"\n[^{note}]: First note text.\n[^{note + 1}]: Second note text." in found
    assert all(f"{first + at}\\. " in found for at in range(3)) == (first > 1)


@pytest.mark.parametrize("star", ["*\n", "* "])
@pytest.mark.parametrize("calls", [("*", 1, ""), ("*", 1, 2), (1, "*", ""), (1, 2, "*")])
def test_starred_notes_stand_beside_numbered_ones_alone_on_their_lines(star, calls):
    texts = [f"{star}Not edited."]
    texts += [f"{n}\nText {n}." for n in (1, 2) if n in calls]
    found = text_of(brought(ALONE.format(1, calls[0], 2, calls[1], 3, calls[2], "\n".join(texts))))
    assert "\n[^*]: Not edited.\n" in found
    assert all(f"\n[^{n}]: Text {n}.\n" in found for n in (1, 2) if n in calls)
    assert "Notes" not in found


# Pages of a PDF's text

PAGED = """Submission on Ruritania

I. Background
1.
The first paragraph says this and that
over two lines.1
2.
The second paragraph goes over the
{first}
\f{head}

end of the page and ends here.2
3.
The third paragraph says more.
{second}
\f{head}

4.
Fourth paragraph is here too.3
{third}
"""
NOTED = ("First note text.", "Second note text\nover two lines.", "Third.")


@pytest.mark.parametrize("head", ["Submission on Ruritania", "Ruritania 2025", ""])
@pytest.mark.parametrize("note", ["{}\n{}", "{} {}"])
@pytest.mark.parametrize("feet", [True, False])
@pytest.mark.parametrize("folio", ["\nPage {} of 3\n", ""])
def test_pages_leave_a_text_as_it_is_without_them(head, note, feet, folio):
    """Paragraphs go over pages, notes at their feet are notes, and all that goes is told."""
    notes = [note.format(at, text) for at, text in enumerate(NOTED, start=1)]
    below = [f"\n{each}\n" if feet else "" for each in notes]
    below = [f"{each}{folio.format(at)}" for at, each in enumerate(below, start=1)]
    text = PAGED.format(head=head, first=below[0], second=below[1], third=below[2])
    found = brought(text if feet else f"{text}\fNotes\n" + "\n".join(notes) + "\n")
    assert text_of(found).endswith(
        "over two lines.[^1]\n\nThe second paragraph goes over the end of the page and ends here.[^2]"
        "\n\nThe third paragraph says more.\n\nFourth paragraph is here too.[^3]\n\n[^1]: First note "
        "text.\n[^2]: Second note text over two lines.\n[^3]: Third.\n"
    )
    said = " ".join(each.message for each in found.findings if each.rule == "left-out")
    assert ("running heads or numbers of pages" in said) == bool(head or folio)
    assert all(each in said for each in (head, folio.format(2).strip()))


# Headings in other languages


@pytest.mark.parametrize(
    "name",
    ["Überschrift 1", "Titre 1", "Заголовок 1", "标题 1", "Titolo 1", "Título 1", "Kop 1",
     "Rubrik 1", "Nagłówek 1", "heading 1", "HEADING 1"],
)  # fmt: skip
def test_a_heading_is_known_by_the_name_of_its_style_in_any_language(name):
    style = f'<w:style w:type="paragraph" w:styleId="X1"><w:name w:val="{name}"/></w:style>'
    heading = p(r("a heading that only its style tells, and that is long."),
                properties='<w:pStyle w:val="X1"/>')  # fmt: skip
    found = draft(p(r("Text.")), heading, p(r("More.")), styles=style)
    assert titles(made(found))[-1].startswith("a heading that only")


@pytest.mark.parametrize("id_", ["Heading1", "Titre1", "berschrift1"])
def test_a_style_that_the_file_does_not_describe_is_known_by_its_id(id_):
    heading = p(r("a long heading, told by its id."), properties=f'<w:pStyle w:val="{id_}"/>')
    found = draft(p(r("Text.")), heading, p(r("More.")))
    assert titles(made(found))[-1] == "a long heading, told by its id."


def test_a_heading_is_known_by_its_outline_level():
    style = (
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:pPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    heading = p(r("a long heading, told by its level."), properties='<w:pStyle w:val="Own"/>')
    found = draft(p(r("Text.")), heading, p(r("More.")), styles=style)
    assert titles(made(found))[-1] == "a long heading, told by its level."


# Reference links


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("See [the law][law].\n\n[law]: https://x.org/a", "See [the law](https://x.org/a)."),
        ("See [the law][].\n\n[the law]: <https://x.org/a> 'T'", "See [the law](https://x.org/a)."),
        ("See [The Law].\n\n[the law]: https://x.org/a", "See [The Law](https://x.org/a)."),
        ("See [the law] [1].\n\n  [1]: https://x.org/a", "See [the law](https://x.org/a)."),
        ("See [the law][gone].", "See [the law]\\[gone\\]."),
        ("See [1].\n\n[^1]: Note.\n\nMore.[^1]", "See [1]."),
    ],
)  # fmt: skip
def test_links_by_reference_lead_where_their_definitions_say(source, expected):
    found = brought(f"# A\n\n{source}\n", "draft.md")
    assert expected.replace("\\", "") in said(found).replace("\\", "")
    assert "]: https" not in said(found)


# Pictures


def test_a_webp_picture_comes_in_and_prints_as_png():
    import base64

    from PIL import Image

    from dossier.project.picture_files import kind_of, shown_everywhere

    stream = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(stream, "WEBP")
    address = "data:image/webp;base64," + base64.b64encode(stream.getvalue()).decode()
    page = f'<html><body><h1>T</h1><h2>A</h2><p>Text.</p><img alt="Map" src="{address}">'
    found = brought(page, "a.html")
    held = found.files["pictures/picture-1.webp"]
    assert kind_of(held) == "image/webp"
    assert kind_of(shown_everywhere(held)) == "image/png"


# Cross-references


def field(code: str, shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    told_ = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark.format("begin") + told_ + mark.format("separate") + r(shown) + mark.format("end")


LONG = "says something of a certain length about the matter, and then it ends."
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
MARKED = '<w:bookmarkStart w:id="1" w:name="_Ref1"/>{}<w:bookmarkEnd w:id="1"/>'


def test_a_live_reference_to_a_paragraph_becomes_one_of_ours():
    one = p(MARKED.format(r(f"One {LONG}")), properties=NUMBERED)
    two = p(r("Two, see paragraph "), field(r"REF _Ref1 \r \h", "7"), r(f" {LONG}"),
            properties=NUMBERED)  # fmt: skip
    found = draft(one, two, levels=LEGAL)
    assert "see paragraph [](#paragraph:ref-facts)" in text_of(found)
    assert "{#ref-facts}" in text_of(found)
    edition = made(found)
    assert "7" not in "".join(edition.reference_label(each) for each in parts(edition, Reference))


def test_a_live_reference_to_a_note_becomes_one_of_ours():
    call = MARKED.format('<w:r><w:footnoteReference w:id="4"/></w:r>')
    note = f'<w:footnote w:id="4">{p(r("Words."))}</w:footnote>'
    body = p(r("Text."), call, r(" See note "), field(r"NOTEREF _Ref1 \h", "9"), r("."))
    assert "See note [](#note:1)." in text_of(draft(body, notes=note))


@pytest.mark.parametrize(
    "code", [r"REF _Ref1 \h", r"REF gone \r \h", r"PAGEREF _Ref1 \h", r"NOTEREF gone \h"]
)
def test_what_prints_no_number_of_ours_stays_as_words(code):
    body = p(MARKED.format(r("Text."))) + p(r("See "), field(code, "12"), r("."))
    assert said(draft(body)).endswith("See 12.")


def test_a_number_of_a_page_is_told():
    body = p(MARKED.format(r("Text."))) + p(r("See page "), field(r"PAGEREF _Ref1 \h", "12"))
    ((line, message),) = told(draft(body), "simplified")
    assert line == 3
    assert 'stays as it was: "12"; what it points at is paragraph 2 of the draft' in message


def test_a_reference_to_an_item_of_a_list_comes_in_as_words_and_is_told():
    item = p(
        MARKED.format(r("an item;")),
        properties=NUMBERED.replace('ilvl w:val="0"', 'ilvl w:val="2"'),
    )
    other = p(r("another item."), properties=NUMBERED.replace('ilvl w:val="0"', 'ilvl w:val="2"'))
    body = (
        p(r("There are:")) + item + other + p(r("See "), field(r"REF _Ref1 \r \h", "(a)"), r("."))
    )
    found = draft(body, levels=LEGAL)
    assert said(found).endswith("See (a).")
    ((line, message),) = told(found, "simplified")
    assert line == 5
    assert 'as words: "(a)"; what it points at, paragraph 3 of the draft' in message


def test_a_reference_to_a_paragraph_without_a_number_is_told():
    body = p(MARKED.format(r(f"One {LONG}"))) + p(r("See "), field(r"REF _Ref1 \r \h", "0"), r("."))
    found = draft(body)
    assert said(found).endswith("See 0.")
    assert 'as words: "0"; what it points at, paragraph 2' in told(found, "simplified")[0][1]


def test_a_reference_that_printed_zero_prints_a_number_now_and_is_told():
    one, three = (p(r(f"{word} {LONG}"), properties=NUMBERED) for word in ("One", "Three"))
    two = p(MARKED.format(r(f"Two {LONG}")))
    four = p(r("See "), field(r"REF _Ref1 \r \h", "0"), r(f" {LONG}"), properties=NUMBERED)
    found = draft(one, two, three, four, levels=LEGAL)
    assert "See [](#paragraph:ref-facts)" in text_of(found)
    assert 'printed "0", since paragraph 3' in told(found, "simplified")[0][1]


def test_a_reference_to_what_is_gone_is_told():
    found = draft(p(r("See "), field(r"REF gone \r \h", "12"), r(".")))
    assert told(found, "simplified") == [
        (2, 'a cross-reference to what is not in the draft came in as words: "12"')
    ]


def test_a_number_alone_is_no_title_and_a_year_may_be():
    text = "I. Facts\n\nThe union asked for it.\n\n{}\n\nThe State refused it.\n"
    assert "heading-guessed" in rules(brought(text.format("2019"), "draft.txt"))
    titled = [
        told(brought(text.format(each), "draft.txt"), "heading-guessed") for each in ("2", "(12)")
    ]
    assert all('"I. Facts"' in said and "2" not in said for ((_, said),) in titled)
