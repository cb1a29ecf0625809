"""What a command does can be called from Python: it returns values and prints nothing."""

from __future__ import annotations

import ast
import shutil
from datetime import UTC, date, datetime

import pytest

from dossier.interchange.importer.run import import_file, write_dossier
from dossier.interchange.pull.pull_request import PullRequest
from dossier.interchange.pull.run import apply, pull
from dossier.interchange.recommendations.run import (
    RecommendationsRequest,
    import_recommendations,
    write_recommendations,
)
from dossier.interchange.redline.run import RedlineRequest, make_redline, write_redline
from dossier.interchange.registry_edit.comments import with_notes
from dossier.interchange.review.run import ReviewChange, change_review, dossier_review
from dossier.model.comments import ReviewNote
from dossier.model.diagnostics import Refused
from tests.conftest import ROOT, Project

DATA = ROOT / "tests" / "data"
RETURNED = DATA / "returned" / "libreoffice-untracked.docx"
SLOVENIA = DATA / "ohchr-thematic-upr34-slovenia.docx"
BLOCK = "case/blocks/60-evidence.md"
NOTES = "case/blocks/60-evidence.review.yaml"


@pytest.fixture(autouse=True)
def silent(project: Project):
    """Hold every test here to printing nothing."""
    yield
    found = project.capture.readouterr()
    assert (found.out, found.err) == ("", "")


def contents(project: Project) -> dict[str, bytes]:
    return {
        path.relative_to(project.content).as_posix(): path.read_bytes()
        for path in project.content.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def home(project: Project) -> Project:
    shutil.copytree(ROOT / "tests" / "content" / "homecoming", project.content / "homecoming")
    return project


def test_a_pull_returns_what_would_change_and_changes_nothing(home):
    before, said = contents(home), []
    result = pull(home.places(), PullRequest((RETURNED,)), said.append)
    assert [each.base.embedded.dossier for each in result.files] == ["homecoming"]
    assert len(result.files[0].pulled.found) > 0
    assert result.changes
    assert not result.written
    assert [name.rpartition("/")[2] for name in said] == [RETURNED.name]
    assert contents(home) == before


def test_a_pull_that_is_applied_has_its_changes_on_disk(home):
    result = apply(pull(home.places(), PullRequest((RETURNED,))))
    assert result.written
    for change in result.changes:
        assert change.after is not None
        assert change.path.read_text("utf-8") == change.after


def test_a_pull_without_a_dossier_says_so_and_cannot_be_applied(project):
    result = apply(pull(project.places(), PullRequest((RETURNED,))))
    assert [each.rule for each in result.findings] == ["unknown-dossier"]
    assert (result.files, result.changes, result.written) == ((), (), False)


@pytest.fixture
def noted(small: Project) -> Project:
    note = ReviewNote("r1", "comment", "Ana", "2019-03-20", "Which?")
    small.write(NOTES, with_notes("", [note]))
    small.capture.readouterr()
    return small


def test_a_review_is_read_changed_and_read_again(noted):
    review, findings = dossier_review(noted.places(), "case")
    assert review is not None
    assert (list(review.notes()), findings) == (["evidence-one/r1"], ())
    change = ReviewChange(settle=("evidence-one/r1",), by="Jane", today=date(2026, 11, 28))
    assert change_review(review, change) == ()
    again, _ = dossier_review(noted.places(), "case")
    assert again is not None
    _, note = again.notes()["evidence-one/r1"]
    assert (note.settled, note.settled_by) == ("2026-11-28", "Jane")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (ReviewChange(settle=("evidence-one/r7",), by="Jane"), "unknown-note"),
        (ReviewChange(settle=("evidence-one/r1",)), "missing-name"),
        (ReviewChange(take=("evidence-one/r1",), by="Jane"), "not-taken"),
    ],
)
def test_a_change_of_the_review_that_cannot_be_made_changes_nothing(noted, change, rule):
    before = contents(noted)
    review, _ = dossier_review(noted.places(), "case")
    assert review is not None
    assert [each.rule for each in change_review(review, change)] == [rule]
    assert contents(noted) == before


def test_a_dossier_that_is_not_there_has_no_review(project):
    review, findings = dossier_review(project.places(), "nowhere")
    assert review is None
    assert [each.rule for each in findings] == ["unknown-dossier"]


def test_a_redline_is_made_and_then_written(small):
    assert small.run("build", "case", "--format", "docx").status == 0
    small.capture.readouterr()
    [sent] = small.output.rglob("*.docx")
    small.change(BLOCK, "first event", "earliest event")
    request = RedlineRequest(str(sent), ".", author="Jane", date=datetime(2026, 11, 28, tzinfo=UTC))
    said: list[str] = []
    result = make_redline(small.places(), request, said.append)
    assert result.redline is not None
    assert result.files is not None
    total = result.redline.total
    assert (total.words_added, total.words_removed) == (1, 1)
    assert len(said) == 2
    assert not result.files.docx.exists()
    assert write_redline(result) == result
    assert result.files.docx.read_bytes() == result.redline.docx
    result.files.docx.write_bytes(sent.read_bytes())
    left = write_redline(result)
    assert left.redline is None
    assert [each.rule for each in left.findings] == ["edited-output"]
    assert result.files.docx.read_bytes() == sent.read_bytes()


def test_a_version_that_there_is_not_is_refused(project):
    with pytest.raises(Refused, match="not-in-git"):
        make_redline(project.places(), RedlineRequest("HEAD", "."))


def test_an_imported_draft_is_written_by_a_call_of_its_own(project):
    said: list[str] = []
    path = DATA / "drafts" / "notes.md"
    made = import_file(project.places(), path, "dockers", progress=said.append)
    assert "dossier.yaml" in made.files
    assert len(said) == 1
    assert contents(project) == {}
    written = write_dossier(project.places(), "dockers", made.files)
    assert {each.relative_to(project.content).as_posix() for each in written} == set(
        contents(project)
    )
    again = import_file(project.places(), path, "dockers")
    assert ([each.rule for each in again.findings], again.files) == (["taken-name"], {})


def test_recommendations_are_counted_and_then_written(project):
    project.write("case/dossier.yaml", "state: SLOVENIA\n")
    said: list[str] = []
    request = RecommendationsRequest((SLOVENIA,))
    result = import_recommendations(project.places(), "case", request, said.append)
    assert result.counts["added"] == len(result.entries) > 0
    assert len(said) == 1
    assert not result.written
    assert list(contents(project)) == ["case/dossier.yaml"]
    assert write_recommendations(result).written
    again = import_recommendations(project.places(), "case", request)
    assert (again.counts["added"], again.old) == (0, len(result.entries))
    assert not write_recommendations(again).written


def test_nothing_in_the_interchange_prints_exits_or_reads_a_command_line():
    found = {
        path.name: name
        for path in (ROOT / "dossier" / "interchange").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in named(node)
        if name in ("argparse", "sys", "print", "exit", "input")
    }
    assert found == {}


def named(node: ast.AST) -> list[str]:
    """Return the modules that a node imports, or the function that it calls."""
    match node:
        case ast.Import(names=names):
            return [each.name for each in names]
        case ast.ImportFrom(module=str(module)):
            return [module]
        case ast.Call(func=ast.Name(id=name)):
            return [name]
    return []
