"""The follow-up: what became of each recommendation, what changed, and what may not leave."""

from __future__ import annotations

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from dossier.build.earlier_outputs import outputs_without_document
from dossier.build.follow_up.last_time import read_last
from dossier.model.diagnostics import Refused
from dossier.model.document import Ask
from dossier.model.follow_up import DRAWN, counted, most_frequent
from dossier.model.walk import whole
from dossier.project.build_store import open_store
from dossier.writers.follow_up.columns import COLUMNS
from tests.conftest import Project

ASSESSED = """    themes: [unions, "=1+1"]
    assessment: {level: partly implemented, blocks: [evidence-one], words: {en: "A bill was read, says {person:chair} [@daily]."}}
  - paragraph: "126.29"
"""
FILES = (
    "follow-up.csv", "follow-up-dictionary.csv", "follow-up.json", "follow-up.xlsx",
    "follow-up-themes.svg", "follow-up-actions.svg",
)  # fmt: skip


@pytest.fixture
def sourced(sourced: Project) -> Project:
    """The dossier `case` with registries of every kind, of which a document can be made."""
    sourced.write("case/blocks/21-text.md", "---\nid: t\nkind: background\n---\nThe end.\n")
    return sourced


@pytest.fixture
def assessed(sourced: Project) -> Project:
    """The dossier `case`: one recommendation is partly implemented, one is not."""
    sourced.change("case/recommendations.yaml", '  - paragraph: "126.29"\n', ASSESSED)
    sourced.change("case/blocks/60-evidence.md", "first event", "first event, {incident:beating},")
    return sourced


def followed(project: Project, *words: str, day: str = "2026-11-29"):
    printed = project.run("follow-up", "case", "--json", "--today", day, *words)
    return json.loads(printed.out)


def rows(project: Project) -> list[dict[str, str]]:
    text = (project.output / "case" / "follow-up.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def rules(said) -> set[str]:
    return {each["rule"] for each in said["findings"]}


def test_each_recommendation_has_its_status_and_what_shows_it(assessed: Project):
    said = followed(assessed, "--licence", "CC-BY-4.0")
    assert [each.rpartition("/")[2] for each in said["files"]] == list(FILES)
    first, second = said["recommendations"]
    assert (first["status"], second["status"]) == ("partly implemented", "not implemented")
    assert first["assessment"].startswith("A bill was read, says the chair of")
    shown = {each["kind"]: each["words"] for each in first["evidence"]}
    assert {"block", "incident", "source"} == set(shown)
    assert shown["incident"].endswith("was beaten") and "Hidden" not in json.dumps(said)
    assert rules(said) == {"assessment-without-evidence"}
    assert said["by_action"] == {
        "5": {"not implemented": 1}, "4": {"partly implemented": 1},
    }  # fmt: skip


def test_the_open_data_describe_themselves(assessed: Project):
    followed(assessed, "--licence", "CC-BY-4.0")
    (first, _), folder = rows(assessed), assessed.output / "case"
    assert list(first) == [each.name for each in COLUMNS]
    assert first["themes"] == "unions | =1+1" and first["recommending_states"] == "Japan | Chile"
    words = (folder / "follow-up-dictionary.csv").read_text("utf-8-sig")
    said = {(part, name): meaning for part, name, _, meaning in csv.reader(io.StringIO(words))}
    assert {name for part, name in said if part == "column"} == set(first)
    assert said["table", "licence"] == "CC-BY-4.0" and ("code", "status: reversed") in said
    book = load_workbook(folder / "follow-up.xlsx")
    assert book.sheetnames == ["Follow-up", "By theme", "By action", "Recurring", "Data dictionary"]
    assert book["By theme"]["A3"].value == "=1+1" and book["By theme"]["A3"].data_type == "s"
    assert book["By theme"]["C2"].value == 1 and book["Follow-up"]["F2"].value == 2


def test_what_changed_is_told_since_the_one_that_was_kept(assessed: Project):
    assert "content/case/follow-up/2026-11-01.json" in followed(assessed, "--keep", day="2026-11-01")["files"]  # fmt: skip
    assessed.change("case/recommendations.yaml", "partly implemented", "reversed")
    later = followed(assessed)
    assert later["since"] == "2026-11-01"
    assert [each["change"] for each in later["recommendations"]] == ["setback", "unchanged"]
    assert followed(assessed, day="2026-11-01")["since"] is None
    assert assessed.run("undo").status == 0 and followed(assessed)["since"] is None


def test_the_csv_of_last_time_can_be_compared_with(assessed: Project):
    followed(assessed, day="2026-11-01")
    old = assessed.root / "old.csv"
    old.write_bytes((assessed.output / "case" / "follow-up.csv").read_bytes())
    assessed.change("case/recommendations.yaml", 'paragraph: "126.29"', 'paragraph: "126.30"')
    said = followed(assessed, "--since", "old.csv")
    assert said["gone"] == ["A/HRC/99/1 126.29"]
    assert [each["change"] for each in said["recommendations"]] == ["unchanged", "new"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04", "no follow-up"),
        (b'{"dossier": "case"}', "no follow-up"),
        (b"dossier,as_of,symbol,paragraph,status\nother,2026-01-01,A/1,1,implemented\n", "not case"),
        (b"dossier,as_of,symbol,paragraph,status\ncase,2026-01-01,A/1,1,done\n", '"done"'),
        (b"dossier,as_of,symbol,paragraph,status\ncase,2026-01-01\n", "no follow-up"),
        (b"", "no follow-up"),
    ],
)  # fmt: skip
def test_what_is_no_follow_up_is_refused(content: bytes, why: str):
    with pytest.raises(Refused) as refused:
        read_last(content, "old", "case")
    assert refused.value.finding.rule == "unreadable-follow-up"
    assert why in refused.value.finding.message


