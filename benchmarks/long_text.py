"""Make a dossier with the Kazakhstan submission forty times over: about 390 pages, 1,680 notes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import yaml

COPIES = 40


def alone(source: Path, folder: Path, manifest: Path) -> None:
    """Write a dossier with the submission alone: its document, and the blocks that it takes.

    `source` is the folder `content` of a checkout, `manifest` that of a build of it.
    """
    shutil.copytree(source / "kazakhstan", folder)
    shutil.copytree(source / "library", folder.parent / "library", dirs_exist_ok=True)
    taken = json.loads(manifest.read_text("utf-8"))["files"]["submission.html"]["blocks"]
    for path in folder.glob("blocks/*.md"):
        if re.search(r"^id: (\S+)", path.read_text("utf-8"), re.M)[1] not in taken:
            path.unlink()
    said = yaml.safe_load((folder / "dossier.yaml").read_text("utf-8"))
    said["documents"] = {"submission": said["documents"]["submission"]}
    (folder / "dossier.yaml").write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
    change(folder / "recommendations.yaml", r"\n +blocks: .*", "")


def multiply(folder: Path) -> None:
    """Make a dossier's blocks forty, each with an id of its own."""
    change(folder / "dossier.yaml", r"status: final", "status: draft")
    ids = {
        re.search(r"^id: (\S+)", path.read_text("utf-8"), re.M)[1]
        for path in folder.glob("blocks/*.md")
    }
    for path in sorted(folder.glob("blocks/*.md")):
        text = path.read_text("utf-8")
        path.unlink()
        for copy in range(COPIES):
            (folder / "blocks" / f"{path.stem}-{copy:02}.md").write_text(
                renamed(text, ids, copy), "utf-8"
            )


def change(path: Path, pattern: str, by: str) -> None:
    """Replace what fits `pattern` in a file: forty times the text is too long to be final."""
    path.write_text(re.sub(pattern, by, path.read_text("utf-8")), "utf-8")


def renamed(text: str, ids: set[str], copy: int) -> str:
    """Return a block with every id, and every reference to one, marked with the copy's number."""
    text = re.sub(r"^id: (\S+)", rf"id: \1-{copy}", text, flags=re.M)
    text = re.sub(r"\{#([\w.-]+)\}", rf"{{#\1-{copy}}}", text)
    text = re.sub(r"(#(?:paragraph|recommendation):[\w.-]+)", rf"\1-{copy}", text)
    text = re.sub(r"(#note:[\w.-]+)/", rf"\1-{copy}/", text)
    rests = re.search(r"^rests_on: \[(.*)\]", text, re.M)
    if rests:
        named = ", ".join(f"{each.strip()}-{copy}" for each in rests[1].split(","))
        text = text.replace(rests[0], f"rests_on: [{named}]")
    return re.sub(r"#section:([\w.-]+)", lambda m: f"{m[0]}-{copy}" if m[1] in ids else m[0], text)
