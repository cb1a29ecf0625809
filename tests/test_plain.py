"""A stranger's draft is read whole: every word, each note at its call, numbers as they stand."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.build.lost_words import reconcile
from dossier.lint.draft import units_of
from dossier.lint.plain_draft import plain_draft, plain_edition
from dossier.model.document import Document, Heading, NumberedList, Table, Text
from dossier.model.edition import Edition
from dossier.model.language import language, own_templates
from dossier.model.numbering import number
from dossier.model.passages import passages
from dossier.model.walk import blocks, everything, plain, rebuilt
from dossier.readers.drafts.draft import read_draft
from dossier.readers.drafts.list_marks import bullet, item_marks
from dossier.readers.drafts.note_calls import find_calls
from dossier.readers.drafts.plain_document import UNDATED, numbers_of
from dossier.readers.exported_docx.printed_numbers import words_of_docx
from dossier.writers.docx import write_docx
from dossier.writers.docx.notes_heading import has_notes_heading
from tests.conftest import document
from tests.strategies import documents

WORD = own_templates() / "_shared" / "word.docx"
ICTUR = Path(__file__).parent / "data" / "ictur-upr-submission-kazakhstan-2019.txt"
TITLES = (
    "Submitting Organisation",
    "Background",
    "Our concerns",
    "International Human Rights Obligations",
    "Previous UPR cycle",
    "Anti-union violence, legal harassment, and impunity",
    "New Trade Union Law, 2014",
    "De-registration of the KSPK / KNPRK federation",
    "Context and analysis",
    "Recommendations",
)
CALLED_AFTER = (
    "human rights capacity", "freedom of association", "Switzerland and Mexico",
    "(United States of America)", "(Germany)", "law enforcement agencies", "witness was killed",
    "ill-treatment whilst in detention", "an KNPRK official’s car", "leader was set on fire",
    "the 12 September incident", "previously received threats", "(Article 250 of the Criminal Code)",
    "them were not overturned", "Republic of Kazakhstan (KNPRK)", "legal entity within Kazakhstan",
    "repetition of similar events’", "offences under investigation’", "exercise of trade union rights’",
    "in a peaceful strike’", "freedom of association’", "Article 4 of Convention No. 87’",
    "represent their constituents’",
)  # fmt: skip


def read(content: bytes | str, file: str = "draft.txt") -> Document:
    found, _ = read_draft(content.encode() if isinstance(content, str) else content, file)
    assert found is not None
    return found


def units(found: Document, *where: str) -> list[str]:
    return [
        each.text for each in units_of(plain_edition(found)) if not where or each.where in where
    ]


def refusal(content: bytes, file: str = "draft.docx") -> tuple[str, str]:
    found, findings = read_draft(content, file)
    assert found is None
    return findings[-1].rule, findings[-1].message


def titles(found: Document) -> list[str]:
    return [each.title for each in found.sections]


def all_of(found: Document, kind: type) -> list:
    return [part for block in blocks(found) for part in everything(block) if isinstance(part, kind)]


# The text of 2019


@pytest.fixture(scope="module")
def ictur() -> Document:
    return read(ICTUR.read_bytes(), "ictur.txt")


def test_the_text_of_2019_has_its_ten_sections(ictur):
    assert tuple(titles(ictur)) == TITLES
    assert ictur.settings.section_number == "({n})"
    assert ictur.properties.date == UNDATED


def test_the_text_of_2019_calls_23_notes_in_their_places(ictur):
    found = []
    for unit in units_of(plain_edition(ictur)):
        found += [(unit.text[:at], number) for at, number in unit.calls]
    assert [number for _, number in found] == [*range(1, 24)]
    for (before, _), words in zip(found, CALLED_AFTER, strict=True):
        assert before.endswith(words)


def test_one_finding_says_that_its_notes_are_missing():
    _, findings = read_draft(ICTUR.read_bytes(), "ictur.txt")
    assert [(each.line, each.severity, each.message) for each in findings] == [
        (166, "warning", "23 note calls and no notes")
    ]


def test_every_word_of_the_text_of_2019_comes_out(ictur):
    printed = [each for each in passages(plain_edition(ictur)) if each.where != "again"]
    once = [each for each in printed if not re.fullmatch(r"(\d+) \1", each.text)]
    calls = [str(number) for number in range(1, 24)]
    text = re.sub(r"^\s*- ", "", ICTUR.read_text("utf-8"), flags=re.MULTILINE)
    assert reconcile(once, text, extra=calls) is None


def test_what_is_found_in_the_text_of_2019_stands_at_its_line(ictur):
    lines = ICTUR.read_text("utf-8").split("\n")
    for unit in plain_draft(ictur, "ictur.txt").units:
        first = unit.text.split()[0].rstrip(":")
        assert first in lines[unit.line - 1], unit
        assert unit.file == "ictur.txt"


def test_lists_and_paragraphs_of_the_text_of_2019_are_told_apart(ictur):
    items = units(ictur, "item")
    assert items[0].startswith("Unfair trials") and items[0].endswith("anti-union violence")
    assert items[3].startswith("On 12 September 2017") and "local" in items
    asked = [each for each in blocks(ictur) if each.kind == "recommendation"]
    assert len(asked) == 8
    assert plain(asked[1].content[0].content).startswith("Identify the perpetrators")


# Notes that were typed


@given(st.lists(st.sampled_from([
    "Convention No. 87", "of 2016.", "(Article 23(4)).", "A/HRC/28/10,", "paras. 5–7", "C087",
    "124.29", "section 10(2)", "’20s", "16 people", "1,204 ships", "US$5", "UPR34", "50%.",
    "https://example.org/law12", "COVID-19", "No.5", "G20,", "3rd", "10.5", "art. 6(1)(a),",
]), min_size=1, max_size=40))  # fmt: skip
def test_numbers_that_are_no_notes_stay_text(words):
    text = " ".join(words)
    assert find_calls([text]) == ()
    found = read(f"Background\n\nThe law {text} was changed.\n")
    assert units(found, "text") == [f"The law {text} was changed."]


def test_notes_at_the_end_stand_at_their_calls():
    found, findings = read_draft(
        b"Background\n\nThe law1 of 2014 was changed.2 No. 87 applies.\n\nNotes\n\n"
        b"1 Law No. 211-V, art. 10.\n\n2 A/HRC/28/10, para. 5.\n",
        "draft.txt",
    )
    assert findings == () and found is not None
    assert units(found, "text") == ["The law of 2014 was changed. No. 87 applies."]
    assert units(found, "note") == ["Law No. 211-V, art. 10.", "A/HRC/28/10, para. 5."]
    assert [each.line for each in plain_draft(found, "draft.txt").notes] == [7, 9]


def test_numbered_recommendations_at_the_end_are_no_notes():
    found, findings = read_draft(
        "Background\n\nA law¹, a trial² and a strike³.\n\nRecommendations\n\nWe call on Ruritania to:\n\n"
        "1. amend the law;\n\n2. free the leaders.\n".encode(),
        "draft.txt",
    )
    assert found is not None and [each.rule for each in findings] == ["missing-notes"]
    assert [each.kind for each in blocks(found)].count("recommendation") == 2


def test_a_note_that_is_missing_among_others_keeps_their_numbers():
    found = read("A.\n\nOne law1, two laws2, three laws3, five laws5, and six laws6.\n")
    assert [each.calls for each in units_of(plain_edition(found)) if each.calls] == [
        ((7, 1), (17, 2), (29, 3), (40, 5), (54, 6))
    ]


@pytest.mark.parametrize("signs", ["¹²³", "[1] [2] [3]"])
def test_superscripts_and_brackets_call_notes(signs):
    one, two, three = signs.split() if " " in signs else signs
    found = read(f"Text.\n\nA law{one}, a trial{two} and a strike{three}.\n")
    assert len(numbers_of(found).note) == 3
    assert "A law, a trial and a strike." in units(found)


# Text of other kinds


def test_paragraphs_on_one_line_each_stay_apart():
    found = read(
        "A title for it\n\nBackground\n\n" + "The law was changed. " * 20 + "\nThe second.\n"
    )
    assert units(found, "text")[-1] == "The second."


def test_lines_of_single_spacing_are_joined():
    lines = (
        "The law of 2014 was changed in a way that\nnobody had asked for. Unions were dis-\nsolved."
    )
    found = read(f"1. Background\n\n{lines} They are dissolved.\n\n2. Concerns\n\nThe next one.\n")
    assert titles(found) == ["Background", "Concerns"]
    assert found.settings.section_number == "{n}."
    assert units(found, "text")[0] == (
        "The law of 2014 was changed in a way that nobody had asked for. "
        "Unions were dissolved. They are dissolved."
    )


@pytest.mark.parametrize("heads", [
    ("I. Background", "II. Our concerns", "III. Recommendations"),
    ("A. Background", "B. Our concerns", "C. Recommendations"),
    ("BACKGROUND", "OUR CONCERNS", "RECOMMENDATIONS"),
    ("Background", "Our concerns", "Recommendations"),
])  # fmt: skip
def test_headings_of_many_looks_are_known(heads):
    body = "The law of 2014 was changed, and unions were dissolved by a court."
    found = read("\n\n".join(part for head in heads for part in (head, body)))
    assert titles(found) == list(heads)
    assert found.settings.section_number == ""
    assert [each.kind for each in blocks(found)] == ["background", "concern", "recommendation"]


def test_the_first_lines_are_the_title_page():
    found = read(
        "Freedom of association in Ruritania\n\nJoint submission of FFS and L4L\n\n25 March 2019\n\n"
        "1. Background\n\nThe law was changed.\n\n2. Concerns\n\nUnions were dissolved.\n"
    )
    assert found.title == "Freedom of association in Ruritania"
    assert titles(found) == ["", "Background", "Concerns"]
    assert [each.kind for each in blocks(found)] == ["cover", "background", "concern"]
    assert found.properties.date == date(2019, 3, 25)


def test_typed_paragraph_numbers_are_those_of_the_draft():
    found = read(
        "Background\n\n1. The law was changed by decree.\n\n2. Unions were dissolved:\n\n- one;\n\n"
        "- two.\n\nConcerns\n\n4. A trial was held.\n\n5. It was not fair.\n\nThis has no number.\n"
    )
    assert found.settings.paragraphs == "plain"  # a series that jumps is left as it is typed
    found = read(
        "Background\n\n1. The law was changed by decree.\n\n2. Unions were dissolved:\n\n- one;\n\n"
        "- two.\n\nConcerns\n\n3. A trial was held.\n\n4. It was not fair.\n\nThis has no number.\n"
    )
    assert found.settings.paragraphs == "numbered"
    numbered = [
        (each.text, each.paragraph)
        for each in units_of(plain_edition(found))
        if each.where == "text"
    ]
    assert numbered == [
        ("The law was changed by decree.", 1),
        ("Unions were dissolved:", 2),
        ("A trial was held.", 3),
        ("It was not fair.", 4),
        ("This has no number.", None),
    ]


def test_a_numbered_list_after_a_colon_is_a_list():
    found = read(
        "Background\n\nWe call on the State to:\n\n1. amend the law;\n\n2. free the leaders.\n"
    )
    assert found.settings.paragraphs == "plain"
    assert [each.kind for each in blocks(found)] == ["background"]
    assert all_of(found, NumberedList)[0].start == 1
    assert units(found, "item") == ["amend the law;", "free the leaders."]


def test_numbers_of_pages_go():
    found = read(
        "Background\n\nThe law was changed in the year 2014 and unions\n\n12\n\f\nwere dissolved.\n"
    )
    assert units(found, "text") == [
        "The law was changed in the year 2014 and unions were dissolved."
    ]


@given(
    st.text(alphabet=st.sampled_from("ab .,:;-–•123()[]\n\t\f\u00a0“”’I#*\ue000A"), max_size=200)
)
def test_any_text_is_read_or_refused(text):
    for name in ("a.txt", "a.md"):
        found, findings = read_draft(text.encode(), name)
        assert found is not None or findings
        if found:
            plain_draft(found, name)


# Markdown


def test_a_strangers_markdown_is_read():
    found = read(
        "---\ntitle: A joint submission\ndate: 2026-07-17\nlang: en-US\n---\n\n# Background {.unnumbered}\n\n"
        "A law [@smith2010, p. 3] and a {fact:name}.^[A note\nin the text.] It was changed[^b].\n\n"
        "---\n\n[^b]: The second note.\n\n## Details\n\nSee [above](#background).\n\n# Concerns\n\n1. One.\n",
        "draft.md",
    )
    assert (found.title, found.language) == ("A joint submission", "en-US")
    assert found.properties.date == date(2026, 7, 17)
    assert len(titles(found)) == 2
    assert units(found, "text")[0] == "A law [@smith2010, p. 3] and a {fact:name}. It was changed."
    assert units(found, "note") == ["A note in the text.", "The second note."]
    assert [each.line for each in plain_draft(found, "draft.md").units if each.where == "note"] == [
        9,
        14,
    ]
    assert [each.level for each in all_of(found, Heading)] == [1]


def test_the_first_heading_of_markdown_is_the_title():
    found = read(
        "# The title\n\n## (1) Background\n\nText.\n\n## (2) Concerns\n\nText.\n", "draft.md"
    )
    assert found.title == "The title" and titles(found) == ["Background", "Concerns"]


def test_numbered_paragraphs_of_markdown_count_through_its_sections():
    found = read("# A\n\n1. One.\n\n2. Two.\n\n# B\n\n3. Three.\n\n4. Four.\n", "draft.md")
    assert found.settings.paragraphs == "numbered"
    assert [each.paragraph for each in units_of(plain_edition(found)) if each.where == "text"] == [
        1,
        2,
        3,
        4,
    ]


# Word


@pytest.mark.parametrize(("name", "id_"), [("ruritania", "joint"), ("ruritania", "plain")])
def test_our_own_word_file_comes_back(ruritania, name, id_):
    comes_back(document(ruritania, name, id_).edition)


def test_the_submission_on_kazakhstan_comes_back(kazakhstan):
    comes_back(document(kazakhstan, "kazakhstan", "submission").edition)


def comes_back(given_: Edition) -> None:
    found = read(write_docx(given_, WORD, {}), "draft.docx")
    before, after = (
        [
            (
                each.where,
                each.text.replace("\u00a0", " "),
                each.section,
                each.paragraph,
                each.note,
                each.calls,
                each.emphasised,
            )
            for each in units_of(one)
        ]
        for one in (given_, plain_edition(found))
    )
    assert after == before
    document_ = given_.document
    assert (found.title, found.procedure, found.cover) == (
        document_.title, document_.procedure, document_.cover,
    )  # fmt: skip
    assert found.settings == document_.settings
    assert found.properties.date == document_.properties.date
    asked = [each for each in blocks(found) if each.kind == "recommendation"]
    assert len(asked) == len(given_.numbers.recommendation)


def unmarked(part):
    """Return words that no reader takes for an item which somebody typed: "* so", "12. so"."""
    if isinstance(part, Text) and (bullet(part.text.lstrip()) or item_marks(part.text.lstrip())):
        return replace(part, text=f" so {part.text}")
    return part


def led(document: Document) -> Edition:
    sections = tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, content=tuple(rebuilt(each, unmarked) for each in block.content))
                for block in section.blocks
            ),
        )
        for section in document.sections
    )
    made = replace(document, sections=sections)
    return Edition(made, number(made), language("en-GB"))


@given(documents().map(led))
def test_every_word_of_a_word_file_comes_out(given_):
    content = write_docx(given_, WORD, {})
    found = read(content, "draft.docx")
    counted = ("number", "item")
    typed = [each for each in passages(plain_edition(found)) if each.where not in counted]
    numbers = [each.text for each in passages(given_) if each.where in counted]
    numbers += ["Notes"] * has_notes_heading(given_)
    assert reconcile(typed, words_of_docx(content), extra=numbers) is None


NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def word(body: str, **parts: str) -> bytes:
    """Return a Word file of this body, and parts such as `footnotes` by their names."""
    inner = "".join(
        f'<Relationship Id="r-{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for name in parts
    )
    web = f'<Relationship Id="web" Type="{OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{inner}{web}</Relationships>',
    }
    files |= {
        f"word/{name}.xml": f"<w:{name} {NAMES}>{text}</w:{name}>" for name, text in parts.items()
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return made.getvalue()


def p(words: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(words, run)}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


BOLD, CENTRED = "<w:b/>", '<w:jc w:val="center"/>'


def test_headings_of_a_word_file_without_styles_are_known_by_their_look():
    found = read(word(
        p("Freedom of association in Ruritania", CENTRED, BOLD + '<w:sz w:val="32"/>')
        + p("Submitted by FFS", CENTRED, BOLD)
        + p("July 2026", CENTRED, BOLD)
        + p("1. Background", "", BOLD) + p("The law was changed. Unions were dissolved.")
        + p("A detail", "", BOLD + "<w:i/>") + p("It was changed again.")
        + p("2. Concerns", "", BOLD) + p("- first concern;") + p("• second concern.")
    ))  # fmt: skip
    assert found.title == "Freedom of association in Ruritania"
    assert titles(found) == ["", "Background", "Concerns"]
    assert units(found, "heading") == ["A detail"]
    assert units(found, "item") == ["first concern;", "second concern."]
    assert found.properties.date == date(2026, 7, 31)


def test_changes_are_read_as_accepted_and_remarks_left_out():
    found = read(word(
        '<w:p><w:ins w:id="1"><w:r><w:t>Added </w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>lost'
        '</w:delText></w:r></w:del><w:commentRangeStart w:id="0"/><w:r><w:t>words.</w:t></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>'
        "<w:p><w:r><w:t>paragraph.</w:t></w:r></w:p>"
        '<w:p><w:moveFrom w:id="4"><w:r><w:t>Gone.</w:t></w:r></w:moveFrom></w:p>',
        comments='<w:comment w:id="0"><w:p><w:r><w:t>A remark</w:t></w:r></w:p></w:comment>',
    ))  # fmt: skip
    assert units(found, "text") == ["Added words.", "One paragraph."]


def test_a_paragraph_whose_end_went_is_what_the_next_one_is_unless_nothing_is_left_of_that():
    """As in what is pulled (see docs/word/returned.md)."""
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>' + (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    )
    head = '<w:pStyle w:val="H"/><w:rPr><w:del w:id="1"/></w:rPr>'
    lost = '<w:p><w:del w:id="2"><w:r><w:delText>lost</w:delText></w:r></w:del></w:p>'
    found = read(word(
        p("Ruritania", '<w:pStyle w:val="T"/>') + p("Joined ", head) + p("to a text.")
        + p("A heading that stays", head) + lost + p("The end of it."),
        styles=styles,
    ))  # fmt: skip
    assert titles(found) == ["", "A heading that stays"]
    assert units(found, "text") == ["Joined to a text.", "The end of it."]


def test_cells_that_were_taken_out_are_not_read():
    cells = "".join(
        f"<w:tc><w:tcPr>{change}</w:tcPr>{p(text)}</w:tc>"
        for text, change in (("a", ""), ("gone", '<w:cellDel w:id="1"/>'), ("b", ""))
    )
    found = read(
        word(p("Words before it.") + f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>")
    )
    (table,) = all_of(found, Table)
    assert [plain(each.content) for each in table.head.cells] == ["a", "b"]


def test_frames_controls_links_and_fields_are_read_once():
    box = "<w:txbxContent>" + p("In a frame.") + "</w:txbxContent>"
    found = read(word(
        "<w:p><w:r><w:t>Before.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        "<w:sdt><w:sdtContent>" + p("In a control.") + "</w:sdtContent></w:sdt>"
        '<w:p><w:hyperlink r:id="web"><w:r><w:t>A link</w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType='
        '"begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r><w:r><w:fldChar'
        ' w:fldCharType="separate"/></w:r><w:r><w:t> and another</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/>'
        '</w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>, 7</w:t></w:r></w:fldSimple><m:oMath><m:r><m:t> x</m:t></m:r>'
        "</m:oMath><w:smartTag><w:r><w:t> tagged.</w:t></w:r></w:smartTag></w:p>"
    ))  # fmt: skip
    assert units(found, "text") == [
        "Before.",
        "In a frame.",
        "In a control.",
        "A link and another, 7 x tagged.",
    ]
    links = [unit.links for unit in units_of(plain_edition(found)) if unit.links]
    assert links == [("https://example.org/", "https://example.org/b")]
    assert [each.line for each in plain_draft(found, "a.docx").units if each.text] == [1, 2, 3, 4]


def test_notes_of_both_kinds_stand_at_their_calls():
    def note(kind: str, id_: int, words: str) -> str:
        return f'<w:{kind} w:id="{id_}"><w:p><w:r><w:{kind}Ref/></w:r>{r(" " + words)}</w:p></w:{kind}>'

    found = read(word(
        f'<w:p>{r("A law")}<w:r><w:footnoteReference w:id="5"/></w:r>{r(" and")}<w:r><w:endnoteReference w:id="1"/></w:r></w:p>',
        footnotes=note("footnote", 5, "The foot.") + note("footnote", 6, "Never called."),
        endnotes=note("endnote", 1, "The end."),
    ))  # fmt: skip
    assert units(found) == ["", "", "A law and", "The foot.", "The end."]
    assert [each.calls for each in units_of(plain_edition(found)) if each.calls] == [
        ((5, 1), (9, 2))
    ]


def test_a_note_called_in_a_title_is_not_lost():
    called = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>' + (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    )
    notes = "".join(f'<w:footnote w:id="{n}">{p(f"Note {n}.")}</w:footnote>' for n in (1, 2))
    found = read(word(
        f'<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>{r("The title")}{called}</w:p>'
        f'<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr>{r("Background")}{called.replace("1", "2")}</w:p>'
        + p("Text."), styles=styles, footnotes=notes,
    ))  # fmt: skip
    assert found.title == "The title"
    assert units(found, "note") == ["Note 1.", "Note 2."]


def test_word_counts_paragraphs_and_sections_as_word_does():
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    def listed(words: str, level: int = 0) -> str:
        return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

    found = read(word(
        p("Background", "", BOLD) + listed("The law was changed.") + listed("Unions were dissolved:")
        + listed("one;", 1) + listed("two.", 1) + p("Concerns", "", BOLD) + listed("A trial was held."),
        numbering=numbering,
    ))  # fmt: skip
    assert found.settings.paragraphs == "numbered"
    texts = {
        each.text: each.paragraph for each in units_of(plain_edition(found)) if each.where == "text"
    }
    assert texts == {"The law was changed.": 1, "Unions were dissolved:": 2, "A trial was held.": 3}
    assert units(found, "item") == ["one;", "two."]


def test_paragraphs_that_word_counts_below_its_headings_are_numbered():
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    found = read(word(
        p("Background", listed.format(0), BOLD) + p("The law was changed.", listed.format(1))
        + p("Concerns", listed.format(0), BOLD) + p("A trial was held.", listed.format(1)),
        numbering=numbering,
    ))  # fmt: skip
    assert titles(found) == ["Background", "Concerns"]
    assert found.settings.paragraphs == "numbered" and found.settings.section_number == "{n}."
    assert units(found, "text") == ["The law was changed.", "A trial was held."]
    assert numbers_of(found).paragraph == {}  # "2.1" is no whole number


def test_tables_have_rows_of_one_length_and_frames_of_one_column_are_opened():
    def cell(words: str, properties: str = "") -> str:
        return (
            f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}{p('more') if properties else ''}</w:tc>"
        )

    wide = '<w:gridSpan w:val="2"/>'
    found = read(word(
        p("The law was changed, and unions were dissolved by a court of law in the capital of it.")
        + f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr><w:tr>{cell('wide', wide)}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('gone')}{cell('gone')}</w:tr></w:tbl>"
        f"<w:tbl><w:tr><w:tc>{p('In a frame.')}</w:tc></w:tr></w:tbl>"
    ))  # fmt: skip
    (table,) = all_of(found, Table)
    assert [[plain(each.content) for each in row.cells] for row in (table.head, *table.rows)] == [
        ["a", "b"], ["wide more", ""],
    ]  # fmt: skip
    assert units(found, "text")[1:] == ["In a frame."]


def test_notes_typed_by_hand_in_word_are_found():
    raised = '<w:vertAlign w:val="superscript"/>'
    found, findings = read_draft(word(
        f"<w:p>{r('A law')}{r('1', raised)}{r(', a trial')}{r('2', raised)}{r(' and a strike')}{r('3', raised)}</w:p>"
    ), "a.docx")  # fmt: skip
    assert found is not None and units(found, "text") == ["A law, a trial and a strike"]
    assert [each.message for each in findings] == ["3 note calls and no notes"]


def test_the_language_is_that_of_most_of_the_text():
    found = read(word(p("Das Gesetz von 2014 gilt.", "", '<w:lang w:val="de-DE"/>') + p("Law.")))
    assert found.language == "de-DE"
    assert plain_draft(found, "a.docx").edition.language.tag == "en-GB"


# What cannot be read


@pytest.mark.parametrize(("content", "rule"), [
    (b"", "empty-file"),
    (b" \n\n", "empty-file"),
    (b"\xef\xbb\xbf", "empty-file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "locked-file"),
    (b"%PDF-1.7", "unknown-file"),
    (b"{\\rtf1", "unknown-file"),
    (b"<!DOCTYPE html><p>", "unknown-file"),
    (b"\x89PNG\0\0", "unknown-file"),
    (b"PK\x03\x04", "broken-file"),
])  # fmt: skip
def test_what_is_no_draft_is_refused_by_what_stands_in_it(content, rule):
    assert refusal(content)[0] == rule


def test_a_zip_that_is_no_word_file_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("[Content_Types].xml", "<Types/>")
    assert refusal(made.getvalue())[0] == "unknown-file"


def test_entities_are_not_resolved():
    content = word(p("&x;"))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                text = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + text
            new.writestr(name, text)
    assert refusal(made.getvalue())[0] == "hostile-xml"


def test_frames_nested_too_deeply_are_refused():
    deep = "<w:sdt><w:sdtContent>" * 100 + p("deep") + "</w:sdtContent></w:sdt>" * 100
    found, findings = read_draft(word(deep), "a.docx")
    assert found is not None or findings[0].rule in ("too-deep", "broken-file")
    deeper = "<w:sdt><w:sdtContent>" * 1000 + p("deep") + "</w:sdtContent></w:sdt>" * 1000
    assert refusal(word(deeper))[0] in ("too-deep", "broken-file")


def test_a_text_in_windows_1252_is_read_with_a_warning():
    found, findings = read_draft("Background\n\nThe “law” – changed.\n".encode("cp1252"), "a.txt")
    assert found is not None and units(found, "text") == ["The “law” – changed."]
    assert [(each.rule, each.severity, each.line) for each in findings] == [
        ("not-utf-8", "warning", 3)
    ]


def test_a_file_without_words_is_refused():
    assert refusal(word(p("")))[0] == "empty-file"
