"""Follow-up: the table, what is said of a recommendation, and files for those who are named."""

from __future__ import annotations

import csv
import io

import pytest

from dossier.project.history import read_steps
from tests.conftest import Project
from tests.studio.conftest import Client

ENTRIES = """recommendations:
  # seen in the report
  - {paragraph: "1.1", symbol: A/HRC/1/1, cycle: 3, text: Try them, states: [Chad], position: supported}
  - paragraph: "1.2"
    symbol: A/HRC/1/1
    cycle: 3
    text: Free them
    position: noted
    assessment: {level: not implemented, words: {en: Nobody was freed, fr: Personne}}
"""


@pytest.fixture
def case(small: Project, clients) -> Client:
    small.write("case/recommendations.yaml", ENTRIES)
    return clients(small)


def table(client: Client) -> dict:
    return client.get("/api/case/follow-up/rows").json()


def row(client: Client, id_: str) -> dict:
    return next(each for each in table(client)["rows"] if each["id"] == id_)


def say(client: Client, id_: str, **said: object):
    now = row(client, id_)["entry"]
    wanted = {"id": id_, **{each: now[each] for each in ("level", "words", "blocks", "digest")}}
    return client.post("/api/case/follow-up/assessments", {**wanted, **said})


def text(client: Client) -> str:
    return (client.project.content / "case" / "recommendations.yaml").read_text("utf-8")


def test_what_became_of_it_is_written_into_the_entry_and_taken_back(case: Client):
    (block, _), *_ = table(case)["blocks"]
    said = say(case, "A/HRC/1/1 1.1", level="partly implemented", words="One", blocks=[block])
    assert said.status_code == 200
    found = row(case, "A/HRC/1/1 1.1")
    assert (found["status"], found["words"]) == ("partly implemented", "One")
    assert found["evidence"][0]["kind"] == "block"
    assert "# seen in the report" in text(case) and "fr: Personne" in text(case)
    step = read_steps(case.project.content)[-1].number
    assert case.project.run("undo", str(step)).status == 0
    assert text(case) == ENTRIES


def test_an_assessment_with_nothing_in_it_is_taken_out(case: Client):
    assert say(case, "A/HRC/1/1 1.1", level="reversed").status_code == 200
    assert say(case, "A/HRC/1/1 1.1", level="", words="", blocks=[]).status_code == 200
    assert row(case, "A/HRC/1/1 1.1")["status"] == "not assessed"
    assert "reversed" not in text(case)


def test_words_in_several_languages_stay_when_the_status_changes(case: Client):
    assert row(case, "A/HRC/1/1 1.2")["entry"]["words"] is None
    assert say(case, "A/HRC/1/1 1.2", level="reversed").status_code == 200
    assert "level: reversed" in text(case) and "fr: Personne" in text(case)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"digest": "another"}, 409),
        ({"level": "done"}, 422),
        ({"blocks": ["nowhere"]}, 422),
        ({"id": "A/HRC/9/9 1"}, 422),
    ],
)
def test_what_cannot_be_said_is_told_and_nothing_is_written(case: Client, said: dict, status: int):
    before = text(case)
    answer = say(case, "A/HRC/1/1 1.1", **said)
    assert answer.status_code == status, answer.text
    assert text(case) == before


def test_the_next_follow_up_is_compared_with_what_was_kept(case: Client):
    kept = case.project.content / "case" / "follow-up"
    assert case.post("/api/case/follow-up/kept", {}).status_code == 201
    (file,) = kept.iterdir()
    file.rename(kept / "2020-01-01.json")
    old = (kept / "2020-01-01.json").read_text("utf-8").replace(file.stem, "2020-01-01")
    (kept / "2020-01-01.json").write_text(old, "utf-8")
    say(case, "A/HRC/1/1 1.2", level="implemented")
    found = table(case)
    assert found["since"] == "2020-01-01" and ["progress", 1] in found["changes"]
    assert row(case, "A/HRC/1/1 1.2")["before"] == "not implemented"


def test_files_are_for_those_who_are_named_and_hold_nothing_kept_from_them(case: Client):
    case.project.write(
        "case/protected.yaml", "freed: {words: [Nobody was freed], audience: internal}\n"
    )
    ours = case.get("/case/check/follow-up/file?kind=csv&for=internal")
    assert ours.headers["content-disposition"].endswith('"case-follow-up-internal.csv"')
    rows = list(csv.reader(io.StringIO(ours.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    public = case.get("/case/check/follow-up/file?kind=csv&for=public")
    assert public.status_code != 200 or b"Nobody was freed" not in public.content
    assert case.get("/case/check/follow-up/file?kind=exe").status_code == 400


def test_a_dossier_without_recommendations_says_so(client: Client):
    assert table(client)["rows"] == []
    assert client.get("/case/check/follow-up").status_code == 200
