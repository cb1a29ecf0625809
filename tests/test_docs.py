"""What the manuals show works as they show it."""

from __future__ import annotations

import re

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
    printed = re.findall(r"statement\.\w+ +1 pages +(\d+) words +(\d+) notes", text)
    assert re.findall(r"statement\.\w+ +1 pages +(\d+) words +(\d+) notes", ran.out) == printed
    file = project.root / "trial" / "content" / "strike" / "dossier.yaml"
    file.write_text(file.read_text("utf-8").replace("    place: Strelsau\n", ""), "utf-8")
    found = project.run("build", *words).err
    (said,) = re.findall(r"(trial/content/strike/dossier\.yaml:\d+: error.*)", text)
    assert said in found