def test_nothing_is_written_where_the_last_one_cannot_be_read(assessed: Project):
    (assessed.root / "old").write_text("{", "utf-8")
    assert rules(followed(assessed, "--since", "old")) == {"unreadable-follow-up"}
    assert not (assessed.output / "case").exists()


def test_nothing_is_written_where_a_name_would_leave(assessed: Project):
    words = "Hidden, R., said no. They live in Nowhere Lane."
    assert followed(assessed)["files"]
    assessed.write("case/protected.yaml", "lane: {words: [Nowhere Lane], audience: partners}\n")
    assessed.change("case/recommendations.yaml", "level: not implemented", f'level: not implemented, words: {{en: "{words}"}}')  # fmt: skip
    said = followed(assessed)
    leaks = [each for each in said["findings"] if each["severity"] == "error"]
    assert [each["rule"] for each in leaks] == ["name-leaks"] * 2
    assert {each["file"] for each in leaks} == {"content/case/recommendations.yaml"}
    assert said["files"] == [] and not [*(assessed.output / "case").glob("follow-up*")]


def test_what_is_not_cleared_is_evidence_for_those_alone_who_may_read_it(assessed: Project):
    assessed.change("case/incidents.yaml", "  category: violence\n", "  category: violence\n  audience: partners\n")  # fmt: skip
    assessed.change("case/blocks/60-evidence.md", "{incident:beating}", "[{incident:beating}]{audience: partners}")  # fmt: skip
    assert "follow-up-internal.csv" in followed(assessed, "--audience", "internal")["files"][0]
    kinds = [
        {each["kind"] for each in followed(assessed, *who)["recommendations"][0]["evidence"]}
        for who in ((), ("--audience", "partners"))
    ]
    assert "incident" not in kinds[0] and "incident" in kinds[1]


def test_a_dossier_without_recommendations_has_nothing_to_follow_up(small: Project):
    (small.content / "case" / "recommendations.yaml").unlink(missing_ok=True)
    assert "nothing-to-follow-up" in rules(followed(small))


def test_what_is_missing_is_told(sourced: Project):
    sourced.change("case/recommendations.yaml", "    position: supported\n", "")
    sourced.change("case/recommendations.yaml", "    cycle: 2\n", "")
    said = followed(sourced)
    assert rules(said) == {
        "not-assessed", "assessment-without-evidence", "incomplete-recommendation", "licence-not-stated",
    }  # fmt: skip


