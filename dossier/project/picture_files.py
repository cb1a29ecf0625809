"""The pictures that a dossier's files hold: finding the one a block shows, and what kind it is.

Only what every format can show is taken: PNG, JPEG and GIF, and WebP as PNG; none that is broken.
"""

from __future__ import annotations

import io
import os
import re

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.project.layout import Files, shown

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def picture(files: Files, path: str, file: str, line: int) -> tuple[bytes, tuple[Finding, ...]]:
    """Return a picture that the block `file` shows, or b"" and a finding."""
    inside = os.path.normpath(path).replace(os.sep, "/")
    if inside.startswith(("../", "/")) or inside == ".." or re.match(r"[A-Za-z]+:", path):
        message = f'the picture "{path}" lies outside the content folder'
        hint = "put the picture into the dossier's folder and name its path from there"
        return b"", (Finding(file, line, Fault.PATH_OUTSIDE, message, hint),)
    if inside not in files.content:
        known = [each for each in files.content if each.lower().endswith(PICTURES)]
        hint = did_you_mean(path, known, f"put it into {shown(files.folder)}")
        message = f'the picture "{path}" is missing'
        return b"", (Finding(file, line, Fault.MISSING_PICTURE, message, hint),)
    if kind_of(files.content[inside]) is None:
        message = f'the picture "{path}" is neither PNG, JPEG, GIF nor WebP'
        hint = "save it as PNG, which every format here can show"
        return b"", (Finding(file, line, Fault.PICTURE_FORMAT, message, hint),)
    if kind_of(files.content[inside]) == "image/svg+xml":
        message = f'the picture "{path}" is neither PNG, JPEG, GIF nor WebP'
        hint = "open it in a browser or a drawing program and save it as PNG"
        return b"", (Finding(file, line, Fault.PICTURE_FORMAT, message, hint),)
    if not is_whole(files.content[inside]):
        message = f'the picture "{path}" is broken'
        hint = "save it again as PNG"
        return b"", (Finding(file, line, Fault.PICTURE_FORMAT, message, hint),)
    return shown_everywhere(files.content[inside]), ()


def shown_everywhere(content: bytes) -> bytes:
    """Return a whole picture as every format can show it: WebP as PNG with the same dots."""
    if kind_of(content) != "image/webp":
        return content
    from PIL import Image

    made = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        image.convert("RGBA" if "A" in image.getbands() else "RGB").save(made, "PNG")
    return made.getvalue()


def is_whole(content: bytes) -> bool:
    """Whether a picture can be read to its last dot."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return False
    return True


def kind_of(content: bytes) -> str | None:
    """Return the media type of a picture by its first bytes, or None for another kind of file."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if content.lstrip()[:5] in (b"<?xml", b"<svg "):
        return "image/svg+xml"
    return None
