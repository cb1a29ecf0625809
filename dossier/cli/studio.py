"""`studio`: write, check, send and take back in a browser, on a page of this machine alone."""

from __future__ import annotations

import argparse
import sys
import threading
import webbrowser
from pathlib import Path

from dossier.cli.report import tell_findings, tell_json
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.layout import dossiers, places, read_files, shown

EXAMPLES = """examples:
  python build.py studio                 all dossiers, in the browser
  python build.py studio kazakhstan      this dossier
  python build.py studio --port 8000 --no-browser

The page is for this machine alone, and for who has its address. Ctrl-C ends it."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("dossier", nargs="?", default="", metavar="DOSSIER", help="default: all")
    command.add_argument("--output", type=Path, metavar="DIR", help="default: output")
    command.add_argument("--port", type=int, default=0, help="default: one that is free")
    command.add_argument("--no-browser", action="store_true", help="only print the address")


def run(options: argparse.Namespace, root: Path) -> int:
    """Serve until Ctrl-C, which `main` answers. Returns 1 without an editor, 2 for no dossier."""
    from dossier.studio.editor.bundle import BUNDLE, is_ready
    from dossier.studio.server import Server
    from dossier.studio.session import Session

    if not is_ready():
        tell_findings([_no_editor(BUNDLE)])
        return 1
    where = places(root, options.content, options.templates, options.output)
    name = options.dossier.strip("/")
    if name and name not in dossiers(where):
        tell_findings(read_files(where, name)[1])
        return 2
    with Session(where) as session:
        server = Server(session, options.port)
        address = server.access.address(name)
        if options.json:
            tell_json({"address": address}, ())
        else:
            print(f"studio  {address}\nCtrl-C ends this.")
        sys.stdout.flush()
        session.watch()
        if not options.no_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        server.serve_here()
    return 0


def _no_editor(bundle: Path) -> Finding:
    """Return the finding for an editor that is not there, or is that of another version."""
    message = "the editor of the studio is not there"
    if bundle.is_file():
        message = "the editor of the studio is that of an earlier version"
    return Finding(shown(bundle), 0, Fault.MISSING_EDITOR, message, "run `sh install.sh` once more")
