"""Tell files of an author from what systems, office and sync programs put beside them.

Names are those that the programs give, as their help pages and users show them: Dropbox,
Nextcloud and ownCloud write "(conflicted copy …)", Syncthing ".sync-conflict-…", browsers and
Google Drive "name (1)", Windows "name - Copy" and "Copy of name", macOS "name copy" and "name 2",
each in the language of the system.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_LITTER = re.compile(
    r"~\$.*|\..*|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r|4913|#.*#|.*~|~.*\.tmp|.*\.(?:sw[opnx]|un~|"
    r"tmp|temp|part|crdownload|bak~)|__macosx|nohup\.out",
    re.IGNORECASE | re.DOTALL,
)

_COPY_WORDS = "copy|copie|kopie|kopia|copia|cópia|kópia|kopi|копия|копія|نسخة|副本"
_BEFORE = r"(?:copy of|kopie von|copie de|copia de|cópia de|kopia|kopi af|kopia av|копия)"
_COPIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<name>.+?)\s*\((?:[^()]*\bconflict(?:ed)?\b[^()]*|[^()]*\bkonflikt[^()]*|[^()]*\bconflit[^()]*|"
        r"[^()]*\bconflict[oi][^()]*|[^()]*(?:копия|conflictual)[^()]*)\)",
        r"(?P<name>.+?)[._]sync-conflict-[\w-]+",
        r"(?P<name>.+?)_conflict-[\w-]+",
        r"(?P<name>.+?)\s?\(\d{1,3}\)",
        rf"{_BEFORE} (?P<name>.+?)(?:\s?\(\d+\))?",
        rf"(?P<name>.+?)\s?[-–_ ]\s?(?:{_COPY_WORDS})(?:\s?\(?\d+\)?)?",
        rf"(?P<name>.+?)\s?\((?:{_COPY_WORDS})(?:\s\d+)?\)",
        r"(?P<name>.+?) \d{1,2}",
    )
)

_TEXTS = (".md", ".yaml", ".yml", ".json", ".bib")
_ID = re.compile(rb"^id:[ \t]*([^\s#]+)", re.MULTILINE)

_FORMATS = (
    (b"PK\x03\x04", "a Word or other office document"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Word"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text of the old kind (.rtf)"),
    (b"bplist", "a file of a Mac program"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_ENDINGS = {
    "Word document": ("docx", "doc", "docm", "dotx"),
    "text document of LibreOffice": ("odt", "fodt", "ott"),
    "PDF": ("pdf",),
    "document of Pages": ("pages",),
    "shortcut to a document of Google": ("gdoc",),
    "text of the old kind": ("rtf",),
    "web page": ("html", "htm", "mht", "webarchive"),
    "rest of a merge": ("orig", "rej"),
    "copy that a program kept": ("bak", "old", "asd", "wbk"),
}
LEFT_OVER = ("rest of a merge", "copy that a program kept")
"""What no author has made."""


def is_litter(name: str) -> bool:
    """Whether a file or folder of this name is no author's: hidden, a lock, left by an editor.

    >>> [is_litter(each) for each in ("a.md", "~$a.docx", "Thumbs.db", "a.md~", "#a.md#")]
    [False, True, True, True, True]
    """
    return bool(_LITTER.fullmatch(name))


def copies(content: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the files that are copies of another, as their names say, with that other.

    A block with an id of its own is no copy: somebody began a new block with an old one.
    """
    known = {each.lower(): each for each in content}
    found = {path: _original(path, known) for path in content if path.endswith(_TEXTS)}
    return {
        path: original
        for path, original in found.items()
        if original and _id(path, content[path]) == _id(original, content[original])
    }


def _original(path: str, known: Mapping[str, str]) -> str:
    """Return which known file a file is a copy of, by their names, or "".

    >>> _original("blocks/a (1).md", {"blocks/a.md": "blocks/a.md"})
    'blocks/a.md'
    """
    folder, slash, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    for pattern in _COPIES:
        found = pattern.fullmatch(stem)
        original = f"{folder}{slash}{found['name'].strip()}.{ending}".lower() if found else ""
        if original in known:
            return known[original]
    return ""


def _id(path: str, content: bytes) -> bytes:
    found = _ID.search(content) if path.endswith(".md") else None
    return found[1] if found else b""


def format_of(content: bytes) -> str:
    """Return what a file is by its first bytes, where that is no text, or ""."""
    return next((what for first, what in _FORMATS if content.startswith(first)), "")


def document_kind(path: str) -> str:
    """Return what a file is by the ending of its name, where nobody writes blocks in it, or ""."""
    ending = path.rpartition(".")[2].lower()
    return next((what for what, endings in _ENDINGS.items() if ending in endings), "")


def visible_files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder in order, without hidden ones and what programs left."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not is_litter(each))
        for each in sorted(names):
            if not is_litter(each):
                yield Path(where) / each
