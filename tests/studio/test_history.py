"""History: steps with their words, undone alone where nothing later is in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dossier.model.word_merge import merged_words
from dossier.project.history import read_steps, write_content
from dossier.studio.called import called_in
from tests.conftest import Project
from tests.studio.conftest import Client

BLOCK = "case/blocks/60-evidence.md"


def save(client: Client, old: str, new: str, words: str = "save") -> int:
    path = client.project.content / BLOCK
    text = path.read_text("utf-8")
    assert old in text
    write_content(client.project.content, {path: text.replace(old, new).encode()}, words)
    return read_steps(client.project.content)[-1].number


def undo(client: Client, step: int):
    return client.post("/api/case/history/undo", {"step": step})


def text(client: Client) -> str:
    return (client.project.content / BLOCK).read_text("utf-8")


@pytest.fixture
def writing(client: Client) -> Client:
    client.project.write(
        BLOCK,
        "---\nid: evidence-one\nkind: evidence\ntitle: The strike\n---\nIt began in May. It ended in June.\n",
    )
    return client


def test_a_step_is_listed_with_its_words_and_files(writing):
    number = save(writing, "May", "April", "pull from-ana.docx")
    page = writing.get("/case/history").text
    assert "Took back from-ana.docx" in page and "The strike" in page
    (file,) = writing.get(f"/api/case/history/steps/{number}").json()["files"]
    assert [(e["kind"], e["text"]) for e in file["pieces"] if e["kind"] in ("gone", "came")] == [
        ("gone", "May"),
        ("came", "April"),
    ]


def test_a_step_is_undone_though_another_place_was_changed_later(writing):
    one = save(writing, "May", "April")
    save(writing, "June", "July")
    assert undo(writing, one).status_code == 200
    assert "It began in May. It ended in July." in text(writing)


def test_what_a_person_typed_elsewhere_since_stays(writing):
    one = save(writing, "May", "April")
    save(writing, "ended", "was over")
    writing.project.change(BLOCK, "It began", "The strike began")
    assert undo(writing, one).status_code == 200
    assert "The strike began in May. It was over in June." in text(writing)


def test_a_step_whose_words_were_changed_later_is_refused_and_told_why(writing):
    one = save(writing, "May", "April")
    two = save(writing, "April", "March")
    before = text(writing)
    refused = undo(writing, one)
    assert refused.status_code == 409
    assert f"step {two}" in refused.json()["error"]
    assert text(writing) == before


def test_an_undo_can_be_undone(writing):
    one = save(writing, "May", "April")
    back = undo(writing, one).json()["step"]
    page = writing.get("/case/history").text
    assert f'undone by <a href="#step-{back}">step {back}</a>' in page
    assert undo(writing, back).status_code == 200
    assert "April" in text(writing)


def test_an_undo_is_told_in_the_words_of_what_it_undid(writing):
    one = save(writing, "May", "April", "pull from-ana.docx")
    back = undo(writing, one).json()["step"]
    page = writing.get("/case/history").text
    assert "Undid: Took back from-ana.docx" in page
    assert f'of <a href="#step-{one}">step {one}</a>' in page
    undo(writing, back)
    assert "Did again: Took back from-ana.docx" in writing.get("/case/history").text


def test_a_step_offers_what_its_button_does_however_often_it_was_turned(writing):
    one = save(writing, "May", "April", "pull from-ana.docx")
    for turned in range(4):
        page = writing.get("/case/history").text
        newest = page.split("data-undo>")[1].split("<span", maxsplit=1)[0]
        there = "April" in text(writing)
        assert there == (turned % 2 == 0)
        assert newest == ("Undo" if there else "Do it again")
        one = undo(writing, one).json()["step"]


def test_missing_numbers_are_explained(writing):
    save(writing, "May", "April")
    assert "numbered over all dossiers" not in writing.get("/case/history").text
    assert writing.project.run("new", "other").status == 0
    save(writing, "June", "July")
    assert "numbered over all dossiers" in writing.get("/case/history").text


def test_steps_of_another_dossier_are_not_shown(writing):
    number = save(writing, "May", "April")
    assert writing.project.run("new", "other").status == 0
    assert 'id="step-' in writing.get("/case/history").text
    assert f'id="step-{number}"' not in writing.get("/other/history").text
    assert writing.get(f"/api/other/history/steps/{number}").status_code == 404
    assert writing.post("/api/other/history/undo", {"step": number}).status_code == 404


def test_a_file_changed_elsewhere_becomes_a_step_and_is_told_once(writing):
    session = writing.session
    save(writing, "May", "April")
    path = writing.project.content / BLOCK
    session.elsewhere.notice([path])
    news = "/api/studio/elsewhere/news"
    assert writing.get(f"{news}?since=0").json()["changes"] == []
    writing.project.change(BLOCK, "June", "July")
    session.elsewhere.notice([path])
    found = writing.get(f"{news}?since=0").json()
    assert found["changes"][0]["files"] == ["The strike"]
    assert writing.get(f"{news}?since={found['last']}").json()["changes"] == []
    assert writing.get(news).json()["changes"] == []
    step = read_steps(writing.project.content)[-1]
    pieces = writing.get(f"/api/case/history/steps/{step.number}").json()["files"][0]["pieces"]
    assert [e["text"] for e in pieces if e["kind"] == "came"] == ["July"]
    assert undo(writing, step.number).status_code == 200
    assert "It began in April. It ended in June." in text(writing)


def test_saves_of_an_editor_that_follow_each_other_are_one_step(writing):
    save(writing, "May", "April")
    path = writing.project.content / BLOCK
    writing.session.elsewhere.notice([path])
    before = len(read_steps(writing.project.content))
    for old, new in (("June", "July"), ("July", "August")):
        writing.project.change(BLOCK, old, new)
        writing.session.elsewhere.notice([path])
    steps = read_steps(writing.project.content)
    assert len(steps) == before + 1
    assert undo(writing, steps[-1].number).status_code == 200
    assert "It ended in June." in text(writing)


def test_what_the_studio_wrote_just_before_is_not_taken_for_another_programs(writing):
    path = writing.project.content / BLOCK
    writing.session.elsewhere.notice([path])
    save(writing, "May", "April")
    writing.session.elsewhere.learn()
    writing.project.change(BLOCK, "June", "July")
    writing.session.elsewhere.notice([path])
    step = read_steps(writing.project.content)[-1]
    pieces = writing.get(f"/api/case/history/steps/{step.number}").json()["files"][0]["pieces"]
    assert [e["text"] for e in pieces if e["kind"] == "gone"] == ["June"]


def test_comments_are_shown_as_they_are_read(writing):
    path = writing.project.content / BLOCK.replace(".md", ".review.yaml")
    text_ = '- id: r1\n  author: "Ana"\n  date: 2026-05-01\n  quoted: "May"\n  text: "Sure?"\n'
    write_content(writing.project.content, {path: text_.encode()}, "pull ana.docx")
    step = read_steps(writing.project.content)[-1].number
    (file,) = writing.get(f"/api/case/history/steps/{step}").json()["files"]
    assert file["name"] == "Comments on The strike"
    assert [each["text"] for each in file["pieces"]] == ["Ana, 2026-05-01: “May”: Sure?"]


@pytest.fixture
def evidence(clients: Callable[[Project], Client], sourced: Project) -> Client:
    """A client of a dossier whose text asks for entries of registries."""
    made = clients(sourced)
    made.project.write(
        BLOCK, "---\nid: evidence-one\nkind: evidence\ntitle: The strike\n---\nMay.\n"
    )
    return made


def test_entries_are_called_by_their_words_and_not_by_their_ids(evidence):
    number = save(evidence, "May.", "May: {fact:dead} by {Person:minister}.[@daily, p. 3]")
    (file,) = evidence.get(f"/api/case/history/steps/{number}").json()["files"]
    said = "".join(each["text"] for each in file["pieces"] if each["kind"] != "gone")
    assert "[at least 16 people] by [the Minister]" in said
    assert "[source: Abuse claims]" in said
    assert not any(id_ in said for id_ in ("dead", "minister]", "daily"))


def test_a_step_of_the_evidence_is_told_in_the_words_of_its_form(evidence):
    held = evidence.get("/api/case/evidence/facts/entry?id=dead").json()
    values = {**held["values"], "value": "18", "exactness": "about"}
    body = {"id": "dead", "new": "dead", "values": values, "digest": held["digest"]}
    number = evidence.post("/api/case/evidence/facts/save", body).json()["step"]
    page = evidence.get("/case/history").text
    assert "Fact “about 18 people” changed" in page
    (file,) = evidence.get(f"/api/case/history/steps/{number}").json()["files"]
    told = [(each["kind"], each["text"]) for each in file["pieces"]]
    assert ("came", "About") in told and ("came", "18") in told
    said = "".join(text for _, text in told)
    assert "How exact: " in said and "Sources: Striking Oil; Abuse claims" in said
    assert "dead" not in said and "exactness" not in said


def test_links_between_parts_are_told_by_their_titles(evidence):
    write_content(
        evidence.project.content,
        {
            evidence.project.content
            / BLOCK: b"---\nid: evidence-one\nkind: evidence\ntitle: The strike\n---\nJune.\n"
        },
        "studio: evidence-one rests on nothing",
    )
    assert "“The strike” rests on nothing" in evidence.get("/case/history").text


def test_words_are_shown_as_they_are_read(writing):
    save(
        writing, "It began in May.", "It *began* in {fact:start}.[@ffs, p. 3] <!-- ask -->", "save"
    )
    step = read_steps(writing.project.content)[-1].number
    (file,) = writing.get(f"/api/case/history/steps/{step}").json()["files"]
    said = "".join(each["text"] for each in file["pieces"] if each["kind"] != "gone")
    assert said == "The strike\nIt began in [start]. [source: ffs] It ended in June."


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        ("a b c d e", "a X c d e", "a b c d Y", "a X c d Y"),
        ("a b c", "a X c", "a X c", "a X c"),
        ("a b c", "a X c", "a Y c", None),
        ("a b c", "a X b c", "a Y b c", None),
        ("a b c d", "a X c d", "a b Y d", "a X Y d"),
        ("a b", "a b", "", ""),
    ],
)
def test_two_edits_are_merged_by_words_or_not_at_all(base, ours, theirs, wanted):
    assert merged_words(base, ours, theirs) == wanted
    assert merged_words(base, theirs, ours) == wanted


def test_that_a_source_was_seen_is_told_with_the_day_and_who_saw_it(evidence):
    held = evidence.get("/api/case/evidence/sources/entry?id=daily").json()
    seen = {"verified": "yes", "verified-on": "2026-05-12", "verified-by": "A. Clerk"}
    body = {"id": "daily", "new": "daily", "values": {**held["values"], **seen}}
    answer = evidence.post(
        "/api/case/evidence/sources/save", {**body, "digest": held["digest"]}
    ).json()
    (file,) = evidence.get(f"/api/case/history/steps/{answer['step']}").json()["files"]
    said = "".join(each["text"] for each in file["pieces"] if each["kind"] != "gone")
    assert "Seen in the source: Yes, 2026-05-12, by A. Clerk" in said
    rows = evidence.get("/api/case/evidence/sources").json()["rows"]
    row = next(each for each in rows if each["id"] == "daily")
    assert row["cells"]["verified"] == "Yes (12 May 2026, A. Clerk)"
    text = "daily: {verified: yes, on: 2026-05-12, by: A. Clerk}\n"
    told = called_in(evidence.project.places(), "case").readable("case/verification.yaml", text)
    assert told == "Abuse claims. Seen in the source: Yes, 2026-05-12, by A. Clerk"
