"""The dates that are coming: of documents that are not final, and of sessions."""

from __future__ import annotations

from datetime import date

from dossier.build.coming_dates import coming_dates, said_of_state
from tests.conftest import Project

TODAY = date(2026, 11, 28)


def test_a_documents_deadline_is_its_dossiers_own_and_another_dossiers_is_not(small: Project):
    small.change(
        "case/dossier.yaml", "    session: 55", "    session: 55\n    deadline: 2026-12-01"
    )
    (own,) = [e for e in coming_dates(small.places(), "case", TODAY) if "must be sent" in e.what]
    assert (own.days, own.own, own.said) == (3, True, "1 December 2026")
    assert small.run("new", "other").status == 0
    (other,) = [
        e
        for e in coming_dates(small.places(), "other", TODAY)
        if "must be sent" in e.what and e.day == date(2026, 12, 1)
    ]
    assert not other.own


def test_the_nearest_comes_first_and_what_is_over_is_left_out(small: Project):
    days = [each.day for each in coming_dates(small.places(), "case", TODAY)]
    assert days == sorted(days)
    assert min(days) >= TODAY


def test_a_session_of_which_only_the_month_is_known_says_no_day(small: Project):
    rough = [each for each in coming_dates(small.places(), "case", TODAY) if not each.exact]
    assert rough
    assert all(each.day.day == 1 and not each.said[0].isdigit() for each in rough)


def test_the_session_that_reviews_the_state_is_the_dossiers_own_however_far(small: Project):
    small.write("case/dossier.yaml", manifest(small).replace(state(small), "state: Kazakhstan"))
    found = [each for each in coming_dates(small.places(), "case", TODAY) if each.own]
    session = next(each for each in found if "62nd session" in each.what)
    assert (session.days > 550, "Kazakhstan" in session.about) == (True, True)


def test_a_documents_deadline_that_is_only_probable_says_so(small: Project):
    small.change("case/dossier.yaml", "    session: 55", "    session: 59")
    (own,) = [e for e in coming_dates(small.places(), "case", TODAY) if "must be sent" in e.what]
    assert (own.said, own.doubt) == ("1 June 2028", "probable, not verified")


def test_months_of_a_session_are_said_whole(small: Project):
    found = [each for each in coming_dates(small.places(), "case", TODAY) if "55th" in each.what]
    assert [each.said for each in found] == ["October or November 2027"]


def test_what_must_be_said_of_the_state_is_said(small: Project):
    small.write("case/dossier.yaml", manifest(small).replace(state(small), "state: Ukraine"))
    (said,) = said_of_state(small.places(), "case")
    assert said.startswith("Ukraine: it was reviewed in sessions 2, 14 and 28")


def manifest(project: Project) -> str:
    return (project.content / "case" / "dossier.yaml").read_text("utf-8")


def state(project: Project) -> str:
    return next(each for each in manifest(project).splitlines() if each.startswith("state:"))
