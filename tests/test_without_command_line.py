"""What a command does can be called by a program: values go in, values come out."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dossier.build.build_dossiers import build
from dossier.build.build_request import BuildRequest, Rebuild, Report, build_request
from dossier.build.check import check, check_file, standing
from dossier.build.check_report import html, sarif
from dossier.build.deadlines import coming_deadlines, write_calendar
from dossier.build.document_list import FaultyDossier, list_documents
from dossier.build.fact_list import list_facts
from dossier.build.leaks import search_files
from dossier.build.trace import trace_document, write_trace
from dossier.build.where_used import find_uses
from dossier.project.new_dossier import Beginning, new_dossier, skeleton
from tests.conftest import ROOT, Project

TODAY = date(2026, 11, 28)
EVIDENCE = "case/blocks/60-evidence.md"


@pytest.fixture(autouse=True)
def nothing_is_printed(project: Project):
    """Whatever these functions do, they print nothing."""
    project.capture.readouterr()
    yield
    assert project.capture.readouterr() == ("", "")


@pytest.fixture
def case(project: Project) -> Project:
    """A project with the skeleton, made without the command line."""
    assert not new_dossier(project.places(), "case", TODAY).findings
    return project


def asked(project: Project, **more) -> BuildRequest:
    request, wrong = build_request(project.places(), **{"formats": ("md", "html"), **more})
    assert request is not None, wrong
    return request


def test_new_returns_the_files_that_it_made_with_the_day_it_was_given(project: Project):
    made = new_dossier(project.places(), "case", date(2031, 5, 6))
    assert project.content / "case" / "dossier.yaml" in made.files
    assert "2031-05-06" in (project.content / "case" / "dossier.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("chad", ["59", "5", "2028-06-01", "session, cycle, deadline"]),
        ("cote-d-ivoire", ["61", "5", "session, cycle"]),
        ("ruritania", ["55", "5", "session, cycle"]),
    ],
)
def test_new_writes_for_the_session_that_reviews_the_state(name: str, said: list[str]):
    text = skeleton(name, date(2026, 11, 29), Beginning())["dossier.yaml"].decode("utf-8")
    found = re.findall(
        r"^    (?:session|cycle|deadline|assumed): \[?(.*?)\]?(?: +#.*)?$", text, re.M
    )
    assert found == said


@pytest.mark.parametrize("name", ["Case", "library", "case"])
def test_new_returns_why_a_name_cannot_be_used(case: Project, name: str):
    made = new_dossier(case.places(), name, TODAY)
    assert made.files == () and len(made.findings) == 1


def test_build_yields_one_result_for_each_dossier_and_tells_what_it_makes(case: Project):
    new_dossier(case.places(), "other", TODAY)
    made: list[str] = []
    results = [*build(case.places(), asked(case), made.append)]
    assert [each.dossier for each in results] == ["case", "other"]
    assert [Path(each.file).name for each in results[0].files] == ["submission.html", "submission.md"]  # fmt: skip
    assert made[:2] == ["case (reading)", "other (reading)"]  # while others write the first
    assert made[2:] == ["submission (html, md)"] * 2


def test_build_makes_a_dossier_only_when_its_result_is_asked_for(case: Project):
    new_dossier(case.places(), "other", TODAY)
    next(build(case.places(), asked(case)))
    assert (case.output / "case").is_dir() and not (case.output / "other").exists()


def test_build_explains_what_a_change_touches_before_it_makes_it(case: Project):
    heard: list[str] = []
    request = asked(case, report=Report.CHANGED)
    [*build(case.places(), request, heard.append, heard.append)]
    assert heard == ["case (reading)", "submission: not built yet", "submission (html, md)"]
    case.change(EVIDENCE, "first event", "another event")
    heard.clear()
    [*build(case.places(), request, heard.append, heard.append)]
    assert heard[1] == "submission: evidence-one changed"


def test_build_makes_all_anew_only_where_that_is_asked_for(case: Project):
    first = [*build(case.places(), asked(case))]
    again = [*build(case.places(), asked(case))]
    anew = [*build(case.places(), asked(case, rebuild=Rebuild.ALL))]
    states = [{file.state for file in each[0].files} for each in (first, again, anew)]
    assert states == [{"built"}, {"unchanged"}, {"built"}]


def test_a_request_for_what_there_is_not_is_a_finding(project: Project):
    for wanted in ({"formats": ("odt",)}, {"wanted": ()}):
        request, wrong = build_request(project.places(), **wanted)
        assert request is None and len(wrong) == 1


def test_check_returns_documents_and_drafts_with_what_was_caught(case: Project):
    case.change(EVIDENCE, "first event", "first first event")
    (case.root / "draft.md").write_text("# Background\n\nThe the union.\n", "utf-8")
    heard: list[str] = []
    checked = check(case.places(), ("case", "draft.md"), "", TODAY, heard.append)
    assert [each.name for each in checked] == heard == ["case/submission", "draft.md"]
    assert [each.rule for each in standing(checked)].count("doubled-word") == 2
    assert "doubled-word" in sarif(checked)
    assert "The the union." in html(checked, case.places())


def test_a_draft_is_checked_for_the_day_and_the_rules_that_are_given(case: Project):
    file = case.root / "draft.md"
    file.write_text("# Background\n\n" + "Words of the union. " * 900, "utf-8")
    rules = {each.finding.rule for each in check_file(file, "upr-individual", TODAY).caught}
    assert "word-limit" in rules
    assert "word-limit" not in {each.finding.rule for each in check_file(file, "", TODAY).caught}


def test_facts_come_with_their_uses_and_what_is_due_on_a_day(sourced: Project):
    sourced.change(EVIDENCE, "first event", "first event, {fact:dead},")
    sourced.capture.readouterr()
    found = {each.fact: each for each in list_facts(sourced.places(), (), date(2020, 1, 1)).facts}
    assert [each.at.partition(":")[0] for each in found["dead"].used] == [f"content/{EVIDENCE}"]
    assert found["arrested"].used == () and found["dead"].review_by == date(2020, 1, 31)
    for day, due in ((date(2020, 1, 1), 0), (TODAY, 1)):
        findings = list_facts(sourced.places(), ("case",), day).findings
        assert [each.rule for each in findings].count("fact-due") == due


def test_a_fact_is_told_with_the_documents_that_print_it(kazakhstan: Project):
    facts = {each.fact: each for each in list_facts(kazakhstan.places(), (), TODAY).facts}
    assert ("joint",) in [each.documents for each in facts["zhanaozen-dead"].used]


def test_uses_are_found_or_nothing_has_that_id(case: Project):
    (use,) = find_uses(case.places(), "evidence-one").uses
    assert (use.document, use.form, use.unread) == ("case/submission", "whole", False)
    lost = find_uses(case.places(), "evidence-on")
    assert lost.uses == () and 'did you mean "evidence-one"?' in lost.unknown.hint


def test_documents_are_listed_and_a_dossier_with_errors_is_told(case: Project):
    (document,) = list_documents(case.places()).documents
    assert (document.document, document.notes) == ("case/submission", 2)
    case.change(EVIDENCE, "kind: evidence", "kind: evidense")
    found = list_documents(case.places())
    assert found.documents[0] == FaultyDossier("case") and found.findings


def test_files_are_searched_for_what_an_audience_may_not_read(case: Project):
    case.write("case/protected.yaml", "village:\n  words: [Sampletown]\n  audience: un\n")
    (case.root / "letter.txt").write_text("in Sampletown", "utf-8")
    (found,) = search_files(case.places(), ("letter.txt",), "public").files
    assert [each.rule for each in found.findings] == ["name-leaks"]
    cleared = search_files(case.places(), ("letter.txt",), "un")
    assert cleared.files == () and [each.rule for each in cleared.findings] == ["nothing-protected"]
    lost = search_files(case.places(), ("letter.txt", "lost.txt"), "public")
    assert lost.files == () and [each.rule for each in lost.findings] == ["missing-file"]


def test_deadlines_are_of_the_day_and_the_state_that_are_given(case: Project):
    found = coming_deadlines(case.places(), TODAY, "Togo")
    assert [each.number for each in found.sessions] == [54]
    assert "Togo" in found.sessions[0].states
    assert coming_deadlines(case.places(), TODAY, "Togoland").unknown is not None


def test_a_calendar_without_entries_is_not_written(case: Project):
    file = case.root / "upr.ics"
    assert write_calendar(file, coming_deadlines(case.places(), TODAY, "Togo")) >= 0
    later = coming_deadlines(case.places(), date(2099, 1, 1))
    assert write_calendar(case.root / "later.ics", later) == 4  # days that come every year
    assert not (case.root / "none.ics").exists()


def test_a_matrix_is_returned_before_anything_is_written(case: Project):
    traced, _ = trace_document(case.places(), "case", formats=("xlsx",))
    assert traced is not None and traced.name == "case/submission"
    assert [*traced.files] == ["trace.xlsx"] and not case.output.exists()
    assert {each.rule for each in traced.gaps} <= {"orphan"}
    assert write_trace(case.places(), traced) == (("output/case/trace.xlsx",), ())
    (case.output / "case" / "trace.xlsx").write_bytes(b"mine")
    written, (finding,) = write_trace(case.places(), traced)
    assert written == () and finding.rule == "edited-output"


def test_nothing_is_traced_of_a_document_that_is_not_there(case: Project):
    traced, (finding,) = trace_document(case.places(), "case", "article")
    assert traced is None and finding.rule == "unknown-document"


def test_a_command_imports_no_other_command():
    script = (
        "import sys; from dossier.cli.main import main; main(['list', '--help']); "
        "print([each for each in sys.modules if each.startswith('dossier.cli.')])"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    found = re.findall(r"dossier\.cli\.\w+", ran.stdout.splitlines()[-1])
    shared = ("interrupt", "main", "progress", "report", "terminal")
    assert {*found} == {"dossier.cli.list_", *(f"dossier.cli.{each}" for each in shared)}
