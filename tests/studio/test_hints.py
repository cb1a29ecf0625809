"""What to do about a finding is said in words of the studio, with a link to where it is done."""

from __future__ import annotations

import pytest

from dossier.build.evidence import REGISTRIES
from dossier.lint import RULES, lint, rule
from dossier.lint.example import FILE, example
from dossier.lint.manual_pages import fault_pages
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.history import read_steps
from dossier.studio.hints import OF_FILES, Spot, in_studio, stands
from tests.studio.conftest import Client

BLOCK = "case/blocks/10-a.md"
SPOTS = {
    "content/case/blocks/10-a.md": Spot("case", "submission", BLOCK),
    "content/case/dossier.yaml": Spot("case", "submission"),
    "content/case/people.yaml": Spot("case", "submission", entry=("people", "chair")),
    "templates/upr-submission/outline.yaml": Spot("case", "submission"),
}
BY_AUTHORS = (
    "Blocks and their text", "Notes", "Pictures", "Sources, facts and incidents",
    "Persons and names", "Treaties and earlier recommendations",
)  # fmt: skip
"""Groups of the manual whose faults authors of the studio meet in their own texts and evidence."""

TOLD_BY_COMMANDS = {"check", "missing-head", "no-sources", "nothing-protected"}


def hints() -> list[tuple[str, str]]:
    """Return the ids of findings with what they say is to be done."""
    faults = [
        (str(id_), page.do) for group in fault_pages().values() for id_, page in group.items()
    ]
    rules = [
        (name, each.finding.hint)
        for name in RULES
        for each in lint(example(rule(name).bad), {FILE: rule(name).bad}, [rule(name)])
    ]
    return [*faults, *rules]


@pytest.mark.parametrize("file", SPOTS)
def test_no_hint_of_the_studio_speaks_of_files_keys_commands_or_signs(file: str):
    for id_, hint in hints():
        said = in_studio(Finding(file, 1, Fault.WRONG_VALUE, "x", hint), SPOTS[file])
        own = in_studio(Finding(file, 1, id_, "x", hint), SPOTS[file])  # type: ignore[arg-type]
        for each in (said, own):
            assert each["do"] and not OF_FILES.search(each["do"].replace("[^name]", "")), id_


def test_what_authors_meet_in_their_texts_has_words_of_its_own():
    for group in BY_AUTHORS:
        for id_, page in fault_pages()[group].items():
            if OF_FILES.search(page.do) and str(id_) not in TOLD_BY_COMMANDS:
                said = in_studio(Finding("x", 1, id_, "x", page.do), Spot("case"))
                assert "does not show" not in said["do"], id_


@pytest.mark.parametrize(
    ("id_", "hint", "do", "words", "address"),
    [
        ("recommendation-without-concern", "Add the id to `rests_on:`", "Tick the concern",
         "About this part", f"/case/submission/write#about:{BLOCK}"),
        ("unknown-acronym", "add it to organisations.yaml", "Evidence, Organisations",
         "Evidence, Organisations", "/case/evidence/organisations"),
        ("front-guessed", "Correct `procedure:` in dossier.yaml", "in Settings",
         "Settings", "/#settings:case/submission:procedure"),
        ("no-key-words", "add `keywords:` to the document", "in Settings",
         "Settings", "/#settings:case/submission:keywords"),
        ("consultation-not-told", "say whether it did", "say whether it did",
         "Write", "/case/submission/write"),
        ("misspelt", 'write "receive", or enter the word under `words:`', "Write “receive”.",
         "Go to the words", f"/case/submission/write#{BLOCK}"),
        ("stray-braces", "write `{kind:id}`", "choose what you mean from the list",
         "Go to the words", f"/case/submission/write#{BLOCK}"),
    ],
)  # fmt: skip
def test_a_hint_leads_to_where_it_is_done(id_, hint, do, words, address):
    finding = Finding("content/case/blocks/10-a.md", 1, id_, "x", hint)
    said = in_studio(finding, SPOTS[finding.file])
    assert do in said["do"]
    assert said["go"] == {"words": words, "address": address}


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("treaties.yaml does not say whether it is bound", "“Treaties” does not say whether it is bound"),
        ("the dossier has no `dossier.yaml`", "the dossier has no “Settings”"),
        ("see content/case/people.yaml:12, and people", "see “People”, and people"),
        ("templates/own/outline.yaml has no name", "templates/own/outline.yaml has no name"),
    ],
)  # fmt: skip
def test_a_message_names_pages_of_the_studio_in_the_place_of_files(said: str, spoken: str):
    finding = Finding("content/case/dossier.yaml", 1, Fault.WRONG_VALUE, said, "x")
    told = in_studio(finding, SPOTS[finding.file])
    assert told["message"] == spoken
    assert told["stands"] == "Settings"


