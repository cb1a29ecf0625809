"""A dossier, a document, and a dossier of an old draft are begun on the page as by commands."""

from __future__ import annotations

import errno
import io
import json
import re
from datetime import date

import pytest
import yaml
from docx import Document

from dossier.interchange.importer import Imported
from dossier.interchange.importer.open_points import OpenPoint
from dossier.interchange.new_document import LAYOUT
from dossier.interchange.registry_edit.entries import CannotChange, with_entry
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.history import read_steps
from dossier.studio.hints import OF_FILES
from dossier.studio.views.draft import unfit
from tests.studio.conftest import Client
from tests.test_un_library import add, concern, record, write

BRIEF = {"template": "campaign-brief", "title": "In short", "date": "2031-05-06"}


EXPORT = """To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session
Kazakhstan,Asia,OIC,Ratify it,Japan,Asia,,Accepted,5,Labour,20
Kazakhstan,Asia,OIC,Free them,Chile,GRULAC,,Noted,5,Labour,20
Norway,WEOG,,Do more,Japan,Asia,,Accepted,5,Labour,19
"""


WHO = {"title": "Kazakhstan: unions", "organisation": "Free Unions"}
"""What a new dossier needs besides its name and State."""


def manifest(client: Client, name: str = "case") -> dict:
    return yaml.safe_load((client.project.content / name / "dossier.yaml").read_text("utf-8"))


def test_a_new_dossier_says_from_the_first_whose_it_is(client: Client):
    asked = {
        "name": "ruritania",
        "title": "Unions: STATE of play",
        "state": 'The "Kingdom": Ruritania',
        "organisation": "Free: Unions",
        "acronym": "FU",
        "kept": 'The "Kingdom": Ruritania',
    }
    assert client.post("/api/dossiers", asked).status_code == 201
    made = manifest(client, "ruritania")
    assert made["title"] == "Unions: STATE of play"
    assert made["state"] == 'The "Kingdom": Ruritania'
    assert (made["submitters"][0]["name"], made["submitters"][0]["acronym"]) == (
        "Free: Unions",
        "FU",
    )
    assert client.get("/api/ruritania/submission/standing").json()["errors"] == 0
    assert read_steps(client.project.content)[-1].words == "new ruritania"


def test_a_new_dossier_asks_for_what_would_be_guessed_with_a_line_for_each_field(client: Client):
    found = client.post("/api/dossiers", {"name": "georgia", "state": "Georgia"}).json()["findings"]
    assert [each["data"]["field"] for each in found] == ["title", "organisation"]
    assert all(each["message"] and each["hint"] for each in found)
    assert not (client.project.content / "georgia").exists()


def test_a_name_that_is_no_States_is_asked_about_with_those_spelt_like_it(client: Client):
    asked = {"name": "kz", "state": "Kazakstan", **WHO}
    (told,) = client.post("/api/dossiers", asked).json()["findings"]
    assert told["rule"] == "unconfirmed-state"
    assert told["data"] | {"field": "state", "near": "Kazakhstan"} == told["data"]
    refused = export(client, "/api/dossiers/with-export", **asked)
    assert refused.json()["findings"][0]["rule"] == "unconfirmed-state"
    assert not (client.project.content / "kz").exists()
    assert client.post("/api/dossiers", {**asked, "kept": "Kazakstan"}).status_code == 201
    assert manifest(client, "kz")["state"] == "Kazakstan"


def test_a_state_typed_in_another_language_is_told_by_its_english_name(client: Client):
    asked = {"name": "tchad", "state": "Tchad", "language": "fr", **WHO}
    (told,) = client.post("/api/dossiers", asked).json()["findings"]
    assert told["data"]["near"] == "Chad" and '"Tchad" is Chad' in told["message"]
    assert client.post("/api/dossiers", {**asked, "state": "Chad"}).status_code == 201
    made = manifest(client, "tchad")
    assert (made["language"], made["state"]) == ("fr", "Chad")


