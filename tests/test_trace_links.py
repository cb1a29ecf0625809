"""The matrix is filled in by links in heads and reasons in `trace.yaml`, all else stays as typed."""

from __future__ import annotations

import pytest

from dossier.build.trace import trace_document
from dossier.interchange.trace_links import digests_of, explain, link, trace_digest
from dossier.project.history import read_steps
from dossier.project.layout import read_files
from tests.conftest import Project


def files(project: Project, name: str = "case"):
    found = read_files(project.places(), name)[0]
    assert found is not None
    return found


def reason(project: Project, id_: str, why: str, digest: str | None = None):
    known = trace_digest(files(project)) if digest is None else digest
    return explain(project.places(), "case", id_, why, known)


def linked(project: Project, block: str, key: str, *ids: str, digest: str = ""):
    known = digest or digests_of(files(project))[block]
    return link(project.places(), "case", block, (key, ids), known)


@pytest.fixture
def case(small: Project) -> Project:
    small.write(
        "case/blocks/70-impunity.md",
        "---\nid: impunity\nkind: concern\nrests_on: [raid]   # the raid\ntitle: 'Impunity'\n---\nNobody was tried.\n",
    )
    small.write(
        "case/blocks/71-raid.md",
        "---\nid: raid\nkind: evidence\nsection: main-issue\n---\nA raid.\n",
    )
    small.write(
        "case/blocks/72-try.md", "---\r\nid: try\r\nkind: recommendation\r\n---\r\nTry.\r\n"
    )
    small.write(
        "case/recommendations.yaml",
        "recommendations:\n"
        '  - {paragraph: "1.1", symbol: A/HRC/1/1, text: Try them, states: [Chad]}\n'
        '  - {paragraph: "1.1", symbol: A/HRC/2/2, text: Free them, states: [Mali]}\n',
    )
    return small


def text(project: Project, name: str) -> str:
    return (project.content / "case" / name).read_bytes().decode()


def test_a_recommendation_rests_on_what_is_chosen_and_its_lines_end_as_before(case: Project):
    assert linked(case, "try", "rests_on", "impunity") == ()
    assert text(case, "blocks/72-try.md") == (
        "---\r\nid: try\r\nkind: recommendation\r\nrests_on: [impunity]\r\n---\r\nTry.\r\n"
    )
    assert read_steps(case.content)[-1].words == "studio: try rests on impunity"


def test_remarks_and_quotation_marks_stay(case: Project):
    case.write("case/blocks/73-b.md", "---\nid: b\nkind: evidence\nsection: main-issue\n---\nB.\n")
    assert linked(case, "impunity", "rests_on", "raid", "b") == ()
    said = text(case, "blocks/70-impunity.md")
    assert "rests_on: [raid, b]   # the raid\ntitle: 'Impunity'\n" in said


def test_a_link_can_be_taken_away(case: Project):
    assert linked(case, "impunity", "rests_on") == ()
    assert "rests_on" not in text(case, "blocks/70-impunity.md")


def test_an_earlier_recommendation_is_named_with_its_report(case: Project):
    assert linked(case, "try", "follows_up", "A/HRC/2/2 1.1") == ()
    traced, found = trace_document(case.places(), "case", formats=())
    assert traced is not None, "\n".join(map(str, found))
    earlier = [each for chain in traced.matrix.chains for each in chain.earlier]
    assert [each.symbol for each in earlier] == ["A/HRC/2/2"]


@pytest.mark.parametrize(
    ("key", "id_"), [("rests_on", "nothing"), ("follows_up", "9.9"), ("rests_on", "try")]
)
def test_nothing_is_linked_to_what_is_not_there(case: Project, key: str, id_: str):
    before = text(case, "blocks/72-try.md")
    (found,) = linked(case, "try", key, id_)
    assert (found.rule, text(case, "blocks/72-try.md")) == ("unknown-id", before)


def test_a_block_that_somebody_edited_meanwhile_is_left_alone(case: Project):
    digest = digests_of(files(case))["try"]
    case.change("case/blocks/72-try.md", "Try.", "Try all.")
    (found,) = linked(case, "try", "rests_on", "impunity", digest=digest)
    assert found.rule == "edited-meanwhile"


def test_the_first_reason_makes_the_file(case: Project):
    assert reason(case, "raid", "It is: background,\n only") == ()
    assert text(case, "trace.yaml") == (
        'explained:\n  - ids: [raid]\n    why: "It is: background, only"\n'
    )


def test_a_reason_stands_behind_the_others_and_leaves_them(case: Project):
    before = '# Why.\nexplained:\n  - ids: ["1.1", raid]  # both\n    why: >-\n      on other\n      subjects\n'
    case.write("case/trace.yaml", before)
    assert reason(case, "try", "it is new") == ()
    assert text(case, "trace.yaml") == before + "  - ids: [try]\n    why: it is new\n"


def test_another_reason_for_one_of_several_leaves_the_others(case: Project):
    case.write(
        "case/trace.yaml", 'explained:\n  - ids: ["1.1", raid]\n    why: on other subjects\n'
    )
    assert reason(case, "raid", "background") == ()
    assert text(case, "trace.yaml") == (
        'explained:\n  - ids: ["1.1"]\n    why: on other subjects\n  - ids: [raid]\n    why: background\n'
    )
    assert reason(case, "raid", "") == ()
    assert text(case, "trace.yaml") == 'explained:\n  - ids: ["1.1"]\n    why: on other subjects\n'


def test_the_last_reason_takes_the_file_with_it(case: Project):
    assert reason(case, "raid", "background") == ()
    assert reason(case, "raid", "") == ()
    assert not (case.content / "case" / "trace.yaml").exists()


def test_a_file_of_reasons_that_somebody_edited_meanwhile_is_left_alone(case: Project):
    case.write("case/trace.yaml", "explained:\n  - ids: [raid]\n    why: so\n")
    (found,) = reason(case, "try", "it is new", digest="")
    assert found.rule == "edited-meanwhile"
