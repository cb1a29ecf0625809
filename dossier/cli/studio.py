"""`studio`: write, check, send and take back in a browser, on a page of this machine alone."""

from __future__ import annotations

import argparse
import sys
import threading
import webbrowser
from pathlib import Path
from socket import socket

from dossier.cli.port import add_port, listening
from dossier.cli.report import tell_findings, tell_json
from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.project.layout import Places, dossiers, places, read_files, shown
from dossier.studio.access import Access, access_of, listen, listen_as_usual
from dossier.studio.editor import bundle

EXAMPLES = """examples:
  python build.py studio                 all dossiers, in the browser
  python build.py studio kazakhstan      this dossier
  python build.py studio --port 8000 --no-browser

The page is for this machine alone, and for who has its address. Ctrl-C ends it."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("dossier", nargs="?", default="", metavar="DOSSIER", help="default: all")
    command.add_argument("--output", type=Path, metavar="DIR", help="default: output")
    add_port(command)
    command.add_argument("--no-browser", action="store_true", help="only print the address")


def run(options: argparse.Namespace, root: Path) -> int:
    """Serve until Ctrl-C, which `main` answers. Returns 1 without an editor, 2 for no dossier."""
    where = places(root, options.content, options.templates, options.output)
    name = options.dossier.strip("/")
    if name and name not in dossiers(where):
        tell_findings(read_files(where, name)[1])
        return 2
    if not bundle.is_ready():
        tell_findings([_no_editor(bundle.BUNDLE)])
        return 1
    try:
        with listening(options.port):
            found = listen(options.port) if options.port else listen_as_usual(where.content)
    except Refused as stop:
        tell_findings([stop.finding])
        return 2
    with found:
        access = access_of(found)
        _tell(access.address(name), options)
        _serve(where, access, found)
    return 0


def _serve(where: Places, access: Access, found: socket) -> None:
    """Serve until Ctrl-C; the address was told before, since this imports most of the program."""
    from dossier.studio.server import Server
    from dossier.studio.session import Session

    with Session(where) as session:
        session.watch()
        Server(session, access, found).serve_here()


def _tell(address: str, options: argparse.Namespace) -> None:
    """Print the address, and open it in the browser."""
    if options.json:
        tell_json({"address": address}, ())
    else:
        print(f"studio  {address}")
        print("Leave this window open while you work; Ctrl-C, or closing it, ends the studio.")
    sys.stdout.flush()
    if not options.no_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _no_editor(bundle: Path) -> Finding:
    """Return the finding for an editor that is not there, or is that of another version."""
    message = "the editor of the studio is not there"
    if bundle.is_file():
        message = "the editor of the studio is that of an earlier version"
    return Finding(shown(bundle), 0, Fault.MISSING_EDITOR, message, "run `sh install.sh` once more")
