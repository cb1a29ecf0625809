"""Take back: the requests of the page, as its scripts make them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from dossier.interchange.pull.pull_request import PullRequest
from dossier.interchange.pull.run import pull
from dossier.project.history import read_steps
from dossier.project.received_batches import MOST
from tests import edits
from tests.conftest import Project
from tests.partners import Partner
from tests.studio.conftest import Client

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BLOCK = "homecoming/blocks/20-background.md"


@pytest.fixture
def home(homecoming: Project, clients) -> Client:
    return clients(homecoming)


def dropped(client: Client, **files: bytes) -> str:
    sent_ = [("files", (f"{name}.docx", content, WORD)) for name, content in files.items()]
    made = client.http.post("/api/homecoming/take-back/files", files=sent_)
    assert made.status_code == 201, made.text
    return made.json()["batch"]


def state(client: Client, batch: str) -> dict:
    return client.get(f"/api/homecoming/take-back/state?batch={batch}").json()


def choose(client: Client, batch: str, **what: object) -> dict:
    made = client.post(f"/api/homecoming/take-back/choose?batch={batch}", what)
    assert made.status_code == 200, made.text
    return made.json()


def apply(client: Client, batch: str, mark: str = ""):
    mark = mark or state(client, batch)["mark"]
    return client.post(f"/api/homecoming/take-back/apply?batch={batch}", {"mark": mark, "by": "Me"})


def take_all(client: Client, batch: str, but: str = "") -> None:
    """Take every change that can be taken, but for that which brings the words `but`."""
    found = [each for each in state(client, batch)["changes"] if each["takable"]]
    taken = {each["id"]: {"way": "take"} for each in found if not but or each["new"] != but}
    choose(client, batch, changes=taken)


def text(client: Client, path: str = BLOCK) -> str:
    return (client.project.content / path).read_text("utf-8")


def test_changes_are_shown_with_their_place_and_nothing_is_written(home, sent):
    before = text(home)
    batch = dropped(home, ana=Partner(sent).says("twelve", "thirteen").sends())
    (change,) = state(home, batch)["changes"]
    assert (change["old"], change["new"], change["way"]) == ("twelve", "thirteen", "")
    assert change["lead"].endswith("A shift lasts ")
    assert change["by"][0]["name"] == "Ana Petrova"
    assert change["title"] == "The ports and the law"
    assert text(home) == before and not read_steps(home.project.content)


def test_the_page_marks_changes_and_shows_the_result_as_it_will_be_written(home, sent):
    partner = Partner(sent).says("twelve", "thirteen").says("900", "950")
    batch = dropped(home, ana=partner.sends())
    one, two = state(home, batch)["changes"]
    address = f"/homecoming/take-back/page/submission?batch={batch}"
    answer = home.get(address)
    assert f'<del data-change="{two["id"]}">twelve</del>' in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    choose(home, batch, changes={one["id"]: {"way": "leave"}, two["id"]: {"way": "take"}})
    result = home.get(f"{address}&show=result").text
    assert "lasts thirteen hours" in result and "employs 900" in result
    assert apply(home, batch).status_code == 200
    after = home.get("/homecoming/take-back/page/submission").text
    assert re.sub(r"<[^>]*>", "", after) == re.sub(r"<[^>]*>", "", result)


def test_one_change_is_left_the_rest_applied_and_all_of_it_undone(home, sent):
    before = {p: p.read_bytes() for p in home.project.content.rglob("*") if p.is_file()}
    partner = Partner(sent).says("twelve", "thirteen").says("900", "950")
    batch = dropped(home, ana=partner.remarks_on("statutes", "Which year?").sends())
    found = state(home, batch)
    left = next(each for each in found["changes"] if each["new"] == "950")
    (comment,) = found["comments"]
    answer = {"text": "Of 1999.", "settled": True}
    take_all(home, batch)
    choose(home, batch, changes={left["id"]: {"way": "leave"}}, answers={comment["id"]: answer})
    done = apply(home, batch).json()
    assert "lasts thirteen hours" in text(home) and "employs 900" in text(home)
    assert "950" in text(home, BLOCK.replace(".md", ".review.yaml"))
    assert "Of 1999." in text(home, "homecoming/blocks/10-federation.review.yaml")
    assert len(read_steps(home.project.content)) == 1
    undone = home.post("/api/homecoming/history/undo", {"step": done["step"]})
    assert undone.status_code == 200, undone.text
    after = {p: p.read_bytes() for p in home.project.content.rglob("*") if p.is_file()}
    assert after == before


def test_what_the_page_writes_is_what_pull_writes(home, sent):
    content = Partner(sent).says("twelve", "thirteen").remarks_on("statutes", "When?").sends()
    path = home.project.root / "ana.docx"
    path.write_bytes(content)
    wanted = {e.path: e.after for e in pull(home.session.places, PullRequest((path,))).changes}
    batch = dropped(home, ana=content)
    take_all(home, batch)
    apply(home, batch)
    assert {each: each.read_text("utf-8") for each in wanted} == wanted


def test_two_files_with_a_conflict_ask_for_a_decision(home, sent):
    ana = Partner(sent, "Ana").says("twelve", "thirteen").sends()
    ben = Partner(sent, "Ben").says("twelve", "fourteen").sends()
    batch = dropped(home, ana=ana, ben=ben)
    one, two = state(home, batch)["changes"]
    assert one["rivals"] == [two["id"]] and one["way"] == two["way"] == ""
    both = {each["id"]: {"way": "take"} for each in (one, two)}
    choose(home, batch, changes=both)
    refused = apply(home, batch)
    assert refused.status_code == 422 and "same words" in refused.json()["error"]
    choose(home, batch, changes={one["id"]: {"way": "dismiss"}, two["id"]: {"way": "take"}})
    assert apply(home, batch).status_code == 200
    assert f"lasts {two['new']} hours" in text(home)


def test_a_text_that_changed_meanwhile_is_not_written_over(home, sent):
    batch = dropped(home, ana=Partner(sent).says("twelve", "thirteen").sends())
    mark = state(home, batch)["mark"]
    home.project.change(BLOCK, "twelve", "eleven")
    refused = apply(home, batch, mark)
    assert refused.status_code == 409
    assert "lasts eleven hours" in text(home)
    (change,) = state(home, batch)["changes"]
    assert (change["sort"], change["old"], change["new"]) == ("conflict", "eleven", "thirteen")


def test_a_fact_typed_over_names_its_entry_and_can_be_dismissed(home, sent):
    batch = dropped(home, ana=Partner(sent).says("four ports", "five ports").sends())
    (change,) = state(home, batch)["changes"]
    assert (change["registry"], change["entry"], change["takable"]) == ("facts", "ports", False)
    choose(home, batch, changes={change["id"]: {"way": "dismiss"}})
    apply(home, batch)
    assert "settled_by: Me" in text(home, "homecoming/blocks/10-federation.review.yaml").replace(
        '"', ""
    )


def test_a_change_left_before_is_left_still_when_the_file_comes_again(home, sent):
    content = Partner(sent).says("twelve", "thirteen").says("900", "950").sends()
    batch = dropped(home, ana=content)
    left = next(each for each in state(home, batch)["changes"] if each["new"] == "950")
    choose(home, batch, changes={left["id"]: {"way": "dismiss"}})
    apply(home, batch)
    again = state(home, dropped(home, ana=content))["changes"]
    assert [
        (each["new"], each["way"], each["before"]) for each in again if each["new"] == "950"
    ] == [("950", "dismiss", True)]


def test_a_broken_file_is_refused_and_the_others_go_on(home, sent):
    good = Partner(sent).says("twelve", "thirteen").sends()
    batch = dropped(home, bad=b"no zip at all", good=good)
    found = state(home, batch)
    assert [each["refused"] for each in found["files"]] == [True, False]
    assert [each["new"] for each in found["changes"]] == ["thirteen"]
    assert apply(home, batch).status_code == 200


def test_a_file_that_lacks_most_of_the_text_asks_what_to_do(home, sent):
    partner = Partner(sent)
    body = partner.editor.body
    for each in [*body][4:-1]:
        body.remove(each)
    batch = dropped(home, cut=partner.sends())
    (file,) = state(home, batch)["files"]
    assert file["refused"] and file["findings"][-1]["rule"] == "mass-deletion"
    said = {"cut.docx": {"document": "", "deletions": "review", "sender": ""}}
    (file,) = choose(home, batch, read_as=said)["files"]
    assert not file["refused"]


def test_a_paragraph_known_by_likeness_alone_is_asked_about_first(home, sent):
    partner = Partner(sent).by("")
    edits.drop_controls(partner.editor)
    edits.drop_bookmarks(partner.editor)
    partner.says("Nobody counts", "No office counts")
    partner.says("The exceptions have become", "Exceptions are")
    batch = dropped(home, ana=partner.sends())
    asked = [each for each in state(home, batch)["changes"] if each["unsure"]]
    assert asked and "alike" in asked[0]["unsure"] and asked[0]["way"] == ""
    refused = apply(home, batch)
    assert refused.status_code == 422 and "alike" in refused.json()["error"]
    choose(home, batch, sure={each["id"]: True for each in asked})
    take_all(home, batch)
    assert apply(home, batch).status_code == 200
    assert "No office counts" in text(home)


def test_a_file_of_another_dossier_is_told_where_it_belongs(home, sent):
    shutil.copytree(home.project.content / "homecoming", home.project.content / "other")
    files = [("files", ("a.docx", Partner(sent).says("twelve", "ten").sends(), WORD))]
    batch = home.http.post("/api/other/take-back/files", files=files).json()["batch"]
    (file,) = home.get(f"/api/other/take-back/state?batch={batch}").json()["files"]
    assert file["refused"] and file["other"] == "homecoming"
    (finding,) = file["findings"]
    assert "homecoming" in finding["message"] and finding["hint"] == "take it back in homecoming"
    assert home.get(f"/api/homecoming/take-back/state?batch={batch}").status_code == 404


def test_a_thread_is_answered_settled_and_taken(home):
    home.project.write(
        BLOCK.replace(".md", ".review.yaml"),
        '- id: r1\n  author: "Ana"\n  quoted: "twelve"\n  text: "Always?"\n  paragraph: ports.4\n'
        '- id: r2\n  kind: proposal\n  author: "Ana"\n  old: "twelve hours"\n  new: "ten hours"\n',
    )
    names = [each["id"] for each in state(home, "")["threads"]]
    assert names == ["ports/r1", "ports/r2"]
    page = home.get("/homecoming/take-back/page/submission").text
    assert '<mark data-change="ports/r1">' in page
    address = "/api/homecoming/take-back/threads"
    answered = home.post(address, {"answer": {"ports/r1": "Mostly."}, "by": "Me"}).json()
    assert answered["threads"][0]["replies"][0]["text"] == "Mostly."
    home.post(address, {"settle": ["ports/r1"], "by": "Me"})
    home.post(address, {"take": ["ports/r2"], "by": "Me"})
    assert "lasts ten hours" in text(home)
    assert state(home, "")["threads"] == []
    assert home.post(address, {"settle": ["ports/r9"], "by": "Me"}).status_code == 422


def test_files_that_are_gone_are_told_and_wrong_requests_refused(home):
    assert home.get("/api/homecoming/take-back/state?batch=none").status_code == 404
    assert home.http.post("/api/homecoming/take-back/files", files=[]).status_code in (400, 422)
    assert home.post("/api/homecoming/take-back/choose", {"changes": {}}).status_code == 400


def test_names_in_a_file_are_text_and_no_markup(home, sent):
    evil = "<img src=x onerror=alert(1)>"
    batch = dropped(home, ana=Partner(sent, evil).says("twelve", evil).sends())
    page = home.get(f"/homecoming/take-back/page/submission?batch={batch}").text
    assert "<img src=x" not in page


def begun_again(client: Client, clients) -> Client:
    """Return a client of a studio that begins anew, as after a crash: nobody closed the first."""
    return clients(client.project)


def test_a_studio_that_begins_anew_has_the_files_with_all_that_was_decided(home, sent, clients):
    partner = Partner(sent).says("twelve", "thirteen").says("900", "950")
    batch = dropped(home, ana=partner.remarks_on("statutes", "Which year?").sends())
    found = state(home, batch)
    left = next(each for each in found["changes"] if each["new"] == "950")
    rewritten = next(each for each in found["changes"] if each["new"] == "thirteen")
    (comment,) = found["comments"]
    chosen = {left["id"]: {"way": "dismiss"}, rewritten["id"]: {"way": "take", "words": "ten"}}
    answers = {comment["id"]: {"text": "Of 1999.", "settled": True}}
    before = choose(home, batch, changes=chosen, answers=answers)
    again = begun_again(home, clients)
    assert "Go on with ana.docx" in again.get("/homecoming/take-back").text
    after = state(again, batch)
    assert [(each["id"], each["way"]) for each in after["changes"]] == [
        (each["id"], each["way"]) for each in before["changes"]
    ]
    assert apply(again, batch).status_code == 200
    assert "lasts ten hours" in text(again) and "employs 900" in text(again)
    assert not [*(home.project.root / ".dossier" / "received").glob("*.zip")]


def test_files_that_are_kept_are_for_nobody_else_and_go_nowhere(home, sent):
    subprocess.run(["git", "init", "-q"], cwd=home.project.root, check=True)
    batch = dropped(home, ana=Partner(sent).says("twelve", "thirteen").sends())
    choose(home, batch, sure={})
    kept = home.project.root / ".dossier" / "received"
    assert {each.suffix for each in kept.iterdir()} == {".zip", ".json"}
    assert {each.stat().st_mode & 0o077 for each in (kept, *kept.iterdir())} == {0}
    seen = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=home.project.root, capture_output=True
    )
    assert b"received" not in seen.stdout
    assert home.post(f"/api/homecoming/take-back/drop?batch={batch}").status_code == 200
    assert {each.suffix for each in kept.iterdir()} == {".decided"}
    assert {each.stat().st_mode & 0o077 for each in kept.iterdir()} == {0}


def test_of_many_files_the_oldest_go(home, sent, clients):
    content = Partner(sent).says("twelve", "thirteen").sends()
    made = [dropped(home, ana=content) for _ in range(MOST + 1)]
    assert home.get(f"/api/homecoming/take-back/state?batch={made[0]}").status_code == 404
    assert len([*(home.project.root / ".dossier" / "received").glob("*.zip")]) == MOST
    again = begun_again(home, clients)
    assert again.get(f"/api/homecoming/take-back/state?batch={made[-1]}").status_code == 200


@pytest.mark.parametrize("name", ["../evil.docx", "/etc/evil.docx", ""])
def test_files_that_nobody_dropped_are_not_offered(home, clients, name):
    kept = home.project.root / ".dossier" / "received"
    kept.mkdir(parents=True)
    with zipfile.ZipFile(kept / "evil.zip", "w") as zipped:
        zipped.writestr("batch.json", json.dumps({"dossier": "homecoming", "names": [name]}))
        zipped.writestr("0", b"x")
    (kept / "broken.zip").write_bytes(b"no zip")
    page = begun_again(home, clients).get("/homecoming/take-back")
    assert page.status_code == 200 and "Go on with" not in page.text
    assert not [*kept.iterdir()]


def test_choices_that_cannot_be_read_are_to_be_made_again(home, sent, clients):
    batch = dropped(home, ana=Partner(sent).says("twelve", "thirteen").sends())
    path = home.project.root / ".dossier" / "received" / f"{batch}.json"
    path.write_text('{"changes": {"x": {"way": "burn", "words": 3}}}')
    (change,) = state(begun_again(home, clients), batch)["changes"]
    assert change["way"] == ""


def left(client: Client, content: bytes) -> list[dict]:
    """Leave all changes of a file, and return the proposals that are kept beside the text."""
    batch = dropped(client, ana=content)
    found = state(client, batch)["changes"]
    choose(client, batch, changes={each["id"]: {"way": "leave"} for each in found})
    made = apply(client, batch)
    assert made.status_code == 200, made.text
    return state(client, "")["threads"]


def take(client: Client, name: str) -> None:
    made = client.post("/api/homecoming/take-back/threads", {"take": [name], "by": "Me"})
    assert made.status_code == 200, made.text


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (lambda p: p.says("twelve", "thirteen"), "lasts thirteen hours"),
        (lambda p: p.adds("alone employs", " some"), "alone employs some 900"),
        (lambda p: p.says("Nobody", "No office"), "No office counts"),
        (lambda p: p.adds("Nobody counts", " these days"), "Nobody counts these days how"),
        (lambda p: p.paragraph("A shift", "It rains."), "exceptions:\n\nIt rains.\n\n- when"),
        (lambda p: p.paragraph("Nobody", "It rains."), "rule.\n\nIt rains.\n\n# Who"),
        (lambda p: p.paragraph("It writes", "It rains."), ""),
        (lambda p: p.without("Nobody counts"), "so.\n\n# Who"),
    ],
)
def test_what_was_left_is_taken_later_where_it_belongs_and_can_be_undone(home, sent, edit, wanted):
    partner = Partner(sent)
    edit(partner)
    (proposal,) = left(home, partner.sends())
    before = text(home)
    assert proposal["takable"], proposal
    take(home, proposal["id"])
    if wanted:
        assert wanted in text(home)
    assert state(home, "")["threads"] == []
    step = read_steps(home.project.content)[-1].number
    assert home.post("/api/homecoming/history/undo", {"step": step}).status_code == 200
    assert text(home) == before


def test_the_mark_of_a_new_paragraph_that_was_left_stands_at_the_one_before_it(home, sent):
    (proposal,) = left(home, Partner(sent).paragraph("Nobody", "It rains.").sends())
    page = home.get("/homecoming/take-back/page/submission").text
    assert f'<mark data-change="{proposal["id"]}">' in page
    assert "have become the rule.</mark>" in page


def test_a_proposal_about_the_look_of_words_offers_no_take_that_does_nothing(home):
    home.project.write(
        BLOCK.replace(".md", ".review.yaml"),
        '- id: r1\n  kind: proposal\n  author: "Ana"\n  old: "twelve"\n  new: "twelve"\n',
    )
    (told,) = state(home, "")["threads"]
    assert (told["takable"], "how they look" in told["why"]) == (False, True)
    assert "same Word file" in told["do"]


@pytest.mark.parametrize(
    ("new", "quoted", "do"),
    [
        ("It rains.[note: Why.]", "hours", "same Word file"),
        ("It rains.", "", "same Word file"),
        ("It rains.", "words that nobody wrote", "in Write"),
    ],
)
def test_a_proposal_that_cannot_be_taken_says_the_one_thing_to_do(home, new, quoted, do):
    home.project.write(
        BLOCK.replace(".md", ".review.yaml"),
        f'- id: r1\n  kind: proposal\n  author: "Ana"\n  new: "{new}"\n  quoted: "{quoted}"\n',
    )
    (told,) = state(home, "")["threads"]
    assert not told["takable"] and told["why"]
    assert do in told["do"]


def test_what_is_more_than_words_is_taken_from_the_same_file_chosen_again(home, sent):
    content = Partner(sent).bold("twelve").sends()
    before = text(home)
    assert any(not each["takable"] for each in left(home, content))
    batch = dropped(home, ana=content)
    found = state(home, batch)["changes"]
    choose(home, batch, changes={each["id"]: {"way": "take"} for each in found})
    assert apply(home, batch).status_code == 200
    assert text(home) != before


def test_what_nobody_decided_is_kept_as_a_proposal_and_the_text_stays(home, sent):
    before = text(home)
    batch = dropped(home, ana=Partner(sent).says("twelve", "thirteen").sends())
    assert apply(home, batch).status_code == 200
    assert text(home) == before
    (proposal,) = state(home, "")["threads"]
    assert (proposal["kind"], proposal["new"]) == ("proposal", "thirteen")


def test_a_change_that_was_not_tracked_is_nobodys_until_somebody_says_whose(home, sent):
    batch = dropped(home, marta=Partner(sent).by("").says("twelve", "thirteen").sends())
    found = state(home, batch)
    (change,), (file,) = found["changes"], found["files"]
    assert (change["tracked"], change["by"], file["untracked"]) == (False, [], 1)
    assert (file["author"], file["date"]) == ("", "")
    said = {"marta.docx": {"document": "", "deletions": "ask", "sender": "Marta Kovač"}}
    found = choose(home, batch, read_as=said)
    (change,) = found["changes"]
    assert [each["name"] for each in change["by"]] == ["Marta Kovač"]
    apply(home, batch)
    assert state(home, "")["threads"][0]["author"] == "Marta Kovač"


def test_a_tracked_change_names_who_made_it(home, sent):
    batch = dropped(home, ana=Partner(sent).says("twelve", "thirteen").sends())
    found = state(home, batch)
    assert found["changes"][0]["tracked"] and found["files"][0]["untracked"] == 0


def test_words_that_one_person_replaced_at_once_are_one_card(home, sent):
    partner = Partner(sent).says("alone employs 900 of them", "employs 950 of these")
    (change,) = state(home, dropped(home, ana=partner.sends()))["changes"]
    assert (change["old"], change["new"]) == ("alone employs 900 of them", "employs 950 of these")


def test_words_that_stayed_between_two_changes_part_them(home, sent):
    partner = Partner(sent).says("alone", "by itself").says("900", "950")
    found = state(home, dropped(home, ana=partner.sends()))["changes"]
    assert [each["new"] for each in found] == ["by itself ", "950"]


def test_cards_show_the_words_that_a_registry_prints_and_no_id(home, sent):
    partner = Partner(sent).says("members", "staff").paragraph("It writes", "It rains.")
    words, _ = state(home, dropped(home, ana=partner.sends()))["changes"]
    assert words["tail"].startswith(" in four ports. Its statutes")
    partner = Partner(sent).without("founded in 1931")
    (gone,) = state(home, dropped(home, ana=partner.sends()))["changes"]
    assert "members in four ports" in gone["old"] and "[ports]" not in gone["old"]


def test_a_paragraph_with_words_of_a_registry_that_was_left_is_taken_out_later(home, sent):
    (proposal,) = left(home, Partner(sent).without("founded in 1931").sends())
    take(home, proposal["id"])
    assert "founded" not in text(home, "homecoming/blocks/10-federation.md")


def test_the_same_file_brings_back_what_was_decided(home, sent):
    content = Partner(sent).says("twelve", "thirteen").says("900", "950").sends()
    batch = dropped(home, ana=content)
    one, two = state(home, batch)["changes"]
    decided = {one["id"]: {"way": "take", "words": "1,000"}, two["id"]: {"way": "dismiss"}}
    choose(home, batch, changes=decided)
    step = apply(home, batch).json()["step"]
    home.post("/api/homecoming/history/undo", {"step": step})
    again = state(home, dropped(home, renamed=content))["changes"]
    assert [(each["way"], each["words"]) for each in again] == [
        ("take", "1,000"),
        ("dismiss", None),
    ]
    assert [each["way"] for each in state(home, dropped(home, ben=sent))["changes"]] == []


def test_the_name_is_asked_and_remembered_and_nobody_guesses_it(home, sent, clients):
    subprocess.run(["git", "init", "-q"], cwd=home.project.root, check=True)
    for key, value in (("user.name", "The maintainers"), ("user.email", "x@example.org")):
        subprocess.run(["git", "config", key, value], cwd=home.project.root, check=True)
    for path in ("/homecoming/take-back", "/homecoming/submission/write"):
        assert "The maintainers" not in home.get(path).text
    apply(home, dropped(home, ana=Partner(sent).says("twelve", "thirteen").sends()))
    again = begun_again(home, clients)
    assert 'data-author="Me"' in again.get("/homecoming/take-back").text
    assert (home.project.root / ".dossier" / "name.txt").stat().st_mode & 0o077 == 0


def test_two_decisions_that_come_at_once_are_both_kept(home, sent):
    batch = dropped(home, ana=Partner(sent).says("twelve", "thirteen").says("900", "950").sends())
    one, two = state(home, batch)["changes"]
    with ThreadPoolExecutor(2) as pool:
        asked = [{each["id"]: {"way": "take"}} for each in (one, two)]
        [*pool.map(lambda changes: choose(home, batch, changes=changes), asked)]
    assert [each["way"] for each in state(home, batch)["changes"]] == ["take", "take"]
