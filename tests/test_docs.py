"""What the manuals show works as they show it, and what they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, Project


def test_the_kind_of_document_that_the_manual_makes_builds_at_the_first_try(project: Project):
    text = (ROOT / "docs" / "templates.md").read_text("utf-8").partition("## Fifteen minutes")[2]
    names = re.findall(r"`(trial/[^`]+\.(?:yaml|css|md))`", text)
    shown = re.findall(r"```(?:yaml|css|markdown)\n(.*?)```", text, re.DOTALL)
    assert len(names) == len(shown) > 5
    for name, content in zip(names, shown, strict=True):
        path = project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    words = (
        "--content",
        "trial/content",
        "--templates",
        "trial/templates",
        "--output",
        "trial/out",
    )
    ran = project.run("build", *words)
    assert ran.status == 0, ran.err
    line = re.compile(r"statement\.\w+(?: +1 page)? +(\d+) words +(\d+) notes")
    assert line.findall(ran.out) == line.findall(text) != []
    file = project.root / "trial" / "content" / "strike" / "dossier.yaml"
    file.write_text(file.read_text("utf-8").replace("    place: Strelsau\n", ""), "utf-8")
    found = project.run("build", *words).err
    (said,) = re.findall(r"(trial/content/strike/dossier\.yaml:\d+: error.*)", text)
    assert said in found


PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), *ROOT.glob("benchmarks/*.md")])
ROOMS = {each.parent.name for each in ROOT.glob("dossier/*/__init__.py")}
FOLDERS = {*ROOMS, "data", "dossier", "templates", "docs", "tests", "benchmarks", ".ci"}


def quoted(page: Path) -> set[str]:
    """Return what stands in backticks in the running text of a page."""
    return set(
        re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.S))
    )


def is_path(name: str) -> bool:
    """Whether it is the path of one file or folder of ours, and no example or pattern."""
    if not re.fullmatch(r"[\w./-]+", name) or "__" in name.replace("__init__", ""):
        return False
    return name.endswith(".py") or ("/" in name and name.partition("/")[0] in FOLDERS)


@pytest.mark.parametrize("page", PAGES, ids=lambda each: str(each.relative_to(ROOT)))
def test_a_page_names_only_files_and_folders_that_exist(page: Path):
    places = (ROOT, ROOT / "dossier")
    paths = {each for each in quoted(page) if is_path(each)}
    assert not {each for each in paths if not any((place / each).exists() for place in places)}


@pytest.mark.parametrize("page", PAGES, ids=lambda each: str(each.relative_to(ROOT)))
def test_a_page_links_only_to_pages_that_exist(page: Path):
    shown = r"```.*?```|`[^`\n]+`|^    .*?$"
    text = re.sub(shown, "", page.read_text("utf-8"), flags=re.S | re.M)
    links = {each.partition("#")[0] for each in re.findall(r"\]\(([^)\s]+)\)", text)}
    ours = {each for each in links if each and "://" not in each and not each.startswith("mailto:")}
    assert not {each for each in ours if not (page.parent / each).exists()}


def test_the_pages_name_only_commands_that_there_are(project: Project):
    text = "\n".join(each.read_text("utf-8") for each in PAGES)
    named = set(re.findall(r"build\.py ([a-z]+(?:-[a-z]+)*)\b(?!/)", text))
    assert {"build", "check", "pull"} < named
    assert not {each for each in named if project.run(each, "--help").status}


def test_the_tour_names_only_classes_that_the_program_has():
    code = "\n".join(each.read_text("utf-8") for each in ROOT.glob("dossier/**/*.py"))
    there = set(re.findall(r"^(?:class |)([A-Z]\w+)(?=[:(= ])", code, flags=re.M))
    macros = set(
        re.findall(r"macro (\w+)", (ROOT / "templates/_shared/nodes.html.j2").read_text("utf-8"))
    )
    styles = {"NumberedParagraph"}
    named = {
        each for each in quoted(ROOT / "docs" / "tour.md") if re.fullmatch(r"[A-Z][a-z]\w+", each)
    }
    assert not named - there - macros - styles
