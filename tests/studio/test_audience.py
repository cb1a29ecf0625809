"""Audience: what each may read, and nothing else anywhere in what the browser gets for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest

from dossier.build.audience_view import audience_inputs
from dossier.project.layout import read_files
from dossier.redaction.scan import Guard, pieces
from tests.conftest import Project
from tests.studio.conftest import Client

OTHERS = ("partners", "un", "public")

PEOPLE = """witness:
  name: Aruzhan Bekturova
  role: {en: a witness}
  named: internal
chair:
  name: Rudolf Rassendyll
  role: {en: the chair}
  named: partners
"""
PROTECTED = "village:\n  words: [Qyzylagash]\n  audience: partners\n"
BACKGROUND = """---
id: background
kind: background
---
So says {person:witness}, and so says {person:chair}.
The march began[ in Qyzylagash at five in the morning]{audience: partners} and went on all day.

[The police came at noon.]{audience: un} It ended.
"""
OURS = """---
id: plan
kind: background
audience: internal
---
We shall not tell anybody that the second witness lives abroad.
"""


@pytest.fixture
def guarded(small: Project) -> Project:
    small.write("case/people.yaml", PEOPLE)
    small.write("case/protected.yaml", PROTECTED)
    small.write("case/blocks/20-background.md", BACKGROUND)
    small.write("case/blocks/21-plan.md", OURS)
    return small


@pytest.fixture
def client(guarded: Project, clients: Callable[[Project], Client]) -> Client:
    return clients(guarded)


def guard_of(project: Project, audience: str) -> Guard:
    files = read_files(project.places(), "case")[0]
    assert files is not None
    return audience_inputs(project.places(), files).guards[audience]


def everything(client: Client, audience: str) -> Iterator[tuple[str, int, bytes]]:
    """Yield all that a browser gets for an audience: address, status and body, as pages lead on."""
    shell = client.get(f"/case/audience?audience={audience}")
    keys = re.findall(r'<option value="([^"]*)"', shell.text)
    waiting = [f"/case/audience?audience={audience}&document={each}" for each in keys]
    for key in (*keys, "nothing", "document_99"):
        waiting.append(f"/case/audience/{key}/page?audience={audience}")
        waiting.append(f"/api/case/audience/{key}/searched?audience={audience}")
        waiting += [f"/api/case/audience/{key}/{each}?audience={audience}" for each in OTHERS]
    for address in waiting:
        answer = client.get(address)
        yield address, answer.status_code, answer.content
        yield address, answer.status_code, json.dumps(dict(answer.headers)).encode()
    yield "shell", shell.status_code, shell.content


def leaking(client: Client, audience: str) -> list[tuple[str, str]]:
    """Return what the dossier's own guard finds in all that the browser gets for an audience."""
    held = guard_of(client.project, audience)
    found = []
    for address, _, content in everything(client, audience):
        for name in ("answer.html", "answer.txt"):
            leaks = held.find(pieces(content, name))
            found += [(address, each.what) for each in leaks]
        found += [(address, "address") for each in held.find(pieces(address.encode(), "a.txt"))]
    return found


def page(client: Client, audience: str, document: str = "submission") -> str:
    return client.get(f"/case/audience/{document}/page?audience={audience}").text


def standing(client: Client, audience: str, document: str = "submission") -> dict:
    return client.get(f"/api/case/audience/{document}/searched?audience={audience}").json()


def other(client: Client, audience: str, document: str = "submission") -> dict:
    return client.get(f"/api/case/audience/{document}/{audience}?audience=internal").json()


@pytest.mark.parametrize(
    ("audience", "reads", "not_"),
    [
        ("internal", ["Bekturova", "Rassendyll", "Qyzylagash", "noon", "lives abroad"], []),
        ("partners", ["a witness", "Rassendyll", "Qyzylagash", "noon"], ["Bekturova", "abroad"]),
        ("un", ["a witness", "the chair", "noon"], ["Bekturova", "Rassendyll", "Qyzylagash"]),
        ("public", ["the chair", "The march began and went on"], ["Rassendyll", "noon", "abroad"]),
    ],
)
def test_each_audience_reads_what_it_may(client: Client, audience, reads, not_):
    said = page(client, audience)
    assert [each for each in reads if each not in said] == []
    assert [each for each in not_ if each in said] == []


