"""The front door: what is built, when it is built again, and what is never overwritten."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest

from tests.conftest import ROOT

TEXTS = ("--format", "docx,html,md")


def started(project, *words: str, first: str = "") -> subprocess.Popen[str]:
    """Start Python in the project, with this checkout's program, `first` before it on its path."""
    path = os.pathsep.join(filter(None, [first, str(ROOT)]))
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_without_a_command_everything_is_built_with_a_line_for_each_file(ruritania):
    ran = ruritania.run()
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert len(lines) == 8
    for line in lines:
        assert re.match(
            r"output/ruritania/(joint|plain)\.(pdf +\d+ pages|docx|html|md) +\d+ words +\d+ notes +[\d.]+ s$",
            line,
        )
    made = {path.name for path in (ruritania.output / "ruritania").iterdir()}
    assert made == {
        f"{d}.{f}" for d in ("joint", "plain") for f in ("pdf", "docx", "html", "md")
    } | {"manifest.json"}


def test_one_document_and_some_formats_can_be_asked_for(ruritania):
    ran = ruritania.run("build", "ruritania/joint", "--format", "md,html")
    assert ran.status == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == [
        "output/ruritania/joint.html",
        "output/ruritania/joint.md",
    ]


def test_unchanged_inputs_are_not_built_again(small):
    small.run("build", *TEXTS)
    file = small.output / "case" / "submission.docx"
    before = file.stat().st_mtime_ns
    ran = small.run("build", *TEXTS)
    assert ran.out.count("unchanged") == 3
    assert file.stat().st_mtime_ns == before


def test_a_changed_block_builds_again(small):
    small.run("build", *TEXTS)
    small.change("case/blocks/60-evidence.md", "first event", "another event")
    ran = small.run("build", *TEXTS)
    assert "unchanged" not in ran.out
    assert "another event" in (small.output / "case" / "submission.md").read_text("utf-8")


def test_a_missing_file_is_made_again(small):
    small.run("build", *TEXTS)
    (small.output / "case" / "submission.md").unlink()
    assert small.run("build", *TEXTS).status == 0
    assert (small.output / "case" / "submission.md").is_file()


def test_building_one_format_after_a_change_does_not_take_the_others_for_edited(small):
    small.run("build", *TEXTS)
    small.change("case/blocks/60-evidence.md", "first event", "another event")
    small.run("build", "--format", "md")
    assert small.run("build", *TEXTS).status == 0


def test_a_file_that_somebody_edited_is_left_alone(small):
    small.run("build", *TEXTS)
    file = small.output / "case" / "submission.docx"
    file.write_bytes(b"edited by hand")
    small.change("case/blocks/60-evidence.md", "first event", "another event")
    ran = small.run("build", *TEXTS)
    assert ran.status == 1
    assert "submission.docx: error[edited-output]: somebody changed this file" in ran.err
    assert file.read_bytes() == b"edited by hand"
    assert small.run("build", "--force", *TEXTS).status == 0
    assert zipfile.is_zipfile(file)


def test_two_builds_give_the_same_bytes_in_every_format(small):
    small.run("build")
    first = {p.name: p.read_bytes() for p in (small.output / "case").iterdir()}
    small.run("build", "--force")
    assert {p.name: p.read_bytes() for p in (small.output / "case").iterdir()} == first


def test_the_manifest_records_files_blocks_and_sizes(small):
    small.run("build")
    manifest = json.loads((small.output / "case" / "manifest.json").read_text("utf-8"))
    record = manifest["files"]["submission.pdf"]
    assert {"sha256", "pages", "words", "note_words", "notes", "program", "blocks"} <= set(record)
    assert record["pages"] == 2
    assert record["notes"] == 2
    assert set(record["blocks"]) == {
        "our-organisation", "background", "concern-one", "obligation-one", "previous-review-one",
        "evidence-one", "analysis-one", "recommendation-one",
    }  # fmt: skip
    assert all(re.fullmatch("[0-9a-f]{64}", each) for each in record["blocks"].values())


