"""Citations: in full, then short with the note, ibid; the same whatever the order of blocks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.readers.blocks.citation_syntax import pieces
from dossier.readers.exported_docx.printed_numbers import words_of_docx
from dossier.readers.finished_files import pages_of_pdf, words_of_html
from tests.conftest import Project


def background(project: Project, *texts: str) -> None:
    """Write one background block for each text."""
    for number, text in enumerate(texts, start=1):
        head = f"---\nid: text-{number}\nkind: background\n---\n"
        project.write(f"case/blocks/2{number}-text.md", head + text + "\n")


def notes(project: Project) -> list[str]:
    """Return the notes of the dossier's Markdown, in order, those of the skeleton left out."""
    ran = project.run("build", "case", "--format", "md")
    assert ran.status == 0, ran.err
    text = (project.output / "case" / "submission.md").read_text("utf-8").replace("\u00a0", " ")
    found = re.findall(r"^\[\^\d+\]: (.*)$", text, re.M)
    return [each for each in found if "second event" not in each]


def body(project: Project) -> str:
    project.run("build", "case", "--format", "md")
    text = (project.output / "case" / "submission.md").read_text("utf-8").replace("\u00a0", " ")
    return text.split("## (2) Background\n\n")[1].split("\n\n## (3)")[0]


def test_each_kind_of_source_is_cited_in_its_own_form(sourced, golden):
    keys = ["wg-report", "watch-2012", "cfa-386", "court", "union-law", "daily", "profile",
            "worker", "scholar"]  # fmt: skip
    background(
        sourced,
        "\n\n".join(f"Said.[@{key}, 12]" for key in keys),
        "\n\n".join(f"Again.[@{key}, 13]" for key in keys),
    )
    golden("citations.txt", "\n".join(notes(sourced)) + "\n")


def test_a_word_that_prints_before_a_number_stands_once_also_where_it_is_typed(sourced):
    path = "case/sources.yaml"
    sourced.change(path, "211-V", "No. 211-V")
    background(sourced, "Said.[@union-law] Again.[@cfa-386]")
    said = "\n".join(notes(sourced))
    assert "No. 211-V" in said and "No. No." not in said


def test_a_source_is_full_then_ibid_then_short_with_its_note(sourced):
    background(sourced, "A.[@watch-2012] B.[@watch-2012] C.[@daily] D.[@watch-2012]")
    assert notes(sourced)[1:2] == ["*Ibid*."]
    assert notes(sourced)[3] == "Rights Watch, “Oil”, above note 1."


def test_ibid_names_the_place_only_when_it_is_another(sourced):
    background(sourced, "A.[@watch-2012, p. 3] B.[@watch-2012, p. 3] C.[@watch-2012, p. 4]")
    assert notes(sourced)[1:] == ["*Ibid*.", "*Ibid*., p. 4."]


def test_without_a_place_ibid_would_mean_the_same_place_so_the_note_is_named(sourced):
    background(sourced, "A.[@watch-2012, p. 3] B.[@watch-2012]")
    assert notes(sourced)[1] == "Rights Watch, “Oil”, above note 1."


def test_there_is_no_ibid_after_a_note_of_several_sources(sourced):
    background(sourced, "A.[@watch-2012; @daily] B.[@daily]")
    assert notes(sourced)[1] == "The Daily, “Abuse *claims*”, above note 1."


def test_there_is_no_ibid_after_a_note_that_refers_to_another_note(sourced):
    background(sourced, "A.[@daily] B.[^b] C.[@watch-2012, p. 2]\n\n"
               "[^b]: [@watch-2012], and [above note](#note:text-1/cite-1).")  # fmt: skip
    assert notes(sourced)[2] == "Rights Watch, “Oil”, above note 2, p. 2."


def test_moving_a_block_changes_the_forms(sourced):
    background(sourced, "A.[@watch-2012]", "B.[@daily]", "C.[@watch-2012]")
    before = notes(sourced)
    sourced.change("case/blocks/22-text.md", "B.[@daily]", "B.")
    sourced.change("case/blocks/23-text.md", "C.[@watch-2012]", "C.[@watch-2012] B.[@daily]")
    assert before[2] == "Rights Watch, “Oil”, above note 1."
    assert notes(sourced)[1] == "*Ibid*."


