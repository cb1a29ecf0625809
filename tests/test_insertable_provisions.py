"""Every form of a treaty or law that a text may ask for is offered, and what is offered is right."""

from __future__ import annotations

import pytest

from dossier.build.insertable_provisions import Wanted, provisions
from dossier.build.preview import draw_page, with_unsaved
from dossier.build.registries import collect
from dossier.model.diagnostics import errors
from dossier.project.layout import Files, read_files
from tests.conftest import Project

TREATIES = """\
ICCPR:
  signed: 2003-12-02
  ratified: 2006-01-24
  in_force: 2006-04-24
  reservation: {en: "The State reserves article 22."}
  sources: "@example-report, p. 3"
  verified: yes
ICRMW: {status: not a party, as_of: 2015-03-14, sources: "@example-report", verified: yes}
"""
LAW = """\
  - id: criminal-code
    type: legislation
    title: Criminal Code
    title-short: Criminal Code
    issued: 2014-07-03
    jurisdiction: Ruritania
    verified: yes
"""


@pytest.fixture
def case(small: Project) -> Project:
    small.write("case/treaties.yaml", TREATIES)
    sources = (small.content / "case/sources.yaml").read_text("utf-8")
    small.write("case/sources.yaml", sources + LAW)
    return small


def files_of(case: Project) -> Files:
    files, _ = read_files(case.places(), "case")
    assert files is not None
    return files


def offered(case: Project, id_: str, words: str = "", *sorts: str, kind: str = "treaty"):
    registry, _ = collect(files_of(case))
    return provisions(registry, Wanted(id_, words, frozenset(sorts), kind), "en-GB", 500)


def texts(*found: object) -> list[str]:
    return [each.text for each in found]


def test_an_article_is_found_by_number_by_subject_and_by_words(case: Project):
    assert texts(*offered(case, "iccpr", "22(1)", "provision")) == ["{treaty:ICCPR art. 22(1)}"]
    assert texts(*offered(case, "ICCPR", "Art. 22(1)", "provision")) == [
        "{treaty:ICCPR art. 22(1)}"
    ]
    assert "{treaty:ICCPR art. 22}" in texts(*offered(case, "ICCPR", "association", "provision"))
    part, whole = offered(case, "ICCPR", "join trade unions", "quotation")
    assert texts(part, whole) == [
        '{quote:ICCPR art. 22(1) "join trade unions"}', "{quote:ICCPR art. 22(1)}",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["99", "99(2) and 3", "2(3), 6 and 7", "IV", "5bis, x", "a}{b"])
def test_an_article_that_is_not_held_is_taken_as_typed_if_it_is_one(case: Project, typed: str):
    found = texts(*offered(case, "C087", typed, "provision"))
    assert (f"{{treaty:C087 art. {typed}}}" in found) == (typed not in ("5bis, x", "a}{b"))


def test_an_article_can_be_named_without_an_acronym_that_nothing_uses_again(case: Project):
    (full,) = offered(case, "ICESCR", "7", "full provision")[:1]
    path = "case/blocks/60-evidence.md"
    old = (case.content / path).read_text("utf-8")
    for text, explained in ((full.text, False), ("{treaty:ICESCR art. 7}", True)):
        files = with_unsaved(files_of(case), {path: f"{old}\n\nSo says {text}.\n"})
        said = draw_page(case.places(), files, "submission").html
        assert "Economic, Social and Cultural Rights" in said
        assert ("Cultural Rights (ICESCR)" in said) == explained


def test_what_the_state_did_is_offered_as_far_as_it_is_known(case: Project):
    found = texts(*offered(case, "ICCPR", "", "treaty act"))
    for form in ("signed", "ratified", "in-force", "reservation"):
        assert f"{{treaty:ICCPR {form}}}" in found
    assert "{treaties:all}" in found
    assert "{treaty:ICRMW not-ratified}" in texts(*offered(case, "ICRMW", "", "treaty act"))
    assert "{treaty:ICCPR not-ratified}" not in found
    assert not offered(case, "C087", "", "treaty act")


