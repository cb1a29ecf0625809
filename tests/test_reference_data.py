"""What the program ships of the world: every fact says whence, when and how well it is known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dossier.build.reference_data import reference_data
from dossier.model.grade import GRADES
from dossier.model.language import DATA
from dossier.model.shipped_fact import NEEDED, ShippedFact
from dossier.readers.registries.instruments import instrument, instruments
from dossier.readers.shipped_facts import data_files, facts_in, shipped_facts
from tests.conftest import Project

DAY = date(2026, 11, 29)
FACT = ShippedFact(
    name="a", source="a page", checked=DAY, grade="verified", review_by=DAY + timedelta(days=9)
)


def test_every_fact_has_source_day_grade_and_review():
    assert [(each.name, each.missing) for each in shipped_facts() if each.missing] == []
    assert {each.grade for each in shipped_facts()} <= set(GRADES)
    assert all(each.checked < each.review_by for each in shipped_facts())


def test_names_of_facts_are_their_own():
    names = [each.name for each in shipped_facts()]
    assert len(names) == len(set(names))


def test_every_file_of_facts_says_where_it_comes_from():
    told = {each.file for each in shipped_facts()}
    named = set(re.findall(r"file: data/(\S+\w)", (DATA / "provenance.yaml").read_text("utf-8")))
    files = {path.relative_to(DATA).as_posix() for path in data_files()}
    assert all(each.startswith("spelling/LICENSE-") for each in files - told - named)


def test_what_provenance_names_is_there():
    paths = re.findall(r"file: (\S+\w)", (DATA / "provenance.yaml").read_text("utf-8"))
    assert paths and all((DATA.parent / path).is_file() for path in paths)


@pytest.mark.parametrize("key", NEEDED)
def test_a_fact_that_lacks_one_of_them_is_found(key):
    raw = {"source": "a page", "checked": DAY, "grade": "verified", "review_by": DAY, "value": 1}
    (fact,) = facts_in({"words": {name: each for name, each in raw.items() if name != key}}, "x")
    assert fact.missing == (key,)


def test_a_fact_has_from_around_it_what_it_does_not_say():
    raw = {"checked": DAY, "review_by": DAY, "rules": {"a": {"value": 1, "grade": "partly",
           "source": "here", "cycles": {2: {"value": 2, "grade": "verified"}}}}}  # fmt: skip
    whole, second = facts_in(raw, "x")
    assert (whole.value, whole.grade, whole.checked) == ("1", "partly", DAY)
    assert (second.value, second.grade, second.source) == ("2", "verified", "here")


def test_a_fact_is_due_from_its_day_on():
    assert not FACT.due(DAY + timedelta(days=8))
    assert FACT.due(DAY + timedelta(days=9)) and FACT.due(DAY + timedelta(days=10))


def test_due_facts_come_first_then_the_least_known():
    every = [
        replace(FACT, name="sure"),
        replace(FACT, name="part", grade="partly"),
        replace(FACT, name="none", grade="unverified"),
        replace(FACT, name="old", review_by=DAY),
    ]
    found = reference_data(DAY, facts=every)
    assert [each.name for each in found.facts] == ["old", "none", "part"]
    assert (found.due, found.grades["verified"], found.grades["unverified"]) == (1, 2, 1)
    assert len(reference_data(DAY, extent="all", facts=every).facts) == 4
    assert [each.name for each in reference_data(DAY, ["PAR"], facts=every).facts] == ["part"]


def test_nothing_is_due_on_the_day_it_was_checked():
    assert reference_data(max(each.checked for each in shipped_facts())).due == 0


@pytest.mark.parametrize(
    "id_",
    [
        "C102",
        "C158",
        "C188",
        "C191",
        "C192",
        "C193",
        "MLC-2006",
        "P081",
        "P155",
        "R198",
        "R204",
        "ILO-2008",
        "ICJ-2026",
    ],
)
def test_an_instrument_can_be_cited(id_):
    assert id_ in instruments() and instrument(id_).names["en"].full


def test_what_nobody_ratifies_does_not_bind():
    assert not any(instrument(each).binding for each in ("ICJ-2026", "R198", "R204", "ILO-2008"))
    assert all(instrument(each).binding for each in ("C193", "MLC-2006", "P155"))


def test_words_of_new_instruments_are_not_quoted_from_memory():
    remembered = [
        each for each in shipped_facts() if "nothing of this file was looked up" in each.note
    ]
    assert len(remembered) > 5
    for each in remembered:
        held = instrument(each.name.partition("/")[2].upper())
        assert each.grade == "unverified" and not any(one.words for one in held.articles.values())


def test_the_declaration_of_1998_is_cited_as_amended_since_it_was():
    held = instrument("ILO-1998")
    assert "as amended in 2022" not in held.names_on(date(2022, 6, 9))["en"].full
    assert held.names_on(date(2022, 6, 10))["en"].full.endswith("(1998), as amended in 2022")
    assert held.names_on(date(2022, 6, 10))["fr"] == held.names["fr"]


@pytest.mark.parametrize(("day", "amended"), [("2021-05-01", False), ("2026-05-01", True)])
def test_a_document_cites_the_declaration_as_it_was_on_its_day(small: Project, day, amended):
    manifest = (small.content / "case" / "dossier.yaml").read_text("utf-8")
    dated = re.sub(r"^    date: .*$", f"    date: {day}", manifest, flags=re.MULTILINE)
    small.write("case/dossier.yaml", dated)
    sources = (small.content / "case" / "sources.yaml").read_text("utf-8")
    small.write("case/sources.yaml", re.sub(r"\b202\d\b", "2020", sources))
    small.change("case/blocks/60-evidence.md", "first event", "first event, {treaty:ILO-1998},")
    assert small.run("build", "case", "--format", "md").status == 0
    (file,) = small.root.glob("output/case/*.md")
    assert "and its Follow-up" in (text := file.read_text("utf-8"))
    assert ("as amended in 2022" in text) == amended


def test_the_courts_opinion_can_be_cited_in_a_document(small: Project):
    small.change(
        "case/blocks/60-evidence.md", "first event", "first event, against {treaty:ICJ-2026},"
    )
    assert small.run("build", "case", "--format", "md").status == 0
    (file,) = small.root.glob("output/case/*.md")
    assert (
        "Advisory Opinion of the International Court of Justice of 21\u00a0May 2026"
        in file.read_text("utf-8")
    )


def test_the_command_lists_what_is_open(project: Project):
    ran = project.run("reference-data", "--today", "2026-11-29", "icj-2026", "votes")
    assert ran.status == 0 and ran.out.startswith("instruments/icj-2026/votes: reported\n")
    assert "another report says eleven to four" in ran.out and "1 fact: 1 reported" in ran.out
    assert "article-23/rules/due: verified" not in project.run("reference-data", "due").out
    ran = project.run("reference-data", "--all", "article-23", "1 September")
    assert "article-23/rules/due: verified" in ran.out


def test_the_command_says_what_is_due(project: Project):
    ran = project.run("reference-data", "--today", "2027-02-01", "icj-2026", "votes")
    assert "reported; due for review" in ran.out and "1 due for review" in ran.out
