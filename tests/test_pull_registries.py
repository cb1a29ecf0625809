"""Edits of what registries print are told with the entry, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.conftest import Project
from tests.test_pull_printed import MAIN, changed, replaced


def pulled(
    project: Project, document: str, change: Callable[[str], str], *words: str, part: str = MAIN
) -> str:
    """Return what `pull` says of a draft that was changed; no block is changed."""
    folder = project.output / "kazakhstan"
    back = project.root / "back.docx"
    back.write_bytes(changed((folder / f"{document}.docx").read_bytes(), change, part))
    before = {each: each.read_bytes() for each in project.content.rglob("*.md")}
    ran = project.run("pull", str(back), *words)
    assert ran.status == 0, ran.err
    assert {each: each.read_bytes() for each in project.content.rglob("*.md")} == before
    return ran.out


def paragraph(words: str) -> re.Pattern[str]:
    return re.compile(rf"<w:p>(?:(?!</w:p>).)*{re.escape(words)}(?:(?!</w:p>).)*</w:p>")


def line(project: Project, registry: str, entry: str) -> str:
    lines = (project.content / "kazakhstan" / registry).read_text("utf-8").splitlines()
    return f"content/kazakhstan/{registry}:{lines.index(entry) + 1}"


def test_an_event_that_was_deleted_is_a_proposal_for_its_entry(kazakhstan_built):
    def change(text: str) -> str:
        text = paragraph("A union member is killed").sub("", text)
        return paragraph("A trade union member employed in oilfield").sub("", text)

    said = pulled(kazakhstan_built, "chronology", change, "--apply")
    assert "[-A union member is killed ¶ 2 August 2011, Zhanaozen." in said
    assert "printed for `{incident:killing-august-2011}`" in said
    assert line(kazakhstan_built, "incidents.yaml", "killing-august-2011:") in said
    assert "new: content/kazakhstan/review.yaml" in said


def test_a_changed_event_and_a_changed_row_name_their_entries(kazakhstan_built):
    said = pulled(kazakhstan_built, "chronology", replaced("is killed<", "was killed<"))
    assert "printed for `{incident:killing-august-2011}`" in said
    said = pulled(kazakhstan_built, "matrix", replaced(">Supported<", ">Noted<"))
    assert "[-Supported-]{+Noted+}" in said
    assert "printed for `{upr:A/HRC/28/10 124.1}`" in said
    assert re.search(r"content/kazakhstan/recommendations\.yaml:\d+\n", said)


def test_what_is_typed_over_what_a_registry_prints_names_the_entry_that_prints_it_now(
    kazakhstan_built,
):
    path = "kazakhstan/blocks/05-zhanaozen-and-after.md"
    opening = "In {incident:strikes-2011 date} oil"
    kazakhstan_built.change(path, opening, "This is new.\n\nAfter {incident:law-adopted date}, oil")
    said = pulled(kazakhstan_built, "submission", replaced("16\u00a0December 2011<", "Friday<"))
    assert "typed over what `{incident:zhanaozen-shootings date}` prints" in said
    assert f"correct {line(kazakhstan_built, 'incidents.yaml', 'zhanaozen-shootings:')}" in said


def test_a_note_that_was_changed_where_registries_print_the_text_names_the_entry(kazakhstan_built):
    change = replaced("Human Rights Watch", "HRW")
    said = pulled(kazakhstan_built, "chronology", change, part="word/endnotes.xml")
    assert "[-Human Rights Watch, “Striking Oil" in said and "]{+HRW, “Striking" in said.replace(
        "-]", "]"
    )
    assert "a note: printed for `{incident:strikes-2011}`" in said


def test_a_note_whose_call_was_deleted_where_registries_print_the_text_is_told_with_its_words(
    kazakhstan_built,
):
    call = re.compile(r'<w:r>(?:(?!</w:r>).)*<w:endnoteReference w:id="3"/></w:r>')
    said = pulled(kazakhstan_built, "chronology", lambda text: call.sub("", text, count=1))
    assert re.search(r"\[-[^\n]*\[note: Liquisearch[^\n]*\]-\]\{\+[^\n]*\+\}", said)
    assert said.count("[note: ") == 1


def test_an_edit_of_a_note_that_comes_with_words_of_a_registry_is_told_once(kazakhstan_built):
    change = replaced("paras\u00a0124–126", "paras 1 to 3")
    said = pulled(kazakhstan_built, "matrix", change, part="word/footnotes.xml")
    assert said.count("proposal:") == 1
