"""The package is built as docs/tour.md draws it, and stays small enough to be read."""

from __future__ import annotations

import ast

import pytest

from tests.architecture import BEGIN, END, circles, drawing, floors, imports, modules, packages
from tests.conftest import ROOT

LONGEST = 300
REASON = "over 300 lines because"
"""With it a docstring says why its module is long."""
TOUR = ROOT / "docs" / "tour.md"


def test_the_tour_draws_the_rooms_and_arrows_that_the_code_has(request: pytest.FixtureRequest):
    before, begin, rest = TOUR.read_text("utf-8").partition(BEGIN)
    drawn, end, after = rest.partition(END)
    assert begin
    assert end
    wanted = f"\n{drawing(ROOT)}\n"
    if request.config.getoption("--accept"):
        TOUR.write_text(f"{before}{begin}{wanted}{end}{after}", "utf-8")
        drawn = wanted
    assert drawn == wanted, "docs/tour.md draws other rooms or arrows; `pytest --accept` redraws it"


def test_every_room_stands_on_a_floor():
    rooms = sorted(room for floor in floors(ROOT) for room in floor)
    assert rooms == sorted(each.parent.name for each in ROOT.glob("dossier/*/__init__.py"))


def test_the_package_has_at_most_one_module_outside_its_rooms():
    loose = {each.name for each in ROOT.glob("dossier/*.py")} - {"__init__.py", "__main__.py"}
    assert len(loose) <= 1


def test_no_packages_import_each_other_in_a_circle():
    assert circles(packages(ROOT)) == []


def test_no_modules_import_each_other_in_a_circle():
    assert circles(imports(ROOT)) == []


def test_a_long_module_says_why_it_is_one():
    unexplained = []
    for name, path in sorted(modules(ROOT).items()):
        text = path.read_text("utf-8")
        said = " ".join((ast.get_docstring(ast.parse(text)) or "").split())
        length = len(text.splitlines())
        if length > LONGEST and REASON not in said:
            unexplained.append(f"{name}: {length} lines")
    asked = f"split these, or say in the docstring why: {REASON!r} …"
    assert not unexplained, "\n".join([asked, *unexplained])


def test_a_circle_of_three_is_found_and_a_way_without_return_is_not():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
