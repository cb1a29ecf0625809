"""Change one block again and again in a process that lives, and print how long each build takes.

`python warm.py CHECKOUT FORMAT RUNS` runs the program of CHECKOUT on a copy of its content and
prints a JSON list of seconds; the first builds, which import and read all, are not counted.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from english_texts import copy_english

BLOCK = "kazakhstan/blocks/61-dissolution.md"
WORDS = ("soon denied requests", "later denied requests")
DOCUMENT = "kazakhstan/submission"


def main() -> None:
    """Build the submission in one format after each change."""
    gc.set_threshold(50_000, 20, 20)  # as our commands set it, in both versions
    checkout, format_, runs = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    sys.path.insert(0, str(checkout))
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as opened:
        content = Path(folder) / "content"
        copy_english(checkout / "content", content)
        act = builder(checkout, content, Path(folder) / "output", format_, opened)
        block = content / BLOCK
        text = block.read_text("utf-8")
        seconds = []
        for number in range(runs + 2):
            changed = text.replace("denied requests", f"{WORDS[number % 2]} {number}", 1)
            assert changed != text
            block.write_text(changed, "utf-8")
            begun = time.perf_counter()
            with contextlib.redirect_stdout(io.StringIO()):
                act()
            seconds.append(time.perf_counter() - begun)
    print(json.dumps(seconds[2:]))


def builder(
    checkout: Path, content: Path, output: Path, format_: str, opened: contextlib.ExitStack
) -> Callable[[], None]:
    """Return what builds once: a workspace, or the command where a checkout has none."""
    try:
        from dossier.build.build_request import build_request
        from dossier.build.workspace import Workspace
        from dossier.project.layout import places
    except ImportError:
        from dossier.cli import main as command

        words = ["build", DOCUMENT, "--format", format_, "--content", str(content)]
        return lambda: finished(command([*words, "--output", str(output)], root=checkout))
    where = places(checkout, content, None, output)
    request, _ = build_request(where, (DOCUMENT,), (format_,))
    workspace = opened.enter_context(Workspace(where))
    return lambda: all_built([each for result in workspace.build(request) for each in result.files])


def finished(status: int) -> None:
    """Stop where a command failed."""
    if status:
        raise SystemExit(status)


def all_built(files: list[object]) -> None:
    """Stop where nothing was built."""
    if [each.state for each in files] != ["built"]:
        raise SystemExit("the change was not built")


if __name__ == "__main__":
    main()