def test_a_law_is_named_and_cited_with_the_article_that_is_typed(case: Project):
    assert set(texts(*offered(case, "criminal-code", "402", kind="law"))) == {
        "{law:criminal-code art. 402}", "{law:criminal-code bare art. 402}",
        "{law:criminal-code cite art. 402}",
    }  # fmt: skip
    assert texts(*offered(case, "criminal-code", "", kind="law")) == [
        "{law:criminal-code}", "{law:criminal-code cite}",
    ]  # fmt: skip
    assert not offered(case, "example-report-2", kind="law")


RECOMMENDATIONS = """\
recommendations:
  - {paragraph: "1.1", symbol: A/HRC/1/1, text: Try them., states: [Chad], position: noted, words: We do.}
  - {paragraph: "2.1", symbol: A/HRC/2/2, text: Free them, states: [Mali]}
  - {paragraph: "2.1", symbol: A/HRC/3/3, text: Pay them, states: [Mali, Chad]}
"""


def test_each_form_of_an_earlier_recommendation_is_offered_with_what_it_prints(case: Project):
    case.write("case/recommendations.yaml", RECOMMENDATIONS)
    found = {each.text: each.label for each in offered(case, "1.1", kind="recommendation")}
    assert found == {
        "{upr:1.1}": "1.1 (Chad)", "{upr:1.1 text}": "“Try them”", "{upr:1.1 bare}": "Try them",
        "{upr:1.1 states}": "Chad", "{upr:1.1 position}": "noted", "{upr:1.1 words}": "“We do”",
    }  # fmt: skip
    second = offered(case, "A/HRC/3/3 2.1", "words", kind="recommendation")
    assert "{upr:A/HRC/3/3 2.1 text}" in texts(*second) and second[0].label == "“Pay them”"
    path = "case/blocks/60-evidence.md"
    added = "\n\n".join((*found, *texts(*second)))
    texts_ = {path: (case.content / path).read_text("utf-8") + f"\n\n{added}\n"}
    page = draw_page(case.places(), with_unsaved(files_of(case), texts_), "submission")
    assert [str(each) for each in errors(page.findings)] == []
    assert all(label in page.html for label in found.values())


def test_all_that_is_offered_can_be_printed(case: Project):
    many = [
        *offered(case, "ICCPR"), *offered(case, "ICCPR", "freedom of association"),
        *offered(case, "ICCPR", "2(3), 6 and 7"), *offered(case, "ICRMW", "", "treaty act"),
        *offered(case, "criminal-code", "402", kind="law"), *offered(case, "criminal-code", kind="law"),
    ]  # fmt: skip
    assert len(many) > 100
    files = files_of(case)
    path = "case/blocks/60-evidence.md"
    old = (case.content / path).read_text("utf-8")
    added = "\n\n".join(texts(*many))
    page = draw_page(
        case.places(), with_unsaved(files, {path: f"{old}\n\n{added}\n"}), "submission"
    )
    assert [str(each) for each in errors(page.findings)] == []


def test_what_the_state_did_is_told_with_its_date_in_words(case: Project):
    (found,) = offered(case, "ICCPR", "", "treaty act")[1:2]
    assert found.label == "Ratified: 24 January 2006"
    assert not any("Day(" in each.label for each in offered(case, "ICCPR", "", "treaty act"))


def test_words_that_are_held_in_another_language_are_told_as_such_with_what_to_do(case: Project):
    manifest = (case.content / "case/dossier.yaml").read_text("utf-8")
    case.write("case/dossier.yaml", manifest.replace("title:", "language: es\ntitle:", 1))
    path = next((case.content / "case/blocks").glob("*.md"))
    path.write_text(path.read_text("utf-8") + "\n{quote:ICCPR art. 22(1)}\n", "utf-8")
    (found,) = (e for e in case.dossier("case").findings if e.rule == "unknown-article")
    assert "in Spanish, only in English" in found.message
    assert "[@key]" in found.hint and "{treaty:ICCPR art. 22(1)}" in found.hint
