"""Boxes of which a page may hold a part."""

from __future__ import annotations

from typing import Any

_DIVISIBLE = ("BlockBox", "TableBox", "TableRowGroupBox")
"""Kinds of boxes of which a page may hold a part."""


def is_divisible(box: Any) -> bool:
    """Whether WeasyPrint would cut `box` as we do."""
    if type(box).__name__ not in _DIVISIBLE:
        return False
    style = box.style
    columns = [each for group in getattr(box, "column_groups", ()) for each in group.descendants()]
    images = [layer.image for layer in box.background.layers] if box.background else []
    return not (
        any(each.is_column for each in box.children)
        or style["transform"]
        or style["box_decoration_break"] == "clone"
        or style["border_image_source"][0] != "none"
        or style["mask_border_source"][0] != "none"
        or any(images)
        or any(each.background for each in columns)
    )
