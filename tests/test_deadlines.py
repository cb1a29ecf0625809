"""Sessions and deadlines: what is known, how it is listed, and the calendar read back."""

import json
from datetime import date, timedelta

import ics
import pytest
import vobject
from icalendar import Calendar

from dossier.build.deadlines import coming_deadlines, write_calendar
from dossier.build.due_dates import coming_procedures, due_dates
from dossier.lint import lint, rule
from dossier.lint.example import FILE, example
from dossier.model.grade import GRADES
from dossier.model.procedures import coming_of, concerns, procedures
from dossier.model.sessions import _sessions, coming, every_session, session, state_remarks
from dossier.readers.un_exports.sessions import cycle_of
from dossier.readers.un_exports.state_names import _USUAL, is_known, key
from dossier.writers.calendar import Entry, calendar

KNOWN = tuple(_USUAL.values())


def test_each_value_of_a_session_has_a_grade_and_a_source():
    for one in _sessions().values():
        values = {
            "dates": one.begins,
            "deadline": one.deadline,
            "states": one.states,
            "moved": one.moved,
        }
        held = {name for name, value in values.items() if value}
        assert held == set(one.grades) == set(one.sources)
        assert set(one.grades.values()) <= set(GRADES) and all(one.sources.values())
        assert one.cycle == cycle_of(one.number)


def test_sessions_are_in_order_and_deadlines_before_them():
    days = [one.begins for one in _sessions().values() if one.begins]
    assert days == sorted(days)
    for one in _sessions().values():
        assert one.begins is None or one.begins < one.ends
        if one.deadline and one.begins:
            assert timedelta(days=150) < one.begins - one.deadline < timedelta(days=250)


def test_states_are_states_and_none_is_reviewed_twice_in_a_cycle():
    reviewed = {}
    for one in _sessions().values():
        assert len(one.states) in (0, 12, 13, 14) and all(map(is_known, one.states))
        for state in one.states:
            assert reviewed.setdefault((one.cycle, state), one.number) == one.number


def test_what_follows_from_the_order_of_review_is_never_called_verified():
    followers = [one for one in _sessions().values() if one.follows]
    assert session(62).follows == 48 and "Kazakhstan" in session(62).states
    assert {one.grades["states"] for one in followers} == {"unverified"}


def test_nothing_of_the_fifth_cycle_is_called_verified():
    fifth = coming(date(2027, 3, 1))
    assert [one.number for one in fifth] == list(range(55, 66))
    assert {grade for one in fifth for grade in one.grades.values()} == {"probable", "unverified"}
    assert {one.number: one.deadline for one in fifth if one.deadline} == {59: date(2028, 6, 1)}


def test_a_state_that_no_coming_session_reviews_has_a_remark():
    named = {each.state for each in state_remarks()}
    assert all(map(is_known, named))
    reviewed = {
        key(state) for one in _sessions().values() if one.cycle == 4 for state in one.states
    }
    assert {each for each in KNOWN if key(each) not in reviewed} <= named


def test_a_state_whose_review_was_moved_is_listed_where_it_was_moved():
    assert "United States of America" in session(53).moved and len(session(53).states) == 14
    assert "United States of America" not in session(50).states


def read_by_icalendar(content):
    return {
        str(each["uid"]): (
            str(each["summary"]), each["dtstart"].dt, each["dtend"].dt,
            str(each["description"]), [alarm["trigger"].dt for alarm in each.walk("VALARM")],
        )
        for each in Calendar.from_ical(content).walk("VEVENT")
    }  # fmt: skip


def read_by_vobject(content):
    return {
        each.uid.value: (
            each.summary.value, each.dtstart.value, each.dtend.value, each.description.value,
            [alarm.trigger.value for alarm in each.contents.get("valarm", [])],
        )
        for each in vobject.readOne(content.decode()).vevent_list
    }  # fmt: skip


