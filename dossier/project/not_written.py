"""Say that a file could not be written, why, and what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.history import EditedMeanwhile, ForeignHistory
from dossier.project.layout import shown

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def not_written(error: OSError) -> Finding:
    """Return the finding for a write that failed; the write has left all files as they were."""
    if isinstance(error, ForeignHistory):
        return _foreign(error)
    if isinstance(error, EditedMeanwhile):
        message = "nothing was written: somebody edited the file after this command had read it"
        hint = "run the command again; it reads the file as it is now"
        return Finding(_file(error), 0, Fault.EDITED_MEANWHILE, message, hint)
    message = f"nothing was written: {error.strerror or error}"
    return Finding(_file(error), 0, Fault.NOT_WRITTEN, message, _hint(error))


def unusable(error: OSError) -> Finding:
    """Return the finding for a file that could not be read or written, where nobody knows which."""
    if error.errno in _FULL or isinstance(error, EditedMeanwhile | ForeignHistory):
        return not_written(error)
    message = f"the file cannot be read or written: {error.strerror or error}"
    hint = "check that it is there, that it is a file, and that it is yours to read and write"
    return Finding(_file(error), 0, Fault.UNREADABLE, message, hint)


def _foreign(error: ForeignHistory) -> Finding:
    """Return the finding for a history that another person began, with that person's name."""
    folder = Path(str(error.filename))
    try:
        owner = f'"{folder.owner()}"'
    except (OSError, KeyError, NotImplementedError):  # no such person here, or no owners
        owner = "another person"
    message = f"what commands wrote is kept for {owner} alone, and you may not use it"
    hint = f"ask {owner} to run the command, or to make the folder yours (`chown -R`)"
    return Finding(shown(folder), 0, Fault.FOREIGN_HISTORY, message, hint)


def _file(error: OSError) -> str:
    """Return the file that an error names; printing is what names none."""
    return shown(Path(str(error.filename))) if error.filename else "standard output"


def _hint(error: OSError) -> str:
    if error.errno in _FULL:
        return "free space on its disk, then run the command again; all files are as they were"
    if error.errno in _FORBIDDEN:
        return "allow yourself to write in its folder, then run the command again"
    return "close the file in other programs, then run the command again"
