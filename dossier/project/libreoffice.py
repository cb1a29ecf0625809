"""Let LibreOffice make a Word file of a file in another format, where it is installed.

The file may be a stranger’s. So LibreOffice works in a temporary folder with a profile of its own,
runs no macros, follows no links, and is ended after two minutes, or when this program ends.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeAlias

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.ooxml.other_formats import OtherFormat, other_format
from dossier.project.replace_files import named
from dossier.project.temporary_folder import temporary_folder

SECONDS = 120
"""How long LibreOffice may take."""

OnOther: TypeAlias = Literal["refuse", "convert"]
"""What becomes of a file in another format than Word’s."""

_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_WATCHED = (
    'exec 3<&0; (trap "" TERM; cat <&3 >/dev/null; kill -TERM 0; rm -rf "$0"; kill -KILL 0) & '
    'exec "$@" 3<&- </dev/null'
)
"""Runs a command until the pipe to its input ends: then all processes of its group end.

The folder that it works in, $0, is deleted then: it holds somebody's draft.
"""

_SETTINGS = {
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel"): "3",
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent"): "true",
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("/org.openoffice.Office.Writer/Content/Update", "Link"): "2",
    ("/org.openoffice.Inet/Settings", "ooInetProxyType"): "2",
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName"): "127.0.0.1",
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort"): "9",
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName"): "127.0.0.1",
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort"): "9",
}
"""Settings of the profile: no macros, no links, and a proxy where nobody answers (port 9)."""


def as_word(content: bytes, file: str, on_other: OnOther) -> tuple[bytes, tuple[Finding, ...]]:
    """Return a file as a Word file, with a warning where LibreOffice made it one.

    What LibreOffice cannot convert is returned as it is. Raises `Refused` for what it could, unless
    it is to convert it, and where that fails.
    """
    found = other_format(content, file)
    if found is None or not found.converts:
        return content, ()
    program = _program()
    if on_other == "refuse":
        raise Refused(found.finding(file, _offer(found, file, program)))
    if not program:
        message, hint = "LibreOffice is not installed, which is to convert the file", found.hint
        raise Refused(Finding(file, 0, Fault.NO_LIBREOFFICE, message, hint))
    made = _converted(content, found, file, program)
    message = f"the file was {found.what}; LibreOffice made a Word file of it"
    hint = "compare what was read with the file: its styles and fields may have been lost"
    return made, (Finding(file, 0, Fault.CONVERTED, message, hint, severity="warning"),)


def _program() -> str:
    """Return the path of LibreOffice, or "" where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or (_MAC if os.access(_MAC, os.X_OK) else "")


def _offer(found: OtherFormat, file: str, program: str) -> str:
    if program:
        return f"give `--convert`, so that LibreOffice converts it, or {found.hint}"
    command = f'soffice --headless --convert-to docx "{file}"'
    return f"{found.hint}; with LibreOffice installed, `{command}` does so"


def _converted(content: bytes, found: OtherFormat, file: str, program: str) -> bytes:
    """Return the Word file that LibreOffice makes. Raises `Refused` where it makes none."""
    with temporary_folder() as folder:
        given = folder / f"draft{found.endings[0]}"
        with named(given):
            given.write_bytes(content)
        profile = folder / "profile"
        _write_profile(profile)
        words = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
            "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(given),
        ]  # fmt: skip
        if not _run(words, folder):
            message = f"LibreOffice took longer than {SECONDS} seconds"
            raise Refused(Finding(file, 0, Fault.NOT_CONVERTED, message, found.hint))
        try:
            return (folder / "made" / "draft.docx").read_bytes()
        except FileNotFoundError as error:
            message = "LibreOffice could not convert the file"
            hint = f"{found.hint}; take a password off first"
            raise Refused(Finding(file, 0, Fault.NOT_CONVERTED, message, hint)) from error


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for (path, name), value in _SETTINGS.items()
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>",
        "utf-8",
    )


def _run(words: list[str], folder: Path) -> bool:
    """Run a program to its end; whether it came there in time. It does not outlive this one."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    running = subprocess.Popen(  # noqa: S603 (the words are ours; the file's name is not among them)
        ["/bin/sh", "-c", _WATCHED, str(folder), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**kept, "HOME": str(folder), "TMPDIR": str(folder)},
        start_new_session=True,
    )
    try:
        running.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        if running.stdin:
            running.stdin.close()
    return True