def test_the_place_reads_as_the_kind_of_source_wants_it(sourced):
    background(sourced, "A.[@wg-report, 124.29] B.[@union-law, 10(2), 10(3)] C.[@watch-2012, 5-7]"
               " D.[@cfa-386, paras 424-474]")  # fmt: skip
    found = notes(sourced)
    assert "para. 124.29" in found[0]
    assert "articles 10(2), 10(3)" in found[1]
    assert "pp. 5–7" in found[2]
    assert "paras 424–474" in found[3]


def test_words_stand_before_and_after_each_source(sourced):
    background(sourced, "A.[see *also* @daily, p. 3, with a map; on deaths, @watch-2012]")
    assert notes(sourced)[0].startswith("See *also* “Abuse *claims*”, The Daily")
    assert "3, with a map" not in notes(sourced)[0].split(";")[1]
    assert "; on deaths, Rights Watch, “Striking Oil”" in notes(sourced)[0]


def test_a_citation_in_a_note_joins_it(sourced):
    background(sourced, "A.[^x]\n\n[^x]: On deaths, [@daily]; *but* [@watch-2012].")
    assert len(notes(sourced)) == 1
    assert notes(sourced)[0].startswith("On deaths, “Abuse")


def test_the_note_is_called_after_the_full_stop(sourced):
    background(sourced, "It was “dissolved” [@daily]. He left [@watch-2012], then came.[@profile]")
    assert "“dissolved”.[^1] He left,[^2] then came.[^3]" in body(sourced)


def test_citations_that_meet_make_one_note(sourced):
    background(sourced, "A.[@daily][@watch-2012] B.[@profile][^x]\n\n[^x]: See [@scholar].")
    assert len(notes(sourced)) == 2
    assert notes(sourced)[1].startswith("Union Centre, “Profile”")
    assert "See Jane Doe and Richard Roe" in notes(sourced)[1]


def test_two_reports_of_one_author_are_told_apart(sourced):
    background(sourced, "A.[@watch-2013] B.[@daily] C.[@watch-2012] D.[@daily] E.[@watch-2013]")
    assert notes(sourced)[4] == "Rights Watch, “Another Year”, above note 1."


def test_an_interview_never_names_who_spoke(sourced):
    background(sourced, "A.[@worker] B.[@daily] C.[@worker]")
    for format_ in ("md", "html", "docx"):
        sourced.run("build", "case", "--format", format_)
    assert "interview with an oil worker, Strelsau, 2 May 2018" in notes(sourced)[0].replace(
        "Interview", "interview"
    )
    page = (sourced.output / "case" / "submission.html").read_text("utf-8")
    assert "Hidden" not in page


def test_a_bibliography_lists_each_cited_source_once(sourced):
    background(sourced, "A.[@watch-2012, p. 4] B.[@daily] C.[@watch-2012]")
    sourced.change("case/dossier.yaml", "    session:", "    bibliography: true\n    session:")
    sourced.run("build", "case", "--format", "md")
    text = (sourced.output / "case" / "submission.md").read_text("utf-8").replace("\u00a0", " ")
    listed = text.split("## (9) Sources")[1].split("[^1]:")[0]
    assert re.findall(r"^- +(.*)$", listed, re.M) == [
        "“Abuse *claims*”, The Daily, May 2012, <https://daily.example/a_b>.",
        "Rights Watch, “Striking Oil”, 10 September 2012.",
    ]


def test_ibid_and_above_note_agree_in_all_formats(sourced):
    background(sourced, "A.[@watch-2012, p. 3] B.[@watch-2012, p. 4] C.[@daily] D.[@watch-2012]")
    assert sourced.run("build", "case").status == 0  # each file's words are held against the text
    assert "above note\u00a01" in (sourced.output / "case" / "submission.html").read_text("utf-8")


def test_above_note_is_a_live_field_in_word(sourced):
    import zipfile

    background(sourced, "A.[@watch-2012] B.[@daily] C.[@watch-2012]")
    sourced.run("build", "case", "--format", "docx")
    with zipfile.ZipFile(sourced.output / "case" / "submission.docx") as package:
        story = package.read("word/footnotes.xml").decode()
    assert re.search(r"NOTEREF n_text_1_cite_1_\w+ \\h", story)


