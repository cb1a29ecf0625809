"""The library of what the UN said: exports are added whole, merged, and found again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from benchmarks.un_export import documents
from dossier.model.diagnostics import Refused, errors
from dossier.model.un_record import UnRecord
from dossier.project.un_library.add import Added, AddRequest, add_exports
from dossier.project.un_library.lookup import show, status
from dossier.project.un_library.search import Found, Query, search
from tests.conftest import ROOT, Project
from tests.test_exports import separated, upr_info

DATA = ROOT / "tests" / "data"
TODAY = date(2026, 11, 29)


def record(number: int, text: str = "End it", **more: Any) -> dict[str, Any]:
    """Return a record of UHRI's export; what is given replaces the usual values."""
    return {
        "AffectedPersons": [], "AnnotationId": f"a-{number}", "AnnotationType": "- Recommendations",
        "Body": "- UPR", "Countries": ["Georgia"], "DocumentId": "d",
        "PublicationDate": "2021-03-01T00:00:00", "PublicationDateOnUhri": "2021-04-01T00:00:00",
        "Regions": [], "Sdgs": [], "Symbol": "A/HRC/47/15", "Text": f"<p>148.{number} {text} (Peru);</p>",
        "Themes": [], "UprCycle": "Third", "UprPositions": ["- Supported"],
        "UprRecommendingCountry": ["Peru"], "UprRecommendingRegions": [], "UprSession": ["37"], **more,
    }  # fmt: skip


def concern(number: int, text: str, **more: Any) -> dict[str, Any]:
    """Return what a treaty body said."""
    said = {
        "AnnotationType": "- Concerns/Observations", "Body": "- CESCR", "Symbol": "E/C.12/GEO/CO/3",
        "Text": f"<p>{number}. {text}</p>", "UprPositions": [], "UprRecommendingCountry": [],
        "UprSession": [], "UprCycle": None,
    }  # fmt: skip
    return record(1000 + number, **{**said, **more})


def write(path: Path, *records: dict[str, Any] | None) -> Path:
    path.write_text(json.dumps(records, ensure_ascii=False), "utf-8")
    return path


def add(library: Path, *files: Path, dated: str = "") -> Added:
    return add_exports(library, AddRequest(files, dated), TODAY)[-1]


def find(library: Path, *texts: str, **asked: Any) -> Found:
    return search(library, Query(texts=texts, **asked))


def texts(found: Found) -> list[str]:
    return [each.text for _, each in found.records]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


def test_real_lists_and_exports_are_added_whole_and_once(library: Path):
    files = [DATA / "ohchr-matrix-china-2018.docx", DATA / "ohchr-thematic-upr34-slovenia.docx",
             *sorted((DATA / "exports").glob("*"))]  # fmt: skip
    added = add_exports(library, AddRequest(tuple(files)), TODAY)
    assert [each.counts["added"] for each in added[:2]] == [346, 215]
    for state, answers in {"China": (284, 62), "Slovenia": (182, 33)}.items():
        for position, count in zip(("supported", "noted"), answers, strict=True):
            own = find(library, states=(state,), positions=(position,), since="2018", until="2020")
            assert own.total == count
    assert not any(errors(each.findings) or each.counts["unreadable"] for each in added)
    before = library.read_bytes()
    again = add_exports(library, AddRequest(tuple(files)), TODAY)
    assert all(each.known for each in again)
    assert library.read_bytes() == before


def test_all_mechanisms_are_taken_with_their_paragraphs(library: Path, tmp_path: Path):
    pledge = record(3, AnnotationType="- Voluntary pledges", UprPositions=[])
    add(
        library,
        write(
            tmp_path / "a.json", record(1), concern(12, "Strikes are banned (see para. 3)."), pledge
        ),
    )
    kinds = {(each.mechanism, each.kind, each.paragraph) for _, each in find(library).records}
    assert kinds == {("UPR", "recommendation", "148.1"), ("CESCR", "concern", "12"), ("UPR", "pledge", "148.3")}  # fmt: skip


