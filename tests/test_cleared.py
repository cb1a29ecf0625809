"""Incidents and sources that are for partners: in no public file, by selection and by search.

There are two nets. The first chooses what is printed; it is held by documents of every kind that
tell of incidents and sources, read by other eyes than the program's. The second searches finished
files; it is held by words that an author typed, and by builds in which the first net is torn.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from dossier.build import outline_variables as records
from dossier.build.resolve.setting import Setting
from dossier.cli.main import main
from tests.conftest import Project, made_once

MANIFEST = """\
title: The harbour
state: Ruritania
submitters: [{{name: Dockers’ Union, acronym: DU}}]
documents:
  report:
    {common}
    template: report
    title: Report
    bibliography: true
  chronology:
    {common}
    template: chronology
    title: What happened
    picture: timeline
  counts:
    {common}
    template: chronology
    title: What happened, counted
    picture: chart
    group: category
  profile:
    {common}
    template: country-profile
    title: Ruritania
    year: 2022
    rating: "4"
  digest:
    {common}
    template: news-digest
    title: In the news
  brief:
    {common}
    template: campaign-brief
    title: Open the harbour
    timeline: {{incidents: [raid, meeting]}}
    blocks: {{standfirst: [first], case: [said], demands: [ask]}}
  matrix:
    {common}
    template: implementation-matrix
    title: What became of it
"""

OUTLINE = """\
name: Report
sections:
  - {id: facts, title: Facts, takes: [concern, evidence, recommendation, first, said, ask]}
  - id: list
    title: List
    text: |
      {% for item in incidents %}
      {Incident:{{ item.id }} date}: {incident:{{ item.id }} title}, in {incident:{{ item.id }} place}, as it
      is known.{incident:{{ item.id }} cite}

      {% endfor %}
      {% for item in sources %}
      Read {source:{{ item.id }} title}.

      {% endfor %}
      {picture:timeline}

      {picture:violations}
"""

BLOCKS = {
    "first": "---\nid: first\nkind: first\n---\nThe harbour is closed.\n",
    "concern": "---\nid: worry\nkind: concern\ntitle: The harbour\nrests_on: [proof]\n---\nIt is closed[, as {source:talk title} says, "
    "after {incident:meeting}]{audience: partners}.[@press; @talk]\n",
    "evidence": "---\nid: proof\nkind: evidence\ntitle: The proof\n---\nThey were {fact:hurt}. See {fact:poor}.\n\n"
    "So it was.[^n]\n\n[^n]: See [@press] and [@talk, p. 3].\n\n"
    "Then it closed[, after {incident:meeting}, as {source:talk title} says]{audience: partners}.\n",
    "said": "---\nid: said\nkind: said\n---\nSo {incident:raid}.\n",
    "ask": "---\nid: ask\nkind: ask\n---\nOpen it.\n",
    "recommendation": "---\nid: open\nkind: recommendation\ntitle: To open\nrests_on: [worry]\n"
    'follows_up: ["101.4"]\n---\nOpen the harbour, as article 7 of the Harbour Code asks[ and article 5 of the '
    "Mill Code]{audience: partners}.\n",
}

REGISTRIES = {
    "incidents.yaml": """\
raid:
  date: 2020-05-01
  place: Strelsau
  title: A raid on the office
  what: police raided the office of the union
  category: violence
  sources: "@press; @talk"
meeting:
  date: 2021-06-06
  place: Hentzau
  title: A meeting of members at Hentzau
  what: members met by night at the mill of Hentzau
  account: Forty of them came to the mill of Hentzau by boat.
  outcome: nobody was seen on the way from Hentzau
  category: establish-join
  audience: partners
  sources: "@press"
""",
    "sources.yaml": """\
- {id: press, type: article-newspaper, title: Raid in Strelsau, issued: 2020-05-02, URL: "https://press.example/raid",
   excerpt: they broke the door, verified: "yes", verified-on: 2022-01-01, verified-by: A. Editor}
