"""Cut a picture to a shape, so that the point that matters stays in it."""

from __future__ import annotations

import io

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import PictureRights
from dossier.project.picture_files import kind_of

_CUTS = {"image/jpeg": "JPEG", "image/png": "PNG"}
_QUALITY = 92


def cropped(content: bytes, rights: PictureRights) -> tuple[bytes, tuple[Finding, ...]]:
    """Return a picture in the shape that `rights` ask for, or as it is with a finding."""
    crop, kind = rights.look.crop, kind_of(content) if content else None
    if crop is None or kind is None:
        return content, ()
    if kind not in _CUTS:
        message = f'the picture "{rights.path}" cannot be cut: it is neither PNG nor JPEG'
        hint = "take out `crop:`, or save the picture as PNG"
        return content, (Finding(rights.at.file, rights.at.line, Fault.WRONG_VALUE, message, hint),)
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        edges = frame(image.size, crop, rights.look.focus)
        made = io.BytesIO()
        profile = image.info.get("icc_profile")
        more = {"quality": _QUALITY} if _CUTS[kind] == "JPEG" else {}
        image.crop(edges).save(made, _CUTS[kind], icc_profile=profile, **more)
    return made.getvalue(), ()


def frame(
    size: tuple[int, int], shape: tuple[int, int], focus: tuple[int, int]
) -> tuple[int, int, int, int]:
    """Return the left, top, right and bottom edge of the largest part of `size` in `shape`.

    Its middle is as near to `focus`, in percent, as the edges allow.

    >>> frame((400, 200), (1, 1), (90, 50))
    (200, 0, 400, 200)
    """
    width = max(1, min(size[0], size[1] * shape[0] // shape[1]))
    height = max(1, min(size[1], size[0] * shape[1] // shape[0]))
    left = min(max(size[0] * focus[0] // 100 - width // 2, 0), size[0] - width)
    top = min(max(size[1] * focus[1] // 100 - height // 2, 0), size[1] - height)
    return left, top, left + width, top + height