def test_an_unverified_source_is_marked_in_a_draft_and_an_error_in_a_final(sourced):
    background(sourced, "A.[@rumour] B.[@half]")
    assert notes(sourced)[0].endswith(r"[\[source not verified\]]{.mark}.")
    assert notes(sourced)[1].endswith(r"[\[source verified in part\]]{.mark}.")
    sourced.change("case/dossier.yaml", "status: draft", "status: final")
    ran = sourced.run("build", "case", "--format", "md")
    assert ran.status == 1
    assert (
        'case/blocks/21-text.md:5: error[source-not-verified]: the source "rumour" is not '
        "verified, and the document is final" in ran.err
    )
    assert 'warning[source-verified-in-part]: the source "half" is verified in part' in ran.err


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("A.[@watch-2102]", 'there is no source "watch-2102"', 'did you mean "watch-2012"?'),
        ("A @daily says.", '"@daily" stands outside brackets', "write [@daily] to cite it"),
        ("A.[^x]\n\n[^x]: As everybody knows.", 'the note "[^x]" cites nothing', "add a source"),
    ],
)  # fmt: skip
def test_a_citation_that_cannot_be_is_a_finding(sourced, text, message, hint):
    background(sourced, text)
    ran = sourced.run("build", "case", "--format", "md")
    assert message in ran.err
    assert hint in ran.err


def test_a_source_later_than_the_document_is_a_finding(sourced):
    background(sourced, "A.[@cfa-386]")
    sourced.change("case/dossier.yaml", "date: 20", "date: 2017-01-01 # 20")
    ran = sourced.run("build", "case", "--format", "md")
    assert (
        'the source "cfa-386" was issued later than the document: June 2018, 2017-01-01' in ran.err
    )


KEYS = st.from_regex(r"[a-z][a-z0-9]{0,6}", fullmatch=True)


@given(st.lists(st.tuples(KEYS, st.sampled_from(["", ", p. 3", ", paras 5 and 7", ", with a map"])),
                min_size=1, max_size=5))  # fmt: skip
def test_every_key_of_a_citation_is_found_in_order(cited):
    text = "; ".join(f"see @{key}{tail}" for key, tail in cited)
    assert [each.key for each in pieces(text)] == [key for key, _ in cited]
    assert all(each.places or not tail.startswith((", p", ", paras")) for each, (_, tail) in
               zip(pieces(text), cited, strict=True))  # fmt: skip


def forms(kazakhstan: Project) -> dict[str, list[str]]:
    """Return ibid and above-note forms of the real case in the order of its notes, by format."""
    folder = kazakhstan.output / "kazakhstan"
    readers = {
        "pdf": lambda content: "\n".join(pages_of_pdf(content)),
        "docx": words_of_docx,
        "html": words_of_html,
        "md": lambda content: content.decode().split("[^1]:")[1].replace("*", ""),
    }
    found = {}
    for name, read in readers.items():
        words = re.sub(r"\s+", " ", read((folder / f"submission.{name}").read_bytes()))
        found[name] = re.findall(r"above note \d+|[Ii]bid\.", words)
    return found


def test_moving_a_section_of_the_real_case_changes_its_forms_alike_in_all_formats(kazakhstan_built):
    kazakhstan = kazakhstan_built
    before = forms(kazakhstan)
    text = (kazakhstan.content / "kazakhstan" / "dossier.yaml").read_text("utf-8")
    last = "      - id: deregistration\n        title: De-registration of the KSPK / KNPRK\n"
    assert last in text
    moved = text.replace(last, "").replace("      - id: violence", f"{last}      - id: violence")
    kazakhstan.write("kazakhstan/dossier.yaml", moved)
    assert kazakhstan.run("build", "kazakhstan/submission").status == 0
    after = forms(kazakhstan)
    for found in (before, after):
        assert len(found["md"]) > 20
        assert found["pdf"] == found["docx"] == found["html"] == found["md"]
    assert before["md"] != after["md"]


def test_a_form_that_cannot_be_drawn_is_a_finding(sourced, own_templates):
    path = own_templates / "_shared" / "citations.en.yaml"
    path.write_text(
        path.read_text("utf-8").replace("list(container or publisher", "list(contaner"), "utf-8"
    )
    background(sourced, "A.[@daily] B.[@profile] C.[@daily]")
    ran = sourced.run("build", "case", "--format", "md")
    assert ran.status == 1
    line = path.read_text("utf-8").split("list(contaner")[0].count("\n") + 1
    says = 'error[template-error]: the form "short" of "news" cannot be drawn'
    assert f"citations.en.yaml:{line}: {says}" in ran.err


def test_an_entry_of_the_list_of_sources_that_cannot_be_drawn_is_a_finding(sourced, own_templates):
    path = own_templates / "_shared" / "citations.en.yaml"
    text = path.read_text("utf-8").replace(
        "  news:\n", "  news:\n    bibliography: '{{ nothing }}'\n"
    )
    path.write_text(text, "utf-8")
    sourced.change("case/dossier.yaml", "    session: 55", "    session: 55\n    bibliography: yes")
    background(sourced, "A.[@daily]")
    ran = sourced.run("build", "case", "--format", "md")
    assert ran.status == 1
    assert 'the form "bibliography" of "news" cannot be drawn' in ran.err