- {id: talk, type: report, title: Talk with a docker of Zenda on wages, issued: 2021-02-02, audience: partners,
   author: [{literal: Zenda Circle}], title-short: The Zenda talk on the wages, URL: "https://zenda.example/talk",
   excerpt: we were paid at Zenda in bread, verified: "yes", verified-on: 2022-01-01, verified-by: A. Editor}
- {id: code, type: legislation, title: Harbour Code of Ruritania, title-short: Harbour Code, issued: 1990,
   verified: "yes", verified-on: 2022-01-01, verified-by: A. Editor}
- {id: mill, type: legislation, title: Code of the Mills of Zenda, title-short: Mill Code, issued: 1991,
   audience: partners, verified: "yes", verified-on: 2022-01-01, verified-by: A. Editor}
""",
    "facts.yaml": """\
hurt: {value: 12, unit: dockers, wording: {en: hurt}, sources: "@talk"}
poor: {value: 30, unit: dockers, sources: "@press", rivals: [{value: 40, sources: "@talk"}]}
""",
    "recommendations.yaml": """\
recommendations:
  - {paragraph: "101.4", symbol: A/HRC/50/1, text: Open the harbour, states: [Peru], position: supported, cycle: 3,
     themes: [harbours],
     assessment: {level: not implemented, words: {en: "It is shut still.[@talk]"}}}
