"""Files are replaced all or none, whatever stops the write, and Git is asked in one place."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dossier.project.git import author_name
from dossier.project.journal import STORE, Stage, journal_path
from dossier.project.replace_files import recover, replace, replace_all


def test_a_file_keeps_its_mode(tmp_path):
    path = tmp_path / "secret.yaml"
    path.write_bytes(b"old")
    path.chmod(0o660)
    replace(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o660)


def test_a_file_that_is_read_only_is_replaced_and_stays_so(tmp_path):
    path = tmp_path / "sent.docx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    replace(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o444)


def test_a_new_file_has_the_mode_that_the_umask_asks_for(tmp_path):
    before = os.umask(0o027)
    try:
        replace(tmp_path / "new", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_one(tmp_path):
    (tmp_path / "there").mkdir()
    there, link = tmp_path / "there" / "text.md", tmp_path / "text.md"
    there.write_bytes(b"old")
    link.symlink_to(there)
    replace(link, b"new")
    assert link.is_symlink()
    assert there.read_bytes() == b"new"


def state(folder: Path) -> dict[str, str]:
    """Return everything in a folder by its path, hidden files too; "" stands for a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") if path.is_file() else ""
        for path in folder.rglob("*")
    }


def test_where_one_file_cannot_be_written_all_stay_as_they_were(tmp_path):
    changed, gone, new = (tmp_path / name for name in ("changed", "gone", "made/new"))
    for path in (changed, gone):
        path.write_bytes(b"old")
    bad = changed / "file"
    with pytest.raises(NotADirectoryError) as error:
        replace_all({changed: b"new", new: b"new", gone: None, bad: b"new"}, tmp_path)
    assert error.value.filename == str(bad)
    assert state(tmp_path) == {"changed": "old", "gone": "old"}


def test_where_one_file_cannot_be_moved_the_others_are_put_back(tmp_path):
    changed, new, folder = (tmp_path / name for name in ("changed", "new", "folder"))
    changed.write_bytes(b"old")
    folder.mkdir()
    with pytest.raises(OSError, match="folder"):
        replace_all({changed: b"new", new: b"new", folder: b"new"}, tmp_path)
    assert state(tmp_path) == {"changed": "old", "folder": ""}


