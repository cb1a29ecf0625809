"""Reports of the Working Group and concluding observations, read from Word files by paragraphs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from dossier.project.un_library.add import Added, AddRequest, add_exports
from dossier.project.un_library.search import Found, Query, search
from dossier.readers.un_exports.export import Export
from dossier.readers.un_exports.reader import read_export

HEAD = (
    "Distr.: General", "19 December 2019", "Report of the Working Group on the Universal Periodic "
    "Review*", "Slovenia", "1. The Working Group held its thirty-fourth session in November 2019.",
    "II. Conclusions and/or recommendations**",
)  # fmt: skip
END = "124. All conclusions and/or recommendations contained in the present report reflect others."
SUPPORTED = "121. The following enjoy the support of Slovenia:"


def word(path: Path, *lines: str, symbol: str = "A/HRC/43/15") -> Path:
    """Write a document of the UN: its symbol stands in a table, its paragraphs below."""
    made = docx.Document()
    row = made.add_table(1, 2).rows[0].cells
    row[0].text, row[1].text = "United Nations", symbol
    for line in lines:
        made.add_paragraph(line)
    made.save(str(path))
    return path


def report(path: Path, *lines: str) -> Path:
    return word(path, *HEAD, *lines, END)


def read(path: Path) -> Export:
    return read_export(path, path.name)


def told(export: Export) -> list[str]:
    return [each.message for each in (*export.findings, *export.unreadable)]


def test_a_report_gives_its_recommendations_with_the_positions_of_their_sections(tmp_path: Path):
    export = read(report(
        tmp_path / "a.docx",
        "121. The recommendations listed below have been examined by Slovenia and enjoy the "
        "support of Slovenia:",
        "121.1\tRatify Convention No. 87 (Chile)(Peru);",
        "121.2\tEnd it (Venezuela (Bolivarian", "Republic of), Peru);",
        "122. The following did not enjoy the support of Slovenia and would thus be noted:",
        "122.1\tSign it (Togo); Ratify it (Cuba);",
        "123. The following recommendations will be examined by Slovenia, which will respond:",
        "123.1\tStop it (Iraq).",
    ))  # fmt: skip
    found = {each.earlier.paragraph: each.earlier for each in export.entries}
    assert {at: each.position for at, each in found.items()} == {
        "121.1": "supported", "121.2": "supported", "122.1": "noted", "123.1": "pending"
    }  # fmt: skip
    assert found["121.1"].text == "Ratify Convention No. 87"
    assert found["121.1"].states == ("Chile", "Peru")
    assert found["121.2"].states == ("Venezuela (Bolivarian Republic of)", "Peru")
    assert found["122.1"].states == ("Togo", "Cuba")
    row = export.entries[0]
    assert (row.state, row.session, row.published) == ("Slovenia", 34, "2019-12-19")
    assert (row.earlier.symbol, row.earlier.cycle) == ("A/HRC/43/15", 3)
    assert not told(export)


def test_recommendations_that_count_from_one_are_cited_below_their_paragraph(tmp_path: Path):
    export = read(report(
        tmp_path / "a.docx",
        "2. The recommendations below will be examined by Slovenia:",
        "1. Sign it (Togo);", "2. Ratify it (Peru);", "3. End it (Cuba).",
        "3. The following enjoy the support of Slovenia:", "1. Stop it (Chad).",
    ))  # fmt: skip
    found = [(each.earlier.paragraph, each.earlier.position) for each in export.entries]
    assert found == [("2 (1)", "pending"), ("2 (2)", "pending"), ("2 (3)", "pending"),
                     ("3 (1)", "supported")]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("121. The following were accepted in part by it:", "121.1 End it (Peru)"),
         "paragraph 9: 121.1: paragraph 121 does not say clearly whether it is supported"),
        ((SUPPORTED, "Ratify it (Peru);"),
         "paragraph 9: it names States, but has no number by which to cite it"),
        ((SUPPORTED, "121.1 Ratify it;", "121.2 End it (Peru)"),
         "paragraph 9: 121.1 names no recommending State"),
        ((SUPPORTED, "121.1 Ratify it (Freedonia, Peru)"),
         'paragraph 9: 121.1: "Freedonia" is no State that is known here; it was taken for one'),
    ],
)  # fmt: skip
def test_what_a_report_does_not_say_is_told_and_left_open(
    tmp_path: Path, lines: tuple[str, ...], says: str
):
    export = read(report(tmp_path / "a.docx", *lines))
    assert [each.partition(": ")[2] for each in told(export)] == [says.partition(": ")[2]]


def find(tmp_path: Path, *texts: str) -> Found:
    return search(tmp_path / "library.sqlite", Query(texts=texts))


def test_concluding_observations_become_records_that_can_be_cited(tmp_path: Path):
    added = add(tmp_path, word(
        tmp_path / "co.docx",
        "Human Rights Committee", "Distr.: General", "13 September 2022",
        "Concluding observations on the fifth periodic report of Georgia*",
        "B. Positive aspects", "3. The Committee welcomes a law.",
        "C. Principal matters of concern and recommendations", "Freedom of association",
        "49. The Committee is concerned about strikes, in particular:", "(a) Their ban;",
        "(b) Dismissals.", "50. The State party should allow strikes.",
        "Prisons", "51. The Committee took note of a strike.",
        symbol="CCPR/C/GEO/CO/5",
    ))  # fmt: skip
    assert dict(added.counts) == {"added": 2, "unreadable": 1}
    (_, one), (_, two) = find(tmp_path, "strike").records
    assert one.text.endswith("strikes, in particular: (a) Their ban; (b) Dismissals.")
    assert [one.cited(), two.cited()] == ["CCPR/C/GEO/CO/5, para. 49", "CCPR/C/GEO/CO/5, para. 50"]
    assert [one.kind, two.kind, one.mechanism] == ["concern", "recommendation", "CCPR"]
    assert (one.states, one.themes) == (("Georgia",), ("Freedom of association",))
    assert one.day == "2022-09-13"
    assert "51 neither expresses a concern nor recommends" in added.findings[0].message


def add(tmp_path: Path, *files: Path, columns: str = "") -> Added:
    named = tuple((name, meaning) for name, _, meaning in
                  (each.partition("=") for each in columns.split()))  # fmt: skip
    request = AddRequest(files, columns=named)
    return add_exports(tmp_path / "library.sqlite", request, date(2026, 11, 29))[-1]


def test_a_report_does_not_take_back_what_a_later_list_says(tmp_path: Path):
    pending = "121. The following recommendations will be examined by Slovenia:"
    early = report(tmp_path / "a.docx", pending, "121.1 Ratify it (Peru)")
    late = tmp_path / "b.csv"
    late.write_text("Of,Rec,Pos,Sym,Par\nSlovenia,Ratify it,Supported,A/HRC/43/15,121.1\n", "utf-8")
    add(tmp_path, late, early, columns="Of=state Rec=text Pos=position Sym=symbol Par=paragraph")
    ((_, found),) = find(tmp_path, "ratify").records
    assert (found.position, found.recommending) == ("supported", ("Peru",))


def test_a_word_file_that_is_no_document_of_the_un_is_refused(tmp_path: Path):
    export = read(word(tmp_path / "a.docx", "Dear colleagues,", "1. We strike."))
    assert "the table has columns that are not known" in told(export)[0]