@pytest.mark.parametrize("audience", OTHERS)
def test_nothing_that_an_audience_may_not_read_reaches_the_browser(client: Client, audience: str):
    assert guard_of(client.project, audience)
    assert leaking(client, audience) == []
    assert standing(client, audience)["shown"]


@pytest.mark.parametrize("audience", OTHERS)
def test_nor_does_it_in_titles_in_names_of_documents_and_in_errors(client: Client, audience: str):
    client.project.change(
        "case/dossier.yaml",
        "documents:\n",
        "documents:\n  letter-bekturova:\n    template: campaign-brief\n"
        "    title: 'For Aruzhan Bekturova: {org:bekturova}'\n    date: 2026-11-28\n",
    )
    assert leaking(client, audience) == []
    said = client.get(f"/case/audience?audience={audience}").text
    assert ">Document 1</option>" in said
    assert client.get(f"/case/audience/document_1/page?audience={audience}").status_code == 200
    assert (
        client.get(f"/case/audience/letter-bekturova/page?audience={audience}").status_code == 404
    )
    assert "For Aruzhan Bekturova" in client.get("/case/audience").text


@pytest.mark.parametrize("audience", OTHERS)
def test_a_page_that_holds_it_is_not_shown_and_we_alone_are_told_what(client, audience):
    client.project.change("case/blocks/20-background.md", "It ended.", "Aruzhan Bekturova ran.")
    assert leaking(client, audience) == []
    told = standing(client, audience)
    assert (told["shown"], told["certain"] > 0) == (False, True)
    assert "may not read" in page(client, audience)
    assert any("Bekturova" in each["what"] for each in other(client, audience)["leaks"])
    assert "Bekturova ran" in page(client, "internal")


@pytest.mark.parametrize("audience", OTHERS)
def test_what_stands_in_the_way_is_counted_for_others_and_told_to_us(client, audience):
    client.project.change("case/blocks/20-background.md", "It ended.", "{incident:bekturova}")
    assert leaking(client, audience) == []
    told = standing(client, audience)
    assert (told["shown"], told["hindrances"]) == (False, 1)
    assert "bekturova" in other(client, audience)["findings"][0]["message"]


def test_a_dossier_whose_name_may_not_be_read_has_no_view_for_others(small, clients):
    small.write("case/people.yaml", PEOPLE)
    (small.content / "case").rename(small.content / "bekturova-aruzhan")
    client = clients(small)
    answer = client.get("/bekturova-aruzhan/audience?audience=public")
    assert answer.status_code == 403
    assert "bekturova" not in answer.text
    assert client.get("/bekturova-aruzhan/audience").status_code == 200


def marked(client: Client) -> list[str]:
    return re.findall(
        r'<mark class="held">(?:<span[^>]*>([^<]*)</span>)?([^<]*)', page(client, "internal")
    )


def test_our_own_view_marks_what_is_held_back_and_from_whom(client: Client):
    found = {words.strip(): label for label, words in marked(client)}
    everybody = "not for partners, the UN and the public"
    assert found["Aruzhan Bekturova"] == everybody
    assert found["Rudolf Rassendyll"] == "not for the UN and the public"
    assert found["in Qyzylagash at five in the morning"] == "not for the UN and the public"
    assert found["The police came at noon."] == "not for the public"
    assert found["We shall not tell anybody that the second witness lives abroad."] == everybody
    assert len(found) == 5


@pytest.mark.parametrize("audience", ["internal", *OTHERS])
def test_no_sign_of_marking_is_left_anywhere(client: Client, audience: str):
    assert not re.search("[\ue000-\uf8ff]", page(client, audience))
    assert audience == "internal" or "held" not in page(client, audience)


def test_what_a_note_says_is_marked_too(client: Client):
    client.project.change(
        "case/blocks/20-background.md",
        "It ended.",
        "[It ended.[^n]]{audience: partners}\n\n[^n]: As *our* man said.",
    )
    words = [words for _, words in marked(client)]
    assert [each for each in words if each.startswith(("As ", "our", " man said"))] != []


