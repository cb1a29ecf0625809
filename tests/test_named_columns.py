"""Tables of any columns are read when the user said, once, what each holds; never by a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.project.un_library.search import Query, search
from dossier.readers.un_exports.reader import read_export
from tests.conftest import Project, Ran
from tests.test_exports import separated

HEAD = ["Id", "Pays examiné", "Recommandation", "De", "Avis", "Thème"]
ROW = ["1", "Chad", "Protect trade unions", "France|Peru", "Not Supported", "Labour|Unions"]
NAMED = ["Pays examiné=state", "Recommandation=text", "De=from", "Avis=position", "Thème=theme"]


def add(project: Project, path: Path, *columns: str) -> Ran:
    words = [word for each in columns for word in ("--column", each)]
    return project.run("un", "add", str(path), "--library", str(project.root / "u"), *words)


def test_columns_are_named_once_and_kept(project: Project):
    ran = add(project, separated(project.root / "a.csv", ROW, head=HEAD), *NAMED)
    assert ran.status == 0 and 'a column that is not known: "Id"' in ran.err
    other = ["2", "Chad", "End forced labour", "Japan", "Supported", ""]
    assert add(project, separated(project.root / "b.csv", other, head=HEAD)).status == 0
    found = [each for _, each in search(project.root / "u", Query(texts=("union",))).records]
    assert [(each.states, each.recommending, each.position, each.themes) for each in found] == [
        (("Chad",), ("France", "Peru"), "noted", ("Labour", "Unions"))
    ]
    assert search(project.root / "u", Query()).total == 2


def test_what_columns_seem_to_hold_is_proposed_and_nothing_is_read(project: Project):
    rows = [ROW, ["2", "Côte d'Ivoire", "End forced labour now", "Japan", "Supported", "Labour"]]
    path = separated(project.root / "a.csv", *rows, head=HEAD)
    ran = add(project, path)
    assert ran.status == 1 and "nothing was added" in ran.out
    for each in ("Pays examiné=state", "De=from", "Avis=position", "Recommandation=text"):
        assert f'--column "{each}"' in ran.err


@pytest.mark.parametrize(
    "head",
    [["No", "State under Review", "Recommendation", "Recommending State", "Position", "Themes"],
     ["No", "SuR", "Recommendation", "Recommending States", "Response", "Issues"],
     ["No", "Country under review", "Text of recommendation", "Recommending Country", "Position", "Theme"]],
)  # fmt: skip
def test_columns_whose_names_say_what_they_hold_are_read_and_told(tmp_path: Path, head):
    """The States of a cell are told apart; a table without positions is read by no such names."""
    path = separated(tmp_path / "a.csv", ROW, head=head)
    (row,) = read_export(path, "a.csv").entries
    assert (row.state, row.earlier.text, row.earlier.states) == ("Chad", ROW[2], ("France", "Peru"))
    assert (row.earlier.position, row.earlier.themes) == ("noted", ("Labour", "Unions"))
    told = next(
        each for each in read_export(path, "a.csv").findings if "by their names" in each.message
    )
    assert f'"{head[1]}" as state' in told.message and f'"{head[4]}" as position' in told.message
    pledge = separated(tmp_path / "c.csv", [*ROW[:4], "Voluntary Pledge", ""], head=head)
    assert not read_export(pledge, "c.csv").entries
    short = separated(tmp_path / "b.csv", [*ROW[:4]], head=head[:4])
    assert not read_export(short, "b.csv").entries


@pytest.mark.parametrize("said", ["Avis=colour", "=text", "Avis", "Avis="])
def test_a_column_that_says_nothing_is_refused(project: Project, said: str):
    ran = add(project, separated(project.root / "a.csv", ROW, head=HEAD), said)
    assert ran.status == 1 and "error[unknown-value]" in ran.err


def test_a_row_without_state_or_text_is_counted_and_told(project: Project):
    rows = [ROW, ["2", " |", "End it", "", "", ""], ["3", "Chad", "", "", "", ""]]
    ran = add(project, separated(project.root / "a.csv", *rows, head=HEAD), *NAMED)
    assert "1 added" in ran.out and "2 unreadable" in ran.out
    assert 'row 3: it says nothing in "Pays examiné"' in ran.err


def test_what_a_state_pledged_is_no_recommendation(project: Project):
    row = [*ROW[:4], "Voluntary Pledge", ROW[5]]
    assert "1 added" in add(project, separated(project.root / "a.csv", row, head=HEAD), *NAMED).out
    ((_, found),) = search(project.root / "u", Query()).records
    assert (found.kind, found.position, found.words) == ("pledge", "", "")


@pytest.mark.parametrize("said", ["Chad|Peru", "Chad; Peru", "Chad and Peru", "Chad\nPeru"])
def test_a_row_about_several_states_is_about_each(project: Project, said: str):
    path = separated(project.root / "a.csv", [ROW[0], said, *ROW[2:]], head=HEAD)
    assert "1 added" in add(project, path, *NAMED).out
    for state in ("Chad", "Peru"):
        assert search(project.root / "u", Query(states=(state,))).total == 1


def test_a_state_under_review_that_nobody_knows_is_told(project: Project):
    path = separated(project.root / "a.csv", [ROW[0], "Chad/Peru", *ROW[2:]], head=HEAD)
    ran = add(project, path, *NAMED)
    assert "1 added" in ran.out and "Chad/Peru is under review, and no State" in ran.err


def test_who_recommends_and_is_no_state_is_told(project: Project):
    row = [*ROW[:3], "Freedonia", *ROW[4:]]
    ran = add(project, separated(project.root / "a.csv", row, head=HEAD), *NAMED)
    assert "1 added" in ran.out and "Freedonia is no State that is known" in ran.err
