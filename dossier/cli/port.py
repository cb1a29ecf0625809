"""The option `--port`: at which address of this machine a page is served."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault


def add_port(command: argparse.ArgumentParser) -> None:
    """Add the option to a command."""
    command.add_argument("--port", type=_port, default=0, help="default: one that is free")


@contextmanager
def listening(port: int) -> Iterator[None]:
    """Let what begins to listen at `port` say what is wrong where it cannot.

    Raises `Refused` in place of `OSError`.
    """
    try:
        yield
    except OSError as error:
        message = f"the port {port} cannot be used: {error.strerror}"
        hint = "leave `--port` out, or name another one"
        raise Refused(Finding("--port", 0, Fault.UNUSABLE_PORT, message, hint)) from error


def _port(text: str) -> int:
    """Return the number of a port. Raises `ArgumentTypeError` for what is none."""
    if not (text.isascii() and text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f'"{text}" is no port: they go from 0 to 65535')
    return int(text)