def test_the_symbol_of_a_mission_keeps_its_addendum(library: Path, tmp_path: Path):
    mission = concern(
        4, "It is so.", Body="- SR Freedom of association", Symbol="A/HRC/29/25/Add.3"
    )
    add(library, write(tmp_path / "a.json", mission))
    ((_, found),) = find(library, mechanisms=("freedom of association",)).records
    assert found.symbol == "A/HRC/29/25/Add.3"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("trade union", "Protect trade unions"),
        ("trade unoin", "Protect trade unions"),
        ("Convention 87", "Ratify Convention No. 87"),
        ("cote d'ivoire", "Assist Côte d’Ivoire"),
        ("Égalité", "Garantir l'egalite"),
        ("забастовки", "Обеспечить право на забастовку ещё раз"),
        ("еще", "Обеспечить право на забастовку ещё раз"),
        ("工会", "保护工会和工人"),
        ("العمال", "حماية العُمّال"),
        ("हड़ताल", "हड़ताल का अधिकार"),
        ("გაფიცვის", "გაფიცვის უფლება"),
        ("اتفاقية 87", "اتفاقية رقم ٨٧"),
    ],
)
def test_words_are_found_in_their_forms_and_in_every_script(
    library: Path, tmp_path: Path, query: str, said: str
):
    others = [
        concern(at, text)
        for at, text in enumerate(("Ratify Convention No. 98", "Trade with any union"))
    ]
    add(library, write(tmp_path / "a.json", *others, concern(50, said)))
    words = query.split() if query.startswith("اتفاقية") else [query]
    assert texts(find(library, *words)) == [said]


def test_a_near_spelling_is_told(library: Path, tmp_path: Path):
    add(library, write(tmp_path / "a.json", concern(1, "Protect trade unions")))
    (word,) = find(library, "unoins").words
    assert (word.forms, word.near) == ((), ("unions",))
    assert find(library, "zzzzzz").total == 0


def test_state_mechanism_position_and_date_choose_among_records(library: Path, tmp_path: Path):
    other = record(
        2,
        "Stop",
        Countries=["Ghana"],
        UprPositions=["- Noted"],
        PublicationDate="2012-05-01T00:00:00",
    )
    undated = concern(3, "Begin", PublicationDate=None, PublicationDateOnUhri=None)
    add(library, write(tmp_path / "a.json", record(1), other, undated))
    assert texts(find(library, states=("the Georgia",), mechanisms=("upr",))) == ["End it"]
    assert texts(find(library, positions=("noted",))) == ["Stop"]
    assert texts(find(library, since="2021-03-01")) == ["End it"]
    assert texts(find(library, until="2012")) == ["Stop"]
    assert find(library, since="2015").undated == 1


