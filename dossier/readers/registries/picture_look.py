"""Read how a picture is shown: its width, its place, the shape that it gets, what stays of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import PictureLook
from dossier.readers.yaml import Keys

WIDTHS = (15, 180)
"""The least and the greatest width, in millimetres."""

_BESIDE = 60
"""How wide a picture beside the text is, in millimetres, where nobody says it."""

_CROP = re.compile(r"([1-9]\d?) ?: ?([1-9]\d?)")
_FOCUS = re.compile(r"(100|\d{1,2})% +(100|\d{1,2})%")
_STEEPEST = 4
"""How many times as wide as high a picture may become, or as high as wide."""


def picture_look(
    taken: Mapping[str, Any], keys: Keys, file: str, what: str
) -> tuple[PictureLook, list[Finding]]:
    """Return how the picture `what` is shown, and a finding for each value that is none."""
    width = taken.get("width", 0)
    crop = _CROP.fullmatch(taken.get("crop", ""))
    focus = _FOCUS.fullmatch(taken.get("focus", ""))
    ratio = (int(crop[1]), int(crop[2])) if crop else None
    steep = ratio is not None and max(ratio) > _STEEPEST * min(ratio)
    least, most = WIDTHS
    asked = (
        ("width", least <= width <= most, f"write millimetres, from {least} to {most}"),
        ("crop", ratio is not None and not steep, "write width and height, such as 3:2 or 1:1"),
        ("focus", focus is not None, "write how far from the left and from above, such as 40% 30%"),
    )
    findings = [
        Finding(
            file, keys.lines.get(key, keys.line), Fault.WRONG_VALUE,
            f'"{key}" of {what} cannot be "{taken[key]}"', hint,
        )
        for key, fits, hint in asked
        if key in taken and not fits
    ]  # fmt: skip
    if findings:
        return PictureLook(), findings
    beside = taken.get("place") == "beside"
    return PictureLook(
        width=width or (_BESIDE if beside else 0),
        place="beside" if beside else "",
        crop=ratio,
        focus=(int(focus[1]), int(focus[2])) if focus else (50, 50),
    ), []
