"""Each command that writes into the content can be taken back, without Git, and done again."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from dossier.project.history import STEPS, read_steps, write_content
from dossier.project.undo import UndoRequest, plan_undo, undo
from tests.conftest import Project

BLOCK = "case/blocks/60-evidence.md"
NOTES = "- id: r1\n  kind: comment\n  author: Ana\n  date: 2026-11-28\n  text: Which port?\n"


def state(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder, and its folders, by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with a file of two steps, of which a third deletes another."""
    content = tmp_path / "content"
    (content / "case").mkdir(parents=True)
    (content / "case" / "gone.md").write_text("kept", "utf-8")
    (content / "case" / "gone.md").chmod(0o600)
    text = content / "case" / "text.md"
    write_content(content, {text: b"one"}, "first")
    write_content(content, {text: b"two", content / "case/made/new.md": b"new"}, "second")
    write_content(content, {text: b"three", content / "case" / "gone.md": None}, "third")
    return content


def taken_back(content: Path, **asked) -> list[str]:
    """Take steps back; return the rules of what is in the way."""
    done = undo(plan_undo(content, UndoRequest(**asked)))
    return [each.rule for each in done.findings]


def test_an_undo_brings_back_old_files_deletes_new_ones_and_is_a_step_that_can_be_undone(content):
    third = state(content)
    assert taken_back(content) == []
    assert (content / "case/text.md").read_bytes() == b"two"
    assert (content / "case/gone.md").read_bytes() == b"kept"
    assert (content / "case/gone.md").stat().st_mode & 0o777 == 0o600
    assert taken_back(content) == []
    assert state(content) == {"case": b"", "case/text.md": b"one", "case/gone.md": b"kept"}
    assert taken_back(content, step=5) == taken_back(content, step=4) == []
    assert state(content) == third
    assert [each.words for each in read_steps(content)][3:] == [
        "undo of step 3", "undo of step 2", "undo of step 5", "undo of step 4",
    ]  # fmt: skip


def test_all_steps_after_one_can_be_taken_back_together(content):
    assert taken_back(content, to=1) == []
    assert state(content) == {"case": b"", "case/text.md": b"one", "case/gone.md": b"kept"}
    assert read_steps(content)[-1].words == "undo of steps 2 to 3"
    assert taken_back(content, to=0) == []
    assert state(content) == {"case": b"", "case/gone.md": b"kept"}


def test_an_undo_is_refused_where_a_person_changed_the_file_since(content):
    text = content / "case" / "text.md"
    text.write_text("mine", "utf-8")
    before = state(content)
    assert taken_back(content) == ["changed-since"]
    assert state(content) == before
    assert taken_back(content, on_change="overwrite") == ["changed-since"]
    assert text.read_bytes() == b"two"
    assert taken_back(content, step=4) == []
    assert text.read_bytes() == b"mine"


def test_what_a_person_wrote_between_two_steps_stops_an_undo_of_both(content):
    text = content / "case" / "text.md"
    text.write_text("mine", "utf-8")
    write_content(content, {text: b"four"}, "fourth")
    (finding,) = plan_undo(content, UndoRequest(to=2)).findings
    assert (finding.rule, finding.severity) == ("changed-since", "error")
    assert "by hand after step 3" in finding.message
    assert taken_back(content) == []
    assert text.read_bytes() == b"mine"


def test_an_undo_of_one_step_names_the_later_step_that_is_in_its_way(content):
    (finding,) = plan_undo(content, UndoRequest(step=2)).findings
    assert "step 3 changed the file after step 2" in finding.message
    assert "--to 1" in finding.hint


def test_a_file_that_a_person_brought_back_already_is_left_alone(content):
    (content / "case" / "text.md").write_text("two", "utf-8")
    plan = plan_undo(content, UndoRequest())
    assert [each.path.name for each in plan.files] == ["gone.md"]


@pytest.mark.parametrize("asked", [{"step": 9}, {"to": 9}, {"to": -3}])
def test_a_step_that_there_is_not_is_told_with_those_there_are(content, asked):
    (finding,) = plan_undo(content, UndoRequest(**asked)).findings
    assert finding.rule == "unknown-step"
    assert "steps 1 to 3 are kept" in finding.hint


def test_the_oldest_steps_are_dropped(content, monkeypatch):
    monkeypatch.setattr("dossier.project.history.STEPS", 3)
    write_content(content, {content / "case" / "text.md": b"four"}, "fourth")
    assert [each.number for each in read_steps(content)] == [2, 3, 4]
    assert taken_back(content, to=0) == ["unknown-step"]
    assert STEPS == 200