def test_the_newest_of_many_records_are_found_as_those_of_few(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    days = [f"20{10 + at * 7 % 13}-0{1 + at % 9}-01T00:00:00" for at in range(40)]
    said = [concern(at, f"strike {at}", PublicationDate=day) for at, day in enumerate(days, 1)]
    add(library, write(tmp_path / "a.json", *said, concern(50, "None")))
    few = find(library, "strike", most=7)
    monkeypatch.setattr("dossier.project.un_library.search._MANY", 0)
    many = find(library, "strike", most=7)
    assert (many.total, len(many.records)) == (40, 7)
    assert many == few


def test_however_records_are_looked_for_all_are_found_in_their_order(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    chance = random.Random(5)
    said = [
        concern(
            at,
            " ".join(chance.choices(["strike", "union", "wage", "court"], k=6)),
            Countries=chance.sample(["Georgia", "Ghana", "Chad"], k=2),
            Body=f"- {chance.choice(('CESCR', 'CERD', 'CAT'))}",
            PublicationDate=chance.choice(
                [None, *(f"20{at}-0{at % 9 + 1}-01" for at in range(10, 22))]
            ),
        )
        for at in range(1, 150)
    ]
    monkeypatch.setattr("dossier.project.un_library.frequent._SAMPLE", 10)
    add(library, write(tmp_path / "a.json", *said))
    asked = [
        {"texts": chance.sample(["strike", "union wage", "wage court", "court union strike"], k=2),
         **chance.choice([{}, {"states": ("Chad",)}, {"mechanisms": ("CAT", "CERD")}]),
         **chance.choice([{}, {"since": "2014"}, {"since": "2013-06-30", "until": "2019"}])}
        for _ in range(40)
    ]  # fmt: skip
    everything = find(library, most=0).records
    for one in asked:
        there = [each for each in everything if _answers(one, each[1])]
        undated = [each for _, each in everything if _answers({**one, "since": "", "until": ""}, each) and not each.year]  # fmt: skip
        for many in (5000, 0):
            monkeypatch.setattr("dossier.project.un_library.matching._MANY", many)
            monkeypatch.setattr("dossier.project.un_library.search._MANY", many)
            found = search(library, Query(**one, most=5))
            assert (found.total, list(found.records)) == (len(there), there[:5])
            assert found.undated == (len(undated) if one.get("since") else 0)


def _answers(asked: dict[str, Any], said: UnRecord) -> bool:
    day = said.published or (f"{said.year}" if said.year else "")
    since, until = asked.get("since", ""), asked.get("until", "")
    return (
        all(f" {text} " in f" {said.text} " for text in asked["texts"])
        and all(state in said.states for state in asked.get("states", ()))
        and said.mechanism in asked.get("mechanisms", (said.mechanism,))
        and (not since or (day >= since and bool(day)))
        and (not until or (bool(day) and day[: len(until)] <= until))
    )


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"states": ("Goergia",)}, "did you mean Georgia?"),
        ({"mechanisms": ("CESRC",)}, "did you mean CESCR?"),
        ({"texts": ("—",)}, "no word that could be looked for"),
    ],
)  # fmt: skip
def test_what_the_library_cannot_know_is_an_error(
    library: Path, tmp_path: Path, asked: Any, says: str
):
    add(library, write(tmp_path / "a.json", concern(1, "It is so")))
    with pytest.raises(Refused) as refused:
        search(library, Query(**asked))
    assert says in str(refused.value.finding)


