"""Exports: what the UN and UPR Info publish is read whole, and what is hostile is refused."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.interchange.registry_edit.recommendations import CannotChange, amend
from dossier.model.diagnostics import errors
from dossier.model.registry import Assessment, Earlier
from dossier.readers.registries.recommendations import read_recommendations
from dossier.readers.un_exports.merge import merge
from dossier.readers.un_exports.reader import Export, read_export
from dossier.readers.un_exports.recommendation_text import read_recommendation
from dossier.readers.un_exports.wording import tidy

DATA = Path(__file__).parent / "data"
CHINA = DATA / "ohchr-matrix-china-2018.docx"
SLOVENIA = DATA / "ohchr-thematic-upr34-slovenia.docx"

UPR_INFO = ["To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", "Response", "Action", "Issue", "Session"]  # fmt: skip
UHRI = ["Text", "Countries Concerned", "Reccomending Body", "Document Symbol", "Themes", "Affected Persons", "Sdgs", "Document Publication Date", "UPR Reccomending States", "UPR Position", "Type", "OHCHR Annotation Id", "UPR Session", "Regions Concerned", "Recommending Regions", "Date of publication on UHRI"]  # fmt: skip
MATRIX = ["Recommendation", "Position", "Full list of themes", "Assessment/comments on level of implementation"]  # fmt: skip

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def adds_up(export: Export) -> bool:
    aside = sum(export.aside.values()) + sum(export.elsewhere.values())
    return export.rows == len(export.entries) + export.repeats + aside + len(export.unreadable)


def read(path: Path, **more) -> Export:
    export = read_export(path, path.name, **more)
    assert adds_up(export)
    return export


def entries(export: Export) -> dict[str, Earlier]:
    assert not errors(export.findings), export.findings
    return {row.earlier.paragraph: row.earlier for row in export.entries}


def refusal(path: Path) -> str:
    """Return the one error for a file of which nothing is read."""
    export = read(path)
    assert export.rows == 0
    (finding,) = export.findings
    assert finding.severity == "error"
    return str(finding)


def table(path: Path, *rows: list[str], head: str = "") -> Path:
    """Write a Word document with one table; a row of one cell is a heading."""
    word = docx.Document()
    if head:
        word.sections[0].header.paragraphs[0].text = head
    made = word.add_table(0, len(rows[0]))
    for row in rows:
        cells = made.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1])
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    word.save(str(path))
    return path


def separated(path: Path, *rows: list[str], head=UPR_INFO, encoding="utf-8", **dialect) -> Path:
    stream = io.StringIO()
    writer = csv.writer(stream, **dialect)
    writer.writerows([head, *rows])
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def upr_info(
    text="End it", to="Chad", from_="Peru", response="Accepted", issue="Labour", session="18"
):
    return [to, "Africa", "AU", text, from_, "GRULAC", "", response, "5", issue, session]


def zipped(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": TYPES, **parts}.items():
            archive.writestr(name, content)
    return path


def workbook(path: Path, rows: list[list[str]], **parts: str) -> Path:
    """Write a workbook whose even columns are shared strings and whose odd ones are inline."""
    shared: list[str] = []

    def cell(at: int, text: str) -> str:
        text = text.replace("&", "&amp;").replace("<", "&lt;")
        if text.replace(".", "").isdigit():
            return f"<c><v>{text}</v></c>"
        if at % 2:
            return f'<c t="inlineStr"><is><t>{text}</t></is></c>'
        shared.append(f"<si><t>{text}</t></si>")
        return f'<c t="s"><v>{len(shared) - 1}</v></c>'

    lines = ["<row>" + "".join(cell(at, text) for at, text in enumerate(row)) + "</row>" for row in rows]  # fmt: skip
    return zipped(
        path,
        {
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="a" Type="{R}/worksheet" Target="worksheets/one.xml"/></Relationships>',
            "xl/worksheets/one.xml": f'<worksheet xmlns="{S}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{S}">{"".join(shared)}</sst>',
            **parts,
        },
    )


def uhri(text="121.1 Ratify it (France) (Peru);", **cells: str) -> list[str]:
    usual = {
        "Text": text,
        "Countries Concerned": "- Slovenia",
        "Reccomending Body": "- UPR",
        "Document Symbol": "A/HRC/43/15",
        "Themes": "- Trade union rights\n- Right to work",
        "Affected Persons": "- Migrants\n- general",
        "Sdgs": "- 8.7 - Eradicate forced labour\n- 16 - PEACE",
        "Document Publication Date": "43836",
        "UPR Reccomending States": "- France\n- Peru",
        "UPR Position": "- Supported",
        "Type": "- Recommendations",
        "OHCHR Annotation Id": "b428",
        "UPR Session": "34",
    }
    return [{**usual, **cells}.get(name, "") for name in UHRI]


# --- OHCHR's lists -----------------------------------------------------------------------------


def test_the_list_of_slovenia_is_read_whole():
    export = read(SLOVENIA)
    found = entries(export)
    assert (export.rows, export.repeats, len(found)) == (215, 0, 215)
    assert Counter(each.position for each in found.values()) == {"supported": 182, "noted": 33}
    assert {(row.state, row.session) for row in export.entries} == {("Slovenia", 34)}
    assert found["121.3"] == Earlier(
        "121.3",
        "A/HRC/43/15",
        "Ratify and implement the International Labour Organization’s 2014 Protocol to the Forced Labour Convention, 1930 (No. 29)",
        ("United Kingdom of Great Britain and Northern Ireland",),
        "supported",
        3,
        themes=(
            "Acceptance of international norms",
            "Right to work and to just & favorable conditions of work & labour rights",
            "Prohibition of slavery, trafficking",
        ),
        sdgs=("8",),
        origin="ohchr-thematic-upr34-slovenia.docx (position: A/HRC/43/15, para. 121)",
    )
    assert found["121.1"].states == ("France", "Lithuania")


def test_the_matrix_of_china_is_read_whole():
    export = read(CHINA)
    found = entries(export)
    assert (export.rows, export.repeats, len(found)) == (346, 0, 346)
    assert Counter(each.position for each in found.values()) == {"supported": 284, "noted": 62}
    assert {(row.state, row.session) for row in export.entries} == {("China", 31)}
    assert all(each.states and each.symbol == "A/HRC/40/6" for each in found.values())
    assert not any(each.assessment for each in found.values())
    several = found["28.4"]
    assert several.states == ("New Zealand", "Uruguay", "Mali")
    assert several.text.endswith("Civil and Political Rights (Uruguay) (Mali)")
    assert found["28.212"].sdgs == ("16",)


def test_states_that_are_not_asked_for_are_counted_and_not_kept():
    export = read(CHINA, wanted=lambda state: state == "Slovenia")
    assert (export.entries, export.elsewhere) == ((), {"China": 346})


def test_a_recommendation_under_several_themes_is_one_with_all_of_them(tmp_path):
    text = "1.1 End it (Peru);\nSource of Position: A/HRC/59/15/Add.1 - Para.3"
    path = table(
        tmp_path / "list.docx",
        ["Recommendation and recommending State", "Position of the State under review", "Human rights themes and groups of persons", "Relevant SDGs"],
        ["Theme: Right to work"],
        [text, "Supported", "- Right to work\nGroups of Persons:\n- Migrants", "- 8 - DECENT WORK"],
        ["Theme: Trade union rights"],
        [text, "Supported", "- Right to work", "- 16 - PEACE"],
        ["1.2 Stop it (Chad).", "Noted", "- Right to work", ""],
        head="UPR of Slovenia (4th Cycle - 48th Session)",
    )  # fmt: skip
    export = read(path)
    found = entries(export)
    assert (export.rows, export.repeats) == (3, 1)
    assert found["1.1"].themes == ("Right to work", "Migrants", "Trade union rights")
    assert found["1.1"].sdgs == ("8", "16")
    assert (found["1.1"].symbol, found["1.1"].cycle) == ("A/HRC/59/15", 4)
    assert found["1.2"].position == "noted"


def test_states_in_a_column_of_their_own_and_an_answer_that_says_both(tmp_path):
    path = table(
        tmp_path / "egypt.docx",
        ["Recommendation", "Recommending state/s", "Position", "Full list of rights/affected persons"],
        ["Right or area: 2.1. Acceptance of international norms"],
        ["166.6. Ratify the Statute (Chile); (Estonia);\nComments: See a letter\nSource of position: A/HRC/28/16/Add.1", "Chile\nEstonia", "Supported/Noted", "12.4. Death penalty\nAffected persons:\n- general- human rights defenders"],
        head="UPR of Egypt - Second Cycle",
    )  # fmt: skip
    export = read(path)
    (row,) = export.entries
    assert (row.state, row.earlier.cycle) == ("Egypt", 2)
    assert (row.earlier.position, row.earlier.words) == ("", "Supported/Noted See a letter")
    assert row.earlier.states == ("Chile", "Estonia")
    assert row.earlier.text == "Ratify the Statute"
    assert row.earlier.themes == ("Acceptance of international norms", "Death penalty", "human rights defenders")  # fmt: skip
    assert 'the position "Supported/Noted" is neither supported nor noted' in str(export.findings[0])  # fmt: skip


def test_what_an_ngo_wrote_into_the_last_column_is_its_assessment(tmp_path):
    path = table(
        tmp_path / "filled.docx",
        MATRIX,
        ["1.1 End it (Peru)", "Noted: under study", "", "Partly implemented.\nThe law is unchanged."],
    )  # fmt: skip
    (row,) = read(path).entries
    assert row.earlier.words == "under study"
    assert row.earlier.assessment == Assessment(
        "partly implemented", {"": "Partly implemented. The law is unchanged."}
    )


def test_rows_that_are_no_recommendations_are_named(tmp_path):
    path = table(
        tmp_path / "odd.docx",
        MATRIX,
        ["1.1 End it (Peru)", "Supported", "", ""],
        ["End that too (Peru)", "Supported", "", ""],
        ["1.3 (Peru)", "Noted", "", ""],
        ["1.1 End something else (Peru)", "Noted", "", ""],
        ["1.5 Stop it (Freedonia)", "Noted", "", ""],
    )  # fmt: skip
    export = read(path)
    assert (export.rows, len(export.entries), export.repeats) == (5, 2, 1)
    said = "\n".join(map(str, (*export.unreadable, *export.findings)))
    assert "odd.docx:3: warning[unreadable-row]: row 3: it does not begin with the number of a paragraph" in said  # fmt: skip
    assert "row 4: it does not begin with a recommendation" in said
    assert "row 5: 1.1 has another text and position than in row 2" in said
    assert 'row 6: 1.5: "Freedonia" is no State that is known here' in said


@pytest.mark.parametrize(
    ("text", "paragraph", "words", "states"),
    [
        ("1.2 Ratify it (Bolivia (Plurinational State of), Iran (Islamic Republic of) and Peru)", "1.2", "Ratify it", ("Bolivia (Plurinational State of)", "Iran (Islamic Republic of)", "Peru")),
        ("1.2. Ratify it (Senegal, Sierra Leone, Venezuela (Bolivarian Republic of),Peru);", "1.2", "Ratify it", ("Senegal", "Sierra Leone", "Venezuela (Bolivarian Republic of)", "Peru")),
        ("1.2 Ratify it (Trinidad and Tobago; Bosnia and Herzegovina and Antigua and Barbuda)", "1.2", "Ratify it", ("Trinidad and Tobago", "Bosnia and Herzegovina", "Antigua and Barbuda")),
        ("1.2 Ratify it (ICCPR-OP2) (Turkey); (Côte d’Ivoire);", "1.2", "Ratify it (ICCPR-OP2)", ("Turkey", "Côte d’Ivoire")),
        ("1.2 Ratify it (No. 189) (the former Yugoslav Republic of Macedonia).", "1.2", "Ratify it (No. 189)", ("the former Yugoslav Republic of Macedonia",)),
        ("1.2 Ratify it (see (a) (Kingdom of the Netherlands)", "1.2", "Ratify it (see (a)", ("Kingdom of the Netherlands",)),
        ("1.2 Ratify A (Peru); Sign B (Chad);", "1.2", "Ratify A (Peru); Sign B (Chad)", ("Peru", "Chad")),
        ("1.2 Help its neighbours (Chad) to ratify it", "1.2", "Help its neighbours (Chad) to ratify it", ()),
        ("Ratify the 1961 Convention (2011–2020)", "", "Ratify the 1961 Convention (2011–2020)", ()),
    ],
)  # fmt: skip
def test_number_words_and_states_are_told_apart(text, paragraph, words, states):
    reading = read_recommendation(text)
    assert (reading.paragraph, reading.text, reading.states) == (paragraph, words, states)


def test_words_after_the_symbol_belong_to_the_source_of_position():
    (row,) = read(DATA / "exports" / "ohchr-list-words-after-symbol.docx").entries
    assert row.earlier.text == "Regularize the status of all persons"
    assert row.earlier.states == ("Sierra Leone",)
    assert row.earlier.origin.endswith("(position: A/HRC/28/15/Add.1, para. 3)")


@pytest.mark.parametrize(
    ("source", "answered"),
    [
        ("A/HRC/43/15 - Para 121", "A/HRC/43/15, para. 121"),
        ("A/HRC/43/15/Add.1 (paras. 3-5 and 7)", "A/HRC/43/15/Add.1, paras 3-5 and 7"),
        ("A/HRC/43/15/Add.1, page 4, annex II", "A/HRC/43/15/Add.1, p. 4, annex II"),
        ("A/HRC/43/15/Add.1, § 3.", "A/HRC/43/15/Add.1, para. 3"),
        ("A/HRC/43/15/Add.1; A/HRC/43/15 – Paragraph 121.3", "A/HRC/43/15/Add.1, A/HRC/43/15, para. 121.3"),
        ("A/HRC/43/15/Add.1\nPara. 3", "A/HRC/43/15/Add.1, para. 3"),
        ("A/HRC/43/15/Add.1 and A/HRC/43/15, paras 3, 4", "A/HRC/43/15/Add.1, A/HRC/43/15, paras 3, 4"),
        ("A/HRC/43/15/Add.1, para. 3 and annex", "A/HRC/43/15/Add.1, para. 3 and annex"),
        ("A/HRC/43/15/Add.1 (see para. 3)", "A/HRC/43/15/Add.1 (see para. 3)"),
        ("A/HRC/43/15/Add.1 - Annex, para. 7", "A/HRC/43/15/Add.1 - Annex, para. 7"),
        ("A/HRC/43/15/Add.1 (Annex)", "A/HRC/43/15/Add.1 (Annex)"),
        ("", ""),
    ],
)  # fmt: skip
def test_no_word_of_the_source_of_position_is_in_the_text(source, answered):
    reading = read_recommendation(f"1.2 Ratify it (Peru);\nSource of position: {source}")
    assert (reading.text, reading.states, reading.answered) == ("Ratify it", ("Peru",), answered)


@pytest.mark.parametrize(
    "said",
    ["(Source of position: A/HRC/43/15/Add.1, para. 3);", "; [Source of position: A/HRC/43/15/Add.1, para. 3]",
     " ; Source de position : A/HRC/43/15/Add.1, par. 3", ". Source de la position: A/HRC/43/15/Add.1, paragraphe 3",
     "; Fuente de la posición: A/HRC/43/15/Add.1, párr. 3"],
)  # fmt: skip
def test_the_source_of_position_may_stand_in_brackets_and_other_languages(said):
    reading = read_recommendation(f"1.2 Ratify it (Côte d’Ivoire) {said}")
    assert (reading.text, reading.states) == ("Ratify it", ("Côte d’Ivoire",))
    assert (reading.symbol, reading.answered) == ("A/HRC/43/15", "A/HRC/43/15/Add.1, para. 3")


def test_words_that_follow_the_source_of_position_may_be_of_the_recommendation():
    reading = read_recommendation("Source of position: A/HRC/43/15/Add.1 Ratify it (Peru)")
    assert (reading.text, reading.states) == ("Ratify it", ("Peru",))


def test_deleted_text_is_left_out_and_a_table_in_a_cell_is_its_text(tmp_path):
    def cells(*texts: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{text}</w:tc>" for text in texts) + "</w:tr>"

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    gone = "<w:p><w:moveFrom><w:r><w:t>GONE</w:t></w:r></w:moveFrom><w:r><w:t>1.1 End</w:t><w:br/><w:t>it</w:t></w:r></w:p>"
    inner = f"<w:tbl>{cells(paragraph('(Peru)'))}</w:tbl><w:p/>"
    rows = cells(*map(paragraph, MATRIX)) + cells(gone + inner, paragraph("Noted"), "<w:p/>", "<w:p/>")  # fmt: skip
    body = f'<w:document xmlns:w="{W}"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>'
    (row,) = read(zipped(tmp_path / "x.docx", {"word/document.xml": body})).entries
    assert (row.earlier.text, row.earlier.states) == ("End it", ("Peru",))


# --- UPR Info ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("response", "position"),
    [
        ("Accepted", "supported"),
        ("Supported", "supported"),
        ("Noted", "noted"),
        ("Not Supported", "noted"),
        ("Rejected", "noted"),
        ("Pending", "pending"),
        ("Accepted in part", ""),
    ],
)
def test_each_response_is_a_position(tmp_path, response, position):
    (row,) = read(separated(tmp_path / "x.csv", upr_info(response=response))).entries
    assert row.earlier.position == position


def test_rows_of_one_text_are_one_recommendation_of_several_states(tmp_path):
    path = separated(
        tmp_path / "x.csv",
        upr_info(from_="Peru"),
        upr_info(from_="Cuba", text="End it. ", issue="Labour,Migrants"),
        upr_info(to="Mali"),
        upr_info(session="3"),
        upr_info(response="Voluntary Pledge"),
        upr_info(text=" "),
        [*upr_info(), "surplus"],
        upr_info()[:5],
        [""] * 11,
    )
    export = read(path)
    assert (export.rows, export.repeats, export.aside) == (8, 1, {"voluntary pledges": 1})
    assert [row.line for row in export.entries] == [2, 4, 5]
    first = export.entries[0].earlier
    assert (first.states, first.themes, first.cycle) == (("Peru", "Cuba"), ("Labour", "Migrants"), 2)  # fmt: skip
    assert [str(each).split("\n")[0] for each in export.unreadable] == [
        'x.csv:7: warning[unreadable-row]: row 7: it says nothing in "Text"',
        "x.csv:8: warning[unreadable-row]: row 8: it has 12 cells, the head 11",
        "x.csv:9: warning[unreadable-row]: row 9: it ends too early",
    ]


@pytest.mark.parametrize(
    ("encoding", "dialect", "guess"),
    [
        ("utf-8-sig", {"delimiter": ";"}, ""),
        ("utf-16", {"delimiter": "\t"}, ""),
        ("utf-8", {"delimiter": "\t", "lineterminator": "\n"}, ""),
        ("mac_roman", {"lineterminator": "\r"}, "x.csv:2: warning[guessed-encoding]: the file is not UTF-8; it was read as Mac Roman, which is a guess"),
        ("cp1252", {}, "x.csv:2: warning[guessed-encoding]: the file is not UTF-8; it was read as Windows Latin 1, which is a guess"),
    ],
)  # fmt: skip
def test_a_file_is_read_in_what_it_is_written_in(tmp_path, encoding, dialect, guess):
    row = upr_info(text="Equité; visà, vis\nligne", from_="Côte d'Ivoire")
    export = read(separated(tmp_path / "x.csv", row, encoding=encoding, **dialect))
    (found,) = export.entries
    assert found.earlier.text == "Equité; visà, vis ligne"
    assert found.earlier.states == ("Côte d'Ivoire",)
    assert "\n".join(map(str, export.findings)).split("\n")[0] == guess


def test_the_table_on_the_screen_and_entities_of_html_are_read(tmp_path):
    head = ["SuR", "Recommendation", "RS", "Response", "A", "Issue", "C"]
    rows = [["Chad", "End it &amp; that", "&#40;Unknown&#41;", "Noted", "5", "Labour", "2"]]
    path = separated(tmp_path / "x.csv", *rows, head=head, delimiter=";")
    path.write_bytes(b"sep=;\r\n" + path.read_bytes())
    (row,) = read(path).entries
    assert (row.earlier.text, row.earlier.states, row.earlier.cycle) == ("End it & that", (), 2)


def test_an_unknown_column_is_named_and_nothing_is_read(tmp_path):
    head = [*UPR_INFO[:7], "Respnse", *UPR_INFO[8:], "Our notes"]
    said = refusal(separated(tmp_path / "x.csv", [*upr_info(), "x"], head=head))
    assert 'x.csv:1: error[unknown-columns]: the table has columns that are not known: "Respnse", "Our notes"' in said  # fmt: skip
    assert 'did you mean "Response" for "Respnse"' in said
    assert "has the columns To, To-Rgrp, To-Org, Text, From" in said


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (UPR_INFO[:3], 'has no column "Text", "From", "Response"'),
        ([*UPR_INFO, "Text"], 'has "Text" twice'),
        (["Name", "Age"], 'columns that are not known: "Name", "Age"'),
    ],
)
def test_columns_that_are_missing_or_there_twice_are_named(tmp_path, head, says):
    assert says in refusal(separated(tmp_path / "x.csv", head=head))


def test_a_column_of_ones_own_is_named_and_left_out():
    export = read(DATA / "exports" / "upr-info-extra-column.csv")
    (row,) = export.entries
    assert (row.earlier.text, row.earlier.states, row.earlier.themes) == ("Ratify it", ("Japan",), ("Labour",))  # fmt: skip
    (finding,) = export.findings
    assert str(finding).startswith(
        "upr-info-extra-column.csv:1: warning[unknown-columns]: the table has a column that is not "
        'known: "Our notes"; what stands there was left out'
    )


@pytest.mark.parametrize("place", [0, 4, 11])
def test_a_column_of_ones_own_may_stand_anywhere(tmp_path, place):
    head, cells = list(UPR_INFO), upr_info()
    head.insert(place, "Lead")
    cells.insert(place, "Ana")
    (row,) = read(separated(tmp_path / "x.csv", cells, head=head)).entries
    assert row == read(separated(tmp_path / "x.csv", upr_info())).entries[0]


def test_several_columns_of_ones_own_are_named_together(tmp_path):
    head = ["", *UPR_INFO, "Status", "Lead"]
    export = read(separated(tmp_path / "x.csv", ["1", *upr_info(), "open", "Ana"], head=head))
    assert len(export.entries) == 1
    assert 'columns that are not known: "Status", "Lead"; what stands there' in str(export.findings[0])  # fmt: skip


def test_lists_of_ohchr_and_workbooks_may_have_columns_of_ones_own_too(tmp_path):
    path = table(tmp_path / "x.docx", [*MATRIX, "Lead"], ["1.1 End it (Peru)", "Noted", "", "", "Ana"],
                 [*MATRIX, "Lead"], ["1.2 End that (Peru)", "Noted", "", "", "Ana"])  # fmt: skip
    export = read(path)
    assert [row.earlier.text for row in export.entries] == ["End it", "End that"]
    assert ["Lead" in each.message for each in export.findings] == [True]
    export = read(workbook(tmp_path / "x.xlsx", [[*UHRI, "Lead"], [*uhri(), "Ana"]]))
    assert len(export.entries) == 1
    assert '"Lead"; what stands there was left out' in export.findings[0].message


def test_a_column_that_is_misspelt_is_not_left_out(tmp_path):
    head = [*UPR_INFO[:9], "Isue", "Session"]
    said = refusal(separated(tmp_path / "x.csv", upr_info(), head=head))
    assert 'did you mean "Issue" for "Isue"' in said


def test_a_quotation_mark_that_never_closes_is_found(tmp_path):
    path = separated(tmp_path / "x.csv", upr_info())
    path.write_text(path.read_text() + 'Chad,"' + "never closed\n" * 20_000)
    said = refusal(path)
    assert "error[broken-rows]: the rows cannot be told apart" in said
    assert "a quotation mark that is not closed" in said


words = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0&"), min_size=0, max_size=30
)
responses = st.sampled_from(["Accepted", "Noted", "Pending", "Voluntary Pledge", "?", ""])
csv_rows = st.lists(
    st.tuples(words, words, words, responses, st.integers(0, 60)), max_size=20
)  # fmt: skip


@given(
    csv_rows, st.sampled_from(",;\t"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)  # fmt: skip
def test_no_row_is_lost(tmp_path_factory, rows, delimiter, encoding, ends):
    made = [
        upr_info(text=text, to=to, from_=from_, response=response, session=str(session))
        for text, to, from_, response, session in rows
    ]
    path = separated(
        tmp_path_factory.mktemp("csv") / "x.csv", *made, encoding=encoding,
        delimiter=delimiter, lineterminator=ends, quoting=csv.QUOTE_ALL,
    )  # fmt: skip
    export = read(path)
    assert export.rows == len(rows)
    given_ = {
        (tidy(to), tidy(from_))
        for text, to, from_, response, _ in rows
        if tidy(text) and tidy(to) and response != "Voluntary Pledge"
    }
    found = {(row.state, state) for row in export.entries for state in row.earlier.states or [""]}
    assert len(found) <= len(given_)
    assert {to for to, _ in found} <= {to for to, _ in given_}
    texts = {row.earlier.text for row in export.entries}
    for text, to, _, response, _ in rows:
        if tidy(text) and tidy(to) and response != "Voluntary Pledge" and any(map(str.isalnum, text)):  # fmt: skip
            plain = "".join(filter(str.isalnum, text.casefold()))
            assert any("".join(filter(str.isalnum, each.casefold())) == plain for each in texts)


# --- UHRI --------------------------------------------------------------------------------------


def test_an_export_of_uhri_is_read(tmp_path):
    path = workbook(
        tmp_path / "x.xlsx",
        [
            UHRI,
            uhri(),
            uhri(**{"Reccomending Body": "- CEDAW", "Text": "49. The Committee notes"}),
            uhri(**{"Countries Concerned": "- Chad\n- Peru"}),
            uhri(text=""),
            uhri(text="<p>121.2 Sign &amp; ratify it <b>(Cuba)</b>;</p>", **{"UPR Reccomending States": ""}),
        ],
    )  # fmt: skip
    export = read(path, wanted=lambda state: state == "Slovenia")
    found = entries(export)
    assert (export.rows, export.aside, export.elsewhere) == (5, {"statements of other bodies": 1}, {"Chad; Peru": 1})  # fmt: skip
    assert found["121.1"] == Earlier(
        "121.1", "A/HRC/43/15", "Ratify it", ("France", "Peru"), "supported", 3,
        themes=("Trade union rights", "Right to work", "Migrants"), sdgs=("8.7", "16"),
        origin="UHRI, annotation b428, of 2020-01-06",
    )  # fmt: skip
    assert (found["121.2"].text, found["121.2"].states) == ("Sign & ratify it", ("Cuba",))
    assert 'x.xlsx:5: warning[unreadable-row]: row 5: it says nothing in "Text"' in str(export.unreadable[0])  # fmt: skip


def record(**fields: object) -> dict[str, object]:
    usual = {
        "Text": "<p>121.1 Ratify it&nbsp;(France);</p>", "Countries": ["Slovenia"], "Body": "- UPR",
        "Symbol": "A/HRC/43/15", "Themes": ["- Right to work"], "AffectedPersons": ["- Migrants"],
        "Sdgs": ["8.7 - Eradicate forced labour"], "PublicationDate": "2020-01-06T00:00:00",
        "UprRecommendingCountry": ["France"], "UprPositions": ["- Supported"],
        "AnnotationType": "- Recommendations", "AnnotationId": "b428", "UprSession": ["34"],
        "UprCycle": "Third", "DocumentId": "d", "Regions": [], "UprRecommendingRegions": [],
        "PublicationDateOnUhri": None,
    }  # fmt: skip
    return {**usual, **fields}


def test_the_full_export_of_uhri_in_json_is_read():
    export = read(DATA / "exports" / "uhri.json")
    assert (export.kind, export.rows, export.aside) == ("UHRI's export", 2, {"statements of other bodies": 1})  # fmt: skip
    assert entries(export)["124.1"] == Earlier(
        "124.1", "A/HRC/57/99", "Ratify the Convention on unions", ("Japan",), "supported", 4,
        themes=("Trade union rights", "Trade unionists"), sdgs=("8.8",),
        origin="UHRI, annotation 00000000-0000-0000-0000-000000000001, of 2024-12-12",
    )  # fmt: skip


def test_of_two_positions_none_is_chosen(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps([record(UprPositions=["- Supported", "- Noted"])]), "utf-8")
    export = read(path)
    found = entries(export)["121.1"]
    assert (found.position, found.words) == ("", "Supported/Noted")


def test_json_and_a_workbook_of_uhri_say_the_same(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps([record()]), "utf-8-sig")
    book = workbook(tmp_path / "x.xlsx", [UHRI, uhri("121.1 Ratify it (France);", **{
        "UPR Reccomending States": "- France", "Themes": "- Right to work",
        "Affected Persons": "- Migrants", "Sdgs": "- 8.7 - Eradicate forced labour",
        "Document Publication Date": "43836"})])  # fmt: skip
    assert entries(read(path)) == entries(read(book))


def test_every_element_of_uhris_json_is_counted(tmp_path):
    path = tmp_path / "x.json"
    others = [record(Body="- CRC"), record(Countries=["Chad"]), record(Text=""), record(Countries=[]),
              {}, 17, "text", None, [record()], record(Text="<p>121.2 End it (Peru)</p>")]  # fmt: skip
    path.write_text(json.dumps([record(), record(), *others], indent=2))
    export = read(path, wanted=lambda state: state == "Slovenia")
    assert (export.rows, len(export.entries), export.repeats) == (12, 2, 1)
    assert export.aside == {"statements of other bodies": 1}
    assert (export.elsewhere, len(export.unreadable)) == ({"Chad": 1}, 7)
    assert 'row 5: it says nothing in "Text"' in str(export.unreadable[0])


@pytest.mark.parametrize(("session", "cycle", "found"), [(["48"], None, 4), ([], "Fourth", 4), ([], "", None), (["34"], "Fourth", 3)])  # fmt: skip
def test_the_cycle_follows_from_the_session_or_is_said(tmp_path, session, cycle, found):
    path = tmp_path / "x.json"
    path.write_text(json.dumps([record(UprSession=session, UprCycle=cycle)]))
    assert read(path).entries[0].earlier.cycle == found


def test_one_record_a_line_is_read_too(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(f"{json.dumps(record())}\n{json.dumps(record(Countries=['Chad']))}\n")
    assert [row.state for row in read(path).entries] == ["Slovenia", "Chad"]


@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("", "error[broken-json]: the JSON cannot be read: the array does not end"),
        (',\n{"Text": "1.1 End', "x.json:2: error[broken-json]: the JSON cannot be read: Unterminated string"),
        (",\n{nonsense}]", "x.json:2: error[broken-json]: the JSON cannot be read: Expecting property name"),
        (f",\n{'[' * 100_000}]", "error[broken-json]: the JSON cannot be read"),
        (f",\n{'1' * 5000}]", "error[broken-json]: the JSON cannot be read"),
        (',"\udc80"]', "error[not-utf-8]: the file is not UTF-8"),
    ],
    ids=["no end", "cut short", "nonsense", "deep", "long number", "no UTF-8"],
)  # fmt: skip
def test_json_that_is_broken_is_refused_at_its_line(tmp_path, end, says):
    path = tmp_path / "x.json"
    path.write_bytes(f"[{json.dumps(record())}{end}".encode("utf-8", "surrogateescape"))
    assert says in refusal(path)


def test_fields_of_json_that_are_not_known_are_named(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps([record(Lead="Ana")]))
    export = read(path)
    assert len(export.entries) == 1
    assert 'a column that is not known: "Lead"' in str(export.findings[0])


def test_a_long_export_in_json_is_read_in_little_memory(tmp_path):
    path = tmp_path / "x.json"
    row = json.dumps(record(Countries=["Chad"], Text="1.1 End it (Peru) " * 100))
    with path.open("w") as stream:
        stream.write(f"[{row}" + f",\n{row}" * 20_000 + "]")
    tracemalloc.start()
    export = read(path, wanted=lambda _: False)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert export.rows == 20_001
    assert peak < path.stat().st_size / 4


def test_what_a_file_is_follows_from_what_stands_in_it(tmp_path):
    renamed = tmp_path / "export.csv"
    renamed.write_bytes(SLOVENIA.read_bytes())
    assert len(read(renamed).entries) == 215
    sheet = workbook(tmp_path / "upr-info.docx", [["Made in 2026"], UPR_INFO, upr_info()])
    (row,) = read(sheet).entries
    assert (row.earlier.text, row.line) == ("End it", 3)
    text = separated(tmp_path / "export.xlsx", uhri(), head=UHRI)
    assert read(text).kind == "UHRI's export"


def test_a_large_sheet_is_read_in_little_memory(tmp_path):
    import subprocess
    import sys

    path = workbook(tmp_path / "x.xlsx", [UHRI])
    row = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in uhri("1.1 " + "x" * 900))  # fmt: skip
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "y.xlsx", "w", zipfile.ZIP_DEFLATED) as new:  # fmt: skip
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith("one.xml"):
                head, _, tail = content.partition(b"</sheetData>")
                content = head + b"".join(f"<row>{row[:40]}{i}{row[40:]}</row>".encode() for i in range(12_000)) + b"</sheetData>" + tail  # fmt: skip
            new.writestr(part.filename, content)
    script = (
        "import resource, sys; from pathlib import Path; from dossier.readers.un_exports.reader import read_export;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "export = read_export(Path(sys.argv[1]), 'y.xlsx', lambda state: False);"
        "print(export.rows, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    ran = subprocess.run([sys.executable, "-c", script, tmp_path / "y.xlsx"], capture_output=True, text=True, check=True, cwd=DATA.parent.parent)  # fmt: skip
    rows, megabytes = map(int, ran.stdout.split())
    assert rows == 12_000
    assert megabytes < 30  # the sheet is of 22 MB


# --- Hostile files -----------------------------------------------------------------------------


def document(body: str, before: str = "") -> str:
    return f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def test_a_file_cut_short_is_refused(tmp_path):
    for length in (2, 3000, 50_000):
        path = tmp_path / "x.docx"
        path.write_bytes(SLOVENIA.read_bytes()[:length])
        assert "x.docx: error[broken-file]: the file is broken or cut short" in refusal(path)


def test_a_damaged_part_is_refused(tmp_path):
    content = bytearray(SLOVENIA.read_bytes())
    with zipfile.ZipFile(SLOVENIA) as archive:
        at = archive.getinfo("word/document.xml").header_offset
    content[at + 3000 : at + 3100] = bytes(100)
    (tmp_path / "x.docx").write_bytes(content)
    assert "x.docx: error[broken-file]: the " in refusal(tmp_path / "x.docx")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "error[empty-file]: the file is empty"),
        (b" \n\n ", "error[empty-file]: the file is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "error[locked-file]: the file is protected by a password, or of the old kind (.doc, .xls)"),
        (b"%PDF-1.7\n", "error[unknown-file]: the file is a PDF, though its name ends in .docx"),
        (b"<!DOCTYPE html><table>", "error[unknown-file]: the file is a web page"),
        (b'[{"Text": "End it"}]', "error[unknown-file]: the file is JSON, but not UHRI's export: the table has no column"),
        (b'{"name": "a"}', "error[unknown-file]: the file is JSON, but not UHRI's export"),
        (b"[]", "error[unknown-file]: the file is JSON, but not UHRI's export"),
        (b"{\\rtf1 }", "error[unknown-file]: the file is a text in RTF (.rtf), though its name ends in .docx"),
        (b"\x7fELF\0\0\0", "error[unknown-file]: the file is neither a table of text nor a Word or Excel file"),
        (b"just some words", "error[unknown-columns]: the table has a column that is not known"),
    ],
)  # fmt: skip
def test_files_of_another_kind_are_refused(tmp_path, content, says):
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    assert says in refusal(path)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"a.txt": "x"}, "error[unknown-file]: the file is a zip, but neither a Word document nor an Excel workbook"),
        ({"word/document.xml": document("")}, "error[no-table]: the document holds no table"),
        ({"word/document.xml": "<a><b></a>"}, "error[broken-file]: the part \"word/document.xml\" is not XML"),
        ({"word/document.xml": document(""), "word/vbaProject.bin": "x"}, "error[macros]: the file holds macros"),
        ({"word/document.xml": document(""), "[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}, "error[macros]: the file holds macros"),
        ({"word/document.xml": document(""), "../../etc/cron.d/x": "x"}, "error[path-outside]: the part \"../../etc/cron.d/x\" leads out of the file"),
        ({"word/document.xml": document(""), "/etc/x": "x"}, "error[path-outside]"),
        ({"word/document.xml": document(""), "C:\\x": "x"}, "error[path-outside]"),
        ({"word/document.xml": document("", '<!DOCTYPE a [<!ENTITY b "c">]>')}, "error[hostile-xml]: the part \"word/document.xml\" declares a document type or an entity"),
        ({"word/document.xml": document("&b;", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>')}, "error[hostile-xml]"),
        ({"word/document.xml": document("", '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">')}, "error[hostile-xml]"),
        ({"word/document.xml": document("", '<!DOCTYPE a [<!ENTITY b "c">]>').encode("utf-16")}, "error[hostile-xml]"),
        ({"word/document.xml": document("<w:p>" * 1000)}, "error[hostile-xml]: the tags of the part \"word/document.xml\" are nested too deeply"),
        ({"word/document.xml": document("".join(f"<w:a{i}/>" for i in range(10_005)))}, "error[hostile-xml]: the part \"word/document.xml\" has too many kinds of tags"),
        ({"word/document.xml": document(""), "word/media/x": bytes(10_000_000)}, "error[zip-bomb]: the part \"word/media/x\" swells to 10,000,000 bytes"),
        ({f"{i}": "" for i in range(2001)}, "error[zip-bomb]: the file holds 2,002 parts, more than 2,000"),
        ({f"{i:0>60000}": "" for i in range(10)}, "error[zip-bomb]: the file holds more than 2,000 parts"),
        ({"word/document.xml": document(""), "word/header1.xml": "<!DOCTYPE a><a/>"}, "error[hostile-xml]: the part \"word/header1.xml\""),
    ],
)  # fmt: skip
def test_hostile_documents_are_refused(tmp_path, parts, says):
    assert says in refusal(zipped(tmp_path / "x.docx", parts))


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"xl/sharedStrings.xml": "<!DOCTYPE a><a/>"}, "error[hostile-xml]: the part \"xl/sharedStrings.xml\""),
        ({"xl/sharedStrings.xml": "<sst/>"}, "error[broken-file]: a cell refers to the shared string \"0\", which is not there"),
        ({"xl/worksheets/one.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "error[hostile-xml]: the part \"xl/worksheets/one.xml\""),
        ({"xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="a" Type="{R}/worksheet" Target="http://example.org/x" TargetMode="External"/></Relationships>'}, "error[no-table]: the workbook has no sheets"),
        ({"xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="a" Type="{R}/worksheet" Target="../../../etc/passwd"/></Relationships>'}, "error[no-table]: the workbook has no sheets"),
        ({"xl/worksheets/one.xml": "<sheetData>" + "<row><c t='inlineStr'><is><t>" + "ab" * 150_000 + "</t></is></c></row></sheetData>"}, "error[too-big]: a cell holds more than 200,000 letters"),
        ({"xl/vbaProject.bin": "x"}, "error[macros]: the file holds macros"),
    ],
)  # fmt: skip
def test_hostile_workbooks_are_refused(tmp_path, parts, says):
    assert says in refusal(workbook(tmp_path / "x.xlsx", [UHRI, uhri()], **parts))


def test_a_tag_that_does_not_end_is_refused(tmp_path):
    import random

    noise = random.Random(1).randbytes(9_000_000).translate(bytes(97 + i % 26 for i in range(256)))
    body = b"<a b='" + noise + b"'/>"
    said = refusal(zipped(tmp_path / "x.docx", {"word/document.xml": body}))
    assert 'error[hostile-xml]: a tag in the part "word/document.xml" does not end' in said


def test_parts_beyond_the_limit_are_refused_whatever_they_declare(tmp_path, monkeypatch):
    monkeypatch.setattr("dossier.ooxml.table_rows.DOCUMENT", 1024 * 1024)
    body = document("".join(f"<w:p>{i * 7919 % 1000003}</w:p>" for i in range(90_000)))
    path = zipped(tmp_path / "x.docx", {"word/document.xml": body})
    assert 'x.docx: error[too-big]: the part "word/document.xml" is larger than 1 MB' in refusal(path)  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", body)
        archive.getinfo("word/document.xml").file_size = 1000
    assert "error[broken-file]: the file is broken or cut short" in refusal(path)


def test_a_password_and_odd_compression_are_refused(tmp_path):
    path = zipped(tmp_path / "x.docx", {"word/document.xml": document("")})
    content = path.read_bytes()
    at = content.rfind(b"PK\x01\x02")
    path.write_bytes(content[: at + 8] + b"\x01" + content[at + 9 :])
    assert "error[locked-file]: the file is protected by a password" in refusal(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", document(""))
    assert "is packed in a way that Office does not use" in refusal(path)


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = tmp_path / "x.docx"
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", document(""))
        archive.writestr("word/document.xml", document(""))
    assert "error[broken-file]: two parts of the file have one name" in refusal(path)


def test_a_file_that_is_missing_or_a_folder_is_a_finding(tmp_path):
    assert "gone.csv: error[unreadable]: the file cannot be read: No such file" in refusal(tmp_path / "gone.csv")  # fmt: skip
    assert "error[unreadable]: the file cannot be read: Is a directory" in refusal(tmp_path)


def test_more_text_than_memory_is_meant_for_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("dossier.readers.un_exports.export.KEPT", 1000)
    rows = [upr_info(text=f"End it, number {i}") for i in range(100)]
    said = refusal(separated(tmp_path / "x.csv", *rows))
    assert "error[too-big]: the recommendations hold more than 1,000 letters" in said


@given(st.binary(max_size=400), st.integers(0, 55_000))
def test_noise_in_a_document_gives_no_traceback(tmp_path_factory, noise, at):
    content = bytearray(SLOVENIA.read_bytes())
    content[at : at + len(noise)] = noise
    path = tmp_path_factory.mktemp("noise") / "x.docx"
    path.write_bytes(content)
    read(path)


# --- The registry ------------------------------------------------------------------------------

lines = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(tidy).filter(bool)  # fmt: skip
texts = st.lists(lines, max_size=3).map(tuple)
earlier = st.builds(
    Earlier,
    paragraph=lines,
    symbol=st.sampled_from(["", "A/HRC/28/10", "A/HRC/1: # x"]),
    text=lines,
    states=texts,
    position=st.sampled_from(["supported", "noted", "pending", ""]),
    cycle=st.none() | st.integers(1, 5),
    words=lines | st.just(""),
    themes=texts,
    sdgs=texts,
    origin=lines | st.just(""),
    assessment=st.none()
    | st.builds(
        Assessment,
        level=st.sampled_from(["implemented", "no information"]),
        words=st.dictionaries(st.sampled_from(["en", "fr"]), lines, max_size=2),
        blocks=texts,
    ),
)
registries = st.lists(earlier, max_size=5, unique_by=lambda each: (each.symbol, each.paragraph))


@given(registries, registries)
def test_the_registry_gives_back_what_was_written_into_it(first, second):
    held = {(each.symbol, each.paragraph) for each in first}
    second = [each for each in second if (each.symbol, each.paragraph) not in held]
    text = amend(amend("", first, {}), second, {})
    assert read_recommendations(text, "x") == ((*first, *second), ())


@given(registries)
def test_an_import_of_what_is_there_adds_nothing(held):
    merged = merge(held, [("", each) for each in held], "export")
    assert (merged.added, merged.differences, merged.same) == (0, (), len(held))
    assert merged.entries == tuple(held)


@given(registries)
def test_what_has_no_paragraph_is_imported_once(held):
    from dataclasses import replace

    found = [("", replace(each, paragraph="", symbol="", cycle=2)) for each in held]
    once = merge((), found, "upr-info")
    twice = merge(once.entries, found, "upr-info")
    assert (once.added, len(once.named)) == (len(held), len(held))
    assert (twice.added, len(twice.entries)) == (0, len(once.entries))


REGISTRY = """# Ours.
recommendations:
  - paragraph: "1.1"   # the first
    symbol: A/HRC/28/10
    text: >-
      End
      it
    states: [Peru]
    position: noted
    assessment:
      level: not implemented
      words: {en: "Nothing was done"}
      # until 2026
  # a remark about 1.1