def test_json_is_for_other_programs(small):
    ran = small.run("build", "--json", "--format", "md")
    printed = json.loads(ran.out)
    assert printed["files"][0]["file"] == "output/case/submission.md"
    assert printed["findings"] == []
    small.change("case/blocks/60-evidence.md", "kind: evidence", "kind: evidense")
    ran = small.run("build", "--json", "--format", "md")
    assert ran.status == 1
    rules = {each["rule"] for each in json.loads(ran.out)["findings"]}
    assert {"block-not-taken", "section-without-blocks"} <= rules


def test_errors_leave_the_old_files_as_they_were(small):
    small.run("build", *TEXTS)
    before = (small.output / "case" / "submission.md").read_bytes()
    small.change("case/blocks/60-evidence.md", "kind: evidence", "kind: evidense")
    assert small.run("build", *TEXTS).status == 1
    assert (small.output / "case" / "submission.md").read_bytes() == before


def looked_at(
    act: Callable[[], object], look: Callable[[], dict[str, str]]
) -> list[dict[str, str]]:
    """Return what `look` sees before each step of `act` that may change a file."""
    found = []

    def before(frame, event, called):
        if event != "c_call" or called.__name__ not in STEPS:
            return
        whose = str(getattr(called.__self__, "name", getattr(called.__self__, "__name__", "")))
        if "output" in whose or whose in ("posix", "nt", "io", "_io"):
            found.append(look())

    kept = sys.getprofile()
    sys.setprofile(before)
    try:
        act()
    finally:
        sys.setprofile(kept)
    return found


STEPS = ("open", "write", "flush", "fsync", "rename", "replace", "unlink", "remove", "truncate")


def test_a_build_killed_at_any_step_leaves_old_files_or_new_ones(small):
    """What a build that is killed leaves is what lies there at that step."""

    def digests() -> dict[str, str]:
        files = (small.output / "case").glob("submission.*")
        return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}

    small.run("build", *TEXTS)
    old = digests()
    small.change("case/blocks/60-evidence.md", "first event", "another event")
    found = looked_at(lambda: small.run("build", *TEXTS), digests)
    new = digests()
    assert all(old[name] != new[name] for name in old)
    assert old in found and len({tuple(each.items()) for each in found}) > 2
    assert all(each.keys() == old.keys() for each in found)
    assert all(each[name] in (old[name], new[name]) for each in found for name in old)


def test_what_a_killed_build_left_is_not_taken_for_somebodys_edit(small):
    small.run("build", *TEXTS)
    small.change("case/blocks/60-evidence.md", "first event", "another event")
    killed = (
        "import os, signal, sys; from dossier.cli.main import main\n"
        "def watch(event, words):\n"
        "    if event == 'os.rename' and str(words[1]).endswith('submission.html'):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.addaudithook(watch)\n"
        f"main(['build', *{TEXTS!r}])"
    )
    running = started(small, "-c", killed)
    running.communicate()
    assert running.returncode == -signal.SIGKILL
    small.change("case/blocks/60-evidence.md", "another event", "a third event")
    assert small.run("build", *TEXTS).status == 0
    for kind in ("html", "md"):
        assert "a third event" in (small.output / "case" / f"submission.{kind}").read_text("utf-8")


def test_word_is_built_without_importing_what_other_formats_need(small):
    script = (
        "import sys; from dossier.cli.main import main; "
        "status = main(['build', '--format', 'docx']); "
        "sys.exit(status or int(bool({'weasyprint', 'openpyxl', 'pikepdf'} & set(sys.modules))))"
    )
    running = started(small, "-c", script)
    running.communicate()
    assert running.returncode == 0


def test_nothing_heavy_is_imported_when_nothing_is_to_do(small):
    small.run("build", *TEXTS)
    script = (
        "import sys; from dossier.cli.main import main; "
        "main(['build', '--format', 'docx,html,md']); "
        "sys.exit(bool({'weasyprint', 'docx', 'jinja2', 'markdown', 'yaml', 'lxml'} & set(sys.modules)))"
    )
    running = started(small, "-c", script)
    out, _ = running.communicate()
    assert "unchanged" in out
    assert running.returncode == 0


def test_without_pango_one_sentence_says_what_to_install_and_the_rest_is_built(small, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "weasyprint.py").write_text(
        "print('WeasyPrint could not import some external libraries.')\n"
        "raise OSError(\"cannot load library 'libpango-1.0-0'\")\n"
    )
    running = started(small, "-m", "dossier", first=str(broken))
    out, err = running.communicate()
    assert running.returncode == 1
    assert "error[missing-library]: no PDF was made, since WeasyPrint lacks a system library" in err
    assert "apt-get install libpango-1.0-0" in err
    assert "could not import" not in out + err
    made = {path.suffix for path in (small.output / "case").glob("submission.*")}
    assert made == {".docx", ".html", ".md"}


