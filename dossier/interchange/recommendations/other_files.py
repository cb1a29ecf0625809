"""Exports that somebody saved in another format: LibreOffice makes Word files of texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.model.diagnostics import Finding
from dossier.project.layout import shown
from dossier.project.libreoffice import OnOther, as_word
from dossier.project.temporary_folder import temporary_folder

_LARGEST = 64 * 1024 * 1024
"""How large a text in another format may be; exports of the UN are read piece by piece."""

_BEGINNINGS = (b"\xd0\xcf\x11\xe0", b"PK", b"{\\rtf", b"<?xml", b"\xffWPC")


@contextmanager
def readable(path: Path, on_other: OnOther) -> Iterator[tuple[Path, tuple[Finding, ...]]]:
    """Give an export, or the Word file that is made of it for a while, with a warning then.

    Raises `Refused` for what LibreOffice could convert, unless it is to, and `OSError`.
    """
    if not path.is_file():
        yield path, ()  # who reads it says so
        return
    with path.open("rb") as stream:
        start = stream.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(_BEGINNINGS) or path.stat().st_size > _LARGEST:
        yield path, ()
        return
    content = path.read_bytes()
    made, doubts = as_word(content, shown(path), on_other)
    if made is content:
        yield path, ()
        return
    with temporary_folder() as folder:
        converted = folder / f"{path.stem}.docx"
        converted.write_bytes(made)
        yield converted, doubts
