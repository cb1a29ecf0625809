"""Results that are kept from one run to the next: always those that would be made, and no secret."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossier.build import check as check_module
from dossier.build import kept_documents
from dossier.build.check import check
from dossier.model.frozen import frozen
from dossier.model.value_digest import value_digest
from dossier.project import input_digests, kept_results, kept_table
from tests.conftest import Project


@frozen
class Place:
    """A value of one field."""

    name: str


TODAY = date(2026, 11, 28)
FILES = (
    "ruritania/blocks/20-background.md",
    "ruritania/blocks/30-concerns.md",
    "ruritania/blocks/60-wages.md",
    "ruritania/blocks/90-pay.md",
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where results are kept, an empty one."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(kept_table.FOLDER, str(folder))
    kept_results.forget()
    return folder


def edit(text: str, how: str, at: int) -> str:
    """Return the text of a block after one edit of an author, at one of its lines."""
    head, body = re.match(r"(---\n.*?\n---\n)(.*)", text, re.DOTALL).groups()
    lines = body.split("\n")
    at %= len(lines)
    match how:
        case "word":
            lines[at] += " Later."
        case "line":
            lines.insert(at, "A new sentence stands here.\n")
        case "ask":
            lines.insert(0, "They are in {section:obligations}, or {section:nowhere}.\n")
        case "remark":
            lines[at] = f"<!-- {lines[at]} -->"
        case "title":
            head = (
                head.replace("\n---\n", "\ntags: [pay]\n---\n", 1) if "tags" not in head else head
            )
        case "cut":
            del lines[at]
    return head + "\n".join(lines)


EDITS = st.tuples(
    st.sampled_from(FILES),
    st.sampled_from(("word", "line", "ask", "remark", "title", "cut")),
    st.integers(0, 40),
)


def examined(project: Project) -> tuple[list[str], list[object]]:
    """Return digests of all documents of a project, and all that is to be said of them."""
    kept_results.forget()  # as a new process would begin
    dossier = project.dossier("ruritania")
    documents = [value_digest(each) for each in dossier.documents]
    said = [
        (one.name, *(each.finding for each in one.caught))
        for one in check(project.places(), ["ruritania"], "", TODAY)
    ]
    return documents, said


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=st.lists(EDITS, min_size=3, max_size=5))
def test_what_was_kept_is_what_would_be_made_whatever_an_author_changes(
    ruritania: Project, cache: Path, edits
):
    for file, how, at in (("", "", 0), *edits):
        if file:
            path = ruritania.content / file
            path.write_text(edit(path.read_text("utf-8"), how, at), "utf-8")
        first = examined(ruritania)
        assert examined(ruritania) == first
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(kept_table.FOLDER, "none")
            assert examined(ruritania) == first


def test_after_a_change_of_words_only_documents_that_print_them_are_made(
    kazakhstan: Project, cache: Path, monkeypatch: pytest.MonkeyPatch
):
    made: list[str] = []
    make = kept_documents.make_documents
    monkeypatch.setattr(
        kept_documents, "make_documents", lambda held, name: made.append(name) or make(held, name)
    )
    kazakhstan.dossier("kazakhstan")
    assert len(made) > 10
    made.clear()
    kazakhstan.dossier("kazakhstan")
    assert made == []
    kazakhstan.change("kazakhstan/blocks/61-dissolution.md", "denied requests", "refused requests")
    dossier = kazakhstan.dossier("kazakhstan")
    takes = [each.id for each in dossier.documents if "dissolution" in each.uses]
    assert {"submission", "submission-es", "submission-fr", "joint", "brief", "article"} <= {*takes}
    # An extract refers to its whole by numbers.
    extracts = ("submission-ar", "submission-zh")
    assert [each for each in made if each not in extracts] == takes


def test_a_document_without_blocks_is_kept_too(ruritania: Project, cache: Path):
    ruritania.change(
        "ruritania/dossier.yaml", "documents:\n", "documents:\n  dates:\n    template: chronology\n"
        "    title: What happened\n    date: 2026-01-01\n    submitters: all\n",
    )  # fmt: skip
    first, again = ([value_digest(each) for each in ruritania.dossier("ruritania").documents]
                    for _ in range(2))  # fmt: skip
    assert first == again


def test_rules_that_compare_all_blocks_see_words_of_those_that_a_document_does_not_take(
    kazakhstan: Project, cache: Path
):
    def found() -> set[tuple[str, str]]:
        kept_results.forget()
        return {
            (one.name, each.finding.message)
            for one in check(kazakhstan.places(), ["kazakhstan"], "", TODAY)
            for each in one.caught
        }

    before = found()
    file = kazakhstan.content / "kazakhstan/blocks/44-prosecutions.md"
    text = file.read_text("utf-8")
    file.write_text(f"{text}\nArticle 999 of the Criminal Code was used as well.\n", "utf-8")
    after = found()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(kept_table.FOLDER, "none")
        assert found() == after != before


def test_a_second_check_of_the_same_files_makes_nothing(
    ruritania: Project, cache: Path, monkeypatch: pytest.MonkeyPatch
):
    first = check(ruritania.places(), ["ruritania"], "", TODAY)
    kept_results.forget()
    monkeypatch.setattr(check_module, "_checked", lambda *_: pytest.fail("checked again"))
    assert [each.caught for each in check(ruritania.places(), ["ruritania"], "", TODAY)] == [
        each.caught for each in first
    ]


def test_the_file_says_no_word_of_what_it_keeps(ruritania: Project, cache: Path):
    check(ruritania.places(), ["ruritania"], "", TODAY)
    content = (cache / kept_table.NAME).read_bytes()
    assert len(content) > 10_000
    assert not re.search(rb"Ruritania|minimum wage|pickle|dossier\.model", content)
    assert (cache / kept_table.NAME).stat().st_mode & 0o077 == 0


def test_a_broken_file_is_made_anew(cache: Path):
    kept_results.keep("same", [1, 2])
    kept_results.forget()
    (cache / kept_table.NAME).write_bytes(b"no database " * 1000)
    assert kept_results.found("same") is None
    kept_results.keep("same", [1, 2])
    kept_results.forget()
    assert kept_results.found("same") == [1, 2]


def test_a_result_that_somebody_changed_is_not_read(cache: Path):
    import sqlite3

    kept_results.keep("same", [1, 2])
    kept_results.forget()
    with sqlite3.connect(cache / kept_table.NAME) as table:
        table.execute("update results set content = zeroblob(length(content))")
    assert kept_results.found("same") is None


def test_results_of_another_version_go_and_the_oldest_where_they_are_too_many(
    cache: Path, monkeypatch: pytest.MonkeyPatch
):
    kept_results.keep("old", "x" * 1000)
    monkeypatch.setattr(kept_results, "_program", lambda: "another")
    monkeypatch.setattr(kept_table, "MOST", 5000)
    for number in range(9):
        kept_results.keep(str(number), "x" * 1000)
    kept_results.forget()
    held = [number for number in range(9) if kept_results.found(str(number))]
    assert 0 < len(held) < 5
    monkeypatch.undo()
    monkeypatch.setenv(kept_table.FOLDER, str(cache))
    assert kept_results.found("old") is None


def test_nothing_is_kept_where_nobody_may_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "file").write_text("", "utf-8")
    for folder in ("none", str(tmp_path / "file" / "below")):
        monkeypatch.setenv(kept_table.FOLDER, folder)
        kept_results.forget()
        kept_results.keep("same", [1])
        kept_results.forget()
        assert kept_results.found("same") is None


def test_a_command_writes_what_it_made_at_its_end_and_gives_it_back_before(cache: Path):
    registry = Place("a")
    with kept_results.written_at_end():
        kept_results.keep("same", ["x", registry], (registry,))
        assert kept_results.shared("name", "inputs", lambda: "made") == "made"
        assert kept_results.found("same", (registry,)) == ["x", registry]
        assert not (cache / kept_table.NAME).exists() or kept_table.read_many(["same"]) == {}
    kept_results.forget()
    other = Place("b")
    assert kept_results.found("same", (other,)) == ["x", other]
    assert kept_results.shared("name", "inputs", lambda: "made anew") == "made"


def test_a_command_that_fails_keeps_nothing(cache: Path):
    with pytest.raises(OSError, match="full"), kept_results.written_at_end():
        kept_results.keep("same", [1])
        raise OSError("the disk is full")
    assert kept_results.found("same") is None


def test_a_value_that_is_equal_to_a_shared_one_and_not_the_same_is_kept_itself(cache: Path):
    place, equal = Place("a"), Place("a")
    kept_results.keep("same", [place, equal], (place,))
    kept_results.forget()
    assert kept_results.found("same", (Place("b"),)) == [Place("b"), Place("a")]


def test_the_program_is_read_again_when_one_of_its_files_changes(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    package = tmp_path / "package"
    package.mkdir()
    (package / "module.py").write_text("A = 1\n", "utf-8")
    monkeypatch.setattr(input_digests, "_PACKAGE", package)
    program = input_digests._program.__wrapped__
    first = program()
    with monkeypatch.context() as patch:
        patch.setattr(input_digests, "_read", lambda *_: pytest.fail("read again"))
        assert program() == first
    (package / "module.py").write_text("A = 2\n", "utf-8")
    assert program() != first


def test_what_is_kept_beside_bytecode_decides_nothing(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "print.css").write_text("p { color: black }", "utf-8")
    (other / "__pycache__").mkdir()
    (other / "__pycache__" / "acronyms.cpython-311.data").write_bytes(b"kept")
    same = input_digests.surroundings
    assert same((one,)) == same((other,))
    changed = tmp_path / "changed"
    changed.mkdir()
    (changed / "print.css").write_text("p { color: blue }", "utf-8")
    assert same((one,)) != same((changed,))