def test_a_write_that_is_interrupted_while_files_take_their_places_puts_them_back(
    tmp_path, monkeypatch
):
    before = several(tmp_path)
    move = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if Path(target).name == "second":
            raise KeyboardInterrupt
        return move(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_several(tmp_path)
    assert state(tmp_path) == before


def test_where_the_disk_is_full_the_file_is_named_and_nothing_is_left(tmp_path, monkeypatch):
    before = several(tmp_path)
    synced = iter(range(100))

    def full(_: int) -> None:
        if next(synced) == 3:  # the journal, one draft and one copy had room
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as error:
        write_several(tmp_path)
    assert error.value.filename == str(tmp_path / "second")
    assert state(tmp_path) == before


def several(folder: Path) -> dict[str, str]:
    """Make files that a write changes, deletes and leaves; return the state of their folder."""
    for name in ("first", "second", "gone", "other/gone", "left"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("old", "utf-8")
    return state(folder)


def write_several(folder: Path) -> None:
    replace_all(
        {
            folder / "first": b"new", folder / "second": b"new", folder / "made/in/new": b"new",
            folder / "gone": None, folder / "other/gone": None,
        },
        folder,
        emptied=(folder / "other",),
    )  # fmt: skip


WRITTEN = {
    "first": "new", "second": "new", "made": "", "made/in": "", "made/in/new": "new", "left": "old",
}  # fmt: skip
STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")


def killed(act: Callable[[], object], dies: Callable[[str, tuple], bool]) -> bool:
    """Do something in a process that dies before the step that `dies` chooses; whether it did."""
    child = os.fork()
    if child == 0:
        sys.addaudithook(lambda event, words: os._exit(9) if dies(event, words) else None)
        try:
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def placing(name: str) -> Callable[[str, tuple], bool]:
    """Choose the step at which a file takes its place."""
    return lambda event, words: event == "os.rename" and Path(words[1]).name == name


def stops(act: Callable[[], object], again: Callable[[], object]) -> Iterator[int]:
    """Stop a write before each of its steps in turn, from the same beginning."""
    for step in range(200):
        again()
        left = iter(range(step, -1, -1))
        if not killed(act, lambda event, _, left=left: event in STEPS and next(left) == 0):
            return
        yield step


def test_a_write_that_is_killed_at_any_step_has_changed_all_files_or_none(tmp_path):
    home = tmp_path / "home"

    def begin() -> None:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        several(home)

    begin()
    old = state(home)
    found = []
    for _ in stops(lambda: write_several(home), begin):
        stopped = recover(home)
        found.append((stopped, state(home) == old))
        assert state(home) in (old, WRITTEN)
    assert set(found) == {(None, True), ("taken back", True), ("finished", False), (None, False)}
    assert len(found) > 30


def test_the_next_write_finishes_one_that_was_killed(tmp_path):
    several(tmp_path)
    assert killed(lambda: write_several(tmp_path), placing("second"))
    assert journal_path(tmp_path, Stage.COMMIT).is_file()
    replace_all({tmp_path / "left": b"newer"}, tmp_path)
    assert state(tmp_path) == {**WRITTEN, "left": "newer"}


def test_what_a_person_wrote_after_a_write_was_killed_is_not_written_over(tmp_path):
    before = several(tmp_path)
    assert killed(lambda: write_several(tmp_path), placing("second"))
    assert (tmp_path / "first").read_text("utf-8") == "new"
    (tmp_path / "second").write_text("mine", "utf-8")
    assert recover(tmp_path) == "taken back"
    assert state(tmp_path) == {**before, "second": "mine"}


def test_a_journal_that_was_cut_short_is_taken_away(tmp_path):
    (tmp_path / STORE).mkdir()
    journal_path(tmp_path, Stage.PREPARE).write_text('{"changes": [{"pa', "utf-8")
    assert recover(tmp_path) == "taken back"
    assert state(tmp_path) == {}


def test_a_journal_from_somewhere_else_writes_over_no_file_and_deletes_none(tmp_path):
    (tmp_path / "home").mkdir()
    mine = tmp_path / "mine"
    mine.write_text("mine", "utf-8")
    (tmp_path / "home" / "evil").write_text("evil", "utf-8")
    changes = (
        '{"path": "../mine", "draft": "../home/evil", "kept": "", "before": "", "after": "0"},'
        '{"path": "../mine", "draft": "", "kept": "../home/evil", "before": "", "after": ""}'
    )
    for stage in (Stage.COMMIT, Stage.ROLLBACK):
        (tmp_path / "home" / STORE).mkdir()
        journal_path(tmp_path / "home", stage).write_text(
            f'{{"changes": [{changes}], "made": [], "emptied": []}}', "utf-8"
        )
        recover(tmp_path / "home")
    assert state(tmp_path) == {"home": "", "home/evil": "evil", "mine": "mine"}


def test_files_are_written_and_deleted_together(tmp_path):
    (tmp_path / "gone").write_bytes(b"old")
    replace_all({tmp_path / "new": b"new", tmp_path / "gone": None}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def test_git_names_the_author(tmp_path):
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.name", "Jane Doe")
    assert author_name(tmp_path) == "Jane Doe"


def test_where_there_is_no_git_nobody_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert author_name(tmp_path) == ""
    assert author_name(tmp_path / "nowhere") == ""


def test_the_next_command_takes_away_what_a_killed_build_left_among_the_kept_exports(small):
    exports = small.output / ".exports" / "case"
    exports.mkdir(parents=True)
    assert killed(lambda: replace(exports / "a.json", b"{}"), placing("a.json"))
    assert journal_path(exports, Stage.COMMIT).is_file()
    assert "a write that was stopped was finished" in small.run("list").err
    assert [each.name for each in exports.iterdir()] == ["a.json"]