def test_what_a_new_dossier_assumed_is_told_by_check_until_it_is_confirmed(client: Client):
    client.post("/api/dossiers", {"name": "georgia", "state": "Georgia", **WHO})
    said = (client.project.content / "georgia" / "dossier.yaml").read_text("utf-8")
    assert manifest(client, "georgia")["documents"]["submission"]["title"] == WHO["title"]
    assert "NYO" not in said and "acronym" not in said
    found = client.get("/api/georgia/submission/findings").json()["findings"]
    told = " ".join(each["message"] for each in found)
    assert "the session (65) was assumed" in told and "your first key word" in told
    held = client.get("/api/georgia/settings?document=submission").json()
    values = {**held["values"], "assumed": []}
    asked = {"document": "submission", "digest": held["digest"], "values": values}
    assert client.post("/api/georgia/settings", asked).status_code == 200
    found = client.get("/api/georgia/submission/findings").json()["findings"]
    assert not any("was assumed" in each["message"] for each in found)


def export(client: Client, path: str = "/api/earlier", content: str = EXPORT, **said: str):
    return client.post(path, said, files={"file": ("upr.csv", content.encode())})


def test_an_export_shows_what_it_has_for_the_state_before_anything_is_written(client: Client):
    assert export(client).json()["states"] == ["Kazakhstan", "Norway"]
    told = export(client, state="kazakhstan").json()
    assert (told["count"], told["states"]) == (2, [])
    none = export(client, state="Ruritania").json()
    assert none["count"] == 0 and "Norway" in none["states"]


def test_a_new_dossier_begins_with_the_recommendations_of_an_export(client: Client):
    asked = {"name": "kz", "state": "Kazakhstan", **WHO}
    made = export(client, "/api/dossiers/with-export", **asked)
    assert made.json() == {"dossier": "kz", "recommendations": 2}, made.text
    path = client.project.content / "kz" / "recommendations.yaml"
    text = path.read_text("utf-8")
    assert "Ratify it" in text and "Norway" not in text
    assert client.get("/api/kz/submission/standing").json()["errors"] == 0
    assert [each.words for each in read_steps(client.project.content)][1:] == ["new kz"]
    path.write_text(text + "    assessment: {level: not implemented, blocks: [x]}\n", "utf-8")
    assert client.get("/api/earlier?state=KAZAKHSTAN").json()["held"] == [
        {"dossier": "kz", "count": 2}
    ]
    asked |= {"name": "two", "earlier": "kz"}
    again = client.post("/api/dossiers", asked)
    assert again.status_code == 201
    two = (client.project.content / "two" / "recommendations.yaml").read_text("utf-8")
    assert two.count("paragraph:") == 2 and "assessment:" not in two


@pytest.mark.parametrize(
    ("content", "state"),
    [(EXPORT, "Ruritania"), (EXPORT, ""), ("", "Kazakhstan"), ("x", "Kazakhstan")],
)
def test_an_export_without_anything_for_the_state_makes_no_dossier(client: Client, content, state):
    refused = export(client, "/api/dossiers/with-export", content, name="kz", state=state)
    assert refused.status_code == 422 and refused.json()["hint"]
    assert not (client.project.content / "kz").exists()


def test_a_taken_name_is_refused_with_an_export_too(client: Client):
    refused = export(client, "/api/dossiers/with-export", name="case", state="Kazakhstan", **WHO)
    assert refused.status_code == 422
    assert not (client.project.content / "case" / "recommendations.yaml").exists()


