"""What a rule finds is allowed for a reason, where it stands; what may not be allowed is refused."""

from __future__ import annotations

from datetime import date

import pytest

from dossier.build.check import check_documents
from dossier.interchange.allowances import Allowing, allow
from dossier.project.history import read_steps
from dossier.project.journal import digest_of
from tests.conftest import Project

TODAY = date(2026, 11, 28)
BLOCK = "content/case/blocks/20-background.md"


def asked(project: Project, rule: str, file: str = "", reason: str = "it is so", digest: str = ""):
    path = file or "content/case/dossier.yaml"
    known = digest or digest_of(project.root / path)
    found = Allowing("submission", rule, reason, file, known)
    return allow(project.places(), "case", found, TODAY)


def reasons(project: Project, rule: str) -> set[str]:
    checked = check_documents(project.places(), "case", "submission", TODAY)
    return {each.reason for one in checked for each in one.caught if each.finding.rule == rule}


@pytest.fixture
def case(small: Project) -> Project:
    small.write(
        "case/blocks/20-background.md",
        "---\nid: background   # ours\nkind: background\n---\nThe the strike was illegall .\n",
    )
    return small


def test_what_a_rule_finds_in_a_block_is_allowed_there(case: Project):
    assert asked(case, "doubled-word", BLOCK, "a name:\n  The The") == ()
    text = (case.root / BLOCK).read_text("utf-8")
    assert text.startswith(
        '---\nid: background   # ours\nkind: background\nallow: {doubled-word: "a name: The The"}\n---\n'
    )
    assert reasons(case, "doubled-word") == {"a name: The The"}
    assert read_steps(case.content)[-1].words.startswith("studio: doubled-word allowed in ")


def test_a_second_allowance_stands_beside_the_first(case: Project):
    assert asked(case, "doubled-word", BLOCK) == ()
    assert asked(case, "space-before-comma", BLOCK) == ()
    assert reasons(case, "doubled-word") == reasons(case, "space-before-comma") == {"it is so"}


def test_a_whole_document_may_have_it_and_its_entry_keeps_its_look(case: Project):
    before = (case.content / "case/dossier.yaml").read_text("utf-8")
    assert asked(case, "doubled-word", reason="quoted") == ()
    after = (case.content / "case/dossier.yaml").read_text("utf-8")
    assert [each for each in after.splitlines() if each not in before.splitlines()] == [
        "    allow: {doubled-word: quoted}"
    ]
    assert [each for each in before.splitlines() if each not in after.splitlines()] == []
    assert reasons(case, "doubled-word") == {"quoted"}


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_nothing_is_allowed_without_a_reason(case: Project, reason: str):
    (found,) = asked(case, "doubled-word", BLOCK, reason)
    assert found.rule == "allowance-without-reason"


def test_what_keeps_a_document_from_being_made_is_not_allowed(case: Project):
    case.write(
        "case/blocks/20-background.md", "---\nid: background\nkind: background\n---\n{org:nobody}\n"
    )
    before = (case.root / BLOCK).read_bytes()
    (found,) = asked(case, "unknown-id", BLOCK)
    assert (found.rule, found.severity) == ("idle-allowance", "error")
    assert (case.root / BLOCK).read_bytes() == before


def test_a_name_that_leaks_is_never_allowed(case: Project):
    (found,) = asked(case, "name-leaks", BLOCK)
    assert "a name that is typed later would go through" in found.message


def test_nothing_is_allowed_that_is_not_found(case: Project):
    (found,) = asked(case, "open-quotation", BLOCK)
    assert "nothing of the kind is found there" in found.message


def test_a_text_of_the_library_is_left_alone(case: Project):
    case.write("library/blocks/a.md", "---\nid: a\nkind: background\n---\nThe the strike.\n")
    (found,) = asked(case, "doubled-word", "content/library/blocks/a.md")
    assert "other dossiers use" in found.message


def test_a_block_that_somebody_edited_meanwhile_is_left_alone(case: Project):
    digest = digest_of(case.root / BLOCK)
    case.change("case/blocks/20-background.md", "strike", "lockout")
    (found,) = asked(case, "doubled-word", BLOCK, digest=digest)
    assert found.rule == "edited-meanwhile"
