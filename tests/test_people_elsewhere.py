"""A name that one dossier keeps back does not come out in another, nor that of an interview."""

import pytest

from tests.conftest import Project

HELD = """\
driver:
  name: Jonas Exemplarius
  role: {{en: a driver}}
  named: {named}
"""
INTERVIEW = """\
references:
  - id: talk
    type: interview
    title: Interview
    author: [{family: Exemplarius, given: Jonas}]
    role: a driver
    event-place: Port City
    issued: 2025-06-01
    verified: yes
    verified-on: 2025-06-02
    verified-by: A. Lawyer
"""
TYPED = "Jonas Exemplarius spoke of it. Conclude what"


@pytest.fixture
def typed(small: Project) -> Project:
    """Return a project in whose dossier somebody typed a name."""
    small.change("case/blocks/60-evidence.md", "Conclude what", TYPED)
    return small


def test_a_name_that_another_dossier_keeps_back_is_refused(typed: Project) -> None:
    typed.write("other/people.yaml", HELD.format(named="nobody"))
    ran = typed.run("build", "case", "--format", "md")
    assert ran.status == 1
    assert "error[name-leaks]" in ran.err
    assert "content/other/people.yaml keeps the name back" in ran.err
    assert not (typed.output / "case" / "submission.md").exists()


def test_a_name_that_another_dossier_lets_be_read_may_stand(typed: Project) -> None:
    typed.write("other/people.yaml", HELD.format(named="public"))
    assert "name-leaks" not in typed.run("build", "case", "--format", "md").err


def test_what_a_dossier_says_itself_of_a_person_goes_first(typed: Project) -> None:
    typed.write("other/people.yaml", HELD.format(named="nobody"))
    typed.write("case/people.yaml", HELD.format(named="public"))
    assert "name-leaks" not in typed.run("build", "case", "--format", "md").err


def test_a_name_held_later_in_another_dossier_withdraws_what_was_built(typed: Project) -> None:
    assert typed.run("build", "case", "--format", "md").status == 0
    typed.write("other/people.yaml", HELD.format(named="nobody"))
    assert typed.run("build", "case", "--format", "md").status == 1
    assert not (typed.output / "case" / "submission.md").exists()


def test_who_gave_an_interview_is_not_named_by_hand(typed: Project) -> None:
    typed.write("case/sources.yaml", INTERVIEW)
    ran = typed.run("build", "case", "--format", "md")
    assert ran.status == 1
    assert "error[name-leaks]" in ran.err


def test_people_of_another_dossier_that_cannot_be_read_are_a_warning(small: Project) -> None:
    small.write("other/people.yaml", "driver:\n\tname: Jonas\n")
    ran = small.run("build", "case", "--format", "md")
    assert ran.status == 0
    assert "content/other/people.yaml:2: warning" in ran.err
