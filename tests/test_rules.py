"""Every rule's manual page is true: its bad example gives its finding, its good one none."""

from pathlib import Path

import pytest

import dossier.lint
from dossier.lint import RULES, explain, lint, rule
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


def test_the_manual_of_rules_is_made_from_them(request):
    file = Path(__file__).parent.parent / "docs" / "rules.md"
    head = (
        "# Rules of `check`\n\nMade from the rules themselves; `pytest --accept` writes it anew. "
        "[checking.md](checking.md) says how they are used.\n"
    )
    made = "\n".join((head, *explain(RULES)))
    if request.config.getoption("--accept"):
        file.write_text(made, "utf-8")
    assert file.read_text("utf-8") == made, "docs/rules.md differs; `pytest --accept` rewrites it"