def test_the_page_runs_nothing_and_loads_nothing(client: Client):
    answer = client.get("/case/audience/submission/page?audience=public")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
    assert "script-src" not in policy
    shell = client.get("/case/audience?audience=public")
    assert 'sandbox=""' in shell.text
    assert "default-src 'none'" in shell.headers["Content-Security-Policy"]


def test_what_is_no_audience_is_refused_without_repeating_it(client: Client):
    for address in (
        "/case/audience",
        "/case/audience/submission/page",
        "/api/case/audience/submission/searched",
    ):
        answer = client.get(f"{address}?audience=bekturova")
        assert answer.status_code == 400
        assert "bekturova" not in answer.text


def test_an_error_of_reading_says_nothing_to_others(client: Client, monkeypatch):
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error", "/content/bekturova")

    monkeypatch.setattr("dossier.studio.views.audience.read_files", broken)
    for path in (
        "case/audience",
        "case/audience/submission/page",
        "api/case/audience/submission/searched",
    ):
        answer = client.get(f"/{path}?audience=public")
        assert (answer.status_code, "bekturova" in answer.text) == (422, False)


def test_an_unknown_dossier_leads_to_the_name_of_no_other(client: Client):
    (client.project.content / "case").rename(client.project.content / "bekturova")
    answer = client.get("/bekturov/audience?audience=public")
    assert (answer.status_code, "bekturova" in answer.text) == (404, False)


def test_a_source_that_others_may_not_read_is_marked_in_its_note(client: Client):
    client.project.write(
        "case/sources.yaml",
        "references:\n  - id: log\n    type: report\n    title: Diary of the desk\n"
        "    issued: 2020-01-01\n    audience: partners\n    verified: no\n",
    )
    client.project.change("case/blocks/20-background.md", "It ended.", "It ended.[@log, p. 3]")
    for path in (client.project.content / "case/blocks").glob("[3-8]*.md"):
        path.write_text(path.read_text("utf-8").replace("[@example-report, p. 5]", ""), "utf-8")
    found = {words.strip(): label for label, words in marked(client)}
    assert found["Diary of the desk"] == "not for the UN and the public"
    assert "Diary" not in page(client, "public")
    assert "Diary" in page(client, "partners")


def test_others_are_asked_about_in_our_own_view_alone(client: Client):
    for audience in OTHERS:
        answer = client.get(f"/api/case/audience/submission/un?audience={audience}")
        assert answer.status_code == 404


def test_a_change_shows_at_once(client: Client):
    assert "It ended." in page(client, "public")
    client.project.change("case/blocks/20-background.md", "It ended.", "It went on.")
    assert "It went on." in page(client, "public")


def test_a_document_that_others_do_not_get_says_so(client: Client):
    client.project.change(
        "case/dossier.yaml", "status: draft", "audience: partners\n    status: draft"
    )
    assert "This document is for partners: the public does not get it" in " ".join(
        client.get("/case/audience?audience=public").text.split()
    )
    assert 'id="kept"' not in client.get("/case/audience?audience=partners").text


def test_each_letter_of_a_mail_merge_has_its_own_view(client: Client):
    client.project.change(
        "case/dossier.yaml",
        "documents:\n",
        "documents:\n  letters:\n    template: letter\n    title: We ask to meet\n"
        "    date: 2026-11-28\n    addressees:\n"
        "      - {id: north, name: Nora, organisation: N, salutation: Dear Nora}\n"
        "      - {id: bekturova, name: B, organisation: S, salutation: Dear B}\n"
        "    signatories:\n      - {name: Ana}\n    blocks:\n      body: [background]\n",
    )
    assert "Dear B" in page(client, "internal", "letters-bekturova")
    assert "Dear Nora" in page(client, "public", "letters-north")
    assert "Dear B" in page(client, "public", "document_2")
    assert leaking(client, "public") == []


def test_names_that_other_dossiers_keep_back_are_counted_apart(client: Client):
    client.project.write(
        "other/people.yaml", "x: {name: Jonas Exemplarius, role: {en: a driver}}\n"
    )
    told = client.get("/api/case/audience/submission/searched?audience=public").json()
    assert (told["names"], told["of_others"], told["in_interviews"]) == (3, 1, 0)
