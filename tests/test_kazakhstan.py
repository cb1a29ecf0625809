"""The real case: every kind of document is made from it, whole, valid, and naming nobody."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml

from dossier.build.dossier import Dossier, read_dossier
from dossier.model.passages import passages
from dossier.project.layout import places, read_files
from tests.test_pdf import problems
from tests.test_writers import audit

KINDS = {
    "upr-submission", "joint-submission", "campaign-brief", "campaign-article", "advocacy-note",
    "country-profile", "chronology", "news-digest", "letter", "oral-statement",
    "implementation-matrix", "mid-term-report",
}  # fmt: skip


@pytest.fixture(scope="module")
def root(kazakhstan_whole: Path) -> Path:
    return kazakhstan_whole


@pytest.fixture(scope="module")
def output(root: Path) -> Path:
    return root / "output" / "kazakhstan"


def read(root: Path) -> Dossier:
    where = places(root, None, None, None)
    files, _ = read_files(where, "kazakhstan")
    assert files is not None
    return read_dossier(where, files)


@pytest.fixture(scope="module")
def dossier(root: Path) -> Dossier:
    return read(root)


def test_every_kind_has_a_document_without_errors(dossier):
    assert {each.template.name for each in dossier.documents} == KINDS
    assert [each for each in dossier.findings if each.severity == "error"] == []


def test_every_document_is_there_as_pdf_word_file_and_web_page(dossier, output):
    for each in dossier.documents:
        for kind in ("pdf", "docx", "html"):
            assert (output / f"{each.id}.{kind}").stat().st_size > 1000
    assert (output / "matrix.xlsx").is_file()


def test_every_pdf_is_tagged_without_a_fault(output):
    for file in sorted(output.glob("*.pdf")):
        assert problems(file.read_bytes()) == [], file.name


def test_every_word_file_is_valid(output):
    for file in sorted(output.glob("*.docx")):
        assert audit(file.read_bytes()) == [], file.name


def test_what_must_be_short_is_short(output):
    import pypdfium2

    pages = {each.stem: len(pypdfium2.PdfDocument(each)) for each in output.glob("*.pdf")}
    assert pages["note-impunity"] == pages["note-association"] == 1
    assert 2 <= pages["brief"] <= 4
    assert {pages[each] for each in pages if each.startswith("letter-")} == {1}


def test_nobody_is_named_in_any_file_by_the_eyes_of_other_programs(root, output):
    people = yaml.safe_load((root / "content/kazakhstan/people.yaml").read_text("utf-8"))
    names = [
        name for each in people.values() for name in (each["name"], *each.get("spellings", ()))
    ]
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    for file in sorted(output.iterdir()):
        assert not pattern.search(_words(file)), file.name


def _words(file: Path) -> str:
    """Return all that a file says, by programs that are not ours where the machine has them."""
    content = file.read_bytes()
    if file.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        return " ".join(
            (*package.namelist(), *(re.sub("<[^>]+>", "", each) for each in parts), *parts)
        )
    said = content.decode("utf-8", "replace")
    if file.suffix == ".pdf":
        import pypdfium2

        pages = pypdfium2.PdfDocument(content)
        said += " ".join(page.get_textpage().get_text_bounded() for page in pages)
        if shutil.which("pdftotext"):
            ran = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True)
            said += ran.stdout.decode("utf-8", "replace")
    return said


def test_what_is_for_partners_is_in_no_file_for_others(dossier, output):
    held = [each for each in dossier.blocks if each.conditions.audience == "partners"]
    assert held
    words = "asked to tell the secretariat"
    for each in dossier.documents:
        text = (output / f"{each.id}.html").read_text("utf-8")
        assert (words in " ".join(text.split())) is (each.audience == "partners")


def test_changing_one_fact_changes_it_in_every_document_that_has_it(dossier, kazakhstan):
    file = kazakhstan.content / "kazakhstan" / "facts.yaml"
    before = {each.id: _said(each) for each in dossier.documents}
    having = {id_ for id_, said in before.items() if "at least 16" in said.lower()}
    text = file.read_text("utf-8").replace("at least 16", "at least 616", 1)
    file.write_text(text.replace("value: 16\n", "value: 616\n", 1), "utf-8")
    after = {each.id: _said(each) for each in read(kazakhstan.root).documents}
    assert len(having) >= 5
    assert {id_ for id_, said in after.items() if "at least 616" in said.lower()} == having
    assert not any("at least 16 " in said.lower() for said in after.values())


def _said(document) -> str:
    return " ".join(each.text for each in passages(document.edition))