def test_a_kind_of_document_may_have_a_house_style_of_its_own(sourced, own_templates):
    shared = own_templates / "_shared" / "citations.en.yaml"
    own = shared.read_text("utf-8").replace("above: above note", "above: supra note")
    (own_templates / "upr-submission" / "citations.en.yaml").write_text(own, "utf-8")
    background(sourced, "A.[@daily] B.[@profile] C.[@daily]")
    assert notes(sourced)[2] == "The Daily, “Abuse *claims*”, supra note 1."


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("arts 22(1) and (2)", "articles 22(1) and (2)"),
        ("Art. 22 (1)", "article 22 (1)"),
        ("para. 12 (b)", "para. 12 (b)"),
        ("paras 12 to 14", "paras 12 to 14"),
        ("art. 22 bis", "article 22 bis"),
        ("p. 3 et seq.", "p. 3 et seq."),
        ("pp. 3--5", "pp. 3–5"),
        ("vol. 2, p. 14", "vol. 2, p. 14"),
        ("art. 22, para. 2", "article 22, para. 2"),
        ("page 7, footnote 3", "p. 7, note 3"),
        ("para. 1 000", "para. 1 000"),
        ("part II.A", "part II.A"),
        ("annex A", "annex A"),
        ("sections A and B", "sections A and B"),
        ("p. A-12", "p. A-12"),
        ("art. 402-1", "article 402-1"),
        ("§ 5", "section 5"),
        ("¶ 5", "para. 5"),
        ("{p. 3}", "p. 3"),
        ("424-474", "pp. 424–474"),
        ("53(d) and 54", "pp. 53(d) and 54"),
    ],
)
def test_a_place_prints_whole_and_in_its_place(sourced, typed, printed):
    background(sourced, f"A.[@watch-2012, {typed}]")
    assert notes(sourced)[0] == f"Rights Watch, “Striking Oil”, 10 September 2012, {printed}" + (
        "." if not printed.endswith(".") else ""
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("p. 3, 10 December 2014", "p. 3, 10 December 2014."),
        ("note I took", "note I took."),
        ("with a map", "with a map."),
    ],
)
def test_words_after_a_place_are_no_place(sourced, typed, printed):
    background(sourced, f"A.[@watch-2012, {typed}]")
    assert notes(sourced)[0].endswith(printed)


def test_ibid_never_stands_for_a_source_that_was_typed(sourced):
    background(sourced, "A.[@watch-2012, p. 3] B.[^n] C.[@watch-2012, p. 4]\n\n"
               "[^n]: BBC News, “Strike”, <https://bbc.example>, and [@watch-2012, p. 3].")  # fmt: skip
    assert "*ibid*" not in notes(sourced)[1]
    assert notes(sourced)[2].startswith("Rights Watch")


def test_two_calls_never_read_as_one_number(sourced):
    background(sourced, "A.[^a] B.[^a] [@watch-2012] C.[^b][^c] D [@daily] [@profile].\n\n"
               "[^a]: [@daily].\n[^b]: [@profile].\n[^c]: [@scholar].")  # fmt: skip
    text = body(sourced)
    assert "B.[^1] [^2]" in text
    assert "C.[^3] [^4]" in text
    assert text.endswith("D.[^5]")


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("pág. 30", [("page", "30")]),
        ("págs. 90 y 91", [("page", "90 and 91")]),
        ("artículo 2, párr. 3", [("article", "2"), ("paragraph", "3")]),
        ("par. 4 à 6", [("paragraph", "4 to 6")]),
        ("стр. 5", [("page", "5")]),
        ("пп. 3 и 7", [("paragraph", "3 and 7")]),
        ("الفقرة 4", [("paragraph", "4")]),
        ("第5段", [("paragraph", "5")]),
        ("pp. 3-5", [("page", "3-5")]),
    ],
)
def test_places_are_read_in_the_words_of_any_language(typed, places):
    (piece,) = pieces(f"@report, {typed}")
    assert list(piece.places) == places and not piece.after


def test_words_behind_a_citation_that_are_no_place_stay_words():
    for words in (", con un mapa", ", parte de 3 informes", ", стройка 5"):
        (piece,) = pieces(f"@report{words}")
        assert (piece.places, piece.after) == ((), words)
