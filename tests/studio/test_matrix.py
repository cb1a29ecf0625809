"""Matrix: what stands alone, what can be chosen, and what becomes of a choice."""

from __future__ import annotations

import pytest

from dossier.project.history import read_steps
from tests.conftest import Project
from tests.studio.conftest import Client


@pytest.fixture
def case(small: Project, clients) -> Client:
    small.write(
        "case/blocks/30-concern.md",
        "---\nid: impunity\nkind: concern\ntitle: Impunity\n---\nNobody was tried.\n",
    )
    small.write(
        "case/blocks/80-recommendation.md",
        "---\nid: try\nkind: recommendation\ntitle: Try them\n---\nTry them by 2027.\n",
    )
    small.write(
        "case/recommendations.yaml",
        "recommendations:\n"
        '  - {paragraph: "1.1", symbol: A/HRC/1/1, text: Try them, states: [Chad]}\n'
        '  - {paragraph: "1.1", symbol: A/HRC/2/2, text: Free them, states: [Mali]}\n',
    )
    return clients(small)


def matrix(client: Client) -> dict:
    return client.get("/api/case/trace/matrix").json()


def lone(client: Client, side: str, word: str = "") -> dict:
    return next(
        each for each in matrix(client)["alone"] if each["side"] == side and word in each["lacks"]
    )


def link(client: Client, block: str, key: str, ids: list[str], digest: str = ""):
    known = digest or matrix(client)["blocks"][block]["digest"]
    return client.post(
        "/api/case/trace/links", {"block": block, "key": key, "ids": ids, "digest": known}
    )


def chosen(client: Client, alone: dict, other: str):
    """Link what stands alone with what is chosen, as the page does."""
    filling = alone["filling"]
    here = filling["by"] == "alone"
    block, target = (alone["id"], other) if here else (other, alone["link"])
    old = matrix(client)["blocks"][block][filling["key"]]
    return link(client, block, filling["key"], [*old, target])


@pytest.mark.parametrize(
    ("side", "word", "other"),
    [
        ("concern", "no evidence", "evidence"),
        ("concern", "no recommendation", "try"),
        ("recommendation", "no concern", "impunity"),
        ("recommendation", "no obligation", "obligation"),
        ("earlier recommendation", "", "try"),
    ],
)
def test_what_stands_alone_is_linked_by_choosing(case: Client, side: str, word: str, other: str):
    alone = lone(case, side, word)
    offered = matrix(case)["choices"][alone["filling"]["kind"]]
    if other not in [each["id"] for each in offered]:
        other = offered[0]["id"]
    before = len(read_steps(case.project.content))
    assert chosen(case, alone, other).status_code == 200
    assert alone not in matrix(case)["alone"]
    assert len(read_steps(case.project.content)) == before + 1


def test_of_two_reports_with_the_same_paragraph_the_right_one_is_followed_up(case: Client):
    second = [e for e in matrix(case)["alone"] if e["side"] == "earlier recommendation"][1]
    assert chosen(case, second, "try").status_code == 200
    left = [e for e in matrix(case)["alone"] if e["side"] == "earlier recommendation"]
    assert ["Try them" in each["item"] for each in left] == [True]


def gaps(client: Client) -> list[dict]:
    return client.get("/api/case/trace/gaps").json()["gaps"]


def test_check_tells_the_same_gaps_as_the_matrix(case: Client):
    open_ = [each for each in matrix(case)["alone"] if not each["explained"]]
    assert open_ and gaps(case) == [
        {name: each[name] for name in ("side", "item", "lacks")} for each in open_
    ]


def test_a_reason_takes_it_out_of_what_is_open(case: Client):
    alone = lone(case, "concern", "no evidence")
    before = len(gaps(case))
    asked = {"id": "impunity", "why": "it is known", "digest": matrix(case)["trace"]}
    assert case.post("/api/case/trace/reasons", asked).status_code == 200
    assert lone(case, "concern", "no evidence") == {**alone, "explained": "it is known"}
    assert len(gaps(case)) < before
    assert case.post("/api/case/trace/reasons", asked).status_code == 409


def test_a_row_says_what_leads_where(case: Client):
    link(case, "try", "rests_on", ["impunity"])
    link(case, "try", "follows_up", ["A/HRC/2/2 1.1"])
    (row,) = [each for each in matrix(case)["rows"] if each["concern"]]
    assert row["recommendation"]["title"] == "Try them"
    assert [each["text"] for each in row["earlier"]] == ["Free them"]


@pytest.mark.parametrize("kind", ["concern", "recommendation"])
def test_the_matrix_shows_and_offers_whatever_a_part_can_rest_on(case: Client, kind: str):
    block = {"concern": "impunity", "recommendation": "try"}[kind]
    choices = case.get("/api/case/submission/outline").json()["choices"]
    assert choices["rests_on"] == matrix(case)["rests_on"]
    for other in choices["rests_on"][kind]:
        target = next(e["id"] for e in choices["blocks"] if e["kind"] == other and e["id"] != block)
        assert target in [each["id"] for each in matrix(case)["choices"][other]]
        assert link(case, block, "rests_on", [target]).status_code == 200
        rows = matrix(case)["rows"]
        held = [one for row in rows for one in (row["concern"], *row["evidence"], *row["obligations"])
                if one and block in [each["id"] for each in (row["concern"], row["recommendation"]) if each]]  # fmt: skip
        assert target in [each["id"] for each in held]


def test_nothing_is_linked_to_a_block_that_changed_meanwhile(case: Client):
    digest = matrix(case)["blocks"]["try"]["digest"]
    case.project.change("case/blocks/80-recommendation.md", "by 2027", "by 2028")
    assert link(case, "try", "rests_on", ["impunity"], digest).status_code == 409


@pytest.mark.parametrize(
    ("block", "key", "ids", "status"),
    [
        ("try", "allow", ["x"], 400),
        ("try", "rests_on", ["nothing"], 422),
        ("nothing", "rests_on", ["impunity"], 422),
    ],
)
def test_no_other_link_is_made(case: Client, block, key, ids, status):
    digest = matrix(case)["blocks"]["try"]["digest"]
    assert link(case, block, key, ids, digest).status_code == status


def test_a_dossier_that_cannot_be_read_says_why(case: Client):
    case.project.write("case/dossier.yaml", "title: [\n")
    answer = case.get("/api/case/trace/matrix")
    assert answer.status_code == 422
    assert answer.json()["findings"]