def read_by_ics(content):
    found = ics.Calendar(content.decode()).events
    assert all(each.all_day for each in found)
    return {
        each.uid: (
            each.name, each.begin.date(), each.end.date(), each.description,
            [alarm.trigger for alarm in each.alarms],
        )
        for each in found
    }  # fmt: skip


def test_three_programs_read_a_calendar_alike():
    first = date(2027, 12, 31)
    entries = [
        Entry("a@x", first, first, "Комитет экспертов МОТ: замечания по статье 23, ½; \\ “n”", "One;\ntwo, " * 9, 14),
        Entry("b@x", first, first + timedelta(days=11), "UPR", "x", sure=False),
    ]  # fmt: skip
    content = calendar(entries, "Deadlines", date(2026, 11, 29))
    read = read_by_icalendar(content)
    assert read == read_by_vobject(content) == read_by_ics(content)
    assert read["a@x"][1:3] == (first, date(2028, 1, 1)) and read["b@x"][2] == date(2028, 1, 12)


def test_a_yearly_deadline_comes_again_and_is_today_on_its_day():
    (article_23,) = (each for each in procedures() if each.id == "ilo-article-23")
    days = [each.day for each in coming_of(article_23, date(2027, 9, 1), date(2028, 12, 31))]
    assert days == [date(2027, 9, 1), date(2028, 9, 1)]
    assert [each.day for each in coming_of(article_23, date(2027, 9, 2), date(2027, 12, 31))] == []


def test_no_day_is_made_up_for_a_session_that_nobody_announced():
    found = coming_procedures(date(2026, 11, 29))
    assert {each.procedure.id for each in found if each.exact} == {"ilo-article-23", "crc"}
    assert all(set(each.grades) == set(each.sources) and each.rule for each in procedures())


def test_every_treaty_body_has_its_rule_and_is_due_where_its_treaty_binds():
    treaties = {"ICCPR", "ICESCR", "CEDAW", "CRC", "ICERD", "CAT", "ICRMW", "CRPD", "CPED"}
    assert treaties <= {id_ for each in procedures() for id_ in each.instruments}
    bound = frozenset({"CRC"})
    (children,) = (each for each in procedures() if concerns(each, bound) and each.yearly)
    days = [each.day for each in coming_of(children, date(2026, 11, 29), date(2027, 4, 1))]
    assert days == [date(2026, 12, 1), date(2027, 4, 1)]


def test_what_is_due_for_a_dossier_follows_from_what_binds_its_state(small):
    small.change("case/dossier.yaml", "state: ", "state: Kazakhstan # ")
    small.write(
        "case/treaties.yaml",
        "C087: {status: party}\nICCPR: {status: not a party, as_of: 2020-01-01}\n",
    )
    (found,) = due_dates(small.places(), date(2026, 11, 29))
    named = {each.procedure.id for each in found.dates}
    assert {"ilo-article-23", "human-rights-council"} <= named
    assert [
        each.day.month for each in found.dates if each.procedure.id == "human-rights-council"
    ] == [2]
    assert "human-rights-committee" not in named and found.session.number == 62
    file = small.root / "upr.ics"
    write_calendar(file, coming_deadlines(small.places(), date(2026, 11, 29)))
    days = ("2026-12-01", "2027-04-01", "2027-08-01", "2027-12-01")
    uids = {"ilo-article-23-2027-09-01@upr-dossier", *(f"crc-{day}@upr-dossier" for day in days)}
    assert set(read_by_icalendar(file.read_bytes())) == uids
    assert file.read_bytes().count(b"Our dossiers: case.") == 1


def due(name, today, **more):
    head = {"session": 43, "today": today, **more}
    lines = "\n".join(f"{key}: {value}" for key, value in head.items())
    text = f"---\n{lines}\n---\n# Background\n\nWords.\n"
    return [each.finding.message for each in lint(example(text), {FILE: text}, [rule(name)])]


