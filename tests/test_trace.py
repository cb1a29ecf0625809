"""The matrix of traceability: its chains, what stands alone, and its three files."""

from __future__ import annotations

import io
import json
import re
import zipfile
from html.parser import HTMLParser

import pytest
from docx import Document as open_word
from lxml import etree
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from dossier.ooxml.names import q
from tests.conftest import ROOT, Project
from tests.test_writers import audit

EARLIER = """recommendations:
  - paragraph: "101.4"
    symbol: A/HRC/50/1
    text: Ratify the Maritime Labour Convention
    states: [Atlantis, Laputa]
    position: supported
    words: is being considered
    assessment:
      level: partly implemented
      words: {en: "A bill was read once, says {person:chair} of {org:ffs}; see [@law-1987]."}
  - paragraph: "101.5"
    symbol: A/HRC/50/1
    text: Pay all wages owed, at once
    states: [Erewhon]
    position: noted
"""
LAW = """references:
  - id: law-1987
    type: legislation
    title: Law on Ships
    title-short: Ships Law
    number: "12"
    issued: 1987-05-01
    verified: yes
    verified-on: 2026-01-01
    verified-by: the desk
"""
PEOPLE = """chair:
  name: Rudolf Rassendyll
  role: {en: the chair}
"""
ORGANISATIONS = """ffs:
  name: {en: Federation of Free Seafarers}
  acronym: FFS
"""


@pytest.fixture
def linked(small: Project) -> Project:
    """The dossier `case`: a whole chain, whose recommendation follows up two earlier ones."""
    small.write("case/recommendations.yaml", EARLIER)
    (small.content / "case" / "sources.yaml").unlink(missing_ok=True)
    for path in ("20-background.md", "60-evidence.md"):
        file = small.content / "case" / "blocks" / path
        file.write_text(re.sub(r"\[@example-report[^]]*\]", "", file.read_text("utf-8")), "utf-8")
    small.write("case/sources.yaml", LAW)
    small.write("case/people.yaml", PEOPLE)
    small.write("case/organisations.yaml", ORGANISATIONS)
    follows = '[concern-one, obligation-one]\nfollows_up: ["101.4", "101.5"]'
    small.change("case/blocks/80-recommendation.md", "[concern-one, obligation-one]", follows)
    return small


def traced(project: Project, *words: str):
    """Return what `trace --json` says of the dossier `case`."""
    return json.loads(project.run("trace", "case", "--json", *words).out)


def alone(project: Project) -> list[tuple[str, str, str]]:
    return [(each["side"], each["id"], each["lacks"]) for each in traced(project)["orphans"]]


def gaps(project: Project) -> list[tuple[str, int]]:
    """Return file and line of each finding that something stands alone."""
    found = traced(project)["findings"]
    return [
        (each["file"].removeprefix("content/case/"), each["line"])
        for each in found
        if each["rule"] == "orphan"
    ]


def explain(project: Project, *ids: str, why: str = "it is meant so") -> None:
    project.write("case/trace.yaml", f"explained:\n  - ids: {json.dumps(ids)}\n    why: {why}\n")


def made(project: Project, kind: str) -> bytes:
    return (project.output / "case" / f"trace.{kind}").read_bytes()