""",
}

SECRET = {
    "6 June 2021": "date of the incident",
    "Hentzau": "words and place of the incident",
    "Right to establish or join unions": "category of the incident",
    "Zenda": "title, authors and excerpt of the source",
    "zenda.example": "address of the source",
    "Mill Code": "name of the law",
}
"""Words that only entries for partners hold, and what prints them."""

DOCUMENTS = ("report", "chronology", "counts", "profile", "digest", "brief", "matrix")

TELLS = {
    ("report", "pdf"): ["6 June 2021", "Hentzau", "Zenda", "zenda.example", "Mill Code"],
    ("report", "docx"): [*SECRET],
    ("report", "html"): [*SECRET],
    ("report", "md"): [*SECRET],
    ("chronology", "docx"): ["6 June 2021", "Hentzau"],
    ("chronology", "html"): ["6 June 2021", "Hentzau"],
    ("chronology", "md"): ["6 June 2021", "Hentzau"],
    ("counts", "docx"): ["Right to establish or join unions", "Hentzau"],
    ("counts", "html"): ["Right to establish or join unions", "Hentzau"],
    ("counts", "md"): ["Right to establish or join unions", "Hentzau"],
    ("profile", "docx"): ["Right to establish or join unions", "Hentzau", "Zenda"],
    ("profile", "html"): ["Right to establish or join unions", "Hentzau", "Zenda"],
    ("profile", "md"): ["Right to establish or join unions", "Hentzau", "Zenda"],
    ("digest", "docx"): ["Zenda", "zenda.example"],
    ("digest", "html"): ["Zenda", "zenda.example"],
    ("digest", "md"): ["Zenda", "zenda.example"],
    ("brief", "docx"): ["6 June 2021", "Hentzau", "Zenda"],
    ("brief", "html"): ["6 June 2021", "Hentzau", "Zenda"],
    ("brief", "md"): ["6 June 2021", "Hentzau", "Zenda"],
    ("matrix", "docx"): ["Zenda"],
    ("matrix", "html"): ["Zenda"],
    ("matrix", "xlsx"): ["Zenda"],
    ("trace", "docx"): ["Zenda", "Hentzau", "Mill Code"],
    ("trace", "html"): ["Zenda", "Hentzau", "Mill Code"],
    ("trace", "xlsx"): ["Zenda", "Hentzau", "Mill Code"],
}
"""What each file says to partners, by document and format."""


def fill(root: Path, audience: str) -> None:
    """Make the project, its documents for one audience."""
    folder, kind = root / "content" / "case", root / "templates" / "report"
    (folder / "blocks").mkdir(parents=True)
    kind.mkdir(parents=True)
    (kind / "outline.yaml").write_text(OUTLINE, "utf-8")
    common = "\n    ".join(("date: 2022-03-01", "status: draft", f"audience: {audience}"))
    (folder / "dossier.yaml").write_text(MANIFEST.format(common=common), "utf-8")
    for name, text in BLOCKS.items():
        (folder / "blocks" / f"{name}.md").write_text(text, "utf-8")
    for name, text in REGISTRIES.items():
        (folder / name).write_text(text, "utf-8")


@pytest.fixture(scope="module", params=["public", "partners"])
def output(request, tmp_path_factory) -> tuple[str, Path]:
    """An audience, and a folder with the files of all documents that are for it."""

    def make(root: Path) -> None:
        fill(root, request.param)
        assert main(["build", "case/report"], root=root) == 0
        assert main(["build", "case", "--format", "docx,html,md,xlsx"], root=root) == 0
        assert main(["trace", "case/report"], root=root) == 0

    root = made_once(tmp_path_factory, f"cleared-for-{request.param}", make)
    return request.param, root / "output" / "case"


def said_in(file: Path) -> str:
    """Return all that a file says, its markup and addresses included, read by other programs."""
    content = file.read_bytes()
    if file.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(content)
        text = " ".join(page.get_textpage().get_text_bounded() for page in pages)
        text += content.decode("latin-1")
    elif file.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [package.read(each).decode("utf-8", "replace") for each in package.namelist()]
        text = " ".join([*(re.sub("<[^>]+>", "", each) for each in parts), *parts])
    else:
        text = content.decode("utf-8")
        text = re.sub("<[^>]+>", "", text) + text
    return squeezed(text.replace("\u00ad", ""))


def squeezed(text: str) -> str:
    """Return a text without white space, since a line may break anywhere."""
    return "".join(text.split())


@pytest.mark.parametrize(("document", "format_"), TELLS)
def test_what_is_for_partners_is_in_files_for_partners_and_in_no_public_file(
    output, document, format_
):
    audience, folder = output
    said = said_in(folder / f"{document}.{format_}")
    found = {each for each in SECRET if squeezed(each) in said}
    if audience == "public":
        assert found == set()
    else:
        assert found >= set(TELLS[document, format_])


@pytest.fixture
def case(project: Project) -> Project:
    """The project, its documents for everybody."""
    (project.root / "content").rmdir()
    fill(project.root, "public")
    return project


FORMS = ("", " date", " place", " category", " title", " account", " outcome", " cite", " uncited")


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_asking_prints_an_incident_that_is_for_partners(case, form):
    case.write("case/blocks/said.md", f"{BLOCKS['said']}Then {{incident:meeting{form}}}.\n")
    said = case.run("build", "case/report", "--format", "md")
    assert 'error[incident-not-cleared]: the incident "meeting" is for "partners"' in said.err
    assert not (case.output / "case" / "report.md").exists()


@pytest.mark.parametrize(
    "ask",
    ["{source:talk}", *(f"{{source:talk {form}}}" for form in
     ("title", "publisher", "date", "excerpt", "link", "cite")), "{law:mill}", "{law:mill art. 2}", "{law:mill cite}"],
)  # fmt: skip
def test_no_form_of_asking_prints_a_source_that_is_for_partners(case, ask):
    case.write("case/blocks/said.md", f"{BLOCKS['said']}Then {ask}.\n")
    said = case.run("build", "case/report", "--format", "md")
    assert "said.md:6: error[source-not-cleared]" in said.err
    assert not (case.output / "case" / "report.md").exists()


# The search of finished files


def leaking(project: Project, words: str, what: str, document: str, format_: str) -> None:
    """Hold that a document is not kept when an author typed words of an entry."""
    name, kind = ("said", "said") if document == "report" else ("words", "matrix introduction")
    head = f"---\nid: {name}\nkind: {kind}\n---\n"
    project.write(f"case/blocks/{name}.md", f"{head}They say: {words}, as it is told.\n")
    ran = project.run("build", f"case/{document}", "--format", format_)
    assert ran.status == 1
    assert re.search(rf"error\[name-leaks\].*the finished {document}\.{format_}.*{what}", ran.err)
    assert not (project.output / "case" / f"{document}.{format_}").exists()


TYPED = {
    "title": ("A meeting of members at Hentzau", 'the incident "meeting"'),
    "what": ("members met by night at the mill of Hentzau", 'the incident "meeting"'),
    "account": ("Forty of them came to the mill of Hentzau by boat", 'the incident "meeting"'),
    "outcome": ("nobody was seen on the way from Hentzau", 'the incident "meeting"'),
    "title of a source": ("Talk with a docker of Zenda on wages", 'the source "talk"'),
    "short title": ("The Zenda talk on the wages", 'the source "talk"'),
    "address": ("<https://zenda.example/talk>", 'the source "talk"'),
    "excerpt": ("we were paid at Zenda in bread", 'the source "talk"'),
}


@pytest.mark.parametrize("field", TYPED)
def test_a_file_that_says_what_an_entry_for_partners_says_is_not_kept(case, field):
    leaking(case, *TYPED[field], "report", "md")


@pytest.mark.parametrize(
    ("document", "format_"),
    [("report", "pdf"), ("report", "docx"), ("report", "html"), ("matrix", "xlsx")],
)
@pytest.mark.parametrize("field", ["what", "title of a source"])
def test_no_format_hides_from_the_search_what_is_for_partners(case, field, document, format_):
    leaking(case, *TYPED[field], document, format_)


@pytest.fixture
def torn(case: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project, where the first net is torn: all that is asked for is printed."""
    monkeypatch.setattr(Setting, "may_read", lambda *_: True)
    monkeypatch.setattr(records, "may_read", lambda *_: True)
    return case


