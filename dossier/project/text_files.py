"""Read the text of an author's file: UTF-8, or a finding that says what it is instead."""

from __future__ import annotations

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.stray_files import format_of


def decoded(content: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """Return a file's text, or "" and a finding where it is none, or not UTF-8."""
    kind = format_of(content)
    if kind:
        message = f"the file is {kind}, though its name is that of a text"
        hint = "copy its words into a text file of this name, with an editor for plain texts"
        return "", (Finding(file, 0, Fault.NOT_A_TEXT, message, hint),)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        message, hint = "the file is UTF-16, not UTF-8", "save it again with the encoding UTF-8"
        return "", (Finding(file, 1, Fault.NOT_UTF_8, message, hint),)
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        byte = content[error.start]
        message = f"the file is not UTF-8: it holds the byte {byte:#04x}"
        hint = "save it again with the encoding UTF-8"
        return "", (Finding(file, line, Fault.NOT_UTF_8, message, hint),)