def test_a_theme_is_counted_once_for_each_recommendation():
    found = counted([(("a", "b"), "implemented"), (("a",), "reversed")])
    said = {name: {status: n for status, n in row if n} for name, row in found.rows}
    assert said == {"a": {"implemented": 1, "reversed": 1}, "b": {"implemented": 1}}


def test_a_chart_of_many_themes_counts_those_without_a_bar_of_their_own_together():
    many = [((f"theme {n}",), "implemented") for n in range(DRAWN) for _ in range(2)]
    found = counted(
        most_frequent(
            [*many, (("rare",), "reversed"), (("theme 1", "rare"), "reversed"), ((), "reversed")],
            "others",
        )
    )
    said = {name: dict(row) for name, row in found.rows}
    assert len(said) == DRAWN + 1 and said["others"]["reversed"] == said["theme 1"]["reversed"] == 1


MID_TERM = """  mid-term:
    template: mid-term-report
    title: "Half-way"
    date: 2026-11-29
    cycle: 3
    follow_up: true
    keywords: [unions]
    themes: [{id: unions, title: Unions, covers: [unions]}]
    contact: {name: N. N.}
"""
LATER = """  - paragraph: "201.1"
    symbol: A/HRC/120/1
    cycle: 3
    text: Guarantee freedom of association
    states: [Peru]
    position: noted
    themes: [unions]
    recurs: "124.29"
  - paragraph: "126.29"
"""


def test_a_mid_term_report_has_charts_and_what_recurs(sourced: Project):
    sourced.change("case/recommendations.yaml", '  - paragraph: "126.29"\n', LATER)
    manifest = sourced.content / "case" / "dossier.yaml"
    manifest.write_text(manifest.read_text("utf-8").rstrip() + "\n" + MID_TERM, "utf-8")
    slots = sourced.dossier("case", "mid-term").frames["mid-term"].slots
    (said,) = (whole(each.text) for each in slots if each.id == "follow-up")
    asked = [(each.kind, each.id, each.words) for each in said if isinstance(each, Ask)]
    assert [words for kind, id_, words in asked if id_ == "implementation"] == [
        "by=theme cycle=3",
        "by=action cycle=3",
    ]
    assert ("upr", "A/HRC/99/1", "124.29") in asked


def test_a_mid_term_report_says_what_changed_since_last_time(assessed: Project):
    followed(assessed, "--keep", day="2026-05-01")
    assessed.change("case/recommendations.yaml", "level: partly implemented", "level: implemented")
    assessed.change("case/recommendations.yaml", '  - paragraph: "126.29"\n', LATER)
    manifest = assessed.content / "case" / "dossier.yaml"
    own = MID_TERM.replace("cycle: 3", "cycle: 2") + "licence: CC0-1.0\n"
    manifest.write_text(manifest.read_text("utf-8").rstrip() + "\n" + own, "utf-8")
    dossier = assessed.dossier("case", "mid-term")
    made = open_store(assessed.output / "case")
    assert made.files and not [*outputs_without_document(made, dossier, ("mid-term",))]
    slots = dossier.frames["mid-term"].slots
    (said,) = (" ".join(map(str, whole(each.text))) for each in slots if each.id == "follow-up")
    assert "Assessments that changed since 1 May 2026: 1; unchanged: 1." in said
    assert "partly implemented" in said and "Then" in said
    assert followed(assessed)["licence"] == "CC0-1.0"


def test_a_kept_follow_up_that_cannot_be_read_is_told_where_documents_are_made(assessed: Project):
    assessed.write("case/follow-up/2020-01-01.json", "{}")
    assert "unreadable-follow-up" in assessed.run("check", "case").err


def test_a_document_shows_what_became_of_them(assessed: Project):
    asked = "{picture:implementation by=action}\n\n{picture:implementation}\n\n- first event"
    assessed.change("case/blocks/60-evidence.md", "- first event", asked)
    page = assessed.dossier("case").documents[0]
    said = [each for each in page.drawings if each.startswith("drawn/implementation-")]
    assert len(said) == 2
