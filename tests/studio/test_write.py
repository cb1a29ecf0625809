"""Write: what its scripts ask for, and what may not happen to a text."""

from __future__ import annotations

import json

import pytest

from dossier.build.preview import draw_page
from dossier.studio.views import write
from tests.studio.conftest import Client

PATH = "blocks/60-evidence.md"
FILE = f"case/{PATH}"


def text_of(client: Client, path: str = PATH):
    answer = client.get(f"/api/case/blocks/text?path={path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def save(client: Client, text: str, digest: str, path: str = PATH):
    sent = {"path": path, "text": text, "digest": digest}
    return client.post("/api/case/blocks/text", sent)


def outline(client: Client) -> dict[str, list[str]]:
    sections = client.get("/api/case/submission/outline").json()["sections"]
    return {each["id"]: [one["id"] for one in each["blocks"]] for each in sections}


def typed(client: Client, old: str, new: str) -> dict[str, str]:
    text = (client.project.content / FILE).read_text("utf-8")
    assert old in text
    return {FILE: text.replace(old, new)}


def page(client: Client, texts: dict[str, str]):
    answer = client.post("/api/case/submission/page", {"texts": texts})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_page_shows_a_text_that_is_not_saved(client: Client):
    found = page(client, typed(client, "Conclude", "In the end"))
    assert found["whole"]
    assert "In the end what this shows" in found["html"]
    assert found["blocks"]["evidence-one"]["at"] == FILE


def test_a_page_without_errors_is_drawn_once(client: Client, monkeypatch: pytest.MonkeyPatch):
    drawn: list[str] = []

    def counted(places, files, entry):
        drawn.append(entry)
        return draw_page(places, files, entry)

    monkeypatch.setattr(write, "draw_page", counted)
    page(client, typed(client, "Conclude", "In the end"))
    assert drawn == ["submission"]


def test_an_error_comes_with_the_address_and_line_of_its_block(client: Client):
    found = page(client, typed(client, "Conclude", "See.[^nowhere] Conclude"))
    assert not found["whole"]
    (error,) = [each for each in found["findings"] if each["severity"] == "error"]
    assert (error["at"], error["rule"]) == (FILE, "undefined-note")


def test_a_part_with_an_error_is_drawn_as_it_was_and_the_others_as_they_are(client: Client):
    other = "case/blocks/20-background.md"
    text = (client.project.content / other).read_text("utf-8")
    wrong = typed(client, "Conclude", "See.[^nowhere] Conclude")
    asked = {
        "texts": {**wrong, other: text.replace("Describe the situation", "It is new")},
        "good": typed(client, "Conclude", "Well, conclude"),
    }
    found = client.post("/api/case/submission/page", asked).json()
    assert found["kept"] == [FILE] == list(found["called"])
    assert f"title: {found['called'][FILE]}\n" in (client.project.content / FILE).read_text("utf-8")
    assert "It is new" in found["html"] and "Well, conclude" in found["html"]
    assert [each["rule"] for each in found["findings"] if each["severity"] == "error"] == [
        "undefined-note"
    ]


def test_a_part_of_which_nothing_good_is_known_is_left_out_in_words(client: Client):
    client.project.change("case/blocks/70-analysis.md", "Say why", "Say why[^nowhere]")
    found = page(client, typed(client, "Conclude", "In the end"))
    assert found["kept"] == ["case/blocks/70-analysis.md"]
    assert "This part cannot be shown" in found["html"] and "In the end what" in found["html"]


def test_texts_of_other_dossiers_and_strange_paths_are_left_out(client: Client):
    strange = {"other/blocks/60-evidence.md": "x", "case/../case/dossier.yaml": "x", "case/x": ""}
    assert page(client, strange)["html"] == page(client, {})["html"]


def test_what_is_to_be_said_comes_afterwards(client: Client):
    answer = client.post("/api/case/submission/examined", {"texts": {}}).json()
    assert answer["words"] > 100
    assert answer["limit"]
    assert answer["threads"] == []
    assert {each["rule"] for each in answer["findings"]}


REMARKS = (
    "- id: r1\n  author: Ana\n  date: 2026-01-02\n  quoted: first event\n  text: Which day?\n"
    "- id: r2\n  author: Bo\n  text: The first.\n  answers: r1\n"
    "- id: r3\n  author: Ana\n  text: Done.\n  settled: 2026-01-03\n"
)


def examined(client: Client):
    return client.post("/api/case/submission/examined", {"texts": {}}).json()


def test_remarks_come_as_threads_with_the_block_and_the_name_to_answer_them_by(client: Client):
    client.project.write("case/blocks/60-evidence.review.yaml", REMARKS)
    answer = examined(client)
    (thread,) = answer["threads"]
    assert (thread["id"], thread["block"]) == ("evidence-one/r1", "evidence-one")
    assert (thread["quoted"], thread["author"]) == ("first event", "Ana")
    assert [each["author"] for each in thread["replies"]] == ["Bo"]
    assert answer["settled"] == 1


def test_a_remark_on_no_block_is_told_too(client: Client):
    client.project.write("case/review.yaml", "- id: r1\n  author: Ana\n  text: Shorter title?\n")
    (thread,) = examined(client)["threads"]
    assert (thread["id"], thread["block"]) == ("r1", "")


def test_the_name_of_a_thread_is_the_one_that_take_back_answers_to(client: Client):
    client.project.write("case/blocks/60-evidence.review.yaml", REMARKS)
    (thread,) = examined(client)["threads"]
    asked = {"answer": {thread["id"]: "The second."}, "by": "Me"}
    told = client.post("/api/case/take-back/threads", asked).json()["threads"]
    assert told == [{**examined(client)["threads"][0], "title": told[0]["title"]}]
    assert told[0]["replies"][-1] == {
        "author": "Me",
        "date": told[0]["replies"][-1]["date"],
        "text": "The second.",
    }
    client.post("/api/case/take-back/threads", {"settle": [thread["id"]], "by": "Me"})
    assert examined(client)["threads"] == []


def test_a_text_is_saved_whole_and_is_a_step_that_can_be_undone(client: Client):
    now = text_of(client)
    before = now["head"] + now["body"]
    saved = save(client, before.replace("Conclude", "Say"), now["digest"])
    assert saved.status_code == 200
    assert saved.json()["digest"] != now["digest"]
    assert "Say what this shows" in (client.project.content / FILE).read_text("utf-8")
    assert client.project.run("undo").status == 0
    assert (client.project.content / FILE).read_text("utf-8") == before


def test_a_text_that_somebody_else_wrote_meanwhile_is_not_overwritten(client: Client):
    now = text_of(client)
    client.project.change(FILE, "Conclude", "Tell")
    answer = save(client, now["head"] + "Mine.\n", now["digest"])
    assert answer.status_code == 409
    assert "Tell what this shows" in answer.json()["now"]["body"]
    assert "Mine." not in (client.project.content / FILE).read_text("utf-8")
    again = save(client, now["head"] + "Mine.\n", answer.json()["now"]["digest"])
    assert again.status_code == 200


def test_changes_that_do_not_meet_are_merged_by_words(client: Client):
    now = text_of(client)
    base = now["head"] + now["body"]
    client.project.change(FILE, "Conclude", "Tell")
    sent = {
        "path": PATH, "digest": now["digest"], "base": base,
        "text": base.replace("first event", "a strike"),
    }  # fmt: skip
    assert client.post("/api/case/blocks/text", sent).status_code == 200
    text = (client.project.content / FILE).read_text("utf-8")
    assert "Tell what this shows" in text
    assert "a strike" in text
    sent["text"] = base.replace("Conclude", "Say")
    assert client.post("/api/case/blocks/text", sent).status_code == 409


def test_who_wrote_the_same_has_nothing_to_settle(client: Client):
    now = text_of(client)
    client.project.change(FILE, "Conclude", "Tell")
    same = (client.project.content / FILE).read_text("utf-8")
    assert save(client, same, now["digest"]).status_code == 200


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_ends_of_lines_and_the_mark_of_unicode_stay(client: Client, ends: str):
    file = client.project.content / FILE
    raw = b"\xef\xbb\xbf" + file.read_text("utf-8").replace("\n", ends).encode()
    file.write_bytes(raw)
    now = text_of(client)
    assert (now["head"] + now["body"]).encode() == raw[3:]
    assert save(client, now["head"] + now["body"] + "x", now["digest"]).status_code == 200
    assert file.read_bytes() == raw + b"x"


@pytest.mark.parametrize(
    "path", ["dossier.yaml", "../case/dossier.yaml", "/etc/passwd", "blocks/none.md", ""]
)
def test_no_other_file_is_read_or_written(client: Client, path: str):
    assert client.get("/api/case/blocks/text", params={"path": path}).status_code == 422
    assert save(client, "x", "x", path).status_code == 422


def test_a_link_that_leads_out_is_not_followed(client: Client):
    secret = client.project.root / "secret.md"
    secret.write_text("---\nid: secret\nkind: concern\n---\nSecret.\n")
    (client.project.content / "case/blocks/99-link.md").symlink_to(secret)
    answer = client.get("/api/case/blocks/text?path=blocks/99-link.md")
    assert answer.status_code == 422
    assert "Secret" not in answer.text


def test_a_full_disk_loses_nothing(client: Client, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "x")

    now = text_of(client)
    monkeypatch.setattr("dossier.interchange.blocks.text.write_content", full)
    answer = save(client, now["head"] + "Mine.\n", now["digest"])
    assert answer.status_code == 507
    assert text_of(client)["digest"] == now["digest"]


def test_the_head_changes_as_the_form_says_and_keeps_the_rest(client: Client):
    head = "---\nid: a  # ours\nkind: concern\nrests_on: [b]  # why\n---\n"
    values = {"title": "Law: 2014", "themes": ["x", " "], "rests_on": ["b", "c"], "audience": ""}
    answer = client.post("/api/case/blocks/head", {"head": head, "values": values})
    assert answer.json()["head"] == (
        '---\nid: a  # ours\nkind: concern\ntitle: "Law: 2014"\nthemes: [x]\n'
        "rests_on: [b, c]  # why\n---\n"
    )


def test_a_head_that_cannot_be_changed_safely_is_refused_in_words(client: Client):
    answer = client.post(
        "/api/case/blocks/head", {"head": "---\n[a\n---\n", "values": {"title": "x"}}
    )
    assert answer.status_code == 422
    assert "cannot be changed safely" in answer.json()["error"]


def second(client: Client, section: str = "evidence", kind: str = "evidence") -> None:
    client.project.write(
        "case/blocks/61-two.md",
        f"---\nid: two\nkind: {kind}\nsection: main-issue\ntitle: Two\n---\nIt went on.\n",
    )


def test_a_block_moves_by_the_names_of_files_with_the_remarks_on_it(client: Client):
    second(client)
    client.project.write("case/blocks/61-two.review.yaml", "- {id: r1, author: A, text: Why?}\n")
    assert outline(client)["main-issue"] == ["evidence-one", "two"]
    answer = client.post("/api/case/submission/move", {"block": "two", "place": 0})
    assert answer.json()["paths"] == {
        "case/blocks/61-two.md": "case/blocks/60-two.md",
        FILE: "case/blocks/61-evidence.md",
    }
    assert outline(client)["main-issue"] == ["two", "evidence-one"]
    assert (client.project.content / "case/blocks/60-two.review.yaml").is_file()
    assert client.project.run("undo").status == 0
    assert outline(client)["main-issue"] == ["evidence-one", "two"]


def test_a_block_moves_in_the_list_of_the_document_and_remarks_stay_with_it(client: Client):
    second(client)
    client.project.change(
        "case/dossier.yaml",
        "    template: upr-submission\n",
        "    template: upr-submission\n    blocks:\n      main-issue:\n"
        "        # of this section\n        - two\n        # first in law\n        - evidence-one  # its law\n",
    )
    assert outline(client)["main-issue"] == ["two", "evidence-one"]
    answer = client.post("/api/case/submission/move", {"block": "evidence-one", "place": 0})
    assert answer.status_code == 200, answer.text
    text = (client.project.content / "case/dossier.yaml").read_text("utf-8")
    assert (
        "        # of this section\n        # first in law\n"
        "        - evidence-one  # its law\n        - two\n"
    ) in text
    assert outline(client)["main-issue"] == ["evidence-one", "two"]


def test_a_block_that_is_gone_cannot_be_moved(client: Client):
    answer = client.post("/api/case/submission/move", {"block": "none", "place": 0})
    assert answer.status_code == 422


def test_a_new_block_comes_last_in_its_section(client: Client):
    answer = client.post(
        "/api/case/submission/add", {"section": "main-issue", "title": "Arrests: the night"}
    )
    assert answer.status_code == 201
    made = answer.json()
    assert made == {"id": "arrests-night", "at": "case/blocks/61-arrests-night.md"}
    text = (client.project.content / made["at"]).read_text("utf-8")
    assert text.startswith("---\nid: arrests-night\nkind: evidence\nsection: main-issue\n")
    assert outline(client)["main-issue"] == ["evidence-one", "arrests-night"]
    assert page(client, {})["whole"]


def test_a_part_is_taken_out_with_its_remarks_and_translations_and_can_be_put_back(client: Client):
    blocks = client.project.content / "case/blocks"
    before = {each: each.read_bytes() for each in blocks.rglob("*") if each.is_file()}
    beside = {
        "60-evidence.review.yaml": "notes: []\n",
        "fr/60-evidence.md": "---\nid: evidence-one\n---\nLa grève.\n",
        "fr/60-evidence.translated.yaml": "units: {}\n",
        "fr/20-background.md": "---\nid: background\n---\nLe contexte.\n",
    }
    for path, text in beside.items():
        client.project.write(f"case/blocks/{path}", text)
    kept = {blocks / "fr/20-background.md", *before} - {blocks / "60-evidence.md"}
    held = client.get("/api/case/blocks/text?path=blocks/60-evidence.md").json()
    asked = {"path": "blocks/60-evidence.md", "digest": "another"}
    assert client.post("/api/case/blocks/remove", asked).status_code == 409
    told = client.post("/api/case/blocks/remove", {**asked, "digest": held["digest"]})
    assert {each for each in blocks.rglob("*") if each.is_file()} == kept
    assert client.post("/api/case/history/undo", {"step": told.json()["step"]}).status_code == 200
    assert all(each.read_bytes() == held for each, held in before.items())
    assert all((blocks / path).read_text("utf-8") == text for path, text in beside.items())


def test_an_empty_part_says_where_it_is_taken_out(client: Client):
    client.project.write("case/blocks/20-background.md", "---\nid: b\nkind: background\n---\n")
    found = client.get("/api/case/submission/findings").json()["findings"]
    told = next(each for each in found if each["rule"] == "empty-block")
    assert told["do"] == "Write its text, or take the part out under “About this part”."


def test_no_block_can_be_added_where_none_is_taken(client: Client):
    answer = client.post("/api/case/submission/add", {"section": "nowhere", "title": "x"})
    assert answer.status_code == 422


def found(client: Client, **asked: str) -> list[str]:
    return [
        each["text"] for each in client.get("/api/case/submission/insertable", params=asked).json()
    ]


def test_an_article_is_found_by_what_it_is_about_and_by_its_words(client: Client):
    about = found(client, words="just and favourable conditions")
    assert "{treaty:ICESCR art. 7}" in about
    assert found(client, sorts="article", words="gain his living by work") == [
        "{treaty:ICESCR art. 6(1)}"
    ]


ILO = """\
ilo:
  name: {en: International Labour Organization, fr: Organisation internationale du Travail}
  acronym: {en: ILO, fr: OIT}
"""


@pytest.mark.parametrize(
    ("language", "words", "text", "label"),
    [
        ("fr", "liberté syndicale", "{treaty:C087}", "Convention (n° 87) sur la liberté syndicale"),
        ("fr", "PIDCP 22", "{treaty:ICCPR art. 22}", "Article 22, PIDCP"),
        ("fr", "OIT", "{org:ilo}", "Organisation internationale du Travail"),
        ("es", "convenio 98", "{treaty:C098}", "Convenio sobre el derecho de sindicación"),
        ("ru", "МПГПП 22", "{treaty:ICCPR art. 22}", "Article 22, МПГПП"),
        ("fr", "Right to Organise 1948", "{treaty:C087}", "Convention (n° 87) sur la liberté"),
    ],
)
def test_treaties_and_organisations_are_found_and_shown_as_the_document_calls_them(
    client: Client, language: str, words: str, text: str, label: str
):
    client.project.change("case/dossier.yaml", "language: en-GB", f"language: {language}")
    client.project.write("case/organisations.yaml", ILO)
    asked = client.get("/api/case/submission/insertable", params={"words": words}).json()
    shown = {each["text"]: each["label"] for each in asked}
    assert shown[text].startswith(label)


def test_sources_are_found_by_words_and_written_as_citations(client: Client):
    assert found(client, sorts="source", words="example organisation") == ["[@example-report]"]
    assert found(client, sorts="source", words="no such words") == []


def test_places_of_the_document_are_found_with_their_numbers(client: Client):
    assert "[section](#section:concerns)" in found(client, sorts="section", words="concerns")
    assert found(client, sorts="paragraph", words="conclusion") == [
        "[paragraph](#paragraph:conclusion)"
    ]


def test_the_frame_of_the_page_has_a_policy_of_its_own(client: Client):
    answer = client.get("/studio/page-frame")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-scripts" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]


def test_requests_that_are_no_such_thing_are_refused(client: Client):
    assert client.post("/api/case/submission/page", {}).status_code == 400
    assert client.post("/api/case/submission/page", {"texts": {FILE: 1}}).status_code == 400
    assert client.get("/api/none/submission/outline").status_code == 404
    assert client.get("/case/submission/write").status_code == 200
    assert client.get("/case/none/write").status_code == 404
    assert json.loads(client.post("/api/case/none/page", {"texts": {}}).text)["html"] == ""


def test_a_pdf_that_was_not_built_cannot_be_shown(client: Client):
    for path in ("pages", "pages/1.png", "whole.pdf"):
        assert client.get(f"/api/case/pdf/99/{path}").status_code == 404


def test_a_process_that_ended_is_made_up_for(client: Client):
    address = "/api/case/submission/examined"
    first = client.post(address, {"texts": {}}).json()
    client.session.examiner._process.kill()
    assert client.post(address, {"texts": {}}).json() == first


def test_the_form_of_a_part_offers_kinds_and_places_and_writes_them(client: Client):
    choices = client.get("/api/case/submission/outline").json()["choices"]
    assert {"concern", "evidence", "recommendation"} <= set(choices["kinds"])
    offered = {one["id"] for each in choices["places"] for one in each["choices"]}
    assert {"letter", "upr-submission", "partners", "pdf"} <= offered
    head = "---\nid: a\nkind: concern # ours\nonly: letter, pdf\n---\n"
    values = {"kind": "evidence", "not": ["un", "xlsx"], "only": []}
    answer = client.post("/api/case/blocks/head", {"head": head, "values": values})
    assert answer.json()["head"] == "---\nid: a\nkind: evidence # ours\nnot: [un, xlsx]\n---\n"


def test_articles_are_offered_with_their_words_in_the_language_of_the_document(client: Client):
    def quoted() -> list[str]:
        asked = "kind=treaty&id=ICCPR&sorts=quotation&words=22(1)"
        found = client.get(f"/api/case/submission/provisions?{asked}").json()
        return [each["text"] for each in found]

    assert quoted() == ["{quote:ICCPR art. 22(1)}"]
    client.project.change("case/dossier.yaml", "    session:", "    language: de\n    session:")
    assert quoted() == []  # the program holds these words in English alone


def test_what_is_offered_in_braces_begins_with_the_dossiers_own_and_reads_as_it_prints(
    clients, sourced
):
    client = clients(sourced)
    sourced.write(
        "case/facts.yaml",
        "hurt: {value: 34, unit: workers, exactness: exactly, as_of: 2020, sources: '@daily'}\n",
    )
    laws = "".join(
        f"- {{id: ministries-{at}, type: legislation, title: Law on Ministries, authority: Ruritania, "
        f"issued: {at}-05-06}}\n"
        for at in (2014, 2021)
    )
    text = (sourced.content / "case" / "sources.yaml").read_text("utf-8")
    sourced.write("case/sources.yaml", text.replace("references:\n", f"references:\n{laws}", 1))

    def offered(words: str) -> list[dict]:
        sorts = "fact,person,organisation,incident,treaty,law,recommendation,section,paragraph"
        address = f"/api/case/submission/insertable?sorts={sorts}&words={words}"
        return client.get(address).json()

    found = offered("")
    order = list(dict.fromkeys(each["sort"] for each in found))
    assert order[:3] == ["fact", "person", "organisation"]
    assert found[0]["label"] == "34 workers"
    sorts = [each["sort"] for each in offered("minist")]
    own = [at for at, each in enumerate(sorts) if each not in ("law", "treaty")]
    assert own and max(own) < sorts.index("law")
    details = [each["detail"] for each in offered("law on ministries") if each["sort"] == "law"]
    assert details == ["by its name · 6 May 2014", "by its name · 6 May 2021"]


def test_an_empty_section_without_a_title_that_must_be_filled_is_in_the_outline(client: Client):
    case = client.project
    manifest = (case.content / "case/dossier.yaml").read_text("utf-8")
    letter = "  letter:\n    {template: letter, title: A letter, date: 2026-01-01,\n"
    letter += "     addressees: [{id: one, name: The Ambassador}], signatories: [{name: Ada}]}\n"
    case.write("case/dossier.yaml", manifest.replace("documents:\n", f"documents:\n{letter}"))
    sections = client.get("/api/case/letter/outline").json()["sections"]
    called = {each["id"]: each["called"] for each in sections if each["takes"]}
    assert called == {"body": "Body"}
    assert not next(each for each in sections if each["id"] == "letterhead")["called"]
