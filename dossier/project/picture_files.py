"""The pictures that a dossier's files hold: finding the one a block shows, and what kind it is.

Only what every format can show is taken: PNG, JPEG and GIF, WebP as PNG, and an SVG that is nothing
but a picture; none that is broken.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Sequence

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.project.layout import Files, shown

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")

SVG = "image/svg+xml"
_SVG = re.compile(r"<(?:[\w.-]+:)?svg[\s/>]")
_SEARCHED = 65536
_NAMED = 6


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
    return _usable(files.content[inside], path, file, line)


def _usable(content: bytes, path: str, file: str, line: int) -> tuple[bytes, tuple[Finding, ...]]:
    """Return a picture as every format can show it, or b"" and why none can."""
    kind = kind_of(content)
    if kind == SVG:
        found = unusable_svg(content, path, file, line)
        return (b"", found) if found else (content, ())
    if kind is None:
        message = f'the picture "{path}" is neither PNG, JPEG, GIF, WebP nor SVG'
        hint = "save it as PNG, which every format here can show"
        return b"", (Finding(file, line, Fault.PICTURE_FORMAT, message, hint),)
    if not is_whole(content):
        message = f'the picture "{path}" is broken'
        hint = "save it again as PNG"
        return b"", (Finding(file, line, Fault.PICTURE_FORMAT, message, hint),)
    return shown_everywhere(content), ()


def unusable_svg(content: bytes, path: str, file: str, line: int) -> tuple[Finding, ...]:
    """Return why an SVG cannot be shown, with the name of all that is in the way."""
    from dossier.redaction.svg import UnusableSvg, read_svg

    try:
        read_svg(content)
    except UnusableSvg as error:
        said = (
            (Fault.UNSAFE_PICTURE, error.forbidden, "and may hold only what it shows"),
            (Fault.PICTURE_FORMAT, error.unshowable, "which not every format can show"),
        )
        hint = "take it out in a drawing program or an editor, or save the picture as PNG"
        return tuple(
            Finding(file, line, rule, f'the picture "{path}" holds {_listed(held)}, {why}', hint)
            for rule, held, why in said
            if held
        )
    return ()


def _listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence, the first few of many.

    >>> _listed(["a script", "a link", "an animation"])
    'a script, a link and an animation'
    """
    kept = [*words[:_NAMED], *([f"{len(words) - _NAMED} more"] if len(words) > _NAMED else [])]
    return " and ".join((*([", ".join(kept[:-1])] if kept[:-1] else []), kept[-1]))


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
    return SVG if _SVG.search(_beginning(content)) else None


def _beginning(content: bytes) -> str:
    """Return the first letters of a text, of whatever size its letters are."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return content[:_SEARCHED].decode("utf-16" if wide else "utf-8", "ignore")
