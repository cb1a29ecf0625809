"""Every rule's manual page is true: its bad example gives its finding, its good one none."""

from pathlib import Path

import pytest

import dossier.lint
from dossier.lint import RULES, lint, rule
from dossier.lint.example import FILE, example


def found(name: str, text: str) -> list[str]:
    return [each.finding.message for each in lint(example(text), {FILE: text}, [rule(name)])]


@pytest.mark.parametrize("name", RULES)
def test_the_bad_example_gives_exactly_its_finding(name):
    assert found(name, rule(name).bad) == [rule(name).says]


@pytest.mark.parametrize("name", RULES)
def test_the_good_example_gives_none(name):
    assert found(name, rule(name).good) == []


@pytest.mark.parametrize("name", RULES)
def test_a_manual_page_says_what_why_and_on_whose_word(name):
    page = rule(name)
    assert page.what and page.why and page.source


def test_every_rule_is_listed():
    folder = Path(dossier.lint.__file__).parent / "rules"
    files = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--"}
    assert files == set(RULES)