def test_a_treaty_that_lacks_is_filled_in_where_the_link_leads():
    finding = Finding("content/case/blocks/10.md", 1, Fault.TREATY_STATUS_UNKNOWN, "x", "add `C087:` so",
                      data={"treaty": "C087"})  # fmt: skip
    told = in_studio(finding, Spot("case"))["go"]
    assert told["address"] == "/case/evidence/treaties/entry?name=C087"


@pytest.mark.parametrize("name", REGISTRIES)
def test_a_file_of_evidence_is_called_as_the_link_to_it_is(name: str):
    finding = Finding("x", 1, Fault.WRONG_VALUE, "x", "add `x:`")
    link = in_studio(finding, Spot("case", entry=(name, "")))["go"]["words"]
    assert link == f"Evidence, {stands(f'content/case/{name}.yaml')}"


def test_check_and_write_say_what_to_do_in_the_studio(client: Client):
    for found in (
        client.get("/api/case/submission/findings").json()["findings"],
        client.post("/api/case/submission/examined", {"texts": {}}).json()["findings"],
    ):
        assumed = next(each for each in found if "session (55)" in each["message"])
        assert "Settings" in assumed["do"]
        assert assumed["go"]["address"] == "/#settings:case/submission:assumed"
        assert all(not OF_FILES.search(each["do"]) for each in found)


def test_text_missing_in_a_source_leads_to_the_evidence_and_not_to_settings(client: Client):
    def led(found: dict) -> set[str]:
        mine = (each for each in found["findings"] if each["file"].endswith("sources.yaml"))
        return {each["go"]["address"] for each in mine}

    checked = client.get("/api/case/submission/findings").json()
    assert led(checked) == {"/case/evidence/sources/entry?id=example-report"}
    written = client.post("/api/case/submission/examined", {"texts": {}}).json()
    assert led(written) == {"/case/evidence/sources"}


def test_a_finding_in_the_manifest_leads_to_its_field_in_settings(client: Client):
    manifest = "case/dossier.yaml"
    client.project.change(manifest, "    cycle: 5", "    cycle: none")
    client.project.change(manifest, "\nstate: ", "\nstate: [1] # ")
    found = client.get("/api/case/submission/findings").json()["findings"]
    led = {each["go"]["address"] for each in found if each["file"].endswith("dossier.yaml")}
    assert {"/#settings:case/:state"} <= led
    client.project.change(manifest, "\nstate: [1] # ", "\nstate: ")
    found = client.get("/api/case/submission/findings").json()["findings"]
    led = {each["go"]["address"] for each in found if each["file"].endswith("dossier.yaml")}
    assert {"/#settings:case/submission:cycle"} <= led


@pytest.mark.parametrize("name", RULES)
def test_examples_of_the_manual_are_as_their_reader_has_them(client: Client, name: str):
    parts = client.get(f"/api/case/manual/{name}").json()["parts"]
    for each in parts:
        if each["sort"] == "example":
            lines = each["text"].splitlines()
            assert not any(line.startswith(("#", "---", "[^", "- ", "|")) for line in lines), name
            assert "](" not in each["text"], name


def test_an_allowance_is_called_by_the_title_of_its_part(client: Client):
    found = client.get("/api/case/submission/findings").json()["findings"]
    one = next(each for each in found if each["at"].endswith("70-analysis.md"))
    scope = one["scopes"][0]
    asked = {"document": "submission", "rule": one["rule"], "reason": "a test",
             "file": scope["file"], "digest": scope["digest"]}  # fmt: skip
    assert client.post("/api/case/allowances", asked).status_code == 201
    said = read_steps(client.project.content)[-1].words
    assert said == f"studio: {one['rule']} allowed in “How the facts breach the obligations”"