@pytest.mark.parametrize("format_", ["pdf", "docx", "html", "md"])
def test_where_selection_fails_the_search_keeps_any_format_from_being_written(torn, format_):
    ran = torn.run("build", "case/report", "--format", format_)
    assert ran.status == 1
    for what in ('the incident "meeting"', 'the source "talk"'):
        assert re.search(rf"error\[name-leaks\].*the finished report\.{format_}.*{what}", ran.err)
    assert not (torn.output / "case" / f"report.{format_}").exists()


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ("chronology", 'the incident "meeting"'),
        ("counts", 'the incident "meeting"'),
        ("profile", 'the incident "meeting"'),
        ("digest", 'the source "talk"'),
        ("brief", 'the incident "meeting"'),
        ("matrix", 'the source "talk"'),
    ],
)
def test_where_selection_fails_the_search_keeps_any_kind_from_being_written(torn, document, what):
    ran = torn.run("build", f"case/{document}", "--format", "docx,html")
    assert ran.status == 1
    assert re.search(rf"error\[name-leaks\].*the finished {document}\..*{what}", ran.err)
    assert not list((torn.output / "case").glob(f"{document}.*"))


def test_where_selection_fails_the_search_keeps_the_matrix_of_traces_from_being_written(torn):
    asked = BLOCKS["concern"].replace("]{audience: partners}", "").replace("closed[", "closed")
    torn.write("case/blocks/concern.md", asked)
    ran = torn.run("trace", "case/report")
    assert ran.status == 1
    for format_ in ("html", "docx", "xlsx"):
        for what in ('the incident "meeting"', 'the source "talk"'):
            assert re.search(
                rf"error\[name-leaks\].*the finished trace\.{format_}.*{what}", ran.err
            )
    assert not list((torn.output / "case").glob("trace.*"))