@pytest.mark.parametrize(
    "today, near, passed",
    [
        ("2022-09-26", 0, 0),
        ("2022-09-27", 1, 0),
        ("2022-10-10", 1, 0),
        ("2022-10-11", 1, 0),
        ("2022-10-12", 0, 1),
        ("2023-10-12", 0, 1),
    ],
)
def test_a_deadline_is_near_for_fourteen_days_and_then_passed(today, near, passed):
    assert len(due("deadline-near", today)) == near
    assert len(due("deadline-passed", today)) == passed


def test_days_are_said_as_one_says_them():
    assert due("deadline-near", "2022-10-11")[0].endswith("is 11 October 2022, today")
    assert due("deadline-near", "2022-10-10")[0].endswith("in 1 day")
    assert due("deadline-passed", "2022-10-12")[0].endswith("1 day ago")


def test_a_final_document_has_no_deadline():
    assert due("deadline-passed", "2023-01-01", status="final") == []


def test_no_day_no_deadline():
    assert due("deadline-passed", "") == []


def test_a_session_whose_deadline_is_not_known_is_left_alone():
    assert due("deadline-passed", "2030-01-01", session=55) == []
    assert due("deadline-passed", "2030-01-01", session=999) == []


def test_a_deadline_in_the_manifest_goes_before():
    assert due("deadline-passed", "2022-10-12", deadline="2022-10-20") == []
    (said,) = due("deadline-near", "2026-12-01", session=55, deadline="2026-12-04")
    assert said == "the deadline is 4 December 2026, in 3 days"


def events(content):
    return {str(each["uid"]): each for each in Calendar.from_ical(content).walk("VEVENT")}


def test_a_calendar_reads_back_as_it_was_written():
    day = date(2027, 3, 1)
    entries = [
        Entry("a@x", day, day, "Due: “übermorgen”, ½; \\ done", "Long " * 40 + "\nand lines", 14),
        Entry("b@x", day, day + timedelta(days=11), "UPR 55th session", sure=False),
    ]
    content = calendar(entries, "UPR", date(2026, 11, 21))
    assert content == calendar(entries, "UPR", date(2026, 11, 21))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.endswith(b"END:VCALENDAR\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    read = events(content)
    assert read["a@x"]["summary"] == entries[0].title
    assert read["a@x"]["description"] == entries[0].words
    assert read["a@x"]["dtstart"].dt == day and read["a@x"]["dtend"].dt == date(2027, 3, 2)
    assert b"DTSTART;VALUE=DATE:20270301\r\n" in content
    (alarm,) = read["a@x"].walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-14) and alarm["action"] == "DISPLAY"
    assert read["b@x"]["dtend"].dt == date(2027, 3, 13) and not read["b@x"].walk("VALARM")
    assert [read[each]["status"] for each in ("a@x", "b@x")] == ["CONFIRMED", "TENTATIVE"]


def test_the_command_lists_coming_sessions_and_what_is_not_verified(project):
    ran = project.run("deadlines", "--today", "2026-11-21")
    assert ran.status == 0
    assert "54th session, 4th cycle: January or February 2027\n" in ran.out
    assert "17 July 2026: passed 127 days ago\n" in ran.out
    assert "55th session, 5th cycle: probable: October or November 2027" in ran.out
    assert "probable: two signs: one slot stayed empty" in ran.out
    assert "deadline  not known; a deadline is usually six to eight months before" in ran.out
    assert "62nd" not in ran.out and "52nd" not in ran.out


def test_the_command_finds_a_state_by_any_of_its_names(project):
    ran = project.run("deadlines", "--today", "2026-11-21", "--state", "turkey")
    assert ran.status == 0 and ran.out.startswith("63rd session")
    wrong = project.run("deadlines", "--state", "Kazakstan")
    assert wrong.status == 2 and 'did you mean "Kazakhstan"?' in wrong.err