def test_a_new_dossier_begins_with_what_the_un_said_as_the_command_does(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    library = client.project.root / "library.sqlite"
    monkeypatch.setattr("dossier.studio.views.new_dossier.library_path", lambda _: library)
    assert client.get("/api/from-un?state=Georgia").json()["themes"] == []
    told = concern(12, "Strikes are banned everywhere")
    add(library, write(library.parent / "un.json", record(1, "Guarantee trade union rights"), told))
    said = client.get("/api/from-un?state=georgia").json()
    assert (said["state"], said["mechanisms"]) == ("Georgia", {"UPR": 1, "CESCR": 1})
    assert {each["id"] for each in said["themes"]} == {"freedom-of-association", "right-to-strike"}
    assert client.get("/api/from-un?state=Norway").json()["themes"] == []
    asked = {"name": "georgia", "state": "Georgia", **WHO, "from_un": ["right-to-strike"]}
    assert client.post("/api/dossiers", {**asked, "earlier": "x"}).status_code == 400
    assert client.post("/api/dossiers", asked).status_code == 201
    more = ("--library", str(library), "--themes", "right-to-strike", "--state", "Georgia")
    assert client.project.run("new", "other", "--from-un", *more).status == 0
    folders = [client.project.content / each for each in ("georgia", "other")]
    files = [sorted(e.relative_to(one) for e in one.rglob("*") if e.is_file()) for one in folders]
    assert files[0] == files[1]
    for path in (each for each in files[0] if each.name not in ("dossier.yaml",)):
        texts = [(one / path).read_text("utf-8") for one in folders]
        assert texts[0].replace(WHO["organisation"], "Name of Your Organisation") == texts[
            1
        ].replace(" (NYO)", "")
    assert manifest(client, "georgia")["title"] == WHO["title"]


def test_recommendations_of_a_dossier_that_has_none_cannot_be_taken(client: Client):
    asked = {"name": "kz", "state": "Kazakhstan", "earlier": "case"}
    assert client.post("/api/dossiers", asked).status_code == 422
    assert not (client.project.content / "kz").exists()


@pytest.mark.parametrize("name", ["case", "Two Words", "..", "../out", "library", ""])
def test_a_name_that_cannot_be_is_refused_with_what_to_do(client: Client, name: str):
    answer = client.post("/api/dossiers", {"name": name, "state": "Kazakhstan", **WHO})
    assert answer.status_code == 422
    assert answer.json()["hint"]
    assert not (client.project.root / "out").exists()


def test_a_full_disk_is_told_and_leaves_all_as_it_was(client: Client, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "dossier.yaml")

    monkeypatch.setattr("dossier.project.history.replace_all", full)
    answer = client.post("/api/dossiers", {"name": "georgia", "state": "Georgia", **WHO})
    assert answer.status_code == 507
    assert "free space" in answer.json()["hint"]
    assert not (client.project.content / "georgia").exists()


def test_the_kinds_say_what_they_ask_for_and_what_that_is(client: Client):
    told = client.get("/api/case/kinds").json()
    brief = next(each for each in told["kinds"] if each["id"] == "campaign-brief")
    asked = {each["name"]: each for each in brief["fields"]}
    assert asked["asked_of"]["remark"].startswith("Whom we ask")
    assert [each["name"] for each in asked["action"]["fields"]] == ["words", "address"]
    assert told["shared"]["session"] == 55


def test_a_new_document_stands_behind_the_others_and_all_else_stays(client: Client):
    before = (client.project.content / "case" / "dossier.yaml").read_text("utf-8")
    answer = client.post(
        "/api/case/documents", {"name": "brief", "values": {**BRIEF, "asked_of": " "}}
    )
    assert answer.status_code == 201
    after = (client.project.content / "case" / "dossier.yaml").read_text("utf-8")
    assert after.startswith(before)
    assert manifest(client)["documents"]["brief"] == {**BRIEF, "date": date(2031, 5, 6)}
    assert [each for each in client.get("/").text.split() if "brief/write" in each]


@pytest.mark.parametrize(
    ("name", "values", "rule"),
    [
        ("submission", BRIEF, "taken-name"),
        ("No Name", BRIEF, "wrong-id"),
        ("x" * 61, BRIEF, "wrong-id"),
        ("brief", {**BRIEF, "template": "none"}, "unknown-template"),
        ("brief", {**BRIEF, "title": ""}, "missing-title"),
        ("brief", {**BRIEF, "date": "soon"}, "wrong-value"),
    ],
)
def test_a_document_with_mistakes_is_not_written(client: Client, name, values, rule):
    before = manifest(client)
    answer = client.post("/api/case/documents", {"name": name, "values": values})
    assert answer.status_code == 422
    assert answer.json()["findings"][0]["rule"] == rule
    assert manifest(client) == before


@pytest.mark.parametrize("values", [{}, {"addressees": []}])
def test_what_a_letter_lacks_is_told_by_the_names_of_its_fields(client: Client, values):
    letter = {"template": "letter", "title": "T", "date": "2031-05-06", **values}
    asked = {"name": "letter", "values": letter}
    answer = client.post("/api/case/documents", asked).json()
    kinds = client.get("/api/case/kinds").json()["kinds"]
    labels = {f["label"] for kind in kinds if kind["id"] == "letter" for f in kind["fields"]}
    told = [answer, *answer["findings"]]
    assert any("“Addressees”" in each["hint"] for each in told)
    for each in told:
        assert not OF_FILES.search(each["hint"])
        assert set(re.findall("“(.*?)”", each["hint"])) <= labels


def test_remarks_stay_with_what_they_are_about():
    text = "documents:\n  a: # one\n    title: A\n    # more: of a\n\n# the end\nallow: {}\n"
    made = with_entry(text, "b", {"title": "B"}, layout=LAYOUT)
    assert made == text.replace("of a\n", "of a\n  b:\n    title: B\n")
    assert (
        with_entry(text.replace("\n", "\r\n"), "b", {"title": "B"}, layout=LAYOUT).count("\r\n")
        == 9
    )


@pytest.mark.parametrize(
    "text", ["documents: {a: {title: A}}\n", "documents:\n", "title: x\n", "a: ["]
)
def test_documents_that_are_laid_out_otherwise_are_left_alone(text: str):
    with pytest.raises(CannotChange):
        with_entry(text, "b", {"title": "B"}, layout=LAYOUT)


DRAFT = b"# Unions\n\n## Background\n\nA strike was banned in 2012.[^1]\n\n[^1]: Human Rights Watch, Report, 2012.\n"


def send(client: Client, name: str = "draft.md", content: bytes = DRAFT, **asked: str):
    fields = {"name": "old", "kind": "", "settled": "", "write": "", **asked}
    return client.post("/api/drafts", fields, files={"file": (name, content)})


def settled(client: Client, name: str = "draft.md", content: bytes = DRAFT, **said) -> str:
    """Return what somebody sends who says that all guesses are right, but for what is `said`."""
    answers = {"template": "", **said}
    for _ in range(3):  # an answer may open more points
        told = send(client, name, content, settled=json.dumps(answers)).json()
        for each in (each for each in told["points"] if each["unsure"]):
            if each["at"]:
                answers.setdefault(each["name"], {}).setdefault(str(each["at"]), each["taken"])
            else:
                answers.setdefault(each["name"], each["taken"])
    return json.dumps(answers)


def test_a_draft_is_shown_before_it_is_written(client: Client):
    told = send(client).json()
    assert told["good"]
    assert [each["title"] for each in told["sections"]] == ["Background"]
    assert not (client.project.content / "old").exists()
    assert send(client, settled=settled(client), write="yes").json()["good"]
    assert "banned in 2012" in "".join(
        each.read_text("utf-8") for each in (client.project.content / "old" / "blocks").iterdir()
    )


@pytest.mark.parametrize("name", ["../../evil.md", "C:\\x\\evil.md", "/etc/evil.md"])
def test_the_name_of_a_draft_leads_nowhere(client: Client, name: str):
    assert send(client, name, settled=settled(client), write="yes").json()["good"]
    assert not [*client.project.root.rglob("evil.md")]


def test_what_is_no_draft_is_refused(client: Client):
    assert send(client, "draft.exe").status_code == 415
    told = send(client, "draft.docx", b"PK\x03\x04 broken").json()
    assert (told["good"], told["findings"][0]["file"]) == (False, "draft.docx")


@pytest.mark.parametrize("form", ["", "upr-submission"])
def test_no_dossier_is_made_of_a_draft_while_a_guess_is_open(client: Client, form: str):
    all_said = json.loads(settled(client, template=form))
    assert {"template", "state", "submitter", "kinds"} <= set(all_said)
    for name in all_said:
        but_one = json.dumps({each: said for each, said in all_said.items() if each != name})
        answer = send(client, settled=but_one, kind=form, write="yes")
        assert (answer.status_code, answer.json()["findings"][0]["rule"]) == (
            409,
            "unsettled-guess",
        )
        assert not (client.project.content / "old").exists()
    assert send(client, settled=json.dumps(all_said), write="yes").status_code == 200


GUESSED = b"""Ruritania: unions

By the Free Unions

BACKGROUND

Strikes were banned in 2012, and nobody was heard before that.[1] The law says so, too.

NOT A HEADING

The courts said nothing about it.[2] They had been asked by three unions.[3]

Notes

1. Human Rights Council, Report, A/HRC/28/10, 2012.
2. Ibid.
3. A conversation in Strelsau.
"""


def points(told: dict) -> dict[tuple[str, int], dict]:
    return {(each["name"], each["at"]): each for each in told["points"]}


def test_what_was_guessed_can_be_said_before_anything_is_written(client: Client):
    told = send(client, "draft.txt", GUESSED).json()
    found = points(told)
    guess = found["headings", 9]
    assert (guess["words"], guess["taken"], guess["unsure"]) == ("NOT A HEADING", "yes", True)
    assert found["calls", 0]["words"] == "1, 2, 3"
    assert not (client.project.content / "old").exists()
    said = {
        "title": "Unions in Ruritania", "state": "Ruritania", "submitter": "Free Unions",
        "acronym": "FU", "language": "en-US", "day": "2031-05-06", "calls": "none",
        "headings": {"5": "yes", "9": "no"}, "kinds": {"5": "concern"},
    }  # fmt: skip
    all_said = settled(client, "draft.txt", GUESSED, **said)
    told = send(
        client, "draft.txt", GUESSED, settled=all_said, write="yes", kept="Ruritania"
    ).json()
    assert [each["title"] for each in told["sections"] if each["title"]] == ["BACKGROUND"]
    assert not [each["name"] for each in told["points"] if each["unsure"]]
    made = manifest(client, "old")
    assert (made["title"], made["state"], made["language"]) == (
        "Unions in Ruritania", "Ruritania", "en-US",
    )  # fmt: skip
    assert made["submitters"] == [{"name": "Free Unions", "acronym": "FU"}]
    assert made["documents"]["submission"]["date"] == date(2031, 5, 6)
    blocks = client.project.content / "old" / "blocks"
    text = "".join(each.read_text("utf-8") for each in sorted(blocks.iterdir()))
    assert (
        "kind: concern" in text
        and "NOT A HEADING" in text
        and "before that.[1] The law" in text.replace("\\", "")
    )


def test_a_line_that_is_no_title_stays_in_the_text(client: Client):
    guess = next(
        e for e in send(client, "d.txt", GUESSED).json()["points"] if e["name"] == "title_line"
    )
    said = {"title_line": {str(guess["at"]): "no"}, "title": "Unions"}
    all_said = settled(client, "d.txt", GUESSED, **said)
    told = send(client, "d.txt", GUESSED, settled=all_said, write="yes").json()
    assert told["good"]
    made = client.project.content / "old"
    texts = [each.read_text("utf-8") for each in made.rglob("*") if each.is_file()]
    assert any("Ruritania: unions" in each for each in texts)
    assert manifest(client, "old")["documents"]["submission"]["title"] == "Unions"


def test_a_note_stays_as_typed_where_somebody_wants_it_so(client: Client):
    cited = b"# Unions\n\n## Background\n\nA ban.[^1]\n\n[^1]: Human Rights Council, Report, A/HRC/28/10.\n"
    found = points(send(client, content=cited).json())
    assert found["cites", 1]["taken"] == "cite"
    told = send(client, content=cited, settled=json.dumps({"cites": {"1": "as typed"}})).json()
    assert points(told)["cites", 1]["taken"] == "as typed"
    assert told["notes"][0]["done"].startswith("stays as typed")


def test_a_draft_becomes_a_submission_to_the_upr_where_that_is_chosen(client: Client):
    all_said = settled(client, template="upr-submission", session="58", cycle="5")
    told = send(client, settled=all_said, write="yes").json()
    assert told["template"] == "upr-submission"
    found = manifest(client, "old")["documents"]["submission"]
    assert (found["session"], found["cycle"]) == (58, 5)


@pytest.mark.parametrize(
    ("draft", "titles"),
    [
        (
            "## Concerns\n\nOne.\n\n## International law\n\nTwo.\n",
            ["Concerns", "International law"],
        ),
        (
            "## Recommendations\n\n- Free them.\n\n## Arrests\n\nOne.\n\n## Follow-up\n\nTwo.\n",
            ["Follow-up", "Arrests", "Recommendations"],
        ),
        (
            "We are a union.\n\n## Introduction\n\nOne.\n\n## Background\n\nTwo.\n",
            ["Introduction", "Background"],
        ),
        (
            "## About the organisation\n\nWe.\n\n## Annex\n\nX.\n",
            ["About the organisation", "Annex"],
        ),
    ],
)
def test_a_draft_fits_the_form_of_a_submission_with_its_own_titles(client, draft, titles):
    content = f"# A submission\n\n{draft}".encode()
    told = send(client, content=content, kind="upr-submission").json()
    assert told["good"], told["findings"]
    all_said = settled(client, content=content, template="upr-submission")
    assert send(client, content=content, settled=all_said, write="yes").json()["good"]
    page = client.get("/api/old/submission/outline").json()
    shown = [each["title"] for each in page["sections"] if each["title"] in titles]
    assert shown == titles


def test_sections_that_stand_elsewhere_in_the_form_are_told(client: Client):
    draft = b"# A\n\n## Recommendations\n\n- Free them.\n\n## Background\n\nOne.\n"
    told = send(client, content=draft, kind="upr-submission").json()
    moved = [each for each in told["findings"] if each["rule"] == "section-moved"]
    assert "Background; Recommendations" in moved[0]["message"]
    assert not [
        e for e in send(client, content=draft).json()["findings"] if e["rule"] == "section-moved"
    ]


def test_two_sections_cannot_both_be_the_one_that_the_form_has(client: Client):
    draft = b"# A\n\n## Introduction\n\nOne.\n\n## Arrests\n\nTwo.\n"
    lines = [
        each["at"]
        for each in send(client, content=draft).json()["points"]
        if each["name"] == "kinds"
    ]
    said = json.dumps({"kinds": {str(at): "background" for at in lines}})
    told = send(client, content=draft, kind="upr-submission", settled=said).json()
    wrong = [each for each in told["findings"] if each["severity"] == "error"]
    assert [each["rule"] for each in wrong] == ["section-twice"]
    assert "Introduction" in wrong[0]["message"] and told["points"]
    assert told["unfit"][0].startswith("Line 7, below the heading “Arrests”: both ")
    assert "evidence" in told["unfit"][0]


def test_why_a_draft_does_not_fit_the_form_is_told_by_line_and_heading():
    heads = (OpenPoint("kinds", "background", 3, "Context"),)
    differs = [
        Finding("d.docx", line, Fault.TEXT_DIFFERS, "the draft has “a”", "import by hand")
        for line in (2, 4)
    ]
    told = unfit(Imported({}, tuple(differs), points=heads), "upr-submission")
    assert told[0].startswith("Line 2, before the first heading: the draft has “a”. ")
    assert told[1].startswith("Line 4, below the heading “Context”: ")
    assert "what “Context” holds" in told[1] and all("“As it is”" in each for each in told)
    assert unfit(Imported({}, tuple(differs), points=heads), "") == []


def test_lines_above_the_title_stay_in_the_form_of_a_submission(client: Client):
    word = Document()
    word.add_heading("Unions in Ruritania", 0)
    word.add_paragraph("Submission by the Free Unions", "Subtitle")
    word.add_heading("Context", 1)
    word.add_paragraph("Strikes were banned.")
    kept = io.BytesIO()
    word.save(kept)
    content = kept.getvalue()
    told = send(client, "d.docx", content, kind="upr-submission").json()
    found = points(told)
    assert told["good"] and "front-guessed" not in {each["rule"] for each in told["findings"]}
    assert found["kinds", 3]["taken"] == "background"
    # python-docx leaves the day of its template, 23 December 2013, in the file.
    assert found["day", 0]["unsure"] and found["day", 0]["taken"] == date.today().isoformat()
    all_said = settled(client, "d.docx", content, template="upr-submission")
    assert send(client, "d.docx", content, settled=all_said, write="yes").json()["good"]
    blocks = [*(client.project.content / "old" / "blocks").iterdir()]
    assert any("Submission by the Free Unions" in each.read_text("utf-8") for each in blocks)


def test_a_date_that_only_the_file_says_is_asked_about(client: Client):
    page = '<html><head><meta name="date" content="2019-03-25"></head><body><h1>A</h1><h2>B</h2><p>C.</p>{}</body></html>'
    asked = points(send(client, "d.html", page.format("").encode()).json())["day", 0]
    assert (asked["taken"], asked["unsure"]) == ("2019-03-25", True)


def test_a_text_without_sections_stands_in_the_first_section_of_the_form(client: Client):
    told = send(
        client, "d.txt", b"One paragraph says it all, and it ends here.\n", kind="upr-submission"
    )
    assert told.json()["good"], told.json()["findings"]


@pytest.mark.parametrize(
    "said",
    [
        "[",
        "[]",
        '{"template": "poem"}',
        '{"day": "soon"}',
        '{"headings": {"x": "yes"}}',
        '{"cites": {"1": "perhaps"}}',
    ],
)
def test_what_cannot_be_said_of_a_draft_is_refused(client: Client, said: str):
    assert send(client, settled=said).status_code == 400


def test_a_title_page_and_numbers_that_call_notes_are_asked_about_together(client: Client):
    front = "Universal Periodic Review\n\nSubmission on Ruritania\n\nBACKGROUND\n\n"
    text = "1. A strike was banned in Strelsau.[1] So it was.\n\n2. Nobody was heard.[2] It was late.\n\n3. All went home.[3] They did.\n\n"
    told = send(client, "d.txt", f"{front}{text}Notes\n\n1. A.\n2. B.\n3. C.\n".encode()).json()
    assert {"front-guessed", "notes-guessed"} <= {each["rule"] for each in told["findings"]}


def test_a_new_brief_takes_parts_that_are_written(client: Client):
    told = client.get("/api/case/kinds").json()
    kinds = {each["id"]: each for each in told["kinds"]}
    assert kinds["upr-submission"]["empty"] == []
    empty = kinds["campaign-brief"]["empty"]
    assert [each["id"] for each in empty if each["needed"]] == ["standfirst", "case", "demands"]
    assert empty[-1]["title"] and empty[0]["title"] == "Standfirst"
    parts = [part for part, _ in told["parts"]]
    chosen = {"standfirst": ["concern-one"], "case": ["evidence-one"], "demands": [parts[-1]]}
    values = {"template": "campaign-brief", "title": "Brief", "date": "2026-11-29",
              "audience": "public", "blocks": chosen}  # fmt: skip
    made = client.post("/api/case/documents", {"name": "brief", "values": values})
    assert made.status_code == 201, made.text
    built = client.project.run("build", "case/brief", "--format", "md")
    assert built.status == 0, built.err
    assert "First concern" in (client.project.output / "case" / "brief.md").read_text("utf-8")