def test_the_history_is_for_its_owner_alone_and_not_for_git(content):
    store = content.parent / ".dossier"
    assert {path.stat().st_mode & 0o077 for path in (store, *store.rglob("*"))} == {0}
    subprocess.run(["git", "init", "-q", str(content.parent)], check=True)
    told = subprocess.run(
        ["git", "-C", str(content.parent), "status", "--porcelain", "-uall"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert ".dossier" not in told.stdout


def test_a_step_that_is_broken_or_leads_out_of_the_content_is_left_out(content):
    folder = content.parent / ".dossier" / "history"
    (folder / "000003.zip").write_bytes(b"PK\x03\x04 cut short")
    file = {"path": "../secret", "before": "", "after": "", "mode": 0}
    step = {"when": "", "words": "", "files": [file], "folders": [], "undoes": []}
    with zipfile.ZipFile(folder / "000004.zip", "w") as zipped:
        zipped.writestr("step.json", json.dumps(step))
    assert [each.number for each in read_steps(content)] == [1, 2]


def test_where_a_step_cannot_be_written_the_content_stays_and_no_step_is_made(content, monkeypatch):
    before = state(content)
    move = Path.replace

    def full(self: Path, target: Path) -> Path:
        if Path(target).suffix == ".zip":
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_content(content, {content / "case" / "text.md": b"four"}, "fourth")
    assert state(content) == before
    assert len(read_steps(content)) == 3


# Commands


def test_a_new_dossier_and_a_settled_note_are_listed_and_taken_back(small: Project):
    small.write("case/blocks/60-evidence.review.yaml", NOTES)
    before = state(small.content)
    small.run("review", "case", "--settle", "evidence-one/r1", "--by", "Ana")
    assert state(small.content) != before
    listed = small.run("history").out
    assert "    2  " in listed
    assert "review case --settle evidence-one/r1" in listed
    assert "changed  content/case/blocks/60-evidence.review.yaml" in listed
    assert "    1  " in listed
    assert "new case" in listed
    assert "… and 5 more" in listed
    ran = small.run("undo")
    assert ran.out.splitlines() == [
        "step 2: review case --settle evidence-one/r1",
        "  brings back  content/case/blocks/60-evidence.review.yaml",
        "done; `undo 3` does it again",
    ]
    assert state(small.content) == before
    assert "(taken back by step 3)" in small.run("history").out


def test_an_undo_that_is_only_shown_writes_nothing(small: Project):
    before = state(small.content)
    ran = small.run("undo", "--dry-run")
    assert "  removes  content/case/dossier.yaml" in ran.out
    assert "nothing was written" in ran.out
    assert state(small.content) == before
    assert small.run("undo").status == 0
    assert state(small.content) == {}


def test_an_undo_over_what_a_person_wrote_says_how_and_keeps_it(small: Project):
    small.change(BLOCK, "first event", "another event")
    ran = small.run("undo")
    assert ran.status == 1
    assert f"content/{BLOCK}: error[changed-since]: the file was changed by hand after step 1" in ran.err  # fmt: skip
    ran = small.run("undo", "--force")
    assert (ran.status, state(small.content)) == (0, {})
    assert "warning[changed-since]" in ran.err
    small.run("undo", "2")
    assert "another event" in (small.content / BLOCK).read_text("utf-8")


def test_without_any_step_both_commands_say_so(project: Project):
    assert project.run("history").out == "no command has written into content yet\n"
    ran = project.run("undo")
    assert (ran.status, ran.out) == (1, "")
    assert "error[unknown-step]: there is no step that could be taken back" in ran.err


def test_an_import_and_its_pictures_are_taken_back_whole(project: Project):
    draft = project.root / "draft.md"
    draft.write_text("# Harbour\n\n## Strikes\n\nThe union struck.\n", "utf-8")
    assert project.run("import", str(draft), "--into", "dockers").status == 0
    assert "import draft.md --into dockers" in project.run("history").out
    assert project.run("undo").status == 0
    assert state(project.content) == {}


@pytest.mark.parametrize("command", [["history"], ["undo"], ["new", "other"]])
def test_a_history_of_another_person_is_told_of_with_what_to_do(small, monkeypatch, command):
    assert small.run("new", "first").status == 0
    before, allowed = state(small.content), os.access

    def access(path, mode):
        return allowed(path, mode) and (Path(path).name != ".dossier" or mode == os.F_OK)

    monkeypatch.setattr("dossier.project.history.os.access", access)
    ran = small.run(*command)
    assert ran.status == 1
    assert "/.dossier: error[foreign-history]: what commands wrote is kept for" in f"/{ran.err}"
    assert "hint: ask" in ran.err and "Permission denied" not in ran.err
    assert state(small.content) == before
