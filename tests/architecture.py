"""The architecture as the code has it: who imports whom, drawn as docs/tour.md shows it.

The floors come from the contract in pyproject.toml, the arrows from the import statements, those
inside functions included. Nothing is imported to find them.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import TypeAlias

Graph: TypeAlias = Mapping[str, Set[str]]

BEGIN = (
    "<!-- The drawing is made from the imports: `pytest --accept tests/test_architecture.py`. -->"
)
END = "<!-- End of the drawing. -->"


@cache
def modules(root: Path) -> Mapping[str, Path]:
    """Return the file of each module of the package below `root`; a package is its `__init__`."""
    found = {
        path.relative_to(root).with_suffix("").parts: path for path in root.rglob("dossier/**/*.py")
    }
    return {
        ".".join(part for part in parts if part != "__init__"): path
        for parts, path in found.items()
    }


@cache
def imports(root: Path) -> Graph:
    """Return the modules of the package that each module imports."""
    known = modules(root)
    return {
        name: {each for each in _imported(path, known) if each != name}
        for name, path in known.items()
    }


def _imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import():
                yield from (each.name for each in node.names if each.name in known)
            case ast.ImportFrom(module=str(module)) if module in known:
                inside = (f"{module}.{each.name}" for each in node.names)
                yield from (each if each in known else module for each in inside)


def packages(root: Path) -> dict[str, set[str]]:
    """Return the packages that each package imports, its own subpackages left out.

    What a subpackage imports, its parents import too.
    """
    known = modules(root)
    found = {name: set() for name, path in known.items() if path.name == "__init__.py"}
    for name, others in imports(root).items():
        for here in _above(name, found):
            found[here] |= {
                there
                for other in others
                for there in _above(other, found)
                if not f"{here}.".startswith(f"{there}.") and not there.startswith(f"{here}.")
            }
    return found


def _above(name: str, known: Mapping[str, object]) -> Iterator[str]:
    parts = name.split(".")
    yield from (each for n in range(len(parts)) if (each := ".".join(parts[: n + 1])) in known)


def circles(graph: Graph) -> list[list[str]]:
    """Return the groups of names that lead to one another, each sorted, none twice."""
    reached = {name: _reached(graph, name) for name in graph}
    groups = {
        tuple(sorted(other for other in reached[name] if name in reached.get(other, ())))
        for name in graph
        if name in reached[name]
    }
    return [list(each) for each in sorted(groups)]


def _reached(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = set(graph.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found


def floors(root: Path) -> list[list[str]]:
    """Return the rooms of each floor, the highest first."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    return [
        [room.strip().removeprefix("dossier.") for room in layer.split("|")]
        for layer in contract["layers"]
    ]


def drawing(root: Path) -> str:
    """Return the rooms on their floors and an arrow for each that imports another, as Mermaid."""
    storeys = floors(root)
    rooms = [room for storey in storeys for room in storey]
    found = packages(root)
    lines = ["```mermaid", "flowchart TB"]
    for number, storey in zip(range(len(storeys), 0, -1), storeys, strict=True):
        lines += [
            f'  subgraph floor{number}["floor {number}"]',
            f"    {'; '.join(storey)}",
            "  end",
        ]
    for room in rooms:
        goals = [each for each in rooms if f"dossier.{each}" in found[f"dossier.{room}"]]
        if goals:
            lines.append(f"  {room} --> {' & '.join(goals)}")
    return "\n".join([*lines, "```"])
