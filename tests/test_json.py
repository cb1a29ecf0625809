"""What `--json` prints is what docs/json.md says, key by key: the page is the schema."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from typing import Any

import pytest

from dossier.cli.main import COMMANDS
from tests.conftest import ROOT, Project

PAGE = (ROOT / "docs" / "json.md").read_text("utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \|", re.MULTILINE)
PLACE = re.compile(r".+:\d+")

Schema = dict[str, dict[str, str]]


def read_schema() -> Schema:
    """Return the types of the keys of every command and object, links taken out."""
    parts = re.split(r"^##+ (.+)$", PAGE, flags=re.MULTILINE)[1:]
    return {
        name: {key: re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", type_) for key, type_ in ROW.findall(body)}
        for name, body in zip(parts[::2], parts[1::2], strict=True)
    }  # fmt: skip


SCHEMA = read_schema()

BASIC = {
    "text": lambda value: isinstance(value, str),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "whole number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "true or false": lambda value: isinstance(value, bool),
    "date": lambda value: isinstance(value, str) and bool(date.fromisoformat(value)),
    "place": lambda value: isinstance(value, str) and bool(PLACE.fullmatch(value)),
    "anything": lambda value: True,
}


def fits(value: Any, type_: str) -> bool:
    """Whether a value is of the type that the page names."""
    if type_ in BASIC:
        return BASIC[type_](value)
    many, _, rest = type_.partition(" of ")
    if many == "list" and rest:
        return isinstance(value, list) and all(fits(each, rest) for each in value)
    if many == "table" and rest:
        return isinstance(value, dict) and all(fits(each, rest) for each in value.values())
    if " or " in type_:
        return any(fits(value, each) for each in type_.split(" or "))
    return isinstance(value, dict) and not faults(value, type_)


def faults(value: dict[str, Any], name: str) -> list[str]:
    """Return what is otherwise in an object than the page says."""
    keys = SCHEMA[name]
    known = {key.rstrip("?"): type_ for key, type_ in keys.items()}
    missing = [f"{name} has no {key}" for key in keys if not key.endswith("?") and key not in value]
    beyond = [f"{name}: {key} is not described" for key in value if key not in known]
    wrong = [
        f"{name}: {key} is no {known[key]}: {each!r}"
        for key, each in value.items()
        if key in known and not fits(each, known[key])
    ]
    return [*missing, *beyond, *wrong]


def told(project: Project, *words: str) -> dict[str, Any]:
    """Return what a command prints, which is what the page says."""
    printed = json.loads(project.run(*words, "--json").out)
    assert faults(printed, words[0]) == []
    return printed


def test_every_command_is_described_and_nothing_else():
    commands = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    assert sorted(commands) == sorted(COMMANDS)


def test_every_type_on_the_page_is_described():
    for name, keys in SCHEMA.items():
        for type_ in keys.values():
            words = re.split(r"\blist of |\btable of | or ", type_.replace("true or false", "text"))
            for each in filter(None, words):
                assert each in BASIC or each in SCHEMA, f"{name}: {type_}"


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        ("x", "whole number"), (True, "number"), (None, "text"), ([1], "list of text"),
        ({"file": "a"}, "finding"), ("soon", "place"), ("x", "number or null"),
    ],
)  # fmt: skip
def test_what_is_not_of_a_type_does_not_pass(value: Any, type_: str):
    assert not fits(value, type_)


def test_build(small: Project):
    small.change("case/blocks/60-evidence.md", "first event", "first first event")
    assert told(small, "build", "--format", "md,html")["files"]
    again = told(small, "build", "--format", "md,html")["files"]
    assert {each["state"] for each in again} == {"unchanged"}


def test_what_is_built_for_a_change_is_told_in_json_alone(small: Project):
    printed = told(small, "build", "--changed", "--format", "md")
    assert [each["state"] for each in printed["files"]] == ["built"]


def test_watch(small: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dossier.cli.watch.saves_in", lambda places: ())
    printed = told(small, "watch", "case")
    assert [each.rpartition(".")[2] for each in printed["files"]] == ["html"]
    assert printed["pages"][0].startswith("http://127.0.0.1:")


def test_list(small: Project):
    assert told(small, "list")["documents"][0]["document"] == "case/submission"
    small.change("case/blocks/60-evidence.md", "kind: evidence", "kind: evidense")
    assert told(small, "list")["documents"][0]["status"] == "has errors"


def test_new(project: Project):
    assert "content/case/dossier.yaml" in told(project, "new", "case")["files"]


def test_new_from_the_library(project: Project):
    export = str(ROOT / "tests" / "data" / "exports" / "uhri.json")
    where = ("--library", str(project.root / "library"))
    told(project, "un", "add", export, *where)
    made = told(project, "new", "ruritania", "--from-un", *where)["from_un"]
    assert made["themes"] and made["silent"] and made["session"] is None


def test_check(small: Project):
    small.change("case/blocks/60-evidence.md", "first event", "first first event")
    printed = told(small, "check")
    assert printed["documents"] == ["case/submission"] and printed["findings"]


def test_people(sourced: Project):
    assert told(sourced, "people", "case")["people"]


def test_facts(sourced: Project):
    sourced.change("case/blocks/60-evidence.md", "first event", "first event, {fact:dead},")
    assert any(each["used"] for each in told(sourced, "facts")["facts"])


def test_where(sourced: Project):
    assert told(sourced, "where", "evidence-one")["uses"]


def test_leaks(sourced: Project):
    (sourced.root / "letter.txt").write_text("R. Hidden came", "utf-8")
    assert told(sourced, "leaks", "letter.txt")["files"] == [{"file": "letter.txt", "found": 1}]


def test_languages(project: Project):
    printed = told(project, "languages", "fr", "ru")
    assert [each["code"] for each in printed["languages"]] == ["fr", "ru"]
    assert all(each["recalled"] and not each["missing"] for each in printed["languages"])


def test_reference_data(project: Project):
    printed = told(project, "reference-data", "--today", "2027-02-01", "--all", "icj-2026")
    assert len(printed["facts"]) == 3 and all(each["due"] for each in printed["facts"])


def test_what_is_said_of_a_state(project: Project):
    printed = told(project, "deadlines", "--state", "Ukraine")
    assert [each["state"] for each in printed["remarks"]] == ["Ukraine"]


def test_deadlines(small: Project):
    days = ("2022-03-01", "2026-11-28")
    found = [each for day in days for each in told(small, "deadlines", "--today", day)["sessions"]]
    assert {each["exact"] for each in found} == {True, False}


def test_follow_up(small: Project):
    small.write(
        "case/recommendations.yaml", 'recommendations: [{paragraph: "1.1", text: End it}]\n'
    )
    assert told(small, "follow-up", "case")["recommendations"]
    assert told(small, "follow-up", "nowhere")["files"] == []


def test_trace(kazakhstan: Project):
    printed = told(kazakhstan, "trace", "kazakhstan", "--format", "xlsx")
    assert printed["orphans"] and any(
        line["past"] for each in printed["concerns"] for line in each["lines"]
    )
    assert told(kazakhstan, "trace", "nowhere")["files"] == []


def test_pull(project: Project):
    shutil.copytree(ROOT / "tests" / "content" / "homecoming", project.content / "homecoming")
    inbox = ROOT / "tests" / "data" / "returned"
    files = sorted(str(each) for each in inbox.glob("*.docx"))
    edits = [each for file in files for one in told(project, "pull", file)["files"]
             for each in one["edits"]]  # fmt: skip
    assert {"edit", "proposal"} <= {each["kind"] for each in edits}
    assert told(project, "pull", files[0], "--each")["single"]


def test_import(project: Project):
    draft = ROOT / "tests" / "data" / "drafts" / "notes.md"
    assert told(project, "import", str(draft), "--into", "dockers")["per_note"]
    assert told(project, "import", str(draft), "--into", "dockers")["findings"]


def test_redline(small: Project):
    small.run("build", "--format", "docx")
    old, new = (small.root / f"{name}.docx" for name in ("old", "new"))
    built = small.output / "case" / "submission.docx"
    shutil.copy(built, old)
    small.change("case/blocks/60-evidence.md", "first event", "earliest event")
    small.run("build", "--format", "docx")
    shutil.copy(built, new)
    assert told(small, "redline", str(old), str(new))["total"]["words_added"] == 1


def test_review(small: Project):
    notes = "- id: r1\n  kind: comment\n  author: Ana\n  date: 2026-11-28\n  text: Which port?\n"
    small.write("case/blocks/60-evidence.review.yaml", notes)
    assert [each["note"] for each in told(small, "review", "case")["notes"]] == ["evidence-one/r1"]


def test_history_and_undo(small: Project):
    assert told(small, "undo", "--dry-run")["step"] is None
    assert told(small, "undo")["step"] == 2
    assert [each["undone_by"] for each in told(small, "history")["steps"]] == [None, 2]
    assert told(small, "undo", "9")["findings"]


def test_translate(small: Project):
    assert told(small, "translate", "case", "--to", "fr")["written"]
    small.change("case/blocks/60-evidence.md", "first event", "first first event")
    printed = told(small, "translate", "case", "--to", "fr")
    assert {each["state"] for each in printed["blocks"]} == {"in part"}
    assert [each.rpartition("/")[2] for each in printed["written"]] == [
        "60-evidence.md", "60-evidence.translated.yaml"
    ]  # fmt: skip


def test_recommendations(small: Project):
    rows = (
        "recommendations:\n  - paragraph: '121.1'\n    symbol: A/HRC/43/15\n    text: End it\n"
        "    states: [France]\n    position: supported\n"
    )
    small.write("case/recommendations.yaml", rows)
    file = ROOT / "tests" / "data" / "ohchr-thematic-upr34-slovenia.docx"
    printed = told(small, "recommendations", str(file), "--into", "case", "--state", "Slovenia", "--dry-run")  # fmt: skip
    assert printed["differences"]


def test_un(project: Project):
    project.write("case/dossier.yaml", "state: Ruritania\n")
    old, new = (project.root / f"{name}.json" for name in ("old", "new"))
    old.write_bytes((ROOT / "tests" / "data" / "exports" / "uhri.json").read_bytes())
    records = json.loads(old.read_text("utf-8"))
    records[0]["UprPositions"] = ["- Noted"]
    new.write_text(json.dumps([*records, 5]), "utf-8")
    where = ("--library", str(project.root / "library"))
    added = told(project, "un", "add", str(old), str(new), *where)["files"]
    assert [each["different"] for each in added] == [0, 1] and added[1]["differences"]
    assert told(project, "un", "search", "convention", *where)["records"]
    assert told(project, "un", "search", "convention", "--into", "case", *where)["written"]
    assert told(project, "un", "show", "A/HRC/57/99", *where)["records"][0]["others"]
    found = told(project, "un", "status", *where)
    assert found["sources"] and found["unreadable"]