"""


def test_what_a_person_wrote_stays_as_it_is():
    added = Earlier("1.2", "A/HRC/28/10", "Stop it", ("Chad",), "supported")
    assert amend(REGISTRY, [added], {}).startswith(REGISTRY)
    changed = amend(REGISTRY, [], {0: {"text": "End it all", "states": ("Peru", "Chad")}})
    assert changed == REGISTRY.replace(">-\n      End\n      it", '"End it all"').replace(
        "[Peru]", '["Peru", "Chad"]'
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet\n",
        "recommendations:\n",
        "recommendations: []  # none\n",
        "recommendations: [{paragraph: '1', text: a}, ]\n",
        "recommendations:\r\n- paragraph: '1'\r\n  text: a\r\n",
        "recommendations:\n- paragraph: '1'\n  text: |\n    a\n    b",
        "recommendations:\n  - {paragraph: '1', text: a}\n\n# a remark\n",
    ],
)
def test_entries_are_added_to_any_layout(text):
    added = Earlier("1.2", "A/HRC/28/10", "Stop it", ("Chad",), "supported")
    new = amend(text, [added], {})
    found, findings = read_recommendations(new, "x")
    assert (found[-1], findings) == (added, ())
    assert ("\r\n" in text) == ("\r\n" in new)
    if "- p" in text:
        assert new.startswith(text)


def test_a_layout_that_a_change_would_break_is_left_alone():
    anchored = "recommendations:\n- paragraph: '1'\n  text: &t a\n- paragraph: '2'\n  text: *t\n"
    with pytest.raises(CannotChange):
        amend(anchored, [], {0: {"text": "b"}})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("position: noted", "position: refused", 'x:9: error[unknown-value]: "position" cannot be "refused"'),
        ("symbol: A", "symbl: A", 'x:4: error[unknown-key]: the recommendation "1.1" knows no key "symbl"\n    hint: did you mean "symbol"?'),
        ('paragraph: "1.1"', "cycle: 2", 'error[missing-paragraph]: a recommendation has no "paragraph"'),
        ("text: >-\n      End\n      it", "cycle: 2", 'error[missing-text]: the recommendation "1.1" has no "text"'),
        ("level: not implemented", "level: done", '"level" cannot be "done"'),
        ("  # a remark", '  - paragraph: "1.1"\n    symbol: A/HRC/28/10\n    text: b\n  # a remark', 'x:14: error[doubled-paragraph]: the paragraph "1.1" of A/HRC/28/10 stands twice (first in line 3)'),
        ("  # a remark", "  - End it\n  # a remark", "x:14: error[wrong-value]: a recommendation is a list of keys"),
    ],
)  # fmt: skip
def test_faults_of_the_registry_are_found_at_their_line(old, new, says):
    assert old in REGISTRY
    _, findings = read_recommendations(REGISTRY.replace(old, new), "x")
    assert says in "\n".join(map(str, findings))


# --- The command -------------------------------------------------------------------------------


@pytest.fixture
def slovenia(project):
    project.write("case/dossier.yaml", "state: SLOVENIA\n")
    return project


def registry(project) -> str:
    return (project.content / "case" / "recommendations.yaml").read_text("utf-8")


def counted(ran) -> dict[str, int]:
    rows = [line.split(maxsplit=1) for line in ran.out.splitlines() if line.startswith("  ")]
    return {name.split("  ")[0]: int(number) for number, name in rows if number.isdigit()}


def test_a_list_is_imported_once(slovenia):
    ran = slovenia.run("recommendations", str(SLOVENIA), "--into", "case")
    assert (ran.status, ran.err) == (0, "")
    counts = counted(ran)
    assert (counts["read"], counts["added"]) == (215, 215)
    before = registry(slovenia)
    assert len(read_recommendations(before, "x")[0]) == 215
    ran = slovenia.run("recommendations", str(SLOVENIA), "--into", "case")
    assert (counted(ran)["same"], registry(slovenia)) == (215, before)


def test_counts_add_up_and_json_says_the_same(slovenia, tmp_path):
    path = separated(
        tmp_path / "x.csv",
        upr_info(to="Slovenia"),
        upr_info(to="slovenia", from_="Cuba"),
        upr_info(to="Slovenia", response="Voluntary Pledge"),
        upr_info(to="Slovenia", session="3"),
        upr_info(to="Slovenia", text=""),
        upr_info(),
    )
    words = ["recommendations", str(path), "--into", "case", "--cycle", "2", "--symbol", "A/HRC/28/15"]  # fmt: skip
    told = json.loads(slovenia.run(*words, "--dry-run", "--json").out)
    assert told["written"] is False
    counts = counted(slovenia.run(*words))
    assert counts == {name: told[name] for name in counts}
    first, *others = counts.values()
    assert first == sum(others) == 6
    assert counts["set aside"] == counts["of other reviews"] == counts["to other States"] == 1
    (entry,) = read_recommendations(registry(slovenia), "x")[0]
    assert (entry.paragraph, entry.symbol, entry.states) == ("upr-info-1", "A/HRC/28/15", ("Peru", "Cuba"))  # fmt: skip


def test_a_difference_is_shown_and_kept_until_replaced(slovenia):
    slovenia.run("recommendations", str(SLOVENIA), "--into", "case")
    ours = registry(slovenia).replace('states: ["France", "Lithuania"]', "states: [France] # sic", 1)  # fmt: skip
    ours = ours.replace('    themes: ["Acc', "    assessment: {level: implemented}\n    themes: [\"Acc", 1)  # fmt: skip
    slovenia.write("case/recommendations.yaml", ours)
    ran = slovenia.run("recommendations", str(SLOVENIA), "--into", "case")
    assert "121.1 of A/HRC/43/15 differs:\n  states here:  France\n  states there: France, Lithuania" in ran.out  # fmt: skip
    assert "1 kept as they are; `--replace` takes" in ran.out
    assert registry(slovenia) == ours
    slovenia.run("recommendations", str(SLOVENIA), "--into", "case", "--replace")
    assert registry(slovenia) == ours.replace("[France]", '["France", "Lithuania"]', 1)


def test_rows_without_a_paragraph_find_theirs_by_the_text(slovenia, tmp_path):
    slovenia.run("recommendations", str(SLOVENIA), "--into", "case")
    earlier = entries(read(SLOVENIA))["121.1"]
    path = separated(
        tmp_path / "x.csv",
        upr_info(text=earlier.text + ". ", to="Slovenia", from_="France", session="34"),
        upr_info(text=earlier.text.upper(), to="Slovenia", from_="Lithuania", session="34"),
        upr_info(text="Continue efforts", to="Slovenia", session="34"),
    )
    ran = slovenia.run("recommendations", str(path), "--into", "case")
    counts = counted(ran)
    assert (counts["same"], counts["added"], counts["repeats"]) == (1, 1, 1)
    assert "1 recommendation came without the number of a paragraph, and will be known as upr-info-1" in ran.out  # fmt: skip


def test_one_text_to_many_states_stays_apart_over_many_files(slovenia, tmp_path):
    files = [
        str(separated(tmp_path / f"{to}.csv", upr_info(to=to), upr_info(to=to, text="Ratify it")))
        for to in ("Chad", "Bolivia", "Côte d'Ivoire")
    ]
    words = ["recommendations", *files, "--into", "case", "--state", "all"]
    assert counted(slovenia.run(*words))["added"] == 6
    before = registry(slovenia)
    assert '"upr-info-chad-1"' in before
    assert '"upr-info-cote-d-ivoire-6"' in before
    assert counted(slovenia.run(*words))["same"] == 6
    assert registry(slovenia) == before


def test_a_made_up_paragraph_gives_way_to_the_reports(slovenia, tmp_path):
    earlier = entries(read(SLOVENIA))["121.4"]
    path = separated(
        tmp_path / "x.csv",
        upr_info(text=earlier.text, to="Slovenia", from_=earlier.states[0], session="34"),
    )
    slovenia.run("recommendations", str(path), "--into", "case")
    ran = slovenia.run("recommendations", str(SLOVENIA), "--into", "case")
    assert "upr-info-1 differs:\n  paragraph here:  upr-info-1\n  paragraph there: 121.4" in ran.out
    slovenia.run("recommendations", str(SLOVENIA), "--into", "case", "--replace")
    found = read_recommendations(registry(slovenia), "x")[0]
    assert (found[0].paragraph, found[0].symbol, len(found)) == ("121.4", "A/HRC/43/15", 215)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([str(CHINA)], 'error[no-such-state]: the file has no recommendations to "SLOVENIA"'),
        (["gone.csv"], "gone.csv: error[unreadable]: the file cannot be read: No such file"),
        ([str(SLOVENIA), "gone.csv"], "gone.csv: error[unreadable]"),
        ([str(DATA / "README.md")], "error[unknown-columns]"),
    ],
)
def test_with_an_error_nothing_is_written(slovenia, words, says):
    ran = slovenia.run("recommendations", *words, "--into", "case")
    assert ran.status == 1
    assert says in ran.err
    assert "nothing was written" in ran.out
    assert not (slovenia.content / "case" / "recommendations.yaml").exists()


def test_faults_of_the_dossier_stop_an_import(slovenia):
    ran = slovenia.run("recommendations", str(SLOVENIA), "--into", "cas")
    assert 'there is no dossier "cas"\n    hint: did you mean "case"?' in ran.err
    slovenia.write("case/recommendations.yaml", "recommendations:\n  - text: End it\n")
    ran = slovenia.run("recommendations", str(SLOVENIA), "--into", "case")
    assert "recommendations.yaml:2: error[missing-paragraph]" in ran.err
    slovenia.write("case/recommendations.yaml", "")
    slovenia.write("case/dossier.yaml", "title: x\n")
    ran = slovenia.run("recommendations", str(SLOVENIA), "--into", "case")
    assert "error[missing-state]: the dossier does not say which State it is about" in ran.err


def test_one_report_of_several_reviews_is_refused(slovenia, tmp_path):
    rows = [upr_info(to="Slovenia", session=session) for session in ("7", "20")]
    path = separated(tmp_path / "x.csv", *rows)
    ran = slovenia.run("recommendations", str(path), "--into", "case", "--symbol", "A/HRC/28/15")
    assert "error[several-cycles]: the file has recommendations of cycles 1 to 2" in ran.err
    ran = slovenia.run("recommendations", str(path), "--into", "case", "--state", "all")
    assert counted(ran)["added"] == 2


def test_no_file_is_left_behind_when_writing_fails(slovenia, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "recommendations.yaml")

    monkeypatch.setattr("pathlib.Path.replace", full)
    ran = slovenia.run("recommendations", str(SLOVENIA), "--into", "case")
    assert ran.status == 2
    file = "content/case/recommendations.yaml"
    assert f"{file}: error[not-written]: nothing was written: No space left on device" in ran.err
    assert [path.name for path in (slovenia.content / "case").iterdir()] == ["dossier.yaml"]


def test_two_recommendations_in_one_text_of_uhri_are_two_each_with_its_states(tmp_path):
    text = "<p>124.2 Ratifier la Convention (Japon);</p><p>124.3 Abolir (Tchad);</p>"
    entries = read(separated(tmp_path / "x.csv", uhri(text), head=UHRI)).entries
    assert [(e.earlier.paragraph, e.earlier.text, e.earlier.states) for e in entries] == [
        ("124.2", "Ratifier la Convention", ("Japan",)),
        ("124.3", "Abolir", ("Chad",)),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("124.5 Ratify it", ("124.5", "Ratify it")),
        ("10.5 million workers lack it", ("", "10.5 million workers lack it")),
    ],
)
def test_a_number_before_the_words_of_upr_info_is_the_paragraph(tmp_path, text, found):
    (row,) = read(separated(tmp_path / "x.csv", upr_info(text))).entries
    assert (row.earlier.paragraph, row.earlier.text) == found


def test_one_number_in_reports_of_two_cycles_is_two_recommendations():
    old, new = (
        Earlier("124.5", "", words, ("Peru",), "supported", cycle=cycle)
        for words, cycle in (("End it", 2), ("Ratify it", 3))
    )
    assert merge([old], [("", new)], "upr-info").added == 1
