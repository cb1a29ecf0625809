"""Every finding has an id of the registry, and every id a page that tells the truth about it."""

import ast
import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import dossier
from dossier.lint import RULES
from dossier.lint.manual_pages import FaultPage, fault_pages, faults_manual
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import NEEDED_KEYS, Fault, missing

PACKAGE = Path(dossier.__file__).parent
PAGES: dict[Fault, FaultPage] = {
    id_: page for group in fault_pages().values() for id_, page in group.items()
}
SAYS = re.compile(r"(?P<place>\S.*?): (?P<severity>error|warning)\[(?P<id>[a-z0-9-]+)\]: (.+)")

ELSEWHERE = {
    "UNSURE": "interchange/pull/note_merge.py",
    "WRONG_CONDITION": "readers/conditions.py",
    "UNREADABLE_ROW": "readers/un_exports/uhri.py",
}
"""Where the message is written, if not beside the id."""


@cache
def sources() -> dict[str, str]:
    return {
        path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8")
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def tree(file: str) -> ast.Module:
    return ast.parse(sources()[file])


def saying(words: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the modules in whose text some words stand: the others need no reading."""
    yield from ((file, tree(file)) for file, text in sources().items() if words in text)


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for file, module in saying(f"{name}("):
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield file, node


def test_every_id_has_a_page_and_every_page_an_id():
    assert set(PAGES) == set(Fault)


def test_an_id_has_one_page():
    assert sum(len(group) for group in fault_pages().values()) == len(PAGES)


def test_no_finding_is_made_with_an_id_written_by_hand():
    typed = [
        (file, call.lineno)
        for file, call in calls("Finding")
        for rule in (*call.args[2:3], *(k.value for k in call.keywords if k.arg == "rule"))
        if isinstance(rule, ast.Constant | ast.JoinedStr)
    ]
    assert typed == []


def test_only_rules_are_named_besides_the_registry():
    assert {file for file, _ in calls("RuleName")} == {"lint/rule.py", "lint/author_rules.py"}
    assert {file for file, _ in calls("Fault")} == {"model/faults.py", "lint/manual_pages.py"}


def test_a_page_says_what_why_and_what_to_do():
    def complete(id_: Fault, page: FaultPage) -> bool:
        said = SAYS.fullmatch(page.says)
        return (
            all(text.endswith((".", "`.")) for text in (page.what, page.why, page.do))
            and said is not None
            and said["id"] == id_
            and page.severity in ("depends", said["severity"])
        )

    assert [id_ for id_, page in PAGES.items() if not complete(id_, page)] == []


@cache
def finders() -> dict[str, set[str]]:
    """Return the files that find each fault, by the fault's name."""
    found: dict[str, set[str]] = {each.name: set() for each in Fault}
    for file, module in saying("Fault"):
        for node in ast.walk(module):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Fault":
                found[node.attr].add(file)
    for name, file in ELSEWHERE.items():
        found[name].add(file)
    for key in (*NEEDED_KEYS, "any other"):
        found[missing(key).name] |= {"readers/yaml_keys.py", "build/requested_documents.py"}
    return found


@cache
def texts(file: str) -> tuple[re.Pattern[str], ...]:
    """Return what each text of a module can print, as patterns; what is too short says nothing."""
    found = []
    for node in ast.walk(tree(file)):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        held = [each.value if isinstance(each, ast.Constant) else None for each in parts]
        if sum(len(each) for each in held if isinstance(each, str)) > 7:
            said = (re.escape(each) if isinstance(each, str) else ".*" for each in held)
            found.append(re.compile("".join(said)))
    return tuple(found)


def test_every_id_is_found_by_something():
    assert [name for name, files in finders().items() if not files - {"model/faults.py"}] == []


def test_a_page_shows_a_message_of_the_program():
    shown = {id_: SAYS.sub(r"\4", page.says) for id_, page in PAGES.items()}
    made_up = [
        id_
        for id_, message in shown.items()
        if not any(each.search(message) for file in finders()[id_.name] for each in texts(file))
    ]
    assert made_up == []


def test_the_manual_of_findings_is_made_from_the_pages(request):
    file = PACKAGE.parent / "docs" / "findings.md"
    head = (
        "# Findings\n\nWhat each message means, by the id in its brackets. "
        "`python build.py check --explain ID` prints one page. Made from "
        "`dossier/data/findings.en.yaml`; `pytest --accept` writes it anew.\n"
    )
    made = "\n".join((head, faults_manual()))
    if request.config.getoption("--accept"):
        file.write_text(made, "utf-8")
    assert file.read_text("utf-8") == made, "docs/findings.md differs; `pytest --accept` mends it"


@pytest.mark.parametrize("id_", ["unknown-key", "word-limit"])
def test_check_explains_every_id(project, id_):
    ran = project.run("check", "--explain", id_)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"## {id_}\n")


def test_an_id_that_is_a_rule_and_a_fault_has_both_pages(project):
    assert project.run("check", "--explain", "wrong-order").out.count("## wrong-order\n") == 2


def test_check_explains_everything(project):
    out = project.run("check", "--explain", "all").out
    assert all(f"## {id_}\n" in out for id_ in (*RULES, *Fault))


def test_an_unknown_id_is_answered_with_the_nearest(project):
    ran = project.run("check", "--explain", "unknwon-key")
    assert ran.status == 2
    assert 'did you mean "unknown-key"?' in ran.err


def test_findings_that_print_alike_are_one_and_cannot_change():
    one = Finding("a.md", 3, Fault.UNKNOWN_KEY, "m", "h", excerpt="x", data={"limit": 3})
    assert {one: 1} == {replace(one, excerpt="", data={}): 1}
    assert pickle.loads(pickle.dumps(one)).data == {"limit": 3}
    with pytest.raises(TypeError):
        one.data["limit"] = 4  # type: ignore[index]


def test_a_hint_that_offers_a_word_gives_it_to_programs_too():
    hint = did_you_mean("tite", ["title"], "remove it")
    found = pickle.loads(pickle.dumps(Finding("a.md", 3, Fault.UNKNOWN_KEY, "m", hint)))
    assert found.as_json()["data"] == {"did_you_mean": "title"}
    assert "data" not in Finding("a.md", 3, Fault.UNKNOWN_KEY, "m", "h").as_json()
