"""The commands that write, each with a project made ready for it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stress.killed_child import run_command
from benchmarks.stress.trials import ROOT


@dataclass(frozen=True)
class Case:
    """A command: how its project is made ready, its words, and how its files belong together.

    Files for which `together` gives the same word must be all old or all new; by default that is
    every file there is. What it gives "" for may be either. Where `again` is set, the command is
    run a second time, after which all must be new.
    """

    name: str
    ready: Callable[[Path], None]
    words: tuple[str, ...]
    together: Callable[[str], str] = lambda _: "all"
    again: bool = True


def _new(root: Path) -> None:
    run_command(root, ("new", "case"), None)


def _built(root: Path) -> None:
    _new(root)
    run_command(root, ("build", "case", "--format", "docx"), None)


def _rebuilt(root: Path) -> None:
    """Make a project with two documents, built, of which a block changed."""
    _new(root)
    manifest = root / "content/case/dossier.yaml"
    text = manifest.read_text("utf-8")
    entry = text[text.index("  submission:") :]
    manifest.write_text(text + entry.replace("  submission:", "  second:"), "utf-8")
    run_command(root, ("build", "case", "--format", "docx,html,md"), None)
    _change(root, "blocks/20-background.md", "Describe", "Tell of")


def _change(root: Path, file: str, old: str, new: str) -> None:
    path = root / "content/case" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _edited(root: Path) -> None:
    """Make a project whose Word file came back with edits in three blocks."""
    _built(root)
    _edit(root / "output/case/submission.docx", root / "back.docx")


def _edit(source: Path, target: Path) -> None:
    pairs = {"first event": "first incident", "Describe the situation": "Tell of the situation",
             "whom it represents": "whom it stands for"}  # fmt: skip
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                for before, after in pairs.items():
                    assert before.encode() in content, before
                    content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)


def _reviewed(root: Path) -> None:
    """Make a project with open notes beside two blocks, one of them a proposal."""
    _built(root)
    note = "- id: r1\n  kind: {}\n  author: Ana\n  date: 2019-03-20\n  text: why\n{}"
    blocks = root / "content/case/blocks"
    (blocks / "20-background.review.yaml").write_text(
        note.format("proposal", "  old: situation\n  new: state\n"), "utf-8"
    )
    (blocks / "60-evidence.review.yaml").write_text(note.format("comment", ""), "utf-8")


def _draft(root: Path) -> None:
    shutil.copy(ROOT / "tests/data/drafts/notes.md", root / "notes.md")


def _exported(root: Path) -> None:
    _new(root)
    shutil.copy(ROOT / "tests/data/ohchr-thematic-upr34-slovenia.docx", root / "export.docx")
    _change(root, "dossier.yaml", 'state: "Case"', "state: Slovenia")


def _by_document(name: str) -> str:
    """Files of one document belong together; the manifest of the output is read again anyway."""
    return "" if name.endswith("manifest.json") else Path(name).stem


CASES = (
    Case("new", lambda _: None, ("new", "case")),
    Case("build", _rebuilt, ("build", "case", "--format", "docx,html,md"), _by_document),
    Case("first build", _new, ("build", "case", "--format", "docx,html,md"), _by_document),
    Case("pull", _edited, ("pull", "back.docx", "--apply")),
    Case("settle", _reviewed, ("review", "case", "--settle", "all", "--by", "Ana")),
    Case("take", _reviewed, ("review", "case", "--take", "background/r1", "--by", "Ana")),
    Case("import", _draft, ("import", "notes.md", "--into", "draft", "--state", "Ruritania")),
    Case("recommendations", _exported, ("recommendations", "export.docx", "--into", "case")),
    Case("trace", _new, ("trace", "case")),
    Case("redline", _edited, ("redline", "output/case/submission.docx", "back.docx", "--date",
                              "2026-11-01T12:30:00Z", "--author", "A. Lawyer")),
)  # fmt: skip