def test_the_newer_of_two_exports_stands_in_whichever_order(library: Path, tmp_path: Path):
    old = write(tmp_path / "old.json", record(1, UprPositions=["- Noted"]))
    new = write(tmp_path / "new.json", record(1, PublicationDateOnUhri="2022-01-01T00:00:00"))
    for at, files in enumerate(((old, new), (new, old))):
        path = library.with_name(f"{at}.sqlite")
        last = [add(path, file) for file in files][-1]
        (difference,) = last.differences
        assert (difference.stands, difference.other) == ("supported", "noted")
        ((_, kept),) = find(path).records
        assert kept.position == "supported"
        (shown,) = show(path, "A/HRC/47/15 148.1")
        assert [each.other for each in shown.others] == ["noted"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_answer_that_came_later_is_no_difference(
    library: Path, tmp_path: Path, order: tuple[int, int]
):
    listed = "2022-01-01T00:00:00"
    files = [
        write(tmp_path / "waits.json", record(1, UprPositions=["- Pending"]), record(2)),
        write(
            tmp_path / "answers.json",
            record(1, UprPositions=["- Noted"], PublicationDateOnUhri=listed),
            record(2, UprPositions=["- Noted"], PublicationDateOnUhri=listed),
        ),
    ]
    last = [add(library, files[at]) for at in order][-1]
    assert [each.cited for each in last.differences] == ["A/HRC/47/15, para. 148.2"]
    assert [each.position for _, each in find(library).records] == ["noted", "noted"]


def test_a_later_table_that_still_waits_takes_no_answer_back(library: Path, tmp_path: Path):
    add(library, write(tmp_path / "a.json", record(1)))
    late = record(1, UprPositions=["- Pending"], PublicationDateOnUhri="2023-01-01T00:00:00")
    assert not add(library, write(tmp_path / "b.json", late)).differences
    assert find(library).records[0][1].position == "supported"


def test_a_row_that_waits_takes_the_answer_of_another_row(library: Path, tmp_path: Path):
    rows = [record(1, UprPositions=[each]) for each in ("- Pending", "- Noted")]
    added = add(library, write(tmp_path / "a.json", *rows))
    assert (added.counts["repeats"], added.findings) == (1, ())
    assert find(library).records[0][1].position == "noted"


def test_a_day_that_is_given_goes_before_what_a_file_says(library: Path, tmp_path: Path):
    add(library, write(tmp_path / "a.json", record(1)), dated="2026-01-01")
    add(
        library, write(tmp_path / "b.json", record(1, UprPositions=["- Noted"])), dated="2025-01-01"
    )
    assert texts(find(library, positions=("supported",))) == ["End it"]


def test_a_day_to_come_does_not_make_an_export_the_newest(library: Path, tmp_path: Path):
    slip = record(1, PublicationDateOnUhri="2207-04-01T00:00:00")
    assert add(library, write(tmp_path / "slip.json", slip)).dated == TODAY.isoformat()


def test_exports_of_different_kinds_meet_in_one_record(library: Path, tmp_path: Path):
    add(library, write(tmp_path / "a.json", record(1)))
    row = upr_info(text="End it", to="Georgia", from_="Peru", session="37")
    added = add(library, separated(tmp_path / "b.csv", row))
    assert (added.counts["added"], added.counts["same"]) == (0, 1)
    ((_, found),) = find(library).records
    assert (found.paragraph, found.themes) == ("148.1", ("Labour",))


def test_two_annotations_of_one_paragraph_are_two_records(library: Path, tmp_path: Path):
    both = [
        concern(7, "It is worried", AnnotationId="x"),
        concern(7, "It recommends", AnnotationId="y"),
    ]
    assert add(library, write(tmp_path / "a.json", *both)).counts["added"] == 2
    assert len(show(library, "E/C.12/GEO/CO/3 7")) == 2


def test_rows_of_one_text_are_one_record_of_several_states(library: Path, tmp_path: Path):
    rows = [upr_info(from_="Peru"), upr_info(from_="Chile"), upr_info(from_="Chile")]
    added = add(library, separated(tmp_path / "a.csv", *rows))
    assert (added.counts["added"], added.counts["repeats"]) == (1, 2)
    assert find(library).records[0][1].recommending == ("Peru", "Chile")


def test_a_pledge_in_the_table_of_upr_info_is_one_and_is_counted(library: Path, tmp_path: Path):
    pledge = upr_info(from_="Chad", response="Voluntary Pledge")
    for at, rows in enumerate(([pledge, pledge], [upr_info()])):
        added = add(library, separated(tmp_path / f"{at}.csv", *rows))
        assert (added.counts["added"], added.counts.total()) == (1, len(rows))
        assert not added.findings
    kinds = {(each.kind, each.position, each.words) for _, each in find(library).records}
    assert kinds == {("pledge", "", ""), ("recommendation", "supported", "")}


@pytest.mark.parametrize("end", ["", ',{"Text": "<p>148.2 Go', "][]"])
def test_a_file_that_is_cut_short_leaves_nothing_behind(library: Path, tmp_path: Path, end: str):
    add(library, write(tmp_path / "a.json", concern(1, "It is so")))
    before = library.read_bytes()
    broken = tmp_path / "b.json"
    many = ",".join(json.dumps(record(number)) for number in range(10, 600))
    broken.write_text(f"[{many}{end}", "utf-8")
    added = add(library, broken)
    assert [each.rule for each in errors(added.findings)] == ["broken-json"]
    assert library.read_bytes() == before


def test_a_wrong_file_among_others_keeps_the_others(library: Path, tmp_path: Path):
    wrong = tmp_path / "b.json"
    wrong.write_bytes('[{"Text": "é"}]'.encode("latin-1"))
    files = (wrong, write(tmp_path / "a.json", record(1)), tmp_path / "missing.csv")
    added = add_exports(library, AddRequest(files), TODAY)
    assert [bool(errors(each.findings)) for each in added] == [True, False, True]
    assert find(library).total == 1


def test_no_row_is_lost_and_findings_are_bounded(library: Path, tmp_path: Path):
    wrong = [record(at, Body="") for at in range(30)]
    nowhere = [
        concern(at, "It is so", Countries=[], Symbol="", AnnotationId=f"n{at}") for at in range(20)
    ]
    unlike = [record(99), record(99, UprPositions=["- Noted"])]
    added = add(library, write(tmp_path / "a.json", *wrong, *nowhere, *unlike, 5))
    assert added.counts.total() == 53
    assert added.counts["unreadable"] == 31
    rules = Counter(each.rule for each in added.findings)
    assert (
        rules["unreadable-row"]
        == rules["record-without-state"]
        == rules["record-without-symbol"]
        == 11
    )
    assert rules["unlike-repeat"] == 1
    assert len(status(library).unreadable) == 31


@pytest.mark.parametrize("text", ["La libertÃ© syndicale", "Ð¿Ñ€Ð°Ð²Ð¾", "C�te d’Ivoire"])
def test_letters_that_another_program_spoilt_are_told(library: Path, tmp_path: Path, text: str):
    (told,) = add(library, write(tmp_path / "a.json", record(1, text), record(2, "Été"))).findings
    assert (told.rule, told.line) == ("garbled-letters", 1)


def test_a_mark_that_is_not_closed_makes_no_row_of_the_whole_file(library: Path, tmp_path: Path):
    file = tmp_path / "a.csv"
    rows = 'End it\n","' * 250_000
    file.write_text(f'To,Text,From,Response,Issue,Session\nGeorgia,"{rows}', "utf-8")
    (told,) = add(library, file).findings
    assert told.rule == "broken-rows" and not status(library).records


def test_a_file_larger_than_any_export_is_not_even_read(library: Path, tmp_path: Path, monkeypatch):
    file = tmp_path / "a.json"
    with file.open("wb") as stream:
        stream.truncate(600 * 1024 * 1024)  # it takes no room on the disk
    monkeypatch.setattr(hashlib, "file_digest", None)
    (told,) = add(library, file).findings
    assert told.rule == "too-big" and not status(library).records


def test_html_in_texts_is_taken_out(library: Path, tmp_path: Path):
    add(library, write(tmp_path / "a.json", concern(3, "<b>Strikes</b>&nbsp;are<br>banned")))
    assert texts(find(library, "strikes are banned")) == ["Strikes are banned"]


def test_of_two_positions_none_is_chosen(library: Path, tmp_path: Path):
    add(library, write(tmp_path / "a.json", record(1, UprPositions=["- Supported", "- Noted"])))
    ((_, found),) = find(library).records
    assert (found.position, found.words) == ("", "Supported/Noted")


def test_two_positions_take_back_one_that_an_older_export_gave(library: Path, tmp_path: Path):
    add(library, write(tmp_path / "a.json", record(1)))
    both = record(1, UprPositions=["- Supported", "- Noted"])
    (told,) = add(library, write(tmp_path / "b.json", both)).differences
    assert (told.field, told.stands, told.other) == ("position", "Supported/Noted", "supported")
    assert find(library).records[0][1].position == ""


def test_what_an_export_does_not_say_for_sure_is_told(library: Path, tmp_path: Path):
    said = add(library, write(tmp_path / "a.json", None, record(1, PublicationDate="9/1/2020")))
    assert [each.rule for each in said.findings] == ["unreadable-row", "wrong-date"]
    wide = tmp_path / "b.json"
    wide.write_text(json.dumps([record(2)]), "utf-16")
    strange = tmp_path / "c.csv"
    strange.write_text("Pays;Avis;De\nPérou;Ratifier;Tchad\n", "utf-8")
    told = add_exports(library, AddRequest((wide, strange)), TODAY)
    assert [each.findings[0].rule for each in told] == ["not-utf-8", "unknown-columns"]
    assert '--column "HEADING=state"' in told[1].findings[0].hint


def test_another_programs_file_is_left_alone(tmp_path: Path):
    export = write(tmp_path / "a.json", record(1))
    (tmp_path / "text").write_text("my notes, which are long enough to be looked at " * 30)
    with sqlite3.connect(tmp_path / "other") as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    for name in ("text", "other"):
        before = (tmp_path / name).read_bytes()
        assert [each.rule for each in add(tmp_path / name, export).findings] == ["not-a-library"]
        assert (tmp_path / name).read_bytes() == before


def test_a_library_that_another_command_writes_is_told(library: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("dossier.project.un_library.store._WAIT", 0.01)
    add(library, write(tmp_path / "a.json", record(1)))
    other = sqlite3.connect(library, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    added = add(library, write(tmp_path / "b.json", record(2)))
    other.close()
    assert [each.rule for each in added.findings] == ["library-busy"]


def run(project: Project, library: Path, action: str, *words: str) -> Any:
    return project.run("un", action, *words, "--library", str(library))


def test_what_was_found_goes_into_a_dossier_once_and_can_be_undone(
    project: Project, library: Path, tmp_path: Path
):
    project.write("geo/dossier.yaml", "state: Georgia\n")
    elsewhere = record(2, "Stop", Countries=["Ghana"])
    add(library, write(tmp_path / "a.json", record(1), elsewhere, concern(3, "End it")))
    ran = run(project, library, "search", "--into", "geo")
    registry = project.content / "geo" / "recommendations.yaml"
    first = registry.read_text("utf-8")
    assert first.count("paragraph:") == 1 and 'paragraph: "148.1"' in first
    assert "1 set aside" in ran.out and "1 to other States" in ran.out
    assert "nothing was written" in run(project, library, "search", "--into", "geo").out
    assert registry.read_text("utf-8") == first
    assert "un search --into geo" in project.run("history").out
    project.run("undo")
    assert not registry.exists()


def test_a_recommendation_to_two_states_is_taken_for_each_of_them(
    project: Project, library: Path, tmp_path: Path
):
    both = record(1, Countries=["Ghana", "Georgia"])
    add(library, write(tmp_path / "a.json", both, record(2, "Stop", Countries=["Ghana"])))
    for name, state, other in (("geo", "Georgia", 1), ("gha", "Ghana", 0)):
        project.write(f"{name}/dossier.yaml", f"state: {state}\n")
        ran = run(project, library, "search", "--into", name)
        assert f"{other} to other States" in ran.out
        registry = project.content / name / "recommendations.yaml"
        assert 'paragraph: "148.1"' in registry.read_text("utf-8")


def test_tables_hold_texts_and_no_formulas(project: Project, library: Path, tmp_path: Path):
    add(library, write(tmp_path / "a.json", concern(1, "=1+1 is so")))
    for name in ("csv", "xlsx"):
        file = tmp_path / f"found.{name}"
        run(project, library, "search", f"--{name}", str(file))
        again = run(project, library, "search", f"--{name}", str(file))
        assert again.status == 1 and "file-exists" in again.err
    rows = list(csv.reader(io.StringIO((tmp_path / "found.csv").read_text("utf-8-sig"))))
    assert rows[1][6] == "'=1+1 is so"
    cell = openpyxl.load_workbook(tmp_path / "found.xlsx").active["G2"]
    assert (cell.value, cell.data_type) == ("=1+1 is so", "s")


def test_the_command_tells_what_it_did(project: Project, library: Path, tmp_path: Path):
    assert "no-library" in run(project, library, "search", "strike").err
    export = write(
        tmp_path / "a.json", record(1, "Allow strikes"), concern(2, "Strikes are banned")
    )
    assert "2 added" in run(project, library, "add", str(export)).out
    assert "was added already" in run(project, library, "add", str(export)).out
    found = run(project, library, "search", "strike", "--most", "1").out
    assert "2 records (1 shown; `--most N` shows more)" in found
    assert "E/C.12/GEO/CO/3, para. 2" in run(project, library, "show", "E/C.12/GEO/CO/3", "2").out
    assert "1 UPR" in run(project, library, "status").out


def test_a_made_up_export_has_a_few_dozen_documents_of_each_state():
    made = documents(260_000, random.Random(1))
    assert len({each.symbol for each in made}) == len(made)
    counts = Counter(each.state for each in made)
    assert min(counts.values()) > 15 and max(counts.values()) < 50 and len(counts) > 170


def test_half_a_letter_in_an_export_is_left_out_and_the_record_taken(library: Path, tmp_path: Path):
    file = write(tmp_path / "a.json", concern(1, "Strikes are HALF banned"))
    file.write_text(file.read_text("utf-8").replace("HALF", r"\ud800"), "utf-8")
    assert add(library, file).counts["added"] == 1
    assert texts(find(library, "strikes")) == ["Strikes are banned"]
