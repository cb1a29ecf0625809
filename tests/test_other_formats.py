"""Files that are no Word files are told by their content, with how to save each as .docx."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from dossier.ooxml.other_formats import other_format
from dossier.project import libreoffice
from dossier.project.temporary_folder import temporary_folder
from tests.conftest import ROOT, Project

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PROLOG = b'<?xml version="1.0" encoding="UTF-8"?>\n'
WORD = ROOT / "tests" / "data" / "exported-form-1.docx"


def zipped(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), text)
    return made.getvalue()


def stream(name: str) -> bytes:
    """Return a file of Office's old form that has a stream of a name."""
    return OLE + name.encode("utf-16-le")


ODT = zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml="<a/>")


@pytest.mark.parametrize(("content", "what"), [
    (ODT, "an OpenDocument text (.odt)"),
    (PROLOG + b'<office:document office:mimetype="application/vnd.oasis.opendocument.text">', "a flat OpenDocument text"),
    (stream("WordDocument"), "a Word file of the old kind (.doc)"),
    (stream("EncryptedPackage"), "protected by a password"),
    (stream("Workbook"), "a spreadsheet"),
    (b"{\\rtf1\\ansi Hello}", "a text in RTF (.rtf)"),
    (b"%PDF-1.7\n", "a PDF"),
    (b"\0\0junk%PDF-1.7 ... startxref 0", "a PDF"),
    (zipped(Index__Document_iwa="x"), "a document of Apple’s Pages"),
    (zipped(xl__workbook_xml="<a/>"), "a spreadsheet"),
    (zipped(inner_docx="x"), "a zip with a Word file in it"),
    (zipped(mimetype="application/epub+zip"), "an EPUB"),
    (b'{"": "WARNING!", "doc_id": "1aB", "email": "ana@example.org"}', "a link to a document"),
    (b'{"url": "https://docs.google.com/open?id=1aB"}\n', "a link to a document"),
    (b"[InternetShortcut]\r\nURL=https://docs.example/\r\n", "a link to a document"),
    (b"<html><body><p>Hello", "a web page"),
    (PROLOG + b'<?mso-application progid="Word.Document"?>', "Word’s XML of 2003"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x", "a web archive"),
    (b"\xffWPC\x10", "a WordPerfect file"),
    (b"\x89PNG\r\n", "a picture"),
])  # fmt: skip
def test_a_file_is_told_by_its_content_with_what_to_do(content: bytes, what: str):
    found = other_format(content, "draft")
    assert found is not None
    assert found.what.startswith(what)
    assert found.hint


@pytest.mark.parametrize("content", [
    WORD.read_bytes(), b"# Harbour\n\nThe union struck.\n", b"{fact:dead} people died.", b"",
    b'{"a": "see docs.google.com"} and more words of a draft', OLE, b"PK\x03\x04 cut short",
    b"The file began with %PDF-1.7, she said.",
])  # fmt: skip
def test_what_may_be_a_draft_is_not_taken_for_something_else(content: bytes):
    assert other_format(content, "draft.docx") is None


def test_what_word_leaves_beside_an_open_document_is_not_the_document():
    found = other_format(b"\x03Ana" + bytes(158), "folder/~$draft.docx")
    assert found is not None and "open" in found.what


@pytest.mark.parametrize(("name", "content", "said"), [
    ("draft.docx", ODT, "an OpenDocument text (.odt), though its name ends in .docx"),
    ("draft.doc", b"{\\rtf1 Hello}", "a text in RTF (.rtf), though its name ends in .doc"),
    ("draft.doc", stream("WordDocument"), "a Word file of the old kind (.doc)\n"),
])  # fmt: skip
def test_pull_import_and_redline_tell_a_wrong_ending(project: Project, name, content, said):
    path = project.root / name
    path.write_bytes(content)
    for words in (("pull", name), ("import", name, "--into", "case"), ("redline", name, name)):
        ran = project.run(*words)
        assert ran.status != 0
        assert f"{name}: error[unknown-file]: the file is {said}".strip() in ran.err
        assert "save it as Word (.docx)" in ran.err


def test_a_word_file_is_read_whatever_its_name_ends_in(project: Project):
    (project.root / "draft.odt").write_bytes(WORD.read_bytes())
    assert project.run("import", "draft.odt", "--into", "case").status == 0


def test_a_web_page_that_is_called_doc_is_imported(project: Project):
    page = "<html><body><h1>Harbour</h1><p>The union struck.</p></body></html>"
    (project.root / "draft.doc").write_text(page, "utf-8")
    assert project.run("import", "draft.doc", "--into", "case").status == 0
    ran = project.run("pull", "draft.doc")
    assert "the file is a web page, though its name ends in .doc" in ran.err


@pytest.mark.parametrize(("name", "content", "said", "hint"), [
    ("list.docx", ODT, "an OpenDocument text (.odt), though its name ends in .docx", "save it as Word"),
    ("list.doc", stream("WordDocument"), "a Word file of the old kind (.doc)\n", "save it as Word"),
    ("list.xls", stream("Workbook"), "a spreadsheet\n", "save it as CSV or .xlsx"),
    ("list.pdf", b"%PDF-1.7\n", "a PDF\n", "download the Word file of the report or list"),
    ("list.pages", zipped(Index_zip="x"), "a document of Apple’s Pages", "Export To"),
    ("list.docx", stream("EncryptedPackage"), "protected by a password", "take the password off"),
])  # fmt: skip
def test_exports_of_recommendations_in_other_formats_are_told_likewise(
    small: Project, name, content, said, hint
):
    (small.root / name).write_bytes(content)
    ran = small.run("recommendations", name, "--into", "case", "--state", "all")
    assert ran.status == 1
    assert f"{name}: error[" in ran.err and f": the file is {said}".strip() in ran.err
    assert hint in ran.err


# Converting


@pytest.fixture
def office(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place that copies a Word file, and keeps how it was called."""
    folder = project.root / "bin"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(
        '#!/bin/sh\necho "$@" >"$(dirname "$0")/called"\n'
        'echo "$PWD" >"$(dirname "$0")/where"\n'
        'while [ $# -gt 2 ]; do shift; [ "$1" = --outdir ] && made=$2; done\n'
        f'mkdir -p "$made"\ncp "{WORD}" "$made/draft.docx"\n',
        "utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    (project.root / "draft.odt").write_bytes(ODT)
    return folder


def test_where_libreoffice_is_installed_converting_is_offered_and_done_when_asked(
    project: Project, office: Path
):
    words = ("import", "draft.odt", "--into", "case")
    ran = project.run(*words)
    assert ran.status == 1
    assert "hint: give `--convert`, so that LibreOffice converts it" in ran.err
    assert not (office / "called").exists()
    ran = project.run(*words, "--convert")
    assert ran.status == 0
    assert "warning[converted]: the file was an OpenDocument text (.odt)" in ran.err
    called = (office / "called").read_text("utf-8")
    assert "-env:UserInstallation=file://" in called and "--headless" in called
    assert not Path((office / "where").read_text("utf-8").strip()).exists()
    assert "unknown-dossier" in project.run("pull", "draft.odt", "--convert").err


def test_a_conversion_that_makes_nothing_or_takes_too_long_is_told(
    project: Project, office: Path, monkeypatch: pytest.MonkeyPatch
):
    (office / "soffice").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    words = ("pull", "draft.odt", "--convert")
    assert "error[not-converted]: LibreOffice could not convert" in project.run(*words).err
    (office / "soffice").write_text("#!/bin/sh\nsleep 600\n", "utf-8")
    monkeypatch.setattr(libreoffice, "SECONDS", 0.2)
    assert "error[not-converted]: LibreOffice took longer than" in project.run(*words).err


def test_without_libreoffice_the_hint_has_the_command_and_converting_says_so(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(libreoffice, "_program", lambda: "")
    (project.root / "draft.odt").write_bytes(ODT)
    ran = project.run("pull", "draft.odt")
    assert '`soffice --headless --convert-to docx "draft.odt"`' in ran.err
    assert "error[no-libreoffice]" in project.run("pull", "draft.odt", "--convert").err


def test_libreoffice_does_not_outlive_a_program_that_is_killed(project: Project, office: Path):
    (office / "soffice").write_text(
        f'#!/bin/sh\necho $$ >"{office}/id"\nmkfifo "{office}/held"\nsleep 600\n', "utf-8"
    )
    running = subprocess.Popen(
        [sys.executable, ROOT / "build.py", "pull", "draft.odt", "--convert", "--content", "content"],
        cwd=project.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while not (office / "held").exists():
        assert running.poll() is None
    where = next(Path(tempfile.gettempdir()).glob(f"dossier-{running.pid}-*"))
    running.kill()
    running.wait()
    program = int((office / "id").read_text("utf-8"))
    while Path(f"/proc/{program}").exists():
        if Path(f"/proc/{program}/stat").read_text("utf-8").split()[2] == "Z":
            break
    while where.exists():  # the draft in it is nobody's business
        pass


def test_a_folder_that_a_killed_program_left_is_deleted_and_no_other(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen(["true"])
    ended.wait()
    for name in (f"dossier-{ended.pid}-abc", f"dossier-{os.getpid()}-abc", "dossier-mine"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "draft.odt").write_text("words", "utf-8")
    with temporary_folder() as folder:
        assert folder.stat().st_mode & 0o077 == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        f"dossier-{os.getpid()}-abc", "dossier-mine",
    ]  # fmt: skip


def test_the_profile_runs_no_macros_and_follows_no_links(tmp_path: Path):
    libreoffice._write_profile(tmp_path)
    settings = (tmp_path / "user" / "registrymodifications.xcu").read_text("utf-8")
    for name, value in (
        ("MacroSecurityLevel", "3"),
        ("DisableMacrosExecution", "true"),
        ("Link", "2"),
    ):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}</value>' in settings


def test_an_export_is_converted_when_asked(small: Project, office: Path):
    offered = small.run("recommendations", "draft.odt", "--into", "case", "--state", "all")
    assert offered.status == 1 and "hint: give `--convert`" in offered.err
    ran = small.run("recommendations", "draft.odt", "--into", "case", "--state", "all", "--convert")
    assert "draft.odt: warning[converted]: the file was an OpenDocument text" in ran.err
    assert "draft.odt: error[no-table]" in ran.err