class Page(HTMLParser):
    """Collects the words of a page outside its style."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = False
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        self.hidden = tag in ("style", "title")

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)

    def handle_endtag(self, tag):
        self.hidden = False


def words_of(project: Project, kind: str) -> str:
    """Return the words of a file, white space folded."""
    content = made(project, kind)
    if kind == "html":
        found = Page(content).words
    elif kind == "docx":
        body = open_word(io.BytesIO(content)).element.body
        found = ["".join(each.itertext(q("t"))) for each in body.iter(q("p"))]
    else:
        book = load_workbook(io.BytesIO(content))
        found = [str(cell.value) for page in book for row in page for cell in row if cell.value]
    return " ".join(" ".join(found).split())


# The chain


def test_a_chain_leads_from_concern_to_earlier_recommendation(linked):
    (group,) = traced(linked)["concerns"]
    assert group["concern"]["id"] == "concern-one"
    (line,) = group["lines"]
    assert [each["id"] for each in line["evidence"]] == ["evidence-one"]
    assert [each["id"] for each in line["obligations"]] == ["obligation-one"]
    assert line["recommendation"]["id"] == "recommendation-one"
    assert [each["paragraph"] for each in line["past"]] == ["101.4", "101.5"]
    assert alone(linked) == []


def test_blocks_are_named_with_the_numbers_of_the_document(linked):
    line = traced(linked)["concerns"][0]["lines"][0]
    assert line["recommendation"]["number"] == "Recommendation 1, para. 10"
    assert line["evidence"][0]["number"] == "paras 6–7"
    linked.change("case/dossier.yaml", "# paragraph_numbers: false", "paragraph_numbers: false #")
    assert traced(linked)["concerns"][0]["lines"][0]["evidence"][0]["number"] == "section (6)"


def test_cross_references_print_their_numbers(linked):
    assert "(see section (6))" in traced(linked)["concerns"][0]["concern"]["text"]


def test_the_terminal_counts_chains_and_says_where_the_files_lie(linked):
    ran = linked.run("trace", "case")
    assert ran.status == 0 and ran.err == ""
    assert "output/case/trace.xlsx" in ran.out
    assert "case/submission: 1 chain from 1 concern" in ran.out


# What stands alone


def test_a_concern_without_evidence_is_named(linked):
    linked.change("case/blocks/30-concern.md", "[section](#section:main-issue)", "below")
    assert ("concern", "concern-one", "it rests on no evidence") in alone(linked)
    assert ("blocks/30-concern.md", 2) in gaps(linked)
    assert "no evidence" in words_of(linked, "html")


def test_evidence_that_no_concern_rests_on_is_named(linked):
    linked.change("case/blocks/30-concern.md", "[section](#section:main-issue)", "below")
    assert ("evidence", "evidence-one", "no concern rests on it") in alone(linked)


def test_a_concern_rests_on_the_evidence_its_head_names(linked):
    linked.change("case/blocks/30-concern.md", "[section](#section:main-issue)", "below")
    linked.change("case/blocks/30-concern.md", "kind: concern", "kind: concern\nrests_on: [evidence-one]")  # fmt: skip
    assert alone(linked) == []


def test_an_unanswered_concern_is_named(linked):
    linked.change("case/blocks/80-recommendation.md", "concern-one, ", "")
    found = alone(linked)
    assert ("concern", "concern-one", "no recommendation answers it") in found
    assert ("recommendation", "recommendation-one", "it rests on no concern") in found
    assert {"blocks/30-concern.md", "blocks/80-recommendation.md"} == {e[0] for e in gaps(linked)}
    words = words_of(linked, "xlsx")
    assert "[no concern]" in words and "[no recommendation]" in words


def test_an_obligation_nothing_rests_on_is_named(linked):
    linked.change("case/blocks/80-recommendation.md", ", obligation-one", "")
    found = alone(linked)
    assert ("obligation", "obligation-one", "nothing rests on it") in found
    assert ("recommendation", "recommendation-one", "it rests on no obligation") in found


def test_an_earlier_recommendation_that_nothing_takes_up_is_named_with_its_line(linked):
    linked.change("case/blocks/80-recommendation.md", 'follows_up: ["101.4", "101.5"]\n', "")
    assert alone(linked) == [("earlier recommendation", "101.5", "nothing takes it up")]
    assert gaps(linked) == [("recommendations.yaml", 11)]


def test_an_earlier_recommendation_that_the_text_cites_is_taken_up(linked):
    linked.change("case/blocks/80-recommendation.md", 'follows_up: ["101.4", "101.5"]\n', "")
    linked.change("case/blocks/70-analysis.md", "Say why", "{upr:101.5} was noted. Say why")
    assert alone(linked) == []


def test_a_provision_that_is_blamed_and_not_in_a_recommendation_is_named(linked):
    linked.change("case/blocks/70-analysis.md", "Say why", "Under {law:law-1987 art. 10(2)}, say why")  # fmt: skip
    lacks = "the evidence blames it and no recommendation mentions it"
    assert alone(linked) == [("provision", "law-1987 art. 10(2)", lacks)]
    assert gaps(linked) == [("blocks/70-analysis.md", 2)]


def test_a_provision_that_is_in_a_recommendation_and_not_blamed_is_named(linked):
    linked.change("case/blocks/80-recommendation.md", "Amend the law", "Amend article 7 of the Ships Law")  # fmt: skip
    lacks = "a recommendation mentions it and no evidence blames it"
    assert alone(linked) == [("provision", "law-1987 art. 7", lacks)]
    assert gaps(linked) == [("blocks/80-recommendation.md", 2)]


@pytest.mark.parametrize("asked", ["10", "10(2)", "9–11"])
def test_a_recommendation_on_article_10_covers_article_10_2(linked, asked):
    linked.change("case/blocks/70-analysis.md", "Say why", "Under {law:law-1987 art. 10(2)}, say why")  # fmt: skip
    linked.change("case/blocks/80-recommendation.md", "Amend the law", f"Amend articles {asked} of the Ships Law")  # fmt: skip
    blamed = [each for each in alone(linked) if each[2].startswith("the evidence blames")]
    assert blamed == []


def test_what_is_explained_is_named_with_its_reason_and_is_no_finding(linked):
    linked.change("case/blocks/80-recommendation.md", ', "101.5"', "")
    explain(linked, "101.5", why="wages are another dossier's, says {org:ffs}")
    ran = linked.run("trace", "case", "--strict")
    assert ran.status == 0 and ran.err == ""
    reason = "wages are another dossier's, says Federation of Free Seafarers (FFS)"
    assert f"explained: 101.5 – {reason}" in ran.out
    for kind in ("html", "docx", "xlsx"):
        assert reason in words_of(linked, kind)


def test_open_gaps_are_warnings_and_fail_only_when_strict(linked):
    linked.change("case/blocks/80-recommendation.md", ', "101.5"', "")
    ran = linked.run("trace", "case")
    assert ran.status == 0 and "open: 101.5" in ran.out
    assert "content/case/recommendations.yaml:11: warning[orphan]" in ran.err
    assert "follows_up:" in ran.err and "trace.yaml" in ran.err
    assert linked.run("trace", "case", "--strict").status == 1


def test_a_reason_for_what_does_not_stand_alone_is_a_finding(linked):
    explain(linked, "101.5", "concern-on", "recommendation-one")
    found = {each["message"]: each for each in traced(linked)["findings"]}
    assert len(found) == 3
    (known,) = [each for text, each in found.items() if '"101.5"' in text]
    assert "does not stand alone" in known["message"] and known["line"] == 2
    (unknown,) = [each for text, each in found.items() if "no such thing" in text]
    assert unknown["hint"] == 'did you mean "concern-one"?'


def test_a_recommendation_may_explain_why_it_follows_up_nothing(linked):
    linked.change("case/blocks/80-recommendation.md", 'follows_up: ["101.4", "101.5"]\n', "")
    explain(linked, "recommendation-one", "101.5", why="nobody asked for it")
    assert traced(linked)["findings"] == []
    for kind in ("html", "docx", "xlsx"):
        assert "nobody asked for it" in words_of(linked, kind)


# Names


def test_words_of_registries_are_resolved_and_name_nobody(linked):
    assert linked.run("trace", "case").status == 0
    for kind in ("html", "docx", "xlsx"):
        words = words_of(linked, kind)
        assert "says the chair of Federation of Free Seafarers (FFS); see ." in words or (
            "says the chair of Federation of Free Seafarers (FFS); see." in words
        )
        assert "{" not in words and "Rassendyll" not in words and "@law" not in words


def test_an_audience_that_may_read_a_name_reads_it(linked):
    linked.change("case/people.yaml", "role:", "named: internal\n  role:")
    linked.change("case/dossier.yaml", "    status: draft", "    audience: internal\n    status: draft")  # fmt: skip
    assert linked.run("trace", "case").status == 0
    assert "says Rudolf Rassendyll of" in words_of(linked, "xlsx")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("blocks/60-evidence.md", "title: What happened", "title: What Rudolf Rassendyll saw"),
        ("recommendations.yaml", "is being considered", "thanks Rudolf Rassendyll"),
    ],
)
def test_a_name_in_a_title_or_a_registry_stops_the_matrix(linked, file, old, new):
    linked.change(f"case/{file}", old, new)
    ran = linked.run("trace", "case")
    assert ran.status == 1 and f"content/case/{file}" in ran.err and "name-leaks" in ran.err
    assert not (linked.output / "case").exists()


def test_a_name_in_a_reason_is_found_in_trace_yaml(linked):
    linked.change("case/blocks/80-recommendation.md", ', "101.5"', "")
    explain(linked, "101.5", why="Rudolf Rassendyll said so")
    ran = linked.run("trace", "case")
    assert ran.status == 1 and "content/case/trace.yaml:2: error[name-leaks]" in ran.err


# The files


def test_the_three_formats_hold_the_same_words(linked):
    linked.change("case/blocks/80-recommendation.md", ', "101.5"', "")
    said = traced(linked)
    (group,), (orphan,) = said["concerns"], said["orphans"]
    line = group["lines"][0]
    blocks = [group["concern"], *line["evidence"], *line["obligations"], line["recommendation"]]
    texts = [each[key] for each in blocks for key in ("number", "title", "text")]
    for past in line["past"]:
        keys = ("paragraph", "states", "text", "position", "words", "level", "assessment")
        texts += [past[key] for key in keys]
    texts += [orphan[key] for key in ("item", "lacks")]
    assert len([each for each in texts if each]) > 15
    for kind in ("html", "docx", "xlsx"):
        words = words_of(linked, kind)
        assert [each for each in texts if each not in words] == []


def test_a_concern_spans_its_rows_on_the_page(linked):
    traced(linked)
    page = etree.fromstring(made(linked, "html"))
    spans = {each.get("class"): each.get("rowspan") for each in page.iter("td")}
    assert spans["concern"] == spans["recommendation"] == "2"


def test_each_row_in_word_names_its_concern_and_no_cell_can_be_torn(linked):
    traced(linked)
    word = open_word(io.BytesIO(made(linked, "docx")))
    assert not list(word.element.body.iter(q("vMerge")))
    chains = word.tables[1]
    assert all(each._tr.trPr.find(q("cantSplit")) is not None for each in chains.rows)
    _, first, again = ([cell.text.split("\n") for cell in row.cells] for row in chains.rows)
    for column in (0, 3):
        assert again[column] == first[column][:2] and len(first[column]) == 3
    assert first[4] != again[4]


def test_each_row_of_the_workbook_stands_by_itself(linked):
    traced(linked)
    page = load_workbook(io.BytesIO(made(linked, "xlsx")))["Matrix"]
    head, *rows = page.iter_rows(values_only=True)
    assert len(rows) == 2 and rows[0][:4] == rows[1][:4]
    assert [row[head.index("Position")] for row in rows] == ["supported", "noted"]
    assert page.auto_filter.ref == "A1:K3" and page.freeze_panes == "B2"
    assert not page.merged_cells.ranges


def test_the_page_holds_all_it_needs_and_speaks_without_colour(linked):
    traced(linked)
    page = etree.fromstring(made(linked, "html"))
    assert not list(page.iter("script", "link", "img"))
    assert "url(" not in made(linked, "html").decode()
    assert {"supported", "noted"} <= {each.text for each in page.iter("p")}
    assert all(each.get("scope") == "col" for each in page.iter("th"))


def test_the_word_file_lies_across_and_repeats_its_heads(linked):
    traced(linked)
    word = open_word(io.BytesIO(made(linked, "docx")))
    assert word.sections[0].page_width > word.sections[0].page_height
    body = word.element.body
    assert len(list(body.iter(q("tblHeader")))) == 1
    assert {"MatrixText", "MatrixHead"} <= {each.get(q("val")) for each in body.iter(q("pStyle"))}


def test_the_word_file_and_the_workbook_are_valid(linked):
    linked.change("case/blocks/80-recommendation.md", ', "101.5"', "")
    traced(linked)
    assert audit(made(linked, "docx")) == []
    found = OpenXmlValidator().validate(str(linked.output / "case" / "trace.xlsx")).errors
    faults = [str(each) for each in found if each.severity.value == "error"]
    assert faults == []  # openpyxl's strings stand in the cells, which is a warning


def test_no_cell_is_a_formula(linked):
    for start in "=+-@":
        title = f'title: "{start}cmd|x!A1"'
        for path, old in (("40-obligation", "title: What binds the State"),):
            file = linked.content / "case" / "blocks" / f"{path}.md"
            before = file.read_text("utf-8")
            linked.change(f"case/blocks/{path}.md", old, title)
            linked.change("case/recommendations.yaml", "is being considered", f'"{start}1+1"')
            traced(linked)
            book = load_workbook(io.BytesIO(made(linked, "xlsx")))
            cells = [cell for page in book for row in page for cell in row if cell.value]
            assert {cell.data_type for cell in cells} == {"s"}
            (words,) = [cell for cell in cells if cell.value == f"{start}1+1"]
            assert words.quotePrefix
            file.write_text(before, "utf-8")
            linked.change("case/recommendations.yaml", f'"{start}1+1"', "is being considered")


def test_the_files_say_whose_they_are_and_of_when(linked):
    traced(linked)
    manifest = (linked.content / "case" / "dossier.yaml").read_text("utf-8")
    (date,) = re.findall(r"^    date: (\d{4}-\d\d-\d\d)", manifest, re.MULTILINE)
    word = open_word(io.BytesIO(made(linked, "docx"))).core_properties
    book = load_workbook(io.BytesIO(made(linked, "xlsx"))).properties
    for each in (word.author, word.last_modified_by, book.creator, book.lastModifiedBy):
        assert each == "Name of Your Organisation"
    for each in (word.created, word.modified, book.created, book.modified):
        assert each.date().isoformat() == date


def test_two_tracings_give_the_same_bytes(linked):
    traced(linked)
    before = [made(linked, kind) for kind in ("html", "docx", "xlsx")]
    traced(linked)
    assert [made(linked, kind) for kind in ("html", "docx", "xlsx")] == before
    with zipfile.ZipFile(io.BytesIO(before[2])) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_file_that_somebody_edited_is_left_alone(linked):
    traced(linked)
    file = linked.output / "case" / "trace.xlsx"
    file.write_bytes(b"mine")
    linked.change("case/blocks/80-recommendation.md", ', "101.5"', "")
    ran = linked.run("trace", "case")
    assert ran.status == 1 and "edited-output" in ran.err
    assert file.read_bytes() == b"mine"
    assert "101.5" in words_of(linked, "html")
    file.unlink()
    assert linked.run("trace", "case").status == 0


def test_tracing_and_building_leave_each_other_alone(linked):
    linked.run("build", "case", "--format", "md")
    traced(linked)
    assert "unchanged" in linked.run("build", "case", "--format", "md").out
    linked.change("case/blocks/80-recommendation.md", ', "101.5"', "")
    linked.run("build", "case", "--format", "md")
    assert linked.run("trace", "case").status == 0


# Wishes


def test_only_the_formats_asked_for_are_written(linked, tmp_path):
    said = traced(linked, "--format", "xlsx", "--output", str(tmp_path / "there"))
    assert [path.name for path in (tmp_path / "there" / "case").glob("trace.*")] == ["trace.xlsx"]
    assert len(said["files"]) == 1
    ran = linked.run("trace", "case", "--format", "pdf")
    assert ran.status == 2 and "unknown-format" in ran.err


def test_errors_in_the_dossier_are_reported_and_nothing_is_written(linked):
    linked.change("case/blocks/80-recommendation.md", "concern-one", "concern-on")
    ran = linked.run("trace", "case")
    assert ran.status == 1 and 'did you mean "concern-one"' in ran.err
    assert not linked.output.exists()


@pytest.mark.parametrize("wanted", ["cas", "case/submision"])
def test_an_unknown_dossier_or_document_is_a_finding(linked, wanted):
    ran = linked.run("trace", wanted)
    assert ran.status == 1 and "did you mean" in ran.err


def test_a_document_called_trace_keeps_its_files(linked):
    linked.change("case/dossier.yaml", "  submission:", "  trace:")
    ran = linked.run("trace", "case")
    assert ran.status == 1 and "taken-name" in ran.err


def test_a_template_that_cannot_be_drawn_is_a_finding(linked, own_templates):
    (own_templates / "traceability" / "page.html.j2").write_text("{{ nothing }}", "utf-8")
    ran = linked.run("trace", "case")
    assert ran.status == 1 and "template-error" in ran.err
    assert not linked.output.exists()


def test_the_real_case_has_no_open_gap(kazakhstan):
    if (ROOT / "content" / "library").is_dir():
        import shutil

        shutil.copytree(ROOT / "content" / "library", kazakhstan.content / "library", dirs_exist_ok=True)  # fmt: skip
    ran = kazakhstan.run("trace", "kazakhstan", "--strict")
    assert ran.err == "" and ran.status == 0


def test_a_matrix_is_no_file_without_a_document(linked):
    traced(linked)
    ran = linked.run("build", "case", "--format", "md")
    assert ran.status == 0
    assert "orphaned-output" not in ran.err


def test_a_provision_is_named_at_the_block_that_names_it(linked):
    linked.change("case/blocks/60-evidence.md", "Conclude", "In 1987 and 10 cases. Conclude")
    linked.write(
        "case/blocks/61-evidence.md",
        "---\nid: convicted\nkind: evidence\nsection: main-issue\ntitle: T\n---\n\n"
        "She was convicted.\n\nThey used {law:law-1987 art. 10}.\n",
    )
    ran = linked.run("check", "case")
    assert "blocks/61-evidence.md:10: warning[provision-unanswered]" in ran.out + ran.err