@pytest.mark.parametrize(
    "state, told",
    [
        ("United States of America", "United States of America (moved to this session)"),
        ("Malta", "deadline  probable: 1 June 2028: 550 days left"),
        ("Malta", "probable: January or February 2029"),
        ("Ukraine", "the 42nd lists 13 States without it"),
        ("Naoero", "Nauru: reported: its parliament voted"),
        ("nauru", "so Nauru is kept"),
    ],
)
def test_what_is_not_sure_of_a_state_is_said(project, state, told):
    assert told in project.run("deadlines", "--today", "2026-11-29", "--state", state).out


def test_a_deadline_that_is_only_probable_is_never_told_as_sure(project):
    file = project.root / "malta.ics"
    project.run("deadlines", "--today", "2026-11-29", "--state", "Malta", "--ics", str(file))
    due_ = events(file.read_bytes())["upr-59-deadline@upr-dossier"]
    assert due_["summary"].startswith("probable: ") and due_["status"] == "TENTATIVE"
    (near,) = due("deadline-near", "2028-05-30", session=59)
    assert near.endswith("(probable, not verified)")


def test_the_command_speaks_json(project):
    ran = project.run("deadlines", "--today", "2026-07-01", "--json")
    rows = {each["session"]: each for each in json.loads(ran.out)["sessions"]}
    assert rows[54]["days_left"] == 16 and rows[54]["deadline"] == "2026-07-17"
    assert rows[54]["grades"] == {
        "dates": "verified", "deadline": "verified", "states": "unverified",
    }  # fmt: skip
    assert rows[55]["deadline"] is None and rows[55]["checked"] == "2026-11-21"


def test_the_command_writes_a_calendar(project):
    file = project.root / "upr.ics"
    ran = project.run("deadlines", "--today", "2022-09-01", "--ics", str(file))
    assert ran.status == 0 and "upr.ics: " in ran.err
    read = events(file.read_bytes())
    assert read["upr-43-deadline@upr-dossier"]["dtstart"].dt == date(2022, 10, 11)
    assert read["upr-43-session@upr-dossier"]["dtend"].dt == date(2023, 5, 13)
    assert "upr-42-deadline@upr-dossier" not in read
    first = file.read_bytes()
    project.run("deadlines", "--today", "2022-09-01", "--ics", str(file))
    assert file.read_bytes() == first


def test_a_day_that_does_not_exist_is_refused(project):
    assert project.run("deadlines", "--today", "2026-02-30").status == 2


def told_of_session(state, session, language="en-GB"):
    text = f"---\nstate: {state}\nsession: {session}\nlanguage: {language}\n---\n# A\n\nWords.\n"
    return [each.finding for each in lint(example(text), {FILE: text}, [rule("wrong-session")])]


@pytest.mark.parametrize(
    ("state", "session", "other"),
    [
        ("Kazakhstan", 47, "48th"), ("Kazajstán", 61, "62nd (not verified)"),
        ("Казахстан", 33, "34th"), ("Türkiye", 63, ""), ("Turkey", 64, "63rd (not verified)"),
        ("United States of America", 50, "53rd"), ("Greece", 54, "53rd (not verified)"),
        ("Greece", 40, "39th (verified only in part)"), ("Chad", 999, "59th (not verified)"),
    ],
)  # fmt: skip
def test_a_session_that_is_not_that_of_the_state_is_told_with_the_other_one(state, session, other):
    found = told_of_session(state, session)
    assert [each.severity for each in found] == ["warning"] * bool(other)
    assert all(each.message.endswith(f"the review of {state} is in the {other}") for each in found)
    assert all(each.hint.startswith(f"set `session: {other[:2]}`") for each in found)


def test_a_session_in_which_the_state_was_reviewed_is_never_told():
    for each in every_session():
        assert not [state for state in each.states if told_of_session(f'"{state}"', each.number)]


@pytest.mark.parametrize(
    ("state", "session"), [("Kazakhstan", 20), ("Ruritania", 47), ("Ukraine", 42), ("Chad", 0)]
)
def test_a_session_is_left_alone_where_nothing_is_known_of_its_cycle(state, session):
    assert told_of_session(state, session) == []
