"""Files are replaced whole or not at all, and Git is asked in one place."""

import os
import subprocess
from pathlib import Path

import pytest

from dossier.project.git import author_name, uncommitted
from dossier.project.replace_files import replace, replace_all


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


def test_where_one_file_cannot_be_written_all_stay_as_they_were(tmp_path):
    changed, gone, new = (tmp_path / name for name in ("changed", "gone", "new"))
    for path in (changed, gone):
        path.write_bytes(b"old")
    bad = tmp_path / "missing" / "file"
    with pytest.raises(FileNotFoundError) as error:
        replace_all({changed: b"new", new: b"new", gone: None, bad: b"new"})
    assert error.value.filename == str(bad)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "changed": b"old",
        "gone": b"old",
    }


def test_where_one_file_cannot_be_moved_the_others_are_put_back(tmp_path):
    changed, new, folder = (tmp_path / name for name in ("changed", "new", "folder"))
    changed.write_bytes(b"old")
    folder.mkdir()
    with pytest.raises(OSError, match="folder"):
        replace_all({changed: b"new", new: b"new", folder: b"new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changed", "folder"]
    assert changed.read_bytes() == b"old"


def test_files_are_written_and_deleted_together(tmp_path):
    (tmp_path / "gone").write_bytes(b"old")
    replace_all({tmp_path / "new": b"new", tmp_path / "gone": None})
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def test_git_names_the_author_and_what_is_not_committed(tmp_path):
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.name", "Jane Doe")
    git(tmp_path, "config", "user.email", "jane@example.org")
    same, changed = tmp_path / "same.md", tmp_path / "changed.md"
    for path in (same, changed):
        path.write_text("one", "utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    changed.write_text("two", "utf-8")
    assert author_name(tmp_path) == "Jane Doe"
    assert uncommitted((same, changed)) == (changed,)


def test_where_there_is_no_git_nobody_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert author_name(tmp_path) == ""
    assert author_name(tmp_path / "nowhere") == ""
    assert uncommitted((tmp_path / "a.md",)) == ()