def test_paragraph_numbers_and_footnotes_can_be_switched(small):
    small.change(
        "case/dossier.yaml", "    # paragraph_numbers: false", "    paragraph_numbers: false"
    )
    small.change("case/dossier.yaml", "    # notes: endnotes", "    notes: endnotes")
    ran = small.run("build")
    assert ran.status == 0
    assert "warning[paragraphs-unnumbered]" in ran.err
    with zipfile.ZipFile(small.output / "case" / "submission.docx") as package:
        assert "word/endnotes.xml" in package.namelist()
        assert b"NumberedParagraph" not in package.read("word/document.xml")


def test_a_picture_comes_into_every_format(small):
    from PIL import Image

    Image.new("RGB", (60, 40), "#14466b").save(small.content / "case" / "map.png")
    small.change(
        "case/blocks/60-evidence.md", "Conclude", "![A map of the ports](map.png)\n\nConclude"
    )
    assert small.run("build").status == 0
    with zipfile.ZipFile(small.output / "case" / "submission.docx") as package:
        assert b'descr="A map of the ports"' in package.read("word/document.xml")
    assert 'alt="A map of the ports"' in (small.output / "case" / "submission.html").read_text(
        "utf-8"
    )


def test_a_new_template_folder_is_a_new_kind_of_document(small, own_templates):
    kind = own_templates / "note"
    kind.mkdir()
    (kind / "outline.yaml").write_text(
        "name: A note\nsections:\n"
        "  - {id: all, title: All, takes: [organisation, background, concern, obligation, "
        "previous review, evidence, analysis, recommendation]}\n"
    )
    (kind / "page.html.j2").write_text('{% extends "house.html.j2" %}')
    (kind / "word.docx").write_bytes((own_templates / "_shared" / "word.docx").read_bytes())
    file = small.content / "case" / "dossier.yaml"
    text = file.read_text("utf-8")
    head = text[: text.index("documents:")]
    file.write_text(
        head + "documents:\n  note: {template: note, title: N, date: 2026-01-01}\n", "utf-8"
    )
    for path in (small.content / "case" / "blocks").iterdir():
        path.write_text(
            path.read_text("utf-8").replace("section: main-issue\n", "")
            .replace("#section:main-issue", "#section:all").replace("#section:obligations", "#section:all"),
            "utf-8",
        )  # fmt: skip
    ran = small.run("build")
    assert (ran.status, ran.err) == (0, "")
    assert (small.output / "case" / "note.pdf").is_file()


@pytest.mark.parametrize("command", ["build", "list", "new"])
def test_every_command_has_help_with_an_example(project, command):
    ran = project.run(command, "--help")
    assert ran.status == 0
    assert "example" in ran.out


def test_list_shows_what_can_be_built(ruritania):
    ran = ruritania.run("list")
    assert ran.status == 0
    assert "ruritania/joint" in ran.out
    assert "13 blocks" in ran.out


def test_new_never_writes_over_a_dossier(small):
    ran = small.run("new", "case")
    assert ran.status == 1
    assert 'error[taken-name]: there is a dossier "case" already' in ran.err


def test_words_that_got_lost_never_cost_a_file_that_somebody_edited(small, own_templates):
    small.run("build")
    file = small.output / "case" / "submission.docx"
    file.write_bytes(b"edited by hand")
    (own_templates / "upr-submission" / "print.css").write_text("table { display: none }", "utf-8")
    assert small.run("build", "--format", "pdf,docx").status == 1
    assert file.read_bytes() == b"edited by hand"
    assert (small.output / "case" / "submission.md").is_file()


def test_a_heading_row_at_the_top_of_a_page_prints_once(small):
    small.run("build", "--format", "pdf")
    import pypdfium2

    opened = pypdfium2.PdfDocument((small.output / "case" / "submission.pdf").read_bytes())
    text = " ".join(sheet.get_textpage().get_text_bounded() for sheet in opened)
    assert text.count("Position") == 1
