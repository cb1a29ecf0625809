"""One computed style for all elements that look alike, where WeasyPrint 70 makes one for each.

WeasyPrint shares the styles of elements to which the same rules apply, but it takes the id of an
element for a rule of its own, so that nothing with an id, or in such an element, shares any. It
also makes styles of pseudo-elements, such as a call of a footnote, for elements that have none. Of
a long text these styles take more memory than its boxes.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

_ANCHOR = "-weasy-anchor"

_NOTES = frozenset(
    ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
)
"""Pseudo-elements of notes that WeasyPrint sets."""


def share_styles(weasyprint: Any) -> None:
    """Let WeasyPrint make one style for all elements that differ only in their ids."""
    css = weasyprint.css
    if hasattr(css.StyleFor, "plain"):
        return
    css.find_style_attributes = _without_anchors(css.find_style_attributes)
    css.StyleFor = _sharing(css.StyleFor)


def _without_anchors(found: Any) -> Any:
    """Return WeasyPrint's search for attributes that are rules, without ids.

    Equal values of the attribute `style` become the same rules.
    """

    def find(tree: Any, *more: Any) -> Iterator[tuple[Any, ...]]:
        known: dict[str, Any] = {}
        for specificity, element, declarations, base in found(tree, *more):
            if [each.name for each in declarations if hasattr(each, "name")] == [_ANCHOR]:
                continue
            own = specificity == (1, 0, 0)
            shared = known.setdefault(element.get("style"), declarations) if own else declarations
            yield specificity, element, shared, base

    find.plain = found  # type: ignore[attr-defined]
    return find


def _sharing(by_element: Any) -> Any:
    """Return WeasyPrint's class of styles by element, which adds ids to those that are shared."""

    class StyleFor(by_element):  # type: ignore[misc]
        plain = by_element

        def __init__(self, html: Any, *more: Any) -> None:
            super().__init__(html, *more)
            self.anchored: dict[Any, Any] = {}
            for element in html.etree_element.iter():
                self._anchor(element, more[-1])

        def _anchor(self, element: Any, targets: Any) -> None:
            name = (element.tag == "a" and element.get("name")) or element.get("id")
            if not name:
                return
            style = self._computed_styles[element, None]
            anchor = style["anchor"] or name
            self.anchored[element] = _Anchored(style, anchor)
            if targets:
                targets.collect_anchor(anchor)

        def __call__(self, element: Any, pseudo_type: str | None = None) -> Any:
            style = super().__call__(element, pseudo_type)
            return style if pseudo_type else self.anchored.get(element, style)

    return StyleFor


class _Anchored(dict[str, Any]):
    """A style that others have, too, with the anchor of one element."""

    __slots__ = ("shared",)

    def __init__(self, shared: Any, anchor: str) -> None:
        super().__init__(anchor=anchor)
        self.shared = shared

    def __missing__(self, key: str) -> Any:
        return self.shared[key]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.shared, name)

    def copy(self) -> Any:
        """Return a style of its own, as WeasyPrint wants one that it changes."""
        made = self.shared.copy()
        made.update(self)
        return made


def without_notes(sheets: list[Any]) -> list[Any]:
    """Return WeasyPrint's own style sheets without what it says of notes, and of other markers.

    It is for styles that ask neither for its notes nor for list items that are no `li`.
    """
    return [_without_notes(each) for each in sheets]


def _without_notes(sheet: Any) -> Any:
    made = copy.copy(sheet)
    made.matcher = matcher = copy.copy(sheet.matcher)
    others = [each for each in matcher.other_selectors if each[3] not in _NOTES]
    matcher.other_selectors = [each for each in others if each[3] != "marker"]
    items = [each for each in others if each[3] == "marker"]
    names = dict(matcher.lower_local_name_selectors)
    names["li"] = [*names.get("li", ()), *items]
    matcher.lower_local_name_selectors = names
    return made
