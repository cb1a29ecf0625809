"""Tints: a colour thinned with white, and the colour in which words can be read upon it."""

from __future__ import annotations

_ENOUGH = 7.0
"""The contrast that "contrast (enhanced)" asks for."""


def tint(colour: str, share: float) -> str:
    """Return so much of `colour`, "#rrggbb", on white.

    >>> tint("#14466b", 0.5)
    '#8aa2b5'
    """
    parts = (255 + (each - 255) * share for each in bytes.fromhex(colour[1:]))
    return "#" + "".join(f"{round(each):02x}" for each in parts)


def upon(ground: str, ink: str) -> str:
    """Return `ink` or white, whichever stands out more from `ground`.

    >>> upon("#14466b", "#1c2023"), upon("#eef2f5", "#1c2023")
    ('#ffffff', '#1c2023')
    """
    return max((ink, "#ffffff"), key=lambda each: _contrast(each, ground))


def on_dark(colour: str, ground: str) -> str:
    """Return `colour` with so much white that it can be read on a dark ground (WCAG 2.2, 1.4.6).

    >>> on_dark("#14466b", "#14181c"), on_dark("#ffd000", "#14181c")
    ('#95acbc', '#ffd000')
    """
    lighter = (tint(colour, share / 100) for share in range(100, -1, -5))
    return next((each for each in lighter if _contrast(each, ground) >= _ENOUGH), "#ffffff")


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (each / 255 for each in bytes.fromhex(colour[1:]))
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
