"""The running head: many organisations, long titles."""

from __future__ import annotations

from dossier.build.running_head import LONGEST_HEAD
from tests.conftest import document


def joint(project, number):
    many = "".join(
        f"  - {{name: Organisation {at}, acronym: ORGANISATION{at}}}\n" for at in range(number)
    )
    file = project.content / "case" / "dossier.yaml"
    text = file.read_text("utf-8")
    begin, end = text.index("submitters:"), text.index("documents:")
    file.write_text(f"{text[:begin]}submitters:\n{many}\n{text[end:]}", "utf-8")


def head_of(project):
    return document(project, "case", "submission").edition.document.running_head


def test_few_organisations_are_all_named(small):
    joint(small, 2)
    assert "ORGANISATION0" in head_of(small)
    assert "ORGANISATION1" in head_of(small)


def test_of_many_organisations_the_first_is_named_and_the_others_are_counted(small):
    joint(small, 20)
    assert "ORGANISATION0 and 19 others" in head_of(small)


def test_a_long_head_is_cut_at_a_word(small):
    small.change("case/dossier.yaml", 'state: "Case"', f'state: "{"Republic of Case " * 30}"')
    head = head_of(small)
    assert len(head) <= LONGEST_HEAD
    assert head.endswith(" …")
